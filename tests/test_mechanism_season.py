"""The season is a wave over the year with mean 0: by hand."""

from datetime import date, timedelta
from math import cos, pi

import pytest
from few_people import a_day

from sim.mechanisms.season import Season, cosine, wave


@pytest.mark.parametrize("year, days", [(2019, 365), (2020, 366)])
def test_the_mean_over_a_year_is_nothing(year, days):
    assert sum(wave(date(year, 1, 1) + timedelta(day)) for day in range(days)) == pytest.approx(0, abs=1e-9)


def test_the_darkest_day_is_in_december_and_june_is_its_opposite():
    assert wave(date(2019, 12, 21)) == 1
    assert wave(date(2019, 6, 21)) == pytest.approx(-1, abs=1e-3)
    assert wave(date(2020, 3, 21)) == pytest.approx(0, abs=0.02)


def test_the_series_of_the_cosine_is_good_to_ten_digits():
    assert [cosine(turn / 100) for turn in range(26)] == pytest.approx([cos(2 * pi * turn / 100) for turn in range(26)], abs=1e-10)


def test_low_mood_is_pushed_in_winter_and_most_in_those_with_high_trait_distress():
    season = Season(amplitude=0.1, prone=0.5)
    traits = {"trait_distress": [0, 1, -2]}
    assert season.feel(a_day(3, on=date(2019, 12, 21), traits=traits))["low_mood"] == pytest.approx([0.1, 0.15, 0])


def test_missing_daylight_counts_as_more_winter():
    season = Season(amplitude=0.1, prone=0.0)
    bright, dim = (season.feel(a_day(1, levels={"daylight": light}, traits={"trait_distress": 0}))["low_mood"] for light in (1.0, 0.6))
    assert dim - bright == pytest.approx([0.04])
