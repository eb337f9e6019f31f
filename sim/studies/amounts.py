"""Numbers as people read them: effects in people, feelings in SD, euro, each with as many digits as are known."""

import math

from .spoken import digits, tr


def decimals(value, low, high, most=3):
    """Return how many decimals a number deserves: those its interval can tell apart, or two figures without one."""
    width = (high - low) / 2 if low is not None and high is not None else 0.0
    size = width if width > 0 else abs(value) / 10
    return most if size <= 0 else min(most, max(0, math.ceil(-math.log10(size) - 1e-9)))


def amount(effect, scale=1.0, least=0, most=3, less=None, more=None, unit=""):
    """Return "6 fewer (4 to 8)" of an effect with difference, low and high; just the size where there is no interval.

    `less` and `more` are the words for the two directions; an interval that holds 0 says a direction for each end.
    """
    less, more = less or tr("lower"), more or tr("higher")
    value, low, high = (None if effect[key] is None else effect[key] * scale for key in ("difference", "low", "high"))
    places = max(least, decimals(value, low, high, most))

    def size(number):
        return plain(abs(number), places)

    said = f"{size(value)}{unit} {less if value < 0 else more}"
    if low is None or high is None:
        return said
    if low < 0 < high:
        return tr("{said} ({low} to {high})", said=said, low=f"{size(low)} {less}", high=f"{size(high)} {more}")
    ends = (size(high), size(low)) if value < 0 else (size(low), size(high))
    return tr("{said} ({low} to {high})", said=said, low=ends[0], high=ends[1])


def plain(number, places=0):
    """Return a number with so many decimals and commas between thousands, never "-0"; in Dutch with a decimal comma."""
    return digits(f"{round(number, places) + 0.0:,.{places}f}")


def people(number):
    """Return a number of people or sessions: whole from 10 on, with a decimal below."""
    return plain(number, 0 if abs(number) >= 10 or number == round(number) else 1)


def euro(number):
    """Return an amount of money in words people use: 0.31, 12.50, 340, 31,000, 5.4 million, 1.2 billion."""
    size = abs(number)
    for unit, name in ((1e9, tr(" billion")), (1e6, tr(" million"))):
        if size >= unit:
            return f"€{plain(number / unit, 0 if size >= 100 * unit else 1)}{name}"
    if size >= 1000:
        return f"€{plain(float(f'{number:.3g}'))}"
    return f"€{plain(number, 0 if size >= 100 or number == 0 else 2)}"
