"""What goes with the company people usually have: those who meet and call more are a little less low, and skip groups less."""

import numpy as np

from ..core.arithmetic import LN2_HIGH, LN2_LOW, exp
from ..core.compiled import compiled
from ..core.layers import CLOSE

# Daily meetings against none -0.258, daily calls or video against none -0.117 points of PHQ-9, whose SD is 6.0 (Sommerlad et al.
# 2022, n = 71,117). Within-person effects of company average out on ordinary days, so what differs between people is built in here.
LESS_LOW_IF_MEETING, LESS_LOW_IF_CALLING = 0.32 / 6.0, 0.145 / 6.0  # SD; a quarter above the published points, see C10 of the facts
CALLS_A_MEETING = 0.75  # calls by phone or video for each meeting of a close tie, as in digital_contact
SKIPS_GROUPS = 0.10  # share of days at work or school lost per SD of trait distress; assumption, sign: Elmer & Stadtfeld 2020 (fewer groups, more twos)

_BLOCK = 256  # ties that are worked at once
_FRACTION, _HALF = (1 << 52) - 1, 1022 << 52  # bits of a float64: its fraction, and the power of numbers from a half to 1


def with_usual_company(traits, ties, scored, feelings):
    """Return a dict of float32 (n_people,): trait_low_mood and trait_distress shifted by the days with close contact usual for each."""
    meets, calls = np.zeros(len(scored)), np.zeros(len(scored))
    rows = ties.of_layer(CLOSE)
    _add_logs(ties.start[CLOSE], ties.higher[rows], ties.rate[rows], CALLS_A_MEETING, meets, calls)
    shift = np.zeros(len(scored))
    for logs, size in ((meets, LESS_LOW_IF_MEETING), (calls, LESS_LOW_IF_CALLING)):
        days = 1 - exp(logs)
        shift -= size * (days - (days[scored].sum() / max(1, scored.sum())))
    shift = np.where(scored, shift, 0).astype(np.float32)
    of_distress = shift * np.float32(0.5 / feelings.distress_scale)
    return {"trait_low_mood": traits["trait_low_mood"] + shift, "trait_distress": traits["trait_distress"] + of_distress}


@compiled
def _add_logs(row_start, higher, rate, calls_a_meeting, meets, calls):
    """Add to both ends of each tie the logarithm of the chance of a day without a meeting, and of one without a call; `row_start` is of their layer."""
    without, lower = np.empty(2 * _BLOCK), 0
    for first in range(0, higher.size, _BLOCK):
        n_here = min(_BLOCK, higher.size - first)
        for k in range(n_here):
            often = np.float64(rate[first + k])
            without[k], without[_BLOCK + k] = 1 - often, 1 - calls_a_meeting * often
        take_logs(without)
        for k in range(n_here):
            while row_start[lower + 1] - row_start[0] <= first + k:
                lower += 1
            for end in (lower, np.int64(higher[first + k])):
                meets[end] += without[k]
                calls[end] += without[_BLOCK + k]


@compiled
def take_logs(numbers):
    """Put in place of each number, float64 above 0, its logarithm: the steps of `log_of`, without branches, so that several are done at once."""
    bits = numbers.view(np.int64)
    for k in range(numbers.size):
        power = (bits[k] >> 52) - 1022
        bits[k] = (bits[k] & _FRACTION) | _HALF
        fraction = numbers[k]
        small = fraction < 0.7071067811865476
        fraction *= 2.0 if small else 1.0
        power -= 1 if small else 0
        ratio = (fraction - 1.0) / (fraction + 1.0)
        square = ratio * ratio
        # Written out, because a loop over powers keeps the compiler from doing several numbers at once.
        total = ((((0.0 * square + 1.0 / 23) * square + 1.0 / 21) * square + 1.0 / 19) * square + 1.0 / 17) * square + 1.0 / 15
        total = (((total * square + 1.0 / 13) * square + 1.0 / 11) * square + 1.0 / 9) * square + 1.0 / 7
        total = ((total * square + 1.0 / 5) * square + 1.0 / 3) * square + 1.0
        numbers[k] = 2.0 * ratio * total + power * LN2_LOW + power * LN2_HIGH


def with_fewer_groups(attendance, trait_distress):
    """Return float32 (n_people,): attendance at work or school, lower in people of high trait distress, higher in others; at most 0.97."""
    less = 1 - np.float32(SKIPS_GROUPS) * trait_distress
    return np.minimum(np.float32(0.97), attendance * np.maximum(np.float32(0.3), less)).astype(np.float32)
