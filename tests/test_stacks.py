"""Replicates lived as rows of one world have every bit of runs of their own."""

import numpy as np
import pytest
from compared_worlds import small_scenarios

import sim.stacks
from sim import ScenarioError, compare, load_scenario, run
from sim.core import catalogue
from sim.core.chance import run_seed
from sim.stacks import can_stack, prepared, run_stack, stacked_morning
from sim.studies.stacking import in_stacks
from sim.studies.work import Unit

SEEDS = tuple(run_seed(9, replicate) for replicate in range(3))
TRAP = '''
from sim import Intervention, add


@add
class Trap(Intervention):
    """Fails in every replicate that invites person 0; passes for one of the package, so that it is tried in a stack."""

    kind: str = "trap"
    __module__ = "sim.trap"

    def change(self, conditions, ramp, invited):
        """Fail or do nothing."""
        if invited[0]:
            raise ValueError("person 0 was invited")
'''


@pytest.mark.parametrize("name, people, days, settings", [
    ("baseline", 90, 9, ()), ("lockdown_helpline", 90, 50, ()), ("lockdown_helpline", 60, 40, ("population.seed=3",)),
    ("flood_moved_together", 900, 8, ("start=2025-02-01", "crisis.flood.area=0.5")), ("blackout_72h_door_to_door", 60, 3, ("start=2025-01-15",)),
    ("community_programme", 60, 40, ("start=2020-03-10",)),
    ("netherlands_2020", 90, 40, ()), ("netherlands_2020_stepped_care", 90, 50, ()), ("netherlands_2020_school_programme", 90, 100, ()),
    ("netherlands_2020_support_bubbles", 90, 40, ()), ("netherlands_2020_virtual_meetings", 90, 50, ()), ("economic_shock", 90, 15, ("start=2025-01-30",))])
def test_each_member_of_a_stack_lives_in_every_bit_as_alone(name, people, days, settings):
    scenario, whole = load_scenario(name, set=settings, people=people, days=days), load_scenario(name)
    assert can_stack(scenario) and bool(scenario.crisis) == bool(whole.crisis) and len(scenario.intervention) == len(whole.intervention), "what is tested is lived"
    members = run_stack(scenario, stacked_morning(scenario, prepared(scenario, SEEDS[:2]), prepared(scenario, SEEDS[2:])))
    for seed, (mine, _) in zip(SEEDS, members, strict=True):
        alone = run(scenario, seed)
        assert mine.table.tobytes() == alone.table.tobytes(), "the table"
        assert mine.people_scored.tobytes() == alone.people_scored.tobytes()
        assert (mine.reached, mine.sessions, mine.times, mine.groups) == (alone.reached, alone.sessions, alone.times, alone.groups)
    assert not np.array_equal(members[0][0].table, members[1][0].table, equal_nan=True), "members have luck of their own"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_comparison_in_stacks_is_that_of_runs_one_by_one(tmp_path, monkeypatch, jobs):
    asked = {"scenarios": small_scenarios(tmp_path)[:2], "replicates": 5, "people": 90, "days": 8, "jobs": jobs}
    stacked = compare(**asked)
    monkeypatch.setattr(sim.stacks, "ROWS", 0)
    alone = compare(**{**asked, "jobs": 1})
    for name, answer in (("stacked", stacked), ("alone", alone)):
        answer.write(tmp_path / name)
    for file in ("series.parquet", "effects.csv", "manifest.json"):
        assert (tmp_path / "stacked" / file).read_bytes() == (tmp_path / "alone" / file).read_bytes(), file
    assert stacked.runs.drop(columns="seconds").equals(alone.runs.drop(columns="seconds"))
    assert [run.invited for run in stacked.ensemble.runs] == [run.invited for run in alone.ensemble.runs]
    assert (stacked.runs["seconds"] > 0).all()


def test_a_stack_in_which_something_fails_is_lived_one_by_one(tmp_path):
    plugin, scenario, first = tmp_path / "trap.py", tmp_path / "trapped.toml", small_scenarios(tmp_path)[0]
    plugin.write_text(TRAP, encoding="utf-8")
    scenario.write_text('extends = "crisis.toml"\n[[intervention]]\nkind = "trap"\nreach = 0.5\n', encoding="utf-8")
    try:
        answer = compare([first, scenario], replicates=6, people=60, days=3, plugins=[plugin])
    finally:
        catalogue.SHELVES["intervention"].pop("trap", None)
    trapped = answer.runs[answer.runs["scenario"] == "trapped"]
    assert set(trapped["status"]) == {"done", "failed"}
    assert set(trapped.loc[trapped["status"] == "failed", "error"]) == {"ValueError: person 0 was invited"}
    assert set(answer.runs.loc[answer.runs["scenario"] != "trapped", "status"]) == {"done"}


def test_a_mistake_that_only_the_people_show_is_told_as_for_one_run(tmp_path):
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(small_scenarios(tmp_path)[0].read_text(encoding="utf-8") + "area = [7]\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"elsewhere.toml.*area.*got 7"):
        compare(elsewhere, replicates=4, people=60, days=6)


def test_what_comes_from_outside_and_people_from_files_live_alone(tmp_path):
    scenario = load_scenario("lockdown", people=100)
    assert can_stack(scenario) and not can_stack(load_scenario("lockdown", people=sim.stacks.ROWS))

    class Outside(sim.Mechanism):
        name, finding, source, evidence = "outside", "", "", "assumption"

    assert not can_stack(scenario.model_copy(update={"mechanisms": {**scenario.mechanisms, "company": Outside()}}))


@pytest.mark.parametrize("replicates, jobs", [(2, 1), (3, 2), (20, 2), (41, 3)])
def test_every_unit_is_in_one_stack_and_jobs_have_as_much_to_do(replicates, jobs):
    scenarios = (load_scenario("lockdown", people=1_000), load_scenario("baseline", people=1_000))
    units = [Unit(scenarios, seed, seed) for seed in range(replicates)]
    stacks, alone = in_stacks(units, jobs)
    assert sorted(unit.seed for stack in stacks for unit in stack) == list(range(replicates)) and alone == []
    sizes = [len(stack) for stack in stacks]
    assert min(sizes) >= 2 and max(sizes) <= 20 and max(sizes) - min(sizes) <= 1
    assert len(stacks) * len(scenarios) % jobs == 0, "each job lives as many scenarios"
    assert in_stacks(units[:1], jobs) == ([], units[:1])
