"""Small populations stacked as rows of one world live apart, and as they would in worlds of their own."""

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import LOCKDOWN, PANDEMIC, pairs_met, scenario_of

from sim.core.people import Table
from sim.population.build import build_population
from sim.population.stacking import stacked
from sim.run import FirstMorning, mechanisms_of, new_world, run
from sim.stacks import prepared, run_stack, stacked_morning
from sim.step import step
from sim.usual import find_usual

SCENARIO = scenario_of(LOCKDOWN + PANDEMIC, people=150)


def members(n, people=150, first_seed=1):
    scenario = scenario_of(LOCKDOWN + PANDEMIC, people=people)
    return [build_population(scenario, first_seed + k) for k in range(n)]


def world_of(population, seed=1):
    mechanisms = mechanisms_of(SCENARIO)
    usual = find_usual(SCENARIO, population, mechanisms, seed)
    return new_world(SCENARIO, FirstMorning(population, usual, None, mechanisms, seed))


def test_a_stack_of_one_is_that_population():
    own, = members(1)
    whole = stacked([own]).population
    for name, values in own.traits.arrays.items():
        assert values.dtype == whole.traits.arrays[name].dtype
        assert np.array_equal(values, whole.traits.arrays[name])
    for name in ("lower", "higher", "layer", "rate", "first_strength", "flags", "segment", "start"):
        assert np.array_equal(getattr(own.ties, name), getattr(whole.ties, name)), name
    for one, other in ((own.groups, whole.groups), (own.clubs, whole.clubs)):
        assert np.array_equal(one.of, other.of) and np.array_equal(one.members, other.members)
    assert np.array_equal(own.area_start, whole.area_start)


def test_people_of_different_members_never_meet():
    stack = stacked(members(4))
    member = np.repeat(np.arange(4), 150)
    world = world_of(stack.population)
    for _ in range(14):
        pairs = np.array([pair[:2] for pair in pairs_met(step(world))])
        assert len(pairs) > 600
        assert np.array_equal(member[pairs[:, 0]], member[pairs[:, 1]])
    ties = stack.population.ties
    assert np.array_equal(member[ties.lower], member[ties.higher])


def test_households_areas_and_groups_of_members_are_apart():
    own = members(3)
    stack = stacked(own)
    for member in range(3):
        rows, traits = stack.rows(member), stack.population.traits
        for name in ("household", "area"):
            mine, others = traits.arrays[name][rows], np.delete(traits.arrays[name], np.r_[rows])
            assert not set(mine) & set(others)
            assert len(set(mine)) == len(set(own[member].traits.arrays[name]))
    assert stack.population.n_areas == sum(each.n_areas for each in own)
    assert stack.population.groups.n_groups == sum(each.groups.n_groups for each in own)


def test_a_value_of_each_member_reaches_its_own_people():
    stack = stacked(members(2))
    spread = stack.spread([0.25, 0.75])
    assert spread.dtype == np.float32
    assert np.array_equal(spread, np.repeat(np.float32([0.25, 0.75]), 150))


def test_a_trait_in_whole_numbers_that_nobody_placed_is_refused():
    singing = [replace(each, traits=Table({**each.traits.arrays, "choir": np.zeros(150, np.int32)})) for each in members(2)]
    with pytest.raises(ValueError, match="'choir'"):
        stacked(singing)


def test_members_of_a_stack_live_as_in_worlds_of_their_own():
    """Twelve members against the same twelve populations alone: other luck, the same means within four standard errors."""
    own = members(12, people=300)
    stack = stacked(own)
    together = _lived(world_of(stack.population), [stack.rows(m) for m in range(12)])
    alone = np.concatenate([_lived(world_of(each, seed=100 + k), [slice(0, 300)]) for k, each in enumerate(own)])
    differences = together - alone
    error = differences.std(axis=0, ddof=1) / np.sqrt(12)
    assert np.all(np.abs(differences.mean(axis=0)) < 4 * error)
    assert np.all(error[1:] < (0.2, 0.03, 0.03, 0.03))  # small enough to tell


def _lived(world, members_rows):
    """Return float64 (n_members, 5): means over days 8 to 25 of contacts at home and outside, need, and effects on the feelings."""
    days = []
    for day in range(25):
        today = step(world)
        if day >= 7:
            contacts = today.meetings.contacts[:, ::4].astype(float)
            feelings = today.feelings
            kept = (contacts[:, 0], contacts[:, 1:].sum(axis=1), today.state.need, feelings.distress_effect, feelings.loneliness_effect)
            days.append([[each[rows].mean() for each in kept] for rows in members_rows])
    return np.mean(days, axis=0)


def test_each_club_of_a_stack_meets_at_the_hour_at_which_it_meets_alone():
    everybody = '[[intervention]]\nkind = "neighbourhood_activities"\nstart = 2020-03-02\nreach = 1.0\nuptake = 1.0\n'
    scenario, seeds = scenario_of(everybody, people=90, days=7, step="hour"), (5, 6)
    together = run_stack(scenario, stacked_morning(scenario, prepared(scenario, seeds)))
    assert [each.table.tobytes() for each, _ in together] == [run(scenario, seed).table.tobytes() for seed in seeds]
