"""What the first page says of what was found: sentences, figures and the ranking, in either language."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .found import NO_CRISIS, Found, interval_of
from .question import ENOUGH_PAIRS, Question
from .titles import title_in
from .weighed import chance_told, doubt_of, doubt_told, places_of, threshold_told, told_change
from .words import calendar_day, number, say, signed

# Outcome: how it is scaled, the unit that says its digits, and the word for that.
FIGURES = {"distress": (1, "SD", "unit_sd"), "loneliness": (1, "SD", "unit_sd"), "high_distress": (1000, "people", "unit_cases")}


def headline(language: str, found: Found, question: Question) -> list[str]:
    """Return what the crisis does and what helps most, a sentence each."""
    return [each for each in (_crisis(language, found, question), _help(language, found, question)) if each]


def _crisis(language: str, found: Found, question: Question) -> str:
    effect = found.crisis.get("high_distress")
    if effect is None:
        return ""
    # People of a network of one's own are no residents of anywhere.
    own, fill = ("_own", {"people": number(language, found.people)}) if question.scenarios[0].population.network else ("", {})
    nothing = _nothing(language, effect)
    if nothing:
        return say(language, "explore.crisis_same", range=nothing)
    if effect["matters"] or interval_of(effect, ENOUGH_PAIRS) is None:
        which = "crisis_more" if effect["difference"] >= 0 else "crisis_fewer"
    else:
        return say(language, f"explore.crisis_none{own}", range=_range(language, effect, "high_distress", magnitude=False), **fill)
    return say(language, f"explore.{which}{own}", **fill, count=_count(language, effect), range=_range(language, effect, "high_distress"))


def _help(language: str, found: Found, question: Question) -> str:
    if not found.policies:
        return ""
    if found.pairs < ENOUGH_PAIRS:
        looked_at = found.policy(question.scenarios[1].name) or found.policies[0]
        effect = looked_at["effects"]["high_distress"]
        nothing = _nothing(language, effect)
        if nothing:
            return _named(language, "early_same", looked_at, question, nothing=nothing)
        word = say(language, "explore.fewer" if effect["difference"] <= 0 else "explore.more")
        return _named(language, "early", looked_at, question, fewer_more=word)
    best = found.policies[0]
    effect = best["effects"]["high_distress"]
    if not _helps(effect):
        return say(language, "explore.none_helps")
    if len(found.policies) == 1:
        return _named(language, "only_helps", best, question)
    ahead = next((each for each in found.verdict["order"] if each["better"] == best["name"] and each["neighbours"]), None)
    return _named(language, _lead(ahead, found.verdict["limits"]["high_distress"]), best, question)


def _lead(ahead: dict | None, limit: float) -> str:
    """Return how the best policy stands to the next one: "best_helps", "best_barely", "best_perhaps" (too little ahead) or "best_alike"."""
    if ahead is None or (ahead["sure"] and ahead["matters"]):
        return "best_helps"
    if not ahead["sure"]:
        return "best_alike"
    return "best_barely" if ahead["low"] is not None and max(abs(ahead["low"]), abs(ahead["high"])) <= limit else "best_perhaps"


def _named(language: str, key: str, policy: dict, question: Question, **more) -> str:
    effect = policy["effects"]["high_distress"]
    name, ranged = title_of(language, question, policy["name"]), _range(language, effect, "high_distress")
    return say(language, f"explore.{key}", name=name, count=_count(language, effect), range=ranged, **more)


def _nothing(language: str, effect: dict) -> str:
    """Return in how many pairs there is a difference, where it is none or none that its digits can show; else nothing."""
    if effect["lower_in"] == effect["higher_in"] == 0:
        return say(language, "compare.same_in", pairs=effect["n_pairs"])
    if round(1000 * effect["difference"], places_of(effect, "people", 1000)):
        return ""
    return _range(language, effect, "high_distress", magnitude=False)


def _count(language: str, effect: dict) -> str:
    """Return how many of 1,000 an effect is, whichever way."""
    return told_change(language, 1000 * abs(effect["difference"]), places_of(effect, "people", 1000), number)


def title_of(language: str, question: Question, name: str) -> str:
    """Return how a reader calls a scenario of the question."""
    return next((title_in(language, each) for each in question.scenarios if each.name == name), name)


def _range(language: str, effect: dict, outcome: str, magnitude: bool = True) -> str:
    """Return the interval of an effect, or in how many pairs it points the same way where these are too few for one."""
    band, (scale, unit, _) = interval_of(effect, ENOUGH_PAIRS), FIGURES[outcome]
    if band is None:
        lower = effect["difference"] < 0
        count = effect["lower_in" if lower else "higher_in"]
        return say(language, "explore.lower_so_far" if lower else "explore.higher_so_far", count=count, pairs=effect["n_pairs"])
    low, high = band
    if magnitude and effect["difference"] < 0:  # "3 fewer (2 to 4)" reads from small to large
        low, high = -high, -low
    write, digits = number if magnitude else signed, places_of(effect, unit, scale)
    return say(language, "explore.range", low=write(language, low * scale, digits), high=write(language, high * scale, digits))


def figures(language: str, found: Found, question: Question) -> list[dict]:
    """Return the three figures: what the crisis changes, and what the policy looked at changes of it."""
    shown = []
    policy = found.policy(question.scenarios[1].name) if len(question.scenarios) > 1 else None
    for outcome, (scale, _, unit) in FIGURES.items():
        effect = found.crisis.get(outcome)
        if effect is None:
            continue
        shown.append({
            "name": say(language, f"explore.{outcome}"),
            "value": _change(language, effect, outcome),
            "unit": say(language, f"explore.{unit}"),
            "range": _ranged(language, found, effect, outcome),
            "level": _level(language, found, effect, outcome),
            "policy": _policy_figure(language, found, policy, outcome, question) if policy else "",
            "most": _most(language, found, policy, outcome, question) if policy and outcome != "high_distress" else "",
        })  # fmt: skip
    return shown


def _level(language: str, found: Found, effect: dict, outcome: str) -> str:
    """Return the level with and without, which differ by just the difference that is told; nothing where that is too small."""
    scale, unit, _ = FIGURES[outcome]
    digits = places_of(effect, unit, scale)
    before, change = (round(effect[key] * scale, digits) for key in ("baseline_value", "difference"))
    if not change or doubt_of(effect, found.verdict["limits"][outcome]) in ("small", "none"):
        return ""
    return say(language, "explore.level", **{"with": number(language, before + change, digits), "without": number(language, before, digits)})


def _change(language: str, effect: dict, outcome: str) -> str:
    scale, unit, _ = FIGURES[outcome]
    return told_change(language, effect["difference"] * scale, places_of(effect, unit, scale))


def _doubt(language: str, found: Found, effect: dict, outcome: str) -> str:
    return doubt_told(language, doubt_of(effect, found.verdict["limits"][outcome]))


def _ranged(language: str, found: Found, effect: dict, outcome: str) -> str:
    """Return the interval of an effect and, where something does, what speaks against it."""
    doubt, ranged = _doubt(language, found, effect, outcome), _range(language, effect, outcome, magnitude=False)
    return f"{ranged}, {doubt}" if doubt else ranged


def _policy_figure(language: str, found: Found, policy: dict, outcome: str, question: Question) -> str:
    effect, name = policy["effects"][outcome], title_of(language, question, policy["name"])
    if doubt_of(effect, found.verdict["limits"][outcome]) in ("small", "none"):  # the command tells no number of these either
        return say(language, "explore.with_policy_small", name=name, doubt=_doubt(language, found, effect, outcome))
    return say(language, "explore.with_policy", change=_change(language, effect, outcome), name=name, range=_ranged(language, found, effect, outcome))


def _most(language: str, found: Found, policy: dict, outcome: str, question: Question) -> str:
    """Return which other policy lowers a feeling most, where it does so by enough more than the one looked at: the ranking is by high distress alone."""
    helpful = [each for each in found.policies if _helps(each["effects"][outcome])]
    best, ours = min(helpful, key=lambda each: each["effects"][outcome]["difference"], default=policy), policy["effects"][outcome]
    effect, limit = best["effects"][outcome], found.verdict["limits"][outcome]
    if best is policy or _helps(ours) and ours["difference"] - effect["difference"] <= limit:
        return ""
    return say(language, "explore.lowers_most", name=title_of(language, question, best["name"]))  # its figure is seen by looking at it


def _helps(effect: dict) -> bool:
    """Return whether an effect lowers what it is on beyond chance and by enough to matter."""
    return bool(effect["difference"] < 0 and effect["larger_than_chance"] and effect["matters"])


def ranking(language: str, found: Found | None, question: Question, stopped: bool = False) -> list[dict]:
    """Return the rows of the ranking, the most helpful first, those not worked out (yet, unless it was stopped) at the end.

    `low`, `middle` and `high` are people per 1,000; the band is missing where there are too few pairs for one.
    """
    rows = [_row(language, found, each, question) for each in (found.policies if found else [])]
    there = {row["scenario"] for row in rows}
    for scenario in question.scenarios[1:]:
        if scenario.name not in there:
            waiting = say(language, "explore.stopped_row" if stopped else "explore.waiting")
            rows.append({"scenario": scenario.name, "name": title_of(language, question, scenario.name), "middle": None, "text": waiting, "doubt": "", "pairs": "", "cost": ""})
    return rows


def _row(language: str, found: Found, policy: dict, question: Question) -> dict:
    effect = policy["effects"]["high_distress"]
    band = interval_of(effect, ENOUGH_PAIRS)
    text = _change(language, effect, "high_distress")
    return {
        "scenario": policy["name"],
        "name": title_of(language, question, policy["name"]),
        "low": band and band[0] * 1000,
        "middle": effect["difference"] * 1000,
        "high": band and band[1] * 1000,
        "text": f"{text} ({_range(language, effect, 'high_distress', magnitude=False)})" if band else text,
        "doubt": _doubt(language, found, effect, "high_distress"),
        "pairs": say(language, "explore.pairs_lower", count=effect["lower_in"], pairs=effect["n_pairs"]),
        "cost": _cost(language, policy),
    }


def rules_told(language: str, found: Found) -> str:
    """Return what the marks of the ranking mean: from which size a difference matters, and, where it is needed, what chance may do."""
    limit = found.verdict["limits"]["high_distress"]
    effects = [each["effects"]["high_distress"] for each in found.policies]
    chance = chance_told(language, ((doubt_of(each, limit), interval_of(each, ENOUGH_PAIRS)) for each in effects))
    return " ".join(filter(None, (threshold_told(language, found.verdict["limits"]), chance)))


def _cost(language: str, policy: dict) -> str:
    euro = (policy.get("costs") or {}).get("euro_per_resident")
    return "–" if euro is None else number(language, euro, 2)


def peak_sentence(language: str, found: Found, question: Question) -> str:
    """Return when stress is highest and how high, for those who do not see the chart."""
    first = question.scenarios[0]
    mean = np.array([np.nan if value is None else value for value in found.lines[first.name]["mean"]], dtype=float)
    if NO_CRISIS not in found.lines or not np.isfinite(mean).any():
        return ""
    at = int(np.nanargmax(mean))
    calm = found.lines[NO_CRISIS]["mean"][at]
    day = first.start + timedelta(days=(at - 1) // (24 if first.step == "hour" else 1))
    texts = {"with": number(language, mean[at], 2), "without": number(language, calm or 0.0, 2)}
    return say(language, "explore.peak", day=calendar_day(language, day), **texts)
