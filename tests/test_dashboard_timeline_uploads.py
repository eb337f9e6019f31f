"""Files of a visitor: what is refused and why, where the rest is written, what is left of a network, and that it goes again."""

import base64
import gc

import networkx as nx
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import ScenarioError, load_scenario, load_text, run  # noqa: E402
from sim.dashboard.timeline.editor import Editor, refusal_in_words, told_in_words  # noqa: E402
from sim.dashboard.timeline.uploads import LARGEST, MOST_FILES, Refused, Uploads, is_uploaded  # noqa: E402

SHORT = 'title = "Mine"\nextends = "lockdown"\ndays = 200\n'
CALM = load_scenario("baseline", people=100, days=6)


@pytest.fixture
def uploads(tmp_path, monkeypatch):
    """Return the uploads of a visit that writes its temporary folder below `tmp_path`."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    visit = Uploads(most_people=60)
    yield visit
    visit.close()


def sent(name, content, size=None):
    """Return a file as the browser sends it."""
    content = content.encode() if isinstance(content, str) else content
    return {"name": name, "size": len(content) if size is None else size, "content": base64.b64encode(content).decode()}


def village():
    """Return the GraphML of 40 named people in homes of four, with friends, colleagues and things that are nobody's business."""
    graph = nx.Graph()
    for row in range(40):
        graph.add_node(f"Person {row}", age=20 + row, sex="f" if row % 2 else "m", household=f"Dorpsstraat {row // 4}", phone="0800-0113")
    for row in range(40):
        home = [other for other in range(row // 4 * 4, row) if other != row]
        graph.add_edges_from(((f"Person {row}", f"Person {other}") for other in home), layer="household")
        graph.add_edge(f"Person {row}", f"Person {(row + 5) % 40}", layer="family Jansen", weight=2.5)
        graph.add_edge(f"Person {row}", f"Person {(row + 9) % 40}", layer="colleague")
    return "\n".join(nx.generate_graphml(graph))


def test_a_scenario_is_opened_as_the_command_line_would(uploads):
    received = uploads.receive([sent("mine.toml", SHORT)], CALM)
    assert received.scenario.hash() == load_text(SHORT).hash()
    assert (received.scenario.name, received.scenario.title, is_uploaded(received.scenario)) == ("mine", "Mine", True)
    assert not is_uploaded(CALM)


def test_files_that_belong_together_are_opened_together(uploads):
    series = "date,level\n2020-02-24,0.25\n"
    text = 'extends = "base.toml"\n[[crisis]]\nname = "lockdown"\nseverity = { file = "level.csv", value = "level" }\n'
    received = uploads.receive([sent("base.toml", SHORT), sent("mine.toml", text), sent("level.csv", series)], CALM)
    assert received.scenario.crisis[0].severity.daily[0] == 0.25


@pytest.mark.parametrize(
    ("key", "files"),
    [
        ("no_files", []),
        ("no_files", "mine.toml"),
        ("too_many", [sent(f"{number}.toml", SHORT) for number in range(MOST_FILES + 1)]),
        ("ending", [sent("mine.py", "print(1)")]),
        ("ending", [sent("mine.pickle", b"\x80\x04.")]),
        ("no_folder_name", [sent("../mine.toml", SHORT)]),
        ("no_folder_name", [sent("C:\\mine.toml", SHORT)]),
        ("no_folder_name", [sent(".toml", SHORT)]),
        ("no_folder_name", ["mine.toml"]),
        ("no_folder_name", [sent("mine.toml", SHORT), sent("mine.toml", SHORT)]),
        ("too_large", [sent("mine.toml", "#" * (LARGEST[".toml"] + 1))]),
        ("too_large", [{"name": "mine.toml", "size": LARGEST[".toml"] + 1, "content": ""}]),
        ("too_large", [{"name": "mine.toml", "size": 1, "content": 7}]),
        ("not_text", [sent("mine.toml", b"\xff\xfe\x00")]),
        ("not_text", [{"name": "mine.toml", "size": 1, "content": "!?"}]),
        ("not_text", [sent("friends.csv", "source,target\n\0,1\n")]),
        ("two_scenarios", [sent("one.toml", SHORT), sent("two.toml", SHORT)]),
        ("which_network", [sent("one.csv", "source,target\n"), sent("two.csv", "source,target\n")]),
        ("has_entities", [sent("friends.graphml", '<!DOCTYPE x [<!ENTITY a "b">]>' + village())]),
        ("has_entities", [sent("friends.gexf", '<?xml version="1.0" encoding="utf-16"?><gexf/>')]),
        ("wrong", [sent("friends.graphml", "<graphml")]),
        ("wrong", [sent("friends.csv", "source,target\n1,2\n")]),
        ("network_size", [sent("friends.csv", "source,target\n" + "".join(f"{row},{row + 1}\n" for row in range(70)))]),
    ],
)
def test_what_cannot_be_opened_is_refused_with_its_reason(uploads, key, files):
    with pytest.raises(Refused) as refused:
        uploads.receive(files, CALM)
    assert refused.value.key == key
    for language in ("en", "nl"):
        said = refusal_in_words((refused.value.key, {"place": "", **refused.value.fill} if key == "wrong" else refused.value.fill), language)
        assert len(said) > 15 and "{" not in said


@pytest.mark.parametrize("text", ['extends = "../base.toml"', '[population]\nnetwork = "/etc/hostname"', "days = ", "x" * 1000, "a." * 90_000 + "b = 1"])
def test_a_mistake_in_a_scenario_is_told_by_the_loader(uploads, text):
    with pytest.raises(ScenarioError):
        uploads.receive([sent("mine.toml", f"start = 2020-02-24\ndays = 9\n{text}")], CALM)


def test_nothing_is_written_outside_the_visit_and_nothing_stays(uploads, tmp_path):
    uploads.receive([sent("mine.toml", SHORT)], CALM)
    uploads.receive([sent("friends.graphml", village())], CALM)
    assert [path.name[:13] for path in tmp_path.iterdir()] == ["noaber-visit-"]
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"mine.toml", "friends.graphml"}
    uploads.close()
    assert list(tmp_path.iterdir()) == []


def test_a_forgotten_visit_takes_its_files_along(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    editor = Editor(CALM)
    editor.receive([sent("mine.toml", SHORT)]).join()
    assert editor.scenario.title == "Mine" and list(tmp_path.iterdir())
    del editor
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_of_a_network_only_numbers_are_left(uploads, tmp_path):
    uploads.receive([sent("friends.graphml", village())], CALM)
    written = next(tmp_path.rglob("friends.graphml")).read_text(encoding="utf-8")
    assert not [word for word in ("Person", "Dorpsstraat", "0800", "Jansen", "phone") if word in written]
    graph = nx.read_graphml(next(tmp_path.rglob("friends.graphml")))
    assert sorted(map(int, graph.nodes)) == list(range(40)) and {home["household"] for _, home in graph.nodes(data=True)} == set(range(10))


@pytest.mark.parametrize("ending", ["graphml", "gexf", "gml", "csv"])
def test_a_renumbered_network_gives_the_digits_of_the_file_itself(uploads, tmp_path, ending):
    graph, own = nx.parse_graphml(village()), tmp_path / f"friends.{ending}"
    if ending == "csv":
        rows = [f"{one},{other},{values['layer']},{values.get('weight', 1)}" for one, other, values in graph.edges(data=True)]
        own.write_text("\n".join(["source,target,layer,weight", *rows]), encoding="utf-8")
    else:
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml}[ending](graph, own)
    text = f'start = 2020-02-24\ndays = 6\n[population]\nnetwork = "{own.name}"\n'
    received = uploads.receive([sent("mine.toml", text), sent(own.name, own.read_bytes())], CALM)
    here, there = run(received.scenario, seed=1).series, run(load_text(text, folder=tmp_path), seed=1).series
    assert here.value.equals(there.value)
    assert "40" in told_in_words(received.told, "nl")[1]


def test_the_session_is_told_what_went_wrong_and_stays_as_it_was():
    changes = []
    editor = Editor(CALM, on_change=changes.append)
    editor.receive([sent("mine.toml", "start = 2020-02-24\ndays = 9\nsevirity = 1\n")]).join()
    said = refusal_in_words(editor.refused.value, "nl")
    assert said.startswith("Dit bestand kan niet worden gebruikt: mine.toml, sevirity: Onbekende sleutel")
    assert editor.scenario is CALM and changes == [] and editor.received.value == 1
    editor.receive([sent("mine.toml", SHORT)]).join()
    assert editor.refused.value is None and [each.title for each in changes] == ["Mine"]
    editor.undo()
    assert editor.scenario == CALM
    editor.close()
