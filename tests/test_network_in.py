"""Networks somebody has: every form of file, every oddity mended and told, nothing lost without a note."""

import networkx as nx
import numpy as np
import pytest

from sim import CrisisModel, ScenarioError, population_from_network, run
from sim.core.layers import CLOSE, FAMILIAR, HOUSEHOLD, LAYERS, NEIGHBOURHOOD, WORK_SCHOOL
from sim.core.ties import INNER, KIN
from sim.population.network_reading import NetworkMistake
from sim.population.network_ties import layer_of


def ring(n_people=12, graph=nx.Graph):
    """A ring of people called a0, a1, ..."""
    network = graph()
    nx.add_cycle(network, [f"a{k}" for k in range(n_people)])
    return network


def pairs_by_name(population, layer=None):
    """Return the set of tied pairs, by name."""
    ties = population.ties
    rows = range(ties.n_ties) if layer is None else range(*ties.of_layer(layer).indices(ties.n_ties))
    return {frozenset((population.names[ties.lower[k]], population.names[ties.higher[k]])) for k in rows}


def edge_list(folder, text):
    """Write an edge list and return its path."""
    path = folder / "village.csv"
    path.write_text(text, encoding="utf-8")
    return path


def ring_rows(n_people=12, ending=""):
    return "".join(f"a{k},a{(k + 1) % n_people}{ending}\n" for k in range(n_people))


@pytest.mark.parametrize(("n_ties", "fits"), [(300, True), (600, False)])
def test_who_meets_more_people_than_can_be_added_up_is_named(n_ties, fits):
    network = nx.star_graph(n_ties)
    nx.set_edge_attributes(network, "work", "layer")
    nx.set_edge_attributes(network, 0.9, "strength")
    if fits:
        assert population_from_network(network).ties.n_ties == n_ties
        return
    with pytest.raises(NetworkMistake, match=f'"0" has {n_ties} ties, so strong'):
        population_from_network(network)


@pytest.mark.parametrize("ending", ["graphml", "gexf", "gml", "csv"])
def test_every_format_gives_the_same_ties(tmp_path, ending):
    path = tmp_path / f"ring.{ending}"
    if ending == "csv":
        path.write_text("source,target\n" + ring_rows(), encoding="utf-8")
    else:
        getattr(nx, f"write_{ending}")(ring(), path)
    assert pairs_by_name(population_from_network(path)) == {frozenset(edge) for edge in ring().edges}


@pytest.mark.parametrize("mark", [",", ";", "\t", " ", "|"])
def test_an_edge_list_may_be_cut_by_any_usual_mark(tmp_path, mark):
    text = ("Source,Target\n" + ring_rows()).replace(",", mark)
    assert len(pairs_by_name(population_from_network(edge_list(tmp_path, text)))) == 12


def test_decimal_commas_are_read_where_semicolons_separate(tmp_path):
    text = "source;target;strength\n" + ring_rows().replace(",", ";").replace("\n", ";0,75\n")
    assert set(population_from_network(edge_list(tmp_path, text)).ties.first_strength) == {0.75}


def test_directed_and_multiple_ties_become_one_and_it_is_told():
    network = ring(graph=nx.MultiDiGraph)
    network.add_edge("a1", "a0")
    network.add_edge("a0", "a1")
    population = population_from_network(network)
    assert population.ties.n_ties == 12
    assert any("directed" in note for note in population.notes)
    assert any(note.startswith("2 rows repeat a tie") for note in population.notes)


def test_ties_to_oneself_are_left_out_and_counted():
    network = ring()
    network.add_edge("a3", "a3")
    population = population_from_network(network)
    assert population.ties.n_ties == 12
    assert any("1 rows tie somebody to themselves" in note for note in population.notes)


def test_people_without_ties_live_in_the_model(tmp_path):
    population = population_from_network(edge_list(tmp_path, "source,target\n" + ring_rows() + "hermit,\n,anchorite\n"))
    assert population.n_people == 14 and {"hermit", "anchorite"} < set(population.names)
    assert any(note.startswith("2 people have no tie") for note in population.notes)


@pytest.mark.parametrize(("text", "layer", "flags"), [
    ("household", HOUSEHOLD, 0), ("Housemates", HOUSEHOLD, 0), ("family", CLOSE, KIN), ("facebook_friend", CLOSE, 0), ("call", CLOSE, 0),
    ("lunch", WORK_SCHOOL, 0), ("work_school", WORK_SCHOOL, 0), ("Neighbour", NEIGHBOURHOOD, 0), ("buren", NEIGHBOURHOOD, 0),
    ("acquaintance", FAMILIAR, 0), ("family friend", CLOSE, KIN),
])
def test_common_words_name_layers(text, layer, flags):
    assert layer_of(text) == (layer, flags)


