"""Compiled loops over ties and groups: arrays in, arrays filled; all sums are whole numbers.

Every probability is a float64 product in the written order, so the slow reference gets the same bits.
"""

import numpy as np

from .chance import mix64, pair_draw, person_bits, unit_of
from .compiled import compiled
from .ties import MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP, ones

AWAKE = 0.02  # a tie weaker than this is dormant: nobody thinks of it
HOUR_PARTS = np.uint64(2047)  # the low 11 bits of a draw choose the hour
BLOCK = 1024
FAR_APART = 1 << 18  # people; what is read of fewer lies in the caches anyway
NONE, ONE, S6, S32, S56, S64, FILL = (np.uint64(number) for number in (0, 1, 6, 32, 56, 64, 63))
S8, IN_24_BITS, SLACK = np.uint32(8), np.float32(2.0**24), 1.00001  # rounding must not lose a meeting
TO_BITS = np.uint64(0x0102040810204080)  # times eight bytes that are 0 or 1, it puts them side by side into the highest byte
NOT_SEEN = np.uint8(0)
SEEN = np.uint8(MET | MET_IN_GROUP | MET_IN_CLUB | MET_BY_CHANCE)


@compiled
def tie_chance(rate, scale, open_i, open_j, start_i, start_j, accept_i, accept_j):
    """Return the probability that two tied people meet, as a float64."""
    both = min(np.float64(open_i), np.float64(open_j))
    wish = np.float64(start_i) * np.float64(accept_j) + np.float64(start_j) * np.float64(accept_i)
    return np.float64(rate) * scale * both * (0.5 * wish)


@compiled
def in_hour(bits, from_share, to_share):
    """Return whether a draw falls in the hour that holds this part of [0, 1): other bits of it than those of the draw."""
    moment = np.float64(mix64(bits) & HOUR_PARTS) / 2048.0
    return from_share <= moment < to_share


@compiled
def mark_group_meetings(lower, higher, rows, bit, taking_part, met):
    """Mark those of the given ties, rows and their lower ids, whose both ends take part in their group today: they meet there and need no draw."""
    for k in range(rows.size):
        if taking_part[lower[k]] and taking_part[higher[rows[k]]]:
            met[rows[k]] |= bit


