"""Published networks: read whole, lived in for a month, nothing lost without a note."""

import csv

import numpy as np
import pytest

from sim import load_scenario, population_from_network, run

# People with ties and distinct pairs, as the folder's summary.csv gives them.
NETWORKS = ("copenhagen", "cs_aarhus", "indian_village_1")


@pytest.fixture(params=NETWORKS)
def edges(request, shared):
    return shared / "data" / "networks" / f"{request.param}_edges.csv"


def published(edges):
    """Return the row of summary.csv about a network."""
    name = edges.name.removesuffix("_edges.csv")
    with open(edges.parent / "summary.csv", encoding="utf-8") as file:
        return next(row for row in csv.DictReader(file) if row["name"] == name)


def counted(population, words):
    """Return the number in the note that contains these words, 0 if there is none."""
    return next((int(note.split()[0].replace(",", "")) for note in population.notes if words in note), 0)


def test_people_and_pairs_are_those_published(edges):
    population, wanted = population_from_network(edges), published(edges)
    assert (population.n_people, population.ties.n_ties) == (int(wanted["nodes"]), int(wanted["pairs"]))


def test_every_row_is_a_tie_or_counted_in_a_note(edges):
    population = population_from_network(edges)
    with open(edges, encoding="utf-8") as file:
        n_rows = sum(1 for _ in file) - 1
    lost = sum(counted(population, words) for words in ("tie somebody to themselves", "rows repeat a tie", "tied in another layer"))
    assert population.ties.n_ties + lost == n_rows


def test_a_month_in_it_is_plausible(edges):
    scenario = load_scenario("baseline", days=30)
    table = run(scenario, seed=1, network=edges).series.query("group == 'everyone'").pivot(index="step", columns="outcome", values="value")
    assert 3 < table["contacts_in_person"].mean() < 25
    assert 0.85 < table["company"].mean() < 1.15
    assert abs(table["distress"].iloc[-7:].mean() - table["distress"].iloc[:7].mean()) < 0.15
    assert table["close_ties"].iloc[-1] == pytest.approx(table["close_ties"].iloc[0], rel=0.02)


def test_a_lockdown_is_felt_in_it(edges):
    scenario = load_scenario("lockdown", days=50)
    table = run(scenario, seed=1, network=edges).series.query("group == 'everyone'").pivot(index="step", columns="outcome", values="value")
    before, during = table.iloc[:14].mean(), table.iloc[-14:].mean()
    assert during["contacts_in_person"] < 0.6 * before["contacts_in_person"]
    assert during["need"] > before["need"] + 0.05 and during["loneliness"] > before["loneliness"]


def test_layers_of_a_department_are_told_apart(shared):
    population = population_from_network(shared / "data" / "networks" / "cs_aarhus_edges.csv")
    close, work = (population.ties.of_layer(layer) for layer in (1, 3))
    assert close.stop - close.start > 100 and work.stop - work.start > 100
    assert np.isin(population.traits.attendance, (np.float32(0.72), np.float32(0.6))).mean() > 0.9
