"""Intervals over pairs, and which of many differences are larger than chance."""

import numpy as np

FEWEST_PAIRS = 5  # below, no interval is given
LEVEL = 0.05


def paired_intervals(differences):
    """Return (mean, low, high, p, n) over the first axis of float64 (n_pairs, ...), pairs without a value left out.

    The 95 % t interval and the p of a paired t test; NaN below 5 pairs. If all pairs are 0 the answer is 0, 0, 0 and p = 1.
    """
    from scipy import special  # a tenth of the time that scipy.stats takes to load

    differences = np.asarray(differences, np.float64)
    there = np.isfinite(differences)
    n = there.sum(axis=0)
    known = np.where(there, differences, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(n > 0, known.sum(axis=0) / n, np.nan)
        spread = np.sqrt((np.where(there, differences - mean, 0.0) ** 2).sum(axis=0) / (n - 1))
        error = np.where(n >= FEWEST_PAIRS, spread / np.sqrt(n), np.nan)
        half = special.stdtrit(n - 1, 1 - LEVEL / 2) * error
        p = 2 * special.stdtr(n - 1, -np.abs(mean) / error)
    low, high = mean - half, mean + half
    nothing = (n > 0) & (known == 0).all(axis=0)
    return np.where(nothing, 0.0, mean), np.where(nothing, 0.0, low), np.where(nothing, 0.0, high), np.where(nothing, 1.0, p), n


def holm(p):
    """Return a bool array: which of a family of p values hold at 5 % together, by Holm's step-down method (1979)."""
    p = np.asarray(p, np.float64)
    known, holds = np.flatnonzero(np.isfinite(p)), np.zeros(len(p), bool)
    for rank, place in enumerate(known[np.argsort(p[known], kind="stable")]):
        if p[place] > LEVEL / (len(known) - rank):
            break
        holds[place] = True
    return holds


def benjamini_hochberg(p):
    """Return a bool array: which of many p values are discoveries at a false discovery rate of 5 % (Benjamini & Hochberg 1995)."""
    p = np.asarray(p, np.float64)
    known, holds = np.flatnonzero(np.isfinite(p)), np.zeros(len(p), bool)
    order = known[np.argsort(p[known], kind="stable")]
    passing = np.flatnonzero(p[order] <= LEVEL * np.arange(1, len(order) + 1) / max(1, len(order)))
    if len(passing):
        holds[order[: passing[-1] + 1]] = True
    return holds
