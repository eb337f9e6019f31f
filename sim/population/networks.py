"""The ties of the Netherlands recipe: who is tied to whom, how often and how strongly; tie_building.py makes them."""

import numpy as np

from ..core.chance import MASK, pair_bits, unit_of
from ..core.compiled import compiled

# Meetings in person a day on the ordinary tie of a kind, before sociability (assumption, after the trial: close ties in
# two layers of about 5 and 15, the inner met at least weekly; Dunbar 2020).
HOUSEHOLD_RATE, INNER_RATE, OUTER_RATE, NEIGHBOUR_RATE, FAMILIAR_RATE, DORMANT_RATE = 0.95, 0.28, 0.07, 0.158, 0.105, 0.05
HOUSEHOLD_STRENGTH = 0.9
FRIEND_PACE = 0.5  # friends meet and call half as often as kin as near (assumption: 76 against 83 % have weekly contact; Statistics Netherlands 2020)
MOST = 0.6  # no tie outside the household meets more often
KIN_HOUSEHOLDS = 2.0  # other households one's household is kin to, as the one that looks for them
NEAR_KIN, KIN_SHARE = 200, 0.65  # half of them live at most so many households away; chance that two of their members are kin (assumption)
YOUNGEST_OUT = 4  # below, no friends and familiar faces of one's own
CIRCLES = ((600.0, 0.42), (6000.0, 0.36))  # two kinds of circles of friends: spread in ids, chance that two members are friends
CIRCLE_SIZES = (5, 14)
BANDS = np.array([12, 18, 25, 40, 65])  # friends are mostly of one's own age group
# Friends are alike in how they fare. Share of one's place in a circle of friends that follows it (assumption: the friends of the
# lonely are 1.2 to 1.6 times as often lonely, fading by three degrees; Cacioppo, Fowler & Christakis 2009; whether by choice or
# influence is contested), among so many of one's age who live about as near.
ALIKE_SHARE, CHOSEN_AMONG = 0.38, 120
# The lonely are less gregarious, the distressed, at the same loneliness, more: weights of trait distress and trait loneliness (assumption:
# each extra friend goes with 4 % fewer lonely days, same source; the depressed withdraw from day to day and yet are not less with
# friends, Elmer & Stadtfeld 2020).
GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY = 0.19, -0.25
TRAIT_SPREADS, TRAITS_R = (0.806, 0.837), 0.5  # of trait distress and trait loneliness: SD (variances .65 and .70) and correlation
ROUND_THE_CORNER, NEIGHBOUR_SHARE = 6, 0.36
# Log SD of how much people have to do with their neighbours, beside sociability (assumption, towards the 55 % with weekly and 12 % with
# daily contact, 15 % with almost none; Statistics Netherlands 2020).
NEIGHBOURLINESS = 1.2
FAMILIAR_DRAWS, FAMILIAR_SPREAD = 13, 3000.0
DORMANT_SHARE = 0.4  # of the pairs in a club


@compiled
def _pair_draws(draw_key, lower, higher, out):
    for k in range(lower.size):
        out[k] = unit_of(pair_bits(draw_key, lower[k], higher[k]))


def pair_uniforms(draw_key, lower, higher):
    """Return float64: the number between 0 and 1 that each pair shares under a key; `lower` holds the smaller ids."""
    out = np.empty(len(lower))
    _pair_draws(np.uint64(draw_key & MASK), lower.astype(np.int64), higher.astype(np.int64), out)
    return out


class PairList:
    """Collects pairs with layer, flags, rate and strength, in any order."""

    def __init__(self):
        self._columns = []

    def add(self, one, other, layer, rate, strength, flags=0):
        """Add pairs of ids; rate, strength and flags are numbers or arrays."""
        n = len(one)
        self._columns.append((np.minimum(one, other), np.maximum(one, other), np.full(n, layer), np.broadcast_to(rate, n),
                              np.broadcast_to(strength, n), np.broadcast_to(flags, n)))

    def joined(self):
        """Return (lower, higher, layer, rate, strength, flags) of all pairs."""
        return tuple(np.concatenate(column) for column in zip(*self._columns, strict=True))


def pairs_within(group_of):
    """Return two int64 arrays: all pairs of people who share a group number (not -1)."""
    order = np.argsort(group_of, kind="stable")
    order = order[np.searchsorted(group_of[order], 0):]
    groups = group_of[order]
    one, other, gap = [], [], 1
    while True:
        same = np.flatnonzero(groups[gap:] == groups[:-gap]) if gap < len(groups) else np.array([], int)
        if len(same) == 0:
            break
        one.append(order[same])
        other.append(order[same + gap])
        gap += 1
    if not one:
        return np.array([], np.int64), np.array([], np.int64)
    return np.concatenate(one), np.concatenate(other)
