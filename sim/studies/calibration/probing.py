"""Which parameters do anything in a pandemic, and which may differ between the members of a stack; found out by trying.

So no mechanism need know of it. A parameter may differ if an array in its place gives every member what its own number gives
it alone; where it does not (it goes into a kernel, a table or a branch) it is drawn once a stack. A mechanism that no value
of its parameters lets change anything, because it acts under other crises or interventions only, is idle.
"""

from dataclasses import replace

import numpy as np

from ...population.build import build_population
from ...population.stacking import stacked
from ...run import FirstMorning, new_world
from ...step import step
from ...timeline.load import load_scenario
from ...usual import find_usual
from .prior import FEELINGS, with_values

PEOPLE, DAYS = 60, 75  # a member of the trial, and how long it lives: into the eighth week of a lockdown
NEAR = 0.02  # of the difference that the parameter makes: what may be left between an array and a number


def sorted_out(drawn, scenario="lockdown"):
    """Return (active, idle), tuples of Drawn: those of mechanisms that act, with `by_member` set where they may differ, and the others."""
    trial = _Trial(scenario)
    own = {owner: [each for each in drawn if each.owner == owner] for owner in dict.fromkeys(each.owner for each in drawn)}
    idle = {owner for owner, parameters in own.items() if trial.changes_nothing(parameters)}
    candidates = [each for each in drawn if each.owner != FEELINGS and each.owner not in idle]
    passed = [each for owner in dict.fromkeys(each.owner for each in candidates)
              for each in trial.passing([one for one in candidates if one.owner == owner], trial.stands_arrays)]
    if not trial.tells_members_apart(passed):
        passed = [each for owner in dict.fromkeys(each.owner for each in passed)
                  for each in trial.passing([one for one in passed if one.owner == owner], trial.tells_members_apart)]
    paths = {each.path for each in passed}
    active = tuple(replace(each, by_member=each.path in paths) for each in drawn if each.owner not in idle)
    return active, tuple(each for each in drawn if each.owner in idle)


class _Trial:
    """Two small members in a stack, lived under one set of values or another."""

    def __init__(self, scenario):
        self._scenario = load_scenario(scenario, people=PEOPLE, days=DAYS)
        self._stack = stacked([build_population(self._scenario, 1), build_population(self._scenario, 2)])
        self._usual = find_usual(self._scenario, self._stack.population, self._mechanisms({}), 1)
        self._ordinary = self._lived({})

    def passing(self, parameters, test):
        """Return those of some parameters that pass a test; all at once if they do, else one by one."""
        if test(parameters):
            return parameters
        return [each for each in parameters if len(parameters) > 1 and test([each])]

    def changes_nothing(self, parameters):
        """Return whether other values of all of them leave every bit as it is."""
        lived = self._lived(_others(parameters))
        return all(np.array_equal(values, self._ordinary[name]) for name, values in lived.items())

    def stands_arrays(self, parameters):
        """Return whether arrays of the values they have anyway change nothing, when days are lived and the usual is found."""
        values = {each.path: self._stack.spread([each.default] * 2) for each in parameters}
        try:
            find_usual(self._scenario, self._stack.population, self._mechanisms(values), 1)
            return _near(self._lived(values), self._ordinary, self._ordinary)
        except Exception:  # whatever a mechanism does with a number that an array cannot stand for
            return False

    def tells_members_apart(self, parameters):
        """Return whether each member of a stack with two values fares as it does when both have the same value."""
        other = _others(parameters)
        mixed = {each.path: self._stack.spread([each.default, other[each.path]]) for each in parameters}
        second = self._stack.rows(1)
        lived, alone = self._lived(mixed), self._lived(other)
        return (_near(_of(lived, self._stack.rows(0)), _of(self._ordinary, self._stack.rows(0)), _of(alone, self._stack.rows(0)))
                and _near(_of(lived, second), _of(alone, second), _of(self._ordinary, second)))

    def _mechanisms(self, values):
        return tuple(each for each in with_values(self._scenario, values).mechanisms.values() if each)

    def _lived(self, values):
        """Return {array: float32 (n_people, ...)}: the state after some weeks, and the contacts of the days."""
        scenario = with_values(self._scenario, values)
        world = new_world(scenario, FirstMorning(self._stack.population, self._usual, None, (), 1))
        contacts = 0
        for _ in range(DAYS):
            contacts = contacts + step(world).meetings.contacts.astype(np.float32)
        return {**world.state, "contacts": contacts}


def _others(parameters):
    """Return {path: value}: the end of each range that lies farther from the value of now."""
    return {each.path: each.high if each.default - each.low < each.high - each.default else each.low for each in parameters}


def _of(lived, rows):
    return {name: values[rows] for name, values in lived.items()}


def _near(one, other, third):
    """Return whether two ways of living agree, as measured by how far a third differs from them."""
    for name in one:
        apart = np.sqrt(np.mean((one[name] - other[name]) ** 2))
        if not apart <= NEAR * np.sqrt(np.mean((third[name] - other[name]) ** 2)) + 1e-3 * (1 + np.sqrt(np.mean(other[name] ** 2))):
            return False
    return True
