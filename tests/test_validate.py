"""noaber validate: the table of facts from the command line, what it prints, and how it takes mistakes."""

import importlib
import json
import re

import pytest

from sim.cli import main
from sim.core import catalogue
from sim.core.feelings import Feelings
from sim.studies.ablation import ablate, ablation_text
from sim.studies.facts.fact import FACTS, Part, fact
from sim.studies.facts.judging import judged
from sim.studies.facts.living import PLANS, tasks_for
from sim.studies.facts.table import all_facts
from sim.studies.validate import Validation, facts_named, validate
from sim.studies.validation_text import text_of

SMALL = ("--people", "150", "--replicates", "3", "--quiet")
COLUMNS = {"fact", "text", "scenario", "target", "low", "high", "value", "half_width", "passed", "kind", "source", "set_by"}


@pytest.fixture(scope="module")
def answered():
    return validate(("C8", "V8"), people=150, replicates=3)


def test_json_holds_a_row_for_each_fact_asked_for(capsys):
    assert main(["validate", "--facts", "c8, V8", "--json", *SMALL]) == 0
    rows = json.loads(capsys.readouterr().out)["facts"]
    assert [row["fact"] for row in rows] == ["C8", "V8"]
    assert all(set(row) >= COLUMNS for row in rows)
    assert rows[0]["low"] == 0.03 and rows[0]["high"] == 0.24 and rows[0]["half_width"] > 0
    assert len(rows[1]["parts"]) == 3 and rows[1]["parts"][0]["low"] is None


def test_two_processes_find_what_one_finds(answered):
    assert validate(("C8", "V8"), people=150, replicates=3, jobs=2).rows() == answered.rows()


def test_the_table_tells_target_value_and_verdict(answered):
    said = text_of(answered)
    assert "C8" in said and "0.03 to 0.24" in said and "published 0.10 to 0.17" in said
    assert ("NOT MET" in said) == (not all(each.passed for each in answered.facts))


def test_without_threat_and_need_a_lockdown_hardly_moves_distress(answered):
    bare = validate(("C8",), people=150, replicates=3, without=("stress_response", "loneliness"))
    assert abs(bare.facts[0].parts[0].value) < 0.5 * answered.facts[0].parts[0].value
    assert "mechanisms.stress_response=false" in text_of(bare)


def test_files_are_written_where_out_says(tmp_path, capsys):
    assert main(["validate", "--facts", "C8", "--out", str(tmp_path / "found"), *SMALL]) == 0
    assert json.loads((tmp_path / "found/facts.json").read_text(encoding="utf-8"))["facts"][0]["fact"] == "C8"
    assert "C8" in (tmp_path / "found/facts.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "said"), [
    (["--facts", "C99"], "there is no fact C99"), (["--without", "gravity"], "there is no such mechanism"),
    (["--facts", "C8", "--set", "mechanisms.loneliness.emotional=99"], "emotional"),
    (["--facts", ""], "got none"), (["--facts", " , "], "got none"),
])
def test_a_mistake_is_told_in_one_line_and_exits_with_2(arguments, said, capsys):
    assert main(["validate", *arguments, *SMALL]) == 2
    shown = capsys.readouterr()
    assert said in shown.err and shown.out == "" and len(shown.err.strip().splitlines()) == 1


@pytest.mark.parametrize(("arguments", "said"), [
    (["--people", "0"], "from 10 to 20,000,000, got 0"), (["--people", "-5"], "got -5"), (["--replicates", "0"], "--replicates"),
    (["--series", "."], "none of the series is there"), (["--ablate", "--people", "0"], "got 0"),
])
def test_sizes_and_folders_that_cannot_be_are_told_before_anything_is_run(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["validate", *arguments]) == 2
    shown = capsys.readouterr()
    assert said in shown.err and shown.out == "" and len(shown.err.strip().splitlines()) == 1


def test_the_model_is_blamed_only_where_a_value_is_out_of_range():
    fact = facts_named(("V14",))[0]
    within, beyond = [0.1, 0.0, 0.1, 0.1], [0.1, 0.5, 0.1, 0.1]
    for values, blamed in ((within, False), (beyond, True)):
        found = Validation((judged(fact, [values] * 2),), {}, 1)
        told = " ".join(text_of(found).partition("Why facts are not met")[2].split())
        assert found.facts[0].passed is False and ("Effects fade" in told) == blamed and ("too few replicates to tell; ask for more" in told) != blamed
        assert found.rows()[0]["cause"][:8] in told


