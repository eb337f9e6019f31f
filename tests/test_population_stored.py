"""Populations in files: the same bits as built anew, one clear message for a file that cannot be used."""

import json
import os

import numpy as np
import pytest

from sim import load_scenario, run
from sim.cli import main
from sim.population import stored, stored_file
from sim.population.build import build_population
from sim.population.stored_file import StoredMistake

PEOPLE = 300


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Return the file of a population of the scenario lockdown."""
    path = tmp_path_factory.mktemp("stored") / "town.population"
    stored.store(load_scenario("lockdown", people=PEOPLE), 4, path)
    return path


def arrays_of(population):
    """Return {name: array} of all that a population holds."""
    return stored._arrays(population)


def test_a_stored_population_is_the_one_that_is_built_bit_for_bit(file):
    built, loaded = build_population(load_scenario("lockdown", people=PEOPLE), 4), stored.load(file)
    assert arrays_of(built).keys() == arrays_of(loaded).keys()
    for name, array in arrays_of(built).items():
        other = arrays_of(loaded)[name]
        assert array.dtype == other.dtype and np.array_equal(array, other), name
    assert (built.seed, built.people_represented, built.notes) == (loaded.seed, loaded.people_represented, loaded.notes)


def test_a_run_on_a_stored_population_is_that_on_one_built_anew(file):
    scenario = stored.on_stored(load_scenario("lockdown", days=3), file)
    assert scenario.hash() == load_scenario("lockdown", days=3, people=PEOPLE, set=["population.seed=4"]).hash()
    shared, own = run(scenario, seed=9), run(load_scenario("lockdown", days=3, people=PEOPLE, set=["population.seed=4"]), seed=9)
    assert np.array_equal(shared.table, own.table, equal_nan=True)


def test_what_a_run_writes_to_its_arrays_never_reaches_the_file(file):
    before = file.read_bytes()
    stored.load(file).ties.rate[:] = 0
    assert file.read_bytes() == before


def test_a_scenario_that_was_changed_since_builds_its_own_people(file):
    scenario = stored.on_stored(load_scenario("lockdown"), file)
    fewer = scenario.model_copy(update={"population": scenario.population.model_copy(update={"people": 50})})
    assert build_population(scenario, 1).n_people == PEOPLE and build_population(fewer, 1).n_people == 50


@pytest.mark.parametrize(("settings", "people", "said"), [
    ({}, 200, "the file holds 300 people, not 200"),
    ({"feelings.youth_sensitivity": 2.0}, None, "other numbers in [feelings]"),
    ({"population.people_represented": 1000}, None, "other ages, households or people represented"),
])
def test_a_file_built_of_something_else_is_refused(file, settings, people, said):
    with pytest.raises(StoredMistake) as mistake:
        stored.on_stored(load_scenario("lockdown", set=settings), file, people)
    assert said in str(mistake.value)


def test_a_file_of_other_code_is_refused(file, monkeypatch):
    monkeypatch.setattr(stored, "_code_of", lambda recipe: "0" * 16)
    with pytest.raises(StoredMistake, match="another state of noaber's code"):
        stored.on_stored(load_scenario("lockdown"), file)


def test_a_file_of_another_format_is_refused(file, monkeypatch):
    monkeypatch.setattr(stored_file, "FORMAT", 99)
    with pytest.raises(StoredMistake, match="this version of noaber reads format 99; build it again"):
        stored.load(file)


def test_a_file_that_was_built_again_is_read_again(tmp_path):
    path, found = tmp_path / "town.population", []
    for seed in (1, 2):
        stored.store(load_scenario("lockdown", people=60), seed, path)
        found.append(build_population(stored.on_stored(load_scenario("lockdown"), path), 9))
    assert [each.seed for each in found] == [1, 2]
    assert np.array_equal(found[1].traits.sensitivity, build_population(load_scenario("lockdown", people=60), 2).traits.sensitivity)


def test_a_population_with_a_network_of_its_own_is_not_stored(tmp_path):
    (tmp_path / "ties.csv").write_text("from,to\n0,1\n1,2\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text('extends = "lockdown"\n[population]\nnetwork = "ties.csv"\n', encoding="utf-8")
    with pytest.raises(StoredMistake, match="a network of its own is not stored"):
        stored.store(load_scenario(tmp_path / "mine.toml"), 1, tmp_path / "town.population")
    assert not (tmp_path / "town.population").exists()


def _with_byte(place):
    def spoil(content):
        return content[:place] + bytes([content[place] ^ 1]) + content[place + 1:]
    return spoil


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda content: b"", "not a file of"), (lambda content: b"age,sex\n" * 9000, "not a file of"), (lambda content: content[:-4096], "bytes of"),
    (lambda content: content + b"x", "bytes of"), (_with_byte(200), "damaged"), (_with_byte(16 * 4096), "damaged"), (_with_byte(-5000), "damaged"),
    (lambda content: content[:30], "damaged"),
], ids=["empty", "foreign", "cut", "longer", "head", "first array", "last array", "cut in the head"])
def test_a_file_that_is_not_whole_is_one_clear_mistake(file, tmp_path, spoil, said, capfd):
    bad = tmp_path / "bad.population"
    bad.write_bytes(spoil(file.read_bytes()))
    assert main(["run", "lockdown", "--population", str(bad), "--days", "1", "--quiet"]) == 2
    told = capfd.readouterr().err
    assert said in told and told.count("\n") == 1 and str(tmp_path) not in told


def test_parts_of_an_array_that_were_exchanged_are_noticed(file, tmp_path, monkeypatch):
    monkeypatch.setattr(stored_file, "AT_ONCE", 4096)  # so that arrays of few people have several parts
    content = file.read_bytes()
    place = stored_file.head_of(file)["arrays"]["ties.higher"]["place"]
    first, second = content[place:place + 4096], content[place + 4096:place + 8192]
    assert first != second
    bad = tmp_path / "bad.population"
    bad.write_bytes(content[:place] + second + first + content[place + 8192:])
    assert stored.load(file).n_people
    with pytest.raises(StoredMistake, match="damaged"):
        stored.load(bad)


def test_building_leaves_a_whole_file_or_none(file, tmp_path, monkeypatch):
    kept = tmp_path / "town.population"
    kept.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(stored, "_arrays", lambda population: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stored.store(load_scenario("lockdown", people=20), 1, kept)
    assert [each.name for each in tmp_path.iterdir()] == ["town.population"] and kept.read_text("utf-8") == "mine"


def test_what_a_process_that_was_killed_left_unfinished_goes_and_what_another_builds_just_now_stays(tmp_path):
    left, under_way = (tmp_path / f".town.population.{process}.unfinished" for process in (1, 2))
    others = tmp_path / ".town.population.mine.1.unfinished"
    for each in (left, under_way, others):
        each.write_bytes(b"half")
    for each in (left, others):
        os.utime(each, (0, 0))
    stored.store(load_scenario("lockdown", people=20), 1, tmp_path / "town.population")
    assert {each.name for each in tmp_path.iterdir()} == {"town.population", under_way.name, others.name}


def test_where_room_on_the_disk_can_only_be_had_by_writing_the_file_is_the_same(file, tmp_path, monkeypatch):
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    stored.store(load_scenario("lockdown", people=PEOPLE), 4, tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == file.read_bytes()


def test_the_command_builds_a_file_and_tells_what_it_holds(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    assert main(["population", "build", "--people", "60", "--run-seed", "2", "--out", "small.population", "--quiet"]) == 0
    assert "60 people of the recipe netherlands, seed 2" in capfd.readouterr().out
    assert main(["population", "show", "small.population", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["people"] == 60
    assert main(["population", "build", "--people", "60", "--out", "nowhere/small.population"]) == 2
    assert "no folder" in capfd.readouterr().err


def test_scenarios_compared_on_a_file_differ_as_on_the_people_it_holds(file, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    asked = ["compare", "lockdown", "lockdown_helpline", "--days", "30", "--replicates", "2", "--quiet"]
    assert main([*asked, "--population", str(file), "--jobs", "2", "--out", "stored"]) == 0
    assert main([*asked, "--people", str(PEOPLE), "--set", "population.seed=4", "--out", "built"]) == 0
    assert (tmp_path / "stored" / "effects.csv").read_bytes() == (tmp_path / "built" / "effects.csv").read_bytes()
    assert f"--population {file.name}" in json.loads((tmp_path / "stored" / "manifest.json").read_text("utf-8"))["command"]
