"""Runs that are the rows of one world: here or in a companion, from a morning prepared in parts, and one by one where that fails."""

import threading
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress

from ..stacks import prepared, run_stack, stacked_morning
from .companions import Gone
from .ensemble import finished_run, record_of, runs_of_seed, same_morning


class Together:
    """Units that are the rows of one world: each scenario is lived by a thread, and threads share the work of the first morning.

    `morning_of(scenario, run seeds)` gives a StackedMorning, where one is kept elsewhere.
    """

    def __init__(self, units, threads=1, morning_of=None):
        self.units, self._threads = units, min(threads, len(units))
        self._mornings, self._lock, self._alone, self._morning = {}, threading.Lock(), {}, morning_of or self._shared_morning

    def runs_beside(self, scenario, companion, ended):
        """Return the Runs of one scenario by all members as `runs_of` does, lived by a Companion, or here if it cannot."""
        seeds = tuple(unit.seed for unit in self.units)

        def prepare(scenario, seeds):
            try:
                return companion.ask(_prepared_there, scenario, seeds, ended=ended)
            except Gone:
                return prepared(scenario, seeds)

        with suppress(Exception):  # what fails is lived here, where that is seen to
            parts = self._shared(scenario, seeds).parts(prepare)
            return companion.ask(_lived_there, self.units, scenario, parts, ended=ended)
        return self.runs_of(scenario, lambda steps: not ended())

    def runs_of(self, scenario, watch=lambda steps: True, **way):
        """Return the Runs of one scenario by all members, each with its share of the seconds, or none if `watch(steps done)` ended them by returning False.

        Where it cannot be lived by all at once each member lives it alone, so that what fails is a failed run. `way` is as in `run_stack`.
        """
        begun = time.monotonic()
        if not watch(0):
            return []
        try:
            lived = run_stack(scenario, self._morning(scenario, tuple(unit.seed for unit in self.units)), watch, **way) or []
        except Exception:
            return [run for unit in self.units for run in runs_of_seed((scenario,), unit.seed, unit.replicate, None, watch, mornings=self._alone)]
        seconds = (time.monotonic() - begun) / len(self.units)
        return [finished_run(record_of(scenario, unit.seed, unit.replicate), result, None, seconds, invited)
                for unit, (result, invited) in zip(self.units, lived, strict=False)]

    def _shared_morning(self, scenario, seeds):
        return self._shared(scenario, seeds).whole()

    def _shared(self, scenario, seeds):
        shared = same_morning(scenario)
        with self._lock:
            if shared not in self._mornings:
                self._mornings[shared] = _SharedMorning(scenario, seeds, self._threads)
        return self._mornings[shared]


class _SharedMorning:
    """A StackedMorning that is prepared in parts, by whichever threads ask for it."""

    def __init__(self, scenario, seeds, n_parts):
        self._scenario, self._whole, self._lock = scenario, None, threading.Lock()
        parts = [(seeds[k * len(seeds) // n_parts:(k + 1) * len(seeds) // n_parts], Future()) for k in range(n_parts)]
        self._left, self._found = deque(parts), [found for _, found in parts]

    def parts(self, prepare=prepared):
        """Return its parts, or raise what made one fail; what no thread has begun to prepare is prepared by this one."""
        while True:
            try:
                seeds, found = self._left.popleft()
            except IndexError:
                return [found.result() for found in self._found]
            try:
                found.set_result(prepare(self._scenario, seeds))
            except Exception as error:
                found.set_exception(error)

    def whole(self):
        """Return it, or raise what made a part fail."""
        parts = self.parts()
        with self._lock:
            if self._whole is None:
                self._whole = stacked_morning(self._scenario, *parts)
            return self._whole


def _prepared_there(scenario, seeds, _watch):
    return prepared(scenario, seeds)


def _lived_there(units, scenario, parts, watch):
    return Together(units, morning_of=lambda scenario, _seeds: stacked_morning(scenario, *parts)).runs_of(scenario, watch)
