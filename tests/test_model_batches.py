"""Mesa's own tools on a CrisisModel, on the Mesa that this Python has."""

import inspect

import mesa
import numpy as np
import pytest
from mesa.batchrunner import batch_run

from sim import CrisisModel, run

SEEDS_ARE_AN_ARGUMENT = "rng" in inspect.signature(batch_run).parameters  # from Mesa 3.4 on


def batch(seeds, **parameters):
    """Run a batch as the documentation of the installed Mesa says."""
    if SEEDS_ARE_AN_ARGUMENT:
        return batch_run(CrisisModel, parameters, rng=seeds, display_progress=False, data_collection_period=1)
    return batch_run(CrisisModel, {**parameters, "rng": seeds}, display_progress=False, data_collection_period=1)


def test_a_batch_gives_what_run_gives_for_each_seed():
    rows = batch([3, 4], file="lockdown", people=40, days=6)
    assert len(rows) == 2 * 6
    for seed in (3, 4):
        found = [row["distress"] for row in rows if row["rng"] == seed]
        assert np.array_equal(found, run("lockdown", seed=seed, people=40, days=6).table[:, 0, 0])


def test_a_batch_tries_settings():
    rows = batch([1], file="lockdown", people=40, days=30, set=["crisis.pandemic.severity=0.1", "crisis.pandemic.severity=1.0"])
    last = {row["set"]: row["distress"] for row in rows if row["Step"] == max(each["Step"] for each in rows)}
    assert last["crisis.pandemic.severity=1.0"] > last["crisis.pandemic.severity=0.1"]


def test_nothing_of_ours_has_a_name_that_mesa_owns():
    assert "scenario" not in inspect.signature(CrisisModel).parameters
    assert "scenario" not in vars(CrisisModel)


@pytest.mark.skipif(not hasattr(mesa.Model, "run_for"), reason="this Mesa has no run_for")
def test_mesa_runs_it_for_a_time():
    model = CrisisModel("lockdown", people=30, days=10)
    model.run_for(4)
    assert model.day == model.steps == 4
    model.run_for(100)
    assert model.day == 10 and not model.running
