"""Compiled loops that hand amounts to those who met; all sums are whole numbers, so their order cannot matter.

`weight` is float64 (24, n_passings) by slot, `by_strength` bool (n_passings,); `column[p]` is the column of `gives`
(n_people, n_given) that passing p hands over, or -1 where everybody gives 1. `received` int64 (n_people, n_passings) and
`contacts` int16 (n_people, 24) grow.
"""

import numpy as np

from .compiled import compiled

FIXED = 1048576.0  # amounts are summed as multiples of 2**-20


@compiled
def fixed(amount):
    """Return an amount as the nearest whole multiple of 2**-20 (int64)."""
    return np.int64(np.floor(amount * FIXED + 0.5))


@compiled
def list_tied(lower, higher, tie_strength, hits, place, first, one, other, strength, slot):
    """Write the pairs of the ties in `hits` into the arrays from `first` on."""
    for k in range(hits.size):
        t = np.uint32(hits[k])
        one[first + k], other[first + k] = lower[t], higher[t]
        strength[first + k], slot[first + k] = tie_strength[t], place


@compiled
def list_by_chance(hit_i, hit_j, hit_tie, layer, tie_strength, n_channels, stranger_slot, first, one, other, strength, slot):
    """Write the pairs who came across each other into the arrays from `first` on; tied ones with the slot of their layer."""
    for k in range(hit_i.size):
        one[first + k], other[first + k] = hit_i[k], hit_j[k]
        t = hit_tie[k]
        strength[first + k] = np.float32(1) if t < 0 else tie_strength[t]
        slot[first + k] = stranger_slot if t < 0 else layer[t] * n_channels


@compiled
def exchange_between(one, other, strength, slot, weight, by_strength, column, gives, received, contacts):
    """Hand over between pairs: `one`, `other` int32 ids, `strength` float32 and `slot` of each pair."""
    for k in range(one.size):
        # unsigned: no check for indices counted from the end
        i, j, where = np.uint32(one[k]), np.uint32(other[k]), np.uint32(slot[k])
        contacts[i, where] += 1
        contacts[j, where] += 1
        for p in range(by_strength.size):
            if weight[where, p] == 0.0:
                continue
            amount = weight[where, p] * (np.float64(strength[k]) if by_strength[p] else 1.0)
            if column[p] < 0:
                whole = fixed(amount)
                received[i, p] += whole
                received[j, p] += whole
            else:
                received[i, p] += fixed(amount * np.float64(gives[j, column[p]]))
                received[j, p] += fixed(amount * np.float64(gives[i, column[p]]))


@compiled
def exchange_in_groups(start, members, now, slot, strength, weight, by_strength, column, gives, received, contacts):
    """Hand over among those present in each group: everybody receives the sum over the others present."""
    n_passings = by_strength.size
    amount = np.empty(n_passings)
    for p in range(n_passings):
        amount[p] = weight[slot, p] * (strength if by_strength[p] else 1.0)
    total = np.zeros(n_passings, np.int64)
    for g in range(start.size - 1):
        present = 0
        total[:] = 0
        for k in range(start[g], start[g + 1]):
            i = members[k]
            if now[i]:
                present += 1
                for p in range(n_passings):
                    total[p] += fixed(amount[p] if column[p] < 0 else amount[p] * np.float64(gives[i, column[p]]))
        if present < 2:
            continue
        for k in range(start[g], start[g + 1]):
            i = members[k]
            if now[i]:
                contacts[i, slot] += present - 1
                for p in range(n_passings):
                    own = fixed(amount[p] if column[p] < 0 else amount[p] * np.float64(gives[i, column[p]]))
                    received[i, p] += total[p] - own
