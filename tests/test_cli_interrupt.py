"""Ctrl-C and SIGTERM: exit code 130, no traceback, and what is finished is kept."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import load_scenario
from sim.commands.progress import Work
from sim.commands.single import Asked, prepared
from sim.studies.sweep.results import read_results
from sim.studies.work import run_all

ENDLESS = ["baseline", "--people", "200", "--days", "60", "--replicates", "5000"]


def started(folder, *arguments):
    command = [Path(sys.executable).with_name("noaber"), *arguments, "--out", "results"]
    # A group of its own, to which a terminal would send the signal of Ctrl-C.
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0)


def read_until(process, wanted, least=0):
    """Read the progress of a command until a line holds a text and begins with a number of at least `least`; end it if that takes too long."""
    limit = threading.Timer(150, process.kill)
    limit.start()
    for line in process.stderr:
        if wanted in line and (not least or int(line.split()[0]) >= least):
            break
    limit.cancel()


@pytest.mark.parametrize(("jobs", "sent"), [("1", signal.SIGINT), ("2", signal.SIGINT), ("2", signal.SIGTERM)])
def test_what_is_finished_is_kept(tmp_path, jobs, sent):
    process = started(tmp_path, "run", *ENDLESS, "--jobs", jobs)
    read_until(process, "runs")
    os.killpg(process.pid, sent)
    out, err = process.communicate(timeout=150)
    runs = pd.read_csv(tmp_path / "results" / "runs.csv")
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert 0 < len(runs) < 5000 and set(runs.status) == {"done"}
    assert f"{len(runs)} of 5000 runs finished" in err
    assert set(pd.read_parquet(tmp_path / "results" / "series.parquet").replicate) == set(runs.replicate)
    assert f"mean of {len(runs)} runs" in out


@pytest.mark.parametrize("manner", [("--jobs", "1"), ("--jobs", "2"), ("--jobs", "2", "--in-threads")], ids=" ".join)
def test_a_sweep_that_is_told_to_end_keeps_what_is_finished_and_can_go_on(tmp_path, manner):
    pytest.importorskip("duckdb")
    (tmp_path / "study.toml").write_text('scenarios = ["baseline"]\npeople = 200\ndays = 60\nreplicates = 5000\n', encoding="utf-8")
    process = started(tmp_path, "sweep", "study.toml", *manner)
    read_until(process, "of 5000 runs")
    os.killpg(process.pid, signal.SIGTERM)
    out, err = process.communicate(timeout=150)
    assert process.returncode == 130 and "Traceback" not in err, err
    found = read_results(tmp_path / "results")
    assert 0 < found.n_finished < 5000 and set(found.runs["status"]) == {"done", "missing"}
    assert f"{found.n_finished:,} of 5,000 runs are stored in results; noaber resume --out results goes on from there." in out


def test_an_interrupted_comparison_tells_what_it_found_so_far(tmp_path):
    process = started(tmp_path, "compare", "lockdown", *ENDLESS)
    read_until(process, "runs", least=7)  # on a slow machine the first line comes after one run, and a pair takes three
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=150)
    assert process.returncode == 130, err
    assert "What the crisis did" in out
    assert (tmp_path / "results" / "report.html").is_file()


def test_a_run_of_which_nothing_is_finished_leaves_nothing(tmp_path):
    process = started(tmp_path, "run", "baseline", "--people", "500", "--days", "3000")
    read_until(process, " of 3000 days")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=150)
    assert (process.returncode, out) == (130, ""), err
    assert not (tmp_path / "results").exists()
    assert "Traceback" not in err


def test_no_worker_outlives_a_command_that_is_killed(tmp_path):
    process = started(tmp_path, "run", *ENDLESS, "--jobs", "2")
    read_until(process, "runs")
    process.kill()
    process.communicate(timeout=60)
    ended = threading.Event()
    for _ in range(100):
        if subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, check=False).returncode:
            break
        ended.wait(0.2)
    assert subprocess.run(["pgrep", "-g", str(process.pid), "-l"], capture_output=True, text=True, check=False).stdout == ""


def test_the_ordinary_days_before_a_run_are_shown_and_can_be_ended(capsys):
    class Impatient(Work):
        def stop(self):
            return "5 of 28 ordinary days" in said()

    def said():
        told.append(capsys.readouterr().err)
        return "".join(told)

    told, study = [], prepared(Asked("lockdown", run_seed=1, people=60, days=3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.commands.progress.FIRST_LINE", 0.0)
        patch.setattr("sim.commands.progress.LONGEST_SILENCE", 0.0)
        with Impatient("days") as work:
            study.run([], work)
    assert study.ensemble.stopped and not study.ensemble.runs
    assert "5 of 28 ordinary days" in said() and "6 of 28" not in said() and "of 3 days" not in said()
    assert said().index("building people ...") < said().index("finding what is usual ...") < said().index("1 of 28")


@pytest.fixture
def every_run_is_large(monkeypatch, tmp_path):
    """Have runs of few people shown as those of many; return a plugin that does so in other processes."""
    monkeypatch.setattr("sim.population.threads.WORTH_IT", 0)
    (tmp_path / "large.py").write_text("from sim.population import threads\n\nthreads.WORTH_IT = 0\n")
    return str(tmp_path / "large.py")


def test_of_large_runs_every_day_is_shown_ordinary_ones_too(every_run_is_large):
    seen, scenarios = [], tuple(load_scenario(name, people=60, days=3) for name in ("lockdown", "lockdown_helpline"))
    ensemble = run_all(scenarios, 1, 1, progress=lambda done, of: seen.append(done))
    first, second = [day / 31 for day in range(32)], [1 + day / 3 for day in range(4)]  # the second has the first morning of the first
    assert np.unique(np.round(seen, 4)).tolist() == pytest.approx(np.unique(np.round(first + second, 4)).tolist(), abs=2e-4) and seen == sorted(seen)
    assert len(ensemble.runs) == 2 and not ensemble.stopped


def test_large_runs_can_be_ended_between_two_ordinary_days(every_run_is_large):
    seen = []
    ensemble = run_all((load_scenario("lockdown", people=60, days=3),), 1, 1, progress=lambda done, of: seen.append(done), stop=lambda: seen[-1] > 0.2)
    assert ensemble.stopped and not ensemble.runs and max(seen) < 0.3


def test_days_of_large_runs_in_other_processes_are_shown_and_the_runs_can_be_ended(every_run_is_large, tmp_path):
    seen = []
    ensemble = run_all((load_scenario("lockdown", people=300, days=600),), 2, 1, jobs=2, plugins=(every_run_is_large,), panel_folder=tmp_path,
                       progress=lambda done, of: seen.append(done), stop=lambda: seen[-1] > 0)
    assert ensemble.stopped and 0 < seen[-1] < 2 and seen[-1] != int(seen[-1])


def test_a_beginning_that_takes_long_is_told_and_one_that_does_not_is_not(monkeypatch, capsys):
    for patience, told in ((0.0, "beginning: people are built, and what is usual for them is found ...\n"), (60.0, "")):
        monkeypatch.setattr("sim.commands.progress.FIRST_LINE", patience)
        with Work("runs") as work:
            work.progress(0, 4)
            work._shown._soon.join(0.5)
            assert capsys.readouterr().err == told
            work.progress(1, 4)
        work._shown._soon.join(5)
        assert "beginning" not in capsys.readouterr().err and not work._shown._soon.is_alive()


def test_lines_tell_parts_of_runs_and_whether_anything_is_kept(monkeypatch, capsys):
    monkeypatch.setattr("sim.commands.progress.FIRST_LINE", 0.0)
    for keeps in (True, False):
        with Work("runs", keeps=keeps) as work:
            work.progress(0, 4)
            work.progress(1.5, 4)
            work._interrupt()
    told = capsys.readouterr().err
    assert "1 of 4 runs and parts of others, 38% in all" in told
    assert told.count("what is finished is kept") == told.count("nothing of it is kept") == 1
