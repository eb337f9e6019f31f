"""Compiled loops over meetings at homes that may receive few visitors: beyond each person's cap the largest draws are dropped.

A meeting is contested if one of its ends wants more than the cap leaves; only these are drawn by lot. `visits` int32 (n_people,)
counts those of the day, `low` and `high` how many this form of meeting would add to each person as the lower and as the higher end.
"""

import numpy as np

from .chance import day_bits, member_of, unit_of
from .compiled import compiled


@compiled
def count_ends(ends, counts):
    """Add to `counts`, int32 (n_people,), how often each person is among ids."""
    for k in range(ends.size):
        counts[np.uint32(ends[k])] += 1


@compiled
def list_contested(lower, higher, low, high, cap, visits, people, draw_keys):
    """Return the places of contested meetings, int32, and their draws, float64."""
    places, n_contested = np.empty(lower.size, np.int32), 0
    for k in range(lower.size):
        i, j = lower[k], higher[k]
        if visits[i] + low[i] + high[i] > cap[i] or visits[j] + low[j] + high[j] > cap[j]:
            places[n_contested] = k
            n_contested += 1
    draws, m = np.empty(n_contested), 0
    for c in range(n_contested):
        i, j = lower[places[c]], higher[places[c]]
        m = member_of(people, i, m)
        draws[c] = unit_of(day_bits(draw_keys[m], i - people[m], j - people[m]))
    return places[:n_contested].copy(), draws


@compiled
def count_all(cap, visits, low, high, first, last):
    """Count all that is wanted as visits of the people first to before last, and leave in `low` what the cap left them before."""
    # Slices, so that the compiler can do several people at once: an index from `first` on could count from the end.
    caps, counted, as_lower, as_higher = cap[first:last], visits[first:last], low[first:last], high[first:last]
    for i in range(caps.size):
        room = caps[i] - counted[i]
        counted[i] += as_lower[i] + as_higher[i]
        as_lower[i] = room


@compiled
def choose(order, lower, higher, room, visits):
    """Return bool (n_contested,): which contested meetings stay, taken in order; those that do not are no visits.

    Members of a stack have no people in common, and each keeps the order of its own.
    """
    stays = np.zeros(order.size, np.bool_)
    for c in order:
        i, j = lower[c], higher[c]
        stays[c] = room[i] > 0 and room[j] > 0
        if stays[c]:
            room[i] -= 1
            room[j] -= 1
        else:
            visits[i] -= 1
            visits[j] -= 1
    return stays


@compiled
def drop(rows, lower, higher, places, stays, met, bit):
    """Take the contested meetings that do not stay out of arrays and of `met`; return how many are left, the first ones."""
    n_kept, c = 0, 0
    for k in range(rows.size):
        if c < places.size and places[c] == k:
            c += 1
            if not stays[c - 1]:
                met[rows[k]] &= ~bit
                continue
        rows[n_kept], lower[n_kept], higher[n_kept] = rows[k], lower[k], higher[k]
        n_kept += 1
    return n_kept
