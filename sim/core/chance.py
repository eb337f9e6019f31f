"""Every draw is a hash of (seed, purpose, time, who): no stream, so nobody's luck depends on who else is simulated.

The mixing function is the finaliser of splitmix64 in the variant "mix 13" (Steele, Lea & Flood 2014; Stafford 2011). What
pairs draw from day to day, some fifty numbers a person, has 32 bits, which take a quarter of the time; its last step is
the finaliser with the least known bias of those with two multiplications (Wellons 2018, "prospecting for hash functions").
"""

from functools import lru_cache

import numpy as np

from .arithmetic import normal_one
from .compiled import compiled

MASK, MASK_32 = 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF
GOLD = 0x9E3779B97F4A7C15
_GOLD = np.uint64(GOLD)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11), np.uint64(32)
_EVENS, _LOW_32, _S16L = np.uint64(0x0000FFFF0000FFFF), np.uint64(MASK_32), np.uint64(16)
PAIR_MIXING = 0x9E3779B1, 0xC2B2AE35, 0x21F0AAAD, 0x735A2D97
_LOWER, _HIGHER, _THIRD, _FOURTH = (np.uint32(factor) for factor in PAIR_MIXING)
_S15, _S16 = np.uint32(15), np.uint32(16)
BELL_MIDDLE, BELL_SCALE = 8 * 32767.5, (12.0 / (8.0 * (65536.0**2 - 1.0))) ** 0.5  # of the sum of eight numbers from 0 to 65535
UNIT = 1.0 / 9007199254740992.0  # 2**-53
KEYS_AT_ONCE = 64  # times of which keys are made together: a call takes longer than the keys


def mix(number):
    """Return a well-mixed 64-bit whole number for a Python int (the plain twin of `mix64`)."""
    number &= MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


@lru_cache(maxsize=None)
def purpose_code(purpose):
    """Return the 64-bit code of a purpose, a short text such as "meet close in_person"."""
    code = 0xCBF29CE484222325
    for byte in purpose.encode():
        code = ((code ^ byte) * 0x100000001B3) & MASK
    return mix(code)


def key(seed, purpose, time=0):
    """Return the key of all draws for one purpose at one time (a day or step number), as a Python int."""
    return mix(purpose_key(seed, purpose) + (time + 1) * GOLD)


@lru_cache(maxsize=4096)
def purpose_key(seed, purpose):
    """Return the part of a key that stays the same all run."""
    return mix(mix(seed + GOLD) + purpose_code(purpose))


def run_seed(study_seed, replicate):
    """Return the run seed of a replicate (from 0), a whole number below 2**53 so that every file format keeps it."""
    return key(study_seed, "replicate", replicate) >> 11


@compiled
def mix64(number):
    """Return a well-mixed uint64; the compiled twin of `mix`."""
    number = (number ^ (number >> _S30)) * _FIRST
    number = (number ^ (number >> _S27)) * _SECOND
    return number ^ (number >> _S31)


@compiled
def person_bits(draw_key, person):
    """Return the 64 random bits of one person under a key (uint64)."""
    return mix64(draw_key + (np.uint64(person) + np.uint64(1)) * _GOLD)


@compiled
def pair_bits(draw_key, lower, higher):
    """Return the 64 random bits that two people share under a key; `lower` is the smaller id."""
    return mix64(draw_key + ((np.uint64(lower) << _S32) | np.uint64(higher)) * _GOLD)


@compiled
def pair_draw(low_key, high_key, lower, higher):
    """Return the 32 random bits (uint32) that two people share on a day; the keys are the lower and upper half of a draw key."""
    # Cast at every step: numba counts in 64 bits otherwise, and the processor draws half as many at once.
    number = np.uint32((np.uint32(lower) ^ low_key) * _LOWER)
    number = np.uint32((number ^ (number >> _S15)) + np.uint32((np.uint32(higher) ^ high_key) * _HIGHER))
    number = np.uint32((number ^ (number >> _S16)) * _THIRD)
    number = np.uint32((number ^ (number >> _S15)) * _FOURTH)
    return np.uint32(number ^ (number >> _S15))


@compiled
def day_bits(draw_key, lower, higher):
    """Return what two people draw on a day as the upper 32 bits of a uint64, as `unit_of` reads it."""
    return np.uint64(pair_draw(np.uint32(draw_key), np.uint32(draw_key >> _S32), lower, higher)) << _S32


@compiled
def unit_of(bits):
    """Return a float64 above 0 and below 1 from the upper 53 bits."""
    return (np.float64(bits >> _S11) + 0.5) * UNIT


