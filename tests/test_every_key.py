"""No key of an event is taken without a word and then ignored: another value gives another run, or is refused."""

import numpy as np
import pytest
from small_worlds import morning_of, scenario_of, world_of

from sim.core import catalogue
from sim.core.parameters import parameters_of
from sim.run import run
from sim.studies.probe import QUICK
from sim.timeline.errors import ScenarioError
from sim.timeline.events import Who
from sim.timeline.explain import explain
from sim.timeline.load import load_scenario
from sim.timeline.shipped import shipped_scenarios

catalogue.ensure_registered()
PEOPLE, DAYS = 600, 10  # people enough for two areas
LABELS = {"kind", "name", "price_year"}  # what an event is called; `price_year` is told and changes no number
# what makes room for offers to act: shut places and dead phones, homes that are lost, and news
TROUBLE = """
[[crisis]]
kind = "lockdown"
name = "shut"
until = 2020-03-10
school_closed = 0.3
[[crisis]]
kind = "flood"
name = "water"
displaced = 0.4
area = 0.5
acute_days = 10
[[crisis]]
kind = "pandemic_threat"
name = "illness"
"""
EVENT = {"start": "2020-03-03", "until": "2020-03-08"}
OFFER = {**EVENT, "reach": "0.9", "uptake": "0.9", "capacity_per_1000": "900.0", "cost_per_use": "1.0"}
# what a kind needs besides, so that all its keys can matter
NEEDS = {"lockdown": {"fatigue": "0.5", "days_before": "10"}, "gradual_reopening": {"start": "2020-03-02"},
         "flood": {"acute_days": "2", "displaced_days": "3"}, "earthquake": {"displaced_days": "3"}, "neighbourhood_activities": {"start": "2020-03-02"},
         "stepped_care": {"self_help_per_1000": "50.0"}}
OTHER = {
    "enabled": "false", "start": "2020-03-04", "until": "2020-03-06", "ramp_days": "3", "ramp_out_days": "3", "fade_days": "3", "severity": "0.7",
    "area": "[0]", "who": "{ share = 0.5 }", "reach": "0.4", "uptake": "0.3", "capacity_per_1000": "10.0", "cost_fixed": "7.7", "cost_per_use": "7.7",
    "visitors_max": "0", "outdoors_max": "8", "days_before": "40", "restored": "[[0.0, 1.0], [30.0, 0.0]]", "outdoors": "false",
    "displaced_days": "2", "acute_days": "3", "settles_days": "2", "neighbourly_days": "2", "self_help_per_1000": "5.0"}
WALKED = [(role, kind, key) for role in ("crisis", "intervention") for kind in catalogue.names(role)
          for key in catalogue.find(role, kind).model_fields if key not in LABELS]


def written(role, kind, keys):
    """Return an event as a file has it, with what it acts on."""
    lines = "\n".join(f"{key} = {value}" for key, value in keys.items())
    return f'{TROUBLE if role == "intervention" else ""}\n[[{role}]]\nkind = "{kind}"\nname = "it"\n{lines}\n{QUICK}'


def another(declared, key):
    """Return another value of a key, as a file writes it: by hand, or far from what it is by itself."""
    if key in OTHER:
        return OTHER[key]
    known = parameters_of(declared).get(key)
    if known is None:
        return "0.35"  # a measure of a lockdown
    return str(max((known["low"], known["high"]), key=lambda value: abs(value - known["default"])))


def lived(text):
    """Return the cost of a few days and all other outcomes, bit by bit."""
    result = run(scenario_of(text, people=PEOPLE, days=DAYS), morning=morning_of(scenario_of(QUICK, people=PEOPLE, days=DAYS)))
    column = result.outcomes.index("cost")
    return {"cost": result.table[:, :, column].tobytes(), "others": np.delete(result.table, column, axis=2).tobytes()}


