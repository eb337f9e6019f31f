"""Series that were set aside for validation: the model's course beside the published one, where the tables are at hand."""

from datetime import date

import numpy as np
import pytest

from sim.studies.held_out import MEASURES, daily_means, held_out

START = date(2020, 2, 24)


@pytest.fixture(scope="module")
def compared(shared):
    return held_out(shared / "data", *daily_means(people=1_500, replicates=1))


def test_a_series_that_is_not_there_is_left_out(tmp_path):
    assert held_out(tmp_path, START, {name: np.zeros(10) for name in MEASURES}) == []


def test_a_model_that_follows_a_series_exactly_correlates_fully(tmp_path):
    folder = tmp_path / "yougov_netherlands"
    folder.mkdir()
    (folder / "netherlands_monthly.csv").write_text(
        "month_end,avoided_guests_at_home,avoided_small_gatherings,avoided_going_out\n2020-03-31,80,80,\n2020-04-30,60,60,\n2020-05-31,40,40,\n", encoding="utf-8")
    monthly = np.repeat([1.0, 1.0, 2.0, 3.0], [6, 31, 30, 31])  # six days of February
    found = {each.text: each for each in held_out(tmp_path, START, {name: monthly for name in MEASURES})}
    assert found["avoided_guests_at_home and contacts_close, correlation over months"].number == pytest.approx(-1)


@pytest.mark.slow
def test_contacts_follow_two_surveys_nothing_was_fitted_to(compared):
    direct = [each.number for each in compared if each.series == "umd_ctis"]
    avoided = [each.number for each in compared if each.series == "yougov_netherlands"]
    assert len(direct) == 2 and len(avoided) == 3
    assert min(direct) > 0.5 and max(avoided) < -0.5
