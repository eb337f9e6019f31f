"""Help as it is given and paid for: places over days, who accepts, dead phones, prices, and what a trial measures and when."""

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import scenario_of, world_of

from sim.core.conditions import Conditions, Offer
from sim.mechanisms.check_in_calls import CheckInCalls
from sim.mechanisms.courses import DONE, NONE, RECEIVING, WAITING, in_turn
from sim.run import first_morning, new_world, run
from sim.studies.trials import TRIALS, Result, _eligible, _one_pair, score
from sim.timeline.load import load_scenario


@pytest.fixture
def world():
    """Return a World of forty people on an ordinary first morning."""
    return world_of(scenario_of("", people=40))


def on_day(world, day, uptake=1.0, capacity=np.inf, phone=1.0, **arrays):
    """Return the Today of a day on which calls are offered to all, after setting arrays of the state."""
    for name, value in arrays.items():
        world.state[name] = np.full(world.population.n_people, value, np.float32)
    world.steps_done = day
    today = world.morning()
    today.conditions.levels["phone"][:] = phone
    today.conditions.offers["check_in_calls"] = Offer(np.full(today.n_people, uptake, np.float32), capacity, 0.0)
    return today


def test_fractions_of_a_place_add_up_over_days(world):
    all_of_them, nobody = np.ones(40, bool), np.zeros(40, bool)
    given = [int(in_turn(on_day(world, day, capacity=0.4), "check_in_calls", all_of_them, nobody).sum()) for day in range(10)]
    assert sum(given) == 4 and max(given) == 1


def test_who_refuses_an_offer_once_refuses_it_on_every_later_day(world):
    asked = [CheckInCalls(asks_a_day=1.0).feel(on_day(world, day, uptake=0.5, check_in_status=NONE))["check_in_status"] == WAITING for day in (0, 5, 20)]
    assert 5 < asked[0].sum() < 35 and np.array_equal(asked[0], asked[1]) and np.array_equal(asked[0], asked[2])


def test_nobody_has_a_second_course(world):
    assert not CheckInCalls(asks_a_day=1.0).feel(on_day(world, 3, check_in_status=DONE))["check_in_status"].any()


def test_nobody_is_called_whose_phone_is_dead(world):
    (sessions,) = CheckInCalls(every_days=1.0).meet(on_day(world, 0, phone=0.0, check_in_status=RECEIVING))
    assert not sessions.given.any()


def test_two_offers_of_a_service_add_their_places_and_cost_as_much_as_their_places_do():
    conditions, invited = Conditions(), np.ones(2)
    conditions.offer("helpline", invited, 1.0, 10.0)
    conditions.offer("helpline", invited, 3.0, 20.0)
    assert conditions.offers["helpline"].capacity == 4 and conditions.offers["helpline"].cost_per_use == 17.5


def test_each_session_costs_its_price_on_top_of_what_an_offer_costs_by_the_day():
    text = '[[intervention]]\nkind = "check_in_calls"\nreach = 1.0\ncost_fixed = 10.0\ncost_per_use = 8.0\ncapacity_per_1000 = 100.0\n'
    result = run(scenario_of(text, people=100, days=10), seed=1)
    sessions = result.sessions["check_in_calls"]
    assert sessions > 20
    assert result.table[:, 0, result.outcomes.index("cost")].sum() == pytest.approx(10 * 10 / 1000 + sessions * 8 / 100)


def test_a_trial_measures_on_the_day_the_study_did():
    game, late = TRIALS["strangers_game"], Result("expected_reward", None, 0.0, 0.5, "share")
    both = _one_pair(replace(game, results=(replace(late, day=7), late)), 200, 1, ())[0]
    short = _one_pair(replace(game, days=7, results=(late,)), 200, 1, ())[0]
    assert both[0] == short[0] and both[0] != both[1]


def test_who_scores_above_the_limit_of_a_trial_takes_no_part():
    scenario = load_scenario("baseline", people=400, days=1)
    world = new_world(scenario, first_morning(scenario, 1))
    narrow = _eligible(replace(TRIALS["guided_self_help"], scores=(("phq9", (5, 9)),)), world)
    assert narrow.any() and set(score(world, "phq9")[narrow]) <= set(range(5, 10))
