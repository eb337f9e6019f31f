"""A study gives the same archive whoever runs it: this process, several, or threads of it."""

import os
import signal
import threading
from pathlib import Path

import pytest
from tiny_studies import WORLDS, at_once, changed, content

from sim.studies.ensemble import runs_of_seed
from sim.studies.sweep import sweeping
from sim.studies.sweep.executors import here
from sim.studies.sweep.layout import SERIES
from sim.studies.sweep.living import live, record_of, units_of
from sim.studies.sweep.sweeping import resume, sweep

pytest.importorskip("duckdb")


def dies_once(asked, unit, watch=lambda steps: True, *, strict=False):
    """End the process at one unit, the first time or, where ALWAYS is set, every time."""
    fatal = Path(os.environ["FATAL"])
    if unit.scenarios[0].crisis[0].severity > 0.95 and unit.replicate == 2 and (not fatal.exists() or "ALWAYS" in os.environ):
        fatal.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return at_once(asked, unit, watch, strict=strict)


def test_two_processes_or_threads_give_the_archive_of_one(tmp_path):
    for name, manner in {"one": {}, "processes": {"jobs": 2}, "threads": {"jobs": 3, "threads": True}}.items():
        sweep(WORLDS, tmp_path / name, **manner)
    one = content(tmp_path / "one")
    assert one == content(tmp_path / "processes") == content(tmp_path / "threads")
    assert {row["status"] for row in one} == {"done"}


def alone(asked, unit, watch=lambda steps: True, *, strict=False):
    """Live each run of a unit from its own first morning, and remember nothing."""
    runs = [run for scenario in unit.scenarios for run in runs_of_seed((scenario,), unit.seed, unit.replicate, watch=watch)]
    return [record_of(asked, run_hash, run) for run_hash, run in zip(unit.runs, runs, strict=True)]


def test_replicates_lived_together_are_archived_as_runs_that_live_alone_and_an_interrupted_study_goes_on(tmp_path, monkeypatch):
    study, taken, done = {**WORLDS, "replicates": 6, "series": True}, [], []
    total = sweep(study, tmp_path / "alone", live=alone).ran

    def noted(*given, **how):
        taken.append(len(units_of(given[1])))
        return live(*given, **how)

    monkeypatch.setattr(sweeping, "here", lambda asked, units, stopped, _live: here(asked, units, stopped, noted))
    first = sweep(study, tmp_path / "together", progress=lambda n, _: done.append(n), stop=lambda: done[-1:] >= [12])
    assert first.stopped and 0 < first.ran < total
    assert resume(tmp_path / "together").ran == total - first.ran
    assert sorted(set(taken)) == [2, 3], "replicates 1 to 3, and 4 and 5; the first ones were the timed sample"
    assert content(tmp_path / "together") == content(tmp_path / "alone")
    assert series_of(tmp_path / "together") == series_of(tmp_path / "alone") != {}


def series_of(folder):
    return {file.name: file.read_bytes() for file in (folder / SERIES).iterdir()}


def test_threads_end_when_the_study_is_stopped_and_keep_what_is_finished(tmp_path):
    done = []
    found = sweep(changed(), tmp_path, jobs=3, threads=True, live=at_once, progress=lambda n, _: done.append(n), stop=lambda: len(done) >= 12)
    assert found.stopped and sum(row["status"] == "done" for row in content(tmp_path)) == found.ran < 60
    assert not [each for each in threading.enumerate() if each.name.startswith("noaber unit")]


@pytest.mark.slow
def test_a_worker_that_dies_costs_no_run(tmp_path, monkeypatch):
    monkeypatch.setenv("FATAL", str(tmp_path / "fatal"))
    found = sweep(changed(), tmp_path / "died", jobs=2, live=dies_once)
    sweep(changed(), tmp_path / "whole", live=at_once)
    assert (tmp_path / "fatal").exists() and not found.failed
    assert content(tmp_path / "died") == content(tmp_path / "whole")


def test_a_unit_that_always_kills_its_worker_fails_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("FATAL", str(tmp_path / "fatal"))
    monkeypatch.setenv("ALWAYS", "1")
    found = sweep(changed(), tmp_path / "died", jobs=2, live=dies_once)
    assert [each.error for each in found.failed] == ["a worker process ended unexpectedly (out of memory?)"]
    assert sum(row["status"] == "done" for row in content(tmp_path / "died")) == 59
