"""A randomly damaged scenario file either loads and equals its own re-export, or gives one message that names the place."""

import tomllib

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.timeline.errors import ScenarioError
from sim.timeline.explain import explain
from sim.timeline.load import load_scenario

WHOLE = """title = "Everything a file can say"
extends = "base.toml"
start = 2020-02-24
days = 180
step = "day"

[population]
people = 1_000
recipe = "netherlands"
ages = "ages.csv"
people_represented = 84_000
seed = 7

[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-16
until = 2020-05-11
severity = { file = "policy.csv", value = "index", where = { country = "NLD" }, scale = 0.01 }
ramp_days = 7
area = [0, 1]

[[crisis]]
kind = "blackout"
start = 2020-06-01T04:18:00
until = 2020-06-02T10:00:00
area = 0.5
restored = [[0.0, 1.0], [5.5, 0.0]]

[[crisis]]
name = "threat"
severity = { start = 2020-02-24, daily = [0.1, 0.5, 1.0] }

[[intervention]]
kind = "helpline"
start = 2020-04-01
until = 2020-07-01
reach = 0.3
capacity_per_1000 = 2.0
cost_fixed = 3.5
enabled = true
who = [{ lives_alone = true, age_min = 65 }, { sex = "woman", area = [1] }]

[mechanisms]
withdrawal = false

[mechanisms.social_need]
seeks = 0.25

[feelings]
worry_days = 30
"""
BASE = '[[crisis]]\nkind = "pandemic_threat"\nname = "threat"\nstart = 2020-03-01\n'
TABLE = "country,date,index\n" + "".join(f"NLD,2020-{3 + k // 28:02}-{1 + k % 28:02},{k}\n" for k in range(100))

NASTY = ("0", "-1", "1e308", "nan", "inf", "9" * 30, "9" * 5000, "0x7fffffffffffffff", "true", '""', '"\\u0000"', "'x'", "[]", "[[]]", "{}",
         "[1, 2]", "[{}]", "{ a = 1 }", "2020-13-01", "2020-03-20", "1800-01-01", "9999-12-31", "07:30:00", "2020-03-20T10:00:00Z",
         "2020-03-20T10:00:00.123456", '"spring"', '"../base.toml"', '"whole.toml"', '"policy.csv"', '"/"', "[" * 200, "1_0", "-0.0", "5e-324")
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates(), st.datetimes(), st.times(),
    st.sampled_from(["spring", "lockdown", "helpline", "policy.csv", "ages.csv", "base.toml", ".", 2**63, -1, [], {}, [{}], [[1]], {"file": "x"}]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("damaged")
    for name, text in (("base.toml", BASE), ("policy.csv", TABLE), ("ages.csv", "age,people\n0,1\n")):
        (made / name).write_text(text)
    return made


@st.composite
def damaged_texts(draw):
    """Return the bytes of the file after a few strokes of bad luck: in letters, values, lines, or tables."""
    text = WHOLE
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from((with_letters, with_value, with_value, with_lines, with_tables, with_tables)))(draw, text)
    raw = text.encode()
    if draw(st.integers(0, 19)) == 0:
        place = draw(st.integers(0, len(raw)))
        raw = raw[:place] + draw(st.binary(min_size=1, max_size=3)) + raw[place:]
    return raw


def with_letters(draw, text):
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(st.text(max_size=3)) + text[start + draw(st.integers(0, 3)):]


def with_value(draw, text):
    lines = text.split("\n")
    places = [k for k, line in enumerate(lines) if " = " in line]
    if places:
        place = draw(st.sampled_from(places))
        lines[place] = lines[place].split(" = ")[0] + " = " + draw(st.sampled_from(NASTY))
    return "\n".join(lines)


def with_lines(draw, text):
    lines = text.split("\n")
    here, there = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    moved = lines[here]
    if draw(st.booleans()):
        del lines[here]
    if draw(st.booleans()):
        lines.insert(min(there, len(lines)), moved)
    return "\n".join(lines)


def with_tables(draw, text):
    try:
        tables = tomllib.loads(text)
        spoil(draw, tables)
        return tomli_w.dumps(tables)
    except (ValueError, TypeError, RecursionError, AttributeError):  # no longer TOML, or nothing TOML can say
        return text


def spoil(draw, tables):
    """Walk to some place in the tables and put something else there, add something, or take it away."""
    while True:
        keys = list(tables) if isinstance(tables, dict) else list(range(len(tables)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        if isinstance(tables[key], (dict, list)) and draw(st.integers(0, 3)):
            tables = tables[key]
            continue
        act = draw(st.sampled_from(("replace", "add", "take away")))
        if act == "take away":
            del tables[key]
        elif act == "add" and isinstance(tables, dict):
            tables[draw(st.text(max_size=5))] = draw(VALUES)
        else:
            tables[key] = draw(VALUES)
        return


def check(raw, folder):
    file = folder / "whole.toml"
    file.write_bytes(raw)
    try:
        scenario = load_scenario(file)
    except ScenarioError as error:
        assert error.message
        assert "\n" not in str(error)
        assert any(name in str(error) for name in ("whole.toml", "base.toml", "policy.csv", "ages.csv"))
        return
    again = folder / "again.toml"
    again.write_text(scenario.to_toml(), encoding="utf-8")
    assert load_scenario(again) == scenario
    assert load_scenario(again).hash() == scenario.hash()
    assert str(folder) not in scenario.to_toml()
    assert explain(scenario)


LENIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def test_the_undamaged_file_loads(folder):
    check(WHOLE.encode(), folder)
    assert len(load_scenario(folder / "whole.toml").events) == 4


@given(raw=damaged_texts())
@settings(max_examples=150, deadline=5000, suppress_health_check=LENIENT)
def test_a_damaged_file_loads_or_says_where_it_is_damaged(folder, raw):
    check(raw, folder)


@pytest.mark.slow
@given(raw=damaged_texts())
@settings(max_examples=1000, deadline=5000, suppress_health_check=LENIENT)
def test_a_thousand_damaged_files_load_or_say_where_they_are_damaged(folder, raw):
    check(raw, folder)


@given(setting=st.one_of(
    st.text(max_size=20),
    st.tuples(st.sampled_from(["days", "title", "start", "crisis.spring.severity", "crisis.spring.until", "crisis.spring", "crisis", "population",
                               "population.people", "population.network", "intervention.helpline-1.who", "intervention.helpline-1.who.age_min",
                               "mechanisms.social_need", "mechanisms.social_need.seeks", "feelings.x.y", "crisis.spring.severity.file"]),
              st.one_of(st.sampled_from(NASTY), st.text(max_size=10))).map("=".join)))
@settings(max_examples=100, deadline=5000, suppress_health_check=LENIENT)
def test_a_damaged_setting_applies_or_is_named(folder, setting):
    (folder / "set.toml").write_text(WHOLE)
    try:
        scenario = load_scenario(folder / "set.toml", set=[setting])
    except ScenarioError as error:
        assert "\n" not in str(error)
        return
    (folder / "again.toml").write_text(scenario.to_toml(), encoding="utf-8")
    assert load_scenario(folder / "again.toml") == scenario
