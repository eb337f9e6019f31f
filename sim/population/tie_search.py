"""Who is tied to whom in the Netherlands recipe: kernels that find the pairs of one kind and list each in the row of its lower id.

Each kernel runs twice. First it counts, with an empty `found`: row[i] grows by the pairs of i. Then it lists: found[row[i]] is
set, and row[i] moves on if the two are tied. It is set in any case, because the processor guesses a branch on luck wrong half the
time; so a row has one place more than pairs. What is listed is the higher id and the kind of tie in one uint32, so that sorting a
row sorts by person and then by kind, and of a pair found twice the first kind comes first.
"""

import numpy as np

from ..core.chance import pair_bits, person_bits, unit_of
from ..core.compiled import compiled

HOUSEHOLD_TIE, KIN_TIE, FRIEND_TIE, NEIGHBOUR_TIE, FAMILIAR_TIE, DORMANT_TIE = range(6)
KIND_BITS, KIND_MASK = np.uint32(3), np.uint32(7)


@compiled
def _packed(higher, kind):
    return np.uint32(higher) << KIND_BITS | np.uint32(kind)


@compiled
def find_in_households(first, row, found):
    """List everybody with the others of their household; household h holds the ids first[h] to before first[h + 1]."""
    listing = found.size > 0
    for household in range(first.size - 1):
        for one in range(first[household], first[household + 1]):
            for other in range(one + 1, first[household + 1]):
                if listing:
                    found[row[one]] = _packed(other, HOUSEHOLD_TIE)
                row[one] += 1


@compiled
def find_kin(first, households, near, chance, count_key, distance_key, far_key, side_key, kin_key, row, found):
    """List the kin of households: each looks for some others, half of them within `near`, and most pairs of members of both are kin."""
    listing = found.size > 0
    n_households, number = first.size - 1, 0
    for seeker in range(n_households):
        for _ in range(int(np.floor(households + unit_of(person_bits(count_key, seeker))))):
            u = unit_of(person_bits(distance_key, number))
            jump = 1 + int(u * near if unit_of(person_bits(far_key, number)) < 0.5 else u * n_households)
            target = seeker + (jump if unit_of(person_bits(side_key, number)) < 0.5 else -jump)
            target %= n_households
            for one in range(first[seeker], first[seeker + 1]):
                for other in range(first[target], first[target + 1]):
                    lower, higher = min(one, other), max(one, other)
                    if listing:
                        found[row[lower]] = _packed(higher, KIN_TIE)
                    row[lower] += (lower < higher) & (unit_of(pair_bits(kin_key, lower, higher)) < chance)
            number += 1


@compiled
def find_friends(order, age, youngest, low, high, size_key, draw_key, chance, gregarious, row, found):
    """List the friends of circles: people who follow each other in `order`, `low` to `high` at a time; the gregarious have more."""
    listing = found.size > 0
    begin, circle = 0, 0
    while begin < order.size:
        end = min(begin + low + int(unit_of(person_bits(size_key, circle)) * (high - low + 1)), order.size)
        for k in range(begin, end):
            for other_k in range(k + 1, end):
                lower, higher = min(order[k], order[other_k]), max(order[k], order[other_k])
                if age[lower] < youngest or age[higher] < youngest:
                    continue
                if listing:
                    found[row[lower]] = _packed(higher, FRIEND_TIE)
                row[lower] += unit_of(pair_bits(draw_key, lower, higher)) < min(1.0, chance * gregarious[lower] * gregarious[higher])
        begin, circle = end, circle + 1


@compiled
def find_neighbours(first, away, share, draw_key, row, found):
    """List the neighbours: pairs of members of households at most `away` from each other that know each other."""
    listing = found.size > 0
    n_households = first.size - 1
    for household in range(n_households):
        last = first[min(household + away + 1, n_households)]
        for lower in range(first[household], first[household + 1]):
            for higher in range(first[household + 1], last):
                if listing:
                    found[row[lower]] = _packed(higher, NEIGHBOUR_TIE)
                row[lower] += unit_of(pair_bits(draw_key, lower, higher)) < share


@compiled
def find_familiar(age, youngest, draws, nearest, spread, distance_key, side_key, row, found):
    """List the familiar faces: each person draws some from those who live about as near."""
    listing = found.size > 0
    for one in range(age.size):
        if age[one] < youngest:
            continue
        for number in range(one * draws, (one + 1) * draws):
            u = unit_of(person_bits(distance_key, number))
            jump = nearest + int(spread * u * u)
            other = one + (jump if unit_of(person_bits(side_key, number)) < 0.5 else -jump)
            if 0 <= other < age.size and age[other] >= youngest:
                lower, higher = min(one, other), max(one, other)
                if listing:
                    found[row[lower]] = _packed(higher, FAMILIAR_TIE)
                row[lower] += 1


@compiled
def find_dormant(start, members, share, draw_key, row, found):
    """List pairs of members of one club who might get to know each other."""
    listing = found.size > 0
    for club in range(start.size - 1):
        for k in range(start[club], start[club + 1]):
            for other_k in range(k + 1, start[club + 1]):
                lower, higher = members[k], members[other_k]
                if listing:
                    found[row[lower]] = _packed(higher, DORMANT_TIE)
                row[lower] += unit_of(pair_bits(draw_key, lower, higher)) < share
