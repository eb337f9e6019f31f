"""Whom a flood, an earthquake, heat and a slump strike, what they change for them day by day, and that it is told."""

import csv
from datetime import date, datetime

import numpy as np
import pytest
from small_worlds import scenario_of, world_of

from sim.core.conditions import Conditions
from sim.timeline.clock import Clock
from sim.timeline.errors import ScenarioError
from sim.timeline.explain import explain
from sim.timeline.hazards import DAMAGED, STREET, EconomicShock, Flood, Heatwave, fading
from sim.timeline.height import height_of
from sim.timeline.load import load_scenario

START = date(2020, 3, 2)
FLOOD = '[[crisis]]\nkind = "flood"\nname = "water"\nstart = 2020-03-04\ndisplaced = 0.3\ndamaged = 0.3\nacute_days = 2\ndisplaced_days = 12\n'
SLUMP = '[[crisis]]\nkind = "economic_shock"\nlost_work = 0.25\n'
BUILTIN = ("flood", "flood_together", "earthquake", "heatwave", "economic_shock", "pandemic_without_lockdown", "two_crises")


def conditions_on(world, day):
    """Return the Conditions of a day."""
    return world.calendar.conditions_at(Clock(START, day))


def by_person(world, day, level):
    """Return a level of a day as one number a person."""
    return np.broadcast_to(getattr(conditions_on(world, day), level), (world.population.n_people,))


@pytest.fixture(scope="module")
def flooded():
    """Return a World of three areas, two of them flooded on the third day."""
    return world_of(scenario_of(FLOOD + "area = [0, 2]\n", people=1200))


