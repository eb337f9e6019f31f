"""What the commands print and write: results on standard output, valid JSON, the same numbers as from Python."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from sim.cli import main
from sim.run import run

SMALL = ["--people", "60", "--days", "40"]
FAILING = '''
from typing import ClassVar
from sim.core.catalogue import add
from sim.core.mechanism import Mechanism


@add
class Stumbles(Mechanism):
    """Fails in about every second replicate."""
    name: ClassVar = "stumbles"
    finding: ClassVar = "none"
    source: ClassVar = "none"
    evidence: ClassVar = "assumption"

    def plan(self, today):
        """Fail on day 5."""
        if today.clock.day == 5 and today.seed % 2:
            raise RuntimeError("stumbled")
        return {}
'''


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Run each test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOABER_PLUGINS", raising=False)
    return tmp_path


def noaber(*arguments, **more):
    command = [Path(sys.executable).with_name("noaber"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def test_run_gives_the_numbers_that_python_gives(folder, capfd):
    assert main(["run", "lockdown", "--run-seed", "7", *SMALL, "--out", "results"]) == 0
    written = pd.read_parquet("results/series.parquet")
    expected = run("lockdown", seed=7, people=60, days=40).series.dropna().reset_index(drop=True)
    for column in ("step", "time", "group", "outcome", "value"):
        assert list(written[column]) == list(expected[column])
    assert sorted(path.name for path in Path("results").iterdir()) == ["manifest.json", "runs.csv", "series.parquet"]
    assert pd.read_csv("results/runs.csv").seed.tolist() == [7]


def test_one_replicate_of_a_study_has_the_first_run_seed_of_the_study(capfd):
    from sim.core.chance import run_seed
    assert main(["run", "baseline", "--seed", "5", *SMALL, "--json"]) == 0
    assert [each["seed"] for each in json.loads(capfd.readouterr().out)["runs"]] == [run_seed(5, 0)]


def test_the_table_shows_each_outcome_before_and_in_the_crisis(capfd):
    assert main(["run", "lockdown", *SMALL, "--quiet"]) == 0
    said = capfd.readouterr()
    lines = said.out.splitlines()
    assert lines[2].split() == ["everyone", "before", "crisis", "all", "unit"]
    assert {"distress", "contacts_in_person", "cost"} <= {line.split()[0] for line in lines[4:]}
    assert said.err == ""


def test_compare_prints_the_verdict_and_writes_its_files(capfd):
    assert main(["compare", "lockdown", "lockdown_helpline", *SMALL, "--replicates", "2", "--out", "new/results"]) == 0
    said = capfd.readouterr()
    assert "What helped" in said.out
    assert "new/results" in said.err and str(Path.cwd()) not in said.err
    assert {"runs.csv", "series.parquet", "effects.csv", "manifest.json", "report.html"} == {each.name for each in Path("new/results").iterdir()}


def test_a_setting_for_one_scenario_leaves_the_other_alone(capfd):
    settings = ["--set", "lockdown:crisis.lockdown.severity=0", "--set", "crisis.pandemic.severity=0"]
    assert main(["compare", "lockdown", "lockdown_helpline", *SMALL, "--replicates", "2", "--out", "results", *settings, "--quiet"]) == 0
    resolved = {each["name"]: each["toml"] for each in json.loads(Path("results/manifest.json").read_text("utf-8"))["scenarios"]}
    assert resolved["lockdown"].count("severity = 0.0\n") == 2
    assert resolved["lockdown_helpline"].count("severity = 0.0\n") == 1


def test_a_setting_changes_what_is_run(capfd):
    means = []
    for severity in ("0.0", "0.9"):
        assert main(["run", "lockdown", *SMALL, "--json", "--set", f"crisis.lockdown.severity={severity}"]) == 0
        found = json.loads(capfd.readouterr().out)["means"]
        means += [each["value"] for each in found if (each["window"], each["group"], each["outcome"]) == ("crisis", "everyone", "contacts_in_person")]
    assert means[1] < 0.8 * means[0]


def test_all_results_are_valid_json_and_nothing_else(folder, capfd):
    (folder / "mine.toml").write_text("start = 2020-01-01\ndays = 30\n", encoding="utf-8")
    assert main(["compare", "lockdown", *SMALL, "--replicates", "2", "--json", "--out", "results"]) == 0
    for arguments in ([], ["check", "mine.toml"], ["explain", "lockdown"], ["schema"], ["report", "results"], ["list"],
                      ["replay", pd.read_csv("results/runs.csv").run_id[0], "--out", "results"]):
        if arguments:
            capfd.readouterr()
            assert main([*arguments, *([] if arguments == ["schema"] else ["--json"])]) == 0
        found = json.loads(capfd.readouterr().out)
        assert found if arguments else found["effects"] and found["files"]


def test_check_tells_which_of_several_files_is_wrong(folder, capfd):
    (folder / "good.toml").write_text("start = 2020-01-01\ndays = 30\n", encoding="utf-8")
    (folder / "bad.toml").write_text("start = 2020-01-01\ndays = 0\n", encoding="utf-8")
    assert main(["check", "bad.toml", "good.toml", "lockdown", "--json"]) == 2
    said = capfd.readouterr()
    assert [each["ok"] for each in json.loads(said.out)] == [False, True, True]
    assert said.err.startswith("noaber: bad.toml") and said.err.count("\n") == 1


def test_a_failed_replicate_is_named_and_the_finished_ones_are_kept(folder):
    (folder / "stumbles.py").write_text(FAILING, encoding="utf-8")
    done = noaber("run", "baseline", *SMALL, "--replicates", "6", "--plugin", "stumbles.py", "--out", "results", "--quiet")
    runs = pd.read_csv("results/runs.csv")
    assert done.returncode == 1
    assert set(runs.status) == {"done", "failed"}
    assert set(runs.error.dropna()) == {"RuntimeError: stumbled"}
    assert all(f"run seed {seed}) failed: RuntimeError: stumbled" in done.stderr for seed in runs.seed[runs.status == "failed"])
    assert set(pd.read_parquet("results/series.parquet").replicate) == set(runs.replicate[runs.status == "done"])
    assert "Traceback" not in done.stderr and "everyone" in done.stdout


def test_a_plugin_is_used_by_every_process_and_listed(folder):
    (folder / "stumbles.py").write_text(FAILING.replace("RuntimeError", "OSError"), encoding="utf-8")
    listed = noaber("list", "mechanisms", "--json", "--plugin", "stumbles.py")
    assert "stumbles" in [each["mechanism"] for each in json.loads(listed.stdout)]
    done = noaber("run", "baseline", *SMALL, "--replicates", "4", "--jobs", "2", "--out", "results", env={"NOABER_PLUGINS": "stumbles.py"})
    assert done.returncode == 1, done.stderr
    assert "OSError: stumbled" in done.stderr


def test_replay_gives_the_same_run_again(capfd):
    assert main(["compare", "lockdown", *SMALL, "--replicates", "2", "--out", "results", "--quiet"]) == 0
    before = {path: path.read_bytes() for path in Path("results").iterdir()}
    for run_id in pd.read_csv("results/runs.csv").run_id[2:]:
        assert main(["replay", run_id, "--out", "results"]) == 0
        assert "The same as before, bit for bit." in capfd.readouterr().out
    assert before == {path: path.read_bytes() for path in Path("results").iterdir()}


def test_a_trace_tells_whom_a_person_met(capfd):
    assert main(["run", "baseline", *SMALL, "--trace", "3", "--out", "results"]) == 0
    met = pd.read_csv("results/trace_meetings.csv")
    assert set(met.person) == {3} and set(met.layer) >= {"close"}
    assert set(pd.read_csv("results/trace_changes.csv").columns) == {"step", "person", "quantity", "mechanism", "amount"}


def test_the_version_is_that_of_the_package(capfd):
    from sim.version import __version__
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"noaber {__version__}\n"


def test_without_a_command_the_help_is_shown(capfd):
    assert main([]) == 0
    assert "compare" in capfd.readouterr().out


def test_a_reader_who_stops_reading_sees_no_traceback():
    command = f"{Path(sys.executable).with_name('noaber')} list parameters | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1 and done.stderr == ""


def test_without_its_extra_the_dashboard_says_what_to_install():
    asked = "import sys; sys.modules['solara'] = None; from sim.cli import main; sys.exit(main(['dashboard', '--no-open', '--port', '0']))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "pip install 'noaber[dashboard]'" in done.stderr and done.stderr.count("\n") == 1
