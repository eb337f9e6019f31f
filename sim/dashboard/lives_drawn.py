"""One person's two lives as lines over time: what they felt or whom they met each day, and the events behind them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from .colours import FIRST, SECOND
from .hours import seconds, spans_of
from .titles import event_in
from .twins import NEVER, Twins

WEEK = 7


def daily(twins: Twins, world: int, row: int, what: str) -> np.ndarray:
    """Return float64 (n_days,): one person's feeling at the end of each day's steps averaged, or contacts of each day."""
    steps = getattr(twins.lives[world], what)[:, row].astype(np.float64)
    days = steps.reshape(-1, twins.steps_a_day)
    return days.sum(axis=1) if what == "contacts" else days.mean(axis=1)


def line_picture(telling, row: int, what: str) -> dict:
    """Return what the chart draws of one person: both lives, the events behind them, and the day they part."""
    twins, lines = telling.twins, []
    for world, (colour, dash) in enumerate(((FIRST, None), (SECOND, [8, 4]))):
        values = daily(twins, world, row, what)
        values = _smoothed(values) if what == "contacts" else values
        numbers = [None if np.isnan(value) else round(float(value), 4) for value in values]
        short = telling.say("in_second" if world else "in_first")
        lines.append({"name": short, "long": telling.title(world), "colour": colour, "width": 2, "dash": dash, "mean": numbers})
    first = twins.scenarios[0]
    return {
        "from": seconds(first.start),
        "until": seconds(first.start + timedelta(days=first.days)),
        "days_per_step": 1,
        "lines": lines,
        "bars": [*_events(telling), *_parting_bar(telling, row)],
    }


def _smoothed(values: np.ndarray) -> np.ndarray:
    """Return the mean over the week around each day, which weekends would otherwise cut into teeth."""
    ones = np.convolve(np.ones(len(values)), np.ones(WEEK), "same")
    return np.convolve(values, np.ones(WEEK), "same") / ones


def _events(telling) -> list[dict]:
    """Return the bars of both scenarios, what they share once."""
    bars: dict[tuple, dict] = {}
    for scenario, colour in zip(telling.twins.scenarios, (FIRST, SECOND), strict=True):
        for name, role, start, end in spans_of(scenario):
            bars.setdefault((name, start, end), {"name": event_in(telling.language, name), "role": role, "colour": colour, "start": start, "end": end})
    return list(bars.values())


def _parting_bar(telling, row: int) -> list[dict]:
    step = int(telling.twins.parted[row])
    if step == NEVER:
        return []
    day = telling.twins.scenarios[0].start + timedelta(days=step // telling.twins.steps_a_day)
    return [{"name": telling.say("lives_part"), "role": "crisis", "mark": True, "colour": FIRST, "start": seconds(day), "end": seconds(day + timedelta(days=1))}]
