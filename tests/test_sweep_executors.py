"""A study gives the same archive whoever runs it: this process, several, or a cluster whose workers come and go."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tiny_studies import at_once, changed, content

from sim.studies.sweep.sweeping import sweep
from sim.timeline.errors import ScenarioError

pytest.importorskip("duckdb")
WORLDS = {"scenarios": ("lockdown", "lockdown_helpline"), "people": 60, "days": 40, "replicates": 2, "no_crisis": True,
          "vary": ({"path": "crisis.lockdown.severity", "values": (0.3, 0.9)},)}


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


def test_a_cluster_that_does_not_answer_costs_one_message(tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(ScenarioError, match="no scheduler answers there"):
        sweep(changed(), tmp_path, cluster="tcp://127.0.0.1:1", live=at_once)


def test_a_worker_with_another_model_is_refused(tmp_path):
    from sim.studies.sweep.cluster import lived
    from sim.studies.sweep.identity import code_of
    from sim.studies.sweep.living import Asked
    (tmp_path / "mine.py").write_text("# mine")
    here = Asked({}, ("everyone",), False, code_of([tmp_path / "mine.py"]), (tmp_path / "mine.py",))
    assert lived(lambda asked, unit: ["lived"], here, None) == ["lived"]
    for other in (here._replace(code="0123456789abcdef"), here._replace(plugins=(tmp_path / "none.py",))):
        with pytest.raises(ScenarioError, match="a worker has another version of noaber"):
            lived(lambda asked, unit: ["lived"], other, None)


@pytest.fixture
def cluster(tmp_path):
    """Give the address of a scheduler on this machine and three worker processes."""
    pytest.importorskip("distributed")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    told = tmp_path / "scheduler.json"
    python = [sys.executable, "-W", "ignore", "-m"]
    scheduler = subprocess.Popen([*python, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show",
                                  "--scheduler-file", told], env=environment, stderr=subprocess.DEVNULL)
    workers = [subprocess.Popen([*python, "distributed.cli.dask_worker", "--scheduler-file", told, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                                 "--local-directory", tmp_path / f"worker{k}"], env=environment, stderr=subprocess.DEVNULL) for k in range(3)]
    import json
    for _ in range(600):
        if told.is_file() and told.stat().st_size:
            break
        time.sleep(0.1)
    yield json.loads(told.read_text())["address"], workers
    for process in [*workers, scheduler]:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_cluster_of_which_a_worker_is_killed_gives_the_archive_of_one_process(tmp_path, cluster):
    address, workers = cluster
    sweep(WORLDS, tmp_path / "here")
    seen = []

    def killing(done, total):
        if done > 6 and not seen:
            seen.append(done)
            workers[0].kill()
    found = sweep(WORLDS, tmp_path / "cluster", cluster=address, progress=killing)
    assert seen and not found.failed
    assert content(tmp_path / "cluster") == content(tmp_path / "here")
