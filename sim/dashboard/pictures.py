"""What charts draw of scenarios and answers: plain lists, no widgets."""

from __future__ import annotations

from datetime import timedelta

from .. import Scenario
from .colours import FIRST, LIVE, NO_CRISIS, SCENARIOS, SECOND
from .found import NO_CRISIS as WITHOUT
from .found import Found
from .hours import seconds, spans_of
from .live import Snapshot
from .question import ENOUGH_PAIRS, Question
from .titles import event_in, title_in
from .words import calendar_day, number, say, signed


def frame_of(scenario: Scenario, days: int, lines: list[dict], bars: list[dict]) -> dict:
    """Return what the chart draws: lines over the days of a scenario, and the crises and interventions behind them."""
    return {
        "from": seconds(scenario.start),
        "until": seconds(scenario.start + timedelta(days=days)),
        "days_per_step": 1 / 24 if scenario.step == "hour" else 1,
        "lines": lines,
        "bars": bars,
    }


def explored_picture(language: str, chosen: tuple[Scenario, Scenario], found: Found | None, question: Question | None) -> dict:
    """Return the chart of the first page: without the crisis, with it, with the policy looked at, and the live line."""
    first, second = chosen
    if question and question.scenarios[0].name != first.name:  # of another crisis, which the sentence says is of before and lines cannot
        found = question = None
    styles = [(first.name, say(language, "explore.line_crisis"), FIRST, 2, None)]
    if second.name != first.name:
        styles.append((second.name, title_in(language, second), SECOND, 2, [8, 4]))
    styles.append((WITHOUT, say(language, "explore.line_without"), NO_CRISIS, 1.5, [2, 3]))
    known = found.lines if found else {}
    lines = [line_of(known[name], *style, band=name != WITHOUT and found.pairs >= ENOUGH_PAIRS) for name, *style in styles if name in known]
    lines.append({"name": say(language, "explore.line_live"), "colour": LIVE, "width": 1.2, "dash": None, "mean": [], "live": True})
    days = question.length if question else first.days
    bars = bars_of(list({first.name: first, second.name: second}.values()), language)
    return {**frame_of(first, days, lines, bars), "at_end": True}


def line_of(line: dict, name: str, colour: str, width: float, dash: list | None, band: bool = True) -> dict:
    """Return a line of the chart from its mean and, if it is to be shown, the interval of that mean."""
    shown = {"low": line["low"], "high": line["high"]} if band and "low" in line else {}
    return {"name": name, "colour": colour, "width": width, "dash": dash, "mean": line["mean"], **shown}


def bars_of(scenarios: list[Scenario], language: str) -> list[dict]:
    """Return every crisis once, and every intervention once per scenario that has it."""
    bars: dict[tuple, dict] = {}
    for scenario, colour in zip(scenarios, SCENARIOS, strict=False):
        for name, role, first, last in spans_of(scenario):
            key = (name, first, last) if role == "crisis" else (name, colour)
            bars.setdefault(
                key,
                {
                    "name": event_in(language, name),
                    "role": role,
                    "colour": colour,
                    "start": first,
                    "end": last,
                },
            )
    return list(bars.values())


def sentence_now(language: str, snapshot: Snapshot | None) -> str:
    """Return the day, the date and how people feel, for the line under the network."""
    if snapshot is None or snapshot.picture is None:
        return say(language, "player.building")
    hour = f" {snapshot.hour:02}:00" if snapshot.scenario.step == "hour" else ""
    return say(
        language,
        "player.now_end" if snapshot.finished else "player.now",
        day=f"{snapshot.day}{hour}",
        date=calendar_day(language, snapshot.date),
        stress=signed(language, snapshot.distress[-1], 2),
        people=number(language, snapshot.picture.n_people),
    )
