"""What a crisis of given values does to the conditions of a day or an hour, and that `explain` tells the same."""

from datetime import date, timedelta

import numpy as np
import pytest
from small_worlds import LOCKDOWN, PANDEMIC, scenario_of, world_of

from sim.core.conditions import NO_CAP, Conditions
from sim.core.layers import CHANNELS, SETTINGS
from sim.timeline.clock import Clock
from sim.timeline.crises import Blackout, Lockdown
from sim.timeline.events import Series
from sim.timeline.explain import explain
from sim.timeline.height import height_of
from sim.timeline.load import load_scenario

START = date(2020, 3, 2)
DARK = '[[crisis]]\nkind = "blackout"\nstart = 2020-03-03T06:00:00\nuntil = 2020-03-05\n'


def day_of(event, day, by_hour=False):
    """Return the Conditions of a day (or hour) under one crisis."""
    clock = Clock(START, day, by_hour)
    conditions = Conditions(clock=clock)
    event.change(conditions.within(np.array([True])), event.level(clock))
    return conditions


def told(events, **size):
    """Return what `explain` says of the crises of a scenario, on one line."""
    return " ".join(explain(scenario_of(events, **size)).split())


@pytest.mark.parametrize("by_hour", [False, True])
@pytest.mark.parametrize("net", ["power", "phone", "internet"])
def test_a_blackout_of_a_hundredth_silences_a_hundredth(net, by_hour):
    whole, hundredth = (Blackout(severity=share, start=START, until=START + timedelta(days=3)) for share in (1.0, 0.01))
    step = 30 if by_hour else 1
    assert getattr(day_of(whole, step, by_hour), net) == 0
    assert getattr(day_of(hundredth, step, by_hour), net) == pytest.approx(0.99)


def test_a_blackout_that_follows_a_series_silences_phones_by_the_days_severity():
    event = Blackout(severity=Series(start=START, daily=(0.2, 0.6)), start=START, until=START + timedelta(days=2), phone_hours=0.0)
    assert [float(day_of(event, day).phone) for day in (0, 1)] == pytest.approx([0.8, 0.4])


def test_phones_fail_when_batteries_are_empty_and_a_day_is_the_mean_of_its_hours():
    event = Blackout(start=START, until=START + timedelta(days=1), phone_hours=18.0, internet_hours=0.0, severity=0.5)
    assert [float(day_of(event, hour, by_hour=True).phone) for hour in (17, 18)] == [1.0, 0.5]
    assert float(day_of(event, 0).phone) == pytest.approx(1 - 0.5 * 6 / 24)
    assert float(day_of(event, 0).internet) == pytest.approx(0.5)


@pytest.mark.parametrize("events, step", [
    (DARK, "hour"), (DARK, "day"), (DARK + "severity = 0.3\n", "hour"), (DARK + "restored = [[0.0, 1.0], [6.0, 0.4], [9.0, 0.0]]\n", "hour"),
    (LOCKDOWN + "fatigue = 0.4\nvisitors_max = 1\n", "day"), (PANDEMIC + "threat = 0.5\n", "day"),
])
def test_explain_tells_what_the_calendar_does_at_its_strongest(events, step):
    scenario = scenario_of(events, people=100, step=step)
    calendar, height = world_of(scenario).calendar, height_of(scenario.crisis[0], scenario)
    lived = [calendar.conditions_at(Clock(START, each, step == "hour")) for each in range(30 * (24 if step == "hour" else 1))]
    for setting in SETTINGS:
        for k, channel in enumerate(CHANNELS):
            assert height.open[setting][k] == min(float(each.open_to(setting, channel)) for each in lived), (setting, channel)
    for net in ("power", "phone", "internet"):
        assert height.levels[net] == min(float(getattr(each, net)) for each in lived)
    for more in ("threat", "uncertainty", "neighbourly", "digital_push"):
        assert height.levels[more] == max(float(getattr(each, more)) for each in lived)
    assert (height.visitors or NO_CAP) == min(int(each.visitors_cap()) for each in lived)


def test_phones_that_outlast_the_blackout_are_told_to_work():
    short = DARK.replace("until = 2020-03-05", "until = 2020-03-03T09:00:00")
    assert "phones that work" not in told(short, step="hour")
    assert "phones that work: 0%" in told(DARK, step="hour")
    assert "60% more meetings between neighbours" in told(DARK, step="hour")


def neighbourhood(**values):
    """Return how open the neighbourhood is under a lockdown."""
    return float(day_of(Lockdown(start=START, severity=0.7, **values), 0).open_to("neighbourhood"))


