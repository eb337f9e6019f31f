"""Compiled loops that hand amounts to those who met; all sums are whole numbers, so their order cannot matter.

`which` lists the passings that a form of meeting hands over one by one; `weight` is float64 (n_passings,) or, by slot,
(24, n_passings), `by_strength` bool (n_passings,); `column[p]` is the column of `gives` (n_people, n_given) that passing p
hands over, or -1 where everybody gives 1. `received` int64 (n_people, n_passings) and `contacts` int16 (n_people,) or, by
slot, (n_people, 24) grow. What every meeting of a form gives alike is not handed over but counted: see `in_float32`.
"""

import numpy as np

from .compiled import compiled

FIXED = 1048576.0  # amounts are summed as multiples of 2**-20


@compiled
def fixed(amount):
    """Return an amount as the nearest whole multiple of 2**-20 (int64)."""
    return np.int64(np.floor(amount * FIXED + 0.5))


@compiled
def exchange_between(one, other, strength, which, weight, by_strength, column, gives, received, contacts, counts):
    """Hand over between pairs who met: int32 ids and the strength of their tie, each (n_pairs,); a meeting counts as `counts`."""
    for k in range(one.size):
        i, j = np.uint32(one[k]), np.uint32(other[k])  # unsigned: no check for indices counted from the end
        contacts[i] += counts
        contacts[j] += counts
        for w in range(which.size):
            p = which[w]
            amount = weight[p] * (np.float64(strength[k]) if by_strength[p] else 1.0)
            if column[p] < 0:
                whole = fixed(amount)
                received[i, p] += whole
                received[j, p] += whole
            else:
                received[i, p] += fixed(amount * np.float64(gives[j, column[p]]))
                received[j, p] += fixed(amount * np.float64(gives[i, column[p]]))


@compiled
def count_strangers(one, other, tie, contacts):
    """Count the meetings of strangers and return the places of the pairs who are tied (`tie` 0 or more)."""
    tied, n_tied = np.empty(one.size + 1, np.int64), 0
    for k in range(one.size):
        is_new = tie[k] < 0
        contacts[np.uint32(one[k])] += is_new
        contacts[np.uint32(other[k])] += is_new
        tied[n_tied] = k
        n_tied += not is_new
    return tied[:n_tied]


@compiled
def exchange_in_groups(start, members, now, firmness, which, weight, by_strength, column, gives, received, contacts):
    """Hand over among those present in each group: everybody receives the sum over the others present."""
    present = np.empty(members.size + 1, members.dtype)
    for g in range(start.size - 1):
        n_present = 0
        for k in range(start[g], start[g + 1]):
            present[n_present] = members[k]
            n_present += now[members[k]]
        if n_present < 2:
            continue
        for k in range(n_present):
            contacts[present[k]] += n_present - 1
        for w in range(which.size):
            p = which[w]
            amount, total = weight[p] * (firmness if by_strength[p] else 1.0), np.int64(0)
            if column[p] < 0:
                for k in range(n_present):
                    received[present[k], p] += fixed(amount) * (n_present - 1)
                continue
            for k in range(n_present):
                total += fixed(amount * np.float64(gives[present[k], column[p]]))
            for k in range(n_present):
                received[present[k], p] += total - fixed(amount * np.float64(gives[present[k], column[p]]))


@compiled
def in_float32(received, contacts, counted, weight, amounts):
    """Write what everybody received, float32 (n_passings, n_people), with what meetings of a form give that is `counted`."""
    for p in range(received.shape[1]):
        total = received[:, p].copy()
        for slot in range(counted.shape[0]):
            if counted[slot, p]:
                total += fixed(weight[slot, p]) * contacts[:, slot].astype(np.int64)
        for i in range(total.size):
            amounts[p, i] = np.float64(total[i]) * (1.0 / FIXED)
