"""What stays the same about a person: work and school, sociability, anxiety, sensitivity, trait distress and loneliness."""

import math

import numpy as np

from ..core.arithmetic import exp
from ..core.chance import key, normals, uniforms
from ..core.feelings import FACETS, YOUNGEST_WITH_DISTRESS, root
from .group_levels import group_offsets
from .threads import by_rows

ONE = np.float32(1)
# Log outgoing per SD of trait loneliness, beside 0.948 of one's own; assumption, sign: the lonely have fewer contacts, though few fewer
# (finding 9 of the evidence: loneliness is no function of the number of contacts; correlation across people of -0.05 to -0.35).
LESS_OUT_IF_LONELY = 0.15
# (from age, below age, share of the surplus of ages 16 to 25, share of persons of 12 and over); assumption, sign: van den Boom et al. 2023
YOUNG = ((12, 16, 0.24, 0.0505), (16, 26, 1.0, 0.1367), (26, 31, 0.29, 0.0718))


def daily_life(people, size, seed):
    """Return a dict of arrays (n_people,): who lives alone, works, studies, goes to school or has a child under 12."""
    n_people, age = len(people.age), people.age
    works_at = np.select([age < 18, age < 25, age < 55, age < 65, age < 75], [0.0, 0.45, 0.86, 0.68, 0.12], 0.0)  # assumption, near CBS
    student = (age >= 18) & (age < 25) & (uniforms(key(seed, "student"), n_people) < 0.45)  # assumption
    works = ~student & (uniforms(key(seed, "works"), n_people) < works_at)
    young = np.bincount(people.household[age < 12], minlength=len(size)) > 0
    at_school = (age >= 4) & (age < 18) | student
    attendance = np.select([student, at_school, works], [0.6, 0.95, 0.72], 0.0)  # assumption: part-time work, lectures
    return {
        "lives_alone": size[people.household] == 1, "works": works, "student": student, "at_school": at_school,
        "child_under_12": (age >= 18) & young[people.household], "attendance": attendance.astype(np.float32),
    }


def character(people, lives_alone, feelings, seed):
    """Return a dict of float32 arrays (n_people,): traits of feeling and of being with others."""
    def of(rows):
        return _character(people.part(rows), lives_alone[rows], feelings, seed, rows.start)

    return by_rows(len(people.age), of)


def _character(people, lives_alone, feelings, seed, first):
    n_people, age = len(people.age), people.age
    facets = trait_facets(people, lives_alone, feelings, seed, first)
    distress = (facets[:, 0] + facets[:, 1]) * np.float32(0.5 / feelings.distress_scale)
    lonely = (facets[:, 2] + facets[:, 3]) * np.float32(0.5 / feelings.loneliness_scale)

    def z(purpose):
        return normals(key(seed, purpose), n_people, first)

    standard = distress * np.float32(1 / feelings.distress_trait_share**0.5)
    young_adult = ((age >= 16) & (age <= 30)).astype(np.float32)
    youth = youth_factor(age, feelings.youth_sensitivity)
    spread, women = feelings.sensitivity_spread, feelings.women_more_sensitive
    own, sex = exp(np.float32(spread) * z("sensitivity") - np.float32(spread**2 / 2)), np.where(people.woman, 1 + women, 1 - women)
    # That the young suffer most and the ill rise no more was found under lockdown; heat, a blow and a dead line spare neither the old nor the ill.
    sensitivity = own * less_if_ill(standard, feelings) * youth * sex
    outgoing = exp(np.float32(0.948) * z("outgoing") - np.float32(LESS_OUT_IF_LONELY) * lonely - np.float32(0.45)) * np.select([age < 12, age >= 75], [0.6, 0.7], 1.0)
    anxious = np.float32(0.40) * standard + np.float32(0.917) * z("social anxiety") + np.float32(0.4) * young_adult
    # r = 0.51 with symptoms (McEvoy et al. 2019) asks for 0.63 with the trait part
    intolerance = np.float32(0.63) * standard + np.float32(0.777) * z("intolerance of uncertainty")
    support = np.float32(0.72) + np.float32(0.13) * z("usual support") - np.float32(0.06) * lonely
    expectation = np.float32(0.6) + np.float32(0.1) * z("expectation") - np.float32(0.08) * anxious
    access = np.select([age < 8, age < 65, age < 75], [0.3, 1.0, 0.85], 0.55)  # assumption, near CBS internet use by age
    return {
        **{f"trait_{facet}": facets[:, column].copy() for column, facet in enumerate(FACETS)},
        "trait_distress": distress, "trait_loneliness": lonely, "sensitivity": sensitivity.astype(np.float32),
        "hazard_sensitivity": (own * sex).astype(np.float32),
        "social_anxiety": anxious, "intolerance_of_uncertainty": intolerance,
        "sociability": exp(np.float32(1.1) * z("sociability") - np.float32(0.605)), "outgoing": np.minimum(outgoing, 4.0).astype(np.float32),
        "usual_support": np.clip(support, np.float32(0.1), ONE), "expectation": np.clip(expectation, np.float32(0.2), np.float32(0.95)),
        "digital_access": access.astype(np.float32),
    }


def less_if_ill(standard, feelings):
    """Return float32 (n_people,): sensitivity by trait distress of SD 1: the same for all up to `less_from`, less and less beyond it; mean 1.

    Who is ill already rises less (pre-existing disorders: no average rise, Pan et al. 2021); who is calm does not for that rise more.
    """
    less, start = feelings.less_at_high_distress, feelings.less_from
    below, beyond = (0.5 * math.erfc(-z / math.sqrt(2)) for z in (start, -start - less))
    mean = round(below + math.exp(less * start + less**2 / 2) * beyond, 6)  # rounded: libraries differ in the last digits
    return exp(np.float32(-less) * np.maximum(np.float32(0), standard - np.float32(start))) * np.float32(1 / mean)


def youth_factor(age, at_most):
    """Return float64 (n_people,): how sensitive people are by age against the mean of persons of 12 and over; `at_most` at 16 to 25."""
    surplus = at_most - 1
    factor = np.select([(age >= low) & (age < high) for low, high, *_ in YOUNG], [1 + part * surplus for _, _, part, _ in YOUNG], 1.0)
    return factor / (1 + surplus * sum(part * share for *_, part, share in YOUNG))


def trait_facets(people, lives_alone, feelings, seed, first=0):
    """Return float32 (n_people, 4): the trait part of each facet; 0 for children without scored feelings. The first has the id `first`."""
    spread = feelings.trait_spread()
    lower = root(feelings.correlations())
    of_distress, of_loneliness = group_offsets(people.age, people.woman, lives_alone)
    out = np.zeros((len(people.age), 4), np.float32)
    draws = [normals(key(seed, f"trait {k}"), len(people.age), first) for k in range(4)]
    for row in range(4):
        mixed = sum(np.float32(lower[row][column]) * draws[column] for column in range(row + 1))
        offset, variance = of_distress if row < 2 else of_loneliness
        # groups differ within the trait's variance, not on top of it
        out[:, row] = np.float32((spread[row] ** 2 - variance) ** 0.5) * mixed + offset
    out[people.age < YOUNGEST_WITH_DISTRESS] = 0
    return out
