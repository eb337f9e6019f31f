"""What every mechanism, crisis, intervention and outcome keeps to, over all of them."""

from datetime import date
from random import Random

import numpy as np
import pytest
from small_worlds import EVERYTHING, scenario_of, world_of
from watched import watched

from sim.core import catalogue
from sim.core.conditions import ALARMS, Conditions
from sim.core.feelings import Feelings
from sim.core.mechanism import MOMENTS
from sim.core.parameters import EVIDENCE, parameters_of
from sim.outcomes import OF_AGE
from sim.run import run
from sim.step import live, step, step as one_step
from sim.timeline.clock import Clock
from sim.timeline.load import load_scenario

catalogue.ensure_registered()
MECHANISMS = [catalogue.find("mechanism", name) for name in catalogue.names("mechanism")]
CRISES = [catalogue.find("crisis", name) for name in catalogue.names("crisis")]
INTERVENTIONS = [catalogue.find("intervention", name) for name in catalogue.names("intervention")]
OUTCOMES = [catalogue.find("outcome", name) for name in catalogue.names("outcome")]
OWN_ROW = [(mechanism, moment) for mechanism in MECHANISMS for moment in ("plan", "feel") if moment in mechanism.moments()]
each_mechanism = pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.name)
each_crisis = pytest.mark.parametrize("crisis", CRISES, ids=lambda crisis: crisis.catalogue_name())
each_intervention = pytest.mark.parametrize("intervention", INTERVENTIONS, ids=lambda event: event.catalogue_name())
each_outcome = pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.name)


@pytest.fixture(scope="module")
def today():
    """Return a Tuesday under lockdown, with all offers standing and people at every stage of getting help."""
    world = world_of(scenario_of(EVERYTHING))
    for _ in range(22):
        one_step(world)
    return live(world)


def said_by(mechanism, today):
    """Return {moment: what the mechanism says of this step}."""
    return {moment: getattr(mechanism(), moment)(today) for moment in MOMENTS if moment in mechanism.moments()}


def names_of(said):
    """Return the set of names of what a mechanism changed, as `changes` writes them."""
    meetings = {getattr(spec, "service", None) or f"{getattr(spec, 'layer', 'encounters')} {getattr(spec, 'channel', 'in_person')}"
                for spec in said.get("meet", ())}
    return meetings.union(*(answer for moment, answer in said.items() if moment != "meet"))


@each_mechanism
def test_a_mechanism_says_what_was_found_by_whom_and_how(mechanism):
    assert mechanism.finding and mechanism.source and mechanism.__doc__
    assert mechanism.evidence in EVIDENCE
    assert mechanism.moments()


@pytest.mark.parametrize("declared", [*MECHANISMS, *CRISES, *INTERVENTIONS, Feelings], ids=lambda declared: declared.__name__)
def test_every_parameter_has_a_unit_a_range_and_a_source(declared):
    for name, each in parameters_of(declared).items():
        assert each["unit"] and each["source"], name
        assert each["low"] < each["high"] and each["low"] <= each["default"] <= each["high"], name
        assert "assum" in each["source"].lower() or "definition" in each["source"] or any(c.isdigit() for c in each["source"]), name


@each_mechanism
def test_every_field_of_a_mechanism_is_a_parameter(mechanism):
    assert set(parameters_of(mechanism)) == set(mechanism.model_fields)


@each_mechanism
def test_a_mechanism_changes_what_it_declares_and_nothing_else(mechanism, today):
    assert names_of(said_by(mechanism, today)) == set(mechanism.changes)


@each_mechanism
def test_what_a_mechanism_says_is_in_float32(mechanism, today):
    said = said_by(mechanism, today)
    for name, values in {**said.get("plan", {}), **said.get("feel", {}), **said.get("bond", {})}.items():
        assert values.dtype == np.float32, name


@each_mechanism
def test_a_mechanism_reads_what_it_declares_and_nothing_else(mechanism, today):
    noted, seen = watched(today)
    said_by(mechanism, noted)
    assert seen == set(mechanism.reads)


@each_mechanism
def test_a_mechanism_writes_into_nothing_it_is_shown(mechanism, today):
    before = {name: array.tobytes() for name, array in arrays_of(today).items()}
    said_by(mechanism, today)
    assert {name: array.tobytes() for name, array in arrays_of(today).items()} == before


def arrays_of(today):
    """Return every array a mechanism is shown, by name."""
    tables = {f"{table} {name}": array for table in ("traits", "state", "feelings", "plan", "received", "usual", "usual_day")
              for name, array in getattr(today, table).arrays.items()}
    ties = {name: getattr(today, name) for name in ("strength", "met", "met_before", "usual_met", "usual_called")}
    levels = {"openness": today.conditions.openness, **today.conditions.levels}
    ties = {name: array for name, array in ties.items() if array is not None}
    ties |= {name: array for name, array in today.kept.items() if str(name).startswith("all ")}
    return {**tables, **ties, **levels, "contacts": today.meetings.contacts, "rate": today.population.ties.rate}


