"""What goes with the company people usually have, by hand and over a population."""

import numpy as np
import pytest

from sim.core.feelings import Feelings
from sim.population.recipes import Netherlands
from sim.population.traits import character, daily_life
from sim.population.households import inhabitants
from sim.population.usual_company import LESS_LOW_IF_CALLING, LESS_LOW_IF_MEETING, with_fewer_groups


def test_people_of_high_distress_attend_less_and_nobody_more_than_nearly_always():
    attendance = with_fewer_groups(np.float32([0.8, 0.8, 0.95]), np.float32([0, 1, -2]))
    assert attendance == pytest.approx([0.8, 0.72, 0.97])


def test_those_who_usually_meet_more_are_less_low_by_the_published_points_and_the_mean_stays():
    people, feelings = inhabitants(5_000, 1, None, None), Feelings()
    before = character(people, daily_life(people, people.size, 1)["lives_alone"], feelings, 1)["trait_low_mood"]
    after = Netherlands().build(5_000, 1, feelings).traits
    shift, scored = (after.trait_low_mood - before)[after.age >= 12], after.age >= 12
    assert abs(shift.mean()) < 1e-4
    assert 0.3 * LESS_LOW_IF_MEETING < np.ptp(shift) <= LESS_LOW_IF_MEETING + LESS_LOW_IF_CALLING + 1e-6
    assert np.array_equal(after.trait_low_mood[~scored], before[~scored])
