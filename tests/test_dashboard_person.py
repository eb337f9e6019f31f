"""Twins without a browser: the day two lives part is the first day on which anything differs, and the reason leads back to the policy."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import ScenarioError, load_text, run  # noqa: E402
from sim.dashboard.encounters import CHANNELS, LAYERS, pairs_with  # noqa: E402
from sim.dashboard.story import story_of  # noqa: E402
from sim.dashboard.told import Telling  # noqa: E402
from sim.dashboard.twins import NEVER, Stopped, highest_rise, live_twins  # noqa: E402

SPRING = """
start = 2020-03-02
days = 30
[population]
people = 150
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-09
until = 2020-03-26
severity = 0.8
"""
HELPLINE = """
[[intervention]]
kind = "helpline"
start = 2020-03-10
reach = {reach}
capacity_per_1000 = 40.0
"""
SEED = 5


def scenario(reach=None, name="spring"):
    """The spring, with a helpline of some reach if there is one."""
    return load_text(SPRING + (HELPLINE.format(reach=reach) if reach is not None else ""), name=name)


@pytest.fixture(scope="module")
def twins():
    """Everybody's two lives, without and with a helpline."""
    return live_twins(scenario(), scenario(0.4, "helped"), 150, SEED)


def test_lives_part_in_the_first_step_in_which_a_meeting_or_a_feeling_differs(twins):
    people = [0, 7, 33, 90, 149, int(np.argmax(twins.parted == NEVER))]
    one, other = (run(each, SEED, morning=twins.mornings[0], trace=people).trace for each in twins.scenarios)
    for person in people:
        states = [[state for _, who, state in trace.states if who == person] for trace in (one, other)]
        met = [[{row[2:] for row in trace.meetings if row[:2] == (step, person)} for step in range(30)] for trace in (one, other)]
        # The state of a step is that at its start, so a change shows one step later.
        felt = next((step - 1 for step in range(30) if any(states[0][step][key] != states[1][step].get(key) for key in states[0][step])), 99)
        seen = next((step for step in range(30) if met[0][step] != met[1][step]), 99)
        last_day_is_unseen = twins.parted[person] == 29 and min(felt, seen) == 99
        assert last_day_is_unseen or min(felt, seen) == (99 if twins.parted[person] == NEVER else twins.parted[person]), person


def test_who_never_parts_feels_the_same_to_the_last_bit(twins):
    same = twins.parted == NEVER
    assert 0 < same.sum() < twins.n_people
    one, other = (lives.distress[:, same] for lives in twins.lives)
    assert one.tobytes() == other.tobytes()
    assert np.array_equal(twins.lives[0].contacts[:, same], twins.lives[1].contacts[:, same])


def test_a_policy_that_reaches_nobody_parts_nobody():
    idle = live_twins(scenario(), scenario(0.0, "idle"), 150, SEED)
    assert (idle.parted == NEVER).all()


def test_the_way_back_ends_with_somebody_whom_the_helpline_reached(twins):
    last = int(np.argmax(np.where(twins.touched > 0, -1, twins.parted)))
    chain = story_of(twins, last).chain
    assert len(chain) > 1 and not chain[0].direct
    assert [link.via for link in chain[:-1]] == [link.row for link in chain[1:]]
    assert chain[-1].direct and chain[-1].events == ("helpline-1",) and "taking_up_help" in chain[-1].mechanisms
    assert all(earlier.step <= later.step for later, earlier in zip(chain, chain[1:], strict=False))


def test_whoever_calls_is_told_with_the_days_of_asking_and_of_the_first_talk(twins):
    caller = int(np.argmin(np.where((twins.via == NEVER) & (twins.parted != NEVER), twins.parted, 99)))
    help_had = story_of(twins, caller).help
    assert (help_had[0].status, help_had[0].step) == ("waiting", twins.parted[caller])
    assert {(each.world, each.course) for each in help_had} == {(1, "help")}


def test_contacts_and_support_are_those_of_the_trace(twins):
    story = story_of(twins, 7)
    trace = run(twins.scenarios[1], SEED, morning=twins.mornings[1], trace=[7]).trace
    first = story.contacts[0]
    assert first.days[1] == len({row[0] for row in trace.meetings if row[2] == first.row and row[4] == "in_person"})
    assert 0.9 < sum(each.support[1] for each in story.contacts) <= 1.0 + 1e-9


def test_layers_and_channels_are_numbered_as_in_the_model(twins):
    seen = {}

    def look(world, today):
        if today.clock.step == 3:
            from sim.dashboard.encounters import day_of
            seen["pairs"] = sorted(pairs_with(day_of(world, today), 7))

    trace = run(twins.scenarios[0], SEED, morning=twins.mornings[0], trace=[7], each=look).trace
    rows = [row for row in trace.meetings if row[0] == 3]
    assert seen["pairs"] == sorted((LAYERS.index(layer) * len(CHANNELS) + CHANNELS.index(channel), other) for _, _, other, layer, channel in rows)


def test_the_highest_rise_is_measured_against_the_first_week(twins):
    rise = highest_rise(twins, 0)
    children = twins.traits["age"] < 12
    assert np.isnan(rise[children]).all() and (rise[~children] >= 0).all()


def test_scenarios_without_common_people_are_refused():
    other = load_text(SPRING.replace("days = 30", "days = 40"), name="longer")
    with pytest.raises(ScenarioError, match="days.*laid side by side"):
        live_twins(scenario(), other, 150, SEED)


def test_work_that_nobody_waits_for_is_given_up():
    with pytest.raises(Stopped):
        live_twins(scenario(), scenario(0.4), 150, SEED, stop=lambda: True)


def test_early_and_late_are_told_by_their_days(twins):
    parted = twins.parted[twins.parted != NEVER]
    telling = Telling(twins, "en")
    first, last = (telling.day(int(step)) for step in (parted.min(), parted.max()))
    assert first != last and f"early is {first}" in telling.when() and f"late is {last}" in telling.when()
    assert Telling(replace(twins, parted=np.full_like(twins.parted, NEVER)), "nl").when() == ""
