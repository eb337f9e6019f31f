"""What stays the same about a person: work and school, sociability, anxiety, sensitivity, trait distress and loneliness."""

import math
from types import SimpleNamespace

import numpy as np

from ..core.arithmetic import exp
from ..core.chance import key, normals, uniforms
from ..core.feelings import FACETS, YOUNGEST_WITH_DISTRESS, root
from .declared import CHARACTER, DAILY_LIFE
from .group_levels import group_offsets
from .threads import by_rows

ONE = np.float32(1)
# Traits are single numbers, and so is what they are made with.
_SINGLE = SimpleNamespace(**{name: np.float32(value) for name, value in CHARACTER})
# (from age, below age, share of the surplus of ages 16 to 25, share of persons of 12 and over); assumption, sign: van den Boom et al. 2023
YOUNG = ((12, 16, 0.24, 0.0505), (16, 26, 1.0, 0.1367), (26, 31, 0.29, 0.0718))


def daily_life(people, size, seed):
    """Return a dict of arrays (n_people,): who lives alone, works, studies, goes to school or has a child under 12."""
    n_people, age, by = len(people.age), people.age, DAILY_LIFE
    works_at = np.select([age < 18, age < 25, age < 55, age < 65, age < 75], [0.0, by.works_18_24, by.works_25_54, by.works_55_64, by.works_65_74], 0.0)
    student = (age >= 18) & (age < 25) & (uniforms(key(seed, "student"), n_people) < by.students)
    works = ~student & (uniforms(key(seed, "works"), n_people) < works_at)
    young = np.bincount(people.household[age < 12], minlength=len(size)) > 0
    at_school = (age >= 4) & (age < 18) | student
    attendance = np.select([student, at_school, works], [by.attends_study, by.attends_school, by.attends_work], 0.0)
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
    n_people, age, by = len(people.age), people.age, _SINGLE
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
    by_age = np.select([age < 12, age >= 75], [CHARACTER.outgoing_child, CHARACTER.outgoing_old], 1.0)
    outgoing = exp(by.outgoing_spread * z("outgoing") - by.outgoing_lonely * lonely - by.outgoing_centre) * by_age
    anxious = by.anxiety_distress * standard + by.anxiety_own * z("social anxiety") + by.anxiety_young * young_adult
    intolerance = by.intolerance_distress * standard + by.intolerance_own * z("intolerance of uncertainty")
    support = by.support_usual + by.support_spread * z("usual support") - by.support_lonely * lonely
    expectation = by.expectation_usual + by.expectation_spread * z("expectation") - by.expectation_anxious * anxious
    access = np.select([age < 8, age < 65, age < 75], [CHARACTER.online_child, 1.0, CHARACTER.online_65], CHARACTER.online_75)
    return {
        **{f"trait_{facet}": facets[:, column].copy() for column, facet in enumerate(FACETS)},
        "trait_distress": distress, "trait_loneliness": lonely, "sensitivity": sensitivity.astype(np.float32),
        "hazard_sensitivity": (own * sex).astype(np.float32),
        "social_anxiety": anxious, "intolerance_of_uncertainty": intolerance,
        "sociability": exp(by.sociability_spread * z("sociability") - np.float32(CHARACTER.sociability_spread**2 / 2)), "outgoing": np.minimum(outgoing, CHARACTER.outgoing_most).astype(np.float32),
        "usual_support": np.clip(support, by.support_least, ONE), "expectation": np.clip(expectation, by.expectation_least, by.expectation_most),
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
