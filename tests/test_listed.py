"""`sim.listed`: what pages and commands say there is, and what travels with the model of the last validation."""

import ast
import json

import pytest

from sim import listed
from sim.cli import main
from sim.studies.listed import JUDGED, LISTS, judged_facts


@pytest.mark.parametrize("what", LISTS)
def test_each_list_has_rows(what):
    assert listed(what) and all(isinstance(row, dict) for row in listed(what))


def test_an_unknown_list_is_told():
    with pytest.raises(ValueError, match="no list 'findings', only mechanisms"):
        listed("findings")


def test_what_is_said_of_the_facts_is_what_the_last_validation_found(repository):
    validated = json.loads((repository / "docs" / "validation.json").read_text(encoding="utf-8"))
    assert json.loads(JUDGED.read_text(encoding="utf-8")) == judged_facts(validated), "run `make docs` and commit sim/studies/facts/judged.json"
    rows = {row["fact"]: row for row in listed("facts")}
    assert {name: row["met"] for name, row in rows.items()} == {each["fact"]: each["passed"] for each in validated["facts"]}
    assert all(part["model"] is not None for row in rows.values() for part in row["parts"])


def test_an_offer_whose_size_is_of_another_offers_trial_is_said_to(capsys):
    rows = {row["kind"]: row.get("size", "").partition(":")[0] for row in listed("interventions")}
    assert [kind for kind, size in rows.items() if size == "trial of something else"] == ["helpline", "stepped_care"] and not rows["check_in_calls"]
    assert main(["list", "interventions"]) == 0 and capsys.readouterr().out.count("trial of something else") == 2


def test_below_a_fact_stands_what_was_set_by_hand_with_it_in_sight(capsys):
    assert main(["list", "facts"]) == 0
    said = {block.split(":")[0]: " ".join(block.split()) for block in capsys.readouterr().out.split("\n\n")}
    for row in listed("facts"):
        assert not row["set_by"] or f"set by hand with it in sight: {' '.join(row['set_by'].split())}" in said[row["fact"]]
        assert ("no size was set with it in sight" in said[row["fact"]]) == (row["kind"] == "validate" and not row["set_by"])


def test_traits_are_made_with_listed_numbers_only(repository):
    functions = [node for node in ast.parse((repository / "sim/population/traits.py").read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    bare = {node.value for function in functions for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, float)}
    assert bare <= {0.0, 0.5, 1.0}, "declare it in sim/population/declared.py"


def test_what_no_file_reaches_is_listed_as_fixed_with_unit_and_source():
    fixed = {row["path"]: row for row in listed("parameters") if row["of"] == "fixed"}
    assert {"population.character.support_usual", "population.ties.household_strength", "population.places.colleagues_more", "hazards.disaster_news"} <= set(fixed)
    assert all(row["unit"] and row["source"] and row["low"] <= row["value"] <= row["high"] for row in fixed.values())
