"""The table of network realism: its numbers are counts of the network, and it says where the recipe misses."""

import numpy as np
import pytest

from sim.core.chance import run_seed
from sim.run import first_morning
from sim.studies.network_realism import DAYS, TARGETS, network_realism
from sim.timeline.load import load_scenario

PEOPLE = 600


@pytest.fixture(scope="module")
def table():
    return network_realism(people=PEOPLE, replicates=1, seed=1).set_index("key")


def test_every_target_has_a_row_and_published_ones_a_verdict(table):
    assert set(table.index) == set(TARGETS)
    held = table[table.low.notna()]
    assert [bool(met) for met in held.met] == ((held.low <= held.value) & (held.value <= held.high)).tolist()
    assert table[table.low.isna()].met.isna().all()


def test_ties_of_layers_are_counts_of_the_recipe(table):
    ties = first_morning(load_scenario("baseline", people=PEOPLE, days=DAYS), run_seed(1, 0)).population.ties
    awake = ties.first_strength > 0
    household, close = ((awake & (ties.layer == layer)).sum() * 2 / PEOPLE for layer in (0, 1))
    assert table.value["ties household"] == pytest.approx(household)
    assert table.value["ties kin"] + table.value["ties friends"] == pytest.approx(close)
    assert table.value["sympathy"] == pytest.approx(household + close)


def test_contacts_of_layers_add_up_and_often_is_rarer_than_once(table):
    layers = [f"contacts {layer}" for layer in ("close", "neighbourhood", "work_school", "familiar", "encounters")]
    assert table.value[layers].sum() == pytest.approx(table.value["contacts"])
    for who in ("family", "friends", "neighbours"):
        assert table.value[f"{who} daily"] < table.value[f"{who} weekly"] <= table.value["anyone weekly"] + 1e-9
    assert np.isfinite(table.value).all()
