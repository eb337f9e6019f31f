"""Which factors matter: indices by SALib from what is stored, the part of luck, and whether the ranking of policies holds."""

import warnings
from dataclasses import dataclass

import numpy as np

from ...core.chance import key
from ...timeline.errors import ScenarioError
from .designs import problem_of, shares_of
from .factors import number_of
from .needed import need
from .quantities import effects, levels, mean_over
from .ranking import ranking_of

RESAMPLES = 400


@dataclass(frozen=True)
class Index:
    """How much one factor matters to one quantity; `low` and `high` of the 95 % interval, NaN where there is none.

    `measure` is S1 or ST (shares of the variance, Sobol), mu_star or sigma (Morris, in the outcome's unit over the whole range),
    rank_correlation, or change (one at a time: highest less lowest mean).
    """

    quantity: str
    factor: str
    measure: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sensitivity:
    """`indices` by quantity and factor, `luck` {quantity: share of the variance between single runs that is luck}.

    `left_out` counts points, or groups of points, that a failed or missing run made useless.
    """

    indices: tuple
    luck: dict
    ranking: dict
    left_out: int
    n_points: int
    kind: str


def sensitivity_of(results, outcome, window="all", group="everyone"):
    """Return the Sensitivity of an outcome in each scenario, and of what each policy changes in it."""
    need("SALib", "sensitivity")
    asked = levels(results, outcome, window, group) + effects(results, outcome, window, group)
    if not any(np.isfinite(each.values).any() for each in asked):
        raise ScenarioError("sensitivity", message="none of the runs is finished yet")
    indices, left_out = [], 0
    for quantity in asked:
        found, lost = _INDICES[results.study.design.kind](results, quantity)
        indices += found
        left_out = max(left_out, lost)
    luck = {each.name: share_of_luck(each.values) for each in asked} if not results.about["document"]["lucks"] else {}
    return Sensitivity(tuple(indices), luck, ranking_of(results, outcome, window, group), left_out, len(results.points), results.study.design.kind)


def share_of_luck(values):
    """Return the share of the variance between single runs that lies between replicates of one point; NaN with one replicate.

    Replicates are the same in all points, so luck adds no variance between the means of points.
    """
    rows = values[np.isfinite(values).sum(axis=1) > 1]
    if not len(rows):
        return float("nan")
    luck = float(np.nanmean(np.nanvar(rows, axis=1, ddof=1)))
    whole = float(np.var(mean_over(rows, 1))) + luck
    return luck / whole if whole > 0 else 0.0


def _sobol(results, quantity):
    """Return first and total indices; a base point with a missing value is left out with all that hangs on it."""
    from SALib.analyze import sobol
    design, problem = results.study.design, problem_of(results.study)
    step = (2 if design.second_order else 1) * problem["num_vars"] + 2
    blocks = quantity.means.reshape(-1, step)
    whole = np.isfinite(blocks).all(axis=1)
    flat = blocks[whole].reshape(-1)
    if whole.sum() < 4 or np.ptp(flat) == 0:
        return [], int((~whole).sum())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Centred: the estimators lose digits where the mean is far from 0.
        found = sobol.analyze(problem, (flat - flat.mean()) / flat.std(), calc_second_order=design.second_order, num_resamples=RESAMPLES, seed=_seed(results))
    return [Index(quantity.name, name, measure, float(found[measure][k]), *_around(found[measure][k], found[f"{measure}_conf"][k]))
            for measure in ("S1", "ST") for k, name in enumerate(problem["names"])], int((~whole).sum())


def _morris(results, quantity):
    from SALib.analyze import morris
    design, problem = results.study.design, problem_of(results.study)
    shares, step = shares_of(results.study), problem["num_vars"] + 1
    blocks = quantity.means.reshape(-1, step)
    whole = np.isfinite(blocks).all(axis=1)
    if whole.sum() < 2:
        return [], int((~whole).sum())
    points = shares.reshape(-1, step, problem["num_vars"])[whole].reshape(-1, problem["num_vars"])
    found = morris.analyze(problem, points, blocks[whole].reshape(-1), num_levels=design.levels, num_resamples=RESAMPLES, seed=_seed(results))
    rows = [Index(quantity.name, name, "mu_star", float(found["mu_star"][k]), *_around(found["mu_star"][k], found["mu_star_conf"][k]))
            for k, name in enumerate(problem["names"])]
    rows += [Index(quantity.name, name, "sigma", float(found["sigma"][k]), np.nan, np.nan) for k, name in enumerate(problem["names"])]
    return rows, int((~whole).sum())


def _correlated(results, quantity):
    """Return rank correlations with the factors (Spearman; Fisher's interval), for points that are spread over all of them."""
    from scipy.stats import rankdata
    known = np.isfinite(quantity.means)
    rows = []
    for place, factor in enumerate(results.factors):
        at = np.array([number_of(factor, row[place]) for row in results.points])[known]
        if known.sum() < 5 or np.ptp(at) == 0 or np.ptp(quantity.means[known]) == 0:
            continue
        r = float(np.corrcoef(rankdata(at), rankdata(quantity.means[known]))[0, 1])
        half = 1.96 / np.sqrt(max(1, known.sum() - 3))
        centre = np.arctanh(np.clip(r, -0.999999, 0.999999))
        rows.append(Index(quantity.name, factor.label, "rank_correlation", r, float(np.tanh(centre - half)), float(np.tanh(centre + half))))
    return rows, int((~known).sum())


def _one_at_a_time(results, quantity):
    """Return for each factor the lowest and highest mean it leads to, against the scenario as it is."""
    means, base = quantity.means, quantity.means[0]
    rows = []
    for place, factor in enumerate(results.factors):
        moved = np.array([row[place] is not None for row in results.points])
        moved[0] = True  # the scenario as it is
        there = means[moved][np.isfinite(means[moved])]
        if len(there):
            rows.append(Index(quantity.name, factor.label, "change", float(np.ptp(there)), float(there.min() - base), float(there.max() - base)))
    return rows, int((~np.isfinite(means)).sum())


_INDICES = {"sobol": _sobol, "morris": _morris, "latin_hypercube": _correlated, "grid": _correlated, "csv": _correlated, "one_at_a_time": _one_at_a_time}


def _around(value, half):
    return float(value - half), float(value + half)


def _seed(results):
    return key(results.study.seed, "intervals of indices") % 2**32