def test_nobody_can_write_into_the_state_during_a_step(today):
    for array in [*today.state.arrays.values(), today.strength]:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(AttributeError, match="cannot be set"):
        today.state.need = today.state.need
    with pytest.raises(AttributeError, match="cannot be taken away"):
        del today.state.need


@pytest.mark.parametrize("mechanism, moment", OWN_ROW, ids=lambda each: getattr(each, "name", each))
def test_own_row_moments_say_the_same_of_a_part_as_of_the_whole(mechanism, moment, today):
    whole = getattr(mechanism(), moment)(today)
    for rows in (slice(0, 1), slice(1, 77), slice(77, today.n_people)):
        part = getattr(mechanism(), moment)(today.part(rows))
        for name, values in part.items():
            expected = np.broadcast_to(whole[name], (today.n_people,))[rows]
            assert np.array_equal(np.broadcast_to(values, expected.shape), expected), name


@pytest.mark.parametrize("order", range(4))
def test_the_order_in_which_mechanisms_are_listed_changes_no_bit(order):
    scenario = scenario_of(EVERYTHING)
    listed, shuffled = world_of(scenario), world_of(scenario)
    shuffled.mechanisms = tuple(Random(order).sample(shuffled.mechanisms, len(MECHANISMS)))
    for _ in range(20):
        step(listed)
        step(shuffled)
    assert bits_of(listed) == bits_of(shuffled)


def bits_of(world):
    """Return {array: bytes} of everything that a step changes."""
    return {**{name: array.tobytes() for name, array in world.state.items()}, "strength": world.strength.tobytes()}


# Where all of an effect can be set to 0: the parameters, and what the mechanism then still does for itself.
NO_EFFECT = {
    "withdrawal": ({"strength": 0.0, "threat_keeps_home": 0.0}, ()),
    "shared_feelings": ({"passes": 0.0, "soothes": 0.0, "dwells": 0.0}, ()),
    "getting_used": ({"share": 0.0, "intolerant_share": 0.0}, ()),
    "set_point": ({"share": 0.0}, ()),
    "fatigue": ({"drains": 0.0}, ()),
    "group_avoidance": ({"skips": 0.0}, ()),
    "confidence": ({"starts": 0.0}, ("confidence",)),
    "avoidance": ({"keeps_away": 0.0, "unease": 0.0}, ("avoidance",)),
    "care_burden": ({"weighs": 0.0}, ()),
    "wearing_out": ({"low_mood": 0.0}, ("exhaustion",)),
    "stress_response": (dict.fromkeys(("threat_worry", "threat_low_mood", "uncertainty_worry", "uncertainty_low_mood"), 0.0), ()),
    "lonely_low_mood": ({"low_mood": 0.0, "worry": 0.0}, ()),
    "support": ({"depends": 0.0}, ()),
    "support_relief": ({"relief": 0.0}, ()),
    "needs_order": ({"visits": 0.0, "calls": 0.0}, ()),
    "check_in_calls": (dict.fromkeys(("low_mood", "worry", "emotional_loneliness", "social_loneliness"), 0.0),
                       ("check_in_status", "check_in_sessions", "check_in_dose")),
    "volunteering": ({"out": 0.0, "talks": 0.0}, ()),
    "talking_to_strangers": ({"more": 0.0, "learns": 0.0}, ("days_of_game",)),
    "door_to_door": (dict.fromkeys(("company", "eases", "informs"), 0.0), ("visited",)),
    "digital_displacement": ({"displaces": 0.0, "wears": 0.0}, ("screen_time",)),
    "lonely_company": ({"passes": 0.0}, ()),
    "social_media": ({"rises": 0.0}, ()),
    "season": ({"amplitude": 0.0}, ()),
    "chronic_isolation": ({"holds": 0.0, "reacts": 0.0}, ("isolation",)),
    "news_exposure": ({"worry": 0.0, "good": 0.0}, ("news_checking",)),
    "mispredicted_benefit": ({"follows": 0.0}, ("expected_reward",)),
    "disaster_exposure": ({"blow": 0.0, "strain": 0.0}, ()),
    "disaster_social_capital": ({"own": 0.0, "area": 0.0, "missed": 0.0}, ()),
    "hardship": ({"low_mood": 0.0, "worry": 0.0}, ()),
    "cut_off": ({"worries": 0.0, "unclear": 0.0, "dark": 0.0}, ()),
    "heat_strain": ({"keeps_in": 0.0, "low_mood": 0.0, "worry": 0.0}, ()),
    "taking_up_help": ({"low_mood": 0.0, "worry": 0.0}, ("help_status", "help_sessions", "help_dose")),
}


