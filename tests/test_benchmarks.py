"""The benchmarks compare what is the same: NumPy, Mesa and AgentPy live the engine's days, and no bound is made up."""

import sys

import numpy as np
import pytest
from numba.core.registry import CPUDispatcher
from small_worlds import EVERYTHING, pairs_met, scenario_of, world_of

from sim.run import population_of
from sim.step import step

# Found once in a run and kept: how close people live with others.
FOUND_ONCE = {"_add_strength"}
SOON = EVERYTHING.replace("2020-03-09", "2020-03-03")


@pytest.fixture
def benchmark(repository, monkeypatch):
    """Return what imports a script of experiments/benchmarks/ by its name."""
    monkeypatch.syspath_prepend(repository / "experiments" / "benchmarks")
    return lambda name: __import__(name)


def numpy_days(benchmark, days):
    """Give (the engine's day, NumPy's day) of two worlds of the same first morning."""
    scenario, in_numpy = scenario_of(SOON, people=200, days=days), benchmark("numpy_step").in_numpy
    world, twin = world_of(scenario), world_of(scenario)
    for _ in range(days):
        today = step(world)
        with in_numpy():
            yield today, step(twin)


def test_numpy_lives_the_same_days(benchmark):
    for day, (today, twin) in enumerate(numpy_days(benchmark, 9)):
        assert pairs_met(today) == pairs_met(twin), f"day {day}"
        apart = {name: np.abs(array - twin.state.arrays[name]).max() for name, array in today.state.arrays.items()}
        assert max(apart.values()) < 1e-5 and np.abs(today.strength - twin.strength).max() < 1e-5, f"day {day}: {apart}"


def test_no_compiled_kernel_has_a_part_in_numpys_days(benchmark, monkeypatch):
    in_numpy, called = benchmark("numpy_step").in_numpy, set()
    benchmark("numpy_step").twins()  # made from the kernels, before these are watched
    world = world_of(scenario_of(SOON, people=200, days=3))

    def watched(name, kernel):
        return lambda *given: called.add(name) or kernel(*given)

    for where in [each for name, each in sys.modules.items() if name.startswith("sim.")]:
        for name, kernel in list(vars(where).items()):
            if isinstance(kernel, CPUDispatcher):
                monkeypatch.setattr(where, name, watched(name, kernel))
    with in_numpy():
        step(world)
        step(world)
    assert called <= FOUND_ONCE
    step(world)
    assert len(called) > 20  # the engine's own day


def test_a_kernel_that_adds_to_other_rows_is_not_told_as_arrays(benchmark):
    from sim.core.closeness import _add_strength
    rows = benchmark("numpy_rows")
    with pytest.raises(rows.CannotBeArrays, match="adds to another row"):
        rows.in_arrays(_add_strength)


@pytest.mark.parametrize("ways", [["engine", "numpy", "mesa"], ["engine", "agentpy"]])
def test_each_way_has_the_same_outcomes(benchmark, ways):
    if "agentpy" in ways:
        pytest.importorskip("agentpy")
    size = benchmark("side_by_side").lived(ways, "baseline", 150, 1, 2)
    first, *others = size["outcomes"].values()
    assert all(each == pytest.approx(first, abs=1e-5) for each in others)
    assert [cost["times_the_first"] > 0 for cost in size["ways"].values()] == [True] * len(ways)


def test_worlds_that_part_are_noticed(benchmark):
    told = {"meetings": 900, "distress": 0.1}
    with pytest.raises(SystemExit, match="distress"):
        benchmark("side_by_side").check_together({"engine": told, "mesa": told | {"distress": 0.1002}})


def test_border_ties_and_records_are_those_counted_one_by_one(benchmark):
    continent, population, parts = benchmark("continent"), world_of(scenario_of(people=1_500)).population, 3
    begins = continent.cut_between_areas(population.area_start, parts).tolist()
    assert len(begins) == parts + 1 and set(begins) <= set(population.area_start.tolist())
    part = [sum(person >= begin for begin in begins[1:-1]) for person in range(population.n_people)]
    pairs = list(zip(population.ties.lower.tolist(), population.ties.higher.tolist(), strict=True))
    across = [(i, j) for i, j in pairs if part[i] != part[j]]
    records = {(i, part[j]) for i, j in across} | {(j, part[i]) for i, j in across}
    for groups in (population.groups, population.clubs):
        members = groups.members.tolist()
        for first, last in zip(groups.start.tolist(), groups.start.tolist()[1:], strict=False):
            there = members[first:last]
            records |= {(i, part[j]) for i in there for j in there if part[i] != part[j]}
    assert continent.border(population, parts) == (len(across), len(records))


def test_border_ties_carried_over_are_near_those_counted(benchmark):
    continent, population = benchmark("continent"), population_of(scenario_of(people=40_000), 1)
    for row in continent.counted(population, continent.Spans(population), (2, 4)):
        assert row["expected"] == pytest.approx(row["border_ties"], rel=0.1)


def test_more_nodes_send_less_each_and_more_in_all(benchmark):
    continent, population = benchmark("continent"), world_of(scenario_of(people=1_500)).population
    assumed = {name: value for name, (value, _) in continent.ASSUMED.items()}
    rows = [continent.costs(450e6, parts, continent.Spans(population), assumed) for parts in (1, 64, 1024)]
    assert rows[0]["exchange_s"] == 0 and rows[1]["records_sent"] > rows[2]["records_sent"]
    assert 64 * rows[1]["records_sent"] < 1024 * rows[2]["records_sent"]
    assert all(row["day_s"] >= row["compute_s"] > 0 for row in rows)