def test_unknown_layers_are_close_ties_and_told(tmp_path):
    population = population_from_network(edge_list(tmp_path, "source,target,layer\n" + ring_rows(ending=",plays_chess_with")))
    assert set(population.ties.layer) == {CLOSE}
    assert any('unknown layers, taken as close ties: "plays_chess_with"' in note for note in population.notes)


def test_a_pair_in_several_layers_is_kept_in_the_first_and_told(tmp_path):
    text = "source,target,layer\n" + ring_rows(ending=",lunch") + "a1,a0,friend\n"
    population = population_from_network(edge_list(tmp_path, text))
    assert pairs_by_name(population, CLOSE) == {frozenset(("a0", "a1"))}
    assert len(pairs_by_name(population, WORK_SCHOOL)) == 11
    assert any("1 ties join a pair that is tied in another layer too" in note for note in population.notes)


def test_the_third_with_the_highest_weights_is_the_inner_circle(tmp_path):
    rows = "".join(f"a{k},a{(k + 1) % 12},{k + 1}\n" for k in range(12))
    population = population_from_network(edge_list(tmp_path, "source,target,weight\n" + rows))
    ties = population.ties
    inner = {frozenset((population.names[ties.lower[k]], population.names[ties.higher[k]])) for k in np.flatnonzero(ties.flags & INNER)}
    assert inner == {frozenset((f"a{k}", f"a{(k + 1) % 12}")) for k in (8, 9, 10, 11)}
    assert ties.first_strength[ties.flags & INNER > 0].min() > ties.first_strength[ties.flags & INNER == 0].max()


def test_weights_of_repeated_rows_are_added(tmp_path):
    text = "source,target,weight\n" + ring_rows(ending=",2") + "a6,a5,1\n"
    population = population_from_network(edge_list(tmp_path, text))
    strongest = population.ties.first_strength.argmax()
    assert {population.names[population.ties.lower[strongest]], population.names[population.ties.higher[strongest]]} == {"a5", "a6"}


def test_the_ties_are_the_same_in_every_replicate_and_the_traits_are_not():
    one, other = (population_from_network(ring(40), seed) for seed in (1, 2))
    assert one.names == other.names
    assert np.array_equal(one.ties.lower, other.ties.lower) and np.array_equal(one.ties.first_strength, other.ties.first_strength)
    assert not np.array_equal(one.traits.sociability, other.traits.sociability)


