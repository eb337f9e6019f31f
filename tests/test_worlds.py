"""Worlds that must not differ, or only where something reached: one person changed, nothing offered, other hours, the same seed."""

import re
import subprocess
import sys
from hashlib import sha256

import numpy as np
import pytest
from small_worlds import ACTIVITIES, EVERYTHING, HELPLINE, LOCKDOWN, OUTDOORS, PANDEMIC, morning_of, scenario_of, world_of

from sim.core.layers import CLOSE
from sim.run import run
from sim.step import step
from sim.timeline.load import load_scenario
from sim.world import World

MILD = "severity = 0.4"  # rules that cap no visits
OFFERS = {"helpline": HELPLINE, "neighbourhood_activities": ACTIVITIES, "outdoor_meetings": OUTDOORS,
          "check_in_calls": HELPLINE.replace("helpline", "check_in_calls"), "visit_routines": OUTDOORS.replace("outdoor_meetings", "visit_routines")}
REACH = re.compile(r"reach = [\d.]+")
EAGER = "\n[mechanisms.taking_up_help]\nasks_a_day = 0.3\n"


def differing(one, other):
    """Return the set of people whose state differs in any bit between two worlds."""
    found = np.zeros(one.population.n_people, bool)
    for name, array in one.state.items():
        found |= array.view(np.uint32) != other.state[name].view(np.uint32)
    found |= (one.fluctuation.view(np.uint32) != other.fluctuation.view(np.uint32)).any(axis=1)
    return set(np.flatnonzero(found).tolist())


def tied_to(ties, people):
    """Return the set of those who have a tie with somebody of a set."""
    ends = np.isin(ties.lower, list(people)), np.isin(ties.higher, list(people))
    return set(ties.higher[ends[0]].tolist()) | set(ties.lower[ends[1]].tolist())


def within_reach(population, person):
    """Return the set of those a person can reach in a step: itself, by a tie, a group, a club, or the pool of its area."""
    reached = tied_to(population.ties, [person]) | {person}
    area = np.repeat(np.arange(population.n_areas), np.diff(population.area_start))
    for of in (population.groups.of, population.clubs.of, area):
        if of[person] >= 0:
            reached |= set(np.flatnonzero(of == of[person]).tolist())
    return reached


def shaken(world, person, need=0.8, low_mood=2.5):
    """Return the world after a hard night of one person."""
    world.state["need"][person] = need
    world.state["low_mood"][person] = low_mood
    return world


@pytest.mark.parametrize("events", ["", LOCKDOWN.replace("severity = 0.9", MILD) + PANDEMIC + OUTDOORS + ACTIVITIES], ids=["calm", "crisis"])
@pytest.mark.parametrize("person", [100, 1500])
def test_a_changed_person_changes_in_a_step_only_people_within_reach(person, events):
    scenario = scenario_of(events.replace("2020-03-09", "2020-03-02"), people=1600)
    as_it_is, changed = world_of(scenario), shaken(world_of(scenario), person)
    step(as_it_is)
    step(changed)
    touched, reach = differing(as_it_is, changed), within_reach(as_it_is.population, person)
    assert touched - {person}, "the change reached nobody, so this says nothing"
    assert touched <= reach
    assert len(reach) < 800
    ties, other_strength = as_it_is.population.ties, as_it_is.strength != changed.strength
    assert (other_strength <= ((ties.lower == person) | (ties.higher == person))).all()


def test_under_a_cap_on_visits_a_change_goes_on_only_where_visits_are_full():
    scenario = scenario_of(LOCKDOWN.replace("2020-03-09", "2020-03-02").replace("ramp_days = 3", "visitors_max = 1"), people=1600)
    person, as_it_is, changed = 700, world_of(scenario), shaken(world_of(scenario), 700)
    step(as_it_is)
    step(changed)
    population = as_it_is.population
    close = population.ties.of_layer(CLOSE)
    reach, full = within_reach(population, person), (as_it_is.visits >= 1) | (changed.visits >= 1)
    while True:  # a visit that falls through leaves room for another
        ends = population.ties.lower[close], population.ties.higher[close]
        inside = np.zeros(population.n_people, bool)
        inside[[each for each in reach if full[each]]] = True
        wider = reach | set(ends[1][inside[ends[0]]].tolist()) | set(ends[0][inside[ends[1]]].tolist())
        if wider == reach:
            break
        reach = wider
    assert {person} < differing(as_it_is, changed) <= reach


def test_in_a_queue_for_help_a_change_reaches_only_those_who_queue():
    scenario = scenario_of(HELPLINE.replace("20.0", "2.0"), people=1600)
    worlds = world_of(scenario), world_of(scenario)
    queue = list(range(0, 1600, 40))
    for world in worlds:
        world.state["help_status"][queue] = 1
    worlds[1].state["help_status"][3] = 1
    helped = [step(world).uses["helpline"] for world in worlds]
    assert helped[0].sum() == helped[1].sum() == 3
    assert {3} <= differing(*worlds) <= {3, *queue}


