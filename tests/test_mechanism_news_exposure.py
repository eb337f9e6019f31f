"""News and worry feed each other, a diet and good news break in: by hand."""

import numpy as np
import pytest
from few_people import a_day

from sim.mechanisms.news_exposure import NewsExposure

NEWS = NewsExposure(worry=0.1, hopeless=0.5, per_worry=0.4, per_uncertainty=0.2, intolerance=0.5, checking_days=2.0, diet=0.5, good=0.02)


def test_who_looks_more_worries_more_and_those_used_to_it_less():
    said = NEWS.feel(a_day(3, levels={"news": 0.8}, state={"news_checking": [0, 0.5, 0], "used_to_threat": [0, 0, 0.3]}))
    assert said["worry"] == pytest.approx([0.08, 0.12, 0.05])  # 0.1 x 0.8 x (1, 1.5, 1), less 0.3 of 0.8 for the last
    assert said["low_mood"] == pytest.approx([0.04, 0.06, 0.025])


def test_news_may_keep_its_force_for_those_who_are_used_to_the_threat():
    today = a_day(1, levels={"news": 0.8}, state={"used_to_threat": 0.4})
    said = [NEWS.model_copy(update={"stale": stale}).feel(today)["worry"][0] for stale in (1.0, 0.5, 0.0)]
    assert said == pytest.approx([0.04, 0.06, 0.08])


def test_worry_and_uncertainty_make_one_look_more_and_intolerance_of_uncertainty_most():
    state = {"worry": [0.5, 0, 0], "felt_uncertainty": [0, 1, 1]}
    said = NEWS.feel(a_day(3, state=state, traits={"intolerance_of_uncertainty": [0, 0, 2]}))
    moved = 1 - np.exp(-1 / 2)
    assert said["news_checking"] == pytest.approx([moved * 0.4 * 0.5, moved * 0.2, moved * 0.2 * 2])
    assert not said["worry"].any()  # there is no bad news to see


def test_a_news_diet_caps_looking_for_those_who_keep_to_it():
    said = NEWS.feel(a_day(3, levels={"news": 1.0}, state={"news_checking": 1.0}, offers={"news_diet": [0, 1, 0.5]}))
    assert said["worry"] == pytest.approx([0.2, 0.05, 0.125])  # looks twice as much as usual, half as much, and the mean of the two


def test_good_news_relieves_also_where_there_is_no_bad_news():
    assert NEWS.feel(a_day(2, offers={"good_news": [0, 0.5]}))["worry"] == pytest.approx([0, -0.01])


def test_the_loop_dies_out_when_it_is_at_its_strongest():
    strongest = {name: field.metadata[1].le for name, field in NewsExposure.model_fields.items() if name in ("worry", "per_worry")}
    sensitive = 5.0  # about the highest one in a hundred; the push stays where it is, so worry moves to it in full
    assert strongest["worry"] * strongest["per_worry"] * sensitive < 1


def test_hours_move_checking_as_far_as_a_day():
    state = {"worry": 0.5, "news_checking": 0.1}
    by_day = 0.1 + NEWS.feel(a_day(1, state=state))["news_checking"][0]
    checking = np.float32(0.1)
    for hour in range(24):
        checking += NEWS.feel(a_day(1, hour=hour, state={"worry": 0.5, "news_checking": checking}))["news_checking"][0]
    assert checking == pytest.approx(by_day, abs=1e-5)
