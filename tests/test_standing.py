"""Processes that stay give what any comparison gives, remember what was asked, and stop when told."""

import threading
import time

import numpy as np
import pytest
from small_worlds import LOCKDOWN, scenario_of

from sim import Workers, compare
from sim.core.chance import run_seed
from sim.studies.ensemble import runs_of_seed
from sim.studies.remembering import Mornings
from sim.studies.stacked_runs import Together
from sim.studies.standing import Kept, _taken_together
from sim.studies.standing_pasts import Pasts
from sim.studies.work import Unit

HELPED = LOCKDOWN + '\n[[intervention]]\nkind = "helpline"\nname = "line"\nstart = 2020-03-05\nreach = 0.6\n'


@pytest.fixture(scope="module")
def workers():
    """Two processes for all tests here."""
    standing = Workers(2)
    yield standing
    standing.close()


def two_scenarios(people=80, days=25):
    given = scenario_of(LOCKDOWN, people=people, days=days), scenario_of(HELPED, people=people, days=days)
    return [each.model_copy(update={"name": name}) for each, name in zip(given, ("plain", "helped"), strict=True)]


@pytest.mark.slow
def test_what_workers_give_is_what_compare_gives_bit_for_bit(workers):
    parts = []
    plain = compare(two_scenarios(), replicates=3)
    for _ in range(2):  # the second time from memory
        standing = compare(two_scenarios(), replicates=3, workers=workers, so_far=parts.append)
        assert standing.series.equals(plain.series) and standing.effects.equals(plain.effects)
        assert [run.run_id for run in standing.ensemble.runs] == [run.run_id for run in plain.ensemble.runs]
        assert standing.command == plain.command
    assert {part.ensemble.replicates for part in parts} <= {1, 2} and parts
    for part in parts:
        alone = compare(two_scenarios(), replicates=part.ensemble.replicates)
        assert part.effects.equals(alone.effects) and part.command == alone.command


def test_a_comparison_by_workers_stops_at_once_and_they_are_free_for_the_next(workers):
    compare(two_scenarios(people=20, days=2), replicates=2, workers=workers)  # the processes have started
    begun, told = time.monotonic(), []

    def stop():
        if time.monotonic() > begun + 1:
            told.append(time.monotonic())
        return bool(told)

    # Two minutes of work for each process, on a machine that does nothing else.
    answer = compare(two_scenarios(people=5000, days=3660), replicates=4, workers=workers, stop=stop)
    assert answer.stopped and time.monotonic() - told[0] < 3  # a second, and what a busy machine adds
    compare(two_scenarios(people=20, days=2), replicates=2, seed=5, workers=workers)
    assert time.monotonic() - told[0] < 60


def test_workers_that_are_closed_in_the_middle_leave_a_stopped_answer():
    standing, answers = Workers(1), []
    asking = threading.Thread(target=lambda: answers.append(compare(two_scenarios(people=500, days=500), replicates=3, workers=standing)))
    asking.start()
    time.sleep(0.3)
    standing.close()
    asking.join(20)
    assert not asking.is_alive() and answers[0].stopped


FLOOD = '\n[[crisis]]\nkind = "flood"\nname = "high water"\nstart = 2020-03-12\nseverity = 0.8\narea = 0.5\n'


def test_a_run_from_a_remembered_past_has_the_bits_of_one_from_the_first_morning():
    seed, (first, helped) = run_seed(1, 0), two_scenarios()
    flooded = scenario_of(LOCKDOWN + FLOOD, people=80, days=25).model_copy(update={"name": "flooded"})
    # The helpline opens on day 3, the lockdown begins on day 7 and the flood on day 10.
    for pasts, lived in ((Pasts(), (25 + 22, 18 + 18 + 15)), (Pasts(most=1), (25 + 25, 25 + 25 + 25))):
        for asked, days in zip(((first, helped), (first, helped, flooded)), lived, strict=True):
            steps = []
            runs = list(runs_of_seed(asked, seed, run=pasts.run_among(asked), watch=lambda done, steps=steps: steps.append(done) or True))
            assert sum(map(bool, steps)) == days, "0 is asked before each run and between ordinary days"
            for run, plain in zip(runs, runs_of_seed(asked, seed), strict=True):
                assert run.table.tobytes() == plain.table.tobytes() and run.times == plain.times
                assert (run.reached, run.invited, run.sessions) == (plain.reached, plain.invited, plain.sessions)


