"""The rows of the page of evidence: all there is, in both languages, with a switch that works for each finding."""

import csv

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import listed, load_scenario
from sim.dashboard.evidence import KINDS, findings, judged_in_words, kinds_of, numbers_csv, plain, switches, tables
from sim.dashboard.timeline.packed import KEY, unpack
from sim.dashboard.words import texts_of

OFFERED = "lockdown", "lockdown_helpline"


def test_every_finding_of_ours_has_a_short_name_in_both_languages():
    names = {row["mechanism"] for row in listed("mechanisms")}
    assert names == set(texts_of("mechanisms"))
    assert {each["name"] for each in findings("nl")} == names


def test_every_kind_of_evidence_that_something_has_can_be_chosen_and_is_named_in_both_languages():
    english, dutch = kinds_of("en"), kinds_of("nl")
    assert [each["name"] for each in english] == [each["name"] for each in dutch] == [each for each in KINDS if each in {one["name"] for one in english}]
    assert {row["evidence"] for row in listed("parameters")} <= {each["name"] for each in english}
    named = texts_of("evidence")
    for each, other in zip(english, dutch, strict=True):
        assert {"en": each["title"], "nl": other["title"]} == named[f"kind_{each['name'].replace('-', '_').replace(' ', '_')}"]


def test_what_a_finding_an_event_and_a_fact_say_is_dutch_on_dutch_pages_and_as_in_the_code_on_english_ones():
    known, kinds = texts_of("findings"), texts_of("timeline_kinds")
    said = {f"found_{row['mechanism']}": row["finding"] for row in listed("mechanisms")} | {f"does_{row['mechanism']}": row["what"] for row in listed("mechanisms")}
    said |= {f"fact_{row['fact']}": row["text"] for row in listed("facts")}
    said |= {f"{key}_{row['refused'].replace(' ', '_').replace('-', '_')}": row[key] for row in listed("refused") for key in ("why", "instead")}
    assert {key: text["en"] for key, text in known.items()} == said
    assert all(text["nl"] != text["en"] for text in known.values())
    assert {f"does_{row['kind']}" for what in ("crises", "interventions") for row in listed(what)} <= set(kinds)
    assert not any(each[what].get("en") for each in findings("nl") for what in ("finding", "what"))
    (refused, *_), columns = tables("nl")["limits"]["rows"], (1, 2)
    assert not any(refused["cells"][at].get("en") for at in columns)


def test_units_and_notes_in_our_own_words_are_dutch_on_dutch_pages():
    units, sources, facts = ({text["en"] for text in texts_of(topic).values()} for topic in ("units", "sources", "facts"))
    numbers = listed("parameters")
    assert {row[key] for row in numbers for key in ("unit", "text") if row[key]} == units
    noted = {row["source"] for what in ("parameters", "mechanisms", "crises", "interventions") for row in listed(what)}
    assert {each for each in noted if "assumption" in each or each.startswith(("definition", "earlier fit"))} <= sources
    assert {part["what"] for row in listed("facts") for part in row["parts"]} | {row["set_by"] for row in listed("facts")} - {""} <= facts | {"usual_company.SKIPS_GROUPS, networks.GREGARIOUS_IF_DISTRESSED"}


def test_an_offer_whose_size_is_of_another_trial_or_assumed_is_not_called_an_experiment():
    kinds = {row["name"]: (row["kind"], row["cells"][2]["text"]) for row in tables("nl")["interventions"]["rows"]}
    assert kinds["helpline"] == kinds["stepped_care"] == ("trial of something else", "proef met iets anders")
    assert kinds["talk_to_strangers"] == ("assumed size", "aangenomen grootte") and kinds["check_in_calls"][0] == "experiment"


def test_the_switch_of_a_finding_opens_the_same_scenario_with_it_the_other_way_round():
    first, second = (load_scenario(name) for name in OFFERED)
    found = switches("en", first, second)
    for name, off in (("withdrawal", False), ("lonely_company", True)):
        opened = unpack(found[name]["address"].partition(f"{KEY}=")[2])
        assert opened.days == second.days and opened.intervention == second.intervention
        assert opened.mechanisms[name] is off if not off else opened.mechanisms[name]
        assert found[name]["command"] == f"noaber compare lockdown lockdown_helpline --set mechanisms.{name}={str(off).lower()}"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_table_has_a_cell_under_each_head_and_a_row_for_all_there_is(language):
    lists = {"numbers": "parameters", "crises": "crises", "interventions": "interventions", "facts": "facts", "limits": "refused"}
    for part, table in tables(language).items():
        assert len(table["rows"]) == len(listed(lists[part]))
        assert all(len(row["cells"]) == len(table["heads"]) for row in table["rows"])
        assert len({row["name"] for row in table["rows"]}) == len(table["rows"])


def test_the_table_that_is_taken_along_holds_every_number():
    lines = [line for line in numbers_csv().splitlines() if not line.startswith("#")]
    rows, known = list(csv.DictReader(lines)), listed("parameters")
    assert [(row["path"], float(row["value"]), row["source"]) for row in rows] == [(row["path"], row["value"], row["source"]) for row in known]


def test_facts_are_counted_as_they_were_judged():
    met = [row["met"] for row in listed("facts") if row["kind"] == "validate" and row["met"] is not None]
    assert f"Of {len(met)} facts that no fit has used, {sum(met)} are met" in judged_in_words("en")


def test_a_fact_is_called_held_out_only_if_no_size_was_set_with_it_in_sight():
    shown = {row["name"]: row["cells"][3] for row in tables("en")["facts"]["rows"]}
    for fact in listed("facts"):
        cell = shown[fact["fact"]]
        assert ("badge" in cell) == (fact["kind"] == "validate" and not fact["set_by"])
        assert cell.get("in_sight", {}).get("what", {}).get("text", "") == fact["set_by"]


def test_numbers_are_as_short_as_they_are():
    assert [plain("nl", each) for each in (0.053, 4000, -1.5, 3.0, 0)] == ["0,053", "4.000", "−1,5", "3", "0"]
