"""Ties as arrays: one row a pair, sorted by layer and place, with the groups of work, school and clubs beside them."""

from dataclasses import dataclass, field

import numpy as np

from .compiled import compiled
from .layers import LAYERS

KIN, INNER, IN_GROUP, IN_CLUB, DORMANT = 1, 2, 4, 8, 16
# How a tie was used in a step, one bit each.
MET, PHONED, TEXTED, VIDEO_CALLED, MET_IN_GROUP, MET_IN_CLUB, MET_BY_CHANCE = 1, 2, 4, 8, 16, 32, 64
CALLED = PHONED | TEXTED | VIDEO_CALLED


@dataclass(frozen=True)
class Groups:
    """Groups whose present members all meet: `of` int32 (n_people,) is each person's group or -1.

    `members[start[g]:start[g + 1]]` are the people of group g in order; `is_school` bool (n_groups,).
    """

    of: np.ndarray
    start: np.ndarray
    members: np.ndarray
    is_school: np.ndarray

    @property
    def n_groups(self):
        """Number of groups."""
        return len(self.start) - 1


def groups_from(of, is_school=None):
    """Return Groups from each person's group number, int32 (n_people,), -1 for none."""
    n_groups = int(of.max()) + 1 if len(of) and of.max() >= 0 else 0
    order = np.argsort(of, kind="stable").astype(np.int32)
    members = order[np.searchsorted(of[order], 0):]
    start = np.searchsorted(of[members], np.arange(n_groups + 1)).astype(np.int32)
    kinds = np.zeros(n_groups, bool) if is_school is None else is_school
    return Groups(of.astype(np.int32), start, members, kinds)


@dataclass(frozen=True)
class Ties:
    """Undirected pairs; arrays (n_ties,) sorted by layer, then by the lower id.

    `lower`, `higher` int32 ids; `layer` int8; `rate` float32, meetings in person on an ordinary day; `first_strength`
    float32 from 0 (dormant) to 1; `flags` uint8. `segment[l]:segment[l + 1]` are the ties of layer l.
    `row`, `other`, `tie` list for each person the higher ids tied to it, sorted, for looking up a pair.
    """

    lower: np.ndarray
    higher: np.ndarray
    layer: np.ndarray
    rate: np.ndarray
    first_strength: np.ndarray
    flags: np.ndarray
    segment: np.ndarray
    row: np.ndarray = field(repr=False)
    other: np.ndarray = field(repr=False)
    tie: np.ndarray = field(repr=False)
    _rows_by_flag: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def n_ties(self):
        """Number of ties, dormant ones included."""
        return len(self.lower)

    def flagged(self, flag):
        """Return the rows of the ties that carry a flag, int64, found once."""
        if flag not in self._rows_by_flag:
            self._rows_by_flag[flag] = np.flatnonzero(self.flags & flag)
        return self._rows_by_flag[flag]

    def of_layer(self, layer):
        """Return the slice of rows that belong to a layer number."""
        return slice(int(self.segment[layer]), int(self.segment[layer + 1]))


def ties_from(n_people, lower, higher, layer, rate, strength, flags):
    """Return Ties from unsorted arrays; of a pair named twice the first layer in the order of LAYERS is kept."""
    order = np.lexsort((layer, higher, lower))
    same = np.zeros(len(order), bool)
    same[1:] = (lower[order][1:] == lower[order][:-1]) & (higher[order][1:] == higher[order][:-1])
    keep = order[~same & (lower[order] != higher[order])]
    keep = keep[np.lexsort((higher[keep], lower[keep], layer[keep]))]
    lower, higher, layer = lower[keep].astype(np.int32), higher[keep].astype(np.int32), layer[keep].astype(np.int8)
    by_pair = np.lexsort((higher, lower)).astype(np.int32)
    row = np.searchsorted(lower[by_pair], np.arange(n_people + 1)).astype(np.int32)
    return Ties(lower, higher, layer, rate[keep].astype(np.float32), strength[keep].astype(np.float32),
                flags[keep].astype(np.uint8), np.searchsorted(layer, np.arange(len(LAYERS) + 1)).astype(np.int64),
                row, higher[by_pair], by_pair)


@compiled
def tie_between(row, other, tie, lower, higher):
    """Return the number of the tie between two people, or -1; `row`, `other`, `tie` as in Ties."""
    first, last = row[lower], row[lower + 1]
    while first < last:
        middle = (first + last) >> 1
        if other[middle] < higher:
            first = middle + 1
        else:
            last = middle
    if first < row[lower + 1] and other[first] == higher:
        return tie[first]
    return np.int32(-1)
