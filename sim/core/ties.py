"""Ties as arrays: one row a pair, sorted by layer and place, with the groups of work, school and clubs beside them."""

from dataclasses import dataclass, field

import numpy as np

from .compiled import compiled
from .layers import LAYERS

KIN, INNER, IN_GROUP, IN_CLUB, DORMANT = 1, 2, 4, 8, 16
# How a tie was used in a step, one bit each.
MET, PHONED, TEXTED, VIDEO_CALLED, MET_IN_GROUP, MET_IN_CLUB, MET_BY_CHANCE = 1, 2, 4, 8, 16, 32, 64
CALLED = PHONED | TEXTED | VIDEO_CALLED
_ONE, _TWO, _FOUR, _TOP = (np.uint64(number) for number in (1, 2, 4, 56))
_PAIRS, _FOURS, _EIGHTS, _SUM = (np.uint64(0x0101010101010101 * byte) for byte in (0x55, 0x33, 0x0F, 0x01))


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
    _found: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def n_ties(self):
        """Number of ties, dormant ones included."""
        return len(self.lower)

    def flagged(self, flag):
        """Return the rows of the ties that carry a flag, int64, found once."""
        if flag not in self._found:
            self._found[flag] = np.flatnonzero(self.flags & flag)
        return self._found[flag]

    def within_areas(self, area_start):
        """Return (first, bits, place), found once: who is tied to whom inside areas, to be looked up at once.

        Person number p of area a has the words from first[a] + p * n on, n = (size of a + 63) // 64; bit k of word w is set
        if it is tied to number 64 * w + k. `place` says for each word where in `tie` the ties of its bits begin.
        """
        if "within areas" not in self._found:
            size = np.diff(area_start)
            first = np.concatenate([[0], np.cumsum(size * ((size + 63) // 64))])
            bits, place = np.zeros(first[-1], np.uint64), np.zeros(first[-1], np.int32)
            _look_around(self.row, self.other, area_start, first, bits, place)
            self._found["within areas"] = first, bits, place
        return self._found["within areas"]

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
def _look_around(row, other, area_start, first, bits, place):
    for area in range(area_start.size - 1):
        begin, end = area_start[area], area_start[area + 1]
        n_words = (end - begin + 63) // 64
        for i in range(begin, end):
            k = row[i]
            for w in range(n_words):
                word = first[area] + (i - begin) * n_words + w
                place[word] = k
                while k < row[i + 1] and other[k] < min(end, begin + 64 * (w + 1)):
                    bits[word] |= np.uint64(1) << np.uint64(other[k] - begin - 64 * w)
                    k += 1


@compiled
def ones(bits):
    """Return how many of 64 bits are 1."""
    bits -= (bits >> _ONE) & _PAIRS
    bits = (bits & _FOURS) + ((bits >> _TWO) & _FOURS)
    return (((bits + (bits >> _FOUR)) & _EIGHTS) * _SUM) >> _TOP


def strengthened(strength, changes):
    """Return float32 (n_ties,): the strength of ties after changes, a list of float32 (n_ties,), within 0 to 1."""
    *first, last = changes
    for change in first:
        strength = strength + change
    after = np.empty_like(strength)
    _add_within(strength, last, after)
    return after


@compiled
def _add_within(strength, change, after):
    for t in range(after.size):
        total = strength[t] + change[t]
        total = np.float32(0) if total < 0 else total
        after[t] = np.float32(1) if total > 1 else total
