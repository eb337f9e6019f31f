"""The kernels that build ties give what plain arrays of pairs give, bit for bit."""

import importlib

import numpy as np
import pytest

from sim.core.arithmetic import log
from sim.population import threads, tie_building
from sim.population.orders import stable_order
from sim.population.recipes import Netherlands
from sim.population.usual_company import take_logs
from sim.timeline.load import load_scenario
from reference import sums
from reference.plain_ties import plain_ties

ARRAYS = ("higher", "rate", "first_strength", "flags", "start", "lower", "layer", "segment")
recipes = importlib.import_module("sim.population.recipes")


def built(monkeypatch, n_people, seed, **options):
    """Return the ties a recipe builds and, for the same people, the plain ones."""
    plain = []
    quick = recipes.build_ties

    def both(people, traits, groups, clubs, seed, **more):
        plain.append(plain_ties(people, traits, groups, clubs, seed))
        return quick(people, traits, groups, clubs, seed, **more)

    with monkeypatch.context() as patch:
        patch.setattr(recipes, "build_ties", both)
        found = Netherlands().build(n_people, seed, load_scenario("baseline").feelings, **options).ties
    return found, plain[0]


@pytest.mark.parametrize(("n_people", "seed", "options"), [
    (1, 1, {}), (3, 2, {}), (57, 5, {}), (600, 2**62 + 1, {}), (2100, 3, {}),
    (300, 4, {"households": {1: 10, 2: 50, 4: 30, 6: 10}, "ages": ((0, 30, 5.0), (30, 60, 9.0), (60, 90, 2.0))}),
])
def test_ties_built_row_by_row_are_those_of_plain_arrays_of_pairs(monkeypatch, n_people, seed, options):
    quick, plain = built(monkeypatch, n_people, seed, **options)
    for name in ARRAYS:
        one, other = getattr(quick, name), getattr(plain, name)
        assert one.dtype == other.dtype and np.array_equal(one, other), name


@pytest.mark.parametrize("keys", [
    np.zeros(0), np.zeros(300), np.array([2.0, 1.0]), np.array([1e300, -1e300, 0.0, 5.0]), np.arange(1000) % 7 * 1e9 + np.arange(1000)[::-1] // 3,
    np.sin(np.arange(5000.0)) ** 9,
], ids=["none", "all equal", "two", "huge", "in bands", "crowded"])
def test_equal_keys_of_many_stay_in_their_order(keys):
    assert stable_order(keys).tolist() == sums.in_order(keys.tolist())


def test_people_and_ties_are_the_same_in_blocks_and_threads_as_in_one_go(monkeypatch):
    feelings = load_scenario("baseline").feelings
    whole = Netherlands().build(700, 6, feelings)
    monkeypatch.setattr(threads, "ROWS", 64)
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    monkeypatch.setattr(threads, "THREADS", 2)
    monkeypatch.setattr(tie_building, "BLOCK", 100)
    parts = Netherlands().build(700, 6, feelings)
    assert all(np.array_equal(whole.traits.arrays[name], array) for name, array in parts.traits.arrays.items())
    assert all(np.array_equal(getattr(whole.ties, name), getattr(parts.ties, name)) for name in ARRAYS)


def test_logarithms_of_many_numbers_at_once_are_those_of_one():
    numbers = np.concatenate([np.linspace(1e-9, 3, 1001), 10.0 ** np.arange(-300, 300, 7)])
    many = numbers.copy()
    take_logs(many)
    assert np.array_equal(many, log(numbers))
