"""Compiled loops over ties, groups and chance encounters: arrays in, arrays filled; all sums are whole numbers.

Every probability is a float64 product in the written order, so the slow reference gets the same bits.
"""

import numpy as np

from .chance import mix64, pair_bits, person_bits, unit_of
from .compiled import compiled
from .ties import IN_CLUB, IN_GROUP, MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP, tie_between

AWAKE = 0.02  # a tie weaker than this is dormant: nobody thinks of it
FIXED = 1048576.0  # amounts are summed as multiples of 2**-20
HOUR_PARTS = np.uint64(2047)  # the low 11 bits of a draw choose the hour
SEEN = np.uint8(MET | MET_IN_GROUP | MET_IN_CLUB | MET_BY_CHANCE)


@compiled
def tie_chance(rate, scale, open_i, open_j, start_i, start_j, accept_i, accept_j):
    """Return the probability that two tied people meet, as a float64."""
    both = min(np.float64(open_i), np.float64(open_j))
    wish = np.float64(start_i) * np.float64(accept_j) + np.float64(start_j) * np.float64(accept_i)
    return np.float64(rate) * scale * both * (0.5 * wish)


@compiled
def mark_group_meetings(lower, higher, flags, flag, bit, taking_part, met):
    """Mark the ties inside groups whose both ends take part today: they meet there and need no draw."""
    for t in range(lower.size):
        if flags[t] & flag and taking_part[lower[t]] and taking_part[higher[t]]:
            met[t] |= bit


@compiled
def meet_ties(lower, higher, rate, strength, first, last, draw_key, from_share, to_share, scale, in_person,
              openness, start, accept, met, bit, hits):
    """Write the rows of the ties that meet into `hits` and return how many; `met` gets `bit` for each."""
    n_hits = 0
    for t in range(first, last):
        if strength[t] < AWAKE or (in_person and met[t] & SEEN):
            continue
        i, j = lower[t], higher[t]
        bits = pair_bits(draw_key, i, j)
        moment = np.float64(mix64(bits) & HOUR_PARTS) / 2048.0
        if moment < from_share or moment >= to_share:
            continue
        if unit_of(bits) < tie_chance(rate[t], scale, openness[i], openness[j], start[i], start[j], accept[i], accept[j]):
            met[t] |= bit
            hits[n_hits] = t
            n_hits += 1
    return n_hits


@compiled
def keep_within_cap(lower, higher, hits, n_hits, draw_key, cap, visits, met, bit):
    """Drop meetings beyond each person's cap, the largest draws first; return how many stay. `visits` counts the day."""
    draws = np.empty(n_hits)
    for k in range(n_hits):
        draws[k] = unit_of(pair_bits(draw_key, lower[hits[k]], higher[hits[k]]))
    order = np.argsort(draws, kind="mergesort")
    keep = np.zeros(n_hits, np.bool_)
    for k in order:
        i, j = lower[hits[k]], higher[hits[k]]
        if visits[i] < cap[i] and visits[j] < cap[j]:
            visits[i] += 1
            visits[j] += 1
            keep[k] = True
        else:
            met[hits[k]] &= ~bit
    n_kept = 0
    for k in range(n_hits):
        if keep[k]:
            hits[n_kept] = hits[k]
            n_kept += 1
    return n_kept


@compiled
def attend(of, chance, above, draw_key, hour_key, from_share, to_share, today, now):
    """Fill bool (n_people,): who takes part in its group today, and whose group meets in this step."""
    for i in range(of.size):
        today[i] = False
        now[i] = False
        if of[i] < 0 or chance[i] <= 0:
            continue
        draw = unit_of(person_bits(draw_key, i))
        if above[i] <= draw < above[i] + chance[i]:
            today[i] = True
            moment = np.float64(person_bits(hour_key, of[i]) & HOUR_PARTS) / 2048.0
            now[i] = from_share <= moment < to_share


