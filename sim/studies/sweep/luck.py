"""How much of what differs between single runs is luck: the same point under other seeds."""

import numpy as np

from .quantities import mean_over

FEWEST = 3  # replicates for an interval


def share_of_luck(values):
    """Return the share of the variance between single runs that lies between replicates of one point; NaN with one replicate, or where nothing varies.

    Replicates are the same in all points, so luck adds no variance between the means of points.

    Parameters
    ----------
    values : ndarray of shape (n_points, n_replicates)
        NaN where a run is missing or failed.
    """
    rows = values[np.isfinite(values).sum(axis=1) > 1]
    if not len(rows):
        return float("nan")
    luck = float(np.nanmean(np.nanvar(rows, axis=1, ddof=1)))
    whole = float(np.var(mean_over(rows, 1))) + luck
    return luck / whole if whole > 0 else float("nan")


def around_luck(values):
    """Return the 95 % interval (low, high) of `share_of_luck`; NaN with less than three replicates.

    By the jackknife over replicates, as all points share their seeds, on the scale of log odds, where the share has no end.
    """
    from scipy.special import expit, logit
    from scipy.stats import t
    share, there = share_of_luck(values), np.isfinite(values).any(axis=0)
    kept = values[:, there]
    n = kept.shape[1]
    if n < FEWEST or not 0 < share < 1:
        return (float("nan"),) * 2
    without = np.array([share_of_luck(np.delete(kept, k, axis=1)) for k in range(n)])
    if not ((without > 0) & (without < 1)).all():
        return (float("nan"),) * 2
    without = logit(without)
    half = t.ppf(0.975, n - 1) * np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    return float(expit(logit(share) - half)), float(expit(logit(share) + half))
