"""What people live through: each measure of a lockdown on its own, floods scattered and together, heat, a slump, two crises at once."""

from functools import lru_cache

import numpy as np
import pytest
from small_worlds import HEAD, scenario_of

from sim.core.layers import CLOSE, ENCOUNTERS, FAMILIAR, IN_PERSON, NEIGHBOURHOOD, WORK_SCHOOL, slot
from sim.run import first_morning, run
from sim.timeline.load import load_scenario, load_text

ALONE = {"work_from_home": 1.0, "school_closed": 1.0, "hospitality_closed": 1.0, "distancing": 1.0, "curfew": 1.0,
         "visitors_max": 0, "outdoors_max": 2, "threat": 1.0, "uncertainty": 1.0}
NOTHING = {**dict.fromkeys(ALONE, 0.0), "visitors_max": 254, "outdoors_max": 254}


def lockdown_of(measures):
    """Return a scenario of eight days under these measures and no others."""
    given = "".join(f"{name} = {value}\n" for name, value in {**NOTHING, **measures}.items())
    return scenario_of('[[crisis]]\nkind = "lockdown"\n' + given, people=600, days=8)


@lru_cache(maxsize=None)
def the_morning():
    return first_morning(scenario_of("", people=600, days=8), 1)


@lru_cache(maxsize=None)
def lived(measure=None):
    """Return {what: its mean over eight days under one measure at its full value}: contacts by layer, stress and unclearness."""
    sums = {}

    def add(world, today):
        contacts, traits = today.meetings.contacts.astype(np.float64), today.traits
        now = {f"layer {layer}": contacts[:, slot(layer, IN_PERSON)].mean() for layer in range(6)}
        now["at work"] = contacts[traits.works][:, slot(WORK_SCHOOL, IN_PERSON)].mean()
        now["at school"] = contacts[traits.at_school][:, slot(WORK_SCHOOL, IN_PERSON)].mean()
        now["distress"], now["unclear"] = today.feelings.distress.mean(dtype=np.float64), today.state.felt_uncertainty.mean(dtype=np.float64)
        for name, value in now.items():
            sums[name] = sums.get(name, 0.0) + value / 8

    run(lockdown_of({measure: ALONE[measure]} if measure else {}), morning=the_morning(), each=add)
    return sums


@pytest.mark.parametrize(("measure", "what", "left"), [
    ("work_from_home", "at work", 0.2), ("school_closed", "at school", 0.05), ("hospitality_closed", f"layer {FAMILIAR}", 0.5),
    ("hospitality_closed", f"layer {ENCOUNTERS}", 0.5), ("distancing", f"layer {CLOSE}", 0.6), ("distancing", f"layer {NEIGHBOURHOOD}", 0.9),
    ("curfew", f"layer {CLOSE}", 0.95), ("visitors_max", f"layer {CLOSE}", 0.2), ("outdoors_max", f"layer {NEIGHBOURHOOD}", 0.99)])
def test_a_measure_of_its_own_takes_the_contacts_it_is_about(measure, what, left):
    assert lived(measure)[what] < left * lived()[what]


@pytest.mark.parametrize(("measure", "what"), [("threat", "distress"), ("uncertainty", "distress"), ("uncertainty", "unclear")])
def test_an_alarm_of_its_own_is_felt(measure, what):
    assert lived(measure)[what] > lived()[what] + 0.01


@pytest.mark.parametrize(("measure", "what"), [
    ("work_from_home", "at school"), ("school_closed", f"layer {FAMILIAR}"), ("hospitality_closed", f"layer {CLOSE}"),
    ("visitors_max", f"layer {NEIGHBOURHOOD}"), ("curfew", "at work"), ("outdoors_max", f"layer {CLOSE}")])
def test_a_measure_leaves_alone_what_it_is_not_about(measure, what):
    assert lived(measure)[what] == pytest.approx(lived()[what], rel=0.1)  # the rest is people who come across each other


def paired(name, people=600, days=60, seed=1, **changes):
    """Return two lists, with and without the crises of a scenario, of a step's arrays; and the population."""
    scenario = load_scenario(name, people=people, days=days, set=changes)
    morning, kept = first_morning(scenario, seed), ([], [])
    for each, into in zip((scenario, scenario.without_crises()), kept, strict=True):
        run(each, morning=morning, each=lambda world, today, into=into: into.append(seen(today)))
    return *kept, morning.population


def seen(today):
    """Return a dict of float64 (n_people,): feelings, trauma, contacts and what was lost, of a step."""
    contacts, out = today.meetings.contacts, [slot(FAMILIAR, IN_PERSON), slot(ENCOUNTERS, IN_PERSON)]
    return {"distress": today.feelings.distress, "loneliness": today.feelings.loneliness, "trauma": today.state.trauma,
            "neighbours": contacts[:, slot(NEIGHBOURHOOD, IN_PERSON)].astype(float), "out": contacts[:, out].sum(axis=1).astype(float),
            "colleagues": contacts[:, slot(WORK_SCHOOL, IN_PERSON)].astype(float),
            "lost_home": today.everyone(today.conditions.lost_home), "lost_income": today.everyone(today.conditions.lost_income)}


def mean_of(steps, what, who):
    return np.mean([each[what][who].mean(dtype=np.float64) for each in steps])


@pytest.fixture(scope="module", params=["flood", "flood_together"])
def flood(request):
    wet, dry, population = paired(request.param, people=800, days=75)
    return request.param, wet, dry, wet[40]["lost_home"] == 1, population.traits.age >= 12