def a_distressed_guest(scenario):
    """Return the person with most friends among those who are distressed and have a club."""
    population = morning_of(scenario).population
    close = population.ties.of_layer(CLOSE)
    friends = sum(np.bincount(end[close], minlength=population.n_people) for end in (population.ties.lower, population.ties.higher))
    return int(np.argmax(np.where((population.clubs.of >= 0) & (population.traits.trait_distress > 1.2), friends, -1)))


def inviting(scenario, mask):
    """Return a World in which those of a mask are eligible for every intervention."""
    morning = morning_of(scenario)
    return World(scenario, morning.population, morning.mechanisms, morning.seed, morning.usual, lambda *_: mask)


@pytest.mark.parametrize("kind", OFFERS)
def test_an_invitation_of_one_person_reaches_first_only_people_within_its_reach(kind):
    events = LOCKDOWN.replace("severity = 0.9", MILD).replace("2020-03-09", "2020-03-02") + REACH.sub("reach = 1.0", OFFERS[kind])
    scenario = scenario_of(events + EAGER, people=1600)
    guest, population = a_distressed_guest(scenario), morning_of(scenario).population
    worlds = inviting(scenario, np.ones(1600, bool)), inviting(scenario, np.arange(1600) != guest)
    for _ in range(28):
        step(worlds[0])
        step(worlds[1])
        if touched := differing(*worlds):
            break
    assert guest in touched
    assert touched <= within_reach(population, guest)


@pytest.mark.parametrize("nothing", ["reach = 0.0", "enabled = false"])
@pytest.mark.parametrize("kind", [*OFFERS, "all"])
def test_an_offer_to_nobody_changes_no_outcome(kind, nothing):
    offers = "".join(OFFERS.values()) if kind == "all" else OFFERS[kind]
    offered = REACH.sub(nothing, offers)
    plain = run(scenario_of(LOCKDOWN + PANDEMIC, people=150), 1)
    with_offer = run(scenario_of(LOCKDOWN + PANDEMIC + offered, people=150), 1)
    assert len(with_offer.scenario.intervention) > 0
    assert np.array_equal(plain.table, with_offer.table, equal_nan=True)


def test_an_offer_to_most_people_does_change_outcomes():
    plain, offered = (run(scenario_of(events, people=150), 1) for events in (LOCKDOWN + PANDEMIC, EVERYTHING))
    assert not np.array_equal(plain.table, offered.table, equal_nan=True)


ELSEWHERE = """
import sys
sys.path.insert(0, "tests")
from test_worlds import fingerprint
print(fingerprint())
"""


def fingerprint():
    """Return a hash of all numbers of a short run, to compare processes."""
    result = run(scenario_of(EVERYTHING, people=120, days=12), 7)
    return sha256(result.table.tobytes() + result.population.ties.rate.tobytes()).hexdigest()


def test_the_same_seed_gives_the_same_bits_again_and_in_another_process(repository):
    here = fingerprint()
    assert fingerprint() == here
    elsewhere = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=repository, env={"PYTHONHASHSEED": "12", "PATH": ""},
                               capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == here


def test_another_seed_gives_other_people_and_other_luck():
    one, other = (run(scenario_of(people=120, days=5), seed) for seed in (1, 2))
    assert not np.array_equal(one.table, other.table, equal_nan=True)
    assert not np.array_equal(one.population.traits.trait_distress, other.population.traits.trait_distress)


def days_and_hours(scenario, people, days):
    """Return {outcome: (mean over everyone and all days lived by the day, the same lived by the hour)}."""
    means = []
    for length in ("day", "hour"):
        result = run(load_scenario(scenario, people=people, days=days, set={"step": length}), 1)
        means.append(dict(zip(result.outcomes, result.table[:, 0].mean(axis=0).tolist(), strict=True)))
    return {name: (means[0][name], means[1][name]) for name in means[0]}


def assert_agree(means):
    """Hold the means of days against those of hours: 0.01 SD of feelings, 1 % of contacts, which are people met in person."""
    for feeling in ("distress", "loneliness"):
        assert abs(means[feeling][1] - means[feeling][0]) <= 0.01, feeling
    assert abs(means["contacts_in_person"][1] / means["contacts_in_person"][0] - 1) <= 0.01


def test_a_fortnight_of_hours_agrees_with_its_days():
    assert_agree(days_and_hours(scenario_of(LOCKDOWN.replace("2020-03-09", "2020-03-03") + PANDEMIC), 400, 14))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "lockdown"])
def test_two_months_of_hours_agree_with_their_days(name):
    assert_agree(days_and_hours(name, 2000, 60))


def test_people_to_trace_may_come_one_at_a_time():
    scenario = scenario_of("", people=60, days=2)
    one, other = (run(scenario, 1, trace=people).trace for people in (iter([5, 7]), [5, 7]))
    assert one.people == (5, 7) and one.meetings == other.meetings
