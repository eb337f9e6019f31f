"""Ties as arrays: one row a pair, sorted by layer and place, with the groups of work, school and clubs beside them."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .compiled import compiled
from .layers import LAYERS
from .spacious import in_a_file, let_go, spacious
from .tie_ends import find_lower, list_all_lower

KIN, INNER, IN_GROUP, IN_CLUB, DORMANT = 1, 2, 4, 8, 16
# How a tie was used in a step, one bit each.
MET, PHONED, TEXTED, VIDEO_CALLED, MET_IN_GROUP, MET_IN_CLUB, MET_BY_CHANCE = 1, 2, 4, 8, 16, 32, 64
CALLED = PHONED | TEXTED | VIDEO_CALLED
FEW_TIES = 1 << 21  # of no more than these the lower ids are kept: 8 MB
_ONE, _TWO, _FOUR, _SIX, _TOP, _LAST = (np.uint64(number) for number in (1, 2, 4, 6, 56, 63))
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
    """Undirected pairs; arrays (n_ties,) sorted by layer, then by the lower id, then by the higher.

    `higher` int32 ids; `rate` float32, meetings in person on an ordinary day; `first_strength` float32 from 0 (dormant) to 1;
    `flags` uint8. `segment[l]:segment[l + 1]` are the ties of layer l. No file holds the lower ids: `start` int32
    (n_layers, n_people + 1) says where they begin, `start[l, i]:start[l, i + 1]` are the ties of layer l whose lower id is i.
    """

    higher: np.ndarray
    rate: np.ndarray
    first_strength: np.ndarray
    flags: np.ndarray
    start: np.ndarray = field(repr=False)
    _found: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def n_ties(self):
        """Number of ties, dormant ones included."""
        return len(self.higher)

    @cached_property
    def segment(self):
        """Return int64 (n_layers + 1,): where the ties of each layer begin."""
        return np.append(self.start[:, 0], self.n_ties).astype(np.int64)

    @property
    def lower(self):
        """Return int32 (n_ties,), the lower ids, worked out once; of up to FEW_TIES every step uses them, of more a step lists those that it looks at."""
        return self._once("lower", lambda: np.concatenate([self.lower_in(layer) for layer in range(len(self.start))]))

    @property
    def layer(self):
        """Return int8 (n_ties,), the layer of each tie, worked out once; for few people."""
        return self._once("layer", lambda: np.repeat(np.arange(len(LAYERS), dtype=np.int8), np.diff(self.segment)))

    def lower_of(self, rows):
        """Return int32, the lower ids of rows of ties; quickest where the rows ascend."""
        if self.n_ties <= FEW_TIES:
            return self.lower[rows]
        lower = np.empty(len(rows), np.int32)
        find_lower(self.start, np.ascontiguousarray(rows, np.int32), lower)
        return lower

    def lower_between(self, layer, rows):
        """Return int32, the lower ids of a slice of rows of a layer number; of few people those worked out once."""
        if self.n_ties <= FEW_TIES:
            return self.lower[rows]
        lower = np.empty(rows.stop - rows.start, np.int32)
        list_all_lower(self.start[layer], rows.start, rows.stop, lower)
        return lower

    def lower_in(self, layer):
        """Return int32, the lower ids of all ties of a layer number."""
        return np.repeat(np.arange(self.start.shape[1] - 1, dtype=np.int32), np.diff(self.start[layer]))

    def flagged(self, flag):
        """Return the rows of the ties that carry a flag, int32, found once."""
        return self._once(flag, lambda: np.flatnonzero(self.flags & flag).astype(np.int32))

    def lower_flagged(self, flag, some):
        """Return int32, the lower ids of a slice of the rows of `flagged`; of few ties found once."""
        if self.n_ties <= FEW_TIES:
            return self._once(("lower", flag), lambda: self.lower[self.flagged(flag)])[some]
        return self.lower_of(self.flagged(flag)[some])

    def within_areas(self, area_start):
        """Return (first, bits), found once: who is tied to whom inside areas, to be looked up at once.

        The words of area a begin at first[a]; of person p of an area of n words, that is n * 64 people, there are those
        from word p // 64 on, see `place_of_word`. Bit k of word w is set if it is tied to number 64 * w + k. Of a nation the
        words lie in a file: who has looked through some lets them go.
        """
        return self._once("within areas", lambda: self._within(area_start))

    def _within(self, area_start):
        size = np.diff(area_start)
        first = np.concatenate([[0], np.cumsum(_words_of(size))]).astype(np.int64)
        bits = spacious(int(first[-1]), np.uint64)
        bits[:] = 0
        _look_around(self.start, self.higher, area_start, first, bits)
        self.let_go()
        let_go(bits)
        return first, bits

    @cached_property
    def _in_files(self):
        """The arrays that lie in a file and can leave memory; worked out once, since a step of few people would notice it.

        The higher ids stay: a day looks through them for every form of meeting, and pages that come and go took a quarter of it.
        """
        return [array for array in (self.rate, self.first_strength, self.flags) if in_a_file(array)]

    def let_go(self, rows=slice(None)):
        """Let what lies in a file of rows of ties leave memory, but for the higher ids, see core.spacious."""
        for array in self._in_files:
            let_go(array[rows])

    def of_layer(self, layer):
        """Return the slice of rows that belong to a layer number."""
        return slice(int(self.segment[layer]), int(self.segment[layer + 1]))

    def _once(self, name, make):
        if name not in self._found:
            self._found[name] = make()
        return self._found[name]


def ties_from(n_people, lower, higher, layer, rate, strength, flags):
    """Return Ties from unsorted arrays; of a pair named twice the first layer in the order of LAYERS is kept."""
    order = np.lexsort((layer, higher, lower))
    same = np.zeros(len(order), bool)
    same[1:] = (lower[order][1:] == lower[order][:-1]) & (higher[order][1:] == higher[order][:-1])
    keep = order[~same & (lower[order] != higher[order])]
    keep = keep[np.lexsort((higher[keep], lower[keep], layer[keep]))]
    # A number for each layer and lower id, in the order of ties.
    places = layer[keep].astype(np.int64) * n_people + lower[keep]
    start = np.searchsorted(places, np.arange(len(LAYERS))[:, None] * n_people + np.arange(n_people + 1)).astype(np.int32)
    return Ties(higher[keep].astype(np.int32), rate[keep].astype(np.float32), strength[keep].astype(np.float32),
                flags[keep].astype(np.uint8), start)


@compiled
def place_of_word(person, n_words, word):
    """Return the place of a word of bits of a person among those of an area, uint64; see Ties.within_areas."""
    person, n_words, word = np.uint64(person), np.uint64(n_words), np.uint64(word)
    block = person >> _SIX
    # Those of all blocks of 64 people before: n_words for each of the first, one fewer for each of the second, and so on.
    before = ((block * n_words) << _SIX) - ((block * (block - _ONE)) >> _ONE << _SIX)
    return before + (person & _LAST) * (n_words - block) + word - block


def _words_of(size):
    return np.array([place_of_word(each, (each + 63) // 64, each // 64) for each in size.tolist()], np.int64)


@compiled
def _look_around(start, higher, area_start, first, bits):
    for area in range(area_start.size - 1):
        begin, end = area_start[area], area_start[area + 1]
        n_words = (end - begin + 63) // 64
        for layer in range(start.shape[0]):
            for i in range(begin, end):
                for k in range(start[layer, i], start[layer, i + 1]):
                    if higher[k] >= end:
                        break
                    other = higher[k] - begin
                    bits[first[area] + np.int64(place_of_word(i - begin, n_words, other >> 6))] |= np.uint64(1) << np.uint64(other & 63)


@compiled
def ones(bits):
    """Return how many of 64 bits are 1."""
    bits -= (bits >> _ONE) & _PAIRS
    bits = (bits & _FOURS) + ((bits >> _TWO) & _FOURS)
    return (((bits + (bits >> _FOUR)) & _EIGHTS) * _SUM) >> _TOP


class ByRows:
    """float32 (n,) that is worked out when rows of it are asked for: one number a tie of a nation would be gigabytes.

    `make(rows)` returns the numbers of a slice of rows.
    """

    dtype = np.dtype(np.float32)

    def __init__(self, n, make):
        self.shape, self._make = (n,), make

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, rows):
        """Return the numbers of rows, of a slice only these are worked out."""
        if isinstance(rows, slice):
            first, last, _ = rows.indices(len(self))
            return self._make(slice(first, last))
        return np.asarray(self)[rows]

    def __array__(self, dtype=None, copy=None):
        return self[:].astype(dtype or self.dtype)


def strengthen(strength, changes, after):
    """Write into `after` the strength of ties after changes, a list of float32 (n_ties,), within 0 to 1; it may be `strength` itself."""
    *first, last = changes
    for change in first:
        strength = strength + change
    if strength is not after:
        after[:] = strength
    _add_within(after, last)


@compiled
def _add_within(strength, change):
    # In one array: of two in the same place the compiler would have to do one number after another.
    for t in range(strength.size):
        total = strength[t] + change[t]
        total = np.float32(0) if total < 0 else total
        strength[t] = np.float32(1) if total > 1 else total