def test_the_summary_counts_apart_what_rests_on_no_size_set_for_it():
    met = {"V6": [0.0], "V8": [0.0, 0.1, 1.0], "V7": [0.0]}
    found = Validation(tuple(judged(each, [met[each.name]] * 3) for each in facts_named(met)), {}, 1)
    assert found.passed("validate") == (2, 3) and found.unset() == ["V6"]
    assert text_of(found).startswith("Facts no fit has used: 2 of 3 met, of which 1 do not rest on a size set with the fact in sight (V6).")
    assert found.summary()["validate"] == {"met": 2, "judged": 3, "met_without_a_size_set_in_sight": ["V6"]}


def test_facts_whose_sizes_were_set_to_them_are_counted_apart():
    met = {"V6": [0.0], "V8": [9.0, 0.1, 1.0], "V12": [0.87, 0.75, 1.0], "V15": [-0.3, -0.3]}
    found = Validation(tuple(judged(each, [met[each.name]] * 3) for each in facts_named(met)), {}, 1)
    assert found.passed("validate") == (1, 2)
    assert "Sizes were set until numbers of V12 came out: by construction, and not counted; counted all the same it would be 2 of 3." in " ".join(text_of(found).split())


def test_every_held_out_fact_but_two_names_sizes_set_by_hand_and_they_exist():
    assert [each.name for each in all_facts() if each.kind == "validate" and not each.set_by] == ["V6", "V9"]
    catalogue.ensure_registered()
    mechanisms = catalogue.names("mechanism")
    for each in all_facts():
        for place, name in re.findall(r"\b([a-z_]+)\.([A-Za-z_]+)", each.set_by):
            kind = Feelings if place == "feelings" else catalogue.find("mechanism", place) if place in mechanisms else importlib.import_module(f"sim.population.{place}")
            assert hasattr(kind, name) or name in kind.model_fields, f"{each.name}: {place}.{name}"


def test_every_fact_is_answered_by_exactly_one_set_of_runs():
    tasks = [task for task in tasks_for(all_facts(), 1) if task.replicate == 0]
    asked = [name for task in tasks for name in task.facts]
    assert sorted(asked) == sorted(FACTS) and len(asked) == len(set(asked))
    assert all(plan.replicates >= 5 for plan in PLANS.values())


def test_facts_met_by_construction_and_checks_of_our_own_do_not_count():
    counts = {each.kind: judged(each, [[0.0] * len(each.parts)] * 3).counts for each in all_facts()}
    assert counts == {"calibrate": True, "validate": True, "construction": False, "check": False}


def test_a_fact_without_a_value_is_not_met_and_not_hidden():
    found = judged(facts_named(("V2",))[0], [[float("nan")]] * 3)
    assert found.passed is False and found.deciding.why_not == "no value"


def test_a_statistic_that_returns_too_few_numbers_is_an_error():
    known = dict(FACTS)
    fact("T1", "text", scenario="baseline", parts=[Part("a", 0, 1, ""), Part("b", 0, 1, "")], kind="check", source="test")(lambda arms: 0.5)
    with pytest.raises(ValueError, match="returned 1 numbers for 2 parts"):
        FACTS["T1"].values({})
    FACTS.clear()
    FACTS.update(known)


def test_ablation_names_the_fact_that_needs_a_mechanism_and_leaves_alone_what_is_off():
    found = ablate(("C8",), people=150, replicates=1, mechanisms=("stress_response", "season"), settings=("mechanisms.loneliness=false",))
    assert "stress_response" in found.without and "loneliness" not in found.without
    inside = {name: table.facts[0].parts[0].part.holds(table.facts[0].parts[0].value) for name, table in {"": found.whole, **found.without}.items()}
    assert [mechanism for mechanism, *_ in found.needed()] == [name for name in found.without if inside[""] and not inside[name]]
    assert "stress_response" in ablation_text(found)