def test_the_fewer_may_meet_outdoors_the_fewer_neighbours_meet():
    found = [neighbourhood(outdoors_max=most) for most in (1, 2, 3, 4, 10, 254)]
    assert found == sorted(found) and found[0] == found[1] and len(set(found)) == 5
    assert neighbourhood() >= found[-1] > 0.999 * neighbourhood()


def test_two_outdoors_cost_a_tenth_at_full_distancing_and_four_a_twentieth():
    free = neighbourhood(distancing=1.0)
    assert [neighbourhood(distancing=1.0, outdoors_max=most) / free for most in (2, 4)] == pytest.approx([0.9, 0.95])


def test_a_cap_on_visits_holds_from_half_of_the_lockdowns_own_severity():
    event = Lockdown(start=START, severity=0.4, ramp_days=3, visitors_max=2)  # 0.1, 0.2, 0.3, 0.4
    assert [int(day_of(event, day).visitors_cap()) for day in range(4)] == [NO_CAP, 2, 2, 2]


def test_a_cap_on_visits_under_a_series_holds_from_a_half():
    event = Lockdown(start=START, severity=Series(start=START, daily=(0.49, 0.5, 0.9, 0.1)), visitors_max=1)
    assert [int(day_of(event, day).visitors_cap()) for day in range(4)] == [NO_CAP, 1, 1, NO_CAP]


def test_a_lockdown_tells_only_measures_that_it_takes():
    only_schools = 'severity = 1.0\nwork_from_home = 0.0\nschool_closed = 0.9\nhospitality_closed = 0.0\ndistancing = 0.0\nthreat = 0.0\nuncertainty = 0.0\n'
    said = told('[[crisis]]\nkind = "lockdown"\nvisitors_max = 1\n' + only_schools)
    assert "Measures: 90% of school days cancelled, at most 1 visitor a day. Severity 1." in said
    taken = said[said.index("Measures:"):said.index("Severity 1.")]  # what it rests on, told after that, names all measures
    assert "hreat" not in taken and "ospitality" not in taken and "outdoors" not in taken


def test_a_strict_lockdown_tells_its_caps_and_alarms():
    said = told('[[crisis]]\nkind = "lockdown"\noutdoors_max = 4\n')
    assert "at most 2 visitors a day, groups of at most 4 outdoors. Threat and uncertainty rise." in said
    assert "Uncertainty rises." in told('[[crisis]]\nkind = "lockdown"\nthreat = 0.0\n')


def test_a_crisis_without_threat_or_neighbours_does_not_tell_them():
    assert "days are unclear, and the news" in told('[[crisis]]\nkind = "pandemic_threat"\nthreat = 0.0\n')
    assert "neighbours" not in told(DARK + "neighbourly = 0.0\n")
    assert "It changes nothing." in told('[[crisis]]\nkind = "lockdown"\nseverity = 0.0\n')


def test_no_lockdown_of_the_dutch_calendar_tells_of_threat():
    said = explain(load_scenario("netherlands_2020"))
    assert "Threat" not in said and said.count("Measures:") == 11


def test_days_lived_under_measures_before_count_as_fatigue():
    level = {before: Lockdown(start=START, severity=0.8, fatigue=0.5, fatigue_days=100.0, days_before=before).level(Clock(START, 10)) for before in (0, 90)}
    assert level[0] == pytest.approx(0.8 * (1 - 0.5 * (1 - np.exp(-0.1))))
    assert level[90] == pytest.approx(0.8 * (1 - 0.5 * (1 - np.exp(-1.0))))
    assert "lived under" not in told(LOCKDOWN + "fatigue = 0.5\n")
    assert "after 90 days lived under measures before" in told(LOCKDOWN + "fatigue = 0.5\ndays_before = 90\n")


def test_a_lockdown_counts_the_days_under_those_before_it_each_day_once():
    days = {crisis.name: crisis.days_before for crisis in load_scenario("netherlands_2020").crisis if crisis.kind == "lockdown"}
    assert days["first steps"] == 56 and days["curfew"] == 313 and days["summer 2021"] == 446  # from 16 March 2020, the curfew beside the lockdown of that winter
    without = {crisis.name: crisis.days_before for crisis in load_scenario("netherlands_2020", set=["crisis.summer.enabled=false"]).crisis if crisis.kind == "lockdown"}
    assert without["terraces open"] == 78 and without["partial lockdown"] == 112


def test_days_that_a_file_gives_are_kept():
    given = load_scenario("netherlands_2020", set=["crisis.summer.days_before=3"])
    assert {crisis.name: crisis.days_before for crisis in given.crisis if crisis.kind == "lockdown"}["summer"] == 3
