"""A class is enough: ten or thirty people live through every kind of scenario, by days and by hours."""

import numpy as np
import pytest
from small_worlds import EVERYTHING, scenario_of

from sim import CrisisModel, load_scenario, run
from sim.timeline.shipped import shipped_scenarios

NEVER_MISSING = ("distress", "loneliness", "need", "company", "contacts_in_person", "close_ties", "cost")


@pytest.mark.parametrize("people", [10, 30])
@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_every_shipped_scenario_runs_with_a_class(name, people):
    result = run(load_scenario(name, people=people, days=20), seed=3)
    everyone = result.series.query("group == 'everyone'").pivot(index="step", columns="outcome", values="value")
    assert result.population.n_people == people
    assert np.isfinite(everyone[list(NEVER_MISSING)].to_numpy()).all()


@pytest.mark.parametrize("people", [10, 30])
@pytest.mark.parametrize("step", ["day", "hour"])
def test_a_model_of_a_class_steps_like_run(people, step):
    scenario = scenario_of(EVERYTHING, people=people, days=4, step=step)
    model = CrisisModel(scenario, rng=8)
    model.run_model()
    assert model.result().table.tobytes() == run(scenario, seed=8).table.tobytes()
    assert len(model.agents) == model.network.number_of_nodes() == people


@pytest.mark.parametrize("seed", range(12))
def test_ten_people_are_all_there_under_any_seed(seed):
    population = run(scenario_of(people=10, days=1), seed=seed).population
    assert population.n_people == 10 and population.area_start.tolist() == [0, 10]
    assert np.bincount(population.traits.household).min() >= 1
