"""The population table of a scenario: a seed of its own, tables of a municipality, the people they stand for."""

import numpy as np
import pytest

from sim import ScenarioError, load_scenario, run

HEAD = "start = 2020-03-02\ndays = 1\n[population]\n"
AGES = "from,below,people\n0,20,0\n20,40,300\n40,60,100\n60,90,0\n"
HOUSEHOLDS = "size,households\n1,100\n2,0\n3,0\n4,100\n5,0\n"


@pytest.fixture
def municipality(tmp_path):
    """Return a scenario file with tables beside it."""
    (tmp_path / "ages.csv").write_text(AGES, encoding="utf-8")
    (tmp_path / "households.csv").write_text(HOUSEHOLDS, encoding="utf-8")
    file = tmp_path / "own.toml"
    file.write_text(HEAD + 'people = 100\nages = "ages.csv"\nhouseholds = "households.csv"\npeople_represented = 84_000\n', encoding="utf-8")
    return file


def test_a_seed_of_the_population_fixes_it_for_all_runs(tmp_path):
    file = tmp_path / "fixed.toml"
    file.write_text(HEAD + "people = 40\nseed = 5\n", encoding="utf-8")
    first, second = (run(file, seed=seed).population for seed in (1, 2))
    assert all(np.array_equal(first.traits.arrays[name], second.traits.arrays[name]) for name in first.traits.arrays)
    assert np.array_equal(first.ties.higher, second.ties.higher)


def test_ages_and_households_of_a_municipality_are_met_by_quota(municipality):
    population = run(municipality, seed=3).population
    age, size = population.traits.age, np.bincount(population.traits.household)
    assert ((age >= 20) & (age < 40)).sum() == 75 and ((age >= 40) & (age < 60)).sum() == 25
    assert (size == 1).sum() == (size == 4).sum() == 20
    assert population.people_represented == 84_000


def test_a_table_that_is_gone_since_loading_is_a_clear_mistake(municipality):
    scenario = load_scenario(municipality)
    (municipality.parent / "ages.csv").unlink()
    with pytest.raises(ScenarioError, match=r'own.toml, \[population\], key "ages": there is no file "ages.csv"'):
        run(scenario)