def test_a_flood_moves_whole_households_and_whole_streets(flooded):
    lost, household = by_person(flooded, 2, "lost_home"), flooded.population.traits.household
    in_area = np.isin(flooded.population.traits.area, (0, 2))
    for of in (household, household // STREET):
        for each in np.unique(of[in_area]):
            assert len(set(lost[in_area & (of == each)].tolist())) == 1


def test_a_flood_strikes_about_the_shares_asked_for_and_nobody_elsewhere(flooded):
    lost, area = by_person(flooded, 2, "lost_home"), flooded.population.traits.area
    assert (lost[area == 1] == 0).all()
    struck = lost[area != 1]
    assert {round(float(each), 3) for each in set(struck.tolist())} == {0.0, DAMAGED, 1.0}
    assert (struck == 1).mean() == pytest.approx(0.3, abs=0.12)
    assert np.isclose(struck, DAMAGED).mean() == pytest.approx(0.3, abs=0.12)


def test_the_same_households_are_struck_whether_or_not_streets_stay_together(flooded):
    together = world_of(scenario_of(FLOOD + "area = [0, 2]\nkept_together = 1.0\n", people=1200))
    assert np.array_equal(by_person(flooded, 2, "lost_home"), by_person(together, 2, "lost_home"))
    assert (by_person(together, 2, "nearby") == 1).all()
    assert set(by_person(flooded, 2, "nearby")[by_person(flooded, 2, "lost_home") == 1].tolist()) == {float(np.float32(0.2))}


def test_the_blow_of_all_days_together_is_that_of_losing_ones_home(flooded):
    displaced = by_person(flooded, 2, "lost_home") == 1
    whole = sum(by_person(flooded, day, "shock") for day in range(30))
    assert whole[displaced] == pytest.approx(1.0, abs=0.06)
    assert (whole[flooded.population.traits.area == 1] == 0).all()
    assert by_person(flooded, 4, "shock").max() == 0


def test_the_displaced_come_home_in_the_last_third_of_their_time(flooded):
    lost = [by_person(flooded, day, "lost_home").max() for day in range(20)]
    assert lost[:2] == [0, 0] and lost[2:11] == [1] * 9
    assert lost[12] == pytest.approx(0.5) and max(lost[14:]) == 0


def test_power_and_phones_are_back_after_the_days_of_danger_and_help_fades(flooded):
    assert [by_person(flooded, day, "phone").min() for day in (1, 2, 3, 4)] == [1.0, 0.5, 0.5, 1.0]
    help_of_others = [by_person(flooded, day, "neighbourly").max() for day in range(2, 20)]
    assert help_of_others[0] > 1.9 and help_of_others == sorted(help_of_others, reverse=True) and help_of_others[-1] < 1.05


def test_what_fades_is_whole_until_a_day_and_gone_by_another():
    assert [fading(day, 4, 8) for day in (0, 4, 5, 6, 8, 90)] == [1, 1, 0.75, 0.5, 0, 0]


def test_a_slump_takes_work_from_workers_and_income_from_their_households():
    world = world_of(scenario_of(SLUMP, people=1200))
    traits, conditions = world.population.traits, conditions_on(world, 0)
    out_of_work = np.broadcast_to(conditions.open_to("work") == 0, (1200,))
    assert not out_of_work[~traits.works].any()
    assert out_of_work[traits.works].mean() == pytest.approx(0.25, abs=0.06)
    poorer = by_person(world, 0, "lost_income") == 1
    assert set(traits.household[poorer]) == set(traits.household[out_of_work]) and (poorer & ~out_of_work).any()
    assert (np.broadcast_to(conditions.open_to("work", "video"), (1200,))[out_of_work] == 0).all()


def test_nobody_is_struck_where_shares_are_0():
    world = world_of(scenario_of(FLOOD.replace("0.3", "0.0") + SLUMP.replace("0.25", "0.0"), people=300))
    assert by_person(world, 2, "lost_home").max() == by_person(world, 2, "lost_income").max() == 0


def test_heat_is_outside_by_day_and_indoors_by_night_and_a_day_is_its_mean():
    def heat(step, by_hour):
        conditions = Conditions(clock=Clock(START, step, by_hour))
        Heatwave().change(conditions.within(np.array([True])), 0.8)
        return float(conditions.heat)

    hours = [heat(hour, True) for hour in range(24)]
    assert heat(0, False) == pytest.approx(np.mean(hours), abs=1e-6)
    assert min(hours[11:20]) > max(hours[:8]) > max(hours[8:11])


def test_zones_are_few_where_crises_strike_people_in_many_ways():
    world = world_of(scenario_of(FLOOD + FLOOD.replace("water", "rain") + SLUMP, people=1200))
    conditions = conditions_on(world, 2)
    assert conditions.levels["threat"].shape[0] <= 3 * 3 * 3


def test_two_crises_at_once_multiply_what_is_open_and_join_their_alarms():
    lockdown = '[[crisis]]\nkind = "lockdown"\nseverity = 0.8\n'
    both, wet, locked = (world_of(scenario_of(events, people=400)) for events in (FLOOD + lockdown, FLOOD, lockdown))
    for setting in ("close", "familiar", "work", "school", "encounters"):
        each = [conditions_on(world, 2).open_to(setting) for world in (both, wet, locked)]
        assert np.allclose(each[0], each[1] * each[2]), setting
    threat = [by_person(world, 2, "threat") for world in (both, wet, locked)]
    assert np.allclose(1 - threat[0], (1 - threat[1]) * (1 - threat[2]))
    assert (conditions_on(both, 2).visitors_cap() == conditions_on(locked, 2).visitors_cap()).all()


@pytest.mark.parametrize("name", BUILTIN)
def test_a_shipped_crisis_is_told_in_plain_words(name):
    said = explain(load_scenario(name, people=500))
    assert not {"lost_home", "lost_income", "nearby", "shock", "None"} & set(said.replace(",", " ").replace(".", " ").split())
    assert len(said) > 300


def test_explain_tells_what_those_who_are_struck_live_under():
    said = " ".join(explain(load_scenario("flood", people=500)).split())
    assert "For those who have to leave their homes: close" in said and "10% of neighbours and familiar faces still near" in said
    assert "a home lost to 100%" in said and "For those whose homes are damaged: " in said
    slump = " ".join(explain(load_scenario("economic_shock", people=500)).split())
    assert "For those who lose their work: work 0% open in person, work 0% open video." in slump
    assert "10% of people at work lose it" in slump


def test_what_explain_tells_of_the_displaced_is_what_the_calendar_does(flooded):
    scenario = flooded.scenario
    height = height_of(scenario.crisis[0], scenario, ("displaced",))
    displaced = by_person(flooded, 2, "lost_home") == 1
    for level, most in (("threat", max), ("shock", max), ("lost_home", max), ("nearby", min), ("phone", min)):
        assert height.levels[level] == most(most(by_person(flooded, day, level)[displaced]) for day in range(30)), level
    others = height_of(scenario.crisis[0], scenario)
    assert others.levels["lost_home"] == 0 and 0 < others.levels["shock"] < height.levels["shock"]


def test_flood_and_slump_say_what_their_own_values_are():
    assert "12% of households" in Flood().told(1.0) and "20% of their neighbours" in Flood().told(1.0)
    assert "live elsewhere" not in Flood(displaced=0.0).told(1.0) and "damaged" not in Flood(damaged=0.0).told(1.0)
    assert EconomicShock(lost_work=0.0).told(1.0) == "People fear for their work and income."


def hours_out(row):
    """Return how long an outage lasted, in hours."""
    return float(row["outage_duration"]) / 60


def test_shipped_blackouts_last_as_long_as_large_outages_do(shared):
    with open(shared / "data" / "power_outages_us" / "events.csv", encoding="utf-8") as file:
        lasted = np.array([hours_out(row) for row in csv.DictReader(file) if row["outage_duration"]])
    assert len(lasted) > 1400
    for name, low, high in (("blackout_amsterdam_2017", 0.25, 0.5), ("two_crises", 0.5, 0.8), ("blackout_72h", 0.75, 0.9)):
        event = next(each for each in load_scenario(name).crisis if each.kind == "blackout")
        hours = next(hour for hour, dark in event.restored if dark == 0)
        assert isinstance(event.start, datetime) and low < (lasted < hours).mean() < high, name


def test_a_flood_cannot_end_while_people_are_still_away_from_home():
    with pytest.raises(ScenarioError, match=r'"until": expected no end, or 2020-03-16 or later, .*displaced_days = 12.*, got 2020-03-15'):
        scenario_of(FLOOD + "until = 2020-03-15\n", days=30)
    assert scenario_of(FLOOD + "until = 2020-03-16\n", days=30).crisis[0].until == date(2020, 3, 16)
    unharmed = FLOOD.replace("displaced = 0.3\ndamaged = 0.3", "displaced = 0.0\ndamaged = 0.0")
    assert scenario_of(unharmed.replace("displaced_days = 12\n", "") + "until = 2020-03-08\n", days=30).crisis[0].until == date(2020, 3, 8)


def test_at_half_severity_flood_and_slump_tell_what_the_table_shows():
    half = Flood(outage=0.6, kept_together=0.2).told(0.5)
    assert "fail for 30% of connections" in half and "60% of their neighbours" in half and "weighs 50% of a home" in half
    slump = EconomicShock(lost_work=0.08).told(0.5)
    assert "strikes 8% of people at work: 50% of their workplaces go" in slump and "loses 50% of an income" in slump
