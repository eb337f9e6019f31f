"""The numbers behind the charts: means over replicates with their 95 % intervals, step by step."""

from dataclasses import dataclass

import numpy as np

from .intervals import paired_intervals


@dataclass(frozen=True)
class Curve:
    """One line of a chart: mean, low and high float64 (n_steps,), NaN where unknown."""

    name: str
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray


def table_of(series, scenario, outcome, n_steps):
    """Return {replicate: float64 (n_steps,)} of an outcome of everyone."""
    rows = series[(series["scenario"] == scenario) & (series["outcome"] == outcome)]
    tables = {}
    for replicate, part in rows.groupby("replicate", observed=True):
        tables[int(replicate)] = values = np.full(n_steps, np.nan)
        values[part["step"].to_numpy()] = part["value"].to_numpy()
    return tables


def levels(series, scenarios, outcome, n_steps, scale=1.0, over=1):
    """Return a Curve per scenario that has runs: the mean over replicates; `over` steps are averaged around each step."""
    found = ((name, table_of(series, name, outcome, n_steps)) for name in scenarios)
    return [_curve(name, list(tables.values()), scale, over) for name, tables in found if tables]


def differences(series, scenarios, baseline, outcome, n_steps, scale=1.0, over=1):
    """Return a Curve per scenario: its difference from the baseline, over the replicates that both finished."""
    theirs, curves = table_of(series, baseline, outcome, n_steps), []
    for name in scenarios:
        ours = table_of(series, name, outcome, n_steps)
        both = sorted(set(ours) & set(theirs))
        if both:
            curves.append(_curve(name, [ours[r] - theirs[r] for r in both], scale, over))
    return curves


def _curve(name, rows, scale, over):
    smooth = np.stack([running_mean(row, over) for row in rows]) * scale
    mean, low, high, _, _ = paired_intervals(smooth)
    return Curve(name, mean, low, high)


def running_mean(values, over):
    """Return the mean of the `over` steps around each step, NaN where there are fewer: half a week has other weekdays."""
    if over <= 1 or over > len(values):
        return values
    middle = np.lib.stride_tricks.sliding_window_view(values, over).mean(axis=1)
    before = over // 2
    return np.concatenate([np.full(before, np.nan), middle, np.full(over - 1 - before, np.nan)])
