"""Help in courses: whose turn it is, what a session does, and what is left of it."""

import numpy as np
import pytest
from small_worlds import scenario_of, world_of

from sim.core.conditions import Offer
from sim.mechanisms.check_in_calls import CheckInCalls
from sim.mechanisms.courses import DONE, NONE, RECEIVING, WAITING
from sim.mechanisms.guided_self_help import GuidedSelfHelp
from sim.mechanisms.remote_therapy import RemoteTherapy
from sim.step import step


@pytest.fixture
def world():
    """Return a World of eight people on an ordinary first morning."""
    return world_of(scenario_of("", people=10, days=30))


def offered(world, service, capacity=np.inf, **arrays):
    """Return the Today of the next step with a service on offer to all, after setting arrays of the state."""
    for name, values in arrays.items():
        world.state[name] = np.resize(np.float32(values), world.population.n_people)
    today = world.morning()
    today.conditions.offers[service] = Offer(np.ones(today.n_people, np.float32), capacity, 0.0)
    return today


def test_places_go_to_those_in_a_course_before_those_who_wait(world):
    today = offered(world, "check_in_calls", capacity=4, check_in_status=[WAITING] * 5 + [RECEIVING] * 5)
    (sessions,) = CheckInCalls(every_days=1.0).meet(today)
    assert sessions.given.sum() == 4 and sessions.given[5:].sum() == 4


def test_a_place_is_given_to_somebody_who_waits_when_courses_need_fewer(world):
    today = offered(world, "check_in_calls", capacity=7, check_in_status=[WAITING] * 5 + [RECEIVING] * 5)
    (sessions,) = CheckInCalls(every_days=1.0).meet(today)
    assert sessions.given[5:].all() and sessions.given[:5].sum() == 2


def test_the_last_session_ends_a_course_and_its_relief_is_that_of_a_full_one(world):
    today = offered(world, "check_in_calls", check_in_status=RECEIVING, check_in_sessions=3, check_in_dose=0.75)
    today.uses["check_in_calls"] = np.ones(today.n_people, np.int32)
    said = CheckInCalls(course_sessions=4, low_mood=0.2, worry=0.4, lasts_days=100.0).feel(today)
    assert (said["check_in_status"] == DONE - RECEIVING).all()
    # a quarter of a course more, less a hundredth of three quarters
    assert np.allclose(said["check_in_dose"], 0.25 - 0.0075)
    assert np.allclose(said["low_mood_relief"], -0.2 * 0.2425) and np.allclose(said["worry_relief"], -0.4 * 0.2425)


def test_relief_fades_after_the_offer_has_ended_and_then_costs_nothing(world):
    world.state["check_in_dose"][:] = 0.5
    today = world.morning()
    said = CheckInCalls(lasts_days=50.0, low_mood=0.2).feel(today)
    assert np.allclose(said["low_mood_relief"], 0.2 * 0.5 / 50)
    other = world_of(scenario_of("", people=10, days=30)).morning()
    assert CheckInCalls().feel(other) == {}


def test_a_therapist_is_only_for_those_whom_self_help_left_distressed(world):
    today = offered(world, "remote_therapy", self_help_status=[NONE, DONE], low_mood=[3.0] * 4 + [-3.0] * 6)
    asked = RemoteTherapy(asks_a_day=1.0).feel(today)["therapy_status"] == WAITING
    old_enough = today.traits.age >= 12
    assert (asked == (old_enough & (np.arange(10) % 2 == 1) & (today.feelings.distress > 0.8))).all()


def test_two_services_relieve_as_much_as_each_of_them_alone():
    kinds = ("check_in_calls", "attention_only")
    events = {kind: f'\n[[intervention]]\nkind = "{kind}"\nreach = 1.0\nuptake = 1.0\ncapacity_per_1000 = 1000.0\n' for kind in kinds}
    relief = {}
    for name, text in {**events, "both": "".join(events.values())}.items():
        lived = world_of(scenario_of(text, people=60, days=30))
        for _ in range(25):
            step(lived)
        relief[name] = lived.state["worry_relief"]
    assert relief["both"].min() < -0.3
    assert np.allclose(relief["both"], relief["check_in_calls"] + relief["attention_only"], atol=1e-5)


def test_dead_lines_keep_people_from_a_call_in_their_share_and_the_same_people_day_after_day():
    few = world_of(scenario_of("", people=400, days=30))
    reached = []
    for phone in (0.02, 0.02, 0.3):
        today = offered(few, "check_in_calls", check_in_status=WAITING)
        today.conditions.levels["phone"][:] = phone
        reached.append(CheckInCalls().meet(today)[0].given)
        step(few)
    assert 0 < reached[0].mean() < 0.05 and 0.22 < reached[2].mean() < 0.38
    assert np.array_equal(reached[0], reached[1]) and not (reached[0] & ~reached[2]).any()


@pytest.mark.parametrize(("kind", "service", "course"), [(GuidedSelfHelp, "self_help", "self_help"), (RemoteTherapy, "remote_therapy", "therapy")])
def test_where_phones_are_dead_chat_and_video_reach_only_those_who_use_them(kind, service, course):
    few = world_of(scenario_of("", people=400, days=30))
    today = offered(few, service, **{f"{course}_status": WAITING})
    today.conditions.levels["phone"][:] = 0
    given = kind().meet(today)[0].given
    assert given.sum() > 0 and not given[today.traits.digital_access == 0].any()
    assert given.mean() == pytest.approx(today.traits.digital_access.mean(), abs=0.08)
    today.conditions.levels["internet"][:] = 0
    assert not kind().meet(today)[0].given.any()
