"""A municipality brings its own ages and households."""

import pytest

from sim.timeline.errors import ScenarioError
from sim.timeline.load import load_text

AGES = "from,below,people\n0,20,200\n20,65,600\n65,100,200\n"
HOUSEHOLDS = "size;households\n1;300\n2;250\n3;100\n4;100\n5;50\n"


def town(folder, ages=AGES, households=HOUSEHOLDS):
    (folder / "ages.csv").write_text(ages)
    (folder / "households.csv").write_text(households)
    table = '[population]\npeople_represented = 84_000\nages = "ages.csv"\nhouseholds = "households.csv"\n'
    return load_text("start = 2020-01-01\ndays = 3\n" + table, folder=folder)


def test_a_recipe_gets_the_tables_of_the_municipality(tmp_path):
    assert town(tmp_path).population_options() == {
        "people_represented": 84_000, "ages": ((0, 20, 200), (20, 65, 600), (65, 100, 200)),
        "households": {1: 300, 2: 250, 3: 100, 4: 100, 5: 50},
    }


def test_ages_may_be_given_year_by_year(tmp_path):
    assert town(tmp_path, "age,people\n0,5\n1,0\n2,7\n").population_options()["ages"] == ((0, 1, 5), (2, 3, 7))


def test_without_tables_the_recipe_gets_nothing():
    assert load_text("start = 2020-01-01\ndays = 3\n").population_options() == {}


@pytest.mark.parametrize(("tables", "key", "message"), [
    ({"ages": ""}, "ages", "ages.csv is empty"),
    ({"ages": "from,below\n0,20\n"}, "ages", 'no column "people"'),
    ({"ages": "form,below,people\n0,20,1\n"}, "ages", 'no column "from"; did you mean "form"?'),
    ({"ages": "from,below,people\n20,10,5\n"}, "ages", "the row from 20 to below 10 does not"),
    ({"ages": "from,below,people\n0,20,5\n10,30,5\n"}, "ages", "the row from 10 to below 30 does not"),
    ({"ages": "from,below,people\n0,20,0\n"}, "ages", "no people in it"),
    ({"ages": "from,below,people\n0,20,many\n"}, "ages", 'from 0 to 10,000,000,000, got "many"'),
    ({"ages": "from,below,people\n0,20,-5\n"}, "ages", 'got "-5"'),
    ({"ages": "from,below,people\n0,999,5\n"}, "ages", 'a whole number from 0 to 121, got "999"'),
    ({"households": "size,households\n1,5\n2,5\n"}, "households", "missing: 3, 4, 5"),
    ({"households": "size,households\n1,5\n1,5\n"}, "households", "got 1 twice"),
    ({"households": "size,households\n9,5\n"}, "households", "got 9"),
    ({"households": HOUSEHOLDS.replace("300", "0").replace("250", "0").replace("100", "0").replace("50", "0")}, "households", "no households"),
])
def test_a_mistake_in_a_table_of_inhabitants_is_named(tmp_path, tables, key, message):
    with pytest.raises(ScenarioError) as caught:
        town(tmp_path, **tables)
    assert message in str(caught.value)
    assert (caught.value.table, caught.value.key) == ("[population]", key)
