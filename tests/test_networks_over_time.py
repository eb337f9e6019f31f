"""The network that is lived: what the weekly measures say is what happened between people, counted slowly."""

import networkx
import pytest
from small_worlds import ACTIVITIES, LOCKDOWN, morning_of, pairs_met, scenario_of

from sim.core.layers import CLOSE, HOUSEHOLD
from sim.core.ties import KIN
from sim.run import run
from sim.studies.networks_compared import compare_networks
from sim.studies.networks_over_time import NetworksOverTime

PEOPLE = 300


@pytest.fixture(scope="module")
def lived():
    """Return (table of measures, pairs met a day as (i, j, layer, channel), the ties) of four weeks with a lockdown and activities."""
    scenario = scenario_of(LOCKDOWN + ACTIVITIES, people=PEOPLE, days=28)
    watch, days = NetworksOverTime(), []

    def each(world, today):
        watch(world, today)
        days.append(pairs_met(today))

    result = run(scenario, morning=morning_of(scenario), each=each)
    return watch.table().set_index(["step", "days", "measure", "layer", "group"])["value"], days, result.population.ties


def counted(days, ties, channels, layers=None):
    """Return a graph of the people who met in some days; a tied pair counts in the layer of its tie wherever it met."""
    awake = ties.first_strength > 0
    layer_of = dict(zip(zip(ties.lower[awake].tolist(), ties.higher[awake].tolist(), strict=True),
                        zip(ties.layer[awake].tolist(), (ties.flags[awake] & KIN > 0).tolist(), strict=True), strict=True))
    graph = networkx.empty_graph(PEOPLE)
    for day in days:
        for i, j, layer, channel in day:
            i, j = min(i, j), max(i, j)
            if channel in channels and (layers is None or layers(layer, *layer_of.get((i, j), (None, False)))):
                graph.add_edge(i, j)
    return graph


ANY = ("in_person", "phone", "text", "video")


@pytest.mark.parametrize(("step", "days"), [(6, slice(0, 7)), (20, slice(14, 21))])
def test_degrees_are_distinct_people_met_or_reached(lived, step, days):
    table, met, ties = lived
    close = counted(met[days], ties, ANY, lambda _, tied, __: tied == CLOSE)
    assert table[step, 7, "degree", "close", "everyone"] == pytest.approx(2 * close.number_of_edges() / PEOPLE)
    outside = counted(met[days], ties, ("in_person",), lambda _, tied, __: tied != HOUSEHOLD)
    assert table[step, 7, "degree_in_person", "outside", "everyone"] == pytest.approx(2 * outside.number_of_edges() / PEOPLE)


def test_shape_and_people_with_nobody_are_those_of_the_graph(lived):
    table, met, ties = lived
    friends = counted(met[14:21], ties, ANY, lambda _, tied, is_kin: tied == CLOSE and not is_kin)
    assert table[20, 7, "clustering", "friends", "everyone"] == pytest.approx(networkx.average_clustering(friends))
    assert table[20, 7, "transitivity", "friends", "everyone"] == pytest.approx(networkx.transitivity(friends))
    assert table[20, 7, "giant_component", "friends", "everyone"] == len(max(networkx.connected_components(friends), key=len)) / PEOPLE
    assert table[20, 7, "isolates", "friends", "everyone"] == pytest.approx(networkx.number_of_isolates(friends) / PEOPLE)


def test_the_long_window_holds_four_weeks(lived):
    table, met, ties = lived
    outside = counted(met, ties, ANY, lambda _, tied, __: tied != HOUSEHOLD)
    assert table[27, 28, "degree", "outside", "everyone"] == pytest.approx(2 * outside.number_of_edges() / PEOPLE)


def test_a_lockdown_thins_the_network_and_leaves_friendships(lived):
    table, _, _ = lived
    before, during = (table[step, 7, "degree_in_person", "outside", "everyone"] for step in (6, 20))
    assert during < 0.6 * before
    alone_before, alone = (table[step, 7, "isolates_in_person", "friends", "everyone"] for step in (6, 20))
    assert alone > alone_before
    assert table[27, 7, "strength", "friends", "everyone"] == pytest.approx(table[6, 7, "strength", "friends", "everyone"], rel=0.03)


def test_hours_measure_the_same_weeks():
    scenario = scenario_of("", people=120, days=7, step="hour")
    watch = NetworksOverTime()
    run(scenario, morning=morning_of(scenario), each=watch)
    assert watch.table()["step"].unique().tolist() == [167]


def test_compared_networks_are_paired_with_the_same_people():
    crisis = scenario_of(LOCKDOWN, people=150, days=21)
    same = crisis.model_copy(update={"name": "again"})
    table = compare_networks([crisis, same], replicates=2).set_index(["scenario", "baseline", "step", "days", "measure", "layer", "group"])
    assert (table.difference["again"] == 0).all()  # the same people with the same luck
    harm = table.difference["scenario", "no_crisis", 20, 7, "degree_in_person", "outside", "everyone"]
    assert harm < 0 and table.n_pairs.eq(2).all() and table.low[table.difference != 0].isna().all()
