"""What disasters, outages, heat and lost income do to people, on days whose numbers are written by hand."""

import numpy as np
import pytest
from few_people import a_day
from small_worlds import scenario_of, world_of

from sim.core.closeness import FARTHEST, cohesion, frail
from sim.core.layers import CLOSE, NEIGHBOURHOOD
from sim.mechanisms.cut_off import CutOff
from sim.mechanisms.disaster_exposure import DisasterExposure
from sim.mechanisms.disaster_social_capital import DisasterSocialCapital
from sim.mechanisms.hardship import Hardship
from sim.mechanisms.heat_strain import HeatStrain


def test_a_blow_leaves_its_size_less_what_close_ties_take_off():
    day = a_day(2, levels={"shock": 0.25}, traits={"hazard_sensitivity": 2.0}, state={"protection": [0.0, 0.4]})
    assert DisasterExposure(blow=0.8).feel(day)["trauma"] == pytest.approx([0.25 * 0.8 * 2, 0.25 * 0.8 * 2 * 0.6])


def test_twenty_four_hours_of_a_blow_leave_what_a_day_leaves():
    day, hour = (a_day(1, levels={"shock": 0.3}, hour=hour) for hour in (None, 5))
    assert DisasterExposure().feel(day)["trauma"] == pytest.approx(24 * DisasterExposure().feel(hour)["trauma"])


def test_symptoms_fade_over_years_and_lower_mood_and_worry():
    said = DisasterExposure(lowers=0.5, lasts_days=1000.0).feel(a_day(1, state={"trauma": 0.8}))
    assert said["trauma"] == pytest.approx(-0.0008)
    assert said["low_mood"] == said["worry"] == pytest.approx(0.4)


def test_half_a_standard_deviation_is_left_nine_years_after_home_was_lost():
    finding = DisasterExposure()
    assert finding.blow * np.exp(-9 * 365 / finding.lasts_days) == pytest.approx(0.50, abs=0.01)


def test_a_lost_home_strains_and_support_takes_its_part_off():
    said = DisasterExposure(strain=0.5, buffer=0.6).feel(a_day(2, levels={"lost_home": 0.8}, state={"support": [0.0, 0.5]}))
    assert said["low_mood"] == pytest.approx([0.4, 0.4 * 0.7])


@pytest.mark.parametrize("mechanism", [DisasterExposure, Hardship, CutOff, HeatStrain], ids=lambda each: each.name)
def test_on_an_ordinary_day_nothing_is_said(mechanism):
    assert mechanism().feel(a_day(2)) == {}


def test_unmet_need_weighs_in_a_lost_home_and_nowhere_else():
    day = a_day(2, levels={"lost_home": 0.5}, state={"need": [0.4, 0.0], "protection": 0.1})
    day.kept["protection"] = np.float32([0.3, -0.2])
    said = DisasterSocialCapital(missed=0.5).feel(day)
    assert said["low_mood"] == pytest.approx([0.1, 0.0])
    assert said["protection"] == pytest.approx([0.2, -0.3])


def test_protection_follows_own_ties_and_those_of_the_area_and_is_settled_in_a_step():
    world = world_of(scenario_of("", people=900))
    own, area = cohesion(world.population)
    finding = DisasterSocialCapital(own=0.1, area=0.2)
    assert finding.feel(world.morning())["protection"] == pytest.approx(0.1 * own + 0.2 * area, abs=1e-6)


def test_cohesion_counts_friends_kin_and_neighbours():
    population = world_of(scenario_of("", people=900)).population
    ties, strength = population.ties, np.zeros(900)
    for tie in np.flatnonzero(np.isin(ties.layer, (CLOSE, NEIGHBOURHOOD))):
        strength[[ties.lower[tie], ties.higher[tie]]] += ties.first_strength[tie]
    own, area = cohesion(population)
    assert own == pytest.approx(np.clip((strength - strength.mean()) / strength.std(), -FARTHEST, FARTHEST), abs=1e-4)
    assert len(set(area.tolist())) == population.n_areas == 2
    means = [strength[population.traits.area == each].mean() for each in (0, 1)]
    assert (area[0] > area[-1]) == (means[0] > means[1])


def test_an_income_lost_weighs_less_on_those_with_support():
    said = Hardship(low_mood=0.4, worry=0.6, buffer=0.5).feel(a_day(2, levels={"lost_income": 0.5}, state={"support": [0.0, 1.0]}))
    assert said["low_mood"] == pytest.approx([0.2, 0.1])
    assert said["worry"] == pytest.approx([0.3, 0.15])


def silent_day(phone, internet, **traits):
    """Return a day on which the nets work so far, with nobody closer to others than usual."""
    day = a_day(2, levels={"phone": phone, "internet": internet}, traits={"age": 20.0, **traits})
    day.kept["own cohesion"] = np.float32([0.0, 0.0])
    return day


def test_one_net_that_works_is_enough_not_to_be_cut_off_for_those_who_use_it():
    said = CutOff(frail=0.0, dark=0.0).feel(silent_day(0.0, 0.75, digital_access=[1.0, 0.0]))
    assert said["felt_uncertainty"] == pytest.approx(CutOff().unclear * np.array([0.25, 1.0]))


def test_silence_worries_those_who_live_alone_more_and_those_close_to_others_less():
    finding = CutOff(worries=0.2, alone=1.0, known=0.3, frail=0.0, dark=0.0)
    assert finding.feel(silent_day(0.5, 0.0, lives_alone=[0.0, 1.0]))["worry"] == pytest.approx([0.1, 0.2])
    close = silent_day(0.5, 0.0)
    close.kept["own cohesion"] = np.float32([1.0, 4.0])
    assert finding.feel(close)["worry"] == pytest.approx([0.07, 0.0])


def test_without_power_only_the_frail_worry_while_phones_work():
    day = a_day(1000, levels={"power": 0.0}, traits={"age": 80.0})
    day.kept["own cohesion"] = np.zeros(1000, np.float32)
    worry = CutOff(dark=0.3).feel(day)["worry"]
    assert set(worry.tolist()) == {0.0, float(np.float32(0.3))}
    assert (worry > 0).mean() == pytest.approx(0.30, abs=0.05)


def test_the_frail_are_more_the_older_they_are():
    draw = (np.arange(10_000) + 0.5) / 10_000
    shares = [frail(np.full(10_000, age), draw).mean() for age in (30, 64, 65, 74, 75, 99)]
    assert shares == pytest.approx([0.04, 0.04, 0.12, 0.12, 0.30, 0.30])


def test_the_old_who_live_alone_stay_in_three_times_as_much_in_the_heat():
    young, old = 20.0, 75.0
    finding = HeatStrain(keeps_in=0.2, visits=0.5, vulnerable=1.0)
    plans = finding.plan(a_day(400, levels={"heat": 0.5}, traits={"age": [young, old] * 200, "lives_alone": [0.0, 1.0] * 200}))
    assert plans["go_out"][::2].max() == pytest.approx(0.9)
    assert plans["go_out"][1::2].max() == pytest.approx(0.7)  # those among them who are not frail
    assert 1 - plans["initiate"] == pytest.approx(0.5 * (1 - plans["go_out"]), abs=1e-6)
