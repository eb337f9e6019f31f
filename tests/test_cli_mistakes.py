"""Every mistake on the command line or in a file costs one message on standard error and exit code 2, and writes nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main

FILE = """title = "x"
start = 2020-02-24
days = 60
[population]
people = 100
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-16
until = 2020-04-13
"""
FILES = {
    "good.toml": FILE,
    "unknown_key.toml": FILE.replace("name =", "nmae ="),
    "wrong_type.toml": FILE.replace("people = 100", 'people = "many"'),
    "out_of_range.toml": FILE + "severity = 1.5\n",
    "outside.toml": FILE.replace("until = 2020-04-13", "until = 2021-04-13"),
    "until_first.toml": FILE.replace("until = 2020-04-13", "until = 2020-03-01"),
    "no_network.toml": FILE.replace("people = 100", 'network = "none.graphml"'),
    "no_column.toml": FILE + 'severity = { file = "series.csv", value = "stringency", date = "date" }\n',
    "no_series.toml": FILE + 'severity = { file = "none.csv", value = "stringency", date = "date" }\n',
    "circle.toml": 'extends = "circle.toml"\n' + FILE,
    "orphan.toml": 'extends = "none.toml"\n',
    "not_toml.toml": "title = = 3\n",
    "empty.toml": "",
    "longer.toml": FILE.replace("days = 60", "days = 70"),
    "later.toml": FILE.replace("start = 2020-02-24", "start = 2020-02-25"),
    "hours.toml": 'step = "hour"\n' + FILE,
    "series.csv": "date,index\n2020-03-16,50\n",
    "fails.py": "ready = True\nraise ValueError('no such thing')\n",
    "no_python.py": "def f(:\n",
    "leaves.py": "raise SystemExit(3)\n",
    "a_file": "",
}
# (arguments, what the message says)
MISTAKES = [
    ("run lockdwon", 'did you mean "lockdown"?'),
    ("run none.toml", "there is no such file"),
    ("run .", "folder"),
    ("run unknown_key.toml", 'key "nmae": unknown key; did you mean "name"?'),
    ("run wrong_type.toml", '[population], key "people"'),
    ("run out_of_range.toml", '[[crisis]] "spring", key "severity"'),
    ("run outside.toml", 'key "until"'),
    ("run until_first.toml", "after the event's start"),
    ("run no_network.toml", 'no file "none.graphml"'),
    ("run no_column.toml", "stringency"),
    ("run no_series.toml", "none.csv"),
    ("run circle.toml", "circle"),
    ("run orphan.toml", 'there is no file "none.toml"'),
    ("run not_toml.toml", "line 1"),
    ("run empty.toml", "empty"),
    ("check good.toml out_of_range.toml", 'key "severity"'),
    ("explain lockdwon", 'did you mean "lockdown"?'),
    ("explain good.toml --replicates 5", "--replicates only has a meaning with --paths"),
    ("explain good.toml --seed 0 --jobs 1", "--seed and --jobs only have a meaning with --paths"),
    ("run good.toml --set crisis.sprung.severity=0.6", 'did you mean "spring"?'),
    ("run good.toml --set crisis.spring.severty=0.6", 'did you mean "severity"?'),
    ("run good.toml --set crisis.spring.severity=6", "from 0 to 1"),
    ("run good.toml --set severity", "expected PATH=VALUE"),
    ("run good.toml --set good:days=3", "several"),
    ("run good.toml --people 5", "from 10"),
    ("run good.toml --people 50.5", "--people"),
    ("run good.toml --days 0", "from 1"),
    ("run good.toml --replicates 0", "--replicates"),
    ("run good.toml --replicates -3", "--replicates"),
    ("run good.toml --jobs 0", "--jobs"),
    ("run good.toml --seed -1", "--seed"),
    ("run good.toml --seed 9223372036854775808", "--seed"),
    ("run good.toml --run-seed 1 --seed 2", "exclude each other"),
    ("run good.toml --run-seed 1 --replicates 2", "--run-seed"),
    ("run good.toml --panel", "--out"),
    ("run good.toml --trace 3", "--out"),
    ("run good.toml --trace 100 --out results", "from 0 to 99"),
    ("run good.toml --out a_file", "this is a file"),
    ("run good.toml --out a_file/below", "cannot write there"),
    ("run good.toml --out /dev/null/x", "cannot write there"),
    ("run good.toml --plugin none.py", "no such file"),
    ("run good.toml --plugin fails.py", "fails.py, line 2: ValueError: no such thing"),
    ("run good.toml --plugin no_python.py", "no_python.py, line 1: SyntaxError"),
    ("run good.toml --plugin leaves.py", "SystemExit"),
    ("run", "Missing argument"),
    ("run good.toml --sed 3", "--sed"),
    ("rnu good.toml", "Did you mean 'run'"),
    ("compare good.toml longer.toml", 'key "days"'),
    ("compare good.toml later.toml", 'key "start"'),
    ("compare good.toml hours.toml", 'key "step"'),
    ("compare good.toml good.toml --set longer:days=3", 'unknown scenario "longer"'),
    ("compare baseline", "nothing to compare"),
    ("compare good.toml longer.toml --set longer:population.people=50", "longer.toml"),
    ("compare good.toml --replicates 100000000", "--replicates"),
    ("compare", "Missing argument"),
    ("list mechanism", 'did you mean "mechanisms"?'),
    ("report .", "manifest.json"),
    ("report none", "manifest.json"),
    ("replay abc --out .", "runs.csv"),
    ("replay abc", "--out"),
    ("dashboard lockdwon --no-open", 'did you mean "lockdown"?'),
    ("bench --people 0", "--people"),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with good files and bad ones, from which commands are run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOABER_PLUGINS", raising=False)
    return tmp_path


def files_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=[arguments for arguments, _ in MISTAKES])
def test_a_mistake_costs_one_message_and_leaves_nothing(folder, capfd, arguments, message):
    before = files_in(folder)
    code = main(arguments.split())
    said = capfd.readouterr()
    assert (code, said.err.count("\n")) == (2, 1), said.err
    assert said.err.startswith("noaber: ")
    assert message in said.err
    assert "Traceback" not in said.err
    assert files_in(folder) == before and not (folder / "results").exists()


@pytest.mark.parametrize(("arguments", "message"), MISTAKES[::9], ids=[arguments for arguments, _ in MISTAKES[::9]])
def test_the_command_itself_ends_with_code_2(folder, arguments, message):
    done = subprocess.run([Path(sys.executable).with_name("noaber"), *arguments.split()], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_with_json_leaves_standard_output_empty(folder, capfd):
    assert main(["run", "lockdwon", "--json"]) == 2
    assert capfd.readouterr().out == ""


def test_a_plugin_that_the_environment_names_fails_like_one_on_the_command_line(folder, capfd, monkeypatch):
    monkeypatch.setenv("NOABER_PLUGINS", os.pathsep.join(["none.py", "fails.py"]))
    assert main(["list", "mechanisms"]) == 2
    assert "none.py: there is no such file" in capfd.readouterr().err


def test_a_trial_of_the_folder_leaves_no_trace(folder, capfd):
    assert main(["run", "lockdwon", "--out", "new/deep"]) == 2
    assert not (folder / "new").exists()


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no file system here that refuses to be written to, whoever asks")
def test_a_folder_that_cannot_be_written_to_is_a_mistake(folder, capfd):
    assert main(["run", "good.toml", "--out", "/sys/kernel/noaber"]) == 2
    assert "--out /sys/kernel/noaber: cannot write there" in capfd.readouterr().err
