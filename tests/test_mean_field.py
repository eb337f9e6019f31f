"""The mean-field equations: right by hand where that is possible, and met by the simulation of many people who are alike."""

import numpy as np
import pytest

from sim import load_scenario
from sim.core.chance import run_seed
from sim.run import mechanisms_of
from sim.studies.mean_field import STATES, Given, MeanField, alike_morning, lived, part_of

USUAL = 20 * 0.3 * 0.5  # friends, chance to meet one, strength of a tie
PATH = [Given()] * 3 + [Given(open=0.3, threat=0.8)] * 25 + [Given(open=0.8, threat=0.2)] * 12
REPLICATES, PEOPLE = 8, 600


def scenario(**changed):
    return part_of(load_scenario("baseline", days=len(PATH)), **changed)


def equations(**changed):
    only = scenario(**changed)
    return MeanField({each.name: each for each in mechanisms_of(only)}, only.feelings, USUAL)


def test_on_ordinary_days_nothing_moves_and_disturbances_die_out():
    limit = equations()
    assert np.allclose(limit.rates(limit.at_rest(), Given()), 0)
    assert limit.growth() < 0


def test_without_any_meeting_need_settles_at_the_share_of_usual_company_in_usual_plus_floor():
    limit = equations()
    floor = limit.mechanisms["social_need"].floor
    assert limit.settled(Given(open=0.0))[STATES.index("need")] == pytest.approx(USUAL / (USUAL + floor), rel=1e-5)


def test_half_the_quality_is_as_bad_as_half_the_meetings():
    limit = equations()
    assert np.allclose(limit.settled(Given(open=0.5)), limit.settled(Given(quality=0.5)), rtol=1e-4)


def test_a_loop_that_outweighs_the_return_of_feelings_runs_away():
    assert equations(withdrawal={"strength": 30.0}).growth() > 0


def test_many_people_who_are_alike_follow_the_equations():
    only, ordinary = scenario(), [Given()] * len(PATH)
    found = []
    for replicate in range(REPLICATES):
        morning = alike_morning(only, PEOPLE, run_seed(1, replicate))
        # against ordinary days of the same people, so that the luck of meetings cancels in part
        found.append((lived(only, morning, PATH, USUAL) - lived(only, morning, ordinary, USUAL))[list(STATES)].to_numpy())
    limit = equations()
    in_days, solved = ((course(PATH) - course(ordinary))[list(STATES)].to_numpy() for course in (limit.in_days, limit.solve))
    error = np.std(found, axis=0, ddof=1) / REPLICATES**0.5
    off = np.abs(np.mean(found, axis=0) - in_days)
    assert (off <= 5 * error + 5e-4).all(), (off - 5 * error).max(axis=0)
    # The equations know no days: each arrow of the simulation is half a day late, and the longest chain has three.
    late = np.abs(np.gradient(in_days, axis=0)).max(axis=0) * 1.5
    assert (np.abs(solved - in_days) <= late).all()
    assert np.abs(in_days[-1]).max() > 0.1  # something has happened
