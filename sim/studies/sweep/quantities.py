"""What a study is asked about: an outcome of a scenario, or what a policy changes in it, at every point."""

import warnings
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Quantity:
    """One number at each point: `values` float64 (n_points, n_replicates), NaN where a run is missing or failed."""

    name: str
    scenario: str
    outcome: str
    values: np.ndarray
    against: str = ""

    @property
    def means(self):
        """Float64 (n_points,): over the finished replicates."""
        return mean_over(self.values, axis=1)


def levels(results, outcome, window="all", group="everyone"):
    """Return a Quantity for each scenario: the outcome itself."""
    values = results.values(outcome, window, group)
    return [Quantity(f"{outcome} in {case}", case, outcome, values[..., k]) for k, case in enumerate(results.cases)]


def effects(results, outcome, window="all", group="everyone"):
    """Return a Quantity for each scenario but the first: what it changes, in pairs under the same luck."""
    values = results.values(outcome, window, group)
    first = results.cases[0]
    return [Quantity(f"{outcome}, {case} less {first}", case, outcome, values[..., k] - values[..., 0], first)
            for k, case in enumerate(results.cases) if k]


def mean_over(values, axis):
    """Return the mean of what is finite along an axis; NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.nanmean(values, axis=axis)


def policies_of(results):
    """Return the places of the cases that are policies: all but the one without crises."""
    from ..differences import NO_CRISIS
    return [k for k, case in enumerate(results.cases) if case != NO_CRISIS]
