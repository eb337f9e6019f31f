"""What can be taken along from the first page's answer: its figures and ranking as CSV, the ranking as a picture."""

from __future__ import annotations

from functools import partial

from .dot_plots import Dot, dot_plots
from .explored import FIGURES, ranking
from .files import about, csv_text, file_name
from .found import NO_CRISIS, Found, interval_of
from .question import ENOUGH_PAIRS, Question
from .words import say

_HEADS = ["scenario", "baseline", "outcome", "unit", "difference", "low", "high", "pairs_lower", "pairs_higher", "pairs", "euro_per_resident"]


def about_answer(language: str, found: Found, question: Question) -> list[str]:
    """Return what a file of the answer says of itself."""
    return about(language, question.resolved, found.command, people=found.people, pairs=found.pairs, seed=found.seed)


def files_of_answer(language: str, found: Found, question: Question) -> dict:
    """Return the files of an answer as `Files` offers them."""
    title, name = say(language, "explore.ranking"), file_name("explore", question.scenarios[0].name, "what_helps")
    return {
        "csv": ("CSV", f"{say(language, 'share.csv')}: {title}", lambda: (f"{name}.csv", answer_csv(language, found, question).encode())),
        "svg": ("SVG", f"{say(language, 'share.svg')}: {title}", lambda: (f"{name}.svg", ranking_svg(language, found, question).encode())),
    }


def answer_csv(language: str, found: Found, question: Question) -> str:
    """Return what the crisis does and what each policy changes of it, in the units of the page."""
    first = question.scenarios[0].name
    rows = list(map(partial(_row, found.crisis, first, NO_CRISIS, None), FIGURES)) if found.crisis else []
    for policy in found.policies:
        cost = (policy.get("costs") or {}).get("euro_per_resident")
        rows += map(partial(_row, policy["effects"], policy["name"], first, cost), FIGURES)
    return csv_text(about_answer(language, found, question), _HEADS, rows)


def _row(effects: dict, scenario: str, baseline: str, cost: float | None, outcome: str) -> list:
    scale, unit, _ = FIGURES[outcome]
    effect = effects[outcome]
    low, high = interval_of(effect, ENOUGH_PAIRS) or (None, None)
    scaled = [None if each is None else float(each * scale) for each in (effect["difference"], low, high)]
    pairs = [effect["lower_in"], effect["higher_in"], effect["n_pairs"]]
    return [scenario, baseline, outcome, "SD" if unit == "SD" else "people per 1000 of 12 and over", *scaled, *pairs, cost]


def ranking_svg(language: str, found: Found, question: Question) -> str:
    """Return the ranking as it stands on the page, as a picture."""
    rows = [row for row in ranking(language, found, question) if row["middle"] is not None]
    dots = [Dot(row["name"], row["middle"], row["low"], row["high"], ", ".join(filter(None, (row["text"], row["doubt"])))) for row in rows]
    return dot_plots(say(language, "explore.ranking"), [("", dots)], about_answer(language, found, question))
