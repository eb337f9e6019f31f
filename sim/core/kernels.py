"""Compiled loops over ties, groups and chance encounters: arrays in, arrays filled; all sums are whole numbers.

Every probability is a float64 product in the written order, so the slow reference gets the same bits.
"""

import numpy as np

from .chance import mix64, pair_bits, person_bits, unit_of
from .compiled import compiled
from .ties import MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP, tie_between

AWAKE = 0.02  # a tie weaker than this is dormant: nobody thinks of it
FIXED = 1048576.0  # amounts are summed as multiples of 2**-20
HOUR_PARTS = np.uint64(2047)  # the low 11 bits of a draw choose the hour
BLOCK = 1024
ONE_BIT = np.uint64(1)
SEEN = np.uint8(MET | MET_IN_GROUP | MET_IN_CLUB | MET_BY_CHANCE)


@compiled
def tie_chance(rate, scale, open_i, open_j, start_i, start_j, accept_i, accept_j):
    """Return the probability that two tied people meet, as a float64."""
    both = min(np.float64(open_i), np.float64(open_j))
    wish = np.float64(start_i) * np.float64(accept_j) + np.float64(start_j) * np.float64(accept_i)
    return np.float64(rate) * scale * both * (0.5 * wish)


@compiled
def encounter_chance(chance, out_i, out_j, talk_i, talk_j):
    """Return the probability that two people who cross paths talk, as a float64."""
    wish = 0.5 * (np.float64(talk_i) + np.float64(talk_j))
    return chance * (np.float64(out_i) * np.float64(out_j)) * wish


@compiled
def in_hour(bits, from_share, to_share):
    """Return whether a draw falls in the hour that holds this part of [0, 1): other bits of it than those of the draw."""
    moment = np.float64(mix64(bits) & HOUR_PARTS) / 2048.0
    return from_share <= moment < to_share


@compiled
def mark_group_meetings(lower, higher, rows, bit, taking_part, met):
    """Mark those of the given ties whose both ends take part in their group today: they meet there and need no draw."""
    for t in rows:
        if taking_part[lower[t]] and taking_part[higher[t]]:
            met[t] |= bit


@compiled
def meet_ties(lower, higher, rate, strength, first, last, draw_key, from_share, to_share, scale, in_person,
              openness, start, accept, met, bit, hits):
    """Write the rows of the ties that meet into `hits` and return how many; `met` gets `bit` for each.

    A first pass keeps, without branches, the ties whose draw could suffice if both ends were as willing as anybody near;
    slices and unsigned counters let the compiler do without checks and draw several at once.
    """
    bound = _widest_bounds(scale, openness, start, accept)
    whole_day = from_share <= 0.0 and to_share >= 1.0
    draws, likely = np.empty(BLOCK, np.uint64), np.empty(BLOCK + 1, np.uint32)
    n_hits = 0
    for block in range(first, last, BLOCK):
        end = min(block + BLOCK, last)
        _draw_pairs(draw_key, lower[block:end], higher[block:end], draws)
        n_likely = _compact(draws, rate[block:end], bound[lower[block]:lower[end - 1] + 1].max(), likely)
        for k in range(n_likely):
            t = block + np.int64(likely[k])
            if strength[t] < AWAKE or (in_person and met[t] & SEEN):
                continue
            i, j, bits = np.uint32(lower[t]), np.uint32(higher[t]), draws[likely[k]]
            if not whole_day and not in_hour(bits, from_share, to_share):
                continue
            if unit_of(bits) < tie_chance(rate[t], scale, openness[i], openness[j], start[i], start[j], accept[i], accept[j]):
                met[t] |= bit
                hits[n_hits] = t
                n_hits += 1
    return n_hits


@compiled
def _widest_bounds(scale, openness, start, accept):
    most_start, most_accept = np.float64(start.max()), np.float64(accept.max())
    bound = np.empty(start.size)
    for i in range(start.size):
        wish = np.float64(start[i]) * most_accept + most_start * np.float64(accept[i])
        bound[i] = scale * np.float64(openness[i]) * (0.5 * wish) * 1.000001  # rounding must not lose a tie
    return bound


@compiled
def _draw_pairs(draw_key, lower, higher, draws):
    for k in range(lower.size):
        draws[k] = pair_bits(draw_key, np.uint32(lower[k]), np.uint32(higher[k]))


@compiled
def _compact(draws, rate, bound, likely):
    n_likely = np.uint64(0)
    for k in range(rate.size):
        likely[n_likely] = k
        n_likely += np.uint64(unit_of(draws[k]) < np.float64(rate[k]) * bound)
    return np.int64(n_likely)


