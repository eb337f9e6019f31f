"""Where a policy stops being the best: boxes of the factors, found by PRIM (Friedman & Fisher 1999) as EMA Workbench has it."""

import warnings
from dataclasses import dataclass
from datetime import date

import numpy as np

from .factors import number_of
from .needed import need

FEWEST_WORLDS, FEWEST_OF_A_KIND = 20, 5
LARGEST_P = 0.05


@dataclass(frozen=True)
class Box:
    """Limits of factors within which something mostly holds: `limits` {factor: (low, high) or tuple of categories}.

    `coverage` is the share of all such worlds that lie in it, `density` the share of its worlds that are such.
    """

    limits: dict
    coverage: float
    density: float
    worlds: int


def box_where(results, worlds, holds, threshold=0.7):
    """Return the Box of factors where `holds` is true, bool (n_worlds,); None where there is none to tell of."""
    holds = np.asarray(holds)
    if len(holds) < FEWEST_WORLDS or min(holds.sum(), (~holds).sum()) < FEWEST_OF_A_KIND or not results.factors:
        return None
    need("ema_workbench", "boxes of factors")
    import pandas as pd
    table = pd.DataFrame({factor.label: _column(results, place, worlds) for place, factor in enumerate(results.factors)})
    table = table.loc[:, [table[name].nunique() > 1 for name in table]]
    if table.empty:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim
        found = Prim(table, holds, threshold=threshold).find_box()
        last = found.peeling_trajectory.index[-1] if found is not None else 0
        if found is None or not last:
            return None
        place = _clearest(found)
        limits = _limits(results, found, place)
    if not limits:
        return None
    told = found.peeling_trajectory.loc[place]
    return Box(limits, float(told["coverage"]), float(told["density"]), int(round(float(told["mass"]) * len(holds))))


def _clearest(found):
    """Return the step of the peeling whose density and coverage are both high: the largest harmonic mean."""
    course = found.peeling_trajectory
    return int((2 * course["density"] * course["coverage"] / (course["density"] + course["coverage"])).idxmax())


def _limits(results, found, place):
    """Return the limits of the factors that the box restricts by more than chance."""
    box, chance = found.box_lims[place], found.qp[place]
    by_label, limits = {factor.label: factor for factor in results.factors}, {}
    for name in found.restricted_dims if hasattr(found, "restricted_dims") else box.columns:
        factor = by_label.get(name)
        if factor is None or name not in chance or min((p for p in chance[name] if p >= 0), default=0.0) > LARGEST_P:
            continue
        ends = box[name].tolist()
        limits[name] = tuple(sorted(ends[0])) if isinstance(ends[0], (set, frozenset)) else tuple(_back(factor, end) for end in ends)
    return limits


def _column(results, place, worlds):
    import pandas as pd
    factor, rows = results.factors[place], [results.points[world][place] for world in worlds]
    if factor.categories or any(isinstance(value, (str, bool)) for value in rows):
        return pd.Categorical([str(value) for value in rows])
    return [number_of(factor, value) for value in rows]


def _back(factor, number):
    dates = isinstance(factor.low, date) or (factor.values and isinstance(factor.values[0], date))
    return date.fromordinal(round(number)) if dates else float(f"{number:.3g}")
