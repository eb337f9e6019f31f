"""Meetings of ties that were chosen one by one: they meet by the draw of the day that all ties of their layer have."""

import numpy as np

from .chance import day_bits, member_of, unit_of
from .compiled import compiled
from .kernels import AWAKE, SEEN, in_hour, tie_chance


@compiled
def meet_chosen(lower, higher, rate, strength, rows, people, draw_keys, from_share, to_share, start, accept, met, bit, hits):
    """Write which of the tie `rows`, of these `lower` ids, meet, whatever is closed, into `hits` and return how many; `met` gets `bit` for each.

    Those who met already are left alone. The draw is the one by which the tie would have met with nothing closed, so what
    rules took from these ties is given back, and nothing else changes.
    """
    n_hits, open_to_all, m = 0, np.float32(1), 0
    for k in range(rows.size):
        t = rows[k]
        if strength[t] < AWAKE or met[t] & SEEN:
            continue
        i, j = lower[k], higher[t]
        m = member_of(people, i, m)
        bits = day_bits(draw_keys[m], np.uint32(i - people[m]), np.uint32(j - people[m]))
        chance = tie_chance(rate[t], 1.0, open_to_all, open_to_all, start[i], start[j], accept[i], accept[j])
        if in_hour(bits, from_share, to_share) and unit_of(bits) < chance:
            met[t] |= bit
            hits[n_hits] = t
            n_hits += 1
    return n_hits
