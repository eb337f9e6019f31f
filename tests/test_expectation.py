"""What is expected of an ordinary day in closed form: the compiled loops against plain ones, and against days really lived."""

import numpy as np
import pytest
from reference import expectation as plain
from small_worlds import scenario_of

from sim import usual
from sim.core import expectation
from sim.core.layers import CHANNELS, LAYERS, slot
from sim.core.ties import IN_GROUP, groups_from, ties_from
from sim.population.build import build_population
from sim.run import mechanisms_of
from sim.world import World

PEOPLE = 60


class Day:
    """People, ties and groups with random numbers; some stay in, some ties sleep, some are in groups."""

    def __init__(self, seed):
        self.luck = np.random.default_rng(seed)
        pairs = self.luck.integers(0, PEOPLE, (2, 900))
        layer, strength = self.luck.integers(0, len(LAYERS), 900), self.luck.choice([0.0, 0.01, 0.3, 1.0], 900)
        self.ties = ties_from(PEOPLE, pairs.min(axis=0), pairs.max(axis=0), layer, self.luck.random(900) * 3, strength, self.luck.choice([0, IN_GROUP, 1], 900))
        self.strength = self.ties.first_strength
        self.together, self.openness, self.start, self.accept = (self.people() for _ in range(4))

    def people(self):
        """Return a number for everybody, 0 for every fifth."""
        return np.where(np.arange(PEOPLE) % 5 == 0, 0, self.luck.random(PEOPLE)).astype(np.float32)


@pytest.mark.parametrize("group_flag", [IN_GROUP, 0])
@pytest.mark.parametrize("layer", [0, 3, len(LAYERS) - 1])
def test_who_may_meet_along_ties_and_how_likely(layer, group_flag):
    day = Day(layer)
    ties, own = day.ties, day.ties.of_layer(layer)
    for rows in (own, slice(own.start + 7, own.stop - 5), slice(own.start, own.start)):
        lower, chances = np.empty(rows.stop - rows.start, np.int32), np.empty(rows.stop - rows.start)
        expectation.expect_ties(ties.start[layer], ties.higher, ties.flags, ties.rate, day.strength, rows.start, rows.stop, group_flag, day.together, 0.9,
                                day.openness, day.start, day.accept, lower, chances)
        assert lower.tolist() == ties.lower[rows].tolist()
        assert chances.tolist() == plain.chances(ties, rows, day.strength, group_flag, day.together, 0.9, day.openness, day.start, day.accept)
        assert (rows.stop == rows.start) or 0 < np.count_nonzero(chances) < chances.size


@pytest.mark.parametrize("by_strength", [True, False])
def test_what_ties_give_to_both_ends(by_strength):
    day = Day(1)
    chances, found = day.luck.random(day.ties.n_ties), np.full(PEOPLE, 0.5)
    expectation.expect_amounts(day.ties.lower, day.ties.higher, day.strength, chances, 0.7, by_strength, found)
    assert found.tolist() == plain.amounts(day.ties, day.strength, chances, 0.7, by_strength, [0.5] * PEOPLE)


def test_whether_a_tie_is_used_by_any_of_several_channels():
    day = Day(2)
    used = np.zeros(day.ties.n_ties)
    chances = [day.luck.random(day.ties.n_ties) for _ in range(3)]
    for each, correction in zip(chances, (1.0, 0.8, 1.9), strict=True):  # the last makes some certain
        expectation.expect_uses(day.strength, each, correction, used)
    assert used == pytest.approx(plain.uses(day.strength, chances, (1.0, 0.8, 1.9)), rel=1e-12)
    assert (used == 1).any() and (used == 0).any()


def test_what_members_of_groups_give_each_other():
    day = Day(3)
    groups, chance = groups_from(day.luck.integers(-1, 8, PEOPLE).astype(np.int32)), day.people()
    weight, by_strength, found = np.array([1.0, 0.3]), np.array([True, False]), np.zeros((2, PEOPLE))
    meetings = expectation.expect_in_groups(groups.start, groups.members, chance, 0.4, weight, by_strength, found)
    told_meetings, told = plain.in_groups(groups, chance, 0.4, weight, by_strength)
    assert meetings == pytest.approx(told_meetings, rel=1e-5) and np.allclose(found, told, rtol=1e-5) and meetings > 10


def test_sums_are_those_of_adding_one_after_another():
    numbers = np.random.default_rng(4).random(2000)
    assert expectation.add_on(3.25, numbers) == plain.added(3.25, numbers)
    assert expectation.add_all(numbers.astype(np.float32)) == plain.added(0.0, numbers.astype(np.float32))


def test_what_is_expected_of_ties_is_what_was_lived_on_ordinary_days():
    scenario = scenario_of(people=300, days=1)
    population, mechanisms = build_population(scenario, 1), mechanisms_of(scenario)
    found = usual.find_usual(scenario, population, mechanisms, 1)
    _, (lived,), _ = usual._ordinary_days(World(scenario, population, mechanisms, 1, usual.NOTHING_YET, None), None)
    for layer in map(LAYERS.index, ("close", "neighbourhood", "familiar")):
        rows, place = population.ties.of_layer(layer), slot(layer, CHANNELS.index("in_person"))
        expected = (population.ties.first_strength[rows] * found.met[rows]).sum(dtype=np.float64) * usual.ORDINARY_DAYS
        assert lived[place] > 1000 and expected == pytest.approx(lived[place], rel=2e-3), LAYERS[layer]
