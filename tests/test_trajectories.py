"""Courses of stress: hand-made ones are named as they should be, and after a crisis most people are resilient."""

import numpy as np
import pytest
from small_worlds import LOCKDOWN, PANDEMIC, morning_of, scenario_of

from sim.run import run
from sim.studies.trajectories import COURSES, Sorting, Trajectories, courses_of, onset

WEEKS = 40
MADE = {
    "never above the line": ("resilient", []),
    "three bad weeks are no bad month": ("resilient", range(4, 7)),
    "a bad month": ("recovering", range(4, 9)),
    "bad from the start to the end": ("chronic", range(2, WEEKS)),
    "bad again at the end": ("chronic", [*range(4, 9), *range(30, WEEKS)]),
    "bad only after half a year": ("delayed", range(30, WEEKS)),
    "late and over": ("recovering", range(30, 36)),
}


@pytest.mark.parametrize("case", MADE)
def test_a_course_made_by_hand_has_the_name_for(case):
    wanted, bad_weeks = MADE[case]
    course = np.zeros((WEEKS, 1), np.float32)
    course[list(bad_weeks)] = 0.6
    assert COURSES[courses_of(course)[0]] == wanted


def test_the_line_is_where_it_is_set():
    course = np.full((8, 1), 0.3)
    assert COURSES[courses_of(course)[0]] == "resilient"
    assert COURSES[courses_of(course, Sorting(line=0.3))[0]] == "chronic"


def test_most_people_are_resilient_in_a_lockdown_and_shares_add_up():
    scenario = scenario_of(LOCKDOWN + PANDEMIC, people=400, days=60)
    watch = Trajectories()
    run(scenario, morning=morning_of(scenario), each=watch)
    table = watch.table()
    everyone = table[table.group == "everyone"].set_index("trajectory").share
    assert onset(scenario) == 0 and everyone.idxmax() == "resilient" and everyone["resilient"] > 0.5
    assert np.allclose(table.groupby("group").share.sum(), 1)
    assert ((table.low <= table.share) & (table.share <= table.high)).all()
    assert (watch.courses() == -1).sum() == (morning_of(scenario).population.traits.age < 12).sum()


def test_a_run_that_is_too_short_says_so():
    scenario = scenario_of("", people=50, days=27)
    watch = Trajectories()
    run(scenario, morning=morning_of(scenario), each=watch)
    with pytest.raises(ValueError, match="at least 4 weeks"):
        watch.courses()
