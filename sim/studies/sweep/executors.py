"""Where units are lived: in this process or threads of it, in several, or on a cluster; the records are the same bit for bit.

Each executor takes units from an iterator as it has room, and gives (unit, records) back in any order.
"""

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from ...core import catalogue
from ...population.threads import of_each
from ..work import LOOKS, begin, deaf_to_interrupts, ended
from .living import failed, live, units_of

AHEAD = 3  # units handed out for each process, so that none waits for the next
LOST = "a worker process ended unexpectedly (out of memory?)"


def here(asked, units, stopped, live=live):
    """Live units in this process."""
    for unit in units:
        if stopped():
            return
        yield unit, live(asked, unit, lambda steps: not stopped())


def in_threads(asked, units, stopped, jobs, live=live):
    """Live units in `jobs` threads of this process: they start at once and share its memory, but take turns where they are not compiled."""
    for file in asked.plugins:
        catalogue.load_plugin(file)  # by one thread, before others could find it half loaded
    units, ending = iter(units), threading.Event()

    def lived(unit):
        return [] if ending.is_set() else live(asked, unit, lambda steps: not (ending.is_set() or stopped()))
    pool = ThreadPoolExecutor(jobs, "noaber unit")
    waiting = {}
    try:
        while True:
            for unit in islice(units, 0 if stopped() else jobs * AHEAD - len(waiting)):
                waiting[pool.submit(lived, unit)] = unit
            if not waiting:
                return
            for future in wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()
            if stopped():
                ending.set()
    finally:
        ending.set()
        pool.shutdown(wait=True, cancel_futures=True)


def in_processes(asked, units, stopped, jobs, live=live):
    """Live units in `jobs` processes. A process that dies is replaced; a unit whose process dies again, alone, has failed."""
    units = iter(units)
    while True:
        lost = []
        yield from _one_pool(asked, units, lost, stopped, jobs, live)
        if not lost or stopped():
            return
        # One at a time, so that it shows which unit it is that ends its process.
        suspects = iter(lost)
        while True:
            guilty = []
            yield from _one_pool(asked, suspects, guilty, stopped, 1, live)
            if not guilty or stopped():
                break
            yield guilty[0], failed(asked, guilty[0], LOST)


def _one_pool(asked, units, lost, stopped, jobs, live):
    """Live units until none is left or a process dies; those that were under way then are added to `lost`."""
    # Spawned, not forked: threads of numba or of the archive do not survive a fork.
    context = multiprocessing.get_context("spawn")
    _start_tracker()
    ending = context.Event()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=begin, initargs=(tuple(asked.plugins), ending, of_each(jobs)))
    waiting = {}
    try:
        while True:
            with deaf_to_interrupts():
                _hand_out(pool, waiting, asked, units, jobs * AHEAD if jobs > 1 else 1, stopped, live)
            if not waiting:
                return
            done, _ = wait(waiting, timeout=LOOKS, return_when=FIRST_COMPLETED)
            for future in done:
                records = future.result()  # first: a unit whose process died is still waiting
                yield waiting.pop(future), records
            if stopped():
                ending.set()  # what has not begun returns nothing
    except BrokenProcessPool:
        lost.extend(each for unit in waiting.values() for each in units_of(unit))
    finally:
        ending.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _start_tracker():
    """Start the process of Python's that frees semaphores of one that was killed, without the warning it would write into our lines.

    It outlives a kill -9, frees what the killed process held, as it should, and calls that a leak on the terminal of whoever goes on.
    """
    if os.name != "posix":
        return
    from multiprocessing import resource_tracker
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [before, "ignore:resource_tracker:UserWarning"]))
    try:
        resource_tracker.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


def _hand_out(pool, waiting, asked, units, most, stopped, live):
    while len(waiting) < most and not stopped():
        unit = next(units, None)
        if unit is None:
            return
        try:
            waiting[pool.submit(_lived, live, asked, unit)] = unit
        except BrokenProcessPool:
            waiting[None] = unit  # taken, but not handed out
            raise


def _lived(live, asked, unit):
    return [] if ended() else live(asked, unit, lambda steps: not ended())