@pytest.mark.parametrize("name", NO_EFFECT)
def test_a_mechanism_without_effect_is_as_good_as_absent(name):
    parameters, its_own = NO_EFFECT[name]
    scenario = scenario_of(EVERYTHING, people=100)
    idle = scenario.model_copy(update={"mechanisms": {name: catalogue.find("mechanism", name)(**parameters)}})
    absent = scenario.model_copy(update={"mechanisms": {name: False}})
    worlds = world_of(idle), world_of(absent)
    for _ in range(15):
        for world in worlds:
            step(world)
    for array in set(worlds[0].state) - set(its_own):
        assert np.array_equal(worlds[0].state[array], worlds[1].state[array]), array
    assert np.array_equal(worlds[0].strength, worlds[1].strength)


@each_crisis
def test_a_crisis_says_what_happens_and_where_that_is_known_from(crisis):
    assert crisis.sentence and crisis.source and crisis.__doc__


SECOND_HOUR, FIFTH_HOUR, FIRST_DAY = (Clock(date(2020, 3, 2), step, by_hour) for step, by_hour in ((1, True), (4, True), (0, False)))
at_each_clock = pytest.mark.parametrize("clock", [None, SECOND_HOUR, FIFTH_HOUR, FIRST_DAY], ids=["no clock", "hour 2", "hour 5", "day 1"])


@each_crisis
@at_each_clock
@pytest.mark.parametrize("level", [0.001, 0.5, 1.0])
def test_a_crisis_keeps_conditions_within_their_ranges(crisis, level, clock):
    conditions = Conditions(clock=clock)
    crisis().change(conditions.within(np.array([True])), level)
    assert (conditions.openness >= 0).all() and (conditions.openness <= 1).all()
    assert all(0 <= conditions.levels[name][0] <= 1 for name in (*ALARMS, "power", "phone", "internet", "daylight"))
    assert (conditions.visitors_max >= 0).all()
    assert not conditions.offers


@each_crisis
@at_each_clock
def test_a_crisis_of_small_severity_changes_little(crisis, clock):
    conditions, ordinary = Conditions(clock=clock), Conditions()
    crisis().change(conditions.within(np.array([True])), 0.01)
    assert np.abs(conditions.openness - ordinary.openness).max() < 0.02
    assert all(abs(conditions.levels[name][0] - ordinary.levels[name][0]) < 0.02 for name in ordinary.levels)
    assert conditions.visitors_max[0] == ordinary.visitors_max[0]


@each_crisis
@at_each_clock
def test_a_crisis_leaves_the_areas_alone_that_it_does_not_hit(crisis, clock):
    conditions, ordinary = Conditions(2, np.array([0, 1]), clock), Conditions(2, np.array([0, 1]))
    crisis().change(conditions.within(np.array([True, False])), 1.0)
    hit = [not np.array_equal(conditions.openness[zone], ordinary.openness[zone])
           or any(conditions.levels[name][zone] != ordinary.levels[name][zone] for name in conditions.levels) for zone in (0, 1)]
    assert hit == [True, False]


@each_crisis
@at_each_clock
def test_a_crisis_of_no_severity_changes_nothing(crisis, clock):
    conditions = Conditions(clock=clock)
    crisis().change(conditions.within(np.array([True])), 0.0)
    assert np.array_equal(conditions.openness, Conditions().openness)
    assert conditions.levels == Conditions().levels
    assert np.array_equal(conditions.visitors_max, Conditions().visitors_max)


@each_intervention
def test_an_intervention_says_what_it_is_and_what_is_known_of_it(intervention):
    assert intervention.sentence and intervention.source and intervention.__doc__
    assert intervention.evidence in EVIDENCE


@each_intervention
def test_an_intervention_offers_nothing_to_people_who_are_not_invited(intervention):
    conditions, invited = Conditions(), np.array([True, False, True])
    intervention().change(conditions, 1.0, invited)
    assert conditions.offers
    for offer in conditions.offers.values():
        assert (offer.uptake[invited] > 0).all() and (offer.uptake[~invited] == 0).all()
        assert offer.capacity > 0 and offer.cost_per_use >= 0


@each_outcome
def test_an_outcome_says_its_unit_and_which_way_is_better(outcome):
    assert outcome.name and outcome.label and outcome.unit and outcome.of_step.__doc__
    assert outcome.better in ("lower", "higher", "-")
    assert outcome.of in OF_AGE


@each_outcome
def test_an_outcome_is_one_finite_number_a_person_and_changes_nothing(outcome, today):
    today.fixed_cost = 0.01
    before = {name: array.tobytes() for name, array in arrays_of(today).items()}
    values = outcome.of_step(today)
    for each in values if isinstance(values, tuple) else (values,):
        assert each.shape == (today.n_people,) and np.isfinite(each).all()
    assert {name: array.tobytes() for name, array in arrays_of(today).items()} == before


@pytest.mark.parametrize("name", catalogue.names("mechanism"))
def test_a_world_lives_on_without_any_one_mechanism(name):
    scenario = load_scenario("lockdown_helpline", people=100, days=40, set={f"mechanisms.{name}": False})
    result = run(scenario, seed=1)
    assert np.isfinite(result.table[:, 0, :]).all()
