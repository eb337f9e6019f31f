"""Courses of stress through a crisis: resilient, recovering, delayed or chronic, each person against an ordinary year of their own.

After a potential trauma resilience is the modal course, found in 63 of 67 studies; recovery in 49, chronic stress in 47
(Galatzer-Levy, Huang & Bonanno 2018, Clin Psychol Rev 63:41). Studies sort people by latent growth curves; here, as the
ordinary course of each person is known, the effect of the crisis on distress is held against a line.
"""

import numpy as np

from ..core.feelings import YOUNGEST_WITH_DISTRESS
from ..core.parameters import Declared, parameter
from ..groups import first_morning_groups
from ..timeline.events import first_moment
from .ensemble import FEWEST_REAL

COURSES = ("resilient", "recovering", "delayed", "chronic")
RESILIENT, RECOVERING, DELAYED, CHRONIC = range(len(COURSES))
WEEK, MONTH = 7, 4  # days, weeks
SHORTEST = WEEK * MONTH  # days from the onset on that a run must have
COLUMNS = ("group", "trajectory", "share", "low", "high", "people")


class Sorting(Declared):
    """What counts as stressed, and as late; both are assumptions."""

    line: float = parameter(0.5, low=0.1, high=1.5, unit="SD", source="assumption: half an SD above one's ordinary level, as a mean of four weeks, is felt")
    early_days: int = parameter(182, low=28, high=365, unit="days", source="assumption: stress that begins after half a year is delayed")


def courses_of(effect, sorting=None):
    """Return int8 (n_people,), a place in COURSES for each person.

    Parameters
    ----------
    effect : ndarray of shape (n_weeks, n_people)
        Weekly means of the effect on distress in SD, from the first day of the crisis; at least four weeks.
    sorting : Sorting, optional
        The line, and when the late weeks begin.

    Notes
    -----
    A person is stressed while the mean of four weeks is at or above the line. Resilient: never. Recovering: some time, and not
    in the last four weeks. Stressed in the last four weeks: chronic if it began within `early_days`, delayed if later.
    """
    sorting = sorting or Sorting()
    total = np.cumsum(np.concatenate([np.zeros_like(effect[:1], np.float64), effect]), axis=0)
    stressed = (total[MONTH:] - total[:-MONTH]) / MONTH >= sorting.line
    first = stressed.argmax(axis=0) * WEEK
    late = first >= sorting.early_days
    courses = np.where(stressed[-1], np.where(late, DELAYED, CHRONIC), RECOVERING)
    return np.where(stressed.any(axis=0), courses, RESILIENT).astype(np.int8)


class Trajectories:
    """Watches a run, `run(scenario, each=watch)`, and sorts people by the course of their stress.

    `courses()` gives int8 (n_people,), -1 for children whose feelings are not scored; `table()` a DataFrame with columns
    group, trajectory, share, low, high (95 % by Wilson), people. Whole weeks count from the first day of the first crisis;
    without a crisis, from the first morning.
    """

    def __init__(self, sorting=None):
        self.sorting, self._weeks, self._week, self._n, self._world = sorting or Sorting(), [], 0.0, 0, None

    def __call__(self, world, today):
        """Take in a step."""
        self._world = world
        if today.clock.day < onset(world.scenario):
            return
        self._week, self._n = self._week + today.feelings.distress_effect, self._n + 1
        if self._n == WEEK * (24 if world.scenario.step == "hour" else 1):
            self._weeks.append(self._week / self._n)
            self._week, self._n = 0.0, 0

    def courses(self):
        """Return int8 (n_people,), a place in COURSES for each person, -1 for those not scored."""
        if len(self._weeks) < MONTH:
            raise ValueError(f"trajectories need at least {MONTH} weeks from the first day of the crisis, there are {len(self._weeks)}")
        found = courses_of(np.stack(self._weeks), self.sorting)
        found[self._world.population.traits.age < YOUNGEST_WITH_DISTRESS] = -1
        return found

    def table(self):
        """Return the DataFrame of shares by group."""
        import pandas as pd
        courses = self.courses()
        groups = first_morning_groups(self._world.population, self._world.scenario.feelings)
        sums = groups.sums(np.array([courses == k for k in range(len(COURSES))], np.float64))
        # Small groups are left out: in a network of real people somebody could be recognised.
        rows = [(group, name, count / people, *_wilson(count, people), int(people))
                for group, counts in zip(groups.names, sums, strict=True) if (people := counts.sum()) >= FEWEST_REAL or group == "everyone"
                for name, count in zip(COURSES, counts, strict=True)]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def onset(scenario):
    """Return the day on which the first enabled crisis of a scenario begins, 0 without one or if it began before."""
    days = [(first_moment(event, scenario.start).date() - scenario.start).days for event in scenario.crisis if event.enabled]
    return max(0, min(days, default=0))


def _wilson(count, people, z=1.96):
    share, extra = count / people, z * z / people
    middle, half = share + extra / 2, z * (share * (1 - share) / people + extra / (4 * people)) ** 0.5
    return max(0.0, (middle - half) / (1 + extra)), min(1.0, (middle + half) / (1 + extra))