@compiled
def _keys_at(purpose_keys, first_shift):
    out = np.empty((KEYS_AT_ONCE, purpose_keys.size), np.uint64)
    for k in range(KEYS_AT_ONCE):
        shift = first_shift + np.uint64(k) * _GOLD
        for m in range(purpose_keys.size):
            out[k, m] = mix64(purpose_keys[m] + shift)
    return out


def keys_from(purpose_keys, time):
    """Return uint64 (KEYS_AT_ONCE, n_members): the keys of this time and those after it, as `key` makes them, from the parts that stay the same all run."""
    return _keys_at(purpose_keys, np.uint64((time + 1) * GOLD & MASK))


# Everybody draws by the key of their member and the number they have in it: `start` says where members begin, and `first`
# which row the first number is for.


@compiled
def fill_uniforms(keys, start, first, out):
    """Fill `out` with numbers between 0 and 1."""
    for m in range(keys.size):
        begin, end, draw_key, own = max(start[m], first), min(start[m + 1], first + out.size), keys[m], start[m]
        for i in range(begin, end):
            out[i - first] = unit_of(person_bits(draw_key, i - own))


@compiled
def fill_normals(keys, start, first, out):
    """Fill `out` with standard normal numbers."""
    for m in range(keys.size):
        begin, end, draw_key, own = max(start[m], first), min(start[m + 1], first + out.size), keys[m], start[m]
        for i in range(begin, end):
            out[i - first] = normal_one(unit_of(person_bits(draw_key, i - own)))


@compiled
def fill_bells(keys, start, first, out):
    """Fill `out` with bell-shaped numbers."""
    for m in range(keys.size):
        begin, end, draw_key, own = max(start[m], first), min(start[m + 1], first + out.size), keys[m], start[m]
        for i in range(begin, end):
            one = person_bits(draw_key, i - own)
            other = mix64(one + _GOLD)
            # Eight numbers of 16 bits, added four and two at once.
            pairs = (one & _EVENS) + (one >> _S16L & _EVENS) + (other & _EVENS) + (other >> _S16L & _EVENS)
            out[i - first] = (np.float64(np.int32((pairs & _LOW_32) + (pairs >> _S32))) - BELL_MIDDLE) * BELL_SCALE


@compiled
def member_of(people, person, m):
    """Return the member that a person belongs to, looked for from member m on."""
    while person >= people[m + 1]:
        m += 1
    while person < people[m]:
        m -= 1
    return m


def _alone(fill, draw_key, first, out):
    fill(np.array([draw_key], np.uint64), np.array([0, first + out.size]), first, out)
    return out


def bells(draw_key, n, first=0):
    """Return float32 (n,): bell-shaped numbers of mean 0 and SD 1, sums of eight uniform ones (kurtosis 2.85, none beyond 4.9).

    A quarter of the cost of `normals`; for what is added up over days anyway.
    """
    return _alone(fill_bells, draw_key, first, np.empty(n, np.float32))


def uniforms(draw_key, n, first=0):
    """Return float64 (n,): one number between 0 and 1 for each of the ids first, first + 1, ..."""
    return _alone(fill_uniforms, draw_key, first, np.empty(n))


def normals(draw_key, n, first=0):
    """Return float32 (n,): one standard normal number for each of the ids first, first + 1, ..."""
    return _alone(fill_normals, draw_key, first, np.empty(n, np.float32))


def uniform_of(draw_key, person):
    """Return one person's uniform number, in plain Python (the slow reference uses it)."""
    return ((mix(draw_key + (person + 1) * GOLD) >> 11) + 0.5) * UNIT


def bell_of(draw_key, person):
    """Return one person's bell-shaped number, in plain Python (the slow reference uses it)."""
    one = mix(draw_key + (person + 1) * GOLD)
    other = mix(one + GOLD)
    total = sum((bits >> shift) & 0xFFFF for bits in (one, other) for shift in range(0, 64, 16))
    return (total - BELL_MIDDLE) * BELL_SCALE


def pair_bits_of(draw_key, lower, higher):
    """Return the 64 bits two people share, in plain Python."""
    return mix(draw_key + ((lower << 32) | higher) * GOLD)


def day_bits_of(draw_key, lower, higher):
    """Return what two people draw on a day, in plain Python (the slow reference uses it)."""
    first, second, third, fourth = PAIR_MIXING
    number = ((lower ^ (draw_key & MASK_32)) * first) & MASK_32
    number = ((number ^ (number >> 15)) + (higher ^ (draw_key >> 32)) * second) & MASK_32
    number = ((number ^ (number >> 16)) * third) & MASK_32
    number = ((number ^ (number >> 15)) * fourth) & MASK_32
    return (number ^ (number >> 15)) << 32
