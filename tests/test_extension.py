"""What the README shows about extending noaber works as it stands there, from a file outside the package."""

import json
import re
import subprocess
import sys

import pytest

BLOCK = re.compile(r"<!-- plugin: (\S+) -->\s*```\w+\n(.*?)```", re.DOTALL)
# In a process of its own, because what a plugin adds stays for the rest of a process.
LIVED = """
import json, sys
from sim import CrisisModel, load_plugin, load_scenario, run
from sim.core import catalogue
load_plugin(sys.argv[1])
walks = load_scenario(sys.argv[2], people=200, days=60)
runs = {"with": walks, "without": load_scenario("lockdown", people=200, days=60),
        "unfelt": load_scenario(walks, set={"mechanisms.walking_together": False})}
results = {name: run(scenario, seed=1) for name, scenario in runs.items()}
mean = {name: result.series.query("group == 'everyone'").groupby("outcome")["value"].mean().to_dict() for name, result in results.items()}
names = {shelf: catalogue.names(shelf) for shelf in ("mechanism", "intervention", "outcome")}
collected = list(CrisisModel(walks).datacollector.model_reporters)
print(json.dumps({"mean": mean, "names": names, "collected": collected, "reached": results["with"].reached, "file": walks.to_toml()}))
"""


@pytest.fixture(scope="module")
def shown(repository):
    """Return [(file name, code)] of the blocks that the README marks as parts of a plugin."""
    readme = repository / "README.md"
    if not readme.is_file():
        pytest.skip("there is no README.md yet")
    return BLOCK.findall(readme.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def files(shown, tmp_path_factory):
    """Return {file name: path} of what the blocks make when they are put together in the order of the README."""
    folder = tmp_path_factory.mktemp("own")
    for name in dict.fromkeys(name for name, _ in shown):
        (folder / name).write_text("\n\n".join(code for each, code in shown if each == name), encoding="utf-8")
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def lived(files):
    """Return what a fresh process found after loading the plugin and running its scenario."""
    done = subprocess.run([sys.executable, "-c", LIVED, files["walks.py"], files["walks.toml"]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_piece_takes_about_twenty_lines(shown):
    lengths = [len(code.splitlines()) for name, code in shown if name.endswith(".py")]
    assert len(lengths) == 3 and max(lengths) <= 25


def test_the_pieces_stand_on_their_shelves(lived):
    # Last, even when the plugin is loaded first: the order of contributions is part of the bits of a run.
    assert {shelf: names[-1] for shelf, names in lived["names"].items()} == {
        "mechanism": "walking_together", "intervention": "guided_walks", "outcome": "walked"}


def test_a_scenario_file_can_use_them(lived):
    assert "guided_walks" in lived["file"] and "walking_together" in lived["file"]
    assert lived["reached"]["guided_walks-1"] > 100


def test_the_outcome_is_in_results_and_in_the_datacollector(lived):
    assert lived["mean"]["with"]["walked"] > 0.01 and lived["mean"]["without"]["walked"] == 0
    assert "walked" in lived["collected"]


def test_the_mechanism_acts_only_where_it_is_on_and_offered(lived):
    distress = {name: mean["distress"] for name, mean in lived["mean"].items()}
    assert distress["with"] < distress["without"] == distress["unfelt"]


def test_the_commands_know_it(files):
    command = [sys.executable, "-c", "from sim.cli import main; raise SystemExit(main())", "check", str(files["walks.toml"]), "--plugin", str(files["walks.py"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
