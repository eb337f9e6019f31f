"""Which factors matter: indices by SALib from what is stored, the part of luck, and whether the ranking of policies holds."""

import warnings
from dataclasses import dataclass, field

import numpy as np

from ...core.chance import key
from ...timeline.errors import ScenarioError
from .designs import problem_of, shares_of
from .factors import number_of
from .needed import need
from .luck import around_luck, share_of_luck
from .quantities import effects, levels
from .ranking import ranking_of

RESAMPLES = 400
FEWEST = {"sobol": 4, "morris": 2}  # of what follows, else points
PARTS = {"sobol": "groups of points", "morris": "trajectories"}


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
    """`indices` by quantity and factor, `luck` {quantity: share of the variance between single runs that is luck}, with
    `luck_intervals` {quantity: (low, high)} of 95 %, NaN with less than three replicates.

    `left_out` counts points, or groups of points, that a failed or missing run made useless; `silent` {quantity: why there are
    no indices of it}. Where luck is a factor, `luck_of_runs` counts the different runs of which the points are made.
    """

    indices: tuple
    luck: dict
    ranking: dict
    left_out: int
    n_points: int
    kind: str
    luck_intervals: dict = field(default_factory=dict)
    silent: dict = field(default_factory=dict)
    luck_of_runs: int = 0


def sensitivity_of(results, outcome, window="all", group="everyone"):
    """Return the Sensitivity of an outcome in each scenario, and of what each policy changes in it."""
    need("SALib", "sensitivity")
    asked = levels(results, outcome, window, group) + effects(results, outcome, window, group)
    if not any(np.isfinite(each.values).any() for each in asked):
        raise ScenarioError("sensitivity", message="none of the runs is finished yet")
    kind, indices, silent, left_out = results.study.design.kind, [], {}, 0
    for quantity in asked:
        found, lost = _INDICES[kind](results, quantity)
        indices += found
        left_out = max(left_out, lost)
        if not found and results.factors:
            silent[quantity.name] = _why_silent(results, quantity, lost)
    luck = {} if results.about["document"]["lucks"] else {each.name: each.values for each in asked}
    return Sensitivity(tuple(indices), {name: share_of_luck(values) for name, values in luck.items()}, ranking_of(results, outcome, window, group), left_out,
                       len(results.points), kind, {name: around_luck(values) for name, values in luck.items()}, silent,
                       results.runs["run"].nunique() if results.about["document"]["lucks"] else 0)


def _why_silent(results, quantity, lost):
    """Return why there is no index of a quantity: too little is finished, or it does not differ."""
    kind, n_factors, n_points = results.study.design.kind, problem_of(results.study)["num_vars"], len(results.points)
    size = {"sobol": (2 if results.study.design.second_order else 1) * n_factors + 2, "morris": n_factors + 1}.get(kind, 1)
    planned, fewest, what = n_points // size, FEWEST.get(kind, 5), PARTS.get(kind, "points")
    whole = planned - lost
    if planned < fewest:
        return f"too few {what} to tell which factors matter: the study has {planned}, and it takes {fewest}"
    if whole < fewest:
        return f"too few {what} are finished to tell which factors matter: {whole} of {planned}, and it takes {fewest}"
    if np.ptp(quantity.means[np.isfinite(quantity.means)]) == 0:
        return f"it is exactly the same at all {n_points - lost if size == 1 else whole * size:,} finished points, so none of the factors changes it"
    return "no factor has more than one value at the finished points"


def _sobol(results, quantity):
    """Return first and total indices; a base point with a missing value is left out with all that hangs on it."""
    from SALib.analyze import sobol
    design, problem = results.study.design, problem_of(results.study)
    step = (2 if design.second_order else 1) * problem["num_vars"] + 2
    blocks = quantity.means.reshape(-1, step)
    whole = np.isfinite(blocks).all(axis=1)
    flat = blocks[whole].reshape(-1)
    if whole.sum() < FEWEST["sobol"] or np.ptp(flat) == 0:
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
    if whole.sum() < FEWEST["morris"]:
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
