"""What a comparison found, as plain numbers for the page, and in words; made where the comparison runs, not where pages are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .colours import NO_CRISIS as NO_CRISIS_COLOUR
from .colours import SCENARIOS
from .dot_plots import Dot
from .found import NO_CRISIS, line_over
from .question import ENOUGH_PAIRS
from .titles import title_in
from .weighed import doubt_of, doubt_told, places_of, told_change
from .words import number, say, signed

# Outcome: how it is scaled, with how many decimals in a chart's table, and which rule of decimals its differences follow; the first four get a chart.
OUTCOMES = {
    "distress": (1, 3, "SD"),
    "loneliness": (1, 3, "SD"),
    "high_distress": (1000, 1, "people"),
    "contacts_in_person": (1, 2, "SD"),
    "strongly_lonely": (1000, 1, "people"),
    "company": (1, 3, "SD"),
    "support": (1, 3, "SD"),
}
CHARTS = tuple(OUTCOMES)[:4]
_BY_GROUP = "high_distress"


@dataclass(frozen=True)
class Effect:
    """A difference between two scenarios: its mean over pairs, its interval, and in how many pairs it is lower and higher."""

    scenario: str
    outcome: str
    group: str
    difference: float
    low: float | None
    high: float | None
    lower_in: int
    higher_in: int
    n_pairs: int
    nobody_in: int = 0  # pairs in which the group has nobody
    doubt: str = ""  # see `weighed.doubt_of`

    @property
    def places(self) -> int:
        """With how many decimals it is told."""
        scale, _, unit = OUTCOMES[self.outcome]
        return places_of({"difference": self.difference, "low": self.low, "high": self.high}, unit, scale)

    @property
    def band(self) -> tuple[float, float] | None:
        """The interval, where there are pairs enough to show one."""
        return None if self.n_pairs < ENOUGH_PAIRS or self.low is None else (self.low, self.high)


@dataclass(frozen=True, eq=False)
class Compared:
    """Lines by outcome and scenario; effects of the scenarios against the first, and of the crisis, for everyone and by group."""

    pairs: int
    people: int
    command: str
    lines: dict = field(repr=False)
    effects: tuple[Effect, ...] = field(repr=False)
    groups: tuple[Effect, ...] = field(repr=False)
    costs: dict = field(repr=False)
    answer: object = field(repr=False)


def compared_in(answer) -> Compared:
    """Return what an Answer of `compare` says."""
    runs = {each.name: list(answer.ensemble.finished(each.name).values()) for each in answer.scenarios}
    effects, groups = effects_in(answer)
    return Compared(
        pairs=answer.ensemble.replicates,
        people=answer.verdict["n_people"],
        command=answer.command,
        lines={outcome: {name: line_over(of_name, outcome) for name, of_name in runs.items() if of_name} for outcome in CHARTS},
        effects=effects,
        groups=groups,
        costs={each["name"]: each["costs"] for each in answer.verdict["policies"]},
        answer=answer,
    )


def effects_in(answer) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
    """Return the effects over all days on everyone, and those of scenarios on each group.

    Number, range and verdict come from one row of the answer's own table: what has no row there (too few people) is not shown.
    """
    limits = {"SD": answer.verdict["limits"]["distress"], "share of people": answer.verdict["limits"]["high_distress"]}
    rows = answer.effects[answer.effects["window"] == "all"].to_dict("records")
    found = {(row["scenario"], row["baseline"], row["group"], row["outcome"]): row for row in rows}

    def effect(pairs, outcome, group):
        row = found.get((pairs.scenario, pairs.baseline, group, outcome))
        return None if row is None else _effect(pairs, row, limits.get(row["unit"]))

    everyone = [effect(pairs, outcome, "everyone") for pairs in answer.pairs for outcome in OUTCOMES]
    of_groups = [effect(pairs, _BY_GROUP, group) for pairs in answer.pairs if pairs.baseline != NO_CRISIS for group in pairs.groups]
    return tuple(each for each in everyone if each is not None), tuple(each for each in of_groups if each is not None)


def _effect(pairs, row: dict, limit: float | None) -> Effect:
    each = pairs.of(row["outcome"], group=row["group"])
    signs = {"lower_in": int((each < 0).sum()), "higher_in": int((each > 0).sum()), "n_pairs": int(row["n_pairs"])}
    low, high = (float(row[end]) if np.isfinite(row[end]) else None for end in ("low", "high"))
    weighed = {key: str(row[key]) == "True" for key in ("larger_than_chance", "matters")}
    doubt = doubt_of({"low": low, "high": high, **weighed, **signs}, limit)
    nobody_in = len(each) - signs["n_pairs"]
    return Effect(pairs.scenario, row["outcome"], row["group"], float(row["difference"]), low, high, **signs, nobody_in=nobody_in, doubt=doubt)


def effect_rows(language: str, compared: Compared, names: list[str]) -> list[dict]:
    """Return a row for each outcome with a cell for each scenario: the difference from the first, its band and the pairs."""
    rows = []
    for outcome in OUTCOMES:
        cells = [_cell(language, next((each for each in compared.effects if (each.scenario, each.outcome) == (name, outcome)), None)) for name in names]
        if any(cells):
            rows.append({"name": say(language, f"compare.{outcome}"), "cells": cells})
    return rows


def group_rows(language: str, compared: Compared, names: list[str]) -> list[dict]:
    """Return a row for each group with a cell for each scenario: people with high distress per 1,000 of that group."""
    rows = []
    for group in dict.fromkeys(each.group for each in compared.groups):
        cells = [_cell(language, next((each for each in compared.groups if (each.scenario, each.group) == (name, group)), None)) for name in names]
        rows.append({"name": say(language, f"compare.group_{_plain(group)}"), "cells": cells})
    return rows


def _plain(group: str) -> str:
    return group.replace(" ", "_").replace("-", "_").replace("+", "_up")


def _cell(language: str, effect: Effect | None) -> dict | None:
    """Return what a cell of a table shows: the number, the band as text, in how many pairs, and the same for drawing."""
    if effect is None:
        return None
    scale, digits = OUTCOMES[effect.outcome][0], effect.places
    band = effect.band and [effect.band[0] * scale, effect.band[1] * scale]
    pairs = pairs_told(language, effect)
    shown = any(round(value, digits) for value in (effect.difference * scale, *(band or ())))
    if (effect.lower_in or effect.higher_in) and not round(effect.difference * scale, digits):  # else "0.00, higher in 8 of 8 pairs"
        pairs = say(language, "compare.too_small", pairs=pairs)
    pairs += f", {doubt_told(language, effect.doubt)}" if effect.doubt else ""
    said = "" if band is None or not shown else say(language, "explore.range", low=signed(language, band[0], digits), high=signed(language, band[1], digits))
    return {
        "text": told_change(language, effect.difference * scale, digits),
        "band": said,
        "pairs": pairs,
        "middle": effect.difference * scale,
        "low": band and band[0],
        "high": band and band[1],
    }


def pairs_told(language: str, effect: Effect) -> str:
    """Return in how many pairs a scenario is lower or higher, in how many it is alike, and in how many there is nobody of the group."""
    lower = effect.difference <= 0
    if not effect.lower_in and not effect.higher_in:
        said = say(language, "compare.same_in", pairs=effect.n_pairs)
    else:
        count = effect.lower_in if lower else effect.higher_in
        said = say(language, "compare.lower_in" if lower else "compare.higher_in", count=count, pairs=effect.n_pairs)
        alike = effect.n_pairs - effect.lower_in - effect.higher_in
        said += f", {say(language, 'compare.alike_in', count=alike)}" if alike else ""
    return said + (f", {say(language, 'compare.nobody_in', count=effect.nobody_in)}" if effect.nobody_in else "")


def picture_sections(language: str, compared: Compared) -> list[tuple[str, list[Dot]]]:
    """Return what is drawn to take along: the differences of each outcome, then those of the groups, scenario by scenario."""
    scenarios = {each.name: title_in(language, each) for each in compared.answer.scenarios}
    first = compared.answer.scenarios[0].name
    called = scenarios | {first: say(language, "compare.by_crisis")}
    colours = dict(zip(scenarios, SCENARIOS, strict=False))
    sections = []
    for outcome in OUTCOMES:
        dots = [_dot(language, called[each.scenario], each, colours) for each in compared.effects if each.outcome == outcome]
        sections += [(say(language, f"compare.{outcome}"), dots)] if dots else []
    for name in dict.fromkeys(each.scenario for each in compared.groups):
        dots = [_dot(language, say(language, f"compare.group_{_plain(each.group)}"), each, colours) for each in compared.groups if each.scenario == name]
        sections.append((f"{say(language, 'compare.high_distress')}: {scenarios[name]}", dots))
    return sections


def _dot(language: str, name: str, effect: Effect, colours: dict[str, str]) -> Dot:
    cell = _cell(language, effect)
    text = f"{cell['text']} ({cell['band']})" if cell["band"] else cell["text"]
    return Dot(name, cell["middle"], cell["low"], cell["high"], text, colours.get(effect.scenario, NO_CRISIS_COLOUR))


def cost_rows(language: str, compared: Compared, names: list[str]) -> list[dict]:
    """Return what each scenario costs more than the first, whom it reaches, and what a day with high distress averted costs."""
    rows = []
    for name in names:
        costs = compared.costs.get(name)
        if costs is None:
            continue
        averted = costs["euro_per_day_averted"]
        ranged = averted and {"middle": number(language, averted[0], 0), "low": number(language, averted[1], 0), "high": number(language, averted[2], 0)}
        rows.append({
            "scenario": name,
            "cells": [
                number(language, costs["euro_per_resident"], 2),
                number(language, float(f"{costs['euro_per_100000']:.3g}")),
                number(language, sum(costs["reached"].values())),
                number(language, sum(costs["sessions"].values())) if costs["sessions"] else "–",  # activities are not counted in sessions
                say(language, "compare.per_day", **ranged) if averted else say(language, "compare.not_established"),
            ],
        })  # fmt: skip
    return rows
