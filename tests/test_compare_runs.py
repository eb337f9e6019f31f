"""Comparisons that are really run: the null is zero, processes do not matter, failures and stops are kept."""

import numpy as np
import pandas as pd
import pytest
from compared_worlds import CRISIS, HELPLINE, small_scenarios

from sim import ScenarioError, compare, load_scenario, load_text, stacks
from sim.core import catalogue
from sim.core.chance import run_seed
from sim.studies.wording import group_name

SMALL = {"replicates": 5, "people": 100}
TRAP = '''
from sim import Intervention, add


@add
class Trap(Intervention):
    """Fails in every replicate that invites person 0."""

    kind: str = "trap"

    def change(self, conditions, ramp, invited):
        """Fail or do nothing."""
        if invited[0]:
            raise ValueError("person 0 was invited")
'''


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """Return a comparison of a crisis with a helpline, with one that reaches nobody and with one that is switched off."""
    return compare(small_scenarios(tmp_path_factory.mktemp("scenarios")), **SMALL)


@pytest.fixture
def trap(tmp_path):
    """Give (plugin, scenario) of an intervention that fails in some replicates; the catalogue forgets it afterwards."""
    plugin, scenario = tmp_path / "trap.py", tmp_path / "trapped.toml"
    plugin.write_text(TRAP, encoding="utf-8")
    scenario.write_text('extends = "crisis.toml"\n[[intervention]]\nkind = "trap"\nreach = 0.5\n', encoding="utf-8")
    yield plugin, scenario
    catalogue.SHELVES["intervention"].pop("trap", None)


@pytest.mark.parametrize("name", ["reach_0", "disabled"])
def test_an_intervention_that_changes_nothing_differs_by_exactly_zero_in_every_row(answer, name):
    rows = answer.effects[answer.effects["scenario"] == name]
    assert len(rows) > 500
    assert (rows[["difference", "low", "high"]] == 0).all(axis=None)
    assert not rows["larger_than_chance"].any()


def test_the_helpline_does_change_something(answer):
    rows = answer.effects[(answer.effects["scenario"] == "helped") & (answer.effects["outcome"] == "help_used")]
    assert rows["difference"].max() > 0


@pytest.fixture(scope="module")
def in_two_processes(tmp_path_factory):
    """Return the same comparison as `answer`, made by two processes."""
    return compare(small_scenarios(tmp_path_factory.mktemp("scenarios")), **SMALL, jobs=2)


def test_two_processes_give_the_same_bits_as_one(answer, in_two_processes):
    again = in_two_processes
    pd.testing.assert_frame_equal(again.series, answer.series, check_exact=True)
    pd.testing.assert_frame_equal(again.effects, answer.effects, check_exact=True)
    assert again.runs["run_id"].tolist() == answer.runs["run_id"].tolist()


