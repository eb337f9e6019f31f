"""Intervals over pairs, families of tests, and the table of effects, by hand."""

import numpy as np
import pandas as pd
import pytest
from compared_worlds import everywhere, written_by_hand

from sim.studies.differences import COLUMNS, beyond
from sim.studies.gains import against_the_rest
from sim.studies.intervals import benjamini_hochberg, holm, paired_intervals


def row_of(effects, scenario, outcome, group="everyone", window="all", baseline="crisis"):
    """Return one row of effects as a Series."""
    chosen = effects[(effects["scenario"] == scenario) & (effects["baseline"] == baseline) & (effects["outcome"] == outcome)
                     & (effects["group"] == group) & (effects["window"] == window)]
    assert len(chosen) == 1
    return chosen.iloc[0]


def test_the_interval_of_one_to_five_is_that_of_the_textbook():
    # Mean 3, SD 1.5811, standard error 0.7071, t of 4 degrees of freedom 2.7764.
    mean, low, high, p, n = paired_intervals([[1.0], [2.0], [3.0], [4.0], [5.0]])
    assert (mean[0], n[0]) == (3.0, 5)
    assert low[0] == pytest.approx(3 - 1.96324, abs=1e-4)
    assert high[0] == pytest.approx(3 + 1.96324, abs=1e-4)
    assert p[0] == pytest.approx(0.0132, abs=1e-4)


def test_four_pairs_give_a_mean_and_no_interval():
    mean, low, high, p, n = paired_intervals([[1.0], [2.0], [3.0], [4.0]])
    assert mean[0] == 2.5
    assert np.isnan([low[0], high[0], p[0]]).all()


def test_pairs_that_are_all_zero_give_exactly_zero_even_if_there_are_two():
    for n_pairs in (2, 20):
        mean, low, high, p, _ = paired_intervals(np.zeros((n_pairs, 1)))
        assert (mean[0], low[0], high[0], p[0]) == (0.0, 0.0, 0.0, 1.0)


def test_a_pair_without_anybody_in_the_group_is_left_out():
    mean, _, _, _, n = paired_intervals([[1.0], [np.nan], [3.0]])
    assert (mean[0], n[0]) == (2.0, 2)


def test_holm_stops_at_the_first_that_fails():
    # 0.01 <= 0.05 / 4, 0.02 > 0.05 / 3; what comes after the first failure fails too.
    assert holm([0.02, 0.01, 0.04, 0.03]).tolist() == [False, True, False, False]


def test_benjamini_hochberg_takes_all_below_the_last_that_passes():
    # Ranks 1 to 4 are held against 0.0125, 0.025, 0.0375, 0.05: the third passes, so the second does too although it would not alone.
    assert benjamini_hochberg([0.030, 0.011, 0.9, 0.0374]).tolist() == [True, True, False, True]
    assert benjamini_hochberg([0.04, np.nan, 0.9]).tolist() == [False, False, False]


def test_an_interval_matters_only_if_all_of_it_lies_beyond_the_limit():
    assert beyond([-0.03, -0.03, 0.02, np.nan], [-0.02, -0.005, 0.03, np.nan], 0.01) == [True, False, True, None]


def test_the_table_has_the_columns_of_the_design_page():
    effects = written_by_hand({"helped": {"distress": everywhere(-0.05)}}).effects
    assert tuple(effects.columns) == COLUMNS == (
        "scenario", "baseline", "group", "outcome", "unit", "window", "difference", "low", "high", "n_pairs", "baseline_value",
        "larger_than_chance", "matters", "direction")


def test_an_effect_is_the_mean_over_pairs_against_the_baseline():
    effects = written_by_hand({"helped": {"distress": everywhere(-0.05)}}, n_pairs=5).effects
    row = row_of(effects, "helped", "distress")
    assert row["difference"] == pytest.approx(-0.05 * 1.02)
    assert row["baseline_value"] == pytest.approx(0.12)
    assert (row["n_pairs"], row["unit"], row["direction"]) == (5, "SD", "lower is better")
    assert bool(row["larger_than_chance"]) and bool(row["matters"])


def test_the_first_is_held_against_no_crisis():
    row = row_of(written_by_hand({"helped": {}}).effects, "crisis", "high_distress", baseline="no_crisis")
    assert row["difference"] == pytest.approx(0.02)
    assert row["baseline_value"] == pytest.approx(0.1)


def test_totals_count_the_days_of_a_window():
    effects = written_by_hand({"helped": {"cost": everywhere(1.0)}}, n_pairs=1).effects
    assert row_of(effects, "helped", "cost")["difference"] == pytest.approx(2.0)
    assert row_of(effects, "helped", "cost", window="crisis")["difference"] == pytest.approx(1.0)
    assert pd.isna(row_of(effects, "helped", "cost")["matters"])


def test_a_group_of_fewer_than_30_over_all_replicates_is_not_shown():
    assert "students" not in set(written_by_hand({"helped": {}}, n_pairs=1, students=29).effects["group"])
    assert "students" in set(written_by_hand({"helped": {}}, n_pairs=2, students=15).effects["group"])


def test_below_five_pairs_nothing_is_said_about_chance():
    row = row_of(written_by_hand({"helped": {"distress": everywhere(-0.05)}}, n_pairs=4).effects, "helped", "distress")
    assert np.isnan(row["low"])
    assert pd.isna(row["larger_than_chance"]) and pd.isna(row["matters"])


def test_what_matters_can_be_changed():
    answer = written_by_hand({"helped": {"distress": everywhere(-0.05)}})
    stricter = type(answer)(answer.ensemble, answer.command, {"SD": 0.1})
    assert not row_of(stricter.effects, "helped", "distress")["matters"]


def test_the_rest_is_everyone_less_the_group():
    # 1,000 people change by -6 on average, 500 women by -10: the 500 others by -2, so women gain 8 more.
    answer = written_by_hand({"helped": {"distress": {"everyone": -6.0, "women": -10.0}}}, n_pairs=1)
    assert against_the_rest(answer.pairs[0], "women", "distress").tolist() == pytest.approx([-8.0])
