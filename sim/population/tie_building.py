"""Makes the ties of the Netherlands recipe: pairs of each kind listed by row, rows sorted, layers filled in order of place."""

from functools import partial

import numpy as np

from ..core.arithmetic import exp
from ..core.chance import key, normals
from ..core.layers import CLOSE, FAMILIAR, HOUSEHOLD, LAYERS, NEIGHBOURHOOD
from ..core.ties import DORMANT, KIN, Ties
from . import networks as declared
from . import tie_search as search
from .circles import gregariousness, in_circles, in_spreads, likeness
from .stored_file import RoomInMemory
from .threads import at_once, by_rows
from .tie_rows import fill_close, fill_familiar, fill_neighbours, fill_rows, sort_rows

BLOCK = 1 << 18  # rows that are worked at once
# By kind of tie, as tie_search numbers them: its layer, and the flags it has whoever it is between.
LAYER_OF = np.array([HOUSEHOLD, CLOSE, CLOSE, NEIGHBOURHOOD, FAMILIAR, FAMILIAR], np.uint8)
FLAGS_OF = np.array([0, KIN, 0, 0, 0, DORMANT], np.uint8)


def build_ties(people, character, groups, clubs, seed, room=None):
    """Return the Ties of inhabitants; every draw is keyed by the seed and the pair or person it is about.

    `room` gives the arrays to fill; those in memory if there is none.
    """
    n_people, room = len(people.age), room or RoomInMemory()
    start, *ends, found = _found(people, character, clubs, seed)
    blocks = [(begin, min(begin + BLOCK, n_people)) for begin in range(0, n_people, BLOCK)]
    kept, by_layer = np.empty(n_people, np.int32), np.zeros((len(blocks), len(LAYERS)), np.int64)
    at_once(n_people, *(partial(sort_rows, start, *ends, found, LAYER_OF, *block, kept, counts) for block, counts in zip(blocks, by_layer, strict=True)))
    segment = np.concatenate([[0], np.cumsum(by_layer.sum(axis=0))])
    # Where each block goes on in each layer.
    place = (segment[:-1] + np.cumsum(by_layer, axis=0) - by_layer).astype(np.uint64)
    arrays = _Arrays(n_people, int(segment[-1]), room)
    fill = _filling(character, seed, n_people)

    def fill_block(block, at):
        before = at.copy()
        fill_rows(start, kept, found, *block, LAYER_OF, FLAGS_OF, groups.of, clubs.of, at, *arrays.of_pairs())
        for layer in range(len(LAYERS)):
            new = slice(int(before[layer]), int(at[layer]))
            first = np.append(arrays.start[layer, slice(*block)], new.stop)
            fill(layer, np.repeat(np.arange(*block, dtype=np.int32), np.diff(first)), *(array[new] for array in arrays.of_ties()))
        room.settle()

    at_once(n_people, *(partial(fill_block, block, at) for block, at in zip(blocks, place, strict=True)))
    arrays.start[:, n_people] = segment[1:]
    return Ties(arrays.higher, arrays.rate, arrays.strength, arrays.flags, arrays.start)


class _Arrays:
    """The arrays of Ties, to be filled."""

    def __init__(self, n_people, n_ties, room):
        self.higher, self.flags = room.new(n_ties, np.int32), room.new(n_ties, np.uint8)
        self.rate, self.strength = (room.new(n_ties, np.float32) for _ in range(2))
        self.start = room.new(len(LAYERS) * (n_people + 1), np.int32).reshape(len(LAYERS), -1)

    def of_pairs(self):
        """Return what `fill_rows` fills."""
        return self.higher, self.flags, self.start

    def of_ties(self):
        """Return what the ties of a layer are filled from and with."""
        return self.higher, self.flags, self.rate, self.strength


def _found(people, character, clubs, seed):
    """Return (start, middle, last, found): pairs of person i are found[start[i]:middle[i]] and found[middle[i] + 1:last[i]], in any order."""
    n_people = len(people.age)
    first = np.concatenate([[0], np.cumsum(people.size)])
    # Two halves of about as much work, which list their pairs in rows of their own that lie side by side.
    halves = _near(people.age, first, clubs, seed), _known(people, first, character, seed)
    counts = [np.zeros(n_people, np.int32) for _ in halves]

    def find(half, row, found):
        for kernel, *given in half:
            kernel(*given, row, found)

    at_once(n_people, *(partial(find, half, row, np.empty(0, np.uint32)) for half, row in zip(halves, counts, strict=True)))
    upto = np.cumsum(counts[0] + counts[1] + np.int32(2), dtype=np.int32)
    found, start = np.empty(upto[-1], np.uint32), upto - counts[0] - counts[1] - np.int32(2)
    ends = start.copy(), start + counts[0] + np.int32(1)
    del counts, upto
    at_once(n_people, *(partial(find, half, row, found) for half, row in zip(halves, ends, strict=True)))
    return start, *ends, found