@compiled
def meet_ties(row_start, lower, higher, rate, strength, first, last, most_start, most_accept, people, draw_keys, from_share, to_share, scale,
              in_person, openness, start, accept, met, bit, hits):
    """Write the ties that meet into `hits` (3, n_ties), rows, lower and higher ids, and return how many; `met` gets `bit` for each.
    `row_start` is of their layer, `lower` int32 (last - first,) are the lower ids of these ties.

    Member m has the people `people[m]` to before `people[m + 1]`, and draws by `draw_keys[m]`. Marks are made for the ties whose draw could suffice if both ends were as willing as anybody near, or as anybody, which
    `most_start` and `most_accept` tell; only these are looked at closely. Nothing branches on chance, so that the processor
    need not guess.
    """
    whole_day, apart = from_share <= 0.0 and to_share >= 1.0, SEEN if in_person else NOT_SEEN
    draws, marks, flags = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint8), np.empty(BLOCK // 8, np.uint8)
    words, n_hits, summed = flags.view(np.uint64), NONE, np.empty(1, np.float32)
    for m in range(draw_keys.size):
        begin, until, own = max(first, row_start[people[m]]), min(last, row_start[people[m + 1]]), np.int32(people[m])
        for block in range(begin, until, BLOCK):
            end, n_listed = min(block + BLOCK, until), n_hits
            here = lower[block - first:end - first]
            bound = likeliest(openness, start, accept, here[0], here[-1] + 1, scale, most_start, most_accept)
            if bound <= 0:  # closed, or nobody here wants to: no draw is below 0
                continue
            draw_pairs(draw_keys[m], here, higher[block:end], own, draws)
            mark_likely(draws, rate[block:end], bound, marks)
            gather_marks(marks, flags)
            if openness.size >= FAR_APART:
                read_ahead(words, higher[block:end], strength[block:end], met[block:end], openness, start, accept, summed)
            for word in range((end - block + 63) >> 6):
                left = words[word]
                while left != NONE:
                    k = S64 * np.uint64(word) + lowest_place(left)
                    left &= left - ONE
                    t, bits = np.uint64(block) + k, np.uint64(draws[k]) << S32
                    i, j = np.uint32(here[k]), np.uint32(higher[t])
                    chance = tie_chance(rate[t], scale, openness[i], openness[j], start[i], start[j], accept[i], accept[j])
                    meets = (unit_of(bits) < chance) & (strength[t] >= AWAKE) & (met[t] & apart == 0)
                    if not whole_day:
                        meets &= in_hour(bits, from_share, to_share)
                    hits[0, n_hits], hits[1, n_hits], hits[2, n_hits] = t, i, j
                    n_hits += np.uint64(meets)
            for k in range(n_listed, n_hits):
                met[np.uint32(hits[0, k])] |= bit
    return np.int64(n_hits)


@compiled
def likeliest(openness, start, accept, first, last, scale, most_start, most_accept):
    """Return a float above the chance, at a rate of 1, of every tie between one of the people first to before last and anybody."""
    most_open = most(openness[first:last])
    wish = most(start[first:last]) * most_accept + most_start * most(accept[first:last])
    return np.float32(scale * most_open * (0.5 * wish) * SLACK)


@compiled
def most(numbers):
    """Return the largest of float32 numbers, none of them below 0, as a float64."""
    # Floats above 0 are in the order of their bits, and whole numbers can be compared several at once.
    largest = np.zeros(1, np.int32)
    largest[0] = _most(numbers.view(np.int32))
    return np.float64(largest.view(np.float32)[0])


@compiled
def _most(numbers):
    most = np.int32(0)
    for k in range(numbers.size):
        most = max(most, numbers[k])
    return most


@compiled
def draw_pairs(draw_key, lower, higher, own, draws):
    """Write the 32 bits of each pair into `draws`; people have their numbers from `own` on."""
    low_key, high_key = np.uint32(draw_key), np.uint32(draw_key >> S32)
    for k in range(lower.size):
        draws[k] = pair_draw(low_key, high_key, np.int32(lower[k] - own), np.int32(higher[k] - own))


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
def read_ahead(words, higher, strength, met, openness, start, accept, summed):
    """Read what marked ties, 64 to a word, are looked at for: their strength, how they `met`, and the wishes of their higher ends.

    A loop of so few steps that the processor waits for many far people at once; after it they lie in the cache. Of a nation that
    takes a sixth off `meet_ties`: a quarter for close ties, of which three in ten lead far, nothing for others. Their sum is written
    to `summed` only so that the compiler keeps the loop; nobody asks for it.
    """
    total = np.float32(0)
    for word in range((higher.size + 63) >> 6):
        left = words[word]
        while left != NONE:
            k = S64 * np.uint64(word) + lowest_place(left)
            left &= left - ONE
            j = np.uint32(higher[k])
            total += strength[k] + np.float32(met[k]) + (openness[j] + start[j] + accept[j])
    summed[0] = total


@compiled
def lowest_place(flags):
    """Return the place of the lowest 1 among 64 bits of which one is 1: how many are 0 below it."""
    return ones((flags & (NONE - flags)) - ONE)


@compiled
def attend(of, chance, above, first, last, people, groups, draw_keys, hour_keys, from_share, to_share, today, now):
    """Fill bool (n_people,) for the people first to before last: who takes part in its group today, and whose group meets in this step."""
    whole_day = from_share <= 0.0 and to_share >= 1.0
    for m in range(draw_keys.size):
        draw_key, own, begin = draw_keys[m], np.uint64(people[m]), np.uint64(max(first, people[m]))
        end = max(begin, np.uint64(min(last, people[m + 1])))  # none where nobody of this member is asked about
        # Drawn for all, without branches on chance: where who comes is mixed, as at work, that takes a quarter of the time of guessing.
        for i in range(begin, end):
            draw = unit_of(person_bits(draw_key, i - own))
            comes = (of[i] >= 0) & (above[i] <= draw) & (draw < above[i] + chance[i])
            today[i], now[i] = comes, comes
        if not whole_day:
            for i in range(begin, end):
                if today[i]:
                    moment = np.float64(person_bits(hour_keys[m], of[i] - groups[m]) & HOUR_PARTS) / 2048.0
                    now[i] = from_share <= moment < to_share
