"""The dashboard's parts that need no browser: shipped files, places in the picture, colours, numbers in words."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim.dashboard.colours import NOT_SCORED, palette, shades  # noqa: E402
from sim.dashboard.layout import drawn_ties, positions  # noqa: E402
from sim import ScenarioError  # noqa: E402
from sim.dashboard.offered import offer, offered  # noqa: E402
from sim.dashboard.serve import ASSETS, _listen  # noqa: E402

# Solara asks for these by name and version; a new version of it will ask for others.
ASKED_BY_SOLARA = (
    "@widgetti/solara-vuetify-app@10.1.1/dist/solara-vuetify-app8.min.js",
    "@widgetti/solara-vuetify-app@10.1.1/dist/main8.css",
    "@widgetti/solara-vuetify-app@10.1.1/dist/fonts.css",
    "requirejs@2.3.6/require.js",
)


def two_villages():
    """Two areas of 20 households of 3, with one friendship between the areas."""
    network = nx.Graph()
    for person in range(120):
        network.add_node(person, area=person // 60, household=person // 3)
    for person in range(0, 120, 3):
        pairs = [(person, person + 1), (person, person + 2), (person + 1, person + 2)]
        network.add_edges_from(pairs, layer="household", strength=0.9)
    network.add_edge(0, 60, layer="close", strength=0.4)
    network.add_edge(1, 61, layer="familiar", strength=0.1)
    network.add_edge(2, 62, layer="close", strength=0.0)
    return network


def test_files_that_solara_asks_for_are_shipped():
    missing = [name for name in ASKED_BY_SOLARA if not (ASSETS / "cdn" / name).is_file()]
    assert missing == []


def test_solara_asks_for_the_versions_that_are_shipped():
    import solara.server

    page = (Path(solara.server.__file__).parent / "templates" / "solara.html.j2").read_text(encoding="utf-8")
    shipped = {f"{one.parent.name}/{one.name}" if one.parent.name.startswith("@") else one.name for one in _packages()}
    assert shipped == {"@widgetti/solara-vuetify-app@10.1.1", "requirejs@2.3.6"}
    assert all(f"/{package}/" in page for package in shipped)


def test_every_shipped_package_has_a_licence_text():
    licences = {path.name for path in (ASSETS / "licences").iterdir() if path.stat().st_size > 500}
    notice = (ASSETS / "NOTICE.md").read_text(encoding="utf-8")
    for package in ("solara-vuetify-app", "requirejs", "uplot", "vue", "vuetify", "mdi-font", "jupyter-widgets"):
        assert any(name.startswith(package) for name in licences), package
    for folder in ("cdn/@widgetti/", "cdn/requirejs@2.3.6/", "uplot/"):
        assert folder in notice


def test_shipped_files_stay_small():
    files = [path for path in ASSETS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 6_000_000
    assert not [path for path in files if path.suffix == ".map"]


def test_members_of_a_household_stand_nearer_than_strangers():
    places = positions(two_villages())
    homes = places.reshape(40, 3, 2)
    within = np.linalg.norm(homes - homes.mean(axis=1, keepdims=True), axis=2).mean()
    assert within < 0.25 * np.linalg.norm(places - places.mean(axis=0), axis=1).mean()


def test_areas_do_not_mix_in_the_picture():
    across = positions(two_villages())[:, 0]
    assert across[:60].max() < across[60:].min()


def test_places_fill_the_unit_square_and_repeat():
    places = positions(two_villages())
    assert places.min() == 0 and places.max() == 1
    assert np.array_equal(places, positions(two_villages()))


def test_only_awake_ties_of_home_family_and_friends_are_drawn():
    drawn = {tuple(pair) for pair in drawn_ties(two_villages()).tolist()}
    assert (0, 60) in drawn and (0, 1) in drawn
    assert (1, 61) not in drawn and (2, 62) not in drawn


def test_a_network_of_colleagues_is_drawn_whole():
    network = nx.cycle_graph(6)
    nx.set_edge_attributes(network, "work_school", "layer")
    assert len(drawn_ties(network)) == 6


def test_a_network_without_areas_or_households_gets_places():
    places = positions(nx.path_graph(5))
    assert places.shape == (5, 2) and len(np.unique(places, axis=0)) == 5


def test_more_stress_is_drawn_darker_and_missing_in_grey():
    calm, much, missing = shades(np.array([-2.0, 3.0, np.nan]))
    brightness = np.frombuffer(palette(), dtype=np.uint8).reshape(256, 3).astype(int).sum(axis=1)
    assert brightness[calm] > 2 * brightness[much]
    assert missing == NOT_SCORED and np.ptp(np.frombuffer(palette(), dtype=np.uint8)[-3:].astype(int)) < 12


def test_a_mistake_in_a_file_is_told_before_anything_is_served(tmp_path):
    (tmp_path / "wrong.toml").write_text("start = 2020-03-02\ndays = 5\nsevirity = 1\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="sevirity"):
        offer([tmp_path / "wrong.toml"])


def test_files_of_one_name_are_told_apart(tmp_path):
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "town.toml").write_text(f'title = "{folder}"\nstart = 2020-03-02\ndays = 5\n', encoding="utf-8")
    offer([tmp_path / "north" / "town.toml", tmp_path / "south" / "town.toml"])
    assert [(name, each.name, each.title) for name, each in offered().items()] == [
        ("town", "town", "north"),
        ("town-2", "town-2", "south"),
    ]


def test_a_port_in_use_is_passed_over():
    with _listen("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with _listen("127.0.0.1", taken) as second:
            assert second.getsockname()[1] > taken


def _packages():
    for one in (ASSETS / "cdn").iterdir():
        yield from one.iterdir() if one.name.startswith("@") else [one]
