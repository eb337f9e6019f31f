"""A study done again: what was checked and stored once counts, unless anything that a run depends on has changed since."""

import json
from importlib.util import find_spec

import pytest
from tiny_studies import at_once, changed, content

from sim.cli import main
from sim.studies.sweep.identity import run_hash
from sim.studies.sweep.plan import plan_of
from sim.studies.sweep.reading import checked_study
from sim.studies.sweep.results import read_results
from sim.studies.sweep.sweeping import resume, sweep

pytest.importorskip("duckdb")
SMALL = {"scenarios": ("lockdown",), "people": 40, "days": 30, "replicates": 2, "no_crisis": True,
         "vary": ({"path": "crisis.lockdown.severity", "values": (0.2, 0.9)},)}


def test_every_run_of_a_schedule_has_the_hash_of_what_produces_it():
    plan = plan_of(checked_study(changed(no_crisis=True)))
    units = list(plan.schedule.units())
    assert [unit[:2] for unit in units] == list(plan.units()) and len(units) == 60
    for point, replicate, runs in units:
        assert runs == [run_hash(each, plan.seed_of(replicate), plan.code, plan.kept) for each in plan.hashes[point]]


def test_a_changed_network_file_makes_other_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ties.csv").write_text("source,target\n" + "".join(f"{k},{k + 1}\n" for k in range(30)))
    (tmp_path / "town.toml").write_text('extends = "lockdown"\n[population]\nnetwork = "ties.csv"\n')
    study = {"scenarios": [str(tmp_path / "town.toml")], "days": 30, "replicates": 2, "vary": [{"path": "crisis.lockdown.severity", "values": [0.2, 0.9]}]}
    assert sweep(study, "out", live=at_once).ran == 4
    assert resume("out", live=at_once).ran == 0 and sweep(study, "out", live=at_once).ran == 0
    (tmp_path / "ties.csv").write_text("source,target\n" + "".join(f"{k},{k + 2}\n" for k in range(30)))
    assert resume("out", live=at_once).ran == 4 and sweep(study, "out", live=at_once).ran == 0


def test_a_changed_model_makes_other_runs_and_keeps_the_old_ones(tmp_path):
    plugin = tmp_path / "mine.py"
    for text, ran in (("# one", 60), ("# one", 0), ("# another", 60)):
        plugin.write_text(text)
        assert sweep(changed(), tmp_path / "out", live=at_once, plugins=(plugin,)).ran == ran
    assert len(content(tmp_path / "out")) == 120


def test_a_table_of_points_is_read_back_as_it_was(tmp_path):
    (tmp_path / "points.csv").write_text("crisis.lockdown.severity,step,crisis.lockdown.start\n" + "".join(f"{k / 40},{'day' if k % 2 else 'hour'},2020-03-{10 + k % 5}\n" for k in range(40)))
    read = checked_study({**changed(design={"kind": "csv", "file": "points.csv"}, vary=({"path": "crisis.lockdown.ramp_days", "values": (1, 2)},))}, folder=tmp_path)
    plan = plan_of(read)
    assert sweep(read, tmp_path / "out", live=at_once).ran == 400 and resume(tmp_path / "out", live=at_once).ran == 0
    results = read_results(tmp_path / "out")
    assert results.factors == plan.points.factors and results.points == plan.points.rows


def test_any_stored_run_can_be_repeated_bit_for_bit_also_one_of_an_earlier_study(tmp_path, capfd):
    sweep(SMALL, tmp_path)
    runs = read_results(tmp_path).runs
    sweep({**SMALL, "vary": ({"path": "crisis.lockdown.severity", "values": (0.5,)},)}, tmp_path, live=at_once)
    for run in (runs["run"].iloc[0], runs["run"].iloc[-1]):
        assert main(["replay", run[:12], "--out", str(tmp_path), "--json"]) == 0
        told = json.loads(capfd.readouterr().out)
        assert told["run"] == run and told["same_as_before"] is True


@pytest.mark.parametrize(("address", "wanted"), [("nonsense", "expected the address of a scheduler"), ("slurm", "needs dask_jobqueue")])
def test_a_cluster_that_cannot_be_is_told_before_anything_is_written(tmp_path, capfd, address, wanted):
    pytest.importorskip("distributed")
    if address == "slurm" and find_spec("dask_jobqueue"):
        pytest.skip("dask-jobqueue is installed")
    (tmp_path / "tiny.toml").write_text('scenarios = ["lockdown"]\n')
    assert main(["sweep", str(tmp_path / "tiny.toml"), "--out", str(tmp_path / "out"), "--cluster", address]) == 2
    assert wanted in capfd.readouterr().err and not (tmp_path / "out").exists()
