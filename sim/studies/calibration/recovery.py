"""Recovery: rows of the table are taken for the truth, and the fit has to find the parameters that made them."""

from dataclasses import dataclass

import numpy as np

from ...core.chance import key
from .inference import sample

HELD_OUT, LEAST_COVERED, LEVEL = 50, 40, 0.9


@dataclass(frozen=True)
class Recovery:
    """True places in the ranges (n_rows, n_fitted) of held-out rows, and the 90 % intervals found (2, n_rows, n_fitted)."""

    truth: np.ndarray
    intervals: np.ndarray

    @property
    def covered(self):
        """int64 (n_fitted,): in how many rows the interval held the truth."""
        return ((self.truth >= self.intervals[0]) & (self.truth <= self.intervals[1])).sum(axis=0)

    @property
    def n_rows(self):
        """Number of rows taken for the truth."""
        return len(self.truth)

    @property
    def good_enough(self):
        """bool (n_fitted,): covered in 40 of 50, or as large a part of fewer."""
        return self.covered >= LEAST_COVERED / HELD_OUT * self.n_rows


def held_out(facts, seed, most=HELD_OUT):
    """Return int64: the rows kept from the emulator, at most an eighth of a table, among those with every fact."""
    whole = np.flatnonzero(np.isfinite(facts).all(axis=1))
    n = min(most, len(facts) // 8)
    return np.sort(np.random.default_rng(key(seed, "held out")).permutation(whole)[:n])


def recovered(emulated, shares, facts, allowed, seed):
    """Return the Recovery of rows with these places in the ranges and facts.

    Each fact is blurred as published facts are (`allowed`, their covariance), and a row has the luck of one small population.
    """
    luck, columns = np.random.default_rng(key(seed, "blur")), emulated.fitted
    blur = luck.standard_normal(facts.shape) * np.sqrt(np.diag(allowed))
    covariance = allowed + emulated.spread_by(emulated.others) + emulated.residual
    predict = emulated.of_fitted()
    found = [sample(columns, predict, each, covariance, key(seed, "recovery", row)).interval(LEVEL)
             for row, each in enumerate(facts + blur)]
    return Recovery(shares[:, list(columns)], np.stack(found, axis=1) if found else np.empty((2, 0, len(columns))))
