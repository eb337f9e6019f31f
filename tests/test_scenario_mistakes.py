"""Every mistake in a scenario file gives one message that names file, table and key, what was expected, and what was meant."""

import pickle

import pytest

from sim.timeline.errors import ScenarioError
from sim.timeline.load import load_scenario, load_text

GOOD = """title = "x"
start = 2020-02-24
days = 100
[population]
people = 1_000
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-16
until = 2020-05-11
severity = 0.8
[[intervention]]
kind = "helpline"
reach = 0.5
who = { age_min = 65 }
[mechanisms.social_need]
seeks = 0.2
[feelings]
worry_days = 30
"""
SPRING, HELP = '[[crisis]] "spring"', '[[intervention]] "helpline-1"'
# (what to replace, by what, where the mistake is, what the message says)
MISTAKES = [
    ('title = "x"', 'titel = "x"', 'key "titel"', 'did you mean "title"?'),
    ('title = "x"', 'name = "x"', 'key "name"', "unknown key"),
    ('title = "x"', 'step = "hours"', 'key "step"', 'expected "day" or "hour", got "hours"'),
    ('title = "x"', "title = 3", 'key "title"', "expected a text in quotes of at most 300 characters, got 3"),
    ('title = "x"', '"a\\nb" = 1', 'key "a\N{REPLACEMENT CHARACTER}b"', "unknown key"),
    ("start = 2020-02-24", "", 'key "start"', "missing"),
    ("start = 2020-02-24", 'start = "2020-02-24"', 'key "start"', "a date without quotes"),
    ("start = 2020-02-24", "start = 2020-02-24T00:00:00", 'key "start"', "a date without quotes"),
    ("start = 2020-02-24", "start = 0001-01-01", 'key "start"', "from 1900 to 2200"),
    ("days = 100", "", 'key "days"', "missing"),
    ("days = 100", "days = 0", 'key "days"', "a whole number from 1 to 3660, got 0"),
    ("days = 100", "days = 100.0", 'key "days"', "whole number"),
    ("days = 100", "days = true", 'key "days"', "got true"),
    ("days = 100", "days = 20", SPRING + ', key "start"', "outside the scenario, which runs from 2020-02-24 to before 2020-03-15"),
    ("people = 1_000", "people = 9", '[population], key "people"', "from 10 to 20,000,000, got 9"),
    ("people = 1_000", f"people = {10**40}", '[population], key "people"', "a number beyond all bounds"),
    ("people = 1_000", "peopel = 1_000", '[population], key "peopel"', 'did you mean "people"?'),
    ("people = 1_000", 'recipe = "nederland"', '[population], key "recipe"', 'did you mean "netherlands"?'),
    ("people = 1_000", 'network = "no.graphml"', '[population], key "network"', 'no file "no.graphml"'),
    ("people = 1_000", 'ages = "no.csv"', '[population], key "ages"', 'no file "no.csv"'),
    ("people = 1_000", "seed = -1", '[population], key "seed"', "of at least 0"),
    ("[population]", "[[population]]", 'key "population"', "a table [population], got a list"),
    ("[[crisis]]", "[crisis]", "[[crisis]]", "tables that begin with [[crisis]]"),
    ("[[crisis]]", "[[crises]]", 'key "crises"', 'did you mean "crisis"?'),
    ('kind = "lockdown"', "", SPRING + ', key "kind"', "missing"),
    ('kind = "lockdown"', 'kind = "lockdwon"', SPRING + ', key "kind"', 'did you mean "lockdown"?'),
    ('kind = "lockdown"', 'kind = "helpline"', SPRING + ', key "kind"', "written as [[intervention]]"),
    ('kind = "lockdown"', "kind = 3", SPRING + ', key "kind"', "unknown kind 3"),
    ('name = "spring"', 'name = "a.b"', '[[crisis]], key "name"', 'got "a.b"'),
    ('name = "spring"', 'name = "helpline-1"', HELP + ', key "name"', "names are unique"),
    ("[[intervention]]", '[[crisis]]\nkind = "lockdown"\nname = "spring"\n[[intervention]]', SPRING + ', key "name"', "names are unique"),
    ("start = 2020-03-16", "start = 2020-02-23", SPRING + ', key "start"', "outside the scenario"),
    ("start = 2020-03-16", "start = 2020-06-03", SPRING + ', key "start"', "outside the scenario"),
    ("start = 2020-03-16", "start = 2020-03-16T10:00:00Z", SPRING + ', key "start"', "without a time zone"),
    ("start = 2020-03-16", "start = 10:00:00", SPRING + ', key "start"', "a date or a time without quotes"),
    ("until = 2020-05-11", "until = 2020-06-04", SPRING + ', key "until"', "outside the scenario"),
    ("until = 2020-05-11", "until = 2020-03-16", SPRING + ', key "until"', "after the event's start, 2020-03-16"),
    ("until = 2020-05-11", "until = 2020-03-10", SPRING + ', key "until"', "after the event's start, 2020-03-16"),
    ("severity", "severty", SPRING + ', key "severty"', 'unknown key; did you mean "severity"?'),
    ("severity = 0.8", "severity = 1.8", SPRING + ', key "severity"', "from 0 to 1, got 1.8"),
    ("severity = 0.8", "severity = nan", SPRING + ', key "severity"', "expected a finite number from 0 to 1, got nan"),
    ("severity = 0.8", "severity = -inf", SPRING + ', key "severity"', "expected a finite number from 0 to 1, got -inf"),
    ("reach = 0.5", "reach = inf", HELP + ', key "reach"', "expected a finite number from 0 to 1, got inf"),
    ("severity = 0.8", "days_before = 2001", SPRING + ', key "days_before"', "a whole number from 0 to 2000, got 2001"),
    ("severity = 0.8", 'severity = "high"', SPRING + ', key "severity"', 'a number or a table, got "high"'),
    ("severity = 0.8", "severity = { start = 2020-03-01 }", SPRING + ', key "severity.daily"', "missing; expected a list of numbers"),
    ("severity = 0.8", "severity = { start = 2020-03-01, daily = [] }", SPRING + ', key "severity.daily"', "that is not empty"),
    ("severity = 0.8", "area = 3", SPRING + ', key "area"', "a list of areas such as [3], got 3"),
    ("severity = 0.8", "area = [-1]", SPRING + ', key "area"', "from 0 on"),
    ("severity = 0.8", "ramp_days = 1.5", SPRING + ', key "ramp_days"', "a whole number from 0 to 365, got 1.5"),
    ("reach = 0.5", "reach = 50", HELP + ', key "reach"', "a number from 0 to 1, got 50"),
    ("reach = 0.5", f"cost_fixed = {10**400}", HELP + ', key "cost_fixed"', "a number from 0 to"),
    ("age_min = 65", "age_mn = 65", HELP + ', key "who.age_mn"', 'did you mean "age_min"?'),
    ("age_min = 65", 'sex = "female"', HELP + ', key "who.sex"', 'expected "woman" or "man", got "female"'),
    ("age_min = 65", "age_min = 65, age_max = 18", HELP + ', key "who.age_max"', "at least age_min, which is 65, got 18"),
    ("{ age_min = 65 }", "[]", HELP + ', key "who"', "an empty list"),
    ("{ age_min = 65 }", "[{ sex = 'man' }, { age_min = 121 }]", HELP + ', key "who.1.age_min"', "a whole number from 0 to 120, got 121"),
    ("social_need", "sozial_need", '[mechanisms], key "sozial_need"', 'did you mean "social_need"?'),
    ("seeks = 0.2", "seek = 0.2", '[mechanisms.social_need], key "seek"', 'did you mean "seeks"?'),
    ("seeks = 0.2", "seeks = 20", '[mechanisms.social_need], key "seeks"', "from 0 to"),
    ("[mechanisms.social_need]\nseeks = 0.2", "[mechanisms]\nsocial_need = 1", '[mechanisms], key "social_need"', "true or false, got 1"),
    ("worry_days = 30", "worry_days = 300", '[feelings], key "worry_days"', "from 3 to 40, got 300"),
    ("days = 100", "days = 100 100", "", "not TOML: line 3"),
    ("days = 100", "days = " + "9" * 5000, "", "line 3: a number of thousands of digits"),
    ("days = 100", "days = " + "[" * 9999, "", "more than 20 deep"),
    ("worry_days", "a." * 99_999 + "b", "", "more than 20 deep"),
    ("worry_days = 30", "worry_days = " + "[" * 40 + "]" * 40, "", "more than 20 deep"),
    ('title = "x"', 'title = "' + "x" * 301 + '"', 'key "title"', "a text in quotes of at most 300 characters"),
    (GOOD, "  \n", "", "the file is empty"),
    (GOOD, "start = 2020-01-01\ndays = 3\n" + '[[crisis]]\nkind = "lockdown"\n' * 1001, "[[crisis]]", "at most 1,000 events, got 1,001"),
]


