"""From values of replicates to pass or fail: the ensemble mean in the range, and known well enough to say so."""

from dataclasses import dataclass

import numpy as np

from ..intervals import LEVEL

FEWEST = 3  # replicates; below, no interval is given
SHARPNESS = 0.25  # the half-width of the 95 % interval is to be under this share of the range


@dataclass(frozen=True)
class JudgedPart:
    """One number of a fact: its mean over replicates, half the width of its 95 % interval, and whether it passed."""

    part: object
    value: float
    half_width: float
    passed: bool

    @property
    def why_not(self):
        """Say in a word or two why it did not pass, or nothing."""
        if self.passed or self.part.reported:
            return ""
        if not np.isfinite(self.value):
            return "no value"
        if not np.isfinite(self.half_width):
            return "too few replicates"
        return "outside" if not self.part.holds(self.value) else "not certain enough"


@dataclass(frozen=True)
class JudgedFact:
    """A fact with its parts judged; `passed` is None where it could not be computed, and `note` says why."""

    fact: object
    parts: tuple
    note: str = ""

    @property
    def passed(self):
        """Whether every judged part passed; None without a value."""
        return None if not self.parts else all(each.passed for each in self.parts if not each.part.reported)

    @property
    def deciding(self):
        """The part that stands for the fact: the first that failed, else the first."""
        judged = [each for each in self.parts if not each.part.reported]
        return next((each for each in judged if not each.passed), judged[0]) if judged else None

    @property
    def unsure(self):
        """Whether the fact failed although every judged value is in its range: too few runs to tell, and no fault of the model's."""
        return self.passed is False and all(each.part.holds(each.value) for each in self.parts if not each.part.reported)

    @property
    def counts(self):
        """Whether the fact counts: calibration facts and validation facts that were computed."""
        return self.fact.kind in ("calibrate", "validate") and self.passed is not None


def judged(fact, values, note=""):
    """Return the JudgedFact of float64 (n_replicates, n_parts); without replicates, or with a note, it is not judged."""
    if not len(values):
        return JudgedFact(fact, (), note or "no replicate finished")
    means, halves = mean_and_half_width(np.asarray(values, np.float64))
    return JudgedFact(fact, tuple(judged_part(part, *each) for part, *each in zip(fact.parts, means, halves, strict=True)))


def mean_and_half_width(values):
    """Return the mean over replicates and half its 95 % t interval, of float64 (n_replicates, n); NaN if any replicate has no value."""
    from scipy import special

    n = len(values)
    mean = values.mean(axis=0)
    if n < FEWEST:
        return mean, np.full_like(mean, np.nan)
    return mean, special.stdtrit(n - 1, 1 - LEVEL / 2) * values.std(axis=0, ddof=1) / np.sqrt(n)


def judged_part(part, value, half_width):
    """Return the JudgedPart of a mean and half a 95 % interval."""
    sure = np.isfinite(value) and np.isfinite(half_width) and not part.reported
    if sure and (part.low is None or part.high is None):  # a sign: all of the interval on the published side
        passed = part.holds(value - half_width) and part.holds(value + half_width)
    else:
        passed = sure and part.holds(value) and half_width < SHARPNESS * (part.high - part.low)
    return JudgedPart(part, float(value), float(half_width), bool(passed))
