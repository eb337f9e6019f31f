"""The same meetings in expectation: what a person gets on an ordinary day, in closed form."""

import numpy as np

from .compiled import compiled
from .kernels import AWAKE, BLOCK, tie_chance
from .tie_ends import list_lower, person_of


@compiled
def expect_ties(row_start, higher, flags, rate, strength, first, last, group_flag, together, scale, openness, start, accept, lower, chances):
    """Write the lower ids and chances, float64, of the ties first to before last of a layer; a dormant tie has none.

    `together` (n_people,) is the chance to be with one's group.
    """
    person = person_of(row_start, first) if last > first else 0
    for block in range(first, last, BLOCK):
        here, chance = lower[block - first:], chances[block - first:]
        end = min(block + BLOCK, last)
        person = list_lower(row_start, person, block, end, here)
        for k in range(end - block):
            i, j = np.uint32(here[k]), np.uint32(higher[block + k])
            likely = tie_chance(rate[block + k], scale, openness[i], openness[j], start[i], start[j], accept[i], accept[j])
            # Factors of 1 or 0 in place of branches, that the processor need not guess.
            together_too = np.float64(together[i]) * np.float64(together[j])
            apart = 1.0 - np.float64(flags[block + k] & group_flag != 0) * together_too
            chance[k] = (likely if likely < 1.0 else 1.0) * apart * np.float64(strength[block + k] >= AWAKE)


@compiled
def expect_amounts(lower, higher, strength, chances, weight, by_strength, expected):
    """Add to `expected` (n_people,) what one passing gives in expectation over some ties, for both ends."""
    for t in range(lower.size):
        amount = chances[t] * weight * (np.float64(strength[t]) if by_strength else 1.0)
        expected[np.uint32(lower[t])] += amount
        expected[np.uint32(higher[t])] += amount


@compiled
def add_on(total, numbers):
    """Return a sum (float) with these float64 numbers added to it in order."""
    for k in range(numbers.size):
        total += numbers[k]
    return total


@compiled
def expect_uses(strength, chances, correction, used):
    """Turn `used` (n_ties,) of some ties into the chance that a tie is used a day by this or an earlier channel given the same array."""
    for t in range(used.size):
        likely = correction * chances[t]
        either = 1.0 - (1.0 - used[t]) * (1.0 - (likely if likely < 1.0 else 1.0))
        used[t] = either if strength[t] >= AWAKE else used[t]


@compiled
def add_all(amounts):
    """Return the sum of float32 amounts, added in order as float64."""
    total = 0.0
    for i in range(amounts.size):
        total += np.float64(amounts[i])
    return total


@compiled
def expect_in_groups(start, members, chance, strength, weight, by_strength, expected):
    """Add expected amounts, (n_passings, n_people), from groups whose members each take part with `chance` (n_people,). Returns expected meetings."""
    meetings = 0.0
    for g in range(start.size - 1):
        total = 0.0
        for k in range(start[g], start[g + 1]):
            total += chance[members[k]]
        for k in range(start[g], start[g + 1]):
            i = members[k]
            others = np.float64(chance[i]) * (total - chance[i])
            meetings += 0.5 * others
            for p in range(weight.size):
                expected[p, i] += others * weight[p] * (strength if by_strength[p] else 1.0)
    return meetings


@compiled
def expect_encounters(area_start, first_area, last_area, pairings, chance, out, talk, met):
    """Write into `met`, float64 (n_people,), how many each of the people of some areas can expect to come across and talk with.

    Each sum is over all partners one may be paired with, in their order; those of several people are added up side by side.
    """
    for area in range(first_area, last_area):
        first, size = area_start[area], area_start[area + 1] - area_start[area]
        here, outside, talking = met[first:first + size], out[first:first + size], talk[first:first + size]
        here[:] = 0.0
        if size < 2:
            continue
        for j in range(size):
            out_j, talk_j, own = np.float64(outside[j]), np.float64(talking[j]), here[j]
            for i in range(size):
                wish = 0.5 * (np.float64(talking[i]) + talk_j)
                likely = chance * (np.float64(outside[i]) * out_j) * wish
                here[i] += likely if likely < 1.0 else 1.0
            here[j] = own  # nobody comes across oneself
        share = min(pairings, size) / np.float64(size)
        for i in range(size):
            here[i] = here[i] * share
