"""exp, log, logistic and the normal quantile against SciPy, and the plain forms against the compiled ones."""

import numpy as np
import pytest
from scipy import special

from sim.core import arithmetic

WIDE = np.concatenate([np.linspace(-650, 650, 4001), np.linspace(-2, 2, 4001), [0.0, 1e-300, -1e-300]])
SHARES = np.concatenate([np.linspace(1e-6, 1 - 1e-6, 4001), [1e-300, 1e-100, 1e-12, 0.5, 0.075, 0.925]])
ABOVE_ZERO = np.concatenate([np.geomspace(1e-300, 1e300, 4001), np.linspace(0.5, 2, 4001)])
PAIRS = [
    (arithmetic.exp, arithmetic.exp_of, np.exp, WIDE),
    (arithmetic.log, arithmetic.log_of, np.log, ABOVE_ZERO),
    (arithmetic.logistic, arithmetic.logistic_of, special.expit, WIDE),
    (arithmetic.normal_quantile, arithmetic.normal_quantile_of, special.ndtri, SHARES),
]
each_function = pytest.mark.parametrize("ours, plain, theirs, at", PAIRS, ids=[pair[1].__name__ for pair in PAIRS])


@each_function
def test_a_function_is_right_to_fourteen_digits(ours, plain, theirs, at):
    np.testing.assert_allclose(ours(at), theirs(at), rtol=2e-14, atol=1e-15)


@each_function
def test_the_plain_form_gives_the_same_bits_as_the_compiled_one(ours, plain, theirs, at):
    some = at[::37]
    assert [plain(x) for x in some.tolist()] == ours(some).tolist()


@each_function
def test_single_numbers_are_rounded_from_double_ones(ours, plain, theirs, at):
    some = at[np.abs(at) < 80].astype(np.float32)
    some = some[(some > 1e-30) & (some < 1 - 1e-6)] if theirs is special.ndtri else some[some > 1e-30]
    assert ours(some).dtype == np.float32
    assert np.array_equal(ours(some), ours(some.astype(np.float64)).astype(np.float32))


def test_exp_ends_in_zero_and_not_in_infinity():
    assert arithmetic.exp_of(-1000.0) == 0.0
    assert arithmetic.exp_of(1000.0) == arithmetic.exp_of(700.0) < np.inf
