"""What the lesson says: a prediction against what the model shows, and how sure that is, in words for pupils."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from scipy.stats import t as student

from .learn_worlds import CAUSES, CHANGES, LOCKED, OPEN, PAIRS, Lived, lesson
from .weighed import doubt_of, doubt_told
from .words import calendar_day, number, say, signed

STEPS = ("predict", "play", "look", "explain", "change")
# What is asked, and the answers there are.
QUESTIONS = {
    "stress": ("up", "same", "down"),
    "who": ("young", "old", "alike"),
    "peak": ("early", "middle", "late"),
    "cause": tuple(CAUSES),
    "change": tuple(CHANGES),
    "effect": ("less", "same", "more"),
}
PREDICTED = ("stress", "who", "peak")
_FEELINGS = ("stress", "loneliness")
_HARDLY = 0.01  # SD: from which size a difference matters, as everywhere in the model


def model_says(question: str, rises: dict) -> tuple[str, int]:
    """Return the model's answer to a prediction, and in how many worlds it is so."""
    if question == "stress":
        return _direction(rises["stress"], ("up", "same", "down"))
    if question == "who":
        return _direction(_less(rises["young"], rises["old"]), ("young", "alike", "old"))
    if question == "effect":
        return _direction(max((rises[each] for each in _FEELINGS), key=lambda each: abs(np.mean(each))), ("more", "same", "less"))
    when = [_when(day) for day in rises["peak"]]
    most = max(QUESTIONS["peak"], key=when.count)
    return most, when.count(most)


def _direction(values: Sequence[float], named: tuple[str, str, str]) -> tuple[str, int]:
    """Return what the mean over worlds points to, up, nowhere or down by name, and how many worlds point the same way."""
    each = np.asarray(values)
    each = each[np.isfinite(each)]
    which = 1 if abs(each.mean()) < _HARDLY else 0 if each.mean() > 0 else 2
    same = {0: each > 0, 1: abs(each) < _HARDLY, 2: each < 0}[which]
    return named[which], int(same.sum())


