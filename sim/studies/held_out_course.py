"""The model's side of series that were set aside: daily means of a run, and what the crisis changed in them against the same people without it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ..core.chance import run_seed
from ..run import first_morning, run
from ..timeline.load import load_scenario
from .facts.measures import Beginning

LIVED = ("day_met_close", "contacts_close", "contacts_in_person", "contacts_work_school", "high_distress", "emotional_loneliness", "worry")
# Who is asked of what the crisis changed: ages from and below, sex where only one is asked.
GROUPS = {"16-19": (16, 20), "20-29": (20, 30), "30-39": (30, 40), "40-49": (40, 50), "50-54": (50, 55), "55-64": (55, 65), "65-74": (65, 75), "75+": (75, 200),
          "12+": (12, 200), "18-24": (18, 25), "16-24": (16, 25), "70+": (70, 200), "men": (12, 200), "women": (12, 200)}
CHANGED = ("lonely", "worry", "low_mood", "distress", "high_distress")
MEASURES = (*LIVED, *(f"change of {name}" for name in CHANGED), *(f"change of high_distress, {group}" for group in GROUPS))
STRONG_EMOTIONAL = 1.41  # normal quantile of 7.9 % strongly emotionally lonely in 2019 (Statistics Netherlands)


@dataclass(frozen=True)
class Compared:
    """One series beside the model's: `number` is a correlation over `n` dates, or the model's value beside the published one.

    `same_direction` says whether both rose or both fell; None where that is not asked.
    """

    series: str
    text: str
    number: float
    published: float | None = None
    n: int = 0
    same_direction: bool | None = None


def daily_means(scenario="netherlands_2020", people=2_000, replicates=2, seed=1):
    """Return (first date, {measure: float64 (n_days,)}): means over people of 15 and over, or of a group, and over replicates.

    A "change" is the mean less that of the same people on the same day without the crisis, so that luck cancels out.
    """
    scenario = load_scenario(scenario, people=people)
    days = {name: np.zeros(scenario.days) for name in MEASURES}
    for replicate in range(replicates):
        morning = first_morning(scenario, run_seed(seed, replicate))
        _live(scenario, morning, days, 1 / replicates, LIVED)
        _live(scenario.without_crises(), morning, days, -1 / replicates, ())
    return scenario.start, days


def _live(scenario, morning, days, sign, wanted):
    """Add a run to `days`: what is `wanted` of it, and every change with this sign."""
    traits = morning.population.traits
    asked, groups = traits.age >= 15, {group: _members(traits, group) for group in GROUPS}

    def keep(world, today):
        so_far, day = Beginning(world, today), today.clock.day
        for name in wanted:
            values = so_far.amount(name)[asked]
            days[name][day] += sign * ((values > STRONG_EMOTIONAL) if name == "emotional_loneliness" else values).mean()
        for name in CHANGED:
            days[f"change of {name}"][day] += sign * so_far.amount(name)[asked].mean()
        cases = so_far.amount("high_distress")
        for group, members in groups.items():
            days[f"change of high_distress, {group}"][day] += sign * (cases[members].mean() if members.any() else np.nan)

    run(scenario, morning=morning, each=keep)


def _members(traits, group):
    first, below = GROUPS[group]
    who = (traits.age >= first) & (traits.age < below)
    return who & traits.woman if group == "women" else who & ~traits.woman if group == "men" else who


def at(start, values, first, last):
    """Return the mean of a daily series from a date to before another, NaN outside of what was lived."""
    part = values[max(0, (first - start).days):max(0, (last - start).days)]
    return float(part.mean()) if len(part) else float("nan")


def week_of(start, values, day):
    """Return the mean of a daily series over the week round a date given as text."""
    middle = date.fromisoformat(day).toordinal()
    return at(start, values, date.fromordinal(middle - 3), date.fromordinal(middle + 4))


def directed(series, text, number, published):
    """Return a Compared of two changes; published 0 has no direction."""
    same = bool(number * published > 0) if published and np.isfinite(number) else None
    return Compared(series, text, float(number), published, same_direction=same)