def mistake_in(text, **given):
    with pytest.raises(ScenarioError) as caught:
        load_text(text, name="spring_2020", **given)
    return caught.value


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place(old, new, place, message):
    assert old in GOOD
    said = str(mistake_in(GOOD.replace(old, new, 1)))
    assert said.startswith(f"spring_2020.toml, {place}: " if place else "spring_2020.toml: ")
    assert message in said
    assert "\n" not in said


def test_the_unchanged_file_has_no_mistake():
    assert load_text(GOOD).notices == ()


def test_of_several_mistakes_the_first_in_the_file_is_told():
    text = GOOD.replace("severity = 0.8", "severity = 8\nfoo = 1\narea = 9").replace("people = 1_000", "people = 1")
    assert mistake_in(text).key == "people"
    assert mistake_in(text.replace("people = 1\n", "")).key == "severity"


@pytest.mark.parametrize(("setting", "message"), [
    ("crisis.sprng.severity=0.5", 'no crisis named "sprng"; did you mean "spring"?'),
    ("crisis.spring=1", "expected crisis.NAME.KEY=VALUE"),
    ("crisis.spring.severity=5", 'key "severity": severity must be from 0 to 1, got 5'),
    ("crisis.spring.severty=0.5", 'did you mean "severity"?'),
    ("crisis.spring.name=helpline-1", "names are unique"),
    ("popluation.people=50", 'did you mean "population"?'),
    ("population.people=ten", 'got "ten"'),
    ("mechanisms.sozial_need.seeks=0.2", 'did you mean "social_need"?'),
    ("extends=other.toml", 'unknown path "extends"'),
    ("days", "expected PATH=VALUE"),
    ("=3", "expected PATH=VALUE"),
    ("population" + ".a" * 29 + "=3", "the path has 30 parts"),
])
def test_a_mistake_in_a_setting_is_named(setting, message):
    said = str(mistake_in(GOOD, set=[setting]))
    assert message in said
    assert said.startswith(f"--set {setting}") or "names are unique" in said


