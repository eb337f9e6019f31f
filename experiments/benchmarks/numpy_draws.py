"""The engine's draws in plain NumPy, bit for bit: hashes of (key, person) and (key, pair) over whole arrays."""

import numpy as np

from sim.core.chance import BELL_MIDDLE, BELL_SCALE, GOLD, KEYS_AT_ONCE, MASK, MASK_32, PAIR_MIXING, UNIT

FIRST, SECOND, STEP = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(GOLD)
LOWER, HIGHER, THIRD, FOURTH = (np.uint32(factor) for factor in PAIR_MIXING)
EVENS = np.uint64(0x0000FFFF0000FFFF)


def mix64(number):
    """Return well-mixed 64-bit numbers; `number` uint64 (n,) is used up."""
    number ^= number >> np.uint64(30)
    number *= FIRST
    number ^= number >> np.uint64(27)
    number *= SECOND
    number ^= number >> np.uint64(31)
    return number


def mixed(draw_key, who):
    """Return the 64 random bits under a key of those whose numbers, counted from 1, are uint64 `who`."""
    return mix64(np.uint64(draw_key & MASK) + who * STEP)


def _numbers(n, first):
    return np.arange(first + 1, first + n + 1, dtype=np.uint64)


def units(bits):
    """Return float64 above 0 and below 1 from the upper 53 of 64 bits."""
    return ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * UNIT


def uniforms(draw_key, n, first=0):
    """Return float64 (n,): one number between 0 and 1 for each of the ids first, first + 1, ..."""
    return units(mixed(draw_key, _numbers(n, first)))


def bells(draw_key, n, first=0):
    """Return float32 (n,): the bell-shaped numbers of the engine, each a sum of eight of 16 bits."""
    one = mixed(draw_key, _numbers(n, first))
    other = mix64(one + STEP)
    sixteen = np.uint64(16)
    pairs = (one & EVENS) + (one >> sixteen & EVENS) + (other & EVENS) + (other >> sixteen & EVENS)
    total = (pairs & np.uint64(MASK_32)) + (pairs >> np.uint64(32))
    return ((total.astype(np.float64) - BELL_MIDDLE) * BELL_SCALE).astype(np.float32)


def fill_uniforms(keys, start, first, out):
    """Fill `out` with numbers between 0 and 1: the twin of chance.fill_uniforms."""
    _fill(uniforms, keys, start, first, out)


def fill_bells(keys, start, first, out):
    """Fill `out` with bell-shaped numbers: the twin of chance.fill_bells."""
    _fill(bells, keys, start, first, out)


def _fill(make, keys, start, first, out):
    for draw_key, own, end in zip(keys.tolist(), start.tolist(), start.tolist()[1:], strict=False):
        begin, end = max(own, first), min(end, first + len(out))
        if begin < end:
            out[begin - first:end - first] = make(draw_key, end - begin, begin - own)


def keys_at(purpose_keys, first_shift):
    """Return the keys of some times: the twin of chance._keys_at."""
    return mix64(purpose_keys + first_shift + np.arange(KEYS_AT_ONCE, dtype=np.uint64)[:, None] * np.uint64(GOLD))


def pair_draws(draw_key, lower, higher):
    """Return uint32 (n_pairs,): what pairs draw on a day; int32 ids."""
    number = (lower.view(np.uint32) ^ np.uint32(draw_key & MASK_32)) * LOWER
    number ^= number >> np.uint32(15)
    number += (higher.view(np.uint32) ^ np.uint32(draw_key >> 32)) * HIGHER
    number ^= number >> np.uint32(16)
    number *= THIRD
    number ^= number >> np.uint32(15)
    number *= FOURTH
    number ^= number >> np.uint32(15)
    return number


def day_units(draws):
    """Return float64 (n_pairs,) above 0 and below 1 from what pairs draw on a day."""
    return (draws.astype(np.float64) * 2.0**21 + 0.5) * UNIT


def falls_in(draws, span, are_mixed=False):
    """Return whether draws belong to this hour, True for whole days; `are_mixed` where their lowest bits choose the moment already."""
    if span == [0.0, 1.0]:
        return np.True_
    bits = draws if are_mixed else mix64(draws.astype(np.uint64) << np.uint64(32))
    moment = (bits & np.uint64(2047)).astype(np.float64) / 2048.0
    return (span[0] <= moment) & (moment < span[1])


def exp(x):
    """Return e**x by NumPy's own function, computed in float64: the last bit of it is the one thing that may differ."""
    x = np.asarray(x)
    return np.exp(x.astype(np.float64)).astype(np.float32 if x.dtype == np.float32 else np.float64)[()]
