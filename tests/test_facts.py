"""Facts: what is kept of people, the statistics of studies worked out by hand, and how a fact is judged."""

from datetime import date

import numpy as np
import pytest

from sim import load_scenario, run
from sim.core.people import Table
from sim.studies.facts.fact import Part
from sim.studies.facts.judging import judged_part
from sim.studies.facts.record import Record, TieRows, Watcher, days_from
from sim.studies.facts.statistics import coreness, correlation, least_squares, log_odds, odds_ratio, relative_risks, rise, within
from sim.studies.facts.table import ARMS, all_facts, arms_of, wanted_of
from sim.studies.facts.measures import MEASURES, TIE_USES

WEEK = days_from(date(2020, 2, 24), 7)


def record_of(means, n_people=4, ties=()):
    """Return a Record of a few people with given means of WEEK and ties between them."""
    ends = np.array(ties, np.int32).reshape(-1, 2)
    rows = TieRows(ends[:, 0], ends[:, 1], *(np.zeros(len(ends)) for _ in range(4)))
    return Record(WEEK.first, Table({"age": np.full(n_people, 40)}), rows, None, {(name, WEEK): np.array(values) for name, values in means.items()},
                  {("met", WEEK): np.arange(len(ends))})


@pytest.fixture(scope="module")
def lived():
    watcher, kept = Watcher([(name, WEEK) for name in MEASURES if name != "lost_home" and "cohesion" not in name and name != "trauma"],
                            [(how, WEEK) for how in TIE_USES]), []

    def watch(world, today):
        watcher(world, today)
        kept.append((today.feelings.distress.copy(), today.meetings.contacts.copy()))

    result = run(load_scenario("baseline", people=300, days=9), 1, each=watch)
    return watcher.record(), kept, result


def test_a_mean_is_over_the_days_of_its_window_and_no_others(lived):
    record, kept, _ = lived
    assert record.mean("distress", WEEK) == pytest.approx(np.mean([distress for distress, _ in kept[:7]], axis=0), abs=1e-6)
    in_person = [contacts[:, 4::4].sum(axis=1) for _, contacts in kept[:7]]
    assert record.mean("contacts_in_person", WEEK) == pytest.approx(np.mean(in_person, axis=0))


def test_facets_add_up_to_distress_and_loneliness(lived):
    record = lived[0]
    scale = record.feelings.distress_scale, record.feelings.loneliness_scale
    assert (record.mean("low_mood", WEEK) + record.mean("worry", WEEK)) / 2 / scale[0] == pytest.approx(record.mean("distress", WEEK), abs=1e-5)
    lonely = (record.mean("emotional_loneliness", WEEK) + record.mean("social_loneliness", WEEK)) / 2 / scale[1]
    assert lonely == pytest.approx(record.mean("loneliness", WEEK), abs=1e-5)


def test_hours_keep_the_same_counts_of_meetings_as_days():
    found = []
    for step in ("day", "hour"):
        watcher = Watcher([("contacts_in_person", WEEK)], [("met", WEEK)])
        scenario = load_scenario("baseline", people=200, days=7)
        run(scenario.model_copy(update={"step": step}), 1, each=watcher)
        found.append((watcher.record().mean("contacts_in_person", WEEK).mean(), watcher.record().uses("met", WEEK).mean()))
    assert found[1] == pytest.approx(found[0], rel=0.02)


def test_rows_hold_the_same_people_and_only_ties_among_them(lived):
    record = lived[0]
    block = record.rows(slice(100, 200))
    assert (block.mean("loneliness", WEEK) == record.mean("loneliness", WEEK)[100:200]).all()
    inside = (record.ties.lower >= 100) & (record.ties.higher < 200)
    assert len(block.ties.lower) == inside.sum() > 0
    assert block.ties.lower.min() >= 0 and block.ties.higher.max() < 100
    assert (block.uses("met", WEEK) == record.uses("met", WEEK)[inside]).all()
    assert (block.traits.age == record.traits.age[100:200]).all()


def test_what_was_not_asked_for_is_said_to_be_missing(lived):
    with pytest.raises(KeyError, match="was not asked for"):
        lived[0].mean("distress", days_from(date(2021, 1, 1), 7))
    with pytest.raises(KeyError, match="no measure 'mood'"):
        Watcher([("mood", WEEK)])