@pytest.mark.parametrize(("given", "message"), [
    ({"people": 3}, '--people, [population], key "people": expected a whole number from 10'),
    ({"people": 30.5}, "--people: expected a whole number, got 30.5"),
    ({"days": 0}, "--days: expected a whole number from 1 to 3660, got 0"),
    ({"days": "x"}, '--days: expected a whole number, got "x"'),
])
def test_a_mistake_in_people_or_days_is_named(given, message):
    assert message in str(mistake_in(GOOD, **given))


@pytest.mark.parametrize(("old", "new"), [
    ("people = 1_000", "people = 0"), ("people = 1_000", "people = 1"), ("people = 1_000", "people = 30.5"),
    ("people = 1_000", "people = 10000000000"), ("people = 1_000", 'people = "many"'), ("days = 100", "days = 0"), ("days = 100", "days = 20.5"),
    ("people = 1_000", 'network = "none.graphml"'), ("[population]", "[[population]]"),
])
def test_a_mistake_in_the_file_is_not_hidden_by_people_and_days(old, new):
    text = GOOD.replace(old, new)
    said = str(mistake_in(text, people=20, days=90))
    assert said == str(mistake_in(text))
    assert said.startswith("spring_2020.toml")


def test_a_mistake_in_a_setting_is_not_hidden_by_people():
    assert "--set population.people=1" in str(mistake_in(GOOD, set=["population.people=1"], people=20))


