"""The archive of a sweep: no finished run is lost or done twice, whatever happens to the process, the disk or the file."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from tiny_studies import at_once, changed, content

from sim.cli import main
from sim.studies.sweep.archive import Archive
from sim.studies.sweep.broken import ArchiveError
from sim.studies.sweep.plan import plan_of
from sim.studies.sweep.reading import checked_study
from sim.studies.sweep.results import read_results
from sim.studies.sweep.sweeping import resume, sweep
from sim.studies.sweep.tables import Record, labels_text

pytest.importorskip("duckdb")
TINY_STUDIES = Path(__file__).with_name("tiny_studies.py")


def test_the_same_study_twice_runs_nothing_twice(tmp_path):
    first, second = (sweep(changed(), tmp_path, live=at_once) for _ in range(2))
    assert (first.total, first.ran, first.before) == (60, 60, 0)
    assert (second.total, second.ran, second.before) == (60, 0, 60)


def test_a_wider_study_reuses_the_runs_of_a_narrower_one(tmp_path):
    severities = {"path": "crisis.lockdown.severity", "values": (0.2, 0.4)}
    sweep(changed(vary=(severities,), replicates=3), tmp_path, live=at_once)
    wider = sweep(changed(vary=({**severities, "values": (0.2, 0.4, 0.6)},), replicates=4), tmp_path, live=at_once)
    assert (wider.total, wider.before, wider.ran) == (12, 6, 6)


def test_a_study_cut_short_has_the_same_replicates_at_every_point(tmp_path):
    done = []
    sweep(changed(), tmp_path, live=at_once, progress=lambda n, _: done.append(n), stop=lambda: len(done) >= 24)
    there = read_results(tmp_path).runs.query("status == 'done'").groupby("point")["replicate"].count()
    assert len(there) == 12 and there.max() - there.min() <= 1


def test_a_failed_run_is_a_row_with_its_error_and_done_again_only_on_demand(tmp_path, monkeypatch):
    monkeypatch.setenv("BREAKS_ABOVE", "0.95")
    found = sweep(changed(), tmp_path, live=at_once)
    assert len(found.failed) == 5 and {row["error"] for row in content(tmp_path) if row["status"] == "failed"} == {"Broken: too severe"}
    monkeypatch.delenv("BREAKS_ABOVE")
    assert sweep(changed(), tmp_path, live=at_once).ran == 0
    assert resume(tmp_path, live=at_once, retry=True).ran == 5
    assert {row["status"] for row in content(tmp_path)} == {"done"}
    assert set(read_results(tmp_path).runs["status"]) == {"done"}


def test_finished_runs_can_be_read_while_the_study_runs(tmp_path):
    process = started(tmp_path, jobs=1, seconds=3)  # long enough to be seen half-way, however slow the machine
    try:
        seen = wait_for(lambda: read_results(tmp_path).n_finished, tmp_path / "published" / "runs-00000.parquet")
        assert 0 < seen < 60 and process.poll() is None
        with pytest.raises(ArchiveError, match="in use by another process"), Archive(tmp_path):
            pass
    finally:
        process.kill()
        process.wait()


def killed_and_resumed(tmp_path, moments, jobs, seconds):
    """Kill the tiny study at so many random moments, let it end, and return (content, content of one never killed, runs, runs noted)."""
    folder, log, luck = tmp_path / "killed", tmp_path / "log", random.Random(moments)
    for _ in range(moments):
        process = started(folder, jobs, seconds, log)
        process.stdout.readline()  # what it forecasts, so that it is at work
        time.sleep(luck.uniform(0, 0.4))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process = started(folder, jobs, 0, log)
    out, err = process.communicate(timeout=900)
    assert "done 60" in out, err
    sweep(changed(), tmp_path / "whole", live=at_once)
    noted = log.read_text().split()
    return content(folder), content(tmp_path / "whole"), noted


@pytest.mark.parametrize(("moments", "jobs"), [(3, 1), pytest.param(30, 2, marks=pytest.mark.slow)])
def test_a_sweep_killed_at_random_moments_ends_as_one_never_killed(tmp_path, moments, jobs):
    killed, whole, noted = killed_and_resumed(tmp_path, moments, jobs, 0.05)
    assert killed == whole and len(whole) == 60
    # In flight at a kill: units handed out, and what waits for the disk.
    assert len(noted) - len(set(noted)) <= moments * (4 * jobs + 2)


def test_a_killed_sweep_leaves_no_word_of_pythons_own_on_the_terminal(tmp_path):
    process = started(tmp_path, jobs=2, seconds=0.2)
    wait_for(lambda: read_results(tmp_path).n_finished > 3, tmp_path / "published" / "runs-00000.parquet")
    process.kill()  # alone: what it started ends of itself, and would complain of leaked semaphores
    assert process.communicate(timeout=300)[1] == ""


def test_a_full_disk_costs_one_message_and_no_finished_run(tmp_path):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
    sweep(changed(replicates=1), tmp_path, live=at_once)
    before = content(tmp_path)
    wide = '{"replicates": 1500}'
    process = started(tmp_path, 1, 0, None, wide, preexec_fn=small_files)
    _, err = process.communicate(timeout=300)
    assert process.returncode != 0 and "no room left to write" in err, err[-600:]
    after = {row["run"]: row for row in content(tmp_path)}
    assert all(after[row["run"]] == row for row in before)


def test_a_disk_too_full_to_publish_costs_one_message_and_resume_goes_on_once_there_is_room(tmp_path, capsys):
    sweep(changed(), tmp_path, live=at_once)
    plan = tmp_path / "published" / "plan.parquet"
    plan.unlink()
    Path(f"{plan}.unfinished").symlink_to("/dev/full")
    assert main(["resume", "--out", str(tmp_path), "--quiet"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("noaber: published: no room left to write") and err.count("\n") == 1 and f"noaber resume --out {os.path.relpath(tmp_path)}" in err
    assert resume(tmp_path, live=at_once).before == read_results(tmp_path).n_finished == 60


@pytest.mark.parametrize("harm", ["garbage", "cut", "newer", "foreign"])
def test_an_archive_that_cannot_be_used_costs_one_message(tmp_path, harm, capsys):
    sweep(changed(), tmp_path, live=at_once)
    file = tmp_path / "archive.duckdb"
    if harm == "garbage":
        file.write_bytes(b"not a database " * 1000)
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    else:
        import duckdb
        with duckdb.connect(str(file)) as base:
            base.execute("UPDATE about SET value = '99' WHERE name = 'format'" if harm == "newer" else "DROP TABLE about")
    wanted = {"newer": "made by a newer noaber", "foreign": "not an archive of noaber"}.get(harm, "damaged")
    assert main(["resume", "--out", str(tmp_path)]) == 2
    err = capsys.readouterr().err.strip()
    assert wanted in err and err.count("\n") == 0, err


def test_a_damaged_archive_moved_away_is_made_again_from_what_was_published(tmp_path):
    sweep(changed(), tmp_path, live=at_once)
    before = content(tmp_path)
    (tmp_path / "archive.duckdb").rename(tmp_path / "damaged")
    found = resume(tmp_path, live=at_once)
    assert (found.ran, found.before) == (0, 60) and content(tmp_path) == before


def test_series_lie_beside_the_archive_and_are_added_to_runs_without(tmp_path):
    sweep(changed(replicates=1), tmp_path, live=at_once)
    assert sweep(changed(replicates=1, series=True), tmp_path, live=at_once).ran == 12
    runs = {row["run"] for row in content(tmp_path)}
    assert {file.stem for file in (tmp_path / "series").iterdir()} == runs and len(runs) == 12


# Processor time, which on an idle machine is what the clock shows: it does not depend on what else runs.
@pytest.mark.slow
def test_five_thousand_small_runs_are_stored_in_a_minute(tmp_path):
    begun = time.process_time()
    sweep(changed(replicates=417), tmp_path, live=at_once)
    assert time.process_time() - begun < 60


@pytest.mark.slow
def test_a_run_that_costs_nothing_costs_twenty_milliseconds_at_most_by_processes(tmp_path):
    def spent(replicates):
        before = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        sweep(changed(replicates=replicates), tmp_path / str(replicates), jobs=2, live=at_once)
        return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    few, many = spent(5), spent(55)  # both start two processes
    assert (many - few) / (50 * 12) < 0.02


@pytest.mark.slow
def test_a_hundred_thousand_stored_runs_are_opened_resumed_and_read_in_seconds(tmp_path):
    severities = tuple(round(k / 1000, 4) for k in range(1000))
    plan = plan_of(checked_study(changed(vary=({"path": "crisis.lockdown.severity", "values": severities},), replicates=100)))
    labels = labels_text(("before", "crisis", "after", "all"), ("everyone",), ("distress", *"abcdefghijklm"))
    with Archive(tmp_path) as archive:
        archive.keep_plan(plan)
        for units in batched(plan.schedule.units(), 5000):
            archive.add([Record(run, plan.hashes[point][0], plan.seed_of(replicate), "", 0.01, 10, labels, (0.5,) * 56, code=plan.code)
                         for point, replicate, (run,) in units])
    assert resume(tmp_path, live=at_once).ran == 0  # publishes what this test stored without a sweep
    begun = time.process_time()
    assert resume(tmp_path, live=at_once).ran == 0
    results = read_results(tmp_path)
    assert results.n_finished == 100_000 and results.values("distress").mean() == 0.5
    assert time.process_time() - begun < 5


def batched(items, size):
    """Give lists of at most so many items; itertools has it from Python 3.12 on."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def started(folder, jobs, seconds=0.0, log=None, tables="{}", **more):
    environment = {**os.environ, "SECONDS_A_UNIT": str(seconds), **({"RUNS_LOG": str(log)} if log else {})}
    return subprocess.Popen([sys.executable, TINY_STUDIES, folder, str(jobs), tables], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, process_group=0, **more)


def wait_for(measure, file):
    """Return the first value above 0."""
    for _ in range(6000):  # five minutes: a loaded machine takes long to start a process
        if file.is_file() and (value := measure()):
            return value
        time.sleep(0.05)
    raise AssertionError("nothing came")
