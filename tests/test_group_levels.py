"""Groups differ in usual loneliness and distress as published: by age and living alone together, by age and sex together."""

from statistics import NormalDist

import numpy as np
import pytest

from sim.core.feelings import HIGH_DISTRESS, STRONGLY_LONELY, Feelings
from sim.population.group_levels import DISTRESS_VARIANCE, LONELINESS_VARIANCE, group_offsets
from sim.population.households import inhabitants
from sim.population.traits import character, daily_life

FEELINGS, NORMAL = Feelings(), NormalDist()
PEOPLE = inhabitants(60_000, 3)
ALONE = daily_life(PEOPLE, PEOPLE.size, 3)["lives_alone"]


def levels(which, cut, scale, least):
    """Return float64 (n_people,): the chance of each person to lie above a cut, for normal feelings; NaN below the age of `least`."""
    offset, variance = group_offsets(PEOPLE.age, PEOPLE.woman, ALONE)[which]
    values = {at: 1 - NORMAL.cdf((cut - at / scale) / (1 - variance) ** 0.5) for at in np.unique(offset).tolist()}
    return np.where(PEOPLE.age >= least, np.array([values[at] for at in offset.tolist()]), np.nan)


def odds_against_all(chance, who):
    """Return how far a group lies above all, in normal quantiles."""
    return NORMAL.inv_cdf(np.nanmean(chance[who])) - NORMAL.inv_cdf(np.nanmean(chance))


# Statistics Netherlands 85766NED, 2022: strongly lonely of the age, where all are 10.7 %
@pytest.mark.parametrize("low, below, share", [(15, 25, 0.121), (35, 45, 0.141), (65, 75, 0.072), (75, 120, 0.094)])
def test_ages_lie_as_far_from_all_in_strong_loneliness_as_published(low, below, share):
    chance = levels(1, STRONGLY_LONELY, FEELINGS.loneliness_scale, 15)
    wanted = NORMAL.inv_cdf(share) - NORMAL.inv_cdf(0.107)
    assert odds_against_all(chance, (PEOPLE.age >= low) & (PEOPLE.age < below)) == pytest.approx(wanted, abs=0.02)


def test_one_in_seven_of_those_who_live_alone_is_strongly_lonely():
    chance = levels(1, STRONGLY_LONELY, FEELINGS.loneliness_scale, 15)
    assert np.nanmean(chance) == pytest.approx(0.087, abs=0.002)
    assert np.nanmean(chance[ALONE]) == pytest.approx(0.14, abs=0.003)  # Statistics Netherlands 2019


# Statistics Netherlands 83005NED, 2020: MHI-5 below 60 of the age, where all are 12 %
@pytest.mark.parametrize("low, below, share", [(12, 18, 0.07), (18, 25, 0.15)])
def test_ages_lie_as_far_from_all_in_high_distress_as_published(low, below, share):
    chance = levels(0, HIGH_DISTRESS, FEELINGS.distress_scale, 12)
    wanted = NORMAL.inv_cdf(share) - NORMAL.inv_cdf(0.12)
    assert odds_against_all(chance, (PEOPLE.age >= low) & (PEOPLE.age < below)) == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize("which, least, variance", [(0, 12, DISTRESS_VARIANCE), (1, 15, LONELINESS_VARIANCE)])
def test_groups_differ_within_the_spread_of_the_trait_and_leave_its_mean(which, least, variance):
    offset = group_offsets(PEOPLE.age, PEOPLE.woman, ALONE)[which][0][PEOPLE.age >= least]
    assert offset.mean(dtype=np.float64) == pytest.approx(0, abs=0.005)
    assert offset.var(dtype=np.float64) == pytest.approx(variance, abs=0.001)


def test_the_traits_of_people_hold_what_their_group_adds():
    traits = character(PEOPLE, ALONE, FEELINGS, 3)
    for name, low, below in (("trait_loneliness", 35, 45), ("trait_loneliness", 65, 75), ("trait_distress", 12, 18)):
        who = (PEOPLE.age >= low) & (PEOPLE.age < below)
        which, scale = (0, FEELINGS.distress_scale) if name == "trait_distress" else (1, FEELINGS.loneliness_scale)
        added = group_offsets(PEOPLE.age, PEOPLE.woman, ALONE)[which][0][who].mean(dtype=np.float64) / scale
        assert traits[name][who].mean(dtype=np.float64) == pytest.approx(added, abs=0.035), (name, low)
