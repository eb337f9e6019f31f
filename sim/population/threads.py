"""Work on large populations in threads: what is done does not depend on who does it, so the bits are the same."""

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from threading import Lock

import numpy as np


def usable_cores():
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


THREADS = min(2, usable_cores())
_asked = None  # how many were asked for, None if nobody did
WORTH_IT = 50_000  # people; below, threads cost more than they save
ROWS = 1 << 16  # people that are worked at once: their arrays stay in the processor's cache
LINE = 16  # float32 in a line of the processor's cache: parts but the last are whole numbers of them
MANY = 32  # so many blocks, and twice as large ones are better: threads wait less for each other's turn with the interpreter


@contextmanager
def at_most(n_threads):
    """Have large populations worked in so many threads meanwhile; with None in as many as ever."""
    global THREADS, _asked
    before, THREADS, _asked = (THREADS, _asked), n_threads or THREADS, n_threads or _asked
    try:
        yield
    finally:
        THREADS, _asked = before


def of_each(n_processes):
    """Return how many threads each of some processes that work at once is to use: as many as were asked for, or a fair share."""
    return _asked or max(1, THREADS // n_processes)


def use(n_threads):
    """Have this process use so many threads from now on."""
    global THREADS, _asked
    THREADS = _asked = n_threads


def is_large(n_people):
    """Return whether a population is so large that its arrays are changed in place and threads are worth it."""
    return n_people >= WORTH_IT


def in_threads(n_people):
    """Return whether work on so many people is shared by threads."""
    return threads_for(n_people) > 1


def threads_for(n_people):
    """Return how many threads share work on so many people."""
    return THREADS if is_large(n_people) else 1


def at_once(n_people, *tasks):
    """Return a list of what each task returns; tasks take nothing and touch nothing of each other.

    The thread that asks works too, and waits for no single task: a day of a nation has thousands. After a failure those that
    were begun run to their end and no other begins. Of several failures the first in the order of tasks is raised, but for
    one that ends the program, as Ctrl-C, which comes first. Ctrl-C while this waits for what was begun leaves at once; that may still write.
    """
    helpers = min(threads_for(n_people), len(tasks)) - 1
    if helpers < 1:
        return [task() for task in tasks]
    left, returned, failed, asked = deque(enumerate(tasks)), [None] * len(tasks), {}, []

    def work():
        try:
            while left:
                place, task = left.popleft()
                try:
                    returned[place] = task()
                except Exception as failure:
                    failed[place] = failure
                    return
        except IndexError:  # another thread took the last one
            return
        finally:
            left.clear()  # nothing is left, or something failed; tasks before it have all begun

    try:
        with ThreadPoolExecutor(helpers) as threads:
            try:
                asked += [threads.submit(copy_context().run, work) for _ in range(helpers)]  # numpy keeps there what it makes of errors
                work()
            finally:
                left.clear()
        for each in asked:
            each.result()
        if failed:
            raise failed[min(failed)]
        return returned
    finally:
        failed.clear()  # a failure knows this call, and so what its tasks hold
        asked.clear()


def by_rows(n_people, make, room=None):
    """Return {name: array (n_people, ...)} joined from blocks; make(rows) returns the arrays of the people in a slice.

    `room`, a dict that is kept from time to time, lends the arrays of the time before: of a nation the system takes longer to
    give new ones than it takes to fill them. All blocks make the same arrays, of one type, or it is a ValueError.
    """
    if in_one_block(n_people):
        return make(slice(0, n_people))
    kept, whole, lock = {} if room is None else room, None, Lock()

    def fill(rows):
        nonlocal whole
        made = make(rows)
        with lock:
            if whole is None:
                whole = {name: _lent(kept, name, array, n_people) for name, array in made.items()}
        if _kinds(made) != _kinds(whole):
            raise ValueError(f"people {rows.start} to {rows.stop} have {_kinds(made)}, others {_kinds(whole)}")
        for name, array in made.items():
            whole[name][rows] = array

    at_once(n_people, *(partial(fill, rows) for rows in blocks(n_people)))
    return whole


def _lent(kept, name, part, n_people):
    """Return an array (n_people, ...) of the kind of a part of it: the one that is kept under its name, if that is of this kind."""
    if name not in kept or _kind(kept[name]) != _kind(part):
        kept[name] = np.empty((n_people, *part.shape[1:]), part.dtype)
    return kept[name]


def _kind(array):
    return array.dtype, array.shape[1:]


def _kinds(arrays):
    return {name: _kind(array) for name, array in arrays.items()}


def in_one_block(n_people):
    """Return whether all people are worked at once."""
    return n_people <= ROWS


def blocks(n_people):
    """Return a list of slices of people that are worked at once; one that is empty for nobody."""
    return slices(slice(0, n_people), ROWS if n_people < MANY * ROWS else 2 * ROWS, threads_for(n_people))


def slices(rows, size, n_threads=1):
    """Return a list of slices of at most this size that make up a slice, all but the last as long as each other; one that is empty if that is.

    Of threads that share them each gets as many, unless one slice is enough.
    """
    n_rows = rows.stop - rows.start
    n_parts = max(1, -(-n_rows // size))
    if n_parts > 1:
        n_parts += -n_parts % n_threads
    each = -(-n_rows // n_parts)
    each = max(1, min(size, -(-each // LINE) * LINE))
    return [slice(begin, min(begin + each, rows.stop)) for begin in range(rows.start, rows.stop, each)] or [rows]
