"""What is usual for people from a file is worked out once and kept: the same bits, and never those of something else."""

import os
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim import load_scenario, run
from sim.cli import main
from sim.population import kept, stored
from sim.run import first_morning, mechanisms_of, on_stored
from sim.usual import EndedEarly, find_usual

PEOPLE = 200


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Return the file of a small population, kept beside as if it were large."""
    monkeypatch.setattr(kept, "LEAST", 0)
    monkeypatch.setenv("NOABER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "files").mkdir()
    stored.store(load_scenario("lockdown", people=PEOPLE), 4, tmp_path / "files" / "town.population")
    return tmp_path / "files" / "town.population"


def morning_of(file, seed=9, name="lockdown", days=None, **settings):
    """Return a FirstMorning on a file, and how many ordinary days were lived for it."""
    lived = []
    morning = first_morning(on_stored(load_scenario(name, set=settings, days=days), file), seed, watch=lived.append)
    return morning, len(lived)


def bits(usual):
    return [usual.met.tobytes(), usual.called.tobytes(), usual.hours.tobytes(), usual.correction.tobytes(),
            *(name.encode() + table.tobytes() for name, table in sorted(usual.by_kind.items()))]


def files_beside(file):
    return sorted(each.name for each in file.parent.iterdir() if each != file)


def test_what_is_usual_is_found_once_for_a_file_and_has_the_bits_of_people_built_anew(file):
    anew = first_morning(load_scenario("lockdown", people=PEOPLE, set=["population.seed=4"]), 9)
    found, lived = morning_of(file)
    again, lived_again = morning_of(file, name="lockdown_helpline", days=50)
    assert lived >= 28 and lived_again == 0, "events and the length of a scenario play no part"
    assert bits(anew.usual) == bits(found.usual) == bits(again.usual) and len(files_beside(file)) == 1
    tables = [run(on_stored(load_scenario("lockdown", days=3), file), 9, morning=each).table for each in (found, again)]
    assert np.array_equal(*tables, equal_nan=True)


@pytest.mark.parametrize("other", [{"mechanisms.company.colleague": 0.4}, {"mechanisms.fatigue": False}, {"start": date(2020, 3, 7)}, {"seed": 10}], ids=str)
def test_with_other_mechanisms_or_other_luck_something_else_is_usual(file, other):
    morning_of(file)
    seed = other.pop("seed", 9)
    assert morning_of(file, seed, **other)[1] >= 28
    assert len(files_beside(file)) == 2


def test_other_code_and_other_versions_find_what_is_usual_anew(file, monkeypatch):
    morning_of(file)
    with monkeypatch.context() as other:
        other.setattr(kept, "digest_of_files", lambda parts: "0" * 16)
        other.setattr(kept, "CODE_AT_START", "0" * 16)
        assert morning_of(file)[1] >= 28
    monkeypatch.setattr(kept, "version", lambda name: "0.0")
    assert morning_of(file)[1] >= 28


def test_code_that_was_changed_since_the_start_keeps_nothing_and_takes_nothing(file, monkeypatch):
    monkeypatch.setattr(kept, "digest_of_files", lambda parts: "0" * 16)
    assert [morning_of(file)[1] >= 28 for _ in range(2)] == [True, True] and files_beside(file) == []


def test_what_is_usual_for_other_people_is_not_taken(file):
    morning_of(file)
    (name,) = files_beside(file)
    of_the_first = file.with_name(name).read_bytes()
    stored.store(load_scenario("lockdown", people=PEOPLE), 5, file)
    file.with_name(name).write_bytes(of_the_first)
    assert morning_of(file)[1] >= 28


@pytest.mark.parametrize("spoil", [lambda content: content[:-4096], lambda content: content[:70_000] + bytes([content[70_000] ^ 1]) + content[70_001:],
                                   lambda content: b""], ids=["cut", "a bit", "empty"])
def test_one_that_is_not_whole_is_worked_out_anew_and_replaced(file, spoil):
    whole, _ = morning_of(file)
    (name,) = files_beside(file)
    before = file.with_name(name).read_bytes()
    file.with_name(name).write_bytes(spoil(before))
    again, lived = morning_of(file)
    assert lived >= 28 and bits(again.usual) == bits(whole.usual) and file.with_name(name).read_bytes() == before


def test_where_nothing_can_be_written_beside_the_file_it_is_kept_in_the_cache_folder_or_not_at_all(file, tmp_path, monkeypatch):
    scenario, population = on_stored(load_scenario("lockdown"), file), stored.load(file)
    shutil.rmtree(file.parent)

    def days_lived():
        lived = []
        find_usual(scenario, population, mechanisms_of(scenario), 9, lived.append)
        return len(lived)

    assert days_lived() >= 28 and days_lived() == 0
    assert [each.name.split("-")[0] for each in (tmp_path / "cache").iterdir()] == ["town.population.usual"]
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("NOABER_CACHE", str(tmp_path / "no folder"))
    assert days_lived() >= 28


def test_somebody_without_a_home_keeps_it_beside_the_file_or_not_at_all(file, monkeypatch):
    for name in ("NOABER_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)

    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert morning_of(file)[1] >= 28 and morning_of(file)[1] == 0
    scenario, population = on_stored(load_scenario("lockdown"), file), stored.load(file)
    shutil.rmtree(file.parent)
    assert find_usual(scenario, population, mechanisms_of(scenario), 9).correction.size


def test_a_few_are_kept_and_the_one_unused_for_longest_goes(file):
    for place, seed in enumerate((1, 2, 3, 4)):
        morning_of(file, seed)
        for name in files_beside(file):  # one is a minute younger than the one before
            os.utime(file.with_name(name), ns=(0, file.with_name(name).stat().st_mtime_ns - 60 * 10**9))
        assert len(files_beside(file)) == place + 1
    assert morning_of(file, 1)[1] == 0
    assert morning_of(file, 5)[1] >= 28 and len(files_beside(file)) == kept.MOST
    assert morning_of(file, 1)[1] == 0 and morning_of(file, 2)[1] >= 28


def test_who_ends_the_ordinary_days_early_keeps_nothing(file):
    with pytest.raises(EndedEarly):
        first_morning(on_stored(load_scenario("lockdown"), file), 9, watch=lambda days: days < 3)
    assert files_beside(file) == []


def test_a_file_of_the_users_is_never_taken_for_one_of_ours(file):
    morning_of(file)
    (name,) = files_beside(file)
    mine = [file.with_name(f"{file.name}.usual-{ending}") for ending in ("policy", "0123456789abcdef", "0123456789abcdef.txt")]
    for each in mine:
        each.write_text("my own", encoding="utf-8")
    stored.store(load_scenario("lockdown", people=PEOPLE), 5, file)
    assert not file.with_name(name).exists() and [each.read_text(encoding="utf-8") for each in mine] == ["my own"] * 3


def test_it_is_no_population_and_goes_when_another_population_is_built(file, capfd):
    morning_of(file)
    (name,) = files_beside(file)
    assert main(["population", "show", str(file.with_name(name))]) == 2
    assert "not a file of `noaber population build`" in capfd.readouterr().err
    stored.store(load_scenario("lockdown", people=PEOPLE), 5, file)
    assert files_beside(file) == []


def test_few_people_and_mechanisms_of_ones_own_keep_nothing(file, monkeypatch):
    monkeypatch.setattr("sim.mechanisms.company.Company.__module__", "mine")
    morning_of(file)
    monkeypatch.undo()
    morning_of(file)
    assert files_beside(file) == []
