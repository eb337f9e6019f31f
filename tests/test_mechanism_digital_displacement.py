"""Screens that replace meetings, and fill less the more there is of them: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.digital_displacement import DigitalDisplacement

SCREENS = DigitalDisplacement(displaces=0.5, wears=0.6, enough=0.1, days=10.0)


def test_more_company_by_screen_than_usual_is_remembered():
    said = SCREENS.feel(a_day(2, received={"screens": [0.9, 0.5]}, usual={"screens": 0.5, "company": 1.0}))
    assert said["screen_time"] == pytest.approx([(1 - np.exp(-0.1)) * 0.4 / 2, 0])


def test_who_was_on_screens_more_starts_fewer_visits_and_who_was_less_starts_more():
    assert SCREENS.plan(a_day(3, state={"screen_time": [0, 0.2, -0.1]}))["initiate"] == pytest.approx([1, 0.9, 1.05])


def test_need_rises_by_what_too_many_screens_do_not_fill():
    said = SCREENS.feel(a_day(3, state={"screen_time": [0.05, 0.1, 0.3]}, received={"screens": 0}, usual={"screens": 0, "company": 1}))
    assert said["need"] == pytest.approx([0, 0, 0.6 * 0.2])


def test_fully_worn_screens_fill_no_more_than_enough():
    worn = SCREENS.model_copy(update={"wears": 1.0})
    for screens in (0.1, 0.5, 1.5):
        left = worn.feel(a_day(1, state={"screen_time": screens}, received={"screens": 0}, usual={"screens": 0, "company": 1}))["need"]
        assert screens - left == pytest.approx([0.1])
