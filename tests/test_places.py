"""Offers without sessions have places: no more are invited than fill them, and a place is paid for by the day."""

import numpy as np
import pytest
from small_worlds import LOCKDOWN, morning_of, scenario_of, world_of

from sim.core import catalogue
from sim.run import run
from sim.timeline.places import is_by_session

catalogue.ensure_registered()
KINDS = catalogue.names("intervention")
SESSIONS = {"helpline", "check_in_calls", "stepped_care", "phone_activation", "loneliness_groups", "attention_only", "school_programme", "door_to_door"}
OF_PLACES = sorted(set(KINDS) - SESSIONS)
START = scenario_of("").start


def with_offer(kind, *keys):
    """Return a scenario of a lockdown and an offer of a kind to all, with these keys."""
    lines = "\n".join(keys)
    return scenario_of(f'{LOCKDOWN}\n[[intervention]]\nkind = "{kind}"\nreach = 1.0\n{lines}\n', people=300, days=14)


@pytest.mark.parametrize("kind", KINDS)
def test_calls_visits_and_courses_are_given_by_the_session_and_other_offers_are_places(kind):
    assert is_by_session(catalogue.find("intervention", kind)(), START) == (kind in SESSIONS)


@pytest.mark.parametrize("kind", OF_PLACES)
def test_no_more_are_invited_than_fill_the_places(kind):
    world = world_of(with_offer(kind, "uptake = 0.5", "capacity_per_1000 = 40.0"))
    assert list(world.calendar.reached().values()) == [24]  # 40 places for 1,000 are 12 for 300, and half of those invited accept


def test_those_invited_to_few_places_are_among_those_invited_to_many_and_a_ramp_goes_the_same_way():
    few, many = (world_of(with_offer("clubs", "uptake = 0.5", f"capacity_per_1000 = {places}")).calendar for places in (20.0, 60.0))
    (event,) = with_offer("clubs").intervention
    assert few.invited(event).sum() == 12 and many.invited(event).sum() == 36
    assert (few.invited(event) <= many.invited(event)).all() and (few.invited(event, 0.01) <= few.invited(event)).all()


def test_part_of_a_person_is_invited_in_part_of_all_runs():
    scenario = with_offer("clubs", "uptake = 1.0", "capacity_per_1000 = 5.0")  # 1.5 of 300
    invited = [world_of(scenario, seed).calendar.reached()["clubs-1"] for seed in range(1, 9)]
    assert set(invited) == {1, 2}


@pytest.mark.parametrize("kind", OF_PLACES)
def test_a_place_is_paid_for_by_the_day_by_each_expected_to_take_part(kind):
    scenario = with_offer(kind, "uptake = 0.5", "capacity_per_1000 = 40.0", "cost_fixed = 10.0", "cost_per_use = 3.0")
    result = run(scenario, morning=morning_of(scenario))
    cost = result.table[:, 0, result.outcomes.index("cost")]
    assert cost == pytest.approx(10 / 1000 + 24 * 0.5 * 3 / 300)


def test_a_place_costs_the_same_by_hours_as_by_days():
    table = [run(scenario_of('[[intervention]]\nkind = "news_diet"\nreach = 1.0\ncost_per_use = 2.0\n', people=60, days=2, step=step)) for step in ("day", "hour")]
    day, hour = (each.table[:, 0, each.outcomes.index("cost")].sum() for each in table)
    assert day == pytest.approx(hour, rel=1e-9) and day > 0


def test_a_place_for_nobody_costs_nothing():
    scenario = with_offer("volunteering", "cost_per_use = 3.0", "cost_fixed = 0.0", "capacity_per_1000 = 0.0")
    result = run(scenario, morning=morning_of(scenario))
    assert not result.table[:, 0, result.outcomes.index("cost")].any()
    assert np.array_equal(result.table, run(scenario.model_copy(update={"intervention": ()}), morning=morning_of(scenario)).table, equal_nan=True)
