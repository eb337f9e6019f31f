"""What a crisis does at its strongest: each setting at its least open and each level at its farthest from the usual, over its days."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from ..core.conditions import NO_CAP, ORDINARY, Conditions
from ..core.layers import CHANNELS, SETTINGS
from .clock import HOURS, Clock
from .events import as_date


@dataclass(frozen=True)
class Height:
    """The strongest a crisis gets: `level`, `open` as {setting: [share by channel]}, `levels` by name, and `visitors` a day or None.

    Not all of it need come at once: in a blackout phones fail hours after the power.
    """

    level: float
    open: dict
    levels: dict
    visitors: int | None


def height_of(event, scenario, ways=()):
    """Return the Height of a crisis over the steps of a scenario, as if it were the only one; level 0 where it changes nothing.

    It is that of people whom the crisis strikes in some of its `ways`, and in no other; without any, of all others in the area.
    """
    struck = {way: np.array([way in ways]) for way in event.ways}
    strongest, least = 0.0, np.ones((len(SETTINGS), len(CHANNELS)))
    levels, visitors = dict(ORDINARY), NO_CAP
    for level, clock in _telling_steps(event, scenario):
        conditions = Conditions(1, None, clock)
        event.change(conditions.within(np.array([True]), struck), level)
        strongest = max(strongest, level)
        least = np.minimum(least, [[conditions.open_to(setting, channel) for channel in CHANNELS] for setting in SETTINGS])
        levels = {name: max(levels[name], float(getattr(conditions, name)), key=lambda value, name=name: abs(value - ORDINARY[name])) for name in levels}
        visitors = min(visitors, int(conditions.visitors_cap()))
    return Height(strongest, dict(zip(SETTINGS, least.tolist(), strict=True)), levels, visitors if visitors < NO_CAP else None)


def _telling_steps(event, scenario):
    """Return (level, clock) of the first and the last step of each level above 0: what comes with delay has come by the last."""
    by_hour = scenario.step == "hour"
    first = max(0, (as_date(event.start or scenario.start) - scenario.start).days)
    last = scenario.days
    if event.until:
        last = min(last, (as_date(event.until) - scenario.start + timedelta(days=1 + event.out_days)).days)
    steps = {}
    for step in range(first * HOURS, last * HOURS) if by_hour else range(first, last):
        clock = Clock(scenario.start, step, by_hour)
        level = event.level(clock)
        if level > 0:
            steps[level] = (steps[level][0] if level in steps else clock, clock)
    return [(level, clock) for level, ends in steps.items() for clock in dict.fromkeys(ends)]
