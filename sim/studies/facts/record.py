"""A Record: what is kept of each person of a run, over windows of days, so that facts can be computed afterwards.

    watcher = Watcher([("distress", window), ("contacts_in_person", window)], [("met", window)])
    run(scenario, seed, morning=morning, each=watcher)
    record = watcher.record()
    record.mean("distress", window)                       # float64 (n_people,)
    record.rows(slice(300, 600)).mean("distress", window)   # the same for a block of rows

A fact's statistic is a function of Records alone, and none of it looks beyond the rows it is given. So several small
populations that were stacked into one world, without ties between them, give the statistic of each: ask for its rows.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from ...core.people import Table
from .measures import MEASURES, TIE_USES, Beginning


class Window(NamedTuple):
    """Days from `first` to before `last`."""

    first: date
    last: date

    def holds(self, day):
        """Return whether a date lies in the window."""
        return self.first <= day < self.last

    @property
    def n_days(self):
        """Number of days."""
        return (self.last - self.first).days


def days_from(first, n_days):
    """Return the Window of `n_days` days from a date on."""
    return Window(first, first + timedelta(days=n_days))


@dataclass(frozen=True)
class TieRows:
    """The ties among the people of a record: arrays (n_ties,) as in core.ties.Ties, ids counted within the record."""

    lower: np.ndarray
    higher: np.ndarray
    layer: np.ndarray
    flags: np.ndarray
    rate: np.ndarray
    first_strength: np.ndarray


@dataclass(frozen=True)
class Record:
    """One arm of one run: traits, ties, and for each (measure, window) that was asked for the mean of every person.

    `start` is the first morning; `feelings` the Feelings of the scenario. `means` maps (measure, window) to float64
    (n_people,), `tie_days` (use, window) to int32 (n_ties,): on how many days of the window a tie was used.
    """

    start: date
    traits: Table
    ties: TieRows
    feelings: object
    means: dict = field(repr=False)
    tie_days: dict = field(repr=False)

    @property
    def n_people(self):
        """Number of people."""
        return len(self.traits.age)

    def mean(self, measure, window):
        """Return float64 (n_people,): each person's mean of a measure over the days of a window, counts as a rate per day."""
        return self._kept(self.means, measure, window)

    def uses(self, how, window):
        """Return int32 (n_ties,): days of a window on which each tie was used; `how` is "met", "called" or "any"."""
        return self._kept(self.tie_days, how, window)

    def _kept(self, table, name, window):
        if (name, window) not in table:
            raise KeyError(f"'{name}' from {window.first} to {window.last} was not asked for, or no day of it was lived")
        return table[name, window]

    def rows(self, rows):
        """Return the Record of the people in a slice of rows, with the ties among them."""
        first, last, _ = rows.indices(self.n_people)
        within = np.flatnonzero((self.ties.lower >= first) & (self.ties.higher < last) & (self.ties.lower < last))
        ties = TieRows(self.ties.lower[within] - first, self.ties.higher[within] - first, self.ties.layer[within],
                       self.ties.flags[within], self.ties.rate[within], self.ties.first_strength[within])
        return Record(self.start, self.traits.part(slice(first, last)), ties, self.feelings,
                      {key: values[first:last] for key, values in self.means.items()},
                      {key: values[within] for key, values in self.tie_days.items()})


class Watcher:
    """Called with the world and the Today of every step (`run(..., each=watcher)`); adds up what was asked for.

    Parameters
    ----------
    wanted : iterable of (str, Window)
        Measures of people, names of `measures.MEASURES`.
    wanted_of_ties : iterable of (str, Window), optional
        Uses of ties: "met", "called" or "any".
    """

    def __init__(self, wanted, wanted_of_ties=()):
        self._wanted, self._of_ties = _by_name(wanted, MEASURES), _by_name(wanted_of_ties, TIE_USES)
        self._sums, self._lengths, self._tie_days, self._world = {}, {}, {}, None

    def __call__(self, world, today):
        """Add one step."""
        self._world, day, so_far = world, today.clock.date, Beginning(world, today)
        for name, windows in self._wanted.items():
            held = [window for window in windows if window.holds(day)]
            if held:
                values = so_far.amount(name)
                for window in held:
                    self._add(self._sums, (name, window), values)
                    self._lengths[name, window] = self._lengths.get((name, window), 0.0) + today.dt
        if today.clock.hour in (None, 23):  # `met` holds what happened since the morning
            self._count_ties(today, day)

    def _count_ties(self, today, day):
        for name, windows in self._of_ties.items():
            held = [window for window in windows if window.holds(day)]
            if held:
                used = (today.met & TIE_USES[name]) > 0
                for window in held:
                    self._add(self._tie_days, (name, window), used.astype(np.int32))

    @staticmethod
    def _add(table, key, values):
        if key in table:
            table[key] += values
        else:
            table[key] = np.array(values)

    def record(self):
        """Return the Record of what was lived until now."""
        if self._world is None:
            raise ValueError("nothing was lived yet: pass the watcher to run(..., each=watcher) first")
        population, scenario = self._world.population, self._world.scenario
        ties = population.ties
        means = {key: values / self._lengths[key] for key, values in self._sums.items()}
        rows = TieRows(ties.lower, ties.higher, ties.layer, ties.flags, ties.rate, ties.first_strength)
        return Record(scenario.start, population.traits, rows, scenario.feelings, means, dict(self._tie_days))


def _by_name(wanted, known):
    by_name = {}
    for name, window in wanted:
        if name not in known:
            raise KeyError(f"no measure '{name}'; there are {', '.join(known)}")
        by_name.setdefault(name, set()).add(window)
    return {name: sorted(windows) for name, windows in by_name.items()}
