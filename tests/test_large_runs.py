"""What is done for large runs alone, blocks, threads, arrays changed in place or kept in files, changes no bit."""

import ctypes
import importlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import networkx
import numpy as np
import pytest
from small_worlds import EVERYTHING, scenario_of, world_of

from sim import gather, hand_over, load_scenario, usual, world
from sim.cli import main
from sim.commands import progress
from sim.core import spacious
from sim.core import ties as ties_module
from sim.core.layers import LAYERS
from sim.core.ties import ByRows
from sim.population import stored, threads

run_module, step_module = importlib.import_module("sim.run"), importlib.import_module("sim.step")


def as_if_large(patch, n_threads, rows=64, ties=512):
    """Have small runs worked as large ones are: in blocks of so many people and ties, in place, in files, in threads."""
    patch.setattr(threads, "WORTH_IT", 0)
    patch.setattr(threads, "THREADS", n_threads)
    patch.setattr(spacious, "LARGE", 1)
    patch.setattr(ties_module, "FEW_TIES", 0)
    patch.setattr(threads, "ROWS", rows)
    for module, name in ((gather, "TIES_AT_ONCE"), (gather, "PAIRS_AT_ONCE"), (world, "TIES_AT_ONCE"), (usual, "BLOCK"), (usual, "MANY")):
        patch.setattr(module, name, ties)
    for module in (gather, hand_over):
        patch.setattr(module, "PEOPLE_AT_ONCE", rows)
    patch.setattr(usual, "AREAS", 2)


@pytest.mark.parametrize(("name", "days"), [("netherlands_2020_clubs", 75), ("blackout_amsterdam_2017", 5), ("netherlands_2020_visit_routines", 70)])
@pytest.mark.parametrize("n_threads", [1, 2, 9])
def test_a_run_in_blocks_and_threads_in_place_has_the_bits_of_one_in_one_go(monkeypatch, tmp_path, name, days, n_threads):
    scenario = load_scenario(name, people=900, days=days)
    whole = run_module.run(scenario, 3)
    stored.store(scenario, 3, tmp_path / "people")
    with monkeypatch.context() as patch:
        as_if_large(patch, n_threads)
        parts = run_module.run(run_module.on_stored(scenario, tmp_path / "people"), 3)
    assert parts.table.tobytes() == whole.table.tobytes()
    assert (parts.reached, parts.sessions) == (whole.reached, whole.sessions)


@pytest.mark.parametrize("step, days", [("day", 40), ("hour", 2)])
def test_crises_of_some_areas_have_the_same_bits_in_large_runs(monkeypatch, step, days):
    text = EVERYTHING if step == "day" else EVERYTHING.replace("2020-03-09", "2020-03-03")
    scenario = scenario_of(text.replace("severity = 0.9", "severity = 0.9\narea = 0.5"), people=900, days=days, step=step)
    whole = run_module.run(scenario, 3)
    as_if_large(monkeypatch, 2)
    assert run_module.run(scenario, 3).table.tobytes() == whole.table.tobytes()


def test_an_imported_network_has_the_same_bits_in_large_runs(monkeypatch):
    graph = networkx.gnm_random_graph(200, 1500, seed=3)
    for number, (_, _, tie) in enumerate(graph.edges(data=True)):
        tie.update(layer=LAYERS[number % 5], weight=1 + number % 3)
    scenario = scenario_of(EVERYTHING, people=200, days=20)
    whole = run_module.run(scenario, 3, network=graph)
    as_if_large(monkeypatch, 2)
    assert run_module.run(scenario, 3, network=graph).table.tobytes() == whole.table.tobytes()


def test_watchers_of_a_day_see_it_as_it_was_lived_in_large_runs_too(monkeypatch):
    def strengths():
        seen = []
        run_module.run("lockdown", 2, people=300, days=4, each=lambda world, today: seen.append((today.strength.sum(), today.state.need.sum(), world.strength.sum())))
        return seen
    whole = strengths()
    as_if_large(monkeypatch, 2)
    assert strengths() == whole and len({before for before, _, _ in whole}) == 4


def test_a_nation_forgets_who_met_whom_but_not_how_many_and_says_so(monkeypatch):
    seen = []
    as_if_large(monkeypatch, 2)

    def watch(world, today):
        assert today.meetings.contacts.any()
        for look in (list, len, lambda pairs: pairs[0]):
            for pairs in (today.meetings.over_ties, today.meetings.across):
                with pytest.raises(RuntimeError, match="forgets who met whom"):
                    look(pairs)
        with pytest.raises(RuntimeError, match="forgets who met whom"):
            _ = today.meetings.by_chance
        seen.append(today.clock.day)

    watch.of_world_only = True
    run_module.run(load_scenario("baseline", people=300, days=2), 3, each=watch)
    assert seen == [0, 1]


