"""Networks out: a networkx graph of people and ties, and files that come back as they went."""

import networkx as nx
import numpy as np
import pytest
from small_worlds import LOCKDOWN, scenario_of

from sim import CrisisModel, population_from_network, write_network
from sim.core.kernels import AWAKE
from sim.core.ties import DORMANT


@pytest.fixture(scope="module")
def model():
    """A model after a few days; tests only look at it."""
    model = CrisisModel(scenario_of(LOCKDOWN, people=80, days=12))
    model.run_model()
    return model


def ties_of(population):
    """Return {pair of names as text: (layer, strength)}."""
    ties, names = population.ties, population.names or range(population.n_people)
    return {frozenset((str(names[ties.lower[k]]), str(names[ties.higher[k]]))): (int(ties.layer[k]), ties.first_strength[k])
            for k in np.flatnonzero(ties.first_strength >= AWAKE)}


def by_name(population, trait):
    return dict(zip(map(str, population.names or range(population.n_people)), population.traits.arrays[trait].tolist(), strict=True))


def test_nodes_come_in_the_order_of_rows_with_traits_and_feelings(model):
    network = model.network
    assert list(network) == list(range(80))
    assert [network.nodes[row]["age"] for row in network] == model.values("age").tolist()
    felt = nx.get_node_attributes(network, "distress")
    assert felt == {row: value for row, value in enumerate(model.values("distress")) if not np.isnan(value)}


def test_edges_have_layer_and_strength_as_they_are_now(model):
    strength, ties = model._world.strength, model.population.ties
    network = model.network
    assert network.number_of_edges() == (strength >= AWAKE).sum()
    k = int(np.argmax(strength != ties.first_strength))
    assert network.edges[ties.lower[k], ties.higher[k]]["strength"] == pytest.approx(strength[k], abs=1e-6)


def test_dormant_ties_are_left_out(model):
    ties = model.population.ties
    dormant = np.flatnonzero((ties.flags & DORMANT) > 0)
    assert len(dormant) and not any(model.network.has_edge(ties.lower[k], ties.higher[k]) for k in dormant)


@pytest.mark.parametrize("ending", ["graphml", "gexf", "gml", "csv"])
def test_a_population_comes_back_as_it_was_written(tmp_path, model, ending):
    path = tmp_path / f"village.{ending}"
    write_network(model.population, path)
    back = population_from_network(path)
    assert ties_of(back) == ties_of(model.population)
    if ending != "csv":  # an edge list has no place for people's traits
        assert by_name(back, "age") == by_name(model.population, "age")
        assert by_name(back, "woman") == by_name(model.population, "woman")
        one, other = by_name(back, "household"), by_name(model.population, "household")
        assert len(set(zip(one.values(), (other[name] for name in one), strict=True))) == len(set(one.values())) == len(set(other.values()))


def test_people_without_ties_come_back(tmp_path):
    network = nx.path_graph(11)
    network.add_node("hermit")
    write_network(population_from_network(network), tmp_path / "path.csv")
    assert "hermit" in population_from_network(tmp_path / "path.csv").names


@pytest.mark.parametrize("ending", ["graphml", "gexf", "gml", "csv"])
def test_a_model_is_written_as_it_is_now(tmp_path, model, ending):
    path = tmp_path / f"now.{ending}"
    write_network(model, path)
    assert ties_of(population_from_network(path)).keys() == {frozenset(map(str, edge)) for edge in model.network.edges}


def test_another_ending_is_refused(tmp_path, model):
    with pytest.raises(ValueError, match=r"\.graphml, \.gexf, \.gml, \.csv"):
        write_network(model, tmp_path / "village.xlsx")
    assert list(tmp_path.iterdir()) == []