def test_node_attributes_are_used_where_they_make_sense():
    network = ring()
    for k in range(12):
        network.nodes[f"a{k}"].update(Age=20 + k, gender="F" if k % 2 else "male", district="north" if k < 6 else "south",
                                      household=k // 2, shoe_size=40)
    population = population_from_network(network)
    number = {name: row for row, name in enumerate(population.names)}
    rows = [number[f"a{k}"] for k in range(12)]
    assert population.traits.age[rows].tolist() == list(range(20, 32))
    assert population.traits.woman[rows].tolist() == [False, True] * 6
    assert population.area_start.tolist() == [0, 6, 12] and len(set(population.traits.area[rows[:6]])) == 1
    assert pairs_by_name(population, HOUSEHOLD) == {frozenset((f"a{k}", f"a{k + 1}")) for k in range(0, 12, 2)}
    assert any("not used: shoe_size" in note for note in population.notes)


def test_values_that_make_no_sense_are_drawn_instead_and_told():
    network = ring()
    for k in range(12):
        network.nodes[f"a{k}"].update(age=-3 if k == 4 else 50, gender=1 + k % 2)
    population = population_from_network(network)
    assert (population.traits.age == 50).sum() >= 11 and population.traits.age.min() >= 18
    assert any('1 of 12 people have no usable age in "age"' in note for note in population.notes)
    assert any("12 of 12 people have no usable sex" in note for note in population.notes)


def test_household_ties_make_households_where_no_attribute_does(tmp_path):
    text = "source,target,layer\n" + ring_rows(ending=",friend") + "a0,a1,household\na1,a5,household\n"
    population = population_from_network(edge_list(tmp_path, text))
    home = {name: population.traits.household[row] for row, name in enumerate(population.names)}
    assert home["a0"] == home["a1"] == home["a5"] and len(set(home.values())) == 10
    assert pairs_by_name(population, HOUSEHOLD) == {frozenset(pair) for pair in (("a0", "a1"), ("a1", "a5"), ("a0", "a5"))}


def test_people_near_in_the_network_are_near_in_number():
    order = np.random.default_rng(3).permutation(900).tolist()
    network = nx.relabel_nodes(nx.grid_2d_graph(30, 30), dict(zip(nx.grid_2d_graph(30, 30), order, strict=True)))
    population = population_from_network(network)
    assert (population.ties.higher - population.ties.lower).max() < 60
    assert len(population.area_start) == 3 and np.diff(population.area_start).min() >= 400


@pytest.mark.parametrize(("text", "message"), [
    ("", "is empty"),
    ("from,to\n" + ring_rows(), "no column source.*columns: from, to"),
    ("source,target\n", "at least 10 people, got 0"),
    ("source,target\n" + ring_rows(9), "at least 10 people, got 9"),
    ("source,target\n" + "".join(f"a{k},a{k}\n" for k in range(12)), "ties between people, got none"),
    ("source,target,weight\n" + ring_rows(ending=",1") + "a0,a3,strong\n", 'line 14: expected a number as weight, got "strong"'),
    ("source,target,weight\n" + ring_rows(ending=",nan"), "line 2: expected a number as weight"),
    ("source,target,weight\n" + ring_rows(ending=",0"), "ties between people, got none"),
])
def test_an_edge_list_that_cannot_be_used_gives_one_clear_message(tmp_path, text, message):
    with pytest.raises(NetworkMistake, match=message):
        population_from_network(edge_list(tmp_path, text))


@pytest.mark.parametrize("name", ["broken.graphml", "broken.gexf", "broken.gml", "latin.csv", "missing.gml", "network.xlsx"])
def test_a_file_that_cannot_be_read_gives_one_clear_message(tmp_path, name):
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes("<graph caf\xe9".encode("latin-1"))
    with pytest.raises(NetworkMistake, match=name) as mistake:
        population_from_network(tmp_path / name)
    assert "\n" not in str(mistake.value)


def test_a_mistake_in_a_network_names_the_scenario_its_table_and_key(tmp_path):
    edge_list(tmp_path, "from,to\n")
    file = tmp_path / "mine.toml"
    file.write_text('start = 2020-03-02\ndays = 5\n[population]\nnetwork = "village.csv"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match=r'mine.toml, \[population\], key "network": village.csv: no column source'):
        run(file)


def test_a_scenario_file_may_name_a_network(tmp_path):
    edge_list(tmp_path, "source,target\n" + ring_rows())
    file = tmp_path / "mine.toml"
    file.write_text('start = 2020-03-02\ndays = 5\n[population]\nnetwork = "village.csv"\nseed = 9\n', encoding="utf-8")
    first, second = run(file, seed=1), run(file, seed=2)
    assert first.population.n_people == 12 and first.population.seed == 9
    assert np.array_equal(first.population.traits.age, second.population.traits.age)


def test_run_and_model_take_a_graph():
    model = CrisisModel("lockdown", days=5, network=ring())
    model.run_model()
    assert model.result().table.tobytes() == run("lockdown", days=5, network=ring()).table.tobytes()
    assert set(model.network) == set(ring()) and {person.name for person in model.agents} == set(ring())
    with pytest.raises(ScenarioError, match="network, which brings its own"):
        CrisisModel("lockdown", people=30, network=ring())


def test_nobody_gets_ties_that_the_network_has_not():
    population = population_from_network(ring())
    assert population.ties.n_ties == 12 and population.groups.n_groups == population.clubs.n_groups == 0
    assert [LAYERS[layer] for layer in set(population.ties.layer)] == ["close"]


def test_check_reads_the_network_and_tells_what_was_mended(tmp_path, capfd):
    from sim.cli import main

    file = tmp_path / "mine.toml"
    file.write_text('start = 2020-03-02\ndays = 5\n[population]\nnetwork = "village.csv"\n', encoding="utf-8")
    for text, code, said in (("source,target\n" + ring_rows() + "a0,a0\n", 0, "1 rows tie somebody to themselves"),
                             ("from,to\n", 2, "no column source")):
        edge_list(tmp_path, text)
        assert main(["check", str(file)]) == code
        assert said in capfd.readouterr().err