def test_files_that_extend_each_other_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n')
    (tmp_path / "b.toml").write_text('extends = ["c.toml"]\n')
    (tmp_path / "c.toml").write_text('extends = "a.toml"\n')
    with pytest.raises(ScenarioError, match=r'c.toml, key "extends": "a.toml" .* circle'):
        load_scenario(tmp_path / "a.toml")


@pytest.mark.parametrize(("extends", "message"), [
    ('"bse.toml"', 'no file "bse.toml"; did you mean "base.toml"?'), ("3", "expected a file name or a list"), ('[""]', "expected a file name"),
])
def test_a_missing_extended_file_is_named(tmp_path, extends, message):
    (tmp_path / "base.toml").write_text(GOOD)
    (tmp_path / "a.toml").write_text(f"extends = {extends}\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "a.toml")
    assert message in str(caught.value)
    assert caught.value.key == "extends"


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    (tmp_path / "a.toml").write_bytes(b'start = 2020-01-01\ntitle = "caf\xe9"\n')
    with pytest.raises(ScenarioError, match="line 2: not UTF-8"):
        load_scenario(tmp_path / "a.toml")


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_scenario(tmp_path / "a.toml").days == 100


@pytest.mark.parametrize("name", ["", "lockdwon", "no/such.toml", "nul\0.toml", "x" * 5000 + ".toml"])
def test_a_scenario_that_is_not_there_is_one_message(name):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name)
    assert len(str(caught.value)) < 2000


def test_a_folder_is_no_scenario(tmp_path):
    with pytest.raises(ScenarioError, match="this is a folder"):
        load_scenario(tmp_path)


def test_an_error_survives_the_way_back_from_another_process():
    error = mistake_in(GOOD.replace("severity", "severty"))
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize(("restored", "message"), [
    ("[[1.0]]", "each item of it a list of 2 numbers, got a list"), ('[[1.0, "x"]]', 'each item of it a list of 2 numbers, got "x"'),
    ("[]", "rising hours"), ("[[0.0, 5.0], [9.0, 5.0]]", "shares from 0 to 1"), ("[[9.0, 1.0], [2.0, 0.0]]", "rising hours"),
])
def test_values_that_do_not_go_together_are_found_on_loading(restored, message):
    dark = f'[[crisis]]\nkind = "blackout"\nstart = 2020-03-01T00:00:00\nrestored = {restored}\n'
    said = str(mistake_in("start = 2020-02-24\ndays = 100\n" + dark))
    assert said.startswith('spring_2020.toml, [[crisis]] "blackout-1"')
    assert message in said


def test_an_event_within_one_day_that_would_never_hold_is_a_mistake():
    text = GOOD.replace("start = 2020-03-16", "start = 2020-03-16T08:00:00").replace("until = 2020-05-11", "until = 2020-03-16T20:00:00")
    assert "would never hold" in str(mistake_in(text))


def test_a_time_of_day_that_makes_no_difference_is_told():
    notices = load_text(GOOD.replace("start = 2020-03-16", "start = 2020-03-16T08:00:00")).notices
    assert len(notices) == 1
    assert "it holds from 2020-03-16 to before 2020-05-11" in notices[0]