def _draws(seed, *purposes):
    return [np.uint64(key(seed, purpose)) for purpose in purposes]


def _near(age, first, clubs, seed):
    """Return (kernel, what it is given) of the ties to people who live near."""
    return [
        (search.find_in_households, first),
        (search.find_neighbours, first, declared.ROUND_THE_CORNER, declared.NEIGHBOUR_SHARE, *_draws(seed, "neighbours")),
        (search.find_dormant, clubs.start, clubs.members, declared.DORMANT_SHARE, *_draws(seed, "dormant")),
        (search.find_familiar, age, declared.YOUNGEST_OUT, declared.FAMILIAR_DRAWS, declared.FAMILIAR_FROM, float(min(declared.FAMILIAR_SPREAD, len(age) / 2)),
         *_draws(seed, "distance of familiar", "side of familiar")),
    ]


def _known(people, first, character, seed):
    """Return (kernel, what it is given) of the ties to friends and kin."""
    gregarious, orders = _circles(people, character, seed)
    friends = [(search.find_friends, order, people.age, declared.YOUNGEST_OUT, *declared.CIRCLE_SIZES,
                *_draws(seed, f"size of circle {number}", f"friends {number}"), share, gregarious)
               for number, (order, (_, share)) in enumerate(zip(orders, declared.CIRCLES, strict=True))]
    draws = _draws(seed, "kin households", "distance of kin", "far kin", "side of kin", "kin")
    return [*friends, (search.find_kin, first, declared.KIN_HOUSEHOLDS, declared.NEAR_KIN, declared.KIN_SHARE, *draws)]


def _circles(people, character, seed):
    """Return float64 (n_people,), how gregarious people are, and for each kind of circle everybody in order."""
    n_people, numbers = len(people.age), range(len(declared.CIRCLES))

    def of(rows):
        distress, lonely = in_spreads(character, rows)
        alike = {f"alike {number}": likeness(distress, lonely, number, seed, rows.start) for number in numbers}
        return {"gregarious": gregariousness(distress, lonely, seed, rows.start), **alike}

    made = by_rows(n_people, of)
    return made["gregarious"], at_once(n_people, *(partial(in_circles, people.age, made[f"alike {number}"], number, seed) for number in numbers))


def _filling(character, seed, n_people):
    """Return a function that fills in rate and strength of ties of one layer."""
    outgoing = character["outgoing"]

    def of(rows):
        social = character["sociability"][rows].astype(np.float64)
        own = normals(key(seed, "neighbourliness"), len(social), rows.start).astype(np.float64)
        spread = declared.NEIGHBOURLINESS
        return {"social": social, "neighbourly": np.sqrt(social) * exp(spread * own - 0.5 * spread**2)}

    social, neighbourly = by_rows(n_people, of).values()
    nearness, of_neighbours, of_familiar = (np.uint64(key(seed, purpose)) for purpose in ("nearness", "strength of neighbours", "strength of familiar"))

    def fill(layer, lower, higher, flags, rate, strength):
        if layer == HOUSEHOLD:
            rate[:], strength[:] = declared.HOUSEHOLD_RATE, declared.HOUSEHOLD_STRENGTH
        elif layer == CLOSE:
            fill_close(lower, higher, flags, nearness, declared.MOST, declared.INNER_RATE, declared.OUTER_RATE, declared.FRIEND_PACE,
                       declared.CLOSE_STRENGTHS, social, rate, strength)
        elif layer == NEIGHBOURHOOD:
            fill_neighbours(lower, higher, of_neighbours, declared.MOST, declared.NEIGHBOUR_RATE, declared.NEIGHBOUR_STRENGTHS, neighbourly, rate, strength)
        elif layer == FAMILIAR:
            fill_familiar(lower, higher, flags, of_familiar, declared.MOST, declared.FAMILIAR_RATE, declared.DORMANT_RATE, declared.FAMILIAR_STRENGTHS, outgoing, rate, strength)

    return fill
