"""The fit: from a table of draws to the parameters that meet the facts, and to what the facts taught and what they did not."""

from dataclasses import dataclass, field

import numpy as np

from ...core.chance import key
from .emulating import OUTERMOST, Emulator, learn
from .inference import Posterior, sample
from .recovery import HELD_OUT, Recovery, held_out, recovered
from .screening import alone, screened
from .targets import Target

ACCEPTED, TRIED = 1000, 400  # parameter sets kept, and how many values of the others are tried for each
MOST_MISSING = 0.2  # share of draws that may lack a fact that is fitted
NEAR = 2.0  # SD from what the draws predict within which a fact can be reached
WELL, IN_PART, HARDLY = 0.4, 0.7, 0.9  # how much the facts taught: what is left of the spread of a parameter


@dataclass(frozen=True)
class Fit:
    """What a table taught.

    `columns` are the parameters fitted, `gains` the information in nats the facts hold on each beyond those before it, and
    `single` float64 (n_drawn,) that on each parameter by itself. `accepted` float64 (n_accepted, n_drawn) are places in the ranges, all
    parameters together; `to_ship` (n_drawn,) the place of each when those the facts taught too little about keep the value of now. `targets` are all
    numbers asked for, `fitted` the places of those that were fitted, `shift` what small populations tell wrong. Names in
    `left_out` lack a value in too many draws; those in `out_of_reach` no values of the parameters come near, so that
    fitting them would spoil the others.
    """

    drawn: tuple
    targets: tuple
    fitted: tuple
    columns: tuple
    gains: tuple
    single: np.ndarray
    accepted: np.ndarray
    to_ship: np.ndarray
    emulator: Emulator = field(repr=False)
    shift: np.ndarray
    recovery: Recovery
    left_out: tuple
    out_of_reach: tuple

    def predicted(self, shares):
        """Return float64 (n_rows, n_targets): every number at places in the ranges, for populations of ordinary size."""
        return self.emulator.facts(np.atleast_2d(shares)) + self.shift

    @property
    def trusted(self):
        """Columns of the fitted parameters whose values may be shipped: taught at least in part, and found again where the truth was known."""
        good = self.recovery.good_enough if self.recovery.n_rows else np.zeros(len(self.columns), bool)
        return tuple(column for column, found in zip(self.columns, good, strict=True) if found and self.narrowed[column] < IN_PART)

    @property
    def narrowed(self):
        """float64 (n_drawn,): SD of each parameter in the accepted sets by that of an even draw from its range."""
        return self.accepted.std(axis=0) * np.sqrt(12)


def fit(table, drawn, targets: tuple[Target, ...], seed, most_held_out=HELD_OUT):
    """Return the Fit of a DrawTable to Targets, with at most so many rows held out for the recovery."""
    whole, left_out = _usable(table, targets)
    apart = held_out(table.facts[:, whole], seed, most_held_out)
    rows = np.setdiff1d(np.arange(len(table.facts)), apart)
    first = learn(table.shares[rows], table.facts[rows])
    shift = np.nanmean(table.large_now, axis=0) - np.nanmean(table.small_now, axis=0)
    fitted = [k for k in whole if _within_reach(targets[k], first.facts(table.shares)[:, k] + shift[k], first.own_error[k, k])]
    mean, allowed = np.array([targets[k].mean for k in fitted]), np.diag([targets[k].sd ** 2 for k in fitted])
    columns, gains = screened(first.of(fitted), allowed)
    emulator = learn(table.shares[rows], table.facts[rows], columns)
    emulated = emulator.of(fitted)
    unsure = _misfit(emulated, table.small_now[:, fitted]) + emulated.own_error + _error_of_shift(table, fitted)
    apart_by_others = emulated.spread_by(emulated.others)
    target = mean - shift[fitted]  # in populations as small as those of the table
    posterior = sample(columns, emulated.of_fitted(), target, allowed + unsure + apart_by_others, key(seed, "fit"))
    accepted = _with_others(posterior, emulated, target, allowed + unsure, seed)
    recovery = recovered(emulated, table.shares[apart], table.facts[np.ix_(apart, fitted)], allowed, seed)
    to_ship = _to_ship(emulated, accepted, recovery, target, allowed + unsure, drawn, seed)
    return Fit(drawn, targets, tuple(fitted), columns, gains, alone(first.of(fitted), allowed), accepted, to_ship, emulator, shift,
               recovery, left_out, tuple(targets[k].name for k in whole if k not in fitted))


