"""Compiled loops that hand amounts to those who met; all sums are whole numbers, so their order cannot matter.

`which` lists the passings that a form of meeting hands over one by one; `weight` is float64 (n_passings,) or, by slot,
(24, n_passings), `by_strength` bool (n_passings,); `column[p]` is the row of `gives` (n_given, n_people) that passing p
hands over, or -1 where everybody gives 1. `received` int32 (n_passings, n_people) and `contacts` int16 (n_people,) or, by
slot, (n_people, 24) grow. What every meeting of a form gives alike is not handed over but counted: see `in_float32`.
"""

import numpy as np

from .compiled import compiled

FIXED = 1048576.0  # amounts are summed as multiples of 2**-20: int32 holds 2,047 of them
BLOCK = 256  # pairs, or people, that are worked at once
ONE = np.ones(1, np.float32)  # the strength of strangers
ONE.flags.writeable = False  # as that of ties is in a step


@compiled
def fixed(amount):
    """Return an amount as the nearest whole multiple of 2**-20 (int64)."""
    return np.int64(np.floor(amount * FIXED + 0.5))


@compiled
def count_meetings(one, other, contacts):
    """Count a meeting for both ends of pairs who met, int32 ids each (n_pairs,)."""
    for k in range(one.size):
        contacts[np.uint32(one[k])] += 1  # unsigned: no check for indices counted from the end
        contacts[np.uint32(other[k])] += 1


@compiled
def exchange_between(one, other, rows, strength, which, weight, by_strength, column, gives, received):
    """Hand over between pairs who met: their int32 ids and the rows of their ties, each (n_pairs,); `strength` is of all ties."""
    firmness, whole = np.empty(BLOCK, np.float32), np.empty(BLOCK, np.int32)
    for block in range(0, one.size, BLOCK):
        lower, higher, ties = one[block:block + BLOCK], other[block:block + BLOCK], rows[block:block + BLOCK]
        for k in range(ties.size):
            firmness[k] = strength[np.uint32(ties[k])]
        for w in range(which.size):
            p = which[w]
            if column[p] < 0:
                _hand_alike(lower, higher, firmness, weight[p], by_strength[p], whole, received[p])
            else:
                _hand_given(lower, higher, firmness, weight[p], by_strength[p], gives[column[p]], received[p])


@compiled
def _hand_alike(one, other, firmness, weight, by_strength, whole, received):
    for k in range(one.size):
        amount = weight * (np.float64(firmness[k]) if by_strength else 1.0)
        whole[k] = np.floor(amount * FIXED + 0.5)
    for k in range(one.size):
        received[np.uint32(one[k])] += whole[k]
        received[np.uint32(other[k])] += whole[k]


@compiled
def _hand_given(one, other, firmness, weight, by_strength, gives, received):
    for k in range(one.size):
        i, j = np.uint32(one[k]), np.uint32(other[k])
        amount = weight * (np.float64(firmness[k]) if by_strength else 1.0)
        received[i] += np.int32(np.floor(amount * np.float64(gives[j]) * FIXED + 0.5))
        received[j] += np.int32(np.floor(amount * np.float64(gives[i]) * FIXED + 0.5))


@compiled
def count_strangers_and_sort_tied(one, other, tie, segment, contacts):
    """Count the meetings of strangers, whose `tie` is below 0, and sort the other pairs by layer.

    Returns lower ids, higher ids and rows of ties of those who are tied, int32 each, and int64 (n_layers + 1,) where each
    layer begins among them; `segment` int64 (n_layers + 1,) are the first rows of the layers.
    """
    tied, n_tied = np.empty(one.size + 1, np.int64), 0
    for k in range(one.size):
        is_new = tie[k] < 0
        contacts[np.uint32(one[k])] += is_new
        contacts[np.uint32(other[k])] += is_new
        tied[n_tied] = k
        n_tied += not is_new
    layers, begin = np.empty(n_tied, np.int64), np.zeros(segment.size, np.int64)
    for c in range(n_tied):
        layer = 0
        for each in range(1, segment.size - 1):  # without branches, as layers come in no order
            layer += tie[tied[c]] >= segment[each]
        layers[c] = layer
        begin[layer + 1] += 1
    for layer in range(1, segment.size):
        begin[layer] += begin[layer - 1]
    place, lower, higher, rows = begin.copy(), np.empty(n_tied, np.int32), np.empty(n_tied, np.int32), np.empty(n_tied, np.int32)
    for c in range(n_tied):
        k, here = tied[c], place[layers[c]]
        lower[here], higher[here], rows[here] = one[k], other[k], tie[k]
        place[layers[c]] += 1
    return lower, higher, rows, begin


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
                    received[p, present[k]] += fixed(amount) * (n_present - 1)
                continue
            for k in range(n_present):
                total += fixed(amount * np.float64(gives[column[p], present[k]]))
            for k in range(n_present):
                received[p, present[k]] += total - fixed(amount * np.float64(gives[column[p], present[k]]))


@compiled
def in_float32(received, contacts, counted, weight, first, last, amounts):
    """Write what the people first to before last received, float32 (n_passings, n_people), with what meetings of a form give that is `counted`.

    `contacts` are int16 (24, n_people) here; `amounts` may lie where `received` does.
    """
    total = np.empty(BLOCK)  # whole numbers far below 2**53, several of which the processor multiplies at once in float64 only
    for p in range(received.shape[0]):
        for block in range(first, last, BLOCK):
            end = min(block + BLOCK, last)
            # Slices: an index such as `block + k` could count from the end, and the compiler would work out one number at a time.
            whole, amount = received[p, block:end], amounts[p, block:end]
            for k in range(whole.size):
                total[k] = whole[k]
            for slot in range(counted.shape[0]):
                if counted[slot, p]:
                    each, met = np.float64(fixed(weight[slot, p])), contacts[slot, block:end]
                    for k in range(met.size):
                        total[k] += each * np.float64(met[k])
            for k in range(amount.size):
                amount[k] = total[k] * (1.0 / FIXED)
