"""Windows of time with the same dates for all scenarios of a comparison, and what an outcome amounts to in each."""

from datetime import datetime

import numpy as np

from ..timeline.events import first_moment, last_moment

WINDOWS = ("before", "crisis", "between", "after", "all")


def windows_of(scenarios):
    """Return a dict from window name to a bool array (n_steps,), from the union of all enabled crises; empty ones are left out.

    `crisis` holds the steps in which any crisis runs, from its start to its `until`; `between` lies after one crisis and
    before another. Scenarios have the same start, length and step.
    """
    hours = scenarios[0].step == "hour"
    n_steps = scenarios[0].days * (24 if hours else 1)
    during = np.zeros(n_steps, bool)
    for scenario in scenarios:
        for event in scenario.crisis:
            if event.enabled:
                during[_steps(event, scenario, 24 if hours else 1)] = True
    found, step = {"all": np.ones(n_steps, bool)}, np.arange(n_steps)
    if during.any():
        first, last = np.flatnonzero(during)[[0, -1]]
        found |= {"before": step < first, "crisis": during, "between": ~during & (step > first) & (step < last), "after": step > last}
    return {name: found[name] for name in WINDOWS if name in found and found[name].any()}


def _steps(event, scenario, steps_a_day):
    """Return the slice of steps that an event touches."""
    midnight = datetime.combine(scenario.start, datetime.min.time())
    touched = [(moment - midnight).total_seconds() / 86400 * steps_a_day
               for moment in (first_moment(event, scenario.start), last_moment(event, scenario.start, scenario.days))]
    return slice(max(0, int(np.floor(touched[0] + 1e-9))), max(0, int(np.ceil(touched[1] - 1e-9))))


def window_values(table, windows, totals):
    """Return float64 (n_windows, n_groups, n_outcomes): means over the steps of each window, sums where `totals` is true.

    Steps without a value (nobody scored, no usual company at night) are left out; NaN where no step has one.
    """
    values = np.full((len(windows), *table.shape[1:]), np.nan)
    for row, steps in enumerate(windows.values()):
        part = table[steps]
        there = np.isfinite(part)
        n, summed = there.sum(axis=0), np.where(there, part, 0.0).sum(axis=0)
        np.divide(summed, np.where(np.asarray(totals), 1, n), out=values[row], where=n > 0)
    return values
