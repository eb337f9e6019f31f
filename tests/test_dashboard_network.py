"""The network in the dashboard without a browser: layers, colours by group, one person up close, and invented names."""

import threading
import time

import networkx as nx
import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import CrisisModel, load_text  # noqa: E402
from sim.dashboard.colours import NOT_SCORED, group_colours, group_palette  # noqa: E402
from sim.dashboard.first_mornings import FirstMornings  # noqa: E402
from sim.dashboard.layout import ties_by_layer  # noqa: E402
from sim.dashboard.live import LiveRun  # noqa: E402
from sim.dashboard.names import first_name, first_names  # noqa: E402
from sim.dashboard.portrait import FEWEST_TOLD, GROUPINGS, colours_of, groups_of, picture_of  # noqa: E402

CALM = 'title = "A calm month"\nstart = 2020-03-02\ndays = 20\n[population]\npeople = 120\n'
LOCKDOWN = '[[crisis]]\nkind = "lockdown"\nstart = 2020-03-04\n'


@pytest.fixture(scope="module")
def model():
    """A model of 120 people on its first morning."""
    return CrisisModel(load_text(CALM), rng=3)


def test_every_awake_tie_of_the_model_is_in_one_layer(model):
    layers = ties_by_layer(model.network)
    assert sum(len(pairs) for pairs in layers.values()) == model.network.number_of_edges()
    assert list(layers)[:2] == ["household", "close"]


def test_people_near_are_those_at_the_other_end_of_ones_ties(model):
    near = {int(other) for rows in picture_of(model).near(5).values() for other in rows}
    assert near == set(model.network[5])


def test_switching_a_layer_off_takes_its_ties_away(model):
    picture = picture_of(model)
    assert len(picture.ties_of(["household"])) == 8 * len(picture.layers["household"])
    assert picture.ties_of([]) == b"" and len(picture.ties_of(picture.layers)) > len(picture.ties)


def test_groups_have_colours_of_their_own(model):
    by_age = groups_of(model, "age")
    ages = model.values("age")
    assert ages[by_age == 0].max() < 18 and ages[by_age == 3].min() >= 65
    assert max(len(names) for names in GROUPINGS.values()) <= len(group_colours())
    assert len({tuple(row) for row in np.frombuffer(group_palette(), np.uint8).reshape(256, 3)[:4].tolist()}) == 4


def test_a_small_group_of_an_uploaded_network_is_not_told_apart_nor_by_being_the_only_grey_one():
    network = nx.cycle_graph(60)
    nx.set_node_attributes(network, {row: 80 if row < FEWEST_TOLD - 1 else 30 if row < 25 else 10 for row in network}, "age")
    groups = groups_of(CrisisModel(load_text(CALM), network=network, rng=3), "age")
    assert (groups == NOT_SCORED).sum() == 25 and set(groups) == {0, NOT_SCORED}
    for few, shown in ((FEWEST_TOLD - 1, {NOT_SCORED}), (FEWEST_TOLD, {1, 3})):  # of two groups, hiding one would tell it
        nx.set_node_attributes(network, {row: 80 if row < few else 30 for row in network}, "age")
        model = CrisisModel(load_text(CALM), network=network, rng=3)
        assert set(groups_of(model, "age")) == shown and ("age" in picture_of(model).untold) == (shown == {NOT_SCORED})


def published(run_of, wanted):
    """Start a live run, let `run_of` command it, and return the first snapshot that is wanted."""
    seen = []
    run = LiveRun(load_text(CALM), 120, 3, seen.append)
    try:
        run_of(run)
        for _ in range(600):
            if found := [each for each in seen if wanted(each)]:
                return found[0]
            time.sleep(0.05)
    finally:
        run.close()
    raise AssertionError("nothing of the kind was published within half a minute")


def test_a_person_who_is_looked_at_is_told_of_in_every_snapshot(model):
    def look_and_step(run):
        run.look_at(7)
        run.step()

    snapshot = published(look_and_step, lambda each: each.day == 1 and each.person)
    model.step()
    assert snapshot.person.row == 7 and snapshot.person.age == model.value_of("age", 7)
    assert snapshot.person.contacts == model.value_of("contacts_in_person", 7)


def test_colours_follow_what_is_asked_for(model):
    snapshot = published(lambda run: run.colour_by("alone"), lambda each: each.colour_by == "alone")
    assert snapshot.colours == colours_of(model, "alone") and set(snapshot.colours) == {0, 1}


def test_while_it_plays_every_day_is_drawn_and_the_page_is_not_rendered_for_each():
    seen, drawn, ended = [], [], threading.Event()
    run = LiveRun(load_text(CALM), 120, 3, lambda snapshot: (seen.append(snapshot), snapshot.finished and ended.set()))
    run.calm_seconds, run.steps_per_second = 3600, 1000

    def draw(frame):
        drawn.append(int.from_bytes(frame[:4], "little"))
        run.acknowledge(drawn[-1])

    run.draw = draw
    run.play()
    assert ended.wait(60)
    run.close()
    assert len(drawn) >= 20 and drawn == sorted(set(drawn))
    assert {each.day for each in seen} == {0, 20} and len(seen[-1].distress) == 21 and seen[-1].number == drawn[-1]
    later = published(lambda run: run.step(), lambda each: each.day == 1)
    assert later.number > drawn[-1]  # a browser never goes back


def test_a_first_morning_is_built_once_and_lived_through_by_each_session_as_if_it_were_its_own():
    mornings = FirstMornings(most=120)
    (one, picture), (other, same_picture) = (mornings.begin(load_text(text), 120, 3) for text in (CALM, CALM + LOCKDOWN))
    assert other.population is one.population and same_picture is picture
    alone = CrisisModel(load_text(CALM + LOCKDOWN), rng=3)
    for each in (one, other, alone):
        each.run_model()
    assert other.result().table.tobytes() == alone.result().table.tobytes() != one.result().table.tobytes()
    mornings.begin(load_text(CALM), 100, 3)
    assert mornings.begin(load_text(CALM), 120, 3)[0].population is not one.population


def test_a_name_belongs_to_a_row_and_neighbours_have_different_ones():
    names = first_names([True] * 150)
    assert len(set(names)) == 150 and names[20] == first_name(20, True)
