"""What goes with the company people usually have: those who meet and call more are a little less low, and skip groups less."""

import numpy as np

from ..core.arithmetic import exp, log
from ..core.compiled import compiled
from ..core.layers import CLOSE

# Daily meetings against none -0.258, daily calls or video against none -0.117 points of PHQ-9, whose SD is 6.0 (Sommerlad et al.
# 2022, n = 71,117). Within-person effects of company average out on ordinary days, so what differs between people is built in here.
LESS_LOW_IF_MEETING, LESS_LOW_IF_CALLING = 0.32 / 6.0, 0.145 / 6.0  # SD; a quarter above the published points, see C10 of the facts
CALLS_A_MEETING = 0.75  # calls by phone or video for each meeting of a close tie, as in digital_contact
SKIPS_GROUPS = 0.10  # share of days at work or school lost per SD of trait distress; assumption, sign: Elmer & Stadtfeld 2020 (fewer groups, more twos)


def with_usual_company(traits, ties, scored, feelings):
    """Return a dict of float32 (n_people,): trait_low_mood and trait_distress shifted by the days with close contact usual for each."""
    meets, calls = np.zeros(len(scored)), np.zeros(len(scored))
    rows = ties.of_layer(CLOSE)
    _add_logs(ties.lower, ties.higher, rows.start, rows.stop, log(1 - ties.rate.astype(np.float64)), meets)
    _add_logs(ties.lower, ties.higher, rows.start, rows.stop, log(1 - CALLS_A_MEETING * ties.rate.astype(np.float64)), calls)
    shift = np.zeros(len(scored))
    for logs, size in ((meets, LESS_LOW_IF_MEETING), (calls, LESS_LOW_IF_CALLING)):
        days = 1 - exp(logs)
        shift -= size * (days - (days[scored].sum() / max(1, scored.sum())))
    shift = np.where(scored, shift, 0).astype(np.float32)
    of_distress = shift * np.float32(0.5 / feelings.distress_scale)
    return {"trait_low_mood": traits["trait_low_mood"] + shift, "trait_distress": traits["trait_distress"] + of_distress}


@compiled
def _add_logs(lower, higher, first, last, logs, total):
    for t in range(first, last):
        total[lower[t]] += logs[t]
        total[higher[t]] += logs[t]


def with_fewer_groups(attendance, trait_distress):
    """Return float32 (n_people,): attendance at work or school, lower in people of high trait distress, higher in others; at most 0.97."""
    less = 1 - np.float32(SKIPS_GROUPS) * trait_distress
    return np.minimum(np.float32(0.97), attendance * np.maximum(np.float32(0.3), less)).astype(np.float32)
