"""Where replicates are run: in this process, or in several; the results are the same bit for bit."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection

from ..core import catalogue
from ..core.chance import run_seed
from .ensemble import Ensemble, Run, one_replicate

LOOKS = 0.2  # seconds between looks at `stop`


def run_all(scenarios, replicates, seed, *, jobs=1, plugins=(), panel_folder=None, progress=None, stop=None):
    """Run every scenario under the seeds of all replicates and return the Ensemble.

    Parameters
    ----------
    scenarios : tuple of Scenario
        With names that differ.
    replicates, seed : int
        How many replicates, and the study seed from which their run seeds are made.
    jobs : int
        Processes; 1 stays in this one.
    plugins : iterable of str
        Files that each process loads first.
    panel_folder : path, optional
        Where panels are kept until they are joined.
    progress : callable, optional
        Called as progress(runs done, runs in all).
    stop : callable, optional
        Ends the study early when it returns True; what is finished is kept.
    """
    report, stopped = progress or (lambda done, total: None), stop or (lambda: False)
    many = min(jobs, replicates)
    gather = _in_processes if many > 1 else _in_this_process
    runs, total = [], replicates * len(scenarios)
    report(0, total)
    try:
        for each in gather(scenarios, replicates, seed, many, tuple(str(file) for file in plugins), panel_folder, stopped):
            runs.append(each)
            report(len(runs), total)
    except KeyboardInterrupt:
        if not stopped():
            raise
        # The second Ctrl-C: no patience for what is half done, but what is finished is kept.
    place = {scenario.name: k for k, scenario in enumerate(scenarios)}
    runs.sort(key=lambda each: (each.replicate, place[each.scenario]))
    return Ensemble(tuple(scenarios), seed, replicates, tuple(runs), len(runs) < total)


def _in_this_process(scenarios, replicates, seed, _jobs, plugins, panel_folder, stopped):
    for file in plugins:
        catalogue.load_plugin(file)
    for replicate in range(replicates):
        yield from one_replicate(scenarios, seed, replicate, panel_folder, stopped)


def _in_processes(scenarios, replicates, seed, jobs, plugins, panel_folder, stopped):
    # Spawned, not forked: threads of numba or of a dashboard do not survive a fork.
    context = multiprocessing.get_context("spawn")
    ended = context.Event()
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(plugins, ended))
    try:
        with _deaf_to_interrupts():
            waiting = _submitted(pool, scenarios, seed, replicates, panel_folder)
        for replicate in range(len(waiting), replicates):
            yield from _lost(replicate, scenarios, seed)
        while waiting:
            done, _ = wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED)
            for future in done:
                yield from _collected(future, waiting.pop(future), scenarios, seed)
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


@contextmanager
def _deaf_to_interrupts():
    """Hold Ctrl-C back while processes are started: they inherit it held back, and are not ended in the middle of an import."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _collected(future, replicate, scenarios, seed):
    try:
        return future.result()
    except BrokenProcessPool:
        return _lost(replicate, scenarios, seed)


def _submitted(pool, scenarios, seed, replicates, panel_folder):
    """Return {future: replicate}; fewer than all if processes die faster than work is handed out."""
    waiting = {}
    try:
        for replicate in range(replicates):
            waiting[pool.submit(_replicate, scenarios, seed, replicate, panel_folder)] = replicate
    except BrokenProcessPool:
        pass  # those handed out tell of it too
    return waiting


def _lost(replicate, scenarios, seed):
    """Return the failed Runs of a replicate whose process is gone."""
    error = "a worker process ended unexpectedly (out of memory?)"
    return [Run(each.name, replicate, run_seed(seed, replicate), each.hash(), error) for each in scenarios]


_ended = None  # in a worker: set when the study is to end early


def _begin(plugins, ended):
    global _ended
    _ended = ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    catalogue.ensure_registered()
    for file in plugins:
        catalogue.load_plugin(file)


def _end_with_parent():
    """End this process when the one that started it is gone; killed, it cannot say so, and its workers would wait for ever."""
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _replicate(scenarios, seed, replicate, panel_folder):
    return list(one_replicate(scenarios, seed, replicate, panel_folder, _ended.is_set))
