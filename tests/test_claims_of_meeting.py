"""Claims about who meets whom, and what meetings do to ties, worked out by hand: visits, faces, work and school, clubs, upkeep."""

import numpy as np
import pytest
from few_people import a_day
from small_worlds import LOCKDOWN, met_over_ties, scenario_of, world_of

from sim.core.layers import CLOSE
from sim.core.ties import CALLED, DORMANT, MET, MET_IN_CLUB
from sim.mechanisms.close_meetings import CloseMeetings
from sim.mechanisms.familiar_faces import FamiliarFaces
from sim.mechanisms.joining_activities import JoiningActivities
from sim.mechanisms.tie_upkeep import TieUpkeep
from sim.mechanisms.work_and_school import WorkAndSchool
from sim.step import step

VISITS = {"initiate": [1, 0.5], "accept": [1, 0.8], "look_in": [1, 2]}
SHUT = LOCKDOWN.replace("2020-03-09", "2020-03-02").replace("ramp_days = 3", "")


def by_layer(meetings):
    """Return {layer: meetings over ties} of what a mechanism says."""
    return {each.layer: each for each in meetings}


def morning(events="", people=200):
    """Return the Today of a first morning, a Monday, with every inclination as usual."""
    today = world_of(scenario_of(events, people=people)).morning()
    today.plan.arrays.update(dict.fromkeys(("initiate", "accept", "attend", "look_in", "go_out", "approach"), np.ones(today.n_people, np.float32)))
    return today


def test_visits_are_started_as_far_as_rules_leave_them_open_and_meetings_outdoors_win_back_part():
    today = a_day(closed={"close": 0.3, "neighbourhood": 0.5}, plan=VISITS, offers={"outdoor_meetings": [0, 0.5]})
    met = by_layer(CloseMeetings(outdoors_worth=0.6).meet(today))
    assert met["close"].start == pytest.approx([0.3, 0.5 * (0.3 + 0.7 * 0.6 * 0.5)])
    assert met["close"].accept == pytest.approx([1, 0.8]) and met["close"].openness == pytest.approx([1, 1])
    assert met["neighbourhood"].start == pytest.approx([0.5, 0.5 * (0.5 + 0.5 * 0.6 * 0.5) * 2])


def test_rules_on_visits_leave_the_people_of_a_household_to_each_other():
    met = by_layer(CloseMeetings().meet(a_day(closed={"close": 0.0}, plan={**VISITS, "initiate": 0.0})))
    assert met["household"].start == pytest.approx([1, 1]) and met["household"].openness == pytest.approx([1, 1])
    assert met["close"].start == pytest.approx([0, 0])


def test_a_cap_on_visitors_holds_for_close_people_only_where_there_is_one():
    today = a_day(plan=VISITS)
    assert by_layer(CloseMeetings().meet(today))["close"].cap is None
    today.conditions.within(np.array([True])).cap_visitors(2)
    met = by_layer(CloseMeetings().meet(today))
    assert met["close"].cap.tolist() == [2, 2] and met["neighbourhood"].cap is None


@pytest.mark.parametrize("caps", [(2, 5), (5, 2)])
def test_where_two_rules_on_visitors_hold_at_once_the_stricter_counts_whichever_comes_first(caps):
    today = a_day(plan=VISITS)
    for most in caps:
        today.conditions.within(np.array([True])).cap_visitors(most)
    assert by_layer(CloseMeetings().meet(today))["close"].cap.tolist() == [2, 2]


def test_familiar_faces_are_met_by_those_who_are_out_and_talk_where_places_are_open():
    today = a_day(closed={"familiar": 0.5}, levels={"nearby": 0.4}, plan={"go_out": [1, 0.5], "approach": [1, 0.8]})
    (faces,) = FamiliarFaces(pace=1.5).meet(today)
    assert faces.start == pytest.approx([1, 0.4]) and faces.accept == pytest.approx([1, 0.5])
    assert faces.openness == pytest.approx([0.5 * 0.4, 0.5 * 0.4]) and faces.scale == 1.5


def test_whoever_is_met_in_a_closed_town_would_have_been_met_in_an_open_one():
    met = {name: {pair for pair in met_over_ties(step(world_of(scenario_of(events, people=400)))) if pair[2:] == ("familiar", "in_person")}
           for name, events in (("open", ""), ("shut", SHUT))}
    assert met["shut"] < met["open"] and len(met["shut"]) < 0.7 * len(met["open"])