def in_memory(array):
    """Return how many kB of the mapping that an array lies in are in memory; the test is skipped where the system does not tell."""
    place, inside = array.ctypes.data, False
    try:
        told = Path("/proc/self/smaps").read_text().splitlines()
    except OSError:
        pytest.skip("Linux tells what is in memory, where it may")
    for line in told:
        if line[:1] in "0123456789abcdef" and "-" in line.split()[0]:
            begin, end = (int(each, 16) for each in line.split()[0].split("-"))
            inside = begin <= place < end
        elif inside and line.startswith("Rss:"):
            return int(line.split()[1])
    return pytest.skip("what is in memory is not told by mapping")


def test_who_is_tied_within_an_area_leaves_memory_once_it_was_looked_through(monkeypatch):
    as_if_large(monkeypatch, 2, 1 << 16)  # all areas at once: of two parts, one would bring pages of the other back with those that it reads
    if not spacious.in_a_file(spacious.spacious(1000, np.uint64)):
        pytest.skip("the temporary folder takes no file that arrays can lie in")
    world = world_of(scenario_of(people=900))
    step_module.step(world)
    _, words = world.population.ties.within_areas(world.population.area_start)
    assert spacious.in_a_file(words) and in_memory(words) == 0
    assert words.any() and in_memory(words) >= words.nbytes // 1024


def test_a_large_run_that_is_no_nation_keeps_who_met_whom(monkeypatch):
    met = []
    as_if_large(monkeypatch, 2)
    monkeypatch.setattr(spacious, "LARGE", 1 << 28)

    def watch(world, today):
        met.append(sum(len(rows) for _, rows in today.meetings.over_ties) + len(today.meetings.by_chance[0]))

    watch.of_world_only = True
    run_module.run(load_scenario("baseline", people=300, days=2), 3, each=watch)
    assert min(met) > 300


def test_a_trace_of_a_large_run_is_that_of_a_small_one(monkeypatch):
    scenario = load_scenario("lockdown", people=300, days=20)
    small = run_module.run(scenario, 3, trace=[5, 70]).trace
    as_if_large(monkeypatch, 2)
    large = run_module.run(scenario, 3, trace=[5, 70]).trace
    assert small.meetings and sorted(small.meetings) == sorted(large.meetings)  # ties are listed in parts
    assert small.tables()[1].equals(large.tables()[1])


def test_what_left_memory_comes_back_from_its_file(monkeypatch):
    monkeypatch.setattr(spacious, "LARGE", 1)
    numbers = spacious.spacious(100_000, np.float32)
    numbers[:] = np.arange(100_000)
    for some in (numbers[3000:70_000], numbers[5:9], numbers[:0], numbers, np.arange(5)):
        spacious.let_go(some)
    assert np.array_equal(numbers, np.arange(100_000))


POOLS = """
import ctypes, sys, threading
import numpy as np
from sim.core.spacious import keep_blocks
if "kept" in sys.argv:
    keep_blocks(17_900_000)
at_once = threading.Barrier(2)
def work():
    for _ in range(20):
        numbers = np.ones(1 << 18)
        at_once.wait()
threads = [threading.Thread(target=work) for _ in range(2)]
for each in threads:
    each.start()
for each in threads:
    each.join()
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
"""


def pools_after(code, word):
    """Return how many pools of memory a process has after running some code, told of by glibc."""
    try:
        if not hasattr(ctypes.CDLL(None), "malloc_info"):
            pytest.skip("of glibc alone")
    except TypeError:
        pytest.skip("of glibc alone")
    as_usual = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_") and name not in ("GLIBC_TUNABLES", "LD_PRELOAD")}
    return subprocess.run([sys.executable, "-c", code, word], capture_output=True, text=True, check=True, env=as_usual).stdout.count("<heap nr=")


def test_threads_share_one_pool_of_memory_once_blocks_are_kept():
    assert pools_after(POOLS, "kept") == 1 < pools_after(POOLS, "left")


COMMANDS = """
import ctypes, sys
from sim.core import spacious
from sim.population import threads
from sim.cli import main
threads.THREADS, threads.WORTH_IT = 2, 0
if "nation" in sys.argv:
    spacious.LARGE = 700 * spacious.OF_A_PERSON
assert main(["{}", "baseline", *{}, "--people", "700", "--days", "2"]) == 0
library = ctypes.CDLL(None)
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
"""


@pytest.mark.parametrize("command", [("run", []), ("compare", ["lockdown", "--replicates", "1"])], ids=lambda words: words[0])
def test_a_command_asks_for_one_pool_before_it_has_a_thread(command):
    code = COMMANDS.format(*command)
    assert pools_after(code, "nation") == 1 < pools_after(code, "town")