def _usable(table, targets):
    """Return (places of targets to fit, names of those left out because too many draws lack them)."""
    missing = np.mean(~np.isfinite(table.facts), axis=0)
    fitted = [k for k, each in enumerate(targets) if each.fitted and missing[k] <= MOST_MISSING]
    return fitted, tuple(each.name for k, each in enumerate(targets) if each.fitted and k not in fitted)


def _within_reach(target, predicted, error):
    """Return whether a target lies among what the draws predict, to two standard deviations."""
    slack = NEAR * np.sqrt(target.sd ** 2 + error)
    low, high = np.quantile(predicted, OUTERMOST)
    return low - slack <= target.mean <= high + slack


def _misfit(emulated, small_now):
    """Return float64 (n_facts, n_facts): what the emulator's form cannot follow, its residual variance beyond that of luck."""
    luck = np.nanvar(small_now, axis=0, ddof=1)
    return np.diag(np.maximum(np.diag(emulated.residual) - luck, 0.0))


def _error_of_shift(table, fitted):
    """Return float64 (n_facts, n_facts): how uncertain the difference between small and large populations is, by luck."""
    luck = np.nanvar(table.small_now[:, fitted], axis=0, ddof=1)
    n_small, n_large = len(table.small_now), len(table.large_now)
    # A large population holds as many people as the small ones of a stack together.
    return np.diag(luck * (1 / n_small + 1 / max(1, n_small / 2 * n_large)))


def _with_others(posterior, emulated, target, covariance, seed):
    """Return float64 (ACCEPTED, n_drawn): accepted sets, each with values of the other parameters under which it meets the facts.

    For each set, values of the others are drawn from their ranges, and one draw is kept with a chance in proportion to
    how well the whole set meets the facts (sampling importance resampling).
    """
    luck = np.random.default_rng(key(seed, "others"))
    n_drawn, root = emulated.main.shape[1] // 2, np.linalg.cholesky(np.linalg.inv(covariance))
    own = posterior.shares[luck.integers(0, len(posterior.shares), ACCEPTED)]
    accepted = np.empty((ACCEPTED, n_drawn))
    for row, values in enumerate(own):
        tried = luck.random((TRIED, n_drawn))
        tried[:, list(posterior.columns)] = values
        apart = (emulated.facts(tried) - target) @ root
        weight = -0.5 * (apart * apart).sum(axis=1)
        chance = np.exp(weight - weight.max())
        accepted[row] = tried[luck.choice(TRIED, p=chance / chance.sum())]
    return accepted


def _to_ship(emulated, accepted, recovery, target, covariance, drawn, seed):
    """Return float64 (n_drawn,): the values of now; those fitted, found again and taught at least in part, at the middle of what meets the facts beside them."""
    now, columns = np.array([each.share_of(each.default) for each in drawn]), np.array(emulated.fitted, int)
    known = (accepted[:, columns].std(axis=0) * np.sqrt(12) < IN_PART) & recovery.good_enough
    if not known.any():
        return now
    predict = emulated.of_fitted(now)

    def beside_the_others(shares):
        whole = np.tile(now[columns], (len(shares), 1))
        whole[:, known] = shares
        return predict(whole)

    posterior: Posterior = sample(tuple(columns[known]), beside_the_others, target, covariance, key(seed, "to ship"))
    now[columns[known]] = posterior.median
    return now
