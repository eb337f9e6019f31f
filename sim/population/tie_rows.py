"""From pairs listed by row to Ties: rows sorted and rid of pairs found twice, then the layers filled row by row, in order of place."""

import numpy as np

from ..core.chance import pair_bits, unit_of
from ..core.compiled import compiled
from ..core.ties import DORMANT, IN_CLUB, IN_GROUP, INNER, KIN
from .tie_search import HOUSEHOLD_TIE, KIND_BITS, KIND_MASK

# Places are unsigned: a signed one could count from the end, which costs a look each time.
ONE, NOBODY = np.uint64(1), np.uint32(0xFFFFFFFF)
# What is passed as an argument here, such as rates, is declared in networks.py: a cached kernel does not notice changes there.


@compiled
def sort_rows(start, middle, last_of, found, layer_of, begin, end, kept, by_layer):
    """Sort the rows begin to before end, leave each pair once and count: kept[i] pairs in row i, by_layer[l] in layer l.

    Row i has two parts, start[i] to before middle[i], and from one place further to before last_of[i].
    """
    for i in range(begin, end):
        first, last = np.uint64(start[i]), np.uint64(last_of[i]) - ONE
        for k in range(np.uint64(middle[i]), last):
            found[k] = found[k + ONE]
        for k in range(first + ONE, last):
            pair, place = found[k], np.uint64(k)
            while place > first and found[place - ONE] > pair:
                found[place] = found[place - ONE]
                place -= ONE
            found[place] = pair
        free, before = first, NOBODY
        for k in range(first, last):
            pair = found[k]
            if pair >> KIND_BITS != before:
                found[free], before = pair, pair >> KIND_BITS
                free += ONE
                by_layer[layer_of[pair & KIND_MASK]] += 1
        kept[i] = free - first


@compiled
def fill_rows(start, kept, found, begin, end, layer_of, flags_of, groups, clubs, place, higher, flags, row_start):
    """Fill in who is tied to whom for rows begin to before end; place[l] is where layer l goes on, `row_start` as in Ties.start."""
    for i in range(begin, end):
        for layer in range(place.size):
            row_start[layer, i] = place[layer]
        group, club = groups[i], clubs[i]
        for k in range(np.uint64(start[i]), np.uint64(start[i] + kept[i])):
            kind, j = found[k] & KIND_MASK, found[k] >> KIND_BITS
            t = place[layer_of[kind]]
            place[layer_of[kind]] = t + ONE
            higher[t] = j
            outside = kind != HOUSEHOLD_TIE
            # Without branches, which the processor would guess wrong.
            in_group, in_club = outside & (group >= 0) & (groups[j] == group), outside & (club >= 0) & (clubs[j] == club)
            flags[t] = flags_of[kind] | np.uint8(in_group * IN_GROUP) | np.uint8(in_club * IN_CLUB)


@compiled
def fill_close(lower, higher, flags, draw_key, most, inner_rate, outer_rate, friend_pace, strengths, social, rate, strength):
    """Fill in how often kin and friends meet and how strong their ties are; the nearest are of the inner circle."""
    inner_share, inner_strength, inner_falls, outer_strength, outer_falls = strengths
    for t in range(lower.size):
        nearness = unit_of(pair_bits(draw_key, lower[t], higher[t]))
        inner = nearness < inner_share
        strength[t] = inner_strength - inner_falls * nearness if inner else outer_strength - outer_falls * (nearness - inner_share)
        pace = 1.0 if flags[t] & KIN else friend_pace
        rate[t] = min(most, pace * (inner_rate if inner else outer_rate) * social[lower[t]] * social[higher[t]])
        if inner:
            flags[t] |= INNER


@compiled
def fill_neighbours(lower, higher, draw_key, most, usual_rate, strengths, neighbourly, rate, strength):
    """Fill in how often neighbours meet and how strong their ties are."""
    for t in range(lower.size):
        strength[t] = strengths[0] + strengths[1] * unit_of(pair_bits(draw_key, lower[t], higher[t]))
        rate[t] = min(most, usual_rate * neighbourly[lower[t]] * neighbourly[higher[t]])


@compiled
def fill_familiar(lower, higher, flags, draw_key, most, usual_rate, dormant_rate, strengths, outgoing, rate, strength):
    """Fill in how often familiar faces meet and how strong their ties are; a dormant tie has no strength yet."""
    for t in range(lower.size):
        if flags[t] & DORMANT:
            rate[t], strength[t] = dormant_rate, 0.0
        else:
            strength[t] = strengths[0] + strengths[1] * unit_of(pair_bits(draw_key, lower[t], higher[t]))
            rate[t] = min(most, usual_rate * np.sqrt(np.float64(outgoing[lower[t]]) * outgoing[higher[t]]))
