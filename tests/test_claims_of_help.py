"""Claims about help and information, worked out by hand: who it is for, what a whole course does, and what is reported of it."""

import numpy as np
import pytest
from few_people import a_day
from small_worlds import PANDEMIC, scenario_of, world_of

from sim.core import catalogue
from sim.core.conditions import Conditions
from sim.mechanisms.avoidance import Avoidance
from sim.mechanisms.courses import DONE, RECEIVING, WAITING
from sim.mechanisms.felt_uncertainty import FeltUncertainty
from sim.mechanisms.loneliness_groups import LonelinessGroups
from sim.mechanisms.school_lessons import SchoolLessons
from sim.mechanisms.taking_up_help import TakingUpHelp
from sim.step import step

PUPIL = {"age": [14, 14, 20, 40, 9], "at_school": [1, 0, 1, 0, 1], "student": [0, 0, 1, 0, 0]}


def offered_by(kind, **values):
    """Return {service: uptake} of what an intervention offers to somebody who is invited."""
    conditions = Conditions()
    catalogue.find("intervention", kind)(**values).change(conditions, 1.0, np.ones(1, bool))
    return {service: float(offer.uptake[0]) for service, offer in conditions.offers.items()}


def pupils(**more):
    """Return a day of five people of whom the first alone is a pupil of 12 and over."""
    today = a_day(5, traits=PUPIL, **more)
    today.traits.arrays.update({name: np.array(PUPIL[name], bool) for name in ("at_school", "student")})
    return today


def test_unease_heals_faster_with_graded_exposure_as_gradual_reopening_offers_it():
    amounts = dict(received={"talks": 4}, usual={"talks": 4}, state={"avoidance": 0.5})
    today = a_day(3, offers={"graded_exposure": [0, *offered_by("gradual_reopening", uptake=0.4).values(), 1]}, **amounts)
    healed = Avoidance(heals_days=50.0, graded=1.5).feel(today)["avoidance"]
    assert healed == pytest.approx([-0.01, -0.01 * 1.6, -0.01 * 2.5])


def test_clear_information_takes_its_share_off_what_is_unclear_before_talk_does():
    clear = offered_by("clear_information", uptake=0.5)["clear_information"]
    today = a_day(3, levels={"uncertainty": 0.6}, state={"used_to_uncertainty": [0, 0, 0.1]}, offers={"clear_information": [0, clear, clear]},
                  received={"calm": 0}, usual={"company": 4})
    felt = FeltUncertainty(clear=0.4).feel(today)["felt_uncertainty"]
    assert felt == pytest.approx([0.6, 0.6 * 0.8, 0.6 * 0.8 - 0.1])


def test_people_who_are_told_clearly_worry_less_in_a_pandemic():
    worry = []
    for events in ("", '[[intervention]]\nkind = "clear_information"\nreach = 1.0\nuptake = 1.0\n'):
        world = world_of(scenario_of(PANDEMIC + events, people=200))
        for _ in range(20):
            step(world)
        worry.append(world.state["worry"])
    assert (worry[1] <= worry[0] + 1e-6).all() and worry[1].mean() < worry[0].mean() - 0.01


def test_only_the_lonely_ask_for_a_group_and_eight_meetings_take_half_an_sd_off_both_facets():
    loneliness = {"loneliness": [-1, 0.3, 0.5, 2]}
    assert LonelinessGroups(joins_from=0.4).may_ask(a_day(4, feelings=loneliness)).tolist() == [False, False, True, True]
    today = a_day(1, offers=offered_by("loneliness_groups", uptake=1.0), state={"group_status": RECEIVING, "group_sessions": 7})
    today.uses["loneliness_groups"] = np.ones(1, np.int32)
    said = LonelinessGroups(course_sessions=8).feel(today)
    assert said["group_status"] == DONE - RECEIVING and said["group_dose"] == pytest.approx([1 / 8])
    assert 8 * said["emotional_loneliness_relief"] == pytest.approx([-0.5]) and 8 * said["social_loneliness_relief"] == pytest.approx([-0.5])


def test_a_year_later_a_third_of_what_groups_gave_is_left():
    dose = 1.0
    for _ in range(365):
        dose += float(LonelinessGroups(lasts_days=330.0).feel(a_day(1, state={"group_dose": dose}))["group_dose"][0])
    assert dose == pytest.approx(np.exp(-365 / 330), rel=2e-3)


def test_fewer_are_lonely_after_groups_for_all_who_are():
    lonely, share = catalogue.find("outcome", "lonely"), {}
    quick = "[mechanisms.loneliness_groups]\nasks_a_day = 1.0\nevery_days = 1.0\n"
    for name, offer in (("offered", '[[intervention]]\nkind = "loneliness_groups"\nreach = 1.0\nuptake = 1.0\ncapacity_per_1000 = 1000.0\n'), ("not", "")):
        world = world_of(scenario_of(offer + quick, people=200))
        for _ in range(25):
            today = step(world)
        share[name] = lonely.of_step(today)[today.traits.age >= 15].mean()
    assert share["offered"] < 0.8 * share["not"]


def test_somewhat_lonely_is_above_its_cut_and_strongly_lonely_above_another():
    today = a_day(3, feelings={"loneliness": [0.0, 0.6, 3.0]})
    assert catalogue.find("outcome", "lonely").of_step(today).tolist() == [False, True, True]
    assert catalogue.find("outcome", "strongly_lonely").of_step(today).tolist() == [False, False, True]


def test_lessons_are_for_those_at_school_of_12_and_over_and_not_for_students():
    assert SchoolLessons().may_ask(pupils()).tolist() == [True, False, False, False, False]


def test_a_closed_school_gives_no_lesson_and_an_open_one_to_all_who_wait():
    offer = offered_by("school_programme", uptake=1.0)
    given = [SchoolLessons().meet(pupils(offers=offer, closed={"school": share}, state={"lessons_status": WAITING}))[0].given for share in (0.0, 1.0)]
    assert not given[0].any() and given[1].all()


def test_sixteen_lessons_take_the_size_of_the_programme_off_low_mood_and_worry():
    today = pupils(offers=offered_by("school_programme", uptake=1.0), state={"lessons_status": RECEIVING})
    today.uses["school_programme"] = np.ones(5, np.int32)
    said = SchoolLessons(course_sessions=16, low_mood=0.15, worry=0.2).feel(today)
    assert 16 * said["low_mood_relief"] == pytest.approx([-0.15] * 5) and 16 * said["worry_relief"] == pytest.approx([-0.2] * 5)


def test_who_is_distressed_enough_calls_a_helpline_and_is_counted_as_waiting_until_the_first_call():
    offer = offered_by("helpline", uptake=1.0)
    today = a_day(3, offers=offer, feelings={"distress": [0.5, 1.0, 1.0]}, state={"help_status": [0, 0, WAITING]})
    today.uses["helpline"] = np.array([0, 0, 1], np.int32)
    mechanism = TakingUpHelp(calls_from=0.8).model_copy(update={"asks_a_day": 1.0})  # beyond its range, so that nothing is left to luck
    moved = today.state.help_status + mechanism.feel(today)["help_status"]
    assert moved.tolist() == [0, WAITING, RECEIVING]
    after = a_day(3, state={"help_status": moved})
    waiting, used = (catalogue.find("outcome", name).of_step(after).tolist() for name in ("help_waiting", "help_used"))
    assert waiting == [False, True, False] and used == [False, False, True]
