"""The same meetings in expectation: what a person gets on an ordinary day, in closed form."""

import numpy as np

from .compiled import compiled
from .kernels import AWAKE, tie_chance


@compiled
def _usual_chance(rate, group, together_i, together_j, scale, open_i, open_j, start_i, start_j, accept_i, accept_j):
    """Return the chance that two tied people meet on an ordinary day, less that they are together in their `group` then."""
    chance = min(1.0, tie_chance(rate, scale, open_i, open_j, start_i, start_j, accept_i, accept_j))
    return chance * (1.0 - np.float64(together_i) * np.float64(together_j)) if group else chance


@compiled
def expect_over_ties(row_start, higher, flags, rate, strength, group_flag, together, scale, openness, start,
                     accept, weight, by_strength, expected):
    """Add expected amounts over ties of a layer; `together` (n_people,) is the chance to be with one's group. Returns expected meetings."""
    meetings = 0.0
    for i in range(row_start.size - 1):
        for t in range(row_start[i], row_start[i + 1]):
            if strength[t] < AWAKE:
                continue
            j = higher[t]
            chance = _usual_chance(rate[t], flags[t] & group_flag, together[i], together[j], scale, openness[i], openness[j], start[i], start[j],
                                   accept[i], accept[j])
            meetings += chance
            for p in range(weight.size):
                amount = chance * weight[p] * (np.float64(strength[t]) if by_strength[p] else 1.0)
                expected[i, p] += amount
                expected[j, p] += amount
    return meetings


@compiled
def expect_uses(lower, higher, flags, rate, strength, group_flag, together, scale, openness, start, accept, correction, used):
    """Turn `used` (n_ties,) of some ties into the chance that a tie is used a day by this or an earlier channel given the same array."""
    for t in range(used.size):
        if strength[t] >= AWAKE:
            i, j = lower[t], higher[t]
            chance = _usual_chance(rate[t], flags[t] & group_flag, together[i], together[j], scale, openness[i], openness[j], start[i], start[j],
                                   accept[i], accept[j])
            used[t] = 1.0 - (1.0 - used[t]) * (1.0 - min(1.0, correction * chance))


@compiled
def add_all(amounts):
    """Return the sum of float32 amounts, added in order as float64."""
    total = 0.0
    for i in range(amounts.size):
        total += np.float64(amounts[i])
    return total


@compiled
def expect_in_groups(start, members, chance, strength, weight, by_strength, expected):
    """Add expected amounts from groups whose members each take part with `chance` (n_people,). Returns expected meetings."""
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
                expected[i, p] += others * weight[p] * (strength if by_strength[p] else 1.0)
    return meetings


@compiled
def expect_by_chance(area_start, pairings, chance, out, talk, weight, expected):
    """Add expected amounts from chance encounters, over all partners one may be paired with. Returns expected meetings."""
    meetings = 0.0
    for area in range(area_start.size - 1):
        first, size = area_start[area], area_start[area + 1] - area_start[area]
        if size < 2:
            continue
        share = min(pairings, size) / np.float64(size)
        for i in range(first, first + size):
            total = 0.0
            for j in range(first, first + size):
                if j != i:
                    wish = 0.5 * (np.float64(talk[i]) + np.float64(talk[j]))
                    total += min(1.0, chance * (np.float64(out[i]) * np.float64(out[j])) * wish)
            meetings += 0.5 * total * share
            for p in range(weight.size):
                expected[i, p] += total * share * weight[p]
    return meetings