def test_a_run_goes_on_from_a_past_of_its_own_luck_alone():
    pasts, asked = Pasts(), two_scenarios()
    for seed in (run_seed(1, 0), run_seed(1, 1)):
        for run, plain in zip(runs_of_seed(asked, seed, run=pasts.run_among(asked)), runs_of_seed(asked, seed), strict=True):
            assert run.table.tobytes() == plain.table.tobytes()


def test_a_stack_that_goes_on_from_a_remembered_past_has_the_bits_of_runs_alone():
    pasts, mornings, seeds = Pasts(), Mornings(), [run_seed(1, replicate) for replicate in range(3)]
    flooded = scenario_of(LOCKDOWN + FLOOD, people=80, days=25).model_copy(update={"name": "flooded"})
    # As above, days that all three live at once.
    for asked, days in ((two_scenarios(), 25 + 22), ((*two_scenarios(), flooded), 18 + 18 + 15)):
        steps, shared = [], pasts.among(asked)
        together = Together([Unit(tuple(asked), seed, replicate) for replicate, seed in enumerate(seeds)], morning_of=mornings.of_stack)
        for scenario in asked:
            stacked = together.runs_of(scenario, lambda done: steps.append(done) or True, begun=shared.begun, seen=shared.seen)
            for seed, run in zip(seeds, stacked, strict=True):
                (plain,) = runs_of_seed((scenario,), seed)
                assert run.table.tobytes() == plain.table.tobytes() and run.times == plain.times
                assert (run.seed, run.reached, run.invited, run.sessions) == (seed, plain.reached, plain.invited, plain.sessions)
        assert len(steps) - len(asked) == days
    assert len(mornings) == 1


def test_processes_take_pairs_together_the_first_ones_apart_so_that_there_is_an_answer_soon():
    scenarios = tuple(two_scenarios(people=500))
    units = [Unit(scenarios, seed, seed) for seed in range(1, 20, 2)]  # those of one process of two
    assert [[unit.seed for unit in each] for each in _taken_together(units)] == [[1, 3], [5, 7, 9, 11], [13, 15, 17, 19]]
    other = [unit._replace(scenarios=scenarios[1:]) for unit in units[:1]]
    assert [[unit.seed for unit in each] for each in _taken_together(other + units[1:3])] == [[1], [3], [5]], "nothing is kept waiting by what it does not share"


def test_what_is_known_is_not_run_again_and_events_without_effect_make_no_other_run():
    first, second = two_scenarios()
    runs = compare([first, second], replicates=1).ensemble.runs
    kept = Kept(10**9)
    for scenario, run in zip((first, second, first.without_crises("calm")), runs, strict=True):
        kept.keep(scenario, run)
    other_crisis = scenario_of(LOCKDOWN.replace("severity = 0.9", "severity = 0.4"), people=80, days=25)
    asked = Unit((first, other_crisis, other_crisis.without_crises("no_crisis")), run_seed(1, 0), 0)
    known, rest = kept.split(asked)
    assert [run.scenario for run in known] == ["plain", "no_crisis"] and rest.scenarios == (other_crisis,)
    assert np.array_equal(known[1].table, runs[2].table, equal_nan=True)
    assert known[1].scenario_hash == asked.scenarios[2].hash() != runs[2].scenario_hash
    small = Kept(runs[0].table.nbytes)
    for scenario, run in zip((first, second), runs[:2], strict=True):
        small.keep(scenario, run)
    assert [run.scenario for run in small.split(Unit((first, second), run_seed(1, 0), 0))[0]] == ["helped"]


def test_first_mornings_are_forgotten_before_they_fill_the_memory():
    class Crowd:
        n_people = 20_000
        population = property(lambda self: self)

    mornings = Mornings()
    for key in range(3):
        mornings["people", key] = Crowd()
    assert list(mornings) == [("people", 2)]
