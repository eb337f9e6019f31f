"""A confined scenario text, as from a visitor, reads nothing but what lies beside it and what is shipped."""

import pytest

from sim import ScenarioError, load_text, schema

HEAD = "start = 2020-02-24\ndays = 20\n"
SERIES = '[[crisis]]\nkind = "lockdown"\nname = "spring"\nseverity = {{ file = "{}", value = "level" }}\n'
SECRET = "date,level\n2020-02-24,0.3\n"


@pytest.fixture
def visit(tmp_path):
    """Return the folder of a visit; what lies above it is none of the visitor's."""
    (tmp_path / "secret.toml").write_text(HEAD + 'title = "secret"\n', encoding="utf-8")
    (tmp_path / "secret.csv").write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "visit"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("up", ["../secret", "{above}/secret", "..\\\\secret", "c:secret"])
def test_no_file_elsewhere_is_read(visit, up):
    up = up.format(above=visit.parent.as_posix())
    asked = {"extends": f'extends = "{up}.toml"\n{HEAD}', "severity.file": HEAD + SERIES.format(f"{up}.csv")}
    asked |= {key: f'{HEAD}[population]\n{key} = "{up}.csv"\n' for key in ("network", "ages", "households")}
    for key, text in asked.items():
        with pytest.raises(ScenarioError, match="a file beside this one, without a folder") as caught:
            load_text(text, folder=visit, confined=True)
        assert caught.value.key == key


def test_a_file_beside_it_is_held_to_the_same(visit):
    (visit / "base.toml").write_text('extends = "../secret.toml"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match="base.toml.*without a folder"):
        load_text('extends = "base.toml"\n', folder=visit, confined=True)


def test_files_beside_it_and_shipped_scenarios_are_read(visit):
    (visit / "level.csv").write_text(SECRET, encoding="utf-8")
    loaded = load_text('extends = "baseline"\n' + SERIES.format("level.csv"), folder=visit, confined=True)
    assert loaded.crisis[0].severity.daily[0] == 0.3


def test_the_schema_is_public_and_names_every_kind():
    assert {"crisis lockdown", "intervention helpline"} <= set(schema()["$defs"])