def test_two_processes_write_the_same_bytes_as_one(answer, in_two_processes, tmp_path):
    answer.write(tmp_path / "one")
    in_two_processes.write(tmp_path / "two")
    for name in ("effects.csv", "series.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_the_worst_off_are_named_as_in_the_design_page_and_told_in_words(answer):
    assert "worst_off_tenth" in set(answer.effects["group"])
    assert group_name("worst_off_tenth") == "the tenth who were worst off from the start"


def test_sharing_the_first_morning_changes_nothing(answer, tmp_path):
    alone = compare(small_scenarios(tmp_path)[:1], **SMALL)
    for name in ("crisis", "no_crisis"):
        ours, theirs = alone.ensemble.finished(name), answer.ensemble.finished(name)
        assert all(np.array_equal(ours[r].table, theirs[r].table, equal_nan=True) for r in range(5))


def test_scenarios_with_other_mechanisms_get_a_first_morning_of_their_own():
    cut = load_text(CRISIS, name="cut", people=100, days=6)
    slow = load_text(CRISIS + "[feelings]\nneed_days = 20.0\n", name="slow", people=100, days=6)
    both, alone = compare([cut, slow], replicates=1), compare([slow], replicates=1)
    assert np.array_equal(both.ensemble.finished("slow")[0].table, alone.ensemble.finished("slow")[0].table, equal_nan=True)


def test_run_seeds_come_from_the_study_seed(answer):
    assert answer.runs["seed"].drop_duplicates().tolist() == [run_seed(1, r) for r in range(5)]
    assert set(answer.series.columns) == {"run_id", "scenario", "replicate", "seed", "step", "time", "group", "outcome", "value"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_replicate_is_a_row_with_its_error_and_the_others_are_kept(trap, tmp_path, jobs):
    plugin, scenario = trap
    first = small_scenarios(tmp_path)[0]
    answer = compare([first, scenario], replicates=6, people=60, days=4, plugins=[plugin], jobs=jobs)
    rows = answer.runs[answer.runs["scenario"] == "trapped"]
    assert set(rows["status"]) == {"done", "failed"}
    assert set(rows.loc[rows["status"] == "failed", "error"]) == {"ValueError: person 0 was invited"}
    assert set(answer.runs.loc[answer.runs["scenario"] == "crisis", "status"]) == {"done"}
    pairs = answer.effects.loc[(answer.effects["scenario"] == "trapped") & (answer.effects["group"] == "everyone"), "n_pairs"]
    assert set(pairs) == {(rows["status"] == "done").sum()}
    assert "failed and are left out" in answer.summary()


def test_a_comparison_that_is_stopped_keeps_what_is_finished(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(stacks, "ROWS", 0)  # one run after another
    answer = compare(small_scenarios(tmp_path)[0], replicates=5, people=60, days=4, progress=lambda n, total: done.append((n, total)),
                     stop=lambda: len(done) > 3)
    assert answer.stopped
    assert len(answer.runs) == 3
    assert done[:4] == [(0, 10), (1, 10), (2, 10), (3, 10)]
    assert set(answer.effects["n_pairs"]) == {1}


def test_a_comparison_in_stacks_that_is_stopped_keeps_the_stacks_that_are_finished(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(stacks, "ROWS", 120)  # two people's worth of members each
    answer = compare(small_scenarios(tmp_path)[0], replicates=6, people=60, days=12, progress=lambda n, total: done.append((n, total)),
                     stop=lambda: done[-1][0] >= 4)
    assert answer.stopped
    assert done == sorted(done) and done[0] == (0, 12)
    assert 4 <= len(answer.runs) < 12 and set(answer.runs["status"]) == {"done"}
    assert set(answer.effects["n_pairs"]) <= {2, 4}


def test_a_progress_report_that_raises_ends_the_comparison(tmp_path):
    def give_up(done, total):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare(small_scenarios(tmp_path)[0], replicates=3, people=60, days=4, jobs=2, progress=give_up)


@pytest.mark.parametrize("change, said", [
    ({"start": "2020-03-01"}, "start"), ({"days": 11}, "days"), ({"step": "hour"}, "step"), ({"population.people": 90}, "people")])
def test_scenarios_that_differ_in_what_must_be_the_same_are_refused(change, said):
    other = load_text(CRISIS.replace('until = 2020-03-10', ""), name="other", set=change if said != "start" else ["start=2020-03-01"])
    with pytest.raises(ScenarioError, match=f"other.toml.*{said}"):
        compare([load_text(CRISIS, name="first"), other])


def test_costs_in_prices_of_two_years_are_not_compared_and_those_of_one_year_name_it(tmp_path):
    priced = {year: load_text(f"{CRISIS}{HELPLINE}price_year = {year}\n", name=f"in_{year}", people=60, days=4) for year in (2011, 2024)}
    crisis = load_text(CRISIS, name="crisis", people=60, days=4)
    with pytest.raises(ScenarioError, match=r'in_2024.toml.*"price_year": 2024 here, but 2011 for "calls" in in_2011.toml'):
        compare([crisis, *priced.values()])
    assert "represented, in prices of 2024;" in compare([crisis, priced[2024]], replicates=1).summary()


def test_nothing_to_compare_is_a_mistake():
    calm = load_text(CRISIS + "enabled = false\n", name="calm")
    for given in ([], [calm]):
        with pytest.raises(ScenarioError, match="nothing to compare"):
            compare(given)


@pytest.mark.parametrize("wrong", [{"replicates": 0}, {"jobs": 0}, {"seed": -1}, {"replicates": 2.5}, {"seed": "1"}])
def test_numbers_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ScenarioError, match=next(iter(wrong))):
        compare([load_text(CRISIS)], **wrong)


def test_a_setting_for_one_scenario_changes_that_one_only(tmp_path):
    paths = small_scenarios(tmp_path)[:2]
    answer = compare(paths, replicates=1, people=60, days=4, set=["helped:intervention.calls.reach=0.5"])
    assert [each.intervention[0].reach for each in answer.scenarios if each.intervention] == [0.5]
    with pytest.raises(ScenarioError, match="unknown scenario"):
        compare(paths, replicates=1, set=["helpd:intervention.calls.reach=0.5"])


def test_a_name_that_comes_twice_gets_a_number(tmp_path):
    path = small_scenarios(tmp_path)[0]
    answer = compare([path, load_scenario(path, set=["crisis.short.severity=0.5"])], replicates=1, people=60, days=4)
    assert [each.name for each in answer.scenarios] == ["crisis", "crisis-2", "no_crisis"]


def test_a_first_scenario_without_a_crisis_is_not_run_again_without_one():
    calm = load_text(CRISIS + "enabled = false\n", name="calm", people=60, days=4)
    answer = compare([calm, load_text(CRISIS + "enabled = false\n" + HELPLINE, name="helped", people=60, days=4)], replicates=1)
    assert [each.name for each in answer.scenarios] == ["calm", "helped"]
    assert set(answer.effects["window"]) == {"all"}
