"""Two weeks alone, not a day: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.chronic_isolation import ChronicIsolation

ALONE = ChronicIsolation(isolated_from=0.3, width=0.2, onset_days=14.0, builds_days=7.0, heals_days=30.0, holds=0.2, reacts=0.1)


def test_days_count_as_far_as_company_is_missing():
    said = ALONE.feel(a_day(3, state={"need": [0.2, 0.4, 0.9]}))
    assert said["isolation"] == pytest.approx([0, 0.5 / 14, 1 / 14])


def test_company_heals_slowly():
    assert ALONE.feel(a_day(1, state={"isolation": 1.5}))["isolation"] == pytest.approx([-1.5 / 30])


def test_after_a_day_nothing_is_different_and_after_three_weeks_threat_worries_more():
    state = {"isolation": [1 / 14, 1.0, 17.5 / 14, 21 / 14]}
    said = ALONE.feel(a_day(4, state=state, levels={"threat": 0.5}))
    assert said["worry"] == pytest.approx([0, 0, 0.1 * 0.5 * 0.5, 0.1 * 0.5])
    assert not said["low_mood"].any()


def test_those_long_alone_recover_more_slowly():
    said = ALONE.feel(a_day(2, state={"isolation": [0, 2], "low_mood": 0.5, "worry": -0.1}))
    assert said["low_mood"] == pytest.approx([0, 0.1])  # the level falls to this instead of to 0
    assert said["worry"] == pytest.approx([0, -0.02])


def test_hours_count_as_a_day():
    by_hour = sum(ALONE.feel(a_day(1, hour=hour, state={"need": 0.9}))["isolation"] for hour in range(24))
    assert by_hour == pytest.approx([1 / 14], abs=1e-6)
    assert by_hour.dtype == np.float32
