"""How state changes, how feelings are made up, sums over groups, and how events rise and fade: by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from reference import sums
from small_worlds import scenario_of, world_of

from sim.core.conditions import Conditions
from sim.core.feelings import Feelings, decay, root, saturated
from sim.core.people import QUANTITIES, apply_contributions
from sim.groups import Groups, first_morning_groups
from sim.mechanisms.stress_response import buffered_threat
from sim.population.build import build_population
from sim.run import Recorder, step_and_price
from sim.timeline.clock import Clock
from sim.timeline.crises import PandemicThreat
from sim.timeline.events import Series

FEELINGS = Feelings()


def numbers(*values):
    return np.array(values, np.float32)


def test_a_level_moves_its_share_of_the_way_to_the_sum_of_contributions():
    new = apply_contributions(numbers(0.2), QUANTITIES["need"], [numbers(0.5), numbers(0.1)], 1.0, FEELINGS)
    assert new == pytest.approx(0.2 + (1 - np.exp(-1 / FEELINGS.need_days)) * (0.6 - 0.2), abs=1e-6)


def test_twenty_four_hours_move_a_level_as_far_as_a_day():
    day = hours = numbers(0.2)
    day = apply_contributions(day, QUANTITIES["worry"], [numbers(1.5)], 1.0, FEELINGS)
    for _ in range(24):
        hours = apply_contributions(hours, QUANTITIES["worry"], [numbers(1.5)], 1 / 24, FEELINGS)
    assert hours == pytest.approx(day, abs=1e-6)


def test_a_sum_adds_contributions_and_stays_in_its_range():
    assert apply_contributions(numbers(0.5, 1.9), QUANTITIES["expected_reward"], [numbers(0.2, 0.2)], 1.0, FEELINGS) == pytest.approx([0.7, 2.0])


def test_effects_bend_towards_four_sd():
    assert saturated(numbers(0.1)) == pytest.approx(0.1, rel=1e-3)
    assert saturated(numbers(4.0)) == pytest.approx(4 / np.sqrt(2), rel=1e-6)
    assert abs(saturated(numbers(-1000.0))) <= 4


def test_decay_over_a_half_life_leaves_a_half():
    assert decay(10 * np.log(2), 10) == pytest.approx(0.5, rel=1e-12)


def test_the_root_of_a_covariance_gives_it_back():
    covariance = FEELINGS.correlations()
    assert np.allclose(root(covariance) @ root(covariance).T, covariance, atol=1e-14)
    assert np.array_equal(np.triu(root(covariance), 1), np.zeros((4, 4)))


def test_the_ordinary_fluctuation_keeps_its_spread():
    wave = FEELINGS.first_fluctuation(3, 40_000)
    for day in range(1, 30):
        wave = FEELINGS.next_fluctuation(wave, 3, day)
    expected = np.sqrt(1 - np.array([FEELINGS.distress_trait_share] * 2 + [FEELINGS.loneliness_trait_share] * 2))
    assert np.allclose(wave.std(axis=0, dtype=np.float64), expected, rtol=4 / np.sqrt(2 * 40_000))
    assert np.allclose(np.corrcoef(wave.T), FEELINGS.correlations(), atol=0.02)


def test_sums_over_groups_are_those_of_their_members():
    masks = np.array([[True] * 4, [True, True, False, False], [False, True, True, False]])
    kinds, cell = np.unique(masks, axis=1, return_inverse=True)
    groups = Groups(("all", "first", "middle"), masks, cell.reshape(-1).astype(np.int64), np.ascontiguousarray(kinds.T), np.array([5, 13, 40, 80]))
    assert groups.sums(np.array([[1.0, 2.0, 4.0, 8.0], [1.0, 1.0, 1.0, 1.0]])).tolist() == [[15, 4], [3, 2], [6, 2]]
    assert groups.scored("15+").tolist() == [2, 0, 1]


def test_sums_over_the_groups_of_a_first_morning_are_those_of_their_members():
    population = build_population(scenario_of(people=400), 1)
    groups, traits = first_morning_groups(population, FEELINGS), population.traits
    values = np.stack([np.arange(400.0), traits.age.astype(np.float64)])
    assert np.array_equal(groups.sums(values), groups.masks.astype(np.float64) @ values.T)  # whole numbers: exact in whatever order
    members = dict(zip(groups.names, groups.sums(np.ones((1, 400)))[:, 0], strict=True))
    wanted = {"everyone": 400, "women": traits.woman.sum(), "age 75+": (traits.age >= 75).sum(), "living alone": traits.lives_alone.sum(), "students": traits.student.sum()}
    assert {name: members[name] for name in wanted} == wanted and 0 < members["low mood"] < 120


def test_support_takes_its_share_off_a_threat():
    assert buffered_threat(0.5, numbers(0.0, 0.5, 1.0), np.float32(0.6)) == pytest.approx([0.5, 0.35, 0.2])


def ramp_on(event, day):
    return event.ramp(Clock(date(2020, 3, 1), day))


def test_an_event_rises_over_its_ramp_and_fades_after_its_end():
    event = PandemicThreat(start=date(2020, 3, 3), until=date(2020, 3, 8), ramp_days=2, ramp_out_days=1)
    assert [ramp_on(event, day) for day in range(9)] == pytest.approx([0, 0, 1 / 3, 2 / 3, 1, 1, 1, 0.5, 0])


def test_an_event_that_ends_while_rising_fades_from_where_it_was():
    event = PandemicThreat(start=date(2020, 3, 1), until=date(2020, 3, 3), ramp_days=3, ramp_out_days=3)
    assert [ramp_on(event, day) for day in range(4)] == pytest.approx([0.25, 0.5, 0.5 * 0.75, 0.5 * 0.5])


def test_a_series_holds_its_first_value_before_and_its_last_after():
    series = Series(start=date(2020, 3, 2), daily=(0.1, 0.5, 0.3))
    assert [series.on(date(2020, 3, day)) for day in range(1, 7)] == [0.1, 0.1, 0.5, 0.3, 0.3, 0.3]


def test_overlapping_events_multiply_openness_join_alarms_and_take_the_lowest_cap():
    conditions = Conditions()
    for share, threat, cap in ((0.5, 0.4, 3), (0.4, 0.5, 6)):
        editor = conditions.within(np.array([True]))
        editor.open("close", share)
        editor.alarm(threat=threat)
        editor.cap_visitors(cap)
    assert conditions.open_to("close") == pytest.approx(0.2)
    assert conditions.threat == pytest.approx(1 - 0.6 * 0.5)
    assert conditions.visitors_cap() == 3


def test_no_phone_net_closes_the_phone_and_no_internet_the_screens():
    conditions = Conditions()
    conditions.within(np.array([True])).scale(phone=0.25, internet=0.5)
    assert [conditions.open_to("close", channel) for channel in ("in_person", "phone", "text", "video")] == [1, 0.25, 0.5, 0.5]


@pytest.mark.parametrize("name", ["low_mood", "need", "low_mood_relief"])
@pytest.mark.parametrize("n_people", [1, 1024, 1500])
def test_a_state_moves_for_each_person_by_that_persons_row_alone(name, n_people):
    random, quantity = np.random.default_rng(n_people), QUANTITIES[name]
    old, first, second = (random.normal(0, 2, n_people).astype(np.float32) for _ in range(3))
    scored = random.random(n_people) < 0.7
    new = apply_contributions(old, quantity, [first, second], 1.0, FEELINGS, scored)
    share = np.float32(1 if quantity.rule == "sum" else 1 - decay(1.0, getattr(FEELINGS, quantity.days)))
    low, high = np.float32(quantity.low), np.float32(quantity.high)
    for i in range(n_people):
        assert new[i] == sums.moved(old[i], first[i] + second[i], scored[i], share, quantity.rule == "sum", quantity.saturates, low, high)


@pytest.mark.parametrize("said", [2, 2.0, [2.0] * 300, (1.0, 0.5)])
def test_an_outcome_of_a_users_own_may_say_one_number_for_all(said):
    world = world_of(scenario_of(people=300))
    recorder = Recorder(first_morning_groups(world.population, FEELINGS), 1)
    mine = replace(recorder.outcomes[0], of="12+", of_step=lambda today: said)
    recorder.outcomes = [mine] * len(recorder.outcomes)
    step_and_price(world, recorder.record)
    assert recorder.table[0, 0, 0] == 2 and (recorder.table[0, 0] == 2)[recorder.people_scored[0] == recorder.people_scored[0, 0]].all()