def test_those_who_lost_their_home_fare_worst_for_long(flood):
    _, wet, dry, displaced, scored = flood
    rise = {who: mean_of(wet[60:], "distress", mask) - mean_of(dry[60:], "distress", mask)
            for who, mask in (("displaced", displaced & scored), ("others", ~displaced & scored))}
    assert rise["displaced"] > 2 * rise["others"] > 0
    assert mean_of(wet[60:], "trauma", displaced) > 0.3 and mean_of(dry, "trauma", scored) == 0


def test_scattered_households_lose_their_neighbours_and_groups_keep_them(flood):
    name, wet, dry, displaced, _ = flood
    left = mean_of(wet[45:], "neighbours", displaced) / mean_of(dry[45:], "neighbours", displaced)
    assert left > 0.7 if name == "flood_together" else left < 0.4


def test_in_the_first_days_of_a_flood_those_whose_homes_stand_see_more_of_their_neighbours(flood):
    _, wet, dry, displaced, _ = flood
    assert mean_of(wet[28:32], "neighbours", ~displaced) > 1.1 * mean_of(dry[28:32], "neighbours", ~displaced)


def test_heat_keeps_people_in_and_leaves_nothing_behind():
    hot, mild, population = paired("heatwave", people=400, days=50, step="day")
    everyone, scored = population.traits.age >= 0, population.traits.age >= 12
    assert mean_of(hot[15:26], "out", everyone) < 0.85 * mean_of(mild[15:26], "out", everyone)
    worst, last = (mean_of(hot[days], "distress", scored) - mean_of(mild[days], "distress", scored) for days in (slice(20, 27), slice(46, 50)))
    assert worst > 0.005 and abs(last) < 0.6 * worst


def test_the_oldest_bear_a_heatwave_worse_than_the_young_and_the_rest():
    hot, mild, population = paired("heatwave", people=1500, days=35, step="day")
    age = population.traits.age
    rise = [mean_of(hot[15:27], "distress", who) - mean_of(mild[15:27], "distress", who) for who in (age >= 75, (age >= 18) & (age < 25), (age >= 25) & (age < 75))]
    assert rise[0] > rise[1] > 0 and rise[0] > 1.5 * rise[2] > 0


def test_a_slump_strains_those_who_lose_an_income_and_takes_their_colleagues():
    slump, calm, population = paired("economic_shock", people=800, days=180)
    poorer, scored = slump[170]["lost_income"] > 0.5, population.traits.age >= 12
    rise = [mean_of(slump[150:], "distress", mask & scored) - mean_of(calm[150:], "distress", mask & scored) for mask in (poorer, ~poorer)]
    assert rise[0] > rise[1] + 0.05 and rise[1] > 0
    both = poorer & population.traits.works
    assert mean_of(slump[150:], "colleagues", both) < 0.8 * mean_of(calm[150:], "colleagues", both)


def test_a_threat_without_measures_moves_feelings_and_closes_nothing():
    tense, calm, population = paired("pandemic_without_lockdown", days=60)
    scored, everyone = population.traits.age >= 12, population.traits.age >= 0
    assert mean_of(tense[25:], "distress", scored) > mean_of(calm[25:], "distress", scored) + 0.05
    assert mean_of(tense[25:], "colleagues", everyone) == pytest.approx(mean_of(calm[25:], "colleagues", everyone), rel=0.03)


def test_a_flood_in_a_lockdown_is_worse_than_either_alone():
    flood = '[[crisis]]\nkind = "flood"\nstart = 2020-03-05\ndisplaced = 0.4\n'
    lockdown = '[[crisis]]\nkind = "lockdown"\nstart = 2020-03-03\n'
    morning = first_morning(load_text(HEAD, people=500, days=20), 1)
    last = {}
    for name, events in (("both", flood + lockdown), ("flood", flood), ("lockdown", lockdown)):
        result = run(load_text(HEAD + events, people=500, days=20), morning=morning)
        last[name] = {outcome: result.table[-8:, 0, k].mean() for k, outcome in enumerate(result.outcomes)}
    for alone in ("flood", "lockdown"):
        assert last["both"]["distress"] > last[alone]["distress"]
        assert last["both"]["contacts_in_person"] < last[alone]["contacts_in_person"]


def test_in_an_ordinary_month_findings_on_disasters_change_no_bit():
    names = ("disaster_exposure", "disaster_social_capital", "hardship", "cut_off", "heat_strain")
    scenario = scenario_of("", people=300, days=28)
    tables = [run(each, seed=1).table for each in (scenario, scenario.model_copy(update={"mechanisms": dict.fromkeys(names, False)}))]
    assert np.array_equal(*tables, equal_nan=True)


@pytest.fixture(scope="module")
def dark():
    """Return the steps of a blackout, of one through which all nets live, and of none; who is scored, and who lives alone."""
    silent, calm, population = paired("blackout_72h", people=500, days=6)
    nets = {"crisis.blackout.phone_hours": 72.0, "crisis.blackout.internet_hours": 72.0}
    talking, _, _ = paired("blackout_72h", people=500, days=6, **nets)
    scored = population.traits.age >= 12
    return silent, talking, calm, scored, population.traits.lives_alone


def test_much_of_what_a_blackout_does_is_the_silence(dark):
    silent, talking, calm, scored, _ = dark
    rise = [mean_of(each[72:], "distress", scored) - mean_of(calm[72:], "distress", scored) for each in (silent, talking)]
    assert rise[0] > 1.3 * rise[1] > 0


def test_silence_is_worst_for_those_who_live_alone(dark):
    silent, talking, _, scored, alone = dark
    more = [mean_of(silent[72:], "distress", who & scored) - mean_of(talking[72:], "distress", who & scored) for who in (alone, ~alone)]
    assert more[0] > more[1] > 0
