"""Offers of company and information: what each does to those who take part, by hand."""

import numpy as np
import pytest
from small_worlds import LOCKDOWN, met_over_ties, morning_of, scenario_of, world_of

from sim.core.closeness import strongest_close_ties
from sim.core.conditions import Offer
from sim.core.layers import CLOSE
from sim.mechanisms.digital_contact import DigitalContact
from sim.mechanisms.door_to_door import DoorToDoor
from sim.mechanisms.joy_of_helping import JoyOfHelping
from sim.mechanisms.support_bubbles import SupportBubbles
from sim.mechanisms.talking_to_strangers import TalkingToStrangers
from sim.mechanisms.virtual_meetings import VirtualMeetings
from sim.mechanisms.visit_routines import VisitRoutines
from sim.mechanisms.volunteering import Volunteering, volunteers_today
from sim.step import step

SHUT = LOCKDOWN.replace("2020-03-09", "2020-03-02").replace("ramp_days = 3", "distancing = 1.0\nvisitors_max = 0")


def offering(service, *, scenario=None, capacity=np.inf, phone=1.0, **arrays):
    """Return the Today of a first morning with a service offered to all, after setting arrays of the state."""
    world = world_of(scenario or scenario_of("", people=60, days=30))
    for name, values in arrays.items():
        world.state[name] = np.full(world.population.n_people, values, np.float32)
    today = world.morning()
    today.conditions.levels["phone"][:] = phone
    today.conditions.offers[service] = Offer(np.ones(today.n_people, np.float32), capacity, 0.0)
    today.plan.arrays.update({name: np.ones(today.n_people, np.float32) for name in ("initiate", "accept", "call")})
    return today


def test_in_a_bubble_is_the_strongest_close_tie_of_somebody_who_lives_alone():
    today = offering("support_bubbles")
    ties, rows = today.population.ties, today.population.ties.of_layer(CLOSE)
    strongest = strongest_close_ties(ties, today.n_people)
    for person in range(today.n_people):
        own = [t for t in range(rows.start, rows.stop) if person in (ties.lower[t], ties.higher[t])]
        assert strongest[person] == (max(own, key=lambda t: (ties.first_strength[t], -t)) if own else -1)
    (meetings,) = SupportBubbles().meet(today)
    alone = set(np.flatnonzero(today.traits.lives_alone).tolist())
    assert len(meetings.rows) and all(alone & {int(ties.lower[t]), int(ties.higher[t])} for t in meetings.rows)


def test_a_bubble_gives_back_what_rules_take_and_no_more():
    bubble = '\n[[intervention]]\nkind = "support_bubbles"\nreach = 1.0\nuptake = 1.0\n'
    met = {}
    for name, events in {"open": "", "shut": SHUT, "bubble": SHUT + bubble}.items():
        scenario = scenario_of(events, people=300, days=10)
        met[name] = {pair for pair in met_over_ties(step(world_of(scenario))) if pair[2:] == ("close", "in_person")}
    assert not met["shut"] and met["bubble"]
    population = morning_of(scenario).population
    alone = set(np.flatnonzero(population.traits.lives_alone).tolist())
    assert all({i, j} & alone for i, j, *_ in met["bubble"])
    # As with nothing closed, but for those who would have seen each other at work, at school or in their club.
    for i, j, *_ in met["bubble"] - met["open"]:
        assert population.groups.of[i] == population.groups.of[j] >= 0 or population.clubs.of[i] == population.clubs.of[j] >= 0


def test_a_game_of_talking_with_strangers_lasts_a_week_and_teaches():
    today = offering("talk_to_strangers", days_of_game=0.0, expected_reward=0.6)
    mechanism = TalkingToStrangers(more=0.5, learns=0.1)
    assert np.allclose(mechanism.plan(today)["approach"], 1.5)
    assert np.allclose(mechanism.feel(today)["expected_reward"], 0.1 * 0.4)
    after = offering("talk_to_strangers", days_of_game=7.0, expected_reward=0.6)
    assert np.allclose(mechanism.plan(after)["approach"], 1.0) and not mechanism.feel(after)["expected_reward"].any()


def test_a_routine_brings_back_a_weakened_close_tie_and_leaves_others():
    world = world_of(scenario_of("", people=60, days=30))
    first = world.population.ties.first_strength
    world.strength = (first * np.float32(0.5)).astype(np.float32)
    today = world.morning()
    today.conditions.offers["visit_routines"] = Offer(np.ones(today.n_people, np.float32), np.inf, 0.0)
    change = np.asarray(VisitRoutines(protects_days=100.0).bond(today)["strength"])
    close = world.population.ties.of_layer(CLOSE)
    assert np.allclose(change[close], first[close] * 0.5 / 100)
    change[close] = 0
    assert not change.any()


def test_volunteers_have_one_day_a_week():
    today = offering("volunteering")
    chosen = volunteers_today(today) == 1
    assert 0 < chosen.sum() < 25  # of 60, about a seventh
    said = Volunteering(out=0.4, talks=0.2).plan(today)
    assert np.allclose(said["go_out"][chosen], 1.4) and np.allclose(said["approach"][~chosen], 1.0)
    assert np.allclose(JoyOfHelping(lifts=0.1).feel(today)["low_mood"], -0.1)


def test_nobody_knocks_while_phones_work():
    assert DoorToDoor().meet(offering("door_to_door")) == []
    (visits,) = DoorToDoor().meet(offering("door_to_door", phone=0.0, capacity=7))
    assert visits.given.sum() == 7


def test_a_visit_is_company_and_news_for_a_day():
    today = offering("door_to_door", phone=0.0, visited=1.0)
    said = DoorToDoor(company=0.5, floor=1.0, eases=0.1, informs=0.2).feel(today)
    assert np.allclose(said["visited"], -1.0)
    assert np.allclose(said["need"], -0.5 / (today.usual_day.company + 1))
    assert np.allclose(said["worry"], -0.1 * today.traits.sensitivity) and np.allclose(said["felt_uncertainty"], -0.2)


@pytest.mark.parametrize("access, expected", [(0.0, 0.7), (0.5, 0.85), (1.0, 1.0)])
def test_help_with_going_online_makes_up_for_part_of_what_is_lacking(access, expected):
    today = offering("digital_inclusion")
    today.traits.arrays["digital_access"] = np.full(today.n_people, access, np.float32)
    phone, text, _ = DigitalContact(learns=0.7).meet(today)
    assert np.allclose(text.start / phone.start, expected)


def test_a_call_of_neighbours_is_on_one_weekday_for_those_with_the_means():
    days, today = 0, offering("virtual_meetings")
    world = world_of(scenario_of("", people=60, days=30))
    for day in range(7):
        world.steps_done = day
        today = world.morning()
        today.conditions.offers["virtual_meetings"] = Offer(np.ones(today.n_people, np.float32), np.inf, 0.0)
        today.plan.arrays["accept"] = np.ones(today.n_people, np.float32)
        (call,) = VirtualMeetings().meet(today)
        days = days + (call.chance > 0)
        assert (call.chance <= today.traits.digital_access).all()
    in_club = today.population.clubs.of >= 0
    assert (days[in_club] == 1).all() and not days[~in_club].any()
