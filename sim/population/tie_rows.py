"""From pairs listed by row to Ties: rows sorted and rid of pairs found twice, then the layers filled row by row, in order of place."""

import numpy as np

from ..core.chance import pair_bits, unit_of
from ..core.compiled import compiled
from ..core.ties import DORMANT, IN_CLUB, IN_GROUP, INNER, KIN
from .tie_search import HOUSEHOLD_TIE, KIND_BITS, KIND_MASK

# What is passed as an argument here, such as rates, is declared in networks.py: a cached kernel does not notice changes there.


@compiled
def sort_rows(start, found, layer_of, begin, end, kept, by_layer):
    """Sort the rows begin to before end, leave each pair once and count: kept[i] pairs in row i, by_layer[l] in layer l."""
    for i in range(begin, end):
        first, last = start[i], start[i + 1]
        for k in range(first + 1, last):
            pair, place = found[k], k
            while place > first and found[place - 1] > pair:
                found[place] = found[place - 1]
                place -= 1
            found[place] = pair
        free = first
        for k in range(first, last):
            if k == first or found[k] >> KIND_BITS != found[free - 1] >> KIND_BITS:
                found[free] = found[k]
                free += 1
                by_layer[layer_of[found[k] & KIND_MASK]] += 1
        kept[i] = free - first


@compiled
def fill_rows(start, kept, found, begin, end, layer_of, flags_of, groups, clubs, place, lower, higher, flags, row, other, tie):
    """Fill in who is tied to whom for rows begin to before end; place[l] is where layer l goes on, its last number where pairs do."""
    pair = place[-1]
    for i in range(begin, end):
        row[i] = pair
        for k in range(start[i], start[i] + kept[i]):
            kind, j = found[k] & KIND_MASK, np.int32(found[k] >> KIND_BITS)
            t = place[layer_of[kind]]
            place[layer_of[kind]] += 1
            lower[t], higher[t], other[pair], tie[pair] = i, j, j, t
            pair += 1
            flag = flags_of[kind]
            if kind != HOUSEHOLD_TIE:
                if groups[i] >= 0 and groups[i] == groups[j]:
                    flag |= IN_GROUP
                if clubs[i] >= 0 and clubs[i] == clubs[j]:
                    flag |= IN_CLUB
            flags[t] = flag
    place[-1] = pair


@compiled
def fill_close(lower, higher, flags, draw_key, most, inner_rate, outer_rate, friend_pace, social, rate, strength):
    """Fill in how often kin and friends meet and how strong their ties are; a third are of the inner circle."""
    for t in range(lower.size):
        nearness = unit_of(pair_bits(draw_key, lower[t], higher[t]))
        inner = nearness < 1 / 3
        strength[t] = 0.9 - 1.2 * nearness if inner else 0.5 - 0.6 * (nearness - 1 / 3)
        pace = 1.0 if flags[t] & KIN else friend_pace
        rate[t] = min(most, pace * (inner_rate if inner else outer_rate) * social[lower[t]] * social[higher[t]])
        if inner:
            flags[t] |= INNER


@compiled
def fill_neighbours(lower, higher, draw_key, most, usual_rate, neighbourly, rate, strength):
    """Fill in how often neighbours meet and how strong their ties are."""
    for t in range(lower.size):
        strength[t] = 0.1 + 0.3 * unit_of(pair_bits(draw_key, lower[t], higher[t]))
        rate[t] = min(most, usual_rate * neighbourly[lower[t]] * neighbourly[higher[t]])


@compiled
def fill_familiar(lower, higher, flags, draw_key, most, usual_rate, dormant_rate, outgoing, rate, strength):
    """Fill in how often familiar faces meet and how strong their ties are; a dormant tie has no strength yet."""
    for t in range(lower.size):
        if flags[t] & DORMANT:
            rate[t], strength[t] = dormant_rate, 0.0
        else:
            strength[t] = 0.05 + 0.15 * unit_of(pair_bits(draw_key, lower[t], higher[t]))
            rate[t] = min(most, usual_rate * np.sqrt(np.float64(outgoing[lower[t]]) * outgoing[higher[t]]))