@pytest.fixture(scope="module")
def plainly():
    """Return a function from (role, kind) to (keys, outcomes) of an event as it is by itself; each is lived once."""
    known = {}

    def found(role, kind):
        if (role, kind) not in known:
            keys = {**(OFFER if role == "intervention" else EVENT), **NEEDS.get(kind, {})}
            known[role, kind] = keys, lived(written(role, kind, keys))
        return known[role, kind]

    return found


@pytest.mark.parametrize("role, kind, key", WALKED, ids=lambda each: each)
def test_another_value_of_a_key_gives_another_run_or_is_refused(role, kind, key, plainly):
    keys, outcomes = plainly(role, kind)
    try:
        changed = lived(written(role, kind, {**keys, key: another(catalogue.find(role, kind), key)}))
    except ScenarioError as refused:
        assert '"it"' in str(refused) and "must be" in str(refused)
        return
    where = "cost" if key.startswith("cost_") else "others"
    assert changed[where] != outcomes[where]


def test_the_year_of_prices_is_told():
    assert "in prices of 2011" in " ".join(explain(scenario_of(written("intervention", "clubs", {"price_year": "2011"}))).split())


@pytest.mark.parametrize("key, value", {
    "age_min": "30", "age_max": "50", "sex": '"woman"', "lives_alone": "true", "student": "true", "works": "true", "child_under_12": "true",
    "area": "[0]", "few_close_ties": "true", "low_mood": "true", "lonely": "true", "share": "0.5"}.items())
def test_each_key_of_who_lets_some_in_and_leaves_others_out(key, value):
    world = world_of(scenario_of(written("intervention", "clubs", {"reach": "1.0", "who": f"{{ {key} = {value} }}"}), people=PEOPLE))
    assert 0 < world.calendar.reached()["it"] < PEOPLE


@pytest.mark.parametrize("role, kind, line, key", [("crisis", "heatwave", "area = [2]", "area"), ("intervention", "clubs", "who = { area = [0, 7] }", "who.area")])
def test_an_area_that_the_population_has_not_got_is_told(role, kind, line, key):
    scenario = scenario_of(f'[[{role}]]\nkind = "{kind}"\nname = "it"\n{line}\n', people=PEOPLE)
    with pytest.raises(ScenarioError, match=f'"it", key "{key}": expected area numbers from 0 to 1 of this population'):
        world_of(scenario)


def test_every_key_of_who_is_walked():
    walked = test_each_key_of_who_lets_some_in_and_leaves_others_out.pytestmark[0].args[1]
    assert {key for key, _ in walked} == set(Who.model_fields)


@pytest.mark.parametrize("role, kind, keys, told", [
    ("intervention", "clubs", "fade_days = 3", "no until, so fade_days"), ("crisis", "heatwave", "ramp_out_days = 3", "no until, so ramp_out_days"),
    ("crisis", "lockdown", "fatigue_days = 30.0", "0 as fatigue, so fatigue_days"), ("crisis", "lockdown", "days_before = 30", "0 as fatigue, so days_before"),
    ("crisis", "flood", "displaced = 0.0\nkept_together = 1.0", "0 as displaced, so kept_together"),
    ("crisis", "flood", "displaced = 0.0\ndisplaced_days = 9", "0 as displaced, so displaced_days"),
    ("crisis", "earthquake", "neighbourly = 0.0\nneighbourly_days = 9", "0 as neighbourly, so neighbourly_days")])
def test_a_key_that_changes_nothing_because_of_another_key_is_told(role, kind, keys, told):
    text = f'[[{role}]]\nkind = "{kind}"\nname = "it"\n{keys}\n'
    assert [notice for notice in scenario_of(text).notices if told in notice] == [f'"it" has {told} makes no difference']
    idle = text.replace(keys.splitlines()[-1], "")
    assert np.array_equal(run(scenario_of(text, people=30), seed=1).table, run(scenario_of(idle, people=30), seed=1).table, equal_nan=True)


def test_shipped_scenarios_have_no_key_that_changes_nothing():
    for name in shipped_scenarios():
        assert not [notice for notice in load_scenario(name).notices if "makes no difference" in notice], name