def test_a_rise_is_the_mean_of_paired_differences():
    arms = {"lived": record_of({"distress": [1, 2, 3, 9]}), "no_crisis": record_of({"distress": [0, 2, 2, 0]})}
    assert rise(arms, "distress", WEEK) == pytest.approx(11 / 4)
    assert rise(arms, "distress", WEEK, np.array([True, True, True, False])) == pytest.approx(2 / 3)


def test_an_odds_ratio_is_that_of_the_table():
    exposed, unexposed = np.array([1, 1, 1, 0], bool), np.array([1, 0, 0], bool)
    assert odds_ratio(exposed, unexposed) == pytest.approx(3 / 0.5)
    assert np.isnan(odds_ratio(exposed, np.array([], bool)))


def test_regressions_find_the_slopes_they_were_made_with():
    one, other = np.tile([0.0, 1, 2, 3], 50), np.repeat(np.arange(50) % 7, 4).astype(float)
    assert least_squares(3 + 2 * one - other, one, other) == pytest.approx([2, -1])
    # 30 of 100 with it and 10 of 100 without: odds ratio (3/7) / (1/9)
    exposed, case = np.repeat([1.0, 0.0], 100), np.concatenate([np.arange(100) < 30, np.arange(100) < 10])
    assert log_odds(case, exposed) == pytest.approx([np.log((3 / 7) / (1 / 9))])


def test_within_takes_each_persons_own_mean_off():
    assert within(np.array([[1.0, 10.0], [3.0, 30.0]])).tolist() == [-1, -10, 1, 10]


def test_correlation_is_one_along_a_line_and_unknown_of_a_constant():
    assert correlation(np.arange(5.0), 2 * np.arange(5.0) + 1) == pytest.approx(1)
    assert np.isnan(correlation(np.ones(5), np.arange(5.0)))


def test_a_ring_with_a_tail_has_its_periphery_in_the_tail():
    # 0 - 1 - 2 - 0 is a ring of two ties each, 3 hangs on 0, 4 on 3, and 5 has no tie.
    assert coreness(6, np.array([0, 1, 0, 0, 3]), np.array([1, 2, 2, 3, 4])).tolist() == [2, 2, 2, 1, 1, 0]


def test_risks_along_a_line_of_five_count_pairs_at_each_distance():
    # 0 - 1 - 2 - 3 - 4, and 0 and 1 are lonely. One step: 2 of 8 ordered pairs have both; 3 of 8 ends are lonely.
    has = np.array([1, 1, 0, 0, 0], bool)
    first, second, third = relative_risks(5, np.arange(4), np.arange(1, 5), has)
    assert first == pytest.approx((2 / 8) / (3 / 8) ** 2)
    assert second == 0 and third == 0  # 0-2, 1-3, 2-4 and 0-3, 1-4: never both


@pytest.mark.parametrize(("low", "high", "value", "half_width", "passed"), [
    (0.0, 1.0, 0.5, 0.2, True), (0.0, 1.0, 0.5, 0.26, False), (0.0, 1.0, 1.1, 0.01, False),
    (0.0, None, 0.1, 0.09, True), (0.0, None, 0.1, 0.11, False), (None, 0.05, 0.03, 0.01, True), (0.0, 1.0, float("nan"), 0.1, False),
])
def test_a_part_passes_inside_its_range_when_it_is_known_well_enough(low, high, value, half_width, passed):
    assert judged_part(Part("x", low, high, ""), value, half_width).passed is passed


def test_every_fact_asks_for_measures_and_arms_that_exist():
    facts = all_facts()
    assert len({each.name for each in facts}) == len(facts) >= 26
    for each in facts:
        assert set(each.arms) <= set(ARMS) and each.source and each.parts
        assert {name for name, _ in each.wanted} <= set(MEASURES) and {name for name, _ in each.wanted_of_ties} <= set(TIE_USES)
        assert all(part.reported or part.low is not None or part.high is not None for part in each.parts)


def test_facts_of_one_scenario_share_their_runs():
    facts = [each for each in all_facts() if each.name in ("C8", "V2")]
    wanted, _ = wanted_of(facts, "lived")
    assert arms_of(facts) == ["lived", "no_crisis"]
    assert len(wanted) == len(set(wanted)) == 41  # distress over eight weeks, two facets in twenty weeks
