"""`noaber explain --paths`: cut paths are cut and nothing else, and what runs through them is counted honestly."""

import json

import numpy as np
import pytest
from small_worlds import HEAD, PANDEMIC, scenario_of

from sim import ScenarioError, load_text
from sim.cli import main
from sim.core import catalogue
from sim.core.parameters import parameters_of
from sim.run import mechanisms_of
from sim.studies.paths import Explained, document, explain_paths
from sim.studies.paths_arrows import PATHS, WORLD, Path, paths_of

NAMED = ("threat", "uncertainty", "company", "loneliness", "support")


def only(*kept):
    """Return the text of a file that switches off all mechanisms but these."""
    catalogue.ensure_registered()
    return "[mechanisms]\n" + "".join(f"{name} = false\n" for name in catalogue.names("mechanism") if name not in kept)


def test_the_paths_of_the_question_come_first():
    assert tuple(path.name for path in PATHS[:5]) == NAMED


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_what_a_path_cuts_exists(path):
    catalogue.ensure_registered()
    for name in path.off:
        assert name in catalogue.names("mechanism")
    for each in path.zero:
        name, _, key = each.partition(".")
        assert parameters_of(catalogue.find("mechanism", name))[key]["low"] == 0


def test_no_mechanism_is_switched_off_by_two_paths():
    off = [name for path in PATHS for name in path.off]
    assert len(off) == len(set(off))
    assert set(WORLD) <= set(catalogue.names("mechanism"))


def test_every_mechanism_that_is_no_meeting_is_on_some_path():
    scenario = scenario_of(PANDEMIC)
    cut = {name for path in paths_of(scenario) for name in path.mechanisms} | set(WORLD)
    assert [each.name for each in mechanisms_of(scenario) if each.name not in cut and "meet" not in each.moments()] == []


def test_cutting_a_path_changes_its_arrows_and_nothing_else():
    scenario = scenario_of(PANDEMIC)
    before, after = ({each.name: each for each in mechanisms_of(one)} for one in (scenario, PATHS[0].cut(scenario)))
    assert (after["stress_response"].threat_worry, after["stress_response"].threat_low_mood, after["withdrawal"].threat_keeps_home) == (0, 0, 0)
    assert after["stress_response"].uncertainty_worry == before["stress_response"].uncertainty_worry > 0
    assert {name for name in before if before[name] != after.get(name)} == {"stress_response", "withdrawal"}


def test_cutting_the_buffering_leaves_support_and_takes_what_it_buffers_in_every_mechanism():
    path = next(path for path in PATHS if path.name == "buffering by support")
    catalogue.ensure_registered()
    buffers = {f"{name}.buffer" for name in catalogue.names("mechanism") if "buffer" in parameters_of(catalogue.find("mechanism", name))}
    assert set(path.zero) == buffers and path.dampens
    after = {each.name: each for each in mechanisms_of(path.cut(scenario_of(PANDEMIC)))}
    assert after["stress_response"].buffer == 0 and "support" in after


def test_help_damps_a_crisis_and_carries_what_happens_without_one():
    roles = [next(path.dampens for path in paths_of(scenario_of(events)) if path.name == "help") for events in (PANDEMIC, "")]
    assert roles == [True, False]


def test_what_a_scenario_has_switched_off_stays_off():
    scenario = load_text(HEAD + "[mechanisms]\nstress_response = false\n")
    assert "stress_response" not in {each.name for each in mechanisms_of(PATHS[0].cut(scenario))}


def test_shares_and_the_remainder_add_up_to_the_whole():
    # 2 pairs, one window, stress and loneliness: the whole is 0.4; cutting the first leaves 0.1, the second 0.3, the damper 1.4
    changes = np.array([[[[0.4, 0.0]]] * 2, [[[0.1, 0.0]]] * 2, [[[0.3, 0.0]]] * 2, [[[1.4, 0.0]]] * 2])
    paths = (Path("one", "the first"), Path("two", "the second"), Path("less", "the damper", dampens=True))
    found = Explained(scenario_of(), "without its crises", paths, {"all": np.ones(3, bool)}, changes, 200)
    rows = {row["path"]: row for row in found.rows("all", "distress")}
    damper = rows.pop("less")
    assert {name: round(row["share"], 6) for name, row in rows.items()} == {"the whole change": 1.0, "one": 0.75, "two": 0.25, "remainder": 0.0}
    assert (damper["role"], damper["share"], round(damper["change"], 6), damper["without"]) == ("damper", None, -1.0, 1.4)
    assert [row["share"] for row in found.rows("all", "loneliness")] == [None] * 5


def test_where_threat_is_the_only_arrow_all_of_the_change_runs_through_it():
    events = PANDEMIC.replace("severity", "uncertainty = 0.0\nseverity") + only("stress_response", "felt_uncertainty")
    found = explain_paths(scenario_of(events, people=60, days=8), replicates=1)
    rows = {row["path"]: row for row in found.rows("crisis", "distress")}
    assert rows["the whole change"]["change"] > 0.01
    assert rows["threat"]["share"] == 1.0
    assert rows["uncertainty"]["change"] == rows["remainder"]["change"] == 0.0
    assert document(found)["paths"][0]["unit"] == "SD"


def test_a_scenario_in_which_nothing_happens_has_nothing_to_explain():
    with pytest.raises(ScenarioError, match="nothing to explain"):
        explain_paths(scenario_of(people=30, days=2))


def test_the_command_prints_each_path_with_its_share(tmp_path, capfd):
    file = tmp_path / "small.toml"
    file.write_text(HEAD + PANDEMIC + only("stress_response", "felt_uncertainty", "social_need"), encoding="utf-8")
    asked = ["explain", str(file), "--paths", "--people", "40", "--days", "6", "--replicates", "1"]
    assert main([*asked, "--quiet"]) == 0
    said = capfd.readouterr().out
    for words in ("threat ", "uncertainty ", "remainder", "The rows need not add up"):
        assert words in said
    assert max(map(len, said.splitlines())) <= 100
    assert main([*asked, "--json", "--quiet"]) == 0
    told = {row["path"]: row for row in json.loads(capfd.readouterr().out)["paths"]}
    assert told["company"]["mechanisms"] == ["social_need"] and told["threat"]["mechanisms"] == ["stress_response.threat_worry", "stress_response.threat_low_mood"]
    assert "(stress_response.threat_worry, stress_response.threat_low_mood)" in " ".join(said.split())


def test_who_stops_early_is_told_the_paths_that_are_finished_and_first_how_many_runs_there_are():
    scenario, seen, told = scenario_of(PANDEMIC + only("stress_response", "felt_uncertainty", "social_need"), people=40, days=6), [0], []
    found = explain_paths(scenario, 1, progress=lambda done, total: seen.append(done), stop=lambda: seen[-1] >= 4, said=told.append)
    assert found.stopped and found.unfinished == [path.name for path in found.paths[1:]]
    assert [row["path"] for row in found.rows("all", "distress")] == ["the whole change", found.paths[0].name]
    assert np.isfinite([row["change"] for row in found.rows("all", "distress")]).all() and document(found)["unfinished"] == found.unfinished
    assert told[0].startswith(f"{2 * (1 + len(found.paths))} runs: ") and "with 1 process," in told[0]
