"""What goes on inside people, mechanism by mechanism, with values worked out by hand for two people."""

import numpy as np
import pytest
from small_worlds import PANDEMIC, scenario_of, world_of

from sim.core.people import Table
from sim.mechanisms.avoidance import Avoidance
from sim.mechanisms.care_burden import CareBurden
from sim.mechanisms.confidence import Confidence
from sim.mechanisms.fatigue import Fatigue
from sim.mechanisms.felt_uncertainty import FeltUncertainty
from sim.mechanisms.getting_used import GettingUsed
from sim.mechanisms.set_point import SetPoint
from sim.mechanisms.shared_feelings import SharedFeelings
from sim.mechanisms.support import Support
from sim.mechanisms.support_relief import SupportRelief
from sim.mechanisms.wearing_out import WearingOut
from sim.step import live


def two_people(**tables):
    """Return a day of two people whose tables hold just these numbers: state={"need": (0.1, 0.2)}, ..."""
    today = live(world_of(scenario_of(PANDEMIC, people=30))).part(slice(0, 2))
    for table, columns in tables.items():
        setattr(today, table, Table({name: np.array(values, np.float32) for name, values in columns.items()}))
    return today


def said(mechanism, moment, **tables):
    """Return {name: list of two floats}: what a mechanism says of two people."""
    return {name: [float(each) for each in values] for name, values in getattr(mechanism, moment)(two_people(**tables)).items()}


def test_a_tenth_of_the_way_to_being_used_to_an_alarm_goes_in_a_day_and_later_where_uncertainty_is_hard_to_bear():
    today = two_people(state={"used_to_threat": (0, 0), "used_to_uncertainty": (0, 0)}, traits={"intolerance_of_uncertainty": (0, 1)})
    today.conditions.levels["threat"][:] = 0.5
    gained = GettingUsed(share=0.8, days=10.0, intolerant=0.5, intolerant_share=0.1).feel(today)["used_to_threat"]
    assert gained == pytest.approx([0.5 * 0.8 / 10, 0.5 * 0.7 / 10 / 1.5])


def test_a_usual_day_with_calm_people_takes_away_its_share_of_uncertainty_and_a_lonely_day_nothing():
    today = two_people(state={"used_to_uncertainty": (0.1, 0.1)}, received={"calm": (4.5, 0)}, usual_day={"company": (4, 4)})
    today.conditions.levels["uncertainty"][:] = 0.6
    felt = FeltUncertainty(reassures=0.4).feel(today)["felt_uncertainty"]
    assert felt == pytest.approx([0.5 * 0.6, 0.5])


def test_the_set_point_goes_towards_a_share_of_the_gap_and_back():
    amounts = dict(received={"company": (1, 3)}, usual={"company": (3, 3)}, usual_day={"company": (3, 3)})
    moved = said(SetPoint(share=0.4, days=100.0), "feel", state={"set_point": (1, 0.9)}, **amounts)
    assert moved["set_point"] == pytest.approx([0.4 * -0.5 / 100, 0.1 / 100])


def test_unease_grows_without_talks_and_heals_with_them():
    amounts = dict(received={"talks": (0, 4)}, usual={"talks": (4, 4)}, usual_day={"talks": (4, 4)})
    traits = {"social_anxiety": (0, 0), "sensitivity": (1, 1)}
    moved = said(Avoidance(grows_days=50.0, heals_days=50.0, unease=0.1), "feel", state={"avoidance": (0, 0.5)}, traits=traits, **amounts)
    assert moved["avoidance"] == pytest.approx([0.8 / 50, -0.5 / 50])
    assert moved["worry"] == pytest.approx([0, 0.1 * 0.5 * 0.8])


def test_the_uneasy_approach_fewer_strangers_than_friends():
    plans = said(Avoidance(keeps_away=0.2), "plan", state={"avoidance": (0, 1)})
    assert plans["approach"] == pytest.approx([1, 0.8]) and plans["initiate"] == pytest.approx([1, 0.9])


