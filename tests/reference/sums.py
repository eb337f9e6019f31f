"""What is drawn, summed, counted and sorted of people and ties, one number after another in plain Python."""

from sim.core.arithmetic import log_of, normal_quantile_of
from sim.core.chance import GOLD, MASK, UNIT, mix, pair_bits_of, uniform_of
from sim.core.feelings import saturated


def by_cell(masks, values):
    """Return {memberships: a list of sums}, added in the order of people's ids; those alike in all groups, lists of bool in `masks`, share a cell."""
    cells = {}
    for person, cell in enumerate(zip(*masks, strict=True)):
        totals = cells.setdefault(cell, [0.0] * len(values))
        for v in range(len(values)):
            totals[v] += values[v][person]
    return cells


def by_group(masks, values):
    """Return a list a group of lists a value: sums over its cells, added in the order of what they are members of."""
    cells = by_cell(masks, values)
    found = [[0.0] * len(values) for _ in masks]
    for cell in sorted(cells):
        for group, is_member in enumerate(cell):
            for v in range(len(values) if is_member else 0):
                found[group][v] += cells[cell][v]
    return found


def scored(found, old_enough):
    """Return a list of floats: what was found of each who is old enough, 0 of others."""
    return [float(number) if is_old_enough else 0.0 for number, is_old_enough in zip(found, old_enough, strict=True)]


def counted(contacts, slots):
    """Return a list: everybody's contacts of some forms of meeting; `contacts` is a list a person of one number a form."""
    return [sum(own[place] for place in slots) for own in contacts]


def met(one, other, n_people):
    """Return a list: in how many meetings, given by the ids of one end and the other, everybody was."""
    counts = [0] * n_people
    for end in (*one, *other):
        counts[end] += 1
    return counts


def between(status, least, most, found):
    """Return a list of bool: who was found already, or has a status from `least` to `most`."""
    return [was or least <= number <= most for number, was in zip(status, found, strict=True)]


def strong_ties(ties, layer, strength, least, n_people):
    """Return a list: everybody's ties of a layer with a strength of `least` or more."""
    counts = [0] * n_people
    for t in range(ties.n_ties):
        if ties.layer[t] == layer and strength[t] >= least:
            counts[ties.lower[t]] += 1
            counts[ties.higher[t]] += 1
    return counts


def strength_of_ties(ties, layer, strength, n_people):
    """Return a list: the strength of everybody's ties of a layer, added."""
    total = [0.0] * n_people
    for t in range(ties.n_ties):
        for end in (ties.lower[t], ties.higher[t]) if ties.layer[t] == layer else ():
            total[end] += float(strength[t])
    return total


def moved(old, goal, is_scored, share, is_sum, saturates, low, high):
    """Return where one number of one person's state goes, all in float32: by a sum, or its share of the way to a level; for who is not scored the goal is 0."""
    goal = goal if is_scored else type(goal)(0)
    goal = saturated(goal) if saturates else goal
    return min(max(old + goal if is_sum else old + share * (goal - old), low), high)


def within(total, change):
    """Return the strength of one tie after a change, within 0 to 1."""
    return min(max(total + change, type(total)(0)), type(total)(1))


def lower_ends(starts):
    """Return a list of the lower ids of all ties, from lists a layer of where each person's ties begin."""
    return [person for start in starts for person, (begin, end) in enumerate(zip(start, start[1:], strict=False)) for _ in range(begin, end)]


def drawn(draw_key, lower, higher):
    """Return the number between 0 and 1 that two people share under a key."""
    return ((pair_bits_of(draw_key, lower, higher) >> 11) + 0.5) * UNIT


def normal(draw_key, person):
    """Return a person's standard normal number under a key."""
    return normal_quantile_of(uniform_of(draw_key, person))


def ones(bits):
    """Return how many bits of a number are 1."""
    return bin(bits).count("1")


def members(of, n_groups):
    """Return a list a group of the ids of its members, in their order; those of none, below 0, are left out."""
    return [[person for person, group in enumerate(of) if group == wanted] for wanted in range(n_groups)]


def in_order(keys):
    """Return a list of places by their keys; of equal keys the first first."""
    return sorted(range(len(keys)), key=lambda place: keys[place])


def without(ties, layer, a_meeting, n_people):
    """Return a list: the logarithm of everybody's chance of a day on which no tie of a layer is used, one being used `a_meeting` times its rate."""
    total = [0.0] * n_people
    for t in range(ties.n_ties):
        for end in (ties.lower[t], ties.higher[t]) if ties.layer[t] == layer else ():
            total[end] += log_of(1 - a_meeting * float(ties.rate[t]))
    return total


def checked(words, first):
    """Return the check sum of 64-bit words, Python ints, the first of which is word number `first` of an array."""
    return sum(mix(word ^ ((first + k + 1) * GOLD & MASK)) for k, word in enumerate(words)) & MASK
