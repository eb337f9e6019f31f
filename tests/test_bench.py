"""`noaber bench` tells what it measured and what not; every figure has a unit, and a limit only where one is asked."""

import json
import math

import numpy as np
import pytest
from small_worlds import morning_of, scenario_of, world_of

from sim.cli import main
from sim.commands import bench_contacts, bench_nation, bench_others
from sim.commands.bench_rows import Row
from sim.core.layers import LAYERS
from sim.core.meeting import TieMeetings
from sim.population.threads import at_most
from sim.run import Recorder
from sim.step import step


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what `noaber bench --json` prints for a hundred people."""
    import contextlib
    import io
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(["bench", "--people", "100", "--days", "1", "--json", "--quiet"]) == 0
    return json.loads(printed.getvalue())


def test_every_row_has_a_value_and_says_what_is_asked(told):
    assert len(told["rows"]) >= 8
    for row in told["rows"]:
        assert math.isfinite(row["value"]) and row["value"] > 0 and row["unit"], row
        assert (row["limit"] is None) == (row["met"] is None) == (row["limit_is"] is None), row
    assert {row["what"]: row["limit"] for row in told["rows"] if row["what"] in bench_others.BEGINNINGS} == {"import sim": 0.5, "noaber --help": 0.3}
    assert all(5 < row["contacts_per_person_day"] < 40 for row in told["rows"] if row["what"].startswith(("step", "as fast")))


def test_the_machine_is_told_without_a_name_or_a_time(told):
    assert set(told["machine"]) == {"processor", "cores", "memory_gb", "system", "python", "numpy", "numba", "mesa", "load"}
    assert told["machine"]["cores"] >= 1


def test_how_fast_the_machine_is_at_the_moment_is_measured_first_and_last(told):
    assert set(told["pace"]) == {"before", "after"}
    for pace in told["pace"].values():
        assert 0.5 < pace["million_additions_a_second"] < 5_000 and 0.1 < pace["gigabytes_a_second"] < 5_000


def test_a_nation_is_measured_as_a_few_people_are_and_held_to_what_is_asked_of_a_nation_alone():
    rows, left_out = bench_nation.nation_rows(lambda text: None, people=400, days=4)
    assert left_out == [] and [row.unit for row in rows] == ["s", "s", "minutes", "GB"] and all(0 < row.value < 60 and row.limit is None for row in rows)
    assert 5 < rows[2].contacts < 40 and "from 4 days" in rows[2].note


def test_a_nation_that_cannot_be_measured_leaves_the_rest_of_the_table():
    ((), (why,)) = bench_nation.nation_rows(lambda text: None, people=2, days=4)
    assert why.startswith("a nation: it could not be built: ") and "people" in why


def test_a_machine_too_small_for_a_nation_is_told_so(monkeypatch):
    monkeypatch.setattr(bench_nation, "_free_gb", lambda: 7.4)
    monkeypatch.setattr(bench_nation, "_apart", lambda *given: pytest.fail("it would run out of memory"))
    assert bench_nation.nation_rows(lambda text: None) == ([], ["a nation: 7 GB of memory are free, some 16 are needed"])


def test_a_comparison_tells_the_clock_and_the_processor(told):
    clock, processor = (row["value"] for row in told["rows"] if row["what"].startswith("paired comparison"))
    assert clock > 0 and processor > 0 and any("in processor time" in row["what"] for row in told["rows"])


def test_the_bound_is_made_of_what_is_printed(told):
    (bound,) = told["memory_bound"].values()
    seconds = bound["bytes_per_person_day"] / bound["gigabytes_a_second"] + 1e3 * bound["far_reads_per_person_day"] / bound["million_far_reads_a_second"]
    assert bound["bound_ns_per_person_day"] == pytest.approx(seconds)
    assert bound["times_the_bound"] == pytest.approx(bound["ns_per_person_day"] / bound["bound_ns_per_person_day"])


def test_what_is_kept_of_a_day_does_not_grow_with_the_people():
    few, many = (Recorder(morning_of(scenario_of(people=people)).groups, 3).table.nbytes for people in (200, 700))
    assert few == many < 3 * 8 * 1_000


def test_a_limit_is_kept_from_its_own_side():
    assert [Row("", 3.0, "times", limit=3.0, at_least=True).met, Row("", 2.9, "times", limit=3.0, at_least=True).met] == [True, False]
    assert [Row("", 2.5, "s", limit=2.5).met, Row("", 2.6, "s", limit=2.5).met, Row("", 2.6, "s").met] == [True, False, None]


def test_meetings_are_timed_on_the_meetings_that_were_lived():
    world = world_of(scenario_of(people=200))
    today = step(world)
    with at_most(1):
        _, meetings, _, passings = bench_contacts.timed_contacts(world, today)
    assert (meetings.contacts == today.meetings.contacts).all() and "company" in passings


def test_far_reads_are_those_of_people_far_apart(monkeypatch):
    world = world_of(scenario_of(people=200))
    today = step(world)
    specs, passings = bench_contacts.specs_of(world, today)
    near = bench_contacts.counted(today, today.meetings, specs, passings)
    monkeypatch.setattr(bench_contacts, "FAR", -1)  # everybody is far
    every = bench_contacts.counted(today, today.meetings, specs, passings)
    n_pairs = sum(len(rows) for _, rows in today.meetings.over_ties)
    assert near[1] == 0 and near[0] == every[0] and every[1] > 4 * n_pairs


def test_ties_are_counted_by_the_bytes_of_their_arrays_and_once_a_layer():
    world = world_of(scenario_of(people=200))
    today = step(world)
    specs, passings = bench_contacts.specs_of(world, today)
    ties, one = world.population.ties, next(each for each in specs if isinstance(each, TieMeetings))
    rows = ties.of_layer(LAYERS.index(one.layer))

    def more(*added):
        return bench_contacts.counted(today, today.meetings, added, passings)[0] - bench_contacts.counted(today, today.meetings, (), passings)[0]

    wishes = sum(each.itemsize for each in (one.openness, one.start, one.accept)) * today.n_people
    of_ties = (ties.higher.itemsize + ties.rate.itemsize) * (rows.stop - rows.start) + ties.start.itemsize * today.n_people
    assert (more(one), more(one, one)) == (of_ties + wishes, of_ties + 2 * wishes)


def test_lines_are_those_that_rows_lie_in():
    rows = np.flatnonzero(np.random.default_rng(1).random(5_000) < 0.1)
    assert bench_contacts.lines(rows, 4) == 64 * len({row * 4 // 64 for row in rows.tolist()})
    assert bench_contacts.lines(rows[:0], 4) == 0


def test_an_installed_package_says_what_it_leaves_out_and_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(bench_others, "CHECKOUT", tmp_path)
    rows, (left_out,) = bench_others.side_by_side(1_000, ("numpy", "mesa"), 3)
    assert rows == [] and "vectorised NumPy, plain Mesa" in left_out and "checkout" in left_out
