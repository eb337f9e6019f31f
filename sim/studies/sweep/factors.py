"""What one factor is at a share of its range from 0 to 1: the designs work with shares, scenarios with values."""

import math
from datetime import date, timedelta

DIGITS = 10  # significant, so that a value is the same on every machine and can be written down


def value_at(vary, share):
    """Return the value of a factor at a share from 0 to 1 (levels and categories in equal parts)."""
    levels = vary.values or vary.categories
    if levels:
        return levels[min(len(levels) - 1, int(share * len(levels)))]
    if isinstance(vary.low, date):
        days = (vary.high - vary.low).days
        return vary.low + timedelta(days=min(days, int(share * (days + 1))))
    if vary.whole:
        low, high = math.ceil(vary.low), math.floor(vary.high)
        return min(high, max(low, math.floor(_inverse(vary, share, low, high + 1))))
    return _rounded(min(max(_inverse(vary, share, vary.low, vary.high), vary.low), vary.high))


def levels_of(vary, steps):
    """Return the values of a factor in a grid: its own, or `steps` evenly spread over its range."""
    listed = vary.values or vary.categories
    if listed:
        return list(listed)
    steps = vary.steps or steps
    if isinstance(vary.low, date):
        days = (vary.high - vary.low).days
        spread = [vary.low + timedelta(days=round(days * k / (steps - 1))) for k in range(steps)]
    else:
        spread = [_rounded(_even(vary, k / (steps - 1))) for k in range(steps)]
        spread = [round(value) for value in spread] if vary.whole else spread
    return list(dict.fromkeys(spread))


def number_of(vary, value):
    """Return a value as a number for charts and for PRIM: dates as days, categories and texts by their place."""
    if vary.categories or isinstance(value, (str, bool)):
        return float((vary.categories or vary.values).index(value))
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def _even(vary, share):
    if vary.distribution == "log_uniform":
        return vary.low * (vary.high / vary.low) ** share
    return vary.low + (vary.high - vary.low) * share


def _inverse(vary, share, low, high):
    """Return the value below which a `share` of the distribution lies."""
    if vary.distribution == "log_uniform":
        return low * (high / low) ** share
    if vary.distribution == "triangular":
        turn = (vary.peak - low) / (high - low)
        if share < turn:
            return low + math.sqrt(share * (high - low) * (vary.peak - low))
        return high - math.sqrt((1 - share) * (high - low) * (high - vary.peak))
    if vary.distribution == "normal":
        from scipy.special import ndtr, ndtri
        first, last = ndtr((low - vary.mean) / vary.sd), ndtr((high - vary.mean) / vary.sd)
        return vary.mean + vary.sd * float(ndtri(first + (last - first) * share))
    return low + (high - low) * share


def _rounded(value):
    return float(f"{value:.{DIGITS}g}")
