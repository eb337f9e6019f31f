"""How sensitive people are by age, and how often friends meet: numbers of the population, by hand."""

import numpy as np
import pytest

from sim.core.feelings import Feelings
from sim.core.layers import CLOSE
from sim.core.ties import INNER, KIN
from sim.population.build import build_population
from sim.population.traits import YOUNG, less_if_ill, youth_factor
from sim.timeline.load import load_scenario


def test_people_of_16_to_25_are_as_many_times_as_sensitive_as_older_ones_as_is_set():
    by_age = youth_factor(np.array([14, 20, 28, 40, 70]), 3.0)
    assert by_age[1] / by_age[3] == pytest.approx(3.0) and by_age[3] == by_age[4]
    # the years before and after have their own part of what the young are more sensitive by
    assert by_age[[0, 2]] / by_age[3] == pytest.approx([1 + 2 * YOUNG[0][2], 1 + 2 * YOUNG[2][2]])


def test_the_mean_over_persons_of_12_and_over_stays_1_however_sensitive_the_young_are():
    shares = np.array([*(share for *_, share in YOUNG), 1 - sum(share for *_, share in YOUNG)])
    for at_most in (1.0, 2.0, 4.0):
        assert youth_factor(np.array([14, 20, 28, 50]), at_most) @ shares == pytest.approx(1)


def test_only_those_ill_before_are_less_sensitive_and_the_calm_are_not_more_so():
    feelings = Feelings(less_at_high_distress=2.0, less_from=0.5)
    calm, middle, edge, ill = less_if_ill(np.array([-2.0, 0.0, 0.5, 1.5], np.float32), feelings)
    assert calm == middle == edge and ill / edge == pytest.approx(np.exp(-2.0), rel=1e-4)
    standard = np.random.default_rng(1).standard_normal(400_000).astype(np.float32)
    assert less_if_ill(standard, feelings).mean() == pytest.approx(1, abs=0.003)


def test_the_population_is_made_with_the_sensitivity_of_the_young_that_a_file_sets():
    ratio = []
    for at_most in (1.0, 3.0):
        traits = build_population(load_scenario("baseline", people=2000, set={"feelings.youth_sensitivity": at_most}), 1).traits
        young = (traits.age >= 16) & (traits.age < 26)
        ratio.append(traits.sensitivity[young].mean() / traits.sensitivity[traits.age > 30].mean())
    assert ratio[1] / ratio[0] == pytest.approx(3, rel=1e-4)


def test_hazards_reach_the_young_and_the_ill_no_otherwise_than_others_but_women_more():
    traits = build_population(load_scenario("baseline", people=4000), 1).traits
    adult, young, woman = traits.age >= 18, traits.age < 26, traits.woman.astype(bool)
    ill = traits.trait_distress > 1.0
    means = [np.log(traits.hazard_sensitivity[adult & group]).mean() for group in (young, ~young, ill, ~ill, woman, ~woman)]
    assert means[0] == pytest.approx(means[1], abs=0.12) and means[2] == pytest.approx(means[3], abs=0.12)
    assert means[4] - means[5] == pytest.approx(np.log(1.2 / 0.8), abs=0.08)


def test_friends_as_near_as_kin_meet_half_as_often():
    population = build_population(load_scenario("baseline", people=600), 1)
    ties, sociability = population.ties, population.traits.sociability.astype(np.float64)
    rows = np.arange(ties.of_layer(CLOSE).start, ties.of_layer(CLOSE).stop)
    inner = rows[ties.flags[rows] & INNER != 0]
    pace = ties.rate[inner] / (sociability[ties.lower[inner]] * sociability[ties.higher[inner]])
    uncapped = ties.rate[inner] < 0.59
    kin = ties.flags[inner] & KIN != 0
    assert (uncapped & kin).any() and (uncapped & ~kin).any()
    assert pace[uncapped & kin] == pytest.approx(0.28, rel=1e-4) and pace[uncapped & ~kin] == pytest.approx(0.14, rel=1e-4)