def _less(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(np.subtract(one, other))


def _when(day: float) -> str:
    return "early" if day < LOCKED + 21 else "middle" if day < OPEN - 7 else "late"


def judged(language: str, question: str, said: str, rises: dict) -> list[str]:
    """Return the sentences under a prediction: what was predicted, what the model shows, how sure that is, and whether they agree."""
    answer, count = model_says(question, rises)
    sizes = {name: _size(language, rises[name]) for name in ("stress", "young", "old")}
    numbers = {"size": sizes["stress"], "young": sizes["young"], "old": sizes["old"], "day": date_of(language, float(np.median(rises["peak"]))), "end": date_of(language, OPEN)}
    predicted = say(language, "learn.you_said", answer=say(language, f"learn.{question}_{said}")) if said else say(language, "learn.you_silent")
    sentences = [predicted, say(language, f"learn.model_{question}_{answer}", **numbers), sure(language, count)]
    if said:
        sentences.append(say(language, "learn.fits" if said == answer else "learn.differs"))
    return sentences


def date_of(language: str, day: float) -> str:
    """Return the date of a day of the lesson, as the story and the chart have it."""
    return calendar_day(language, lesson().start + timedelta(days=round(day)), year=False)


def _size(language: str, values: Sequence[float]) -> str:
    """Return how large a change is, on average over worlds; its direction is in the words."""
    return number(language, abs(float(np.nanmean(values))), 2)


def sure(language: str, count: int) -> str:
    """Return in words how sure something is that holds in so many of the worlds."""
    which = "all" if count >= PAIRS else "most" if count >= 0.75 * PAIRS else "half"
    return say(language, f"learn.sure_{which}", pairs=PAIRS, **({} if which == "all" else {"count": count}))


def parts_table(language: str, whole: Lived, alone: dict[str, Lived]) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows: what illness and lockdown do to both feelings, together and each alone."""
    heads = [say(language, f"learn.{each}") for each in ("head_world", "head_rise", "head_rise_lonely")]
    worlds = {"both": whole, **alone}
    return heads, [[say(language, f"learn.world_{name}"), *(_size_signed(language, lived, feeling) for feeling in ("stress", "loneliness"))] for name, lived in worlds.items()]


def _size_signed(language: str, lived: Lived, feeling: str) -> str:
    return signed(language, float(np.mean(lived.rises[feeling])), 2)


def parts_told(language: str, alone: dict[str, Lived]) -> list[str]:
    """Return for each feeling which of the two alone does more to it, and in how many worlds."""
    said = []
    for feeling in ("stress", "loneliness"):
        which, count = _direction(_less(alone["illness"].rises[feeling], alone["lockdown"].rises[feeling]), ("illness", "alike", "lockdown"))
        said.append(f"{say(language, f'learn.more_{feeling}_{which}')} {sure(language, count)}")
    return said


def causes_table(language: str, whole: Lived, without: dict[str, Lived]) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows: what illness and lockdown do to stress with each cause switched off."""
    rise = float(np.mean(whole.rises["stress"]))
    heads = [say(language, "learn.head_off"), say(language, "learn.head_rise"), say(language, "learn.head_against", whole=number(language, rise, 2)), say(language, "learn.head_sure")]
    rows = []
    for cause, lived in without.items():
        off = float(np.mean(lived.rises["stress"]))
        _, count = _direction(_less(lived.rises["stress"], whole.rises["stress"]), ("", "", ""))
        rows.append([say(language, f"learn.off_{cause}"), number(language, off, 2), _share(language, off / rise - 1), say(language, "learn.in_worlds", count=count, pairs=PAIRS)])
    return heads, rows


def _share(language: str, change: float) -> str:
    if abs(change) < 0.05:
        return say(language, "learn.hardly")
    return say(language, "learn.less" if change < 0 else "learn.more", share=number(language, 100 * abs(change)))


def best_cause(whole: Lived, without: dict[str, Lived]) -> str:
    """Return the cause that makes the most difference to stress when it is switched off."""
    rise = np.mean(whole.rises["stress"])
    return max(without, key=lambda cause: abs(np.mean(without[cause].rises["stress"]) - rise))


def cause_size(language: str, whole: Lived, without: Lived) -> str:
    """Return a sentence on what illness and lockdown do to stress without a cause, against what they do with it."""
    off, rise = (number(language, float(np.mean(each.rises["stress"])), 2) for each in (without, whole))
    return say(language, "learn.cause_size", off=off, rise=rise)


def change_told(language: str, guess: str, changed: Lived, whole: Lived) -> list[str]:
    """Return the sentences about one thing that was changed."""
    answer, count = model_says("effect", changed.rises)
    lines, doubts = [], []
    for feeling in _FEELINGS:
        change, rise = (float(np.mean(lived.rises[feeling])) for lived in (changed, whole))
        doubts.append(_doubt(changed.rises[feeling]))
        sizes = {"change": signed(language, change, 3), "whole": number(language, rise, 2), "share": _share(language, change / rise)}
        marked = f" ({doubt_told(language, doubts[-1])})" if doubts[-1] else ""
        lines.append(say(language, "learn.result_line", what=say(language, f"learn.{feeling}"), marked=marked, **sizes))
    little = "_little" if all(doubts) and answer != "same" else ""
    said = [say(language, "learn.you_said", answer=say(language, f"learn.effect_{guess}")), say(language, f"learn.result_{answer}{little}"), sure(language, count), *lines]
    said += [say(language, "learn.effect_limit", limit=number(language, _HARDLY, 2)), say(language, "learn.fits" if guess == answer else "learn.differs")]
    return said


def _doubt(values: Sequence[float]) -> str:
    """Return what speaks against a change, by the limit of the other pages."""
    each = np.asarray(values)
    half = float(student.ppf(0.975, len(each) - 1) * each.std(ddof=1) / np.sqrt(len(each)))
    low, high = float(each.mean()) - half, float(each.mean()) + half
    known = {"low": low, "high": high, "n_pairs": len(each), "lower_in": int((each < 0).sum()), "higher_in": int((each > 0).sum())}
    return doubt_of({**known, "larger_than_chance": low > 0 or high < 0, "matters": low > _HARDLY or high < -_HARDLY}, _HARDLY)