def test_a_bar_that_waits_begins_no_thread_before_there_is_something_to_show():
    for waits, at_first in ((True, 0), (False, 1)):
        before = set(threading.enumerate())
        shown = progress._Bar("runs", waits)
        assert len(set(threading.enumerate()) - before) == at_first
        shown.update(1, 2)
        (begun,) = set(threading.enumerate()) - before
        shown.end()
        begun.join(timeout=20)
        assert not begun.is_alive()


def test_numbers_by_rows_are_worked_out_for_the_rows_asked_for():
    asked = []
    numbers = ByRows(10, lambda rows: asked.append(rows) or np.arange(rows.start, rows.stop, dtype=np.float32))
    assert numbers[2:5].tolist() == [2, 3, 4] and asked == [slice(2, 5)]
    assert numbers[np.array([9, 0])].tolist() == [9, 0] and len(numbers) == 10 and float(np.sum(numbers)) == 45


TELLING = '''
import os
from pathlib import Path

from sim import Intervention, add
from sim.population import threads


@add
class Telling(Intervention):
    """Tells how many threads its process may use."""

    kind: str = "telling"

    def change(self, conditions, ramp, invited):
        """Write it down."""
        with open(Path(__file__).with_name("told.txt"), "a") as file:
            file.write(f"{os.getpid()} {threads.THREADS}\\n")
'''


def test_processes_take_as_many_threads_as_they_are_given_and_otherwise_share_them(tmp_path):
    (tmp_path / "telling.py").write_text(TELLING)
    (tmp_path / "told.toml").write_text('start = 2025-01-06\ndays = 1\n[[intervention]]\nkind = "telling"\n')
    assert main(["run", str(tmp_path / "told.toml"), "--plugin", str(tmp_path / "telling.py"), "--people", "60", "--replicates", "2", "--jobs", "2",
                 "--threads", "3", "--quiet"]) == 0  # fmt: skip
    told = [line.split() for line in (tmp_path / "told.txt").read_text().splitlines()]
    assert {n_threads for process, n_threads in told if process != str(os.getpid())} == {"3"}
    assert [threads.of_each(n) for n in (1, threads.THREADS, 50)] == [threads.THREADS, 1, 1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_sweep_takes_as_many_threads_as_it_is_given(tmp_path, jobs):
    pytest.importorskip("duckdb")
    kind = f"telling_{jobs}"
    (tmp_path / "telling.py").write_text(TELLING.replace('"telling"', f'"{kind}"'))
    (tmp_path / "told.toml").write_text(f'start = 2025-01-06\ndays = 1\n[[intervention]]\nkind = "{kind}"\n')
    (tmp_path / "study.toml").write_text('scenarios = ["told.toml"]\npeople = 60\nreplicates = 2\n')
    assert main(["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "found"), "--plugin", str(tmp_path / "telling.py"), "--jobs", jobs,
                 "--threads", "3", "--quiet"]) == 0  # fmt: skip
    assert {line.split()[1] for line in (tmp_path / "told.txt").read_text().splitlines()} == {"3"}


@pytest.mark.parametrize("command", [["run", "baseline", "--days", "1"], ["compare", "lockdown", "lockdown_helpline", "--days", "1", "--replicates", "1"],
                                     ["population", "build", "--out", "small.population"]], ids=lambda words: words[0])
def test_a_command_takes_as_many_threads_as_it_is_given_and_no_longer(command, monkeypatch, tmp_path, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    before, taken = threads.THREADS, set()
    whole = threads.ThreadPoolExecutor
    monkeypatch.setattr(threads, "ThreadPoolExecutor", lambda n: taken.add(n) or whole(n))
    assert main([*command, "--people", "80", "--threads", "3", "--json", "--quiet"]) == 0
    # Beside the one that asks, and works too; when people are built two things are done at once.
    assert max(taken) == (1 if "build" in command else 2) and threads.THREADS == before


@pytest.mark.slow
def test_a_million_people_live_alike_in_one_thread_and_in_two_in_blocks_of_any_size_and_from_a_file(monkeypatch, tmp_path):
    # Under lockdown from the second day on: visits are capped, layers closed, feelings pushed.
    settings = ["start=2020-03-10", "crisis.lockdown.start=2020-03-11", "crisis.lockdown.ramp_days=1"]
    scenario = load_scenario("lockdown", people=1_000_000, days=4, set=settings)
    tables = []
    for n_threads, rows, ties in ((1, 1 << 16, 1 << 18), (2, 1 << 16, 1 << 18), (2, 1 << 20, 1 << 25)):
        with monkeypatch.context() as patch:
            as_if_large(patch, n_threads, rows, ties)
            if len(tables) < 2:
                morning = run_module.first_morning(scenario, 1)  # what is usual is found by one thread, and by two
            tables.append(run_module.run(scenario, 1, morning=morning).table.tobytes())
    stored.store(scenario, 1, tmp_path / "million.population")
    tables.append(run_module.run(stored.on_stored(scenario, tmp_path / "million.population"), 1).table.tobytes())
    assert len(set(tables)) == 1
