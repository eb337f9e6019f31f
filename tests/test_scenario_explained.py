"""A scenario is told in sentences, and its files are described to editors."""

import json

from sim.core import catalogue
from sim.timeline.explain import explain
from sim.timeline.load import load_text
from sim.timeline.schema import schema

TEXT = """title = "A spring"
start = 2020-02-24
days = 120
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-25
until = 2020-04-24
severity = 1.0
school_closed = 0.5
[[intervention]]
kind = "helpline"
start = 2020-04-24
reach = 0.25
who = [{ lives_alone = true, age_min = 65 }, { student = false, area = [1, 2] }]
[mechanisms]
withdrawal = false
[mechanisms.social_need]
seeks = 0.2
"""


def line_with(text, word):
    return next(line for line in text.splitlines() if word in line)


def test_the_opening_says_who_and_when():
    assert "2,000 people" in explain(load_text(TEXT))
    assert "Monday 24 February 2020 to Monday 22 June 2020: 120 days" in explain(load_text(TEXT)).replace("\n", " ")


def test_the_timeline_shows_each_event_at_its_place():
    told = explain(load_text(TEXT))
    assert line_with(told, "###") == "spring      " + " " * 15 + "#" * 15
    assert line_with(told, "===") == "helpline-1  " + " " * 30 + "=" * 30


def test_a_crisis_shows_what_it_leaves_open_by_setting_and_channel():
    told = explain(load_text(TEXT))
    assert line_with(told, "    school").split() == ["school", "50%", "100%", "100%", "100%"]
    assert line_with(told, "    household").split()[1] == "100%"
    assert "Also: threat" in told


def test_crises_and_interventions_say_once_what_they_rest_on():
    told = " ".join(explain(load_text(TEXT.replace("[mechanisms]", '[[intervention]]\nkind = "news_diet"\n[mechanisms]'))).split())
    assert "Evidence: dates: Dutch calendar 2020-2021; visitors: Dutch rules" in told
    assert "Evidence: experiment; Kahlon et al. 2021" in told
    assert "Evidence: assumption: size; news and worry" in told and "assumption; assumption" not in told


def test_a_crisis_names_the_mechanisms_that_read_what_it_changes_with_their_evidence():
    told = " ".join(explain(load_text(TEXT)).split())
    catalogue.ensure_registered()
    kinds = {name: catalogue.find("mechanism", name).evidence for name in ("close_meetings", "stress_response", "felt_uncertainty")}
    through = told.partition("Acts through: the mechanisms")[2].partition("Intervention")[0]
    assert "threat: " in through and f"stress_response ({kinds['stress_response']})" in through
    assert f"felt_uncertainty ({kinds['felt_uncertainty']})" in through.partition("uncertainty: ")[2]
    assert f"close_meetings ({kinds['close_meetings']})" in through.partition("what is open: ")[2]
    assert "withdrawal (" not in through, "it is switched off in this file"
    assert "virtual_meetings (" not in through and "season (" not in through, "nobody offers the one, and the other is off unless a file sets it"


def test_an_intervention_says_for_whom_how_many_and_what_it_costs():
    told = " ".join(explain(load_text(TEXT)).split())
    assert "people who are aged 65 and over and living alone or people who are no students and in one of the areas 1, 2: 25% of them get the offer" in told
    assert "Acts through: taking_up_help." in told
    assert "sessions a day per 1,000 residents" in told
    assert "euro per session, in prices of" in told


def test_a_long_lockdown_without_fatigue_says_that_people_keep_to_it_to_the_end():
    said = "people keep to it as well at the end as at the beginning: its fatigue is 0. The key fatigue changes that"
    lockdown = 'start = 2020-03-01\ndays = 200\n[[crisis]]\nkind = "lockdown"\nstart = 2020-03-01\nuntil = {}\n{}\n'
    for until, more, told in (("2020-04-27", "", True), ("2020-04-26", "", False), ("2020-06-01", "fatigue = 0.3", False)):
        assert (said in " ".join(explain(load_text(lockdown.format(until, more))).split())) == told


def test_a_random_share_is_told_of_those_it_is_drawn_from():
    told = " ".join(explain(load_text(TEXT.replace("lives_alone = true, age_min = 65", "lonely = true, works = true, share = 0.2"))).split())
    assert "For a random 20% of people who are at work and lonely or people who are no students" in told


def test_other_assumptions_and_switched_off_mechanisms_are_told():
    told = explain(load_text(TEXT))
    assert "Switched off: the mechanism withdrawal." in told
    assert "Another assumption in social_need: seeks = 0.2" in told


def test_every_kind_of_event_can_be_explained():
    for role in ("crisis", "intervention"):
        for kind in catalogue.names(role):
            told = explain(load_text(f'start = 2020-01-01\ndays = 10\n[[{role}]]\nkind = "{kind}"\n'))
            assert f"{role.capitalize()} {kind}-1 ({kind}), 2020-01-01 to the end." in told


def test_a_quiet_scenario_says_that_nothing_happens():
    assert "Nothing happens" in explain(load_text("start = 2020-01-01\ndays = 1\n"))


def test_the_schema_knows_every_kind_mechanism_and_recipe():
    described = json.loads(json.dumps(schema()))
    for role in ("crisis", "intervention"):
        kinds = [described["$defs"][name]["properties"]["kind"]["const"] for name in described["$defs"] if name.startswith(role + " ")]
        assert kinds == catalogue.names(role)
    assert list(described["properties"]["mechanisms"]["properties"]) == catalogue.names("mechanism")
    assert described["properties"]["population"]["properties"]["recipe"]["enum"] == catalogue.names("recipe")
    assert described["additionalProperties"] is False


def test_every_reference_of_the_schema_leads_somewhere():
    described = schema()
    text = json.dumps(described)
    for part in text.split('"$ref": "#/$defs/')[1:]:
        assert part.split('"')[0].replace("%20", " ") in described["$defs"]
