"""`noaber list` and `explain`: complete, and readable on a terminal of 100 columns."""

import json

import numpy as np
import pytest

from sim.cli import main
from sim.commands.listing import LISTS
from sim.core import catalogue
from sim.core.conditions import Conditions
from sim.core.mechanism import MOMENTS
from sim.run import run

SHELVES = {"crises": "crisis", "interventions": "intervention", "outcomes": "outcome", "recipes": "recipe"}


def listed(what, capfd):
    assert main(["list", what, "--json"]) == 0
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize("what", LISTS)
def test_a_list_has_no_line_of_over_100_columns(what, capfd):
    assert main(["list", what]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines and max(map(len, lines)) <= 100


@pytest.mark.parametrize("what", SHELVES)
def test_a_list_names_all_there_is(what, capfd):
    rows = listed(what, capfd)
    assert [next(iter(row.values())) for row in rows] == catalogue.names(SHELVES[what])


def test_the_plan_of_a_step_holds_each_mechanism_at_each_of_its_moments(capfd):
    rows = listed("mechanisms", capfd)
    found = [(row["moment"], row["mechanism"]) for row in rows]
    wanted = [(moment, name) for moment in MOMENTS for name in catalogue.names("mechanism")
              if moment in catalogue.find("mechanism", name).moments()]
    assert found == wanted
    assert all(row["finding"] and row["source"] and row["evidence"] and row["does"] for row in rows)


def test_the_groups_are_those_of_a_run(capfd):
    assert [row["group"] for row in listed("groups", capfd)] == list(run("baseline", people=50, days=1).groups)


def test_every_parameter_has_a_range_that_holds_its_value_a_unit_and_a_source(capfd):
    rows = listed("parameters", capfd)
    assert len(rows) > 50
    for row in rows:
        assert row["low"] <= row["value"] <= row["high"] and row["unit"] and row["source"], row["path"]


def test_every_listed_scenario_can_be_explained(capfd):
    for row in listed("scenarios", capfd):
        assert main(["explain", row["scenario"]]) == 0
        assert row["title"] in capfd.readouterr().out.replace("\n", " ")


def test_what_a_lockdown_closes_is_listed_with_its_source_and_is_what_it_does(capfd):
    rows = {row["path"]: row for row in listed("parameters", capfd) if row["of"] == "fixed"}
    closes = rows["lockdown.closing.familiar_closed"]
    assert closes["source"].startswith("assumption: set so that contacts follow Backer et al. 2021")
    conditions = Conditions()
    catalogue.find("crisis", "lockdown")(hospitality_closed=1.0, distancing=0.0).change(conditions.within(np.array([True])), 1.0)
    assert float(conditions.open_to("familiar")) == pytest.approx(1 - closes["value"])


def test_each_intervention_says_through_which_mechanisms_it_acts_and_what_it_usually_is(capfd):
    rows = {row["kind"]: row for row in listed("interventions", capfd)}
    assert all(row["acts through"] for row in rows.values())
    assert rows["check_in_calls"]["acts through"] == ["check_in_calls"] and "news_exposure" in rows["news_diet"]["acts through"]
    assert rows["stepped_care"]["usually"] == {"reach": 0.3, "uptake": 0.5, "capacity_per_1000": 0.8, "cost_fixed": 5.0, "cost_per_use": 110.0, "price_year": 2020}
    assert main(["list", "interventions"]) == 0
    said = " ".join(capfd.readouterr().out.split())
    assert "through: check_in_calls usually: reach 30%" in said
    assert ("reach 30%, uptake 60%, capacity 3 per 1,000 residents, 3 euro per 1,000 residents per day (assumption: a coordinator for 50,000 residents) "
            "and 8 euro per use (assumption: a quarter of an hour of a volunteer with supervision), in prices of 2020") in said