def test_a_day_alone_drains_those_who_live_alone_and_not_others_of_ordinary_sociability():
    amounts = dict(received={"company": (0, 0)}, usual={"company": (3, 3)}, usual_day={"company": (3, 3)})
    traits = {"lives_alone": (1, 0), "sociability": (1, 1)}
    today = two_people(state={"energy": (1, 1)}, **amounts)
    today.traits = Table({"lives_alone": np.array([True, False]), "sociability": np.array(traits["sociability"], np.float32)})
    assert Fatigue(drains=0.3, days=3.0).feel(today)["energy"] == pytest.approx([-0.075, 0])


def test_confidence_comes_with_company_above_the_usual_and_leaves_in_days():
    amounts = dict(received={"company": (5, 3)}, usual={"company": (3, 3)}, usual_day={"company": (3, 3)})
    moved = said(Confidence(days=2.0), "feel", state={"confidence": (0, 0.4)}, **amounts)
    assert moved["confidence"] == pytest.approx([0.25, -0.2])


def test_exhaustion_is_borne_up_to_the_reserve():
    moved = said(WearingOut(days=100.0, reserve=0.1, low_mood=4.0, buffer=0.5), "feel",
                 state={"need": (0.3, 0.3), "exhaustion": (0.1, 0.2), "support": (0, 0.5)}, traits={"sensitivity": (1, 2)})
    assert moved["exhaustion"] == pytest.approx([0.002, 0.001])
    assert moved["low_mood"] == pytest.approx([0, 4 * 0.1 * 2 * 0.75])


def sharing(burden, talk, own, **sizes):
    """Return what shared_feelings says of two people who usually have company 1.5 a day."""
    today = two_people(received={"burden": burden, "shared_talk": talk}, usual_day={"company": (1.5, 1.5)}, feelings={"distress_effect": own})
    return SharedFeelings(**sizes).feel(today)


def test_two_who_are_distressed_dwell_on_it_and_a_calm_one_does_not():
    push = sharing((2, 2), (2, 2), (0, 0.5), passes=0.1, soothes=0.0, dwells=0.2)
    assert push["low_mood"] == pytest.approx([0.1, 0.1 + 0.2 * 0.5]) and push["worry"] == pytest.approx([0.1, 0.1])


def test_talk_with_somebody_calmer_calms_and_a_lonely_day_does_not():
    push = sharing((0.4, 0), (2, 0), (0.8, 0.8), passes=0.1, soothes=0.3, dwells=0.0)  # one met somebody of 0.2 for a usual day of talk
    assert push["low_mood"] == pytest.approx([0.1 * 0.2 - 0.3 * 0.8, 0]) and push["worry"] == pytest.approx(push["low_mood"])


def test_those_of_whom_a_crisis_made_nothing_neither_calm_nor_burden_each_other():
    assert sharing((0, 0), (2, 2), (0, 0))["low_mood"] == pytest.approx([0, 0])


def test_support_that_is_felt_follows_close_company_against_the_usual():
    amounts = dict(received={"helped": (4, 2)}, usual={"helped": (2, 2)}, usual_day={"helped": (1.5, 1.5)}, traits={"usual_support": (0.6, 0.6)})
    assert said(Support(depends=0.5), "feel", **amounts)["support"] == pytest.approx([0.6 * (1 + 0.5 * 1), 0.6])


def test_support_above_the_usual_lifts_mood_and_usual_support_does_nothing():
    tables = dict(state={"support": (0.8, 0.5)}, traits={"usual_support": (0.7, 0.5), "sensitivity": (2, 2)})
    lifted = said(SupportRelief(relief=1.0, of_worry=0.5), "feel", **tables)
    assert lifted["low_mood"] == pytest.approx([-0.2, 0], abs=1e-6) and lifted["worry"] == pytest.approx([-0.1, 0], abs=1e-6)


def test_a_mother_carries_more_of_a_closed_school_than_a_father_and_people_without_a_child_nothing():
    traits = {"child_under_12": np.array([True, True]), "woman": np.array([True, False]), "sensitivity": np.ones(2, np.float32)}
    today = two_people()
    today.traits = Table(traits)
    today.conditions.openness[:, 6, 0] = 0.25
    assert CareBurden(weighs=0.2, mothers=1.5).feel(today)["worry"] == pytest.approx([0.2 * 0.75 * 1.2, 0.2 * 0.75 * 0.8])
    today.traits = Table(traits | {"child_under_12": np.array([False, False])})
    assert CareBurden().feel(today)["worry"] == pytest.approx([0, 0])
