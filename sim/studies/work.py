"""Where replicates are run: in this process, or in several; the results are the same bit for bit."""

import multiprocessing
import os
import signal
import threading
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import NamedTuple

from ..core import catalogue
from ..core.chance import run_seed
from ..population.threads import of_each, use
from .companions import deaf_to_interrupts
from .ensemble import Ensemble, Run
from .stacking import gather_stacks, in_stacks
from .underway import Underway

LOOKS = 0.2  # seconds between looks at `stop`


class Unit(NamedTuple):
    """What one process does in one go: some scenarios under one run seed; `replicate` is the number that its Runs carry."""

    scenarios: tuple
    seed: int
    replicate: int


def run_all(scenarios, replicates, seed, *, jobs=1, plugins=(), panel_folder=None, progress=None, stop=None, workers=None, so_far=None):
    """Run every scenario under the seeds of all replicates and return the Ensemble.

    Parameters
    ----------
    scenarios : tuple of Scenario
        With names that differ.
    replicates, seed : int
        How many replicates, and the study seed from which their run seeds are made.
    jobs : int
        Threads of this process for small models, which live many replicates at once, with companions where that is worth it;
        else processes, of which 1 is this one.
    plugins : iterable of str
        Files that each process loads first.
    panel_folder : path, optional
        Where panels are kept until they are joined.
    progress : callable, optional
        Called as progress(runs done, runs in all); runs of 50,000 people or more that are under way count as the part that is lived.
    stop : callable, optional
        Ends the study early when it returns True; what is finished is kept.
    workers : standing.Workers, optional
        Processes that are there already, in place of `jobs`.
    so_far : callable, optional
        Called with the Ensemble of the first replicates, each time another of them is whole.
    """
    runs, units = [], [Unit(tuple(scenarios), run_seed(seed, replicate), replicate) for replicate in range(replicates)]
    place, shown = {scenario.name: k for k, scenario in enumerate(scenarios)}, 0

    def ensemble(first, stopped=False):
        """Return the Ensemble of the runs of the first replicates."""
        listed = sorted((each for each in runs if each.replicate < first), key=lambda each: (each.replicate, place[each.scenario]))
        return Ensemble(tuple(scenarios), seed, first, tuple(listed), stopped)

    def take(run):
        nonlocal shown
        runs.append(run)
        if so_far is not None and shown < (first := _whole_replicates(runs, len(scenarios))) < replicates:
            shown = first
            so_far(ensemble(first))

    whole = run_units(units, take, jobs=jobs, plugins=plugins, panel_folder=panel_folder, progress=progress, stop=stop, workers=workers)
    return ensemble(replicates, not whole)


def _whole_replicates(runs, n_scenarios):
    """Return how many replicates from the first on have all their runs."""
    count = Counter(each.replicate for each in runs)
    return next(replicate for replicate in range(len(count) + 1) if count[replicate] < n_scenarios)


def run_units(units, take, *, jobs=1, plugins=(), panel_folder=None, progress=None, stop=None, workers=None):
    """Run the scenarios of every Unit, hand each Run to `take` as it comes, in any order, and return whether all were run.

    The other arguments are those of `run_all`.
    """
    report, stopped = progress or (lambda done, total: None), stop or (lambda: False)
    done, total = 0, sum(len(unit.scenarios) for unit in units)
    report(0, total)

    def within(lived):
        if lived > done:
            report(min(lived, total), total)

    try:
        for each in workers.gather(units, stopped) if workers else _gathered(units, jobs, plugins, panel_folder, stopped, within):
            take(each)
            done += 1
            report(done, total)
    except KeyboardInterrupt:
        if not stopped():
            raise
        # The second Ctrl-C: no patience for what is half done, but what is finished is kept.
    return done == total


def _gathered(units, jobs, plugins, panel_folder, stopped, within):
    """Give the Runs of Units: of small models many at once, in threads of this process and in companions; of others one by one, in processes."""
    plugins = tuple(str(file) for file in plugins)
    for file in plugins:
        catalogue.load_plugin(file)
    stacks, units = in_stacks(units, jobs) if panel_folder is None else ([], units)
    if stacks:
        yield from gather_stacks(stacks, jobs, stopped)
    many = min(jobs, len(units))
    if units:
        yield from (_in_processes if many > 1 else _in_this_process)(units, many, plugins, panel_folder, stopped, within)


def _in_this_process(units, _jobs, _plugins, panel_folder, stopped, within):
    lived = 0.0

    def add(share):
        nonlocal lived
        lived += share
        within(_whole_if_nearly(lived))

    for unit in units:
        yield from Underway(unit, lambda: not stopped(), add).runs(panel_folder)


def _whole_if_nearly(lived):
    return round(lived, 6)  # three thirds are one run, and not a little more


def _in_processes(units, jobs, plugins, panel_folder, stopped, within):
    # Spawned, not forked: threads of numba or of a dashboard do not survive a fork.
    context = multiprocessing.get_context("spawn")
    ended, lived = context.Event(), context.Value("d", 0.0)
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=begin, initargs=(plugins, ended, of_each(jobs), lived))
    try:
        with deaf_to_interrupts():
            waiting = _submitted(pool, units, panel_folder)
        for unit in units[len(waiting):]:
            yield from lost(unit)
        while waiting:
            done, _ = wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED)
            for future in done:
                yield from _collected(future, waiting.pop(future), stopped)
            within(_whole_if_nearly(lived.get_obj().value))  # without its lock, which a worker that was killed may hold
            if stopped() and not ended.is_set():
                ended.set()  # what has not begun returns nothing
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()
        raise
    finally:
        ended.set()
        pool.shutdown(wait=True)


def _collected(future, unit, stopped):
    try:
        return future.result()
    except BrokenProcessPool:
        return [] if stopped() else lost(unit)  # a SIGTERM for all of us ends the workers too; that is no failure of theirs


def _submitted(pool, units, panel_folder):
    """Return {future: unit}; fewer than all if processes die faster than work is handed out."""
    waiting = {}
    try:
        for unit in units:
            waiting[pool.submit(_runs_of, unit, panel_folder)] = unit
    except BrokenProcessPool:
        pass  # those handed out tell of it too
    return waiting


def lost(unit):
    """Return the failed Runs of a unit whose process is gone."""
    error = "a worker process ended unexpectedly (out of memory?)"
    return [Run(each.name, unit.replicate, unit.seed, each.hash(), error) for each in unit.scenarios]


_ended = _lived = None  # in a worker: set when the study is to end early; how much all have lived of their runs


def begin(plugins, ended, n_threads=1, lived=None):
    """Make a new process ready for work in some threads: it ends with the one that started it, and leaves Ctrl-C to it."""
    global _ended, _lived
    _ended, _lived = ended, lived
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    use(n_threads)
    catalogue.ensure_registered()
    for file in plugins:
        catalogue.load_plugin(file)


def ended():
    """Return whether the study that this process works for is to end early."""
    return _ended is not None and _ended.is_set()


def _end_with_parent():
    """End this process when the one that started it is gone; killed, it cannot say so, and its workers would wait for ever."""
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _runs_of(unit, panel_folder):
    return list(Underway(unit, lambda: not _ended.is_set(), _add).runs(panel_folder))


def _add(share):
    with _lived.get_lock():
        _lived.value += share
