"""Compiled loops over chance encounters: who of an area comes across whom, and who of them are tied."""

import numpy as np

from .chance import member_of, pair_draw, person_bits, unit_of
from .compiled import compiled
from .kernels import AWAKE, FILL, IN_24_BITS, NONE, ONE, S6, S8, S32, SEEN, SLACK, in_hour
from .ties import MET_BY_CHANCE, place_of_word

BY_CHANCE = np.uint8(MET_BY_CHANCE)
NEXT, SURE = np.float32(1), np.float32(0.99997)  # 1 / SLACK and more: rounding must not let a draw pass for surely low enough


@compiled
def encounter_chance(chance, out_i, out_j, talk_i, talk_j):
    """Return the probability that two people who cross paths talk, as a float64."""
    wish = 0.5 * (np.float64(talk_i) + np.float64(talk_j))
    return chance * (np.float64(out_i) * np.float64(out_j)) * wish


@compiled
def partner_rule(area_key, area, size, pairings):
    """Return the base and stride of a day's pairings in an area: partner k of a is (base + k * stride - a) mod size."""
    bits = person_bits(area_key, area)
    widest = max(1, (size - 1) // pairings)
    return np.int64(bits % np.uint64(size)), np.int64(1) + np.int64((bits >> np.uint64(32)) % np.uint64(widest))


@compiled
def who_is_together(of, taking_part, first, together):
    """Write into `together`, int32 (n,), the group of those who take part today, and a number of one's own, below 0, for the others.

    They are the people from `first` on; `of` int32 and `taking_part` bool are (n_people,).
    """
    # Slices and 32 bits throughout, so that the compiler can do several people at once.
    own, groups, there = np.int32(-1 - first), of[first:first + together.size], taking_part[first:first + together.size]
    for k in range(together.size):
        together[k] = groups[k] if there[k] else np.int32(own - k)


@compiled
def meet_by_chance(area_start, first_area, last_area, people, areas, area_keys, draw_keys, from_share, to_share, pairings, chance,
                   out, talk, household, work_of, works, club_of, attends, tied_from, tied, row_start, higher, strength, met, hit_i, hit_j, hit_tie):
    """Write the pairs that come across each other in some areas and return how many; a pair that meets today anyway is left out.

    Two people are together anyway who share a household, or a group, `work_of` or `club_of`, to which both go today, `works` or `attends`;
    `tied_from` and `tied` are as in Ties.within_areas, `row_start` and `higher` say who is tied to whom. Member k
    has the people from `people[k]` on and the areas from `areas[k]` on, and draws by its own keys.
    """
    widest = np.max(area_start[1:] - area_start[:-1])
    draws, marks, listed, place = np.empty(widest, np.uint32), np.empty(widest, np.uint8), np.empty(widest + 1, np.int32), np.empty(widest, np.uint64)
    at_work, at_club = np.empty(widest, np.int32), np.empty(widest, np.int32)
    n_hits, known_hits = NONE, np.empty((widest * pairings >> 1) + 1, np.int32)  # each pairing has at most half as many pairs as the area people
    here = np.empty(np.max(tied_from[1:] - tied_from[:-1]), np.uint64)
    m = 0
    for area in range(first_area, last_area):
        first, size = area_start[area], area_start[area + 1] - area_start[area]
        if size >= 2:
            m = member_of(areas, area, m)
            begin, end = tied_from[area], tied_from[area + 1]
            here[:end - begin] = tied[begin:end]
            who_is_together(work_of, works, first, at_work[:size])
            who_is_together(club_of, attends, first, at_club[:size])
            n_hits, n_known = _cross_paths(
                first, size, people[m], *partner_rule(area_keys[m], area - areas[m], size, pairings), draw_keys[m], from_share, to_share,
                pairings, chance, out, talk, household, at_work, at_club, here,
                draws, marks, listed, place, hit_i, hit_j, hit_tie, n_hits, known_hits)
            n_hits = _settle_tied(row_start, higher, strength, met, hit_i, hit_j, hit_tie, n_hits, known_hits[:np.int64(n_known)])
    return np.int64(n_hits)


@compiled
def _cross_paths(first, size, own, base, stride, draw_key, from_share, to_share, pairings, chance, out, talk, household, at_work, at_club,
                 tied, draws, marks, listed, place, hit_i, hit_j, hit_tie, n_hits, known_hits):
    """Add the pairs of one area; return how many pairs there are now and how many of the area, listed in `known_hits`, are tied.

    A draw is marked 1 if it may be low enough, 2 if it surely is, so that hardly any is compared in float64. Hardly anything branches on chance.
    """
    whole_day, widest = from_share <= 0.0 and to_share >= 1.0, np.float32(0.5 * chance * SLACK) * IN_24_BITS
    low_key, high_key = np.uint32(draw_key), np.uint32(draw_key >> S32)
    origin, n_words, n_known = np.uint64(first), (size + 63) >> 6, NONE
    for person in range(size):
        place[person] = place_of_word(person, n_words, 0)
    for k in range(2 * min(pairings, size)):
        # Partners add up to `total`, or to that plus `size`; the lower half of each visits every pair once.
        total = (base + (k >> 1) * stride) % size + (size if k & 1 else 0)
        begin = total - size + 1 if k & 1 else 0
        low, high, n_pairs = np.uint64(first + begin), np.uint64(first + total - begin), np.uint64(max(0, (total + 1) // 2 - begin))
        own_low, own_high = low - np.uint64(own), high - np.uint64(own)
        for m in range(n_pairs):
            draws[m] = pair_draw(low_key, high_key, own_low + m, own_high - m)
        for m in range(n_pairs):
            likely = widest * (out[low + m] * out[high - m]) * (talk[low + m] + talk[high - m])
            draw = np.float32(np.int32(draws[m] >> S8))
            marks[m] = np.uint8(draw <= likely) + np.uint8(draw + NEXT <= likely * SURE)
        n_listed = NONE
        for m in range(n_pairs):
            listed[n_listed] = m
            n_listed += np.uint64(marks[m] != 0)
        for c in range(n_listed):
            m = np.uint64(listed[c])
            i, j = low + m, high - m
            one, other = i - origin, j - origin
            meets = (household[i] != household[j]) & (at_work[one] != at_work[other]) & (at_club[one] != at_club[other])
            if marks[m] == 1 or not whole_day:
                bits = np.uint64(draws[m]) << S32
                meets &= (unit_of(bits) < encounter_chance(chance, out[i], out[j], talk[i], talk[j])) & in_hour(bits, from_share, to_share)
            known = tied[place[one] + (other >> S6)] >> (other & FILL) & ONE
            known_hits[n_known] = n_hits
            n_known += known & np.uint64(meets)
            hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits] = i, j, -1
            n_hits += np.uint64(meets)
    return n_hits, n_known


@compiled
def _settle_tied(row_start, higher, strength, met, hit_i, hit_j, hit_tie, n_hits, known_hits):
    """Find the rows of the ties between those of an area who know each other, drop the pairs that meet today anyway and return how many pairs are left.

    `known_hits` int32 (n_known,) are the places of their pairs, ascending; each pair is there once and has a tie. What ties tell lies far apart in memory: a loop of few steps, and no branch on it, so that the processor waits for much of it at once.
    """
    for m in range(known_hits.size):
        k = np.uint64(known_hits[m])
        hit_tie[k] = _tie_between(row_start, higher, hit_i[k], hit_j[k])
    n_gone = 0
    for m in range(known_hits.size):
        k = np.uint64(known_hits[m])
        t = np.uint64(hit_tie[k])
        is_new, asleep = np.uint8(met[t] & SEEN == 0), np.int32(strength[t] < AWAKE)
        met[t] |= BY_CHANCE * is_new
        hit_tie[k] |= -asleep  # its row, or -1
        known_hits[n_gone] = k
        n_gone += 1 - is_new
    for m in range(n_gone - 1, -1, -1):
        n_hits -= ONE
        k = known_hits[m]
        hit_i[k], hit_j[k], hit_tie[k] = hit_i[n_hits], hit_j[n_hits], hit_tie[n_hits]
    return n_hits


@compiled
def _tie_between(row_start, higher, i, j):
    """Return the row of the tie of two people of an area who have one, whatever its layer; higher ids of a person ascend in each, those of the area are first.

    Most are familiar faces or neighbours, so the last layers are looked at first; one id after another, which the processor foresees better than halving.
    """
    for back in range(row_start.shape[0]):
        layer = np.uint32(row_start.shape[0] - 1 - back)
        t, end = np.uint32(row_start[layer, i]), np.uint32(row_start[layer, i + 1])
        while t < end and higher[t] < j:
            t += np.uint32(1)
        if t < end and higher[t] == j:
            return np.int64(t)
    return np.int64(-1)
