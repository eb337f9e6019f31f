"""Compiled loops over ties, groups and chance encounters: arrays in, arrays filled; all sums are whole numbers.

Every probability is a float64 product in the written order, so the slow reference gets the same bits.
"""

import numpy as np

from .chance import day_bits, mix64, pair_draw, person_bits, unit_of
from .compiled import compiled
from .ties import MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP, ones

AWAKE = 0.02  # a tie weaker than this is dormant: nobody thinks of it
FIXED = 1048576.0  # amounts are summed as multiples of 2**-20
HOUR_PARTS = np.uint64(2047)  # the low 11 bits of a draw choose the hour
BLOCK = 1024
NONE, ONE, S3, S6, S32, S56, S58, S64, FILL = (np.uint64(number) for number in (0, 1, 3, 6, 32, 56, 58, 64, 63))
S8, IN_24_BITS, SLACK = np.uint32(8), np.float32(2.0**24), 1.00001  # rounding must not lose a meeting
TO_BITS = np.uint64(0x0102040810204080)  # times eight bytes that are 0 or 1, it puts them side by side into the highest byte
NOT_SEEN, BY_CHANCE = np.uint8(0), np.uint8(MET_BY_CHANCE)
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
              openness, start, accept, met, bit, hits, hit_i, hit_j, hit_strength):
    """Write the ties that meet (rows, both ends, strength) into the four `hit...` and return how many; `met` gets `bit` for each.

    Marks are made for the ties whose draw could suffice if both ends were as willing as anybody near; only these are
    looked at closely. Nothing branches on chance, so that the processor need not guess.
    """
    bounds = block_bounds(lower, first, last, scale, openness, start, accept)
    whole_day, apart = from_share <= 0.0 and to_share >= 1.0, SEEN if in_person else NOT_SEEN
    draws, marks, flags = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint8), np.empty(BLOCK // 8, np.uint8)
    words, n_hits = flags.view(np.uint64), NONE
    for block in range(first, last, BLOCK):
        end, n_listed = min(block + BLOCK, last), n_hits
        draw_pairs(draw_key, lower[block:end], higher[block:end], draws)
        mark_likely(draws, rate[block:end], bounds[(block - first) // BLOCK], marks)
        gather_marks(marks, flags)
        for word in range((end - block + 63) >> 6):
            left = words[word]
            while left != NONE:
                k = S64 * np.uint64(word) + lowest_place(left)
                left &= left - ONE
                t, bits = np.uint64(block) + k, np.uint64(draws[k]) << S32
                i, j = np.uint32(lower[t]), np.uint32(higher[t])
                chance = tie_chance(rate[t], scale, openness[i], openness[j], start[i], start[j], accept[i], accept[j])
                meets = (unit_of(bits) < chance) & (strength[t] >= AWAKE) & (met[t] & apart == 0)
                if not whole_day:
                    meets &= in_hour(bits, from_share, to_share)
                hits[n_hits] = t
                n_hits += np.uint64(meets)
        for k in range(n_listed, n_hits):
            t = np.uint32(hits[k])
            met[t] |= bit
            hit_i[k], hit_j[k], hit_strength[k] = lower[t], higher[t], strength[t]
    return np.int64(n_hits)


@compiled
def block_bounds(lower, first, last, scale, openness, start, accept):
    """Return float32 (n_blocks,): above the chance, at a rate of 1, of every tie in a block of BLOCK rows."""
    bounds = np.empty((last - first + BLOCK - 1) // BLOCK, np.float32)
    # Floats above 0 are in the order of their bits, and whole numbers can be compared several at once.
    wishes = openness.view(np.int32), start.view(np.int32), accept.view(np.int32)
    most = np.zeros(3, np.int32)
    as_floats = most.view(np.float32)
    most[1], most[2] = _most(wishes[1]), _most(wishes[2])
    most_start, most_accept = np.float64(as_floats[1]), np.float64(as_floats[2])
    for b in range(bounds.size):
        here = slice(lower[first + b * BLOCK], lower[min(first + (b + 1) * BLOCK, last) - 1] + 1)
        most[0], most[1], most[2] = _most(wishes[0][here]), _most(wishes[1][here]), _most(wishes[2][here])
        wish = np.float64(as_floats[1]) * most_accept + most_start * np.float64(as_floats[2])
        bounds[b] = scale * np.float64(as_floats[0]) * (0.5 * wish) * SLACK
    return bounds


@compiled
def _most(numbers):
    most = np.int32(0)
    for k in range(numbers.size):
        most = max(most, numbers[k])
    return most


@compiled
def draw_pairs(draw_key, lower, higher, draws):
    """Write the 32 bits of each pair into `draws`."""
    low_key, high_key = np.uint32(draw_key), np.uint32(draw_key >> S32)
    for k in range(lower.size):
        draws[k] = pair_draw(low_key, high_key, lower[k], higher[k])


@compiled
def mark_likely(draws, rate, bound, marks):
    """Write 1 for each draw that may be below rate * bound, else 0; draws are compared by their first 24 bits, as whole numbers."""
    bound *= IN_24_BITS
    for k in range(rate.size):
        marks[k] = np.float32(np.int32(draws[k] >> S8)) <= rate[k] * bound
    marks[rate.size:] = 0


@compiled
def gather_marks(marks, flags):
    """Write eight marks of a byte each into each byte of `flags`, so that 64 of them are one number."""
    eights = marks.view(np.uint64)
    for b in range(flags.size):
        flags[b] = (eights[b] * TO_BITS) >> S56


@compiled
def lowest_place(flags):
    """Return the place of the lowest 1 among 64 bits of which one is 1: how many are 0 below it."""
    return ones((flags & (NONE - flags)) - ONE)


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
        draws[c] = unit_of(day_bits(draw_key, lower[hits[contested[c]]], higher[hits[contested[c]]]))
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
    whole_day = from_share <= 0.0 and to_share >= 1.0
    for i in range(of.size):
        today[i] = False
        now[i] = False
        if of[i] < 0 or chance[i] <= 0:
            continue
        draw = unit_of(person_bits(draw_key, i))
        if above[i] <= draw < above[i] + chance[i]:
            today[i] = now[i] = True
            if whole_day:
                continue
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
                   at_work, at_club, tied_from, tied, tied_place, tie, strength, met, hit_i, hit_j, hit_tie):
    """Write the pairs that come across each other and return how many; a pair that meets today anyway is left out.

    `household`, `at_work` and `at_club` are numbers that two people share only if they are together there today;
    `tied_from`, `tied` and `tied_place` are as in Ties.within_areas.
    """
    widest = np.max(area_start[1:] - area_start[:-1])
    room = (widest + 127) & ~63
    draws, marks, flags, n_hits = np.empty(room, np.uint32), np.empty(room, np.uint8), np.empty(room // 8, np.uint8), NONE
    known_hits, n_known = np.empty(hit_tie.size, np.int32), NONE
    here = np.empty(np.max(tied_from[1:] - tied_from[:-1]), np.uint64)
    for area in range(area_start.size - 1):
        first, size = area_start[area], area_start[area + 1] - area_start[area]
        if size >= 2:
            begin, end = tied_from[area], tied_from[area + 1]
            here[:end - begin] = tied[begin:end]
            n_hits, n_known = _cross_paths(
                first, size, *partner_rule(area_key, area, size, pairings), draw_key, from_share, to_share, pairings, chance, out, talk,
                household, at_work, at_club, here, tied_place[begin:end],
                draws, marks, flags, hit_i, hit_j, hit_tie, n_hits, known_hits, n_known)
    return _settle_tied(tie, strength, met, hit_i, hit_j, hit_tie, np.int64(n_hits), known_hits[:np.int64(n_known)])


@compiled
def _cross_paths(first, size, base, stride, draw_key, from_share, to_share, pairings, chance, out, talk, household, at_work, at_club,
                 tied, tied_place, draws, marks, flags, hit_i, hit_j, hit_tie, n_hits, known_hits, n_known):
    """Add the pairs of one area; return how many pairs there are now and, listed in `known_hits`, how many of them are tied."""
    whole_day, widest = from_share <= 0.0 and to_share >= 1.0, np.float32(0.5 * chance * SLACK) * IN_24_BITS
    eights, words = marks.view(np.uint64), flags.view(np.uint64)
    low_key, high_key = np.uint32(draw_key), np.uint32(draw_key >> S32)
    origin, n_words = np.uint64(first), np.uint64((size + 63) >> 6)
    for k in range(2 * min(pairings, size)):
        # Partners add up to `total`, or to that plus `size`; the lower half of each visits every pair once.
        total = (base + (k >> 1) * stride) % size + (size if k & 1 else 0)
        begin = total - size + 1 if k & 1 else 0
        low, high, n_pairs = np.uint64(first + begin), np.uint64(first + total - begin), np.uint64(max(0, (total + 1) // 2 - begin))
        for m in range(n_pairs):
            draws[m] = pair_draw(low_key, high_key, low + m, high - m)
        for m in range(n_pairs):
            likely = widest * (out[low + m] * out[high - m]) * (talk[low + m] + talk[high - m])
            marks[m] = np.float32(np.int32(draws[m] >> S8)) <= likely
        for m in range(n_pairs):
            i, j = low + m, high - m
            marks[m] &= (household[i] != household[j]) & (at_work[i] != at_work[j]) & (at_club[i] != at_club[j])
        marks[n_pairs:(n_pairs + FILL) & ~FILL] = 0
        for b in range(((n_pairs + FILL) >> S6) << S3):
            flags[b] = (eights[b] * TO_BITS) >> S56
        for word in range((n_pairs + FILL) >> S6):
            left = words[word]
            while left != NONE:
                m = S64 * word + lowest_place(left)
                left &= left - ONE
                i, j, t, bits = low + m, high - m, np.int32(-1), np.uint64(draws[m]) << S32
                if unit_of(bits) >= encounter_chance(chance, out[i], out[j], talk[i], talk[j]):
                    continue
                if not whole_day and not in_hour(bits, from_share, to_share):
                    continue
                known, bit = (i - origin) * n_words + ((j - origin) >> S6), ONE << ((j - origin) & FILL)
                if tied[known] & bit:
                    t = np.int32(np.uint64(tied_place[known]) + ones(tied[known] & (bit - ONE)))
                    known_hits[n_known] = n_hits
                    n_known += ONE
                hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits] = i, j, t
                n_hits += ONE
    return n_hits, n_known


@compiled
def _settle_tied(tie, strength, met, hit_i, hit_j, hit_tie, n_hits, known_hits):
    """Turn places in `tie` into rows of ties, drop the pairs that meet today anyway and return how many pairs are left.

    All at once and without branches on what is read: it lies far apart in memory, and waiting for each would take long.
    """
    n_gone = 0
    for m in range(known_hits.size):
        k = known_hits[m]
        t = tie[hit_tie[k]]
        seen = met[t] & SEEN != 0
        met[t] |= NOT_SEEN if seen else BY_CHANCE
        hit_tie[k] = t if strength[t] >= AWAKE else -1
        known_hits[n_gone] = k
        n_gone += seen
    for m in range(n_gone - 1, -1, -1):
        n_hits -= 1
        k = known_hits[m]
        hit_i[k], hit_j[k], hit_tie[k] = hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits]
    return n_hits
