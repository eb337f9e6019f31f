"""Windows of time and what an outcome amounts to in each, by hand."""

import numpy as np
import pytest
from compared_worlds import CRISIS

from sim import load_text
from sim.studies.windows import window_values, windows_of

SECOND = """
[[crisis]]
kind = "blackout"
name = "dark"
start = 2020-03-11
until = 2020-03-13
"""


def days_of(windows):
    """Return {window: list of step numbers}."""
    return {name: np.flatnonzero(steps).tolist() for name, steps in windows.items()}


def test_a_crisis_from_day_3_to_before_day_8_splits_twelve_days():
    found = days_of(windows_of([load_text(CRISIS)]))
    assert found == {"before": [0, 1, 2], "crisis": [3, 4, 5, 6, 7], "after": [8, 9, 10, 11], "all": list(range(12))}


def test_between_two_crises_lies_a_window_of_its_own_and_an_empty_one_is_absent():
    found = days_of(windows_of([load_text(CRISIS + SECOND.replace("03-13", "03-14"))]))
    assert found["crisis"] == [3, 4, 5, 6, 7, 9, 10, 11]
    assert found["between"] == [8]
    assert "after" not in found


def test_windows_are_the_union_over_all_scenarios_compared():
    found = days_of(windows_of([load_text(CRISIS), load_text(CRISIS + SECOND)]))
    assert found["crisis"] == [3, 4, 5, 6, 7, 9, 10]
    assert found["after"] == [11]


def test_a_disabled_crisis_makes_no_window():
    assert days_of(windows_of([load_text(CRISIS + "enabled = false\n")])) == {"all": list(range(12))}


def test_a_blackout_of_six_hours_is_a_window_of_six_hours():
    text = CRISIS.replace('kind = "lockdown"', 'kind = "blackout"').replace("days = 12", 'days = 12\nstep = "hour"')
    text = text.replace("start = 2020-03-05", "start = 2020-03-05T18:00:00").replace("until = 2020-03-10", "until = 2020-03-06T00:00:00")
    assert days_of(windows_of([load_text(text)]))["crisis"] == [90, 91, 92, 93, 94, 95]


def test_levels_are_means_over_the_window_and_totals_are_sums():
    table = np.array([1.0, 2.0, 6.0]).reshape(3, 1, 1) * np.ones((3, 1, 2))
    windows = {"crisis": np.array([False, True, True]), "all": np.ones(3, bool)}
    values = window_values(table, windows, totals=[False, True])
    assert values[:, 0, :].tolist() == [[4.0, 8.0], [3.0, 9.0]]


def test_a_group_of_nobody_has_no_value_rather_than_zero():
    table = np.full((3, 1, 1), np.nan)
    assert np.isnan(window_values(table, {"all": np.ones(3, bool)}, totals=[True])).all()


@pytest.mark.parametrize("missing", [0, 2])
def test_steps_without_a_value_are_left_out_of_a_mean(missing):
    table = np.array([3.0, 3.0, 3.0]).reshape(3, 1, 1)
    table[missing] = np.nan
    assert window_values(table, {"all": np.ones(3, bool)}, totals=[False]).item() == 3.0
