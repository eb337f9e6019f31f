"""Snapshots: the same past, another future, bit for bit."""

import pickle

import numpy as np
import pytest
from small_worlds import ACTIVITIES, HELPLINE, LOCKDOWN, OUTDOORS, PANDEMIC, scenario_of

from sim import CrisisModel, ScenarioError, load_scenario, run

DAY = 30
FOR_THE_LONELY = """
[[intervention]]
kind = "outdoor_meetings"
name = "for the lonely"
start = 2020-03-12
reach = 0.6
who = { lonely = true, share = 0.8 }
"""


def at_step(scenario, steps, rng=4):
    """Return a model some steps after its first morning."""
    model = CrisisModel(scenario, rng=rng)
    for _ in range(steps):
        model.step()
    return model


def same(model, result):
    """Return whether a model has recorded what a run did, bit for bit."""
    return model.result().table.tobytes() == result.table.tobytes() and model.result().times == result.times


def test_another_file_from_day_30_on_equals_a_straight_run_of_it():
    plain, helped = (load_scenario(name, people=150, days=50) for name in ("lockdown", "lockdown_helpline"))
    saved = at_step(plain, DAY).snapshot()
    assert min(helped.days_of(event)[0] for event in helped.intervention) > DAY
    branch = CrisisModel.restore(saved, helped)
    assert (branch.day, branch.steps, branch.running) == (DAY, DAY, True)
    branch.run_model()
    straight = run(helped, seed=4)
    assert same(branch, straight) and branch.result().reached == straight.reached
    assert not same(branch, run(plain, seed=4))


def test_a_snapshot_within_a_day_goes_on_with_the_day():
    scenario = scenario_of(LOCKDOWN + HELPLINE, people=60, days=3, step="hour")
    branch = CrisisModel.restore(at_step(scenario, 36).snapshot())
    branch.run_model()
    assert same(branch, run(scenario, seed=4))


def test_the_invited_are_judged_as_on_the_first_morning():
    before, after = scenario_of(LOCKDOWN + PANDEMIC), scenario_of(LOCKDOWN + PANDEMIC + FOR_THE_LONELY)
    branch = CrisisModel.restore(at_step(before, 9).snapshot(), after)
    branch.run_model()
    straight = run(after, seed=4)
    assert 0 < straight.reached["for the lonely"] < 100
    assert same(branch, straight)


def test_later_steps_do_not_touch_a_snapshot():
    scenario = scenario_of(LOCKDOWN + HELPLINE + ACTIVITIES + OUTDOORS)
    model = at_step(scenario, 10)
    saved = model.snapshot()
    before = pickle.dumps(saved)
    model.run_model()
    first = CrisisModel.restore(saved)
    first.run_model()
    assert pickle.dumps(saved) == before
    second = CrisisModel.restore(saved)
    second.run_model()
    assert same(first, run(scenario, seed=4)) and same(second, run(scenario, seed=4))


def test_a_snapshot_survives_pickling():
    scenario = scenario_of(LOCKDOWN + PANDEMIC)
    branch = CrisisModel.restore(pickle.loads(pickle.dumps(at_step(scenario, 10).snapshot())))
    branch.run_model()
    assert same(branch, run(scenario, seed=4))


def test_a_branch_knows_its_past():
    scenario = scenario_of(LOCKDOWN, days=12)
    branch = CrisisModel.restore(at_step(scenario, 5).snapshot())
    assert len(branch.datacollector.get_model_vars_dataframe()) == 5
    branch.run_model()
    collected = branch.datacollector.get_model_vars_dataframe()
    assert np.array_equal(collected["distress"], run(scenario, seed=4).table[:, 0, 0])


def test_a_branch_keeps_its_people_whatever_the_new_file_says():
    saved = at_step(scenario_of(LOCKDOWN, people=60), 3).snapshot()
    assert CrisisModel.restore(saved, scenario_of(people=500)).crisis_scenario.population.people == 60


def test_a_branch_at_the_end_has_ended():
    model = at_step(scenario_of(days=4), 4)
    assert not CrisisModel.restore(model.snapshot()).running
    assert CrisisModel.restore(model.snapshot(), days=8).running


@pytest.mark.parametrize(("change", "message"), [
    ({"days": 5}, 'key "days".*at least the 6 steps'),
    ({"start": "2020-03-03"}, 'key "start".*2020-03-02'),
    ({"step": "hour"}, 'key "step".*day'),
    ({"feelings.worry_days": 30.0}, r"\[feelings\].*share"),
])
def test_a_future_that_cannot_share_the_past_is_refused(change, message):
    saved = at_step(scenario_of(days=10), 6).snapshot()
    with pytest.raises(ScenarioError, match=message):
        CrisisModel.restore(saved, set=[f"{path}={value}" for path, value in change.items()])
