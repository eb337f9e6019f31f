"""Claims that no other test of a mechanism holds, worked out by hand for two people: talks, need, withdrawal, buffering, loneliness."""

import math

import numpy as np
import pytest
from few_people import a_day

from sim.core.layers import CLOSE, FAMILIAR, IN_PERSON, PHONE, slot
from sim.mechanisms.chance_encounters import ChanceEncounters
from sim.mechanisms.company import Company
from sim.mechanisms.group_avoidance import GroupAvoidance
from sim.mechanisms.loneliness import Loneliness
from sim.mechanisms.lonely_low_mood import LonelyLowMood
from sim.mechanisms.mispredicted_benefit import MispredictedBenefit
from sim.mechanisms.social_need import SocialNeed
from sim.mechanisms.stress_response import StressResponse
from sim.mechanisms.withdrawal import Withdrawal


def test_twice_the_usual_talks_with_strangers_lift_mood_and_a_day_without_lowers_it():
    today = a_day(received={"talks": [8, 0]}, usual={"talks": 4})
    assert ChanceEncounters(reward=0.05).feel(today)["low_mood"] == pytest.approx([-0.05 * 4 / 5, 0.05 * 4 / 5])


def test_who_talks_more_than_usual_learns_that_it_is_better_than_expected_and_forgets_again():
    today = a_day(received={"talks": [8, 4]}, usual={"talks": 4}, traits={"expectation": 0.6}, state={"expected_reward": [0.6, 0.7]})
    learned = MispredictedBenefit(learns=0.1, forgets_days=20.0).feel(today)["expected_reward"]
    assert learned == pytest.approx([0.1 * 0.4 * 4 / 5, -0.1 * (1 / 20 + 0.1)], rel=1e-5)


@pytest.mark.parametrize(("talks", "low", "high"), [(0, 0.25, 0.35), (40, 0.7, 1.0)])
def test_a_year_without_talks_forgets_to_half_and_one_full_of_them_teaches_no_more_than_the_truth(talks, low, high):
    expected = np.float32(0.6)
    for _ in range(365):
        today = a_day(received={"talks": [talks]}, usual={"talks": 4}, traits={"expectation": 0.6}, state={"expected_reward": [expected]})
        expected = expected + MispredictedBenefit().feel(today)["expected_reward"][0]
    assert low < float(expected) < high


def test_who_expects_more_of_strangers_approaches_them_more():
    today = a_day(traits={"expectation": 0.6}, state={"expected_reward": [0.6, 0.75]})
    assert MispredictedBenefit(follows=0.5).plan(today)["approach"] == pytest.approx([1, 1 + 0.5 * 0.25], rel=1e-5)


def test_weak_ties_and_calls_are_company_of_less_weight():
    weight = Company(phone=0.45, familiar=0.3).exchange(a_day())["company"].weight
    assert weight[slot(CLOSE, IN_PERSON)] == 1
    assert weight[slot(FAMILIAR, IN_PERSON)] == pytest.approx(0.3) and weight[slot(CLOSE, PHONE)] == pytest.approx(0.45)


def test_half_the_usual_company_is_missed_and_makes_people_seek_it():
    today = a_day(received={"company": [2, 4]}, usual={"company": 4}, state={"need": [0.4, 0], "set_point": 1})
    assert SocialNeed(floor=1.0).feel(today)["need"] == pytest.approx([2 / 5, 0])
    assert SocialNeed(seeks=0.3).plan(today)["initiate"] == pytest.approx([1 + 0.3 * 0.4, 1])


def test_the_distressed_start_and_accept_less_and_the_anxious_among_them_least():
    today = a_day(3, feelings={"distress_deviation": [0, 1, 1]}, traits={"social_anxiety": [0, 0, 1]})
    plan = Withdrawal(strength=0.2, anxious_share=0.5, ordinary_variance=0.35).plan(today)["initiate"]
    assert plan == pytest.approx([math.exp(-0.175 * 0.04), math.exp(-0.2 - 0.175 * 0.04), math.exp(-0.3 - 0.175 * 0.09)], rel=1e-5)


def test_threat_keeps_people_at_home():
    today = a_day(levels={"threat": 0.8})
    assert Withdrawal(threat_keeps_home=0.25, strength=0.0).plan(today)["go_out"] == pytest.approx([0.8, 0.8])


def test_the_distressed_skip_groups():
    attend = GroupAvoidance().plan(a_day(feelings={"distress_deviation": [0, 1]}))["attend"]
    assert attend[1] < attend[0]


def test_full_support_takes_its_share_off_threat_and_does_nothing_on_a_calm_day():
    numbers = StressResponse(threat_worry=0.5, buffer=0.6)
    threatened = a_day(levels={"threat": 1.0}, state={"support": [0, 1]})
    assert numbers.feel(threatened)["worry"] == pytest.approx([0.5, 0.5 * 0.4])
    assert numbers.feel(a_day(state={"support": [0, 1]}))["worry"] == pytest.approx([0, 0])


def test_who_bears_uncertainty_badly_is_worried_more_by_the_same_day():
    today = a_day(state={"felt_uncertainty": 0.5}, traits={"intolerance_of_uncertainty": [0, 1]})
    assert StressResponse(uncertainty_worry=0.4, intolerance=0.5).feel(today)["worry"] == pytest.approx([0.2, 0.3])


def test_need_becomes_loneliness_and_loneliness_lowers_mood():
    lonely = Loneliness(emotional=1.0, social=0.5).feel(a_day(state={"need": [0.2, 0]}))
    assert lonely["emotional_loneliness"] == pytest.approx([0.2, 0]) and lonely["social_loneliness"] == pytest.approx([0.1, 0])
    low = LonelyLowMood(low_mood=0.4, worry=0.1).feel(a_day(feelings={"loneliness_effect": [0.5, 0]}))
    assert low["low_mood"] == pytest.approx([0.2, 0]) and low["worry"] == pytest.approx([0.05, 0])
