"""The ties of the Netherlands recipe: who is tied to whom, how often and how strongly; tie_building.py makes them."""

import numpy as np

from ..core.chance import MASK, pair_bits, unit_of
from ..core.compiled import compiled
from .declared_ties import TIES

# Declared, with units and sources, in declared_ties.py.
HOUSEHOLD_RATE, INNER_RATE, OUTER_RATE = TIES.household_rate, TIES.inner_rate, TIES.outer_rate
NEIGHBOUR_RATE, FAMILIAR_RATE, DORMANT_RATE = TIES.neighbour_rate, TIES.familiar_rate, TIES.dormant_rate
HOUSEHOLD_STRENGTH, FRIEND_PACE, MOST = TIES.household_strength, TIES.friend_pace, TIES.most
CLOSE_STRENGTHS = (TIES.inner_share, TIES.inner_strength, TIES.inner_falls, TIES.outer_strength, TIES.outer_falls)
NEIGHBOUR_STRENGTHS, FAMILIAR_STRENGTHS = (TIES.neighbour_strength, TIES.neighbour_more), (TIES.familiar_strength, TIES.familiar_more)
KIN_HOUSEHOLDS, NEAR_KIN, KIN_SHARE, YOUNGEST_OUT = TIES.kin_households, TIES.near_kin, TIES.kin_share, TIES.youngest_out
CIRCLES = ((TIES.near_circle, TIES.near_friends), (TIES.far_circle, TIES.far_friends))
CIRCLE_SIZES = (TIES.circle_least, TIES.circle_most)
BANDS = np.array([TIES.youth_from, TIES.grown_from, TIES.settled_from, TIES.middle_from, TIES.old_from])
ALIKE_SHARE, CHOSEN_AMONG = TIES.alike_share, TIES.chosen_among
GREGARIOUS_IF_DISTRESSED, GREGARIOUS_IF_LONELY = TIES.gregarious_distressed, TIES.gregarious_lonely
ROUND_THE_CORNER, NEIGHBOUR_SHARE, NEIGHBOURLINESS = TIES.corner, TIES.neighbour_share, TIES.neighbourliness
FAMILIAR_DRAWS, FAMILIAR_FROM, FAMILIAR_SPREAD, DORMANT_SHARE = TIES.familiar_draws, TIES.familiar_from, TIES.familiar_spread, TIES.dormant_share

TRAIT_SPREADS, TRAITS_R = (0.806, 0.837), 0.5  # of trait distress and trait loneliness: SD (variances .65 and .70) and correlation


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
