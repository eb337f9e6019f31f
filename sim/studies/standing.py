"""Processes that stay for the next question and remember people and runs: what is asked again, or only in part anew, is soon answered.

The results are those of `compare` without them, bit for bit; only the time differs.
"""

import multiprocessing
import threading
from collections import OrderedDict, deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import groupby

from .companions import deaf_to_interrupts
from .remembering import Memory
from .stacking import in_stacks
from .work import begin, lost

LOOKS = 0.02  # seconds between looks at `stop`
PATIENCE = 1.0  # seconds for a process to end by itself
STUDIES = 64  # how many may be under way at once; another waits
RUNS_KEPT = 200_000_000  # bytes of finished runs
FIRST, BLOCK = 4, 8  # replicates that are taken together at first, so that there is an answer soon, and later; a process has its share of them


class Workers:
    """A number of processes that take the runs of any comparison in turn, so that a long one holds up nobody else.

    Give it to `compare(..., workers=...)` instead of `jobs`. Nothing is kept of people from a network file but means over groups.
    """

    def __init__(self, jobs, plugins=()):
        self._context = multiprocessing.get_context("spawn")
        self._plugins = tuple(str(file) for file in plugins)
        self._ended = self._context.Event()
        self._stops = self._context.Array("b", STUDIES, lock=False)
        self._free, self._room = list(range(STUDIES)), threading.Condition()
        self._pools, self._others = [None] * jobs, multiprocessing.active_children()
        self._starting = threading.Lock()
        self._kept = Kept(RUNS_KEPT)

    def close(self):
        """End the processes; what they were doing is given up."""
        self._ended.set()
        self._stops[:] = [1] * STUDIES
        endings = [threading.Thread(target=pool.shutdown, kwargs={"cancel_futures": True}) for pool in filter(None, self._pools)]
        for ending in endings:
            ending.start()
        for ending in endings:
            ending.join(PATIENCE)
        if any(ending.is_alive() for ending in endings):  # a process that starts or compiles looks at nothing
            for process in multiprocessing.active_children():
                if process not in self._others:
                    process.terminate()

    def gather(self, units, stopped):
        """Give the Runs of Units in any order, those remembered first, until all are there or `stopped()` is True."""
        left = [[] for _ in self._pools]
        for unit in units:
            known, rest = self._kept.split(unit)
            yield from known
            if rest.scenarios:
                # One process has all runs of a replicate, as it remembers its people.
                left[unit.replicate % len(left)].append(rest)
        todo = [_taken_together(each) for each in left]
        if any(todo):
            yield from self._worked(todo, self._begun(), stopped)

    def _worked(self, todo, study, stopped):
        waiting = {}
        try:
            while (any(todo) or waiting) and not (self._ended.is_set() or stopped()):
                busy = {place for place, _ in waiting.values()}
                for place, listed in enumerate(todo):
                    if listed and place not in busy:  # one at a time, so that studies take turns
                        units = listed.popleft()
                        waiting[self._submit(place, units, study)] = place, units
                done, _ = wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._collected(future, *waiting.pop(future))
        except RuntimeError:
            if not self._ended.is_set():  # else closed in the very moment
                raise
        finally:
            self._stops[study] = 1
            self._abandoned(study, waiting)

    def _collected(self, future, place, units):
        try:
            runs = future.result()
        except CancelledError:  # closed
            return []
        except BrokenProcessPool:
            self._pools[place] = None  # the next unit gets a new process
            return [run for unit in units for run in lost(unit)]
        scenarios = {each.name: each for each in units[0].scenarios}
        for run in runs:
            self._kept.keep(scenarios[run.scenario], run)
        return runs

    def _submit(self, place, units, study):
        for _ in range(2):
            with self._starting:
                if self._pools[place] is None:
                    self._pools[place] = ProcessPoolExecutor(1, self._context, _begin, (self._plugins, self._ended, self._stops))
            try:
                with deaf_to_interrupts():
                    return self._pools[place].submit(_runs_of, units, study)
            except BrokenProcessPool:  # its process was lost while nobody waited for it
                self._pools[place] = None
        raise RuntimeError("the processes end as soon as they are started")

    def _begun(self):
        """Return a number by which processes are told to stop, once there is one."""
        with self._room:
            self._room.wait_for(lambda: self._free)
            study = self._free.pop()
            self._stops[study] = 0
        return study

    def _abandoned(self, study, futures):
        """Give the number of a study back when no process works for it any more; nobody waits for that.

        A process that is just being started, or builds a large population, takes seconds to see that it is to stop.
        """
        left = {None, *futures}

        def ended(future):
            with self._room:
                left.remove(future)
                if not left:
                    self._free.append(study)
                    self._room.notify()

        for future in futures:
            future.add_done_callback(ended)
        ended(None)


def _taken_together(units):
    """Return a deque of lists of Units: the members of a stack, or one that is run alone, of earlier replicates first."""
    taken = []
    for _, block in groupby(sorted(units, key=_block_of), _block_of):
        stacks, alone = in_stacks(list(block), 1)
        taken += sorted([*stacks, *([unit] for unit in alone)], key=lambda listed: listed[0].replicate)
    return deque(taken)


def _block_of(unit):
    return (unit.replicate - FIRST) // BLOCK + 1 if unit.replicate >= FIRST else 0


class Kept:
    """Finished runs by what they depend on, the longest unused forgotten first."""

    def __init__(self, most):
        self._most, self._size, self._runs, self._lock = most, 0, OrderedDict(), threading.Lock()

    def split(self, unit):
        """Return the Runs of a Unit that are known, and the Unit of the others."""
        known, unknown = [], []
        with self._lock:
            for scenario in unit.scenarios:
                run = self._runs.get(_key(scenario, unit.seed))
                if run is None:
                    unknown.append(scenario)
                    continue
                self._runs.move_to_end(_key(scenario, unit.seed))
                # It may have been run under another name, or with a disabled event that has no effect.
                known.append(replace(run, scenario=scenario.name, replicate=unit.replicate, scenario_hash=scenario.hash()))
        return known, unit._replace(scenarios=tuple(unknown))

    def keep(self, scenario, run):
        """Remember a finished run without a panel."""
        if not run.finished or run.panel_file:
            return
        with self._lock:
            if _key(scenario, run.seed) not in self._runs:
                self._size += run.table.nbytes
            self._runs[_key(scenario, run.seed)] = run
            while self._size > self._most:
                self._size -= self._runs.popitem(last=False)[1].table.nbytes


def _key(scenario, seed):
    """Return what a run depends on: events that are disabled play no part."""
    enabled = {role: tuple(event for event in getattr(scenario, role) if event.enabled) for role in ("crisis", "intervention")}
    return scenario.model_copy(update=enabled).hash(), seed


_stops, _memory = None, Memory()  # in a worker


def _begin(plugins, ended, stops):
    global _stops
    _stops = stops
    begin(plugins, ended)


def _runs_of(units, study):
    """Return the Runs of the Units that are taken together."""
    return list(_memory.runs_of(units, lambda steps: not _stops[study]))
