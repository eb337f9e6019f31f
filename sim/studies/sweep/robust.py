"""Robust choice: across plausible worlds, how often each policy beats doing nothing and the others, and what choosing it may cost.

A world is a point of the study: a set of numbers, a severity. Benefits are means over pairs under the same luck, positive
where the policy is better than the first scenario, which does nothing (Lempert et al. 2006; McPhail et al. 2018 on regret
and satisficing).
"""

from dataclasses import dataclass, field

import numpy as np

from ...core import catalogue
from ...timeline.errors import ScenarioError
from ..intervals import FEWEST_PAIRS, paired_intervals
from ..differences import MATTERS
from .cases import TOGETHER
from .quantities import mean_over, policies_of

# Why none may be recommended: none is affordable, better than nothing, or enough to matter in any world; or none of those that are is better on average.
DOUBTS = ("none_affordable", "none_helps_anywhere", "none_reaches_anywhere", "none_helps_on_average")


@dataclass(frozen=True)
class Policy:
    """One policy across worlds. Shares are of worlds; `regret` is what the best policy of a world gives more."""

    name: str
    benefit: tuple  # mean, lowest tenth, highest tenth over worlds
    beats_nothing: float
    surely: float  # share of worlds in which the whole 95 % interval over pairs is on the better side; NaN with few pairs
    enough: float
    best: float
    mean_regret: float
    worst_regret: float
    affordable: float


@dataclass(frozen=True)
class Robust:
    """Policies from the least mean regret on; `beats[a][b]` is the share of worlds in which a is better than b.

    `adds` {combination: {member: mean benefit of the combination beyond the member alone}}; `benefits` and
    `regrets` float64 (n_worlds, n_policies) with `worlds` the points they are of.
    """

    outcome: str
    unit: str
    threshold: float
    policies: tuple
    beats: dict
    adds: dict
    worlds: tuple
    names: tuple
    benefits: np.ndarray = field(repr=False)
    regrets: np.ndarray = field(repr=False)
    left_out: int = 0
    pairs: int = 0
    budget: float | None = None
    wins: np.ndarray | None = field(default=None, repr=False)  # bool like `regrets`: best there, and better than doing nothing

    def of(self, name):
        """Return the Policy of a name."""
        return next(each for each in self.policies if each.name == name)

    @property
    def worth_choosing(self):
        """Return the policies that may be recommended, the least regretted first; none where there is a `doubt`."""
        if not any(each.best for each in self.policies):
            return ()
        return tuple(each for each in self.policies if each.affordable and each.enough and each.benefit[0] > 0)

    @property
    def doubt(self):
        """Return why no policy may be recommended, the first of `DOUBTS` that holds; "" where one may be."""
        if self.worth_choosing:
            return ""
        holds = (not any(each.affordable for each in self.policies), not any(each.best for each in self.policies),
                 not any(each.enough for each in self.policies), True)
        return next(doubt for doubt, so in zip(DOUBTS, holds, strict=True) if so)


def robust_choice(results, outcome, window="all", group="everyone", enough=None, budget=None):
    """Return the Robust choice among the policies of a study.

    Parameters
    ----------
    enough : float, optional
        The benefit that satisfies; from which size a difference matters, if not given.
    budget : float, optional
        Euro per resident over the whole run; a policy that costs more in a world is not to be had there.

    Raises
    ------
    ScenarioError
        If the study has no policies, no finished worlds, or an outcome without better and worse.
    """
    values = results.values(outcome, window, group)  # first, as it tells names that are not there
    lower = results.lower_is_better(outcome)
    if lower is None:
        raise ScenarioError("--outcome", message=f"{outcome} has no better or worse; expected another outcome")
    places = [place for place in policies_of(results) if place]
    if not places:
        raise ScenarioError("robust", message="this study has no policy beside the first scenario; expected two scenarios or more")
    gains = (values[..., places] - values[..., :1]) * (-1 if lower else 1)
    known = np.isfinite(gains).any(axis=1).all(axis=1)
    if not known.any():
        raise ScenarioError("robust", message="no world is finished in every scenario yet")
    gains, worlds = gains[known], tuple(np.flatnonzero(known))
    affordable = _affordable(results, places, known, budget)
    unit = catalogue.find("outcome", outcome).unit
    threshold = MATTERS.get(unit, 0.0) if enough is None else enough
    names = tuple(results.cases[place] for place in places)
    benefits = mean_over(gains, axis=1)
    # Doing nothing is always to be had, and gives 0.
    had = np.where(affordable, benefits, 0.0)
    regrets = np.maximum(0.0, had.max(axis=1))[:, None] - had
    wins = (regrets == 0) & (had > 0)
    policies = sorted((_policy(k, name, gains, had, regrets, wins, affordable, threshold) for k, name in enumerate(names)), key=lambda each: each.mean_regret)
    beats = {a: {b: float((benefits[:, k] > benefits[:, j]).mean()) for j, b in enumerate(names) if j != k} for k, a in enumerate(names)}
    return Robust(outcome, unit, threshold, tuple(policies), beats, _adds(names, benefits), worlds, names, benefits, regrets, int((~known).sum()), gains.shape[1], budget, wins)


def _policy(k, name, gains, had, regrets, wins, affordable, threshold):
    regret, surely, there = regrets[:, k], float("nan"), mean_over(gains[..., k], axis=1)
    if gains.shape[1] >= FEWEST_PAIRS:
        _, low, _, _, _ = paired_intervals(np.moveaxis(gains[..., k], 1, 0))
        surely = float((low > 0).mean())
    return Policy(name, (float(there.mean()), *(float(each) for each in np.quantile(there, (0.1, 0.9)))), float((there > 0).mean()), surely,
                  float((had[:, k] >= threshold).mean()), float(wins[:, k].mean()), float(regret.mean()), float(regret.max()),
                  float(affordable[:, k].mean()))


def _affordable(results, places, known, budget):
    if budget is None:
        return np.ones((int(known.sum()), len(places)), bool)
    cost = mean_over(results.values("cost", "all", "everyone"), axis=1)[known][:, places]
    return cost <= budget


def _adds(names, benefits):
    found = {}
    for k, name in enumerate(names):
        members = name.split(TOGETHER)
        if len(members) > 1 and all(member in names for member in members):
            found[name] = {member: float((benefits[:, k] - benefits[:, names.index(member)]).mean()) for member in members}
    return found
