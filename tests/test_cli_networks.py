"""`noaber run --network --trajectories` writes its tables, and says what is missing."""

from pathlib import Path

import pandas as pd
import pytest

from sim.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Run each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_writes_its_network_and_its_trajectories(capfd):
    assert main(["run", "lockdown", "--people", "200", "--days", "70", "--network", "--trajectories", "--out", "results"]) == 0
    network, courses = pd.read_parquet("results/network.parquet"), pd.read_csv("results/trajectories.csv")
    assert set(network.measure) >= {"degree", "isolates", "giant_component", "clustering", "assortativity_distress", "assortativity_loneliness"}
    assert network.step.max() == 69 and set(network.days) == {7, 28}
    assert courses[courses.group == "everyone"].share.sum() == pytest.approx(1)
    assert "--network --trajectories" in Path("results/manifest.json").read_text(encoding="utf-8")
    assert main(["run", "lockdown", "--people", "60", "--days", "5", "--out", "results"]) == 0
    assert not Path("results/network.parquet").exists() and not Path("results/trajectories.csv").exists()


@pytest.mark.parametrize(("more", "message"), [
    (["--network"], "--network: its table needs a folder"), (["--network", "--out", "r", "--replicates", "2"], "--network follows one run"),
    (["--trajectories", "--days", "20", "--out", "r"], "at least 28 days"),
])
def test_what_is_missing_is_told(capfd, more, message):
    assert main(["run", "lockdown", "--people", "60", *more]) == 2
    assert message in capfd.readouterr().err and not Path("r").exists()


@pytest.mark.parametrize(("words", "message"), [
    ("baseline", 'there is no crisis in "baseline"'), ("blackout_72h", "got 26; add --days 30 or more"),
    ("lockdown --set crisis.lockdown.enabled=false --set crisis.pandemic.enabled=false", "there is no crisis"),
])
def test_courses_that_cannot_be_told_are_refused_before_anything_runs(capfd, words, message):
    assert main(["run", *words.split(), "--people", "60", "--trajectories", "--out", "r"]) == 2
    said = capfd.readouterr().err
    assert message in said and said.count("\n") == 1 and not Path("r").exists()
