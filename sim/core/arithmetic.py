"""exp, log, logistic and the normal quantile from + - * / and integers, equal in every bit on every processor.

NumPy's and libm's versions differ between processors in the last bit, and one bit is enough to let two runs part.
Each function exists once, in plain Python on floats (`..._of`, used by the slow reference), and is compiled twice:
for scalars inside kernels (`..._one`) and for arrays (`exp`, `log`, `logistic`, `normal_quantile`).
"""

import math

import numpy as np

from .compiled import compiled, for_arrays

LOG2_E = 1.4426950408889634
LN2_HIGH = 0.693147180369123816490
LN2_LOW = 1.90821492927058770002e-10
SERIES = tuple(1.0 / math.factorial(k) for k in range(12, -1, -1))
BLOCK = 256  # numbers that are worked at once
POWERS_OF_TWO = np.array([math.ldexp(1.0, power) for power in range(-1022, 1024)])


def exp_of(x):
    """Return e**x for a float; 0 below -700, and e**700 above 700."""
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    power = math.floor(x * LOG2_E + 0.5)
    rest = (x - power * LN2_HIGH) - power * LN2_LOW
    # The series to the 13th term: what is left out is below 1e-16 for |rest| < 0.35.
    total = 1.0 / 6227020800.0
    for inverse in SERIES:
        total = total * rest + inverse
    return total * POWERS_OF_TWO[int(power) + 1022]


def log_of(x):
    """Return the natural logarithm of a float above 0."""
    fraction, power = math.frexp(x)
    if fraction < 0.7071067811865476:
        fraction *= 2.0
        power -= 1
    ratio = (fraction - 1.0) / (fraction + 1.0)
    square = ratio * ratio
    total = 0.0
    for k in range(23, 0, -2):
        total = total * square + 1.0 / k
    return 2.0 * ratio * total + power * LN2_LOW + power * LN2_HIGH


def _polynomial(c0, c1, c2, c3, c4, c5, c6, c7, x):
    return ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0


_polynomial_one = compiled(_polynomial)
_exp_one = compiled(exp_of)
_log_one = compiled(log_of)


def logistic_of(x):
    """Return 1 / (1 + e**-x) for a float."""
    return 1.0 / (1.0 + _exp_one(-x))


def normal_quantile_of(share):
    """Return the standard normal value below which `share` (above 0, below 1) of people lie.

    References
    ----------
    wichura1988 : Algorithm AS 241, Applied Statistics 37(3), 477-484. Relative accuracy 1e-16.
    """
    q = share - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = _polynomial_one(3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                              1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                              3.3430575583588128105e4, 2.5090809287301226727e3, r)
        low = _polynomial_one(1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                              2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
                              5.2264952788528545610e3, r)
        return q * top / low
    tail = share if q < 0.0 else 1.0 - share
    r = math.sqrt(-_log_one(tail))
    if r <= 5.0:
        r -= 1.6
        top = _polynomial_one(1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                              3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                              2.27238449892691845833e-2, 7.74545014278341407640e-4, r)
        low = _polynomial_one(1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                              1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
                              1.05075007164441684324e-9, r)
    else:
        r -= 5.0
        top = _polynomial_one(6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
                              2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7, r)
        low = _polynomial_one(1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                              7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
                              2.04426310338993978564e-15, r)
    return -top / low if q < 0.0 else top / low


exp_one = _exp_one
log_one = _log_one
normal_one = compiled(normal_quantile_of)
log = for_arrays(log_of)
logistic = for_arrays(logistic_of)
normal_quantile = for_arrays(normal_quantile_of)


def exp(x):
    """Return e**x for an array or a number, in the type of x if that is float32 and else float64; computed in float64."""
    if isinstance(x, np.ndarray) and x.ndim == 1 and x.flags.c_contiguous and x.dtype.char in "fd":
        out = np.empty_like(x)
        _fill_exp(x, out)
        return out
    x = np.asarray(x)
    flat = np.ascontiguousarray(x, np.float32 if x.dtype == np.float32 else np.float64).reshape(-1)
    out = np.empty_like(flat)
    _fill_exp(flat, out)
    return out.reshape(x.shape)[()]


@compiled
def _series(rest):
    # Written out, because a loop over SERIES keeps the compiler from doing several numbers at once.
    total = 1.0 / 6227020800.0
    total = ((total * rest + SERIES[0]) * rest + SERIES[1]) * rest + SERIES[2]
    total = ((total * rest + SERIES[3]) * rest + SERIES[4]) * rest + SERIES[5]
    total = ((total * rest + SERIES[6]) * rest + SERIES[7]) * rest + SERIES[8]
    total = ((total * rest + SERIES[9]) * rest + SERIES[10]) * rest + SERIES[11]
    return total * rest + SERIES[12]


@compiled
def _fill_exp(x, out):
    """The same steps as `exp_of`, so that the compiler can do several numbers at once: no branches, no table of powers."""
    top, power_bits = np.empty(BLOCK), np.empty(BLOCK, np.int64)
    power = power_bits.view(np.float64)
    for block in range(0, x.size, BLOCK):
        here, result = x[block:block + BLOCK], out[block:block + BLOCK]
        for k in range(here.size):
            exponent = min(max(np.float64(here[k]), -700.0), 700.0)
            whole = np.floor(exponent * LOG2_E + 0.5)
            rest = (exponent - whole * LN2_HIGH) - whole * LN2_LOW
            top[k] = _series(rest)
            power_bits[k] = np.int64(np.int32(whole) + 1023) << 52  # the bits of 2**whole
        for k in range(here.size):
            total = top[k] * power[k] if here[k] >= -700.0 else 0.0
            result[k] = total if here[k] == here[k] else here[k]  # NaN stays
