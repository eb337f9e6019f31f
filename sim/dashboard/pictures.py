"""What the page shows of scenarios, answers and snapshots: plain lists and sentences, no widgets."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
from scipy.stats import t as student

from .. import Scenario
from .colours import FIRST, LIVE, NO_CRISIS, SECOND
from .live import Snapshot

_ROWS = {
    "distress": ("Stress, SD", 1, 3),
    "loneliness": ("Loneliness, SD", 1, 3),
    "high_distress": ("High distress, per 1,000", 1000, 1),
    "lonely": ("Lonely, per 1,000", 1000, 1),
    "contacts_in_person": ("Contacts in person a day", 1, 2),
    "company": ("Company, share of usual", 1, 3),
}


def seconds(day: date) -> int:
    """Return midnight of a date as seconds, as the chart's axis counts them."""
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())


def chart_picture(scenarios: list[Scenario], watched: Scenario, answer) -> dict:
    """Return what the chart draws: lines, bands, and the crises and interventions behind them."""
    start = watched.start
    lines = _compared_lines(scenarios, answer.series) if answer is not None else []
    which = "first" if watched.name == scenarios[0].name else "second"
    live = {"name": f"live: {which} scenario", "colour": LIVE, "width": 1.2, "dash": None, "mean": [], "live": True}
    return {
        "from": seconds(start),
        "until": seconds(start + timedelta(days=watched.days)),
        "days_per_step": 1 / 24 if watched.step == "hour" else 1,
        "lines": [*lines, live],
        "bars": _bars(scenarios, start),
    }


def _bars(scenarios: list[Scenario], start: date) -> list[dict]:
    """Return every crisis once, and every intervention once per scenario that has it."""
    bars: dict[tuple, dict] = {}
    for scenario, colour in zip(scenarios, (FIRST, SECOND), strict=False):
        for name, _kind, role, first, last in scenario.timeline_bars():
            key = (name, first, last) if role == "crisis" else (name, colour)
            bars.setdefault(
                key,
                {
                    "name": name.removesuffix("-1").replace("_", " "),
                    "role": role,
                    "colour": colour,
                    "start": seconds(start + timedelta(days=first)),
                    "end": seconds(start + timedelta(days=last)),
                },
            )
    return list(bars.values())


def _compared_lines(scenarios: list[Scenario], series: pd.DataFrame) -> list[dict]:
    """Return the mean over runs of each scenario's distress with its 95 % interval, and the first without its crises."""
    rows = series[(series["outcome"] == "distress") & (series["group"] == "everyone")]
    first, second = scenarios
    styles = [
        (first.name, f"first: {first.title or first.name}", FIRST, 2, None),
        (second.name, f"second: {second.title or second.name}", SECOND, 2, [8, 4]),
    ]
    styles += [("no_crisis", "without a crisis", NO_CRISIS, 1.5, [2, 3])] * bool((rows["scenario"] == "no_crisis").any())
    return [_line(rows[rows["scenario"] == name], *style) for name, *style in styles]


def _line(rows: pd.DataFrame, name: str, colour: str, width: float, dash: list | None) -> dict:
    """Return one line of the chart; the interval is that of the mean over runs."""
    steps = rows.groupby("step")["value"].agg(["mean", "std", "count"])
    half = student.ppf(0.975, (steps["count"] - 1).clip(lower=1)) * steps["std"].fillna(0) / np.sqrt(steps["count"])
    band = {"low": _numbers(steps["mean"] - half), "high": _numbers(steps["mean"] + half)} if colour != NO_CRISIS else {}
    return {"name": name, "colour": colour, "width": width, "dash": dash, "mean": _numbers(steps["mean"]), **band}


def _numbers(column: pd.Series) -> list[float | None]:
    """Return a column for the chart, one place later: the value of a step is that at its end, as the live line has it."""
    return [None, *(None if np.isnan(value) else round(float(value), 5) for value in column)]


def verdict_lines(summary: str) -> tuple[str, list[str]]:
    """Return the first sentence of a verdict and its other lines, with the heading (what was compared) last."""
    heading, *rest = summary.strip().split("\n\n")
    lines = [line.strip() for part in (*rest, heading) for line in part.splitlines() if line.strip()]
    lead = next((line for line in lines if line.endswith(".")), lines[0])
    return lead, [line for line in lines if line != lead]


def effect_rows(first: str, second: str, effects: pd.DataFrame) -> list[list[str]]:
    """Return the table beside the chart: what the crisis did to the first scenario, and what the second changed."""
    effects = effects[(effects["group"] == "everyone") & (effects["window"] == "all")]
    table = []
    for outcome, (label, scale, digits) in _ROWS.items():
        of_outcome = effects[effects["outcome"] == outcome]
        crisis = of_outcome[(of_outcome["scenario"] == first) & (of_outcome["baseline"] == "no_crisis")]
        policy = of_outcome[(of_outcome["scenario"] == second) & (of_outcome["baseline"] == first)]
        if len(crisis) + len(policy):
            table.append([label, _difference(crisis, scale, digits), _difference(policy, scale, digits)])
    return table


def _difference(rows: pd.DataFrame, scale: float, digits: int) -> str:
    """Return `+0.12 (+0.10 to +0.14)`; without an interval where there were too few pairs for one."""
    if not len(rows):
        return "–"
    row = rows.iloc[0]
    middle, low, high = (_signed(row[column] * scale, digits) for column in ("difference", "low", "high"))
    return middle if pd.isna(row["low"]) else f"{middle} ({low} to {high})"


def _signed(value: float, digits: int) -> str:
    """Return the number with its sign; a true minus lines up with the plus, and adding 0 turns a rounded -0 into 0."""
    return f"{round(float(value), digits) + 0.0:+.{digits}f}".replace("-", "−")


def sentence_now(snapshot: Snapshot | None) -> str:
    """Return the day, the date and how people feel, for the line under the network."""
    if snapshot is None or snapshot.picture is None:
        return "Building the network …"
    hour = f", {snapshot.hour:02}:00" if snapshot.scenario.step == "hour" else ""
    day = f"Day {snapshot.day}{hour} ({snapshot.date.day} {snapshot.date:%B %Y})"
    end = ", the end" if snapshot.finished else ""
    return f"{day}{end}: mean stress {_signed(snapshot.distress[-1], 2)} SD among {snapshot.picture.n_people:,} people."
