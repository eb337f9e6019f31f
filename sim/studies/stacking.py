"""Replicates that are lived as rows of one world: which are taken together, and by how many threads and companions."""

import os
import queue
import threading
from collections import deque
from contextlib import suppress

from ..stacks import can_stack, members_at_once
from . import companions
from .stacked_runs import Together

LOOKS = 0.2  # seconds between looks at `stopped`
PATIENCE = 1.0  # seconds for a thread to see that it is to end
MOST_SECONDS = 10.0  # what a stack may take for a scenario, or else twice what its runs take one by one: what is not finished is lost when a study is ended early
STEP, PERSON = 0.0025, 0.6e-6  # seconds that a step takes whatever it works on, and for each person (docs/speed.md)
WORTH_STARTING, WORTH_ASKING = 8.0, 0.3  # seconds of work from which on it is worth it to start a companion, and to ask one that waits
_asked_for = []  # seconds of work, of each time in this process that it was worth asking a companion: who asks again will go on asking


def in_stacks(units, jobs):
    """Return (lists of Units that are the members of one stack each, the Units that are run alone), for so many jobs."""
    alike, alone, stacks = {}, [], []
    for unit in units:
        alike.setdefault(tuple(map(id, unit.scenarios)), []).append(unit)
    for listed in alike.values():
        most = _members_at_once(listed[0].scenarios) if len(listed) > 1 else 1
        if most == 1:
            alone += listed
            continue
        n_stacks = _how_many(len(listed), most, listed[0].scenarios, jobs)
        stacks += [listed[k * len(listed) // n_stacks:(k + 1) * len(listed) // n_stacks] for k in range(n_stacks)]
    return stacks, alone


def _how_many(n_members, most, scenarios, jobs):
    """Return how many stacks these replicates make: those by which the jobs, which take a scenario each, are done first; none has a single member."""
    def seconds_of_a_step(n_stacks):
        return -(-n_stacks * len(scenarios) // jobs) * _seconds_of_a_step(-(-n_members // n_stacks), scenarios)

    fewest = max(1, min(n_members // 2, -(-n_members // most)))
    return min(range(fewest, max(fewest, min(n_members // 2, fewest + jobs)) + 1), key=seconds_of_a_step)


def _members_at_once(scenarios):
    if not scenarios or not all(can_stack(each) for each in scenarios):
        return 1
    people = scenarios[0].population.people
    longest_step = max(MOST_SECONDS / _steps(scenarios), 2 * (STEP + PERSON * people))
    return max(1, min(members_at_once(people), int((longest_step - STEP) / (PERSON * people))))


def _steps(scenarios):
    return max(each.days * (24 if each.step == "hour" else 1) for each in scenarios)


def _seconds_of_a_step(n_members, scenarios):
    return STEP + PERSON * scenarios[0].population.people * n_members


def gather_stacks(stacks, jobs, stopped):
    """Give the Runs of all stacks as they come, until all are there or `stopped()` is True.

    So many threads work them, each but one with a process of its own where that is worth it: they hand the interpreter to each other less.
    """
    together = [Together(units, jobs) for units in stacks]
    waiting = deque((stack, scenario) for stack in together for scenario in stack.units[0].scenarios)
    made, ended, n_threads = queue.SimpleQueue(), threading.Event(), min(jobs, len(waiting))
    n_beside = _worth_beside(stacks, n_threads - 1)
    threads = [threading.Thread(target=_work, args=(waiting, made, ended, k < n_beside), daemon=True) for k in range(n_threads)]
    for each in threads:
        each.start()
    left = len(threads)
    try:
        while left:
            if stopped():
                ended.set()
            try:
                run = made.get(timeout=LOOKS)
            except queue.Empty:
                continue
            if isinstance(run, BaseException):
                raise run
            if run is not None:
                yield run
            left -= run is None
    finally:
        ended.set()
        for each in threads:
            each.join(PATIENCE)


def _worth_beside(stacks, most):
    """Return how many companions are worth their cost for these stacks: as many as processors can use, those that wait, or none."""
    seconds = sum(len(units[0].scenarios) * _steps(units[0].scenarios) * _seconds_of_a_step(len(units), units[0].scenarios) for units in stacks)
    if seconds < WORTH_ASKING or not companions.can_start():
        return 0
    _asked_for.append(seconds)
    return min(most, max(1, (os.cpu_count() or 1) - 1) if sum(_asked_for) >= WORTH_STARTING else companions.n_warm())


def _work(waiting, made, ended, beside):
    """Live one scenario of a stack after another; into `made` go their Runs, an error that ends the study, and at the end None."""
    companion = None
    try:
        with suppress(OSError):  # no process can be started: then this one does all
            companion = companions.taken() if beside else None
        while companion is not None and waiting and not ended.is_set() and not companion.ready(LOOKS):
            pass  # others take its share meanwhile
        if companion is not None and not companion.knows_all():
            companions.left(companion)
            companion = None
        while not ended.is_set():
            try:
                stack, scenario = waiting.popleft()
            except IndexError:  # none is left
                break
            lived = stack.runs_of(scenario, lambda steps: not ended.is_set()) if companion is None else stack.runs_beside(scenario, companion, ended.is_set)
            for run in lived:
                made.put(run)
    except BaseException as error:
        made.put(error)
    finally:
        if companion is not None:
            companions.left(companion)
        made.put(None)
