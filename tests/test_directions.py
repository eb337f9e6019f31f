"""Crises and interventions move people the way their sentences say."""

import numpy as np
import pytest

from sim.core.layers import IN_PERSON, NEIGHBOURHOOD, slot
from sim.run import first_morning, run
from sim.timeline.load import load_scenario


def test_in_a_blackout_neighbours_meet_more_than_without_one():
    dark = load_scenario("blackout_72h", people=600, days=5)
    morning, met = first_morning(dark, 1), []
    for scenario in (dark, dark.without_crises()):
        daily = np.zeros(5)

        def count(world, today, daily=daily):
            daily[today.clock.day] += today.meetings.contacts[:, slot(NEIGHBOURHOOD, IN_PERSON)].sum()

        run(scenario, morning=morning, each=count)
        met.append(daily)
    assert met[0][3] > 1.2 * met[1][3]  # the power failed on day 2 and is out all of day 3


@pytest.mark.parametrize(("name", "outcome", "better"), [
    ("netherlands_2020_helpline", "distress", -1), ("netherlands_2020_outdoors", "contacts_in_person", 1),
    ("netherlands_2020_neighbours", "company", 1), ("netherlands_2020_neighbours", "loneliness", -1),
    ("netherlands_2020_check_in_calls", "loneliness", -1), ("netherlands_2020_stepped_care", "distress", -1), ("netherlands_2020_virtual_meetings", "contacts_remote", 1)])
def test_a_policy_does_what_it_is_for(name, outcome, better):
    helped, without = (load_scenario(each, people=600, days=100) for each in (name, "netherlands_2020"))
    morning = first_morning(without, 1)
    last = [run(scenario, morning=morning) for scenario in (helped, without)]
    column = last[0].outcomes.index(outcome)
    difference = (last[0].table - last[1].table)[60:, 0, column].mean()
    assert better * difference > 0