@compiled
def keep_within_cap(lower, higher, hits, n_hits, draw_key, cap, visits, met, bit):
    """Drop meetings beyond each person's cap, the largest draws first; return how many stay. `visits` counts the day."""
    wanted = np.zeros(visits.size, np.int32)
    for k in range(n_hits):
        wanted[lower[hits[k]]] += 1
        wanted[higher[hits[k]]] += 1
    contested, n_contested = np.empty(n_hits, np.int64), 0
    for k in range(n_hits):
        i, j = lower[hits[k]], higher[hits[k]]
        if visits[i] + wanted[i] > cap[i] or visits[j] + wanted[j] > cap[j]:
            contested[n_contested] = k
            n_contested += 1
    draws = np.empty(n_contested)
    for c in range(n_contested):
        draws[c] = unit_of(pair_bits(draw_key, lower[hits[contested[c]]], higher[hits[contested[c]]]))
    dropped = np.zeros(n_hits, np.bool_)
    room = cap - visits  # those whose meetings are not contested stay below it whatever is decided here
    for c in np.argsort(draws, kind="mergesort"):
        i, j = lower[hits[contested[c]]], higher[hits[contested[c]]]
        if room[i] > 0 and room[j] > 0:
            room[i] -= 1
            room[j] -= 1
        else:
            dropped[contested[c]] = True
    n_kept = 0
    for k in range(n_hits):
        if dropped[k]:
            met[hits[k]] &= ~bit
            continue
        visits[lower[hits[k]]] += 1
        visits[higher[hits[k]]] += 1
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
                   at_work, at_club, row, other, tie, strength, met, hit_i, hit_j, hit_tie):
    """Write the pairs that come across each other and return how many; a pair that meets today anyway is left out.

    `household`, `at_work` and `at_club` are numbers that two people share only if they are together there today.
    """
    draws, likely = np.empty(BLOCK, np.uint64), np.empty(BLOCK + 1, np.uint32)
    widest = np.max(area_start[1:] - area_start[:-1])
    tied = np.empty((widest * widest >> 6) + 1, np.uint64)
    whole_day = from_share <= 0.0 and to_share >= 1.0
    n_hits = 0
    for area in range(area_start.size - 1):
        first, size = area_start[area], area_start[area + 1] - area_start[area]
        if size < 2:
            continue
        _mark_tied(row, other, first, size, tied)
        base, stride = partner_rule(area_key, area, size, pairings)
        for k in range(2 * min(pairings, size)):
            # Partners add up to `total`, or to that plus `size`; the lower half of each visits every pair once.
            total = (base + (k >> 1) * stride) % size + (size if k & 1 else 0)
            begin = total - size + 1 if k & 1 else 0
            for block in range(begin, (total + 1) // 2, BLOCK):
                n_here = min(BLOCK, (total + 1) // 2 - block)
                i, j = first + block, first + total - block
                n_likely = _compact_facing(draw_key, i, j, n_here, chance, out, talk, draws, likely)
                for m in range(n_likely):
                    step = np.int64(likely[m])
                    if not whole_day and not in_hour(draws[step], from_share, to_share):
                        continue
                    one, two, t = i + step, j - step, np.int32(-1)
                    if household[one] == household[two] or at_work[one] == at_work[two] or at_club[one] == at_club[two]:
                        continue
                    place = (one - first) * size + two - first
                    if tied[place >> 6] >> np.uint64(place & 63) & ONE_BIT:
                        t = tie_between(row, other, tie, one, two)
                        if met[t] & SEEN:
                            continue
                    if t >= 0:
                        met[t] |= np.uint8(MET_BY_CHANCE)
                        if strength[t] < AWAKE:
                            t = np.int32(-1)
                    hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits] = one, two, t
                    n_hits += 1
    return n_hits


@compiled
def _compact_facing(draw_key, i, j, n_pairs, chance, out, talk, draws, likely):
    """Draw for the pairs (i, j), (i + 1, j - 1), ... and write which of them would talk."""
    for k in range(n_pairs):
        draws[k] = pair_bits(draw_key, np.uint64(i + k), np.uint64(j - k))
    n_likely = np.uint64(0)
    for k in range(n_pairs):
        a, b = np.uint64(i + k), np.uint64(j - k)
        likely[n_likely] = k
        n_likely += np.uint64(unit_of(draws[k]) < encounter_chance(chance, out[a], out[b], talk[a], talk[b]))
    return np.int64(n_likely)


@compiled
def _mark_tied(row, other, first, size, tied):
    """Fill one bit for each pair of an area, place a * size + b for a below b: whether the two are tied."""
    tied[:(size * size >> 6) + 1] = 0
    for a in range(size):
        for k in range(row[first + a], row[first + a + 1]):
            if other[k] >= first + size:
                break
            place = a * size + other[k] - first
            tied[place >> 6] |= ONE_BIT << np.uint64(place & 63)
