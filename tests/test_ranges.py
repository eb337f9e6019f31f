"""What holds in every step of every world, over many seeds and scenarios."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from small_worlds import ACTIVITIES, HELPLINE, LOCKDOWN, OUTDOORS, PANDEMIC, met_by_chance, met_in_groups, met_over_ties, pairs_met, scenario_of

from sim.core.layers import CHANNELS, LAYERS, N_SLOTS
from sim.core.mechanism import PLAN_BOUNDS, PLAN_MOST, PLANS
from sim.core.people import QUANTITIES
from sim.run import first_morning, new_world
from sim.step import combined_plans, step

EVENTS = (LOCKDOWN.replace("2020-03-09", "2020-03-03"), PANDEMIC, HELPLINE, ACTIVITIES, OUTDOORS)
worlds_of = given(seed=st.integers(0, 2**53 - 1), people=st.integers(10, 60), events=st.sets(st.sampled_from(EVENTS)))
few = settings(max_examples=8, deadline=None)


def days_lived(seed, people, events, days=4):
    """Return the world after some days, and what happened on each."""
    scenario = scenario_of("".join(sorted(events)), people=people, days=days)
    world = new_world(scenario, first_morning(scenario, seed))
    return world, [step(world) for _ in range(days)]


@few
@worlds_of
def test_every_number_stays_within_its_range(seed, people, events):
    world, days = days_lived(seed, people, events)
    for name, quantity in QUANTITIES.items():
        array = world.state[name]
        assert array.dtype == np.float32 and array.shape == (people,)
        assert (array >= quantity.low).all() and (array <= quantity.high).all(), name
    assert (world.strength >= 0).all() and (world.strength <= 1).all()
    for today in days:
        for name, plan in today.plan.arrays.items():
            assert (plan >= PLAN_BOUNDS[0]).all() and (plan <= PLAN_MOST.get(name, PLAN_BOUNDS[1])).all(), name
        assert all(np.isfinite(array).all() for array in today.feelings.arrays.values())


@pytest.mark.parametrize(("factors", "plan"), [
    ([[-3, 0.5, 9, np.nan]], [0, 0.5, 2, np.nan]), ([0.5, [1, 2, 3, -1]], [0.5, 1, 1.5, 0]), ([[1, 2, 0.5, 1], [2, 1, 3, 0], 0.5], [1, 1, 0.75, 0]),
    ([np.float64(0.25), [1, 2, 3, 4], 2, [3, 1, 1, -1]], [1.5, 1, 1.5, 0]), ([], [1, 1, 1, 1]),
])  # fmt: skip
@pytest.mark.parametrize("most", [2, 4])
def test_plans_are_the_product_of_their_factors_within_bounds(factors, plan, most):
    name, given = ("initiate", "look_in")[most == 4], [np.array(factor) for factor in factors]
    for array in given:
        array.flags.writeable = False
    plans = combined_plans({name: [("mine", array) for array in given]} if given else {}, 4)
    assert plans[name].dtype == np.float32 and np.array_equal(plans[name], np.where(np.array(plan) == 2, most, plan), equal_nan=True)
    assert all((plans[other] == 1).all() for other in PLANS if other != name)


@few
@worlds_of
def test_meetings_have_two_sides(seed, people, events):
    for today in days_lived(seed, people, events)[1]:
        counted = np.zeros((people, N_SLOTS), int)
        for lower, higher, layer, channel in pairs_met(today):
            assert 0 <= lower < higher < people
            for end in (lower, higher):
                counted[end, LAYERS.index(layer) * len(CHANNELS) + CHANNELS.index(channel)] += 1
        assert np.array_equal(counted, today.meetings.contacts)


@few
@worlds_of
def test_those_who_meet_by_a_tie_or_by_chance_meet_once_a_day_and_not_in_a_group_too(seed, people, events):
    for today in days_lived(seed, people, events)[1]:
        in_groups = {(i, j) for i, j, _, channel in met_in_groups(today) if channel == "in_person"}
        others = [(i, j) for i, j, layer, channel in met_over_ties(today) + met_by_chance(today)
                  if channel == "in_person" and layer != "household"]
        assert len(others) == len(set(others))
        assert not in_groups & set(others)


@few
@worlds_of
def test_no_more_sessions_are_given_than_there_are_places(seed, people, events):
    days = days_lived(seed, people, events | {HELPLINE})[1]
    given = sum(today.uses["helpline"].sum() for today in days)
    assert given <= days[0].conditions.offers["helpline"].capacity * len(days)
