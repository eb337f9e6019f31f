"""The pulse of help in an outage, worked out by hand: neighbours and strangers at first, ordinary again within days."""

import pytest
from few_people import a_day
from small_worlds import scenario_of, world_of

from sim.mechanisms.acute_altruism import AcuteAltruism
from sim.step import step

HELP = AcuteAltruism(fades_days=10.0, strangers=0.25)
DARK_FOR_WEEKS = '[[crisis]]\nkind = "blackout"\nstart = 2020-03-03\nuntil = 2020-03-23\nneighbourly = 0.8\n'


def test_the_first_day_brings_neighbours_together_and_a_quarter_as_much_talk_with_strangers():
    plan = HELP.plan(a_day(levels={"neighbourly": 1.6}))
    assert plan["look_in"] == pytest.approx([1.6, 1.6]) and plan["approach"] == pytest.approx([1.15, 1.15])


def test_whoever_has_lived_with_it_for_days_helps_less_and_nobody_turns_away():
    plan = HELP.plan(a_day(levels={"neighbourly": 1.6}, state={"used_to_emergency": [0.2, 0.9]}))
    assert plan["look_in"] == pytest.approx([1.4, 1.0]) and plan["approach"] == pytest.approx([1.1, 1.0])


def test_a_tenth_of_what_is_new_becomes_ordinary_in_a_day_and_is_forgotten_as_slowly():
    used = HELP.feel(a_day(levels={"neighbourly": 1.6}, state={"used_to_emergency": [0, 0.2]}))["used_to_emergency"]
    assert used == pytest.approx([0.06, 0.04])
    assert HELP.feel(a_day(state={"used_to_emergency": 0.2}))["used_to_emergency"] == pytest.approx([-0.02, -0.02])
    assert HELP.feel(a_day(hour=8, levels={"neighbourly": 1.6}))["used_to_emergency"] == pytest.approx([0.06 / 24] * 2)


def test_an_ordinary_day_asks_for_no_help():
    assert HELP.plan(a_day(state={"used_to_emergency": 0.3})) == {}


def test_in_weeks_of_darkness_the_help_of_the_first_days_is_gone_in_the_third_week():
    world = world_of(scenario_of(DARK_FOR_WEEKS, people=60, days=30))
    looked_in = [float(step(world).plan.look_in.max()) for _ in range(22)]
    assert looked_in[0] == 1 and looked_in[1] == pytest.approx(1.8) and looked_in[8] == pytest.approx(1 + 0.8 * 0.9**7, rel=1e-5)
    assert looked_in[20] < 1.15 and looked_in[21] == 1
