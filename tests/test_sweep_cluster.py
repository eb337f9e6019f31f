"""A study on a Dask cluster whose workers come and go, and what is told where one of them lacks noaber."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tiny_studies import WORLDS, changed, content

from sim.studies.sweep.cluster import client_of, lived
from sim.studies.sweep.identity import code_of
from sim.studies.sweep.sweeping import sweep
from sim.timeline.errors import ScenarioError

pytest.importorskip("duckdb")
pytest.importorskip("distributed")
COMMANDS = {"scheduler": ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            "worker": ["distributed.cli.dask_worker", "--nthreads", "1", "--no-dashboard", "--no-nanny"]}
BARE = """
import runpy, sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "sim":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Refused())
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__")
"""


class Cluster:
    """A scheduler on this machine, and worker processes that are started one by one; `bare` ones have no noaber."""

    def __init__(self, folder, bare):
        self.folder, self.file, self._started = folder, folder / "scheduler.json", []
        self._start("scheduler", bare)
        wait_for(lambda: self.file.is_file() and self.file.stat().st_size)
        self.address = json.loads(self.file.read_text())["address"]

    def worker(self, bare=False):
        return self._start("worker", bare, "--local-directory", self.folder / f"worker{len(self._started)}")

    def end(self):
        for process in reversed(self._started):
            process.kill()
            process.wait()

    def _start(self, role, bare, *more):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
        command = [sys.executable, "-W", "ignore", *(["-c", BARE] if bare else ["-m"]), *COMMANDS[role], "--scheduler-file", self.file, *more]
        self._started.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        return self._started[-1]


@pytest.fixture
def cluster(tmp_path):
    """Give what starts a Cluster, and end it."""
    made = []

    def start(bare=False):
        made.append(Cluster(tmp_path, bare))
        return made[-1]
    yield start
    for each in made:
        each.end()


def test_a_cluster_that_does_not_answer_costs_one_message(tmp_path):
    with pytest.raises(ScenarioError, match="no scheduler answers there"):
        sweep(changed(), tmp_path, cluster="tcp://127.0.0.1:1")


def test_a_worker_with_another_model_is_refused(tmp_path):
    (tmp_path / "mine.py").write_text("# mine")
    plugins = (tmp_path / "mine.py",)
    for code, files in (("0123456789abcdef", plugins), (code_of(plugins), (tmp_path / "none.py",))):
        with pytest.raises(ScenarioError, match="a worker has another version of noaber"):
            lived(code, files, b"")


@pytest.mark.slow
def test_a_cluster_of_which_a_worker_is_killed_gives_the_archive_of_one_process(tmp_path, cluster):
    there = cluster(bare=True)  # a scheduler needs no noaber
    workers = [there.worker() for _ in range(3)]
    sweep(WORLDS, tmp_path / "here")
    seen = []

    def killing(done, total):
        if done > 6 and not seen:
            seen.append(done)
            workers[0].kill()
    found = sweep(WORLDS, tmp_path / "cluster", cluster=there.address, progress=killing)
    assert seen and not found.failed
    assert content(tmp_path / "cluster") == content(tmp_path / "here")


@pytest.mark.slow
def test_a_worker_without_noaber_costs_one_message_that_says_what_to_install_whenever_it_joins(tmp_path, cluster):
    there, said = cluster(), []
    late = threading.Timer(0, lambda: (wait_for(lambda: "The cluster has no workers at the moment" in " ".join(said)), there.worker(bare=True)))
    late.start()
    with pytest.raises(ScenarioError, match="a worker has no noaber, or an older one. On every worker: pip install 'noaber\\[cluster\\]==.*the scheduler needs Dask alone"):
        sweep(WORLDS, tmp_path / "late", cluster=there.address, said=said.append)
    late.join()
    with pytest.raises(ScenarioError, match=r"1 of 1 workers have no noaber, or an older one \(tcp://127"), client_of(there.address):
        pass


def wait_for(condition):
    """Wait until a condition holds, looking ten times a second, and fail after five minutes: a loaded machine takes long to start a process."""
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline, "nothing came in five minutes"
        time.sleep(0.1)  # between two looks; nothing is taken to have happened by then
