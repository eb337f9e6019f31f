"""Compiled loops that hand amounts to those who met; all sums are whole numbers, so their order cannot matter.

`weight` is float64 by passing, `by_strength` bool; `column[p]` is the column of `gives` (n_people, n_given) that passing p
hands over, or -1 where everybody gives 1. `received` int64 (n_people, n_passings) and `contacts` int16 (n_people, 24) grow.
"""

import numpy as np

from .compiled import compiled

FIXED = 1048576.0  # amounts are summed as multiples of 2**-20


@compiled
def fixed(amount):
    """Return an amount as the nearest whole multiple of 2**-20 (int64)."""
    return np.int64(np.floor(amount * FIXED + 0.5))


@compiled
def hand(i, j, strength, weight, by_strength, column, gives, received):
    """Hand what one meeting gives to both ends."""
    for p in range(weight.size):
        if weight[p] == 0.0:
            continue
        amount = weight[p] * (strength if by_strength[p] else 1.0)
        if column[p] < 0:
            whole = fixed(amount)
            received[i, p] += whole
            received[j, p] += whole
        else:
            received[i, p] += fixed(amount * np.float64(gives[j, column[p]]))
            received[j, p] += fixed(amount * np.float64(gives[i, column[p]]))


@compiled
def exchange_over_ties(lower, higher, strength, hits, slot, weight, by_strength, column, gives, received, contacts):
    """Hand over along the ties in `hits`."""
    for k in range(hits.size):
        t = np.uint32(hits[k])
        i, j = np.uint32(lower[t]), np.uint32(higher[t])  # unsigned: no check for indices from the end
        contacts[i, slot] += 1
        contacts[j, slot] += 1
        hand(i, j, np.float64(strength[t]), weight, by_strength, column, gives, received)


@compiled
def exchange_by_chance(hit_i, hit_j, hit_tie, layer, strength, n_channels, stranger_slot, weight, by_strength, column, gives,
                       received, contacts):
    """Hand over between pairs who came across each other; weight (24, n_passings); tied pairs count as their layer."""
    for k in range(hit_i.size):
        i, j, t = np.uint32(hit_i[k]), np.uint32(hit_j[k]), hit_tie[k]
        where = stranger_slot if t < 0 else layer[t] * n_channels
        contacts[i, where] += 1
        contacts[j, where] += 1
        hand(i, j, 1.0 if t < 0 else np.float64(strength[t]), weight[where], by_strength, column, gives, received)


@compiled
def exchange_in_groups(start, members, now, slot, strength, weight, by_strength, column, gives, received, contacts):
    """Hand over among those present in each group: everybody receives the sum over the others present."""
    total = np.zeros(weight.size, np.int64)
    for g in range(start.size - 1):
        present = 0
        total[:] = 0
        for k in range(start[g], start[g + 1]):
            if now[members[k]]:
                present += 1
                for p in range(weight.size):
                    total[p] += given(members[k], p, strength, weight, by_strength, column, gives)
        if present < 2:
            continue
        for k in range(start[g], start[g + 1]):
            i = members[k]
            if now[i]:
                contacts[i, slot] += present - 1
                for p in range(weight.size):
                    received[i, p] += total[p] - given(i, p, strength, weight, by_strength, column, gives)


@compiled
def given(i, p, strength, weight, by_strength, column, gives):
    """Return what one member hands to each other member of its group, as a whole number."""
    amount = weight[p] * (strength if by_strength[p] else 1.0)
    return fixed(amount if column[p] < 0 else amount * np.float64(gives[i, column[p]]))