@compiled
def partner_rule(area_key, area, size, pairings):
    """Return the base and stride of a day's pairings in an area: partner k of a is (base + k * stride - a) mod size."""
    bits = person_bits(area_key, area)
    widest = max(1, (size - 1) // pairings)
    return np.int64(bits % np.uint64(size)), np.int64(1) + np.int64((bits >> np.uint64(32)) % np.uint64(widest))


@compiled
def meet_by_chance(area_start, area_key, draw_key, from_share, to_share, pairings, chance, out, talk, household,
                   group, in_group, club, in_club, row, other, tie, strength, met, hit_i, hit_j, hit_tie):
    """Write the pairs that come across each other and return how many; a pair that met already today is left out."""
    n_hits = 0
    for area in range(area_start.size - 1):
        first = area_start[area]
        size = area_start[area + 1] - first
        if size < 2:
            continue
        base, stride = partner_rule(area_key, area, size, pairings)
        for k in range(min(pairings, size)):
            for a in range(size):
                b = (base + k * stride - a) % size
                if b <= a:
                    continue
                i, j = first + a, first + b
                bits = pair_bits(draw_key, i, j)
                moment = np.float64(mix64(bits) & HOUR_PARTS) / 2048.0
                if moment < from_share or moment >= to_share:
                    continue
                wish = 0.5 * (np.float64(talk[i]) + np.float64(talk[j]))
                if unit_of(bits) >= chance * (np.float64(out[i]) * np.float64(out[j])) * wish:
                    continue
                if household[i] == household[j] or (group[i] == group[j] and in_group[i] and in_group[j]) or (
                        club[i] == club[j] and in_club[i] and in_club[j]):
                    continue
                t = tie_between(row, other, tie, i, j)
                if t >= 0:
                    if met[t] & SEEN:
                        continue
                    met[t] |= np.uint8(MET_BY_CHANCE)
                    if strength[t] < AWAKE:
                        t = np.int32(-1)
                hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits] = i, j, t
                n_hits += 1
    return n_hits


@compiled
def fixed(amount):
    """Return an amount as the nearest whole multiple of 2**-20 (int64)."""
    return np.int64(np.floor(amount * FIXED + 0.5))


@compiled
def exchange_over_ties(lower, higher, strength, hits, slot, weight, by_strength, gives, received, contacts):
    """Add what met pairs hand over; weight (n_passings,), gives (n_people, n_passings), received int64 likewise."""
    for k in range(hits.size):
        t = hits[k]
        i, j = lower[t], higher[t]
        contacts[i, slot] += 1
        contacts[j, slot] += 1
        for p in range(weight.size):
            if weight[p] != 0.0:
                amount = weight[p] * (np.float64(strength[t]) if by_strength[p] else 1.0)
                received[i, p] += fixed(amount * np.float64(gives[j, p]))
                received[j, p] += fixed(amount * np.float64(gives[i, p]))


@compiled
def exchange_by_chance(hit_i, hit_j, hit_tie, layer, strength, n_channels, stranger_slot, weight, by_strength, gives,
                       received, contacts):
    """Add what pairs who came across each other hand over; weight (24, n_passings); tied pairs count as their layer."""
    for k in range(hit_i.size):
        i, j, t = hit_i[k], hit_j[k], hit_tie[k]
        where = stranger_slot if t < 0 else layer[t] * n_channels
        contacts[i, where] += 1
        contacts[j, where] += 1
        for p in range(weight.shape[1]):
            if weight[where, p] != 0.0:
                amount = weight[where, p] * (np.float64(strength[t]) if by_strength[p] and t >= 0 else 1.0)
                received[i, p] += fixed(amount * np.float64(gives[j, p]))
                received[j, p] += fixed(amount * np.float64(gives[i, p]))


@compiled
def exchange_in_groups(start, members, now, slot, strength, weight, by_strength, gives, received, contacts):
    """Add what those present in a group hand to each other: each receives the sum over the others present."""
    n_passings = weight.size
    total = np.zeros(n_passings, np.int64)
    for g in range(start.size - 1):
        present = 0
        total[:] = 0
        for k in range(start[g], start[g + 1]):
            i = members[k]
            if now[i]:
                present += 1
                for p in range(n_passings):
                    amount = weight[p] * (strength if by_strength[p] else 1.0)
                    total[p] += fixed(amount * np.float64(gives[i, p]))
        if present < 2:
            continue
        for k in range(start[g], start[g + 1]):
            i = members[k]
            if now[i]:
                contacts[i, slot] += present - 1
                for p in range(n_passings):
                    amount = weight[p] * (strength if by_strength[p] else 1.0)
                    received[i, p] += total[p] - fixed(amount * np.float64(gives[i, p]))
