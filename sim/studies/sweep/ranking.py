"""Whether the ranking of policies is stable: from point to point of a study, and from one luck to another."""

import numpy as np

from ...core import catalogue
from ..differences import MATTERS
from .quantities import mean_over, policies_of


def ranking_of(results, outcome, window="all", group="everyone"):
    """Return the policies from best to worst over all points, and how that holds from point to point.

    `best` {policy: share of points at which it is best}, `same` the share of points with the same ranking, `by_luck` the share
    of single seeds at single points with it (NaN with one replicate), `ahead` the share of points at which the best over all
    is better than the second by a difference that matters, `matters` that size (None where the unit has none), `reached`
    whether any policy gains that much on the first scenario anywhere, `tied` for each after the first whether it equals the one
    before at all points, `no_difference` whether all do, `kendall` the mean rank correlation with the ranking over all points; nothing where an outcome has no better or worse.
    """
    lower, places = results.lower_is_better(outcome), policies_of(results)
    single = results.values(outcome, window, group)[..., places]
    single = single - single[..., :1]  # against the first scenario under the same luck, as in a robust choice
    values = mean_over(single, axis=1)
    known = np.isfinite(values).all(axis=1)
    if lower is None or len(places) < 2 or not known.any():
        return {}
    scores, single = (values[known], single[known]) if lower else (-values[known], -single[known])
    overall = np.argsort(scores.mean(axis=0), kind="stable")
    # As in a robust choice: equals are all the best, but nobody is who does no better than the first scenario, doing nothing.
    wins = (scores == scores.min(axis=1, keepdims=True)) & ((scores < scores[:, :1]) | (np.arange(len(places)) == 0))
    pairs = [(a, b) for k, a in enumerate(overall) for b in overall[k + 1:]]
    kept = np.mean([np.sign(scores[:, b] - scores[:, a]) for a, b in pairs], axis=0)
    names, unit = [results.cases[place] for place in places], catalogue.find("outcome", outcome).unit
    matters = MATTERS.get(unit)
    return {"policies": [names[k] for k in overall], "best": {names[k]: float(wins[:, k].mean()) for k in overall},
            "same": _share_as(_order(scores.mean(axis=0)), scores), "by_luck": _share_by_luck(_order(scores.mean(axis=0)), single),
            "ahead": None if matters is None else float((scores[:, overall[1]] - scores[:, overall[0]] >= matters).mean()), "matters": matters, "unit": unit,
            "kendall": float(kept.mean()), "points": len(scores),
            "no_difference": bool((np.ptp(scores, axis=1) == 0).all()), "tied": [bool((scores[:, a] == scores[:, b]).all()) for a, b in zip(overall, overall[1:])],
            "reached": matters is None or bool((scores[:, :1] - scores >= matters).any())}


def _order(scores):
    """Return who is before whom, -1, 0 for equals, or 1, for scores float64 (..., n_policies)."""
    return np.sign(scores[..., :, None] - scores[..., None, :])


def _share_as(overall, scores):
    """Return the share of rows whose ranking, with equals as equals, is `overall` as `_order` gives it."""
    return float((_order(scores) == overall).all(axis=(1, 2)).mean())


def _share_by_luck(overall, single):
    """Return the share of single replicates at single points whose ranking is `overall`, scores float64 (n_points, n_replicates, n_policies)."""
    rows = single.reshape(-1, single.shape[-1])
    rows = rows[np.isfinite(rows).all(axis=1)]
    return _share_as(overall, rows) if single.shape[1] > 1 and len(rows) else float("nan")