def test_pupils_go_where_school_is_open_and_workplaces_that_close_early_are_empty_but_for_a_few():
    today = morning()
    today.conditions.within(np.array([True])).open("school", 0.25)
    today.conditions.within(np.array([True])).open("work", 0.6)
    there, online = (each.chance for each in WorkAndSchool(still_goes=0.05, online=0.4).meet(today)[:2])
    traits = today.traits
    stays = ~traits.at_school & (traits.closes_late < 0.6) & (traits.attendance > 0)
    shut = ~traits.at_school & (traits.closes_late >= 0.6) & (traits.attendance > 0)
    assert stays.any() and shut.any()
    assert there[traits.at_school] == pytest.approx(0.25 * traits.attendance[traits.at_school])
    assert there[stays] == pytest.approx(traits.attendance[stays]) and there[shut] == pytest.approx(0.05 * traits.attendance[shut])
    assert online[shut] == pytest.approx(0.4 * 0.95 * traits.attendance[shut]) and not online[stays].any()


def test_nobody_goes_to_work_or_school_on_a_sunday():
    today = morning()
    today.clock = type(today.clock)(today.clock.start, 6)
    assert today.clock.date.weekday() == 6
    assert not any(each.chance.any() for each in WorkAndSchool().meet(today))


def test_a_tie_gains_by_each_use_and_loses_what_it_usually_gains():
    today = morning()
    close = today.population.ties.of_layer(CLOSE)
    today.met[:] = 0
    today.met[close.start:close.start + 4] = (0, MET, CALLED, MET | CALLED)
    change = TieUpkeep(gain=0.004, call_worth=0.5).bond(today)["strength"]
    four = slice(close.start, close.start + 4)
    loss = 0.004 * (today.usual_met[four] + 0.5 * today.usual_called[four]) * today.strength[four]
    assert change[four] == pytest.approx(np.array([0, 0.004, 0.002, 0.006]) - loss, abs=1e-8)
    assert (loss > 0).any() and not change[:close.start].any()  # ties at home do not fade


def test_close_ties_fade_in_months_of_rules_and_hold_without():
    change = []
    for events in ("", SHUT.replace("until = 2020-03-26", "").replace("ramp_out_days = 4", "")):
        world = world_of(scenario_of(events, people=200, days=60))
        rows = world.population.ties.of_layer(CLOSE)
        for _ in range(60):
            step(world)
        change.append(float((world.strength - world.population.ties.first_strength)[rows].mean()))
    assert abs(change[0]) < 0.002 and change[1] < change[0] - 0.005


def test_a_club_comes_together_on_its_weekday_and_strangers_who_met_there_get_to_know_each_other():
    today = morning('[[intervention]]\nkind = "neighbourhood_activities"\nreach = 1.0\nuptake = 0.5\n')
    (coming,) = JoiningActivities().meet(today)
    invited_today = coming.chance > 0
    assert 0 < invited_today.sum() < 0.4 * today.n_people and coming.chance[invited_today] == pytest.approx(0.5)
    ties = today.population.ties
    dormant, kept = np.flatnonzero(ties.flags & DORMANT)[:2], np.flatnonzero(~ties.flags & DORMANT)[:1]
    today.met[:] = 0
    today.met[[dormant[0], kept[0]]] = MET_IN_CLUB
    woken = JoiningActivities(wakes=0.03).bond(today)["strength"]
    assert woken[dormant].tolist() == pytest.approx([0.03, 0]) and woken[kept[0]] == 0


@pytest.mark.parametrize("kind", ["neighbourhood_activities", "clubs"])
def test_weeks_of_activities_make_new_ties_and_nothing_else_does(kind):
    new = {}
    for name, events in (("offered", f'[[intervention]]\nkind = "{kind}"\nreach = 1.0\nuptake = 1.0\n'), ("not", "")):
        world = world_of(scenario_of(events, people=200))
        for _ in range(30):
            step(world)
        dormant = world.population.ties.flags & DORMANT != 0
        new[name] = int((world.strength[dormant] > 0.05).sum())
    assert new["not"] == 0 and new["offered"] > 50
