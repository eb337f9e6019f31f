"""Makes the ties of the Netherlands recipe: pairs of each kind listed by row, rows sorted, layers filled in order of place."""

import numpy as np

from ..core.arithmetic import exp
from ..core.chance import key, normals
from ..core.layers import CLOSE, FAMILIAR, HOUSEHOLD, LAYERS, NEIGHBOURHOOD
from ..core.ties import DORMANT, KIN, Ties
from . import networks as declared
from . import tie_search as search
from .circles import gregariousness, in_circles, in_spreads, likeness
from .stored_file import RoomInMemory
from .tie_rows import fill_close, fill_familiar, fill_neighbours, fill_rows, sort_rows

BLOCK = 1 << 18  # rows that are worked at once
# By kind of tie, as tie_search numbers them: its layer, and the flags it has whoever it is between.
LAYER_OF = np.array([HOUSEHOLD, CLOSE, CLOSE, NEIGHBOURHOOD, FAMILIAR, FAMILIAR], np.int8)
FLAGS_OF = np.array([0, KIN, 0, 0, 0, DORMANT], np.uint8)


def build_ties(people, character, groups, clubs, seed, room=None):
    """Return the Ties of inhabitants; every draw is keyed by the seed and the pair or person it is about.

    `room` gives the arrays to fill; those in memory if there is none.
    """
    n_people, room = len(people.age), room or RoomInMemory()
    start, found = _found(people, character, clubs, seed)
    kept, by_layer = np.empty(n_people, np.int32), np.zeros(len(LAYERS), np.int64)
    sort_rows(start, found, LAYER_OF, 0, n_people, kept, by_layer)
    segment = np.concatenate([[0], np.cumsum(by_layer)])
    lower, higher, other, tie = (room.new(int(segment[-1]), np.int32) for _ in range(4))
    rate, strength = (room.new(int(segment[-1]), np.float32) for _ in range(2))
    flags, row = room.new(int(segment[-1]), np.uint8), room.new(n_people + 1, np.int32)
    place, fill = np.concatenate([segment[:-1], [0]]), _filling(character, seed, n_people)
    for begin in range(0, n_people, BLOCK):
        before = place.copy()
        fill_rows(start, kept, found, begin, min(begin + BLOCK, n_people), LAYER_OF, FLAGS_OF, groups.of, clubs.of, place,
                  lower, higher, flags, row, other, tie)
        for layer in range(len(LAYERS)):
            new = slice(before[layer], place[layer])
            fill(layer, lower[new], higher[new], flags[new], rate[new], strength[new])
        room.settle()
    row[n_people] = segment[-1]
    layer = room.new(int(segment[-1]), np.int8)
    for number in range(len(LAYERS)):
        layer[segment[number]:segment[number + 1]] = number
    room.settle()
    return Ties(lower, higher, layer, rate, strength, flags, segment, row, other, tie)


def _found(people, character, clubs, seed):
    """Return (start, found): the pairs of person i, packed as in tie_search, are found[start[i]:start[i + 1]], in any order."""
    n_people, age = len(people.age), people.age
    first = np.concatenate([[0], np.cumsum(people.size)])
    gregarious, orders = _circles(people, character, seed)

    def draws(*purposes):
        return [np.uint64(key(seed, purpose)) for purpose in purposes]

    finders = [
        (search.find_in_households, first), (search.find_neighbours, first, declared.ROUND_THE_CORNER, declared.NEIGHBOUR_SHARE, *draws("neighbours")),
        (search.find_dormant, clubs.start, clubs.members, declared.DORMANT_SHARE, *draws("dormant")),
        (search.find_familiar, age, declared.YOUNGEST_OUT, declared.FAMILIAR_DRAWS, float(min(declared.FAMILIAR_SPREAD, n_people / 2)),
         *draws("distance of familiar", "side of familiar")),
        *((search.find_friends, order, age, declared.YOUNGEST_OUT, *declared.CIRCLE_SIZES, *draws(f"size of circle {number}", f"friends {number}"), share, gregarious)
          for number, (order, (_, share)) in enumerate(zip(orders, declared.CIRCLES, strict=True))),
        (search.find_kin, first, declared.KIN_HOUSEHOLDS, declared.NEAR_KIN, declared.KIN_SHARE,
         *draws("kin households", "distance of kin", "far kin", "side of kin", "kin")),
    ]
    row = np.zeros(n_people + 1, np.int32)
    for find, *given in finders:
        find(*given, row[1:], np.empty(0, np.uint32))
    start = np.cumsum(row, dtype=np.int32)
    row, found = start[:-1].copy(), np.empty(start[-1], np.uint32)
    for find, *given in finders:
        find(*given, row, found)
    return start, found


def _circles(people, character, seed):
    """Return float64 (n_people,), how gregarious people are, and for each kind of circle everybody in order."""
    distress, lonely = in_spreads(character)
    alike = (likeness(distress, lonely, number, seed) for number in range(len(declared.CIRCLES)))
    return gregariousness(distress, lonely, seed), [in_circles(people.age, each, number, seed) for number, each in enumerate(alike)]


def _filling(character, seed, n_people):
    """Return a function that fills in rate and strength of ties of one layer."""
    social, outgoing = character["sociability"].astype(np.float64), character["outgoing"]
    own = normals(key(seed, "neighbourliness"), n_people).astype(np.float64)
    neighbourly = np.sqrt(social) * exp(declared.NEIGHBOURLINESS * own - 0.5 * declared.NEIGHBOURLINESS**2)
    nearness, of_neighbours, of_familiar = (np.uint64(key(seed, purpose)) for purpose in ("nearness", "strength of neighbours", "strength of familiar"))

    def fill(layer, lower, higher, flags, rate, strength):
        if layer == HOUSEHOLD:
            rate[:], strength[:] = declared.HOUSEHOLD_RATE, declared.HOUSEHOLD_STRENGTH
        elif layer == CLOSE:
            fill_close(lower, higher, flags, nearness, declared.MOST, declared.INNER_RATE, declared.OUTER_RATE, declared.FRIEND_PACE, social, rate, strength)
        elif layer == NEIGHBOURHOOD:
            fill_neighbours(lower, higher, of_neighbours, declared.MOST, declared.NEIGHBOUR_RATE, neighbourly, rate, strength)
        elif layer == FAMILIAR:
            fill_familiar(lower, higher, flags, of_familiar, declared.MOST, declared.FAMILIAR_RATE, declared.DORMANT_RATE, outgoing, rate, strength)

    return fill
