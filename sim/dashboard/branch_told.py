"""A branch in sentences, a table and a chart, English or Dutch."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .. import MATTERS
from .branch_desk import OTHERS, BranchState
from .branches import OUTCOMES, amount, series_of
from .colours import FIRST, SECOND
from .hours import seconds, spans_of
from .titles import event_in
from .words import calendar_day, number, say, signed

_NOTHING = 0.0005


def sentences(language: str, now: BranchState) -> list[str]:
    """Return what going on under another policy comes to, and how sure that is."""
    branched, trunk = now.branched, now.trunk
    first = branched.day * trunk.steps_a_day
    one, other = (amount(result, "distress", first) for result in (trunk.result, branched.result))
    difference = other - one
    fill = {"day": calendar_day(language, trunk.scenario.start + timedelta(days=branched.day))}
    if abs(difference) < _NOTHING:
        lead = say(language, "branch.lead_same", **fill)
    else:
        key = "lead_less" if difference < 0 else "lead_more"
        lead = say(language, f"branch.{key}", difference=number(language, abs(difference), 3), **fill)
    small = [say(language, "branch.small", limit=number(language, MATTERS["SD"], 2))] if _NOTHING <= abs(difference) < MATTERS["SD"] else []
    return [f"{lead} {_of_what(language, now)}".strip(), *small, say(language, "branch.shared"), _luck(language, branched.differences)]


def _of_what(language: str, now: BranchState) -> str:
    """Return what makes the difference: what ends and what begins in the other future only."""
    scenario, known = now.branched.scenario, {event.name for event in now.trunk.scenario.intervention}
    said = [say(language, "branch.told_end", event=event_in(language, event.name)) for event in _ended(now)]
    said += [say(language, "branch.told_start", event=event_in(language, each.kind)) for each in scenario.intervention if each.enabled and each.name not in known]
    return say(language, "branch.of_what", changes="; ".join(said)) if said else ""


def _ended(now: BranchState) -> list:
    """Return the crises, as the other future has them, that are over sooner there, or do not come."""
    before = {event.name: event for event in now.trunk.scenario.crisis}
    return [event for event in now.branched.scenario.crisis if event != before[event.name]]


def _luck(language: str, differences: tuple[float, ...]) -> str:
    if not differences:
        return say(language, "branch.one_luck")
    lower = sum(each < 0 for each in differences)
    mean = signed(language, float(np.mean(differences)), 3)
    more = f" {say(language, 'branch.one_luck')}" if len(differences) < OTHERS else ""
    return say(language, "branch.luck", lower=lower, count=len(differences), mean=mean) + (more and " …")


def rows(language: str, now: BranchState, whole: bool) -> list[list[str]]:
    """Return the table: each outcome as it was, under the other policy, and the difference; over all days or from the change on."""
    trunk, branched = now.trunk, now.branched
    first = 0 if whole else branched.day * trunk.steps_a_day
    table = []
    for outcome in OUTCOMES:
        one, other = (amount(result, outcome, first) for result in (trunk.result, branched.result))
        table.append([say(language, f"branch.outcome_{outcome}"), *(_value(language, outcome, each) for each in (one, other))])
        table[-1].append(_value(language, outcome, other - one, signed))
    return table


def amounts(now: BranchState, whole: bool) -> list[list]:
    """Return the same as `rows` for a file: plain numbers, shares from 0 to 1."""
    first = 0 if whole else now.branched.day * now.trunk.steps_a_day
    table = []
    for outcome in OUTCOMES:
        one, other = (float(amount(result, outcome, first)) for result in (now.trunk.result, now.branched.result))
        table.append([outcome, one, other, other - one])
    return table


def _value(language: str, outcome: str, value: float, write=number) -> str:
    """Return a number with the digits of the command line: shares in percent with one decimal, others with two."""
    if not np.isfinite(value):
        return "–"
    if OUTCOMES[outcome] == "share":
        shown = write(language, 100 * value, 1)
        return say(language, "branch.points", value=shown) if write is signed else f"{shown}\u00a0%"
    # A difference is small where the levels are not; the command line prints none.
    return write(language, value, 3 if write is signed and OUTCOMES[outcome] == "level" else 2)


def picture(language: str, now: BranchState, outcome: str) -> dict:
    """Return what the chart draws: the life as it was, the other future from its day on, and the events of both."""
    trunk, branched = now.trunk, now.branched
    scenario, lines = trunk.scenario, []
    lines.append({"name": say(language, "branch.trunk"), "colour": FIRST, "width": 2, "dash": None, "mean": _numbers(trunk.result, outcome, 0)})
    if branched:
        shown = _numbers(branched.result, outcome, branched.day * trunk.steps_a_day)
        lines.append({"name": say(language, "branch.branch"), "colour": SECOND, "width": 2, "dash": [8, 4], "mean": shown})
    return {
        "from": seconds(scenario.start),
        "until": seconds(scenario.start + timedelta(days=scenario.days)),
        "days_per_step": 1 / trunk.steps_a_day,
        "lines": lines,
        "bars": _bars(language, now),
    }


def _numbers(result, outcome: str, first: int) -> list[float | None]:
    values = series_of(result, outcome)
    return [None if step < first or not np.isfinite(value) else round(float(value), 5) for step, value in enumerate(values)]


def _bars(language: str, now: BranchState) -> list[dict]:
    """Return the events of both futures, those they share once, and the day on which they part."""
    bars: dict[tuple, dict] = {}
    futures = [(now.trunk.scenario, FIRST)] + ([(now.branched.scenario, SECOND)] if now.branched else [])
    for scenario, colour in futures:
        for name, role, start, end in spans_of(scenario):
            title = event_in(language, name)
            # A crisis that ends earlier in one future is shaded once.
            key = (name,) if role == "crisis" else (name, start, end)
            bars.setdefault(key, {"name": title, "role": role, "colour": colour, "start": start, "end": end})
    if now.branched:
        bars |= _ends(language, now)
        day = now.trunk.scenario.start + timedelta(days=now.branched.day)
        mark = {"name": say(language, "branch.changes_here"), "role": "crisis", "mark": True, "colour": SECOND}
        bars["changes"] = {**mark, "start": seconds(day), "end": seconds(day + timedelta(days=1))}
    return list(bars.values())


def _ends(language: str, now: BranchState) -> dict[tuple, dict]:
    """Return a bar for each crisis that ends sooner in the other future, to its end there; grey is the crisis as it was."""
    bars, other = {}, now.branched.scenario
    until = {name: (start, end) for name, _, start, end in spans_of(other)}
    for event in _ended(now):
        title = event_in(language, event.name)
        if event.name in until:
            start, end = until[event.name]
            name = say(language, "branch.ends_sooner", event=title, day=calendar_day(language, event.until))
        else:
            start, end = next((start, start) for name, _, start, _ in spans_of(now.trunk.scenario) if name == event.name)
            name = say(language, "branch.never_comes", event=title)
        bars[event.name, "ends"] = {"name": name, "role": "end", "colour": SECOND, "start": start, "end": end}
    return bars
