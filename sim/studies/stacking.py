"""Replicates that are lived as rows of one world: which are taken together, in how many threads, and one by one where that fails."""

import queue
import threading
import time
from collections import deque

from ..stacks import can_stack, members_at_once, run_stack, stacked_morning
from .ensemble import finished_run, record_of, runs_of_seed, same_morning

LOOKS = 0.2  # seconds between looks at `stopped`
PATIENCE = 1.0  # seconds for a thread to see that it is to end
MOST_SECONDS = 10.0  # what a stack may take, or else twice what its runs take one by one: what is not finished is lost when a study is ended early
STEP, PERSON = 0.0025, 0.6e-6  # seconds that a step takes whatever it works on, and for each person (docs/speed.md)


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
        # As many for each job, and none of a single member.
        n_stacks = -(-len(listed) // most)
        n_stacks = max(1, min(len(listed) // 2, -(-n_stacks // jobs) * jobs))
        stacks += [listed[k * len(listed) // n_stacks:(k + 1) * len(listed) // n_stacks] for k in range(n_stacks)]
    return stacks, alone


def _members_at_once(scenarios):
    if not scenarios or not all(can_stack(each) for each in scenarios):
        return 1
    people, steps = scenarios[0].population.people, sum(each.days * (24 if each.step == "hour" else 1) for each in scenarios)
    longest_step = max(MOST_SECONDS / steps, 2 * (STEP + PERSON * people))
    return max(1, min(members_at_once(people), int((longest_step - STEP) / (PERSON * people))))


def gather_stacks(stacks, jobs, stopped):
    """Give the Runs of all stacks as they come, worked by so many threads, until all are there or `stopped()` is True.

    Threads, for there is one process to start and to warm up, and most of a step over many people leaves the interpreter to others.
    """
    waiting, made, ended = deque(stacks), queue.SimpleQueue(), threading.Event()
    threads = [threading.Thread(target=_work, args=(waiting, made, ended), daemon=True) for _ in range(min(jobs, len(stacks)))]
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


def _work(waiting, made, ended):
    """Live one stack after another; into `made` go their Runs, an error that ends the study, and at the end None."""
    try:
        while not ended.is_set():
            try:
                units = waiting.popleft()
            except IndexError:  # none is left
                break
            for run in runs_of_stack(units, lambda steps: not ended.is_set()):
                made.put(run)
    except BaseException as error:
        made.put(error)
    finally:
        made.put(None)


def runs_of_stack(units, watch=lambda steps: True):
    """Return the Runs of the Units that make up a stack, replicate by replicate, or none if `watch(steps done)` ends them by returning False.

    Where a scenario cannot be lived by all at once each member lives it alone, so that what fails is a failed run.
    """
    mornings, alone, by_scenario = {}, {}, []
    for scenario in units[0].scenarios:
        try:
            runs = _lived_together(scenario, units, mornings, watch)
        except Exception:
            runs = [run for unit in units for run in runs_of_seed((scenario,), unit.seed, unit.replicate, None, watch, mornings=alone)]
        if len(runs) < len(units):
            return []
        by_scenario.append(runs)
    return [run for runs in zip(*by_scenario, strict=True) for run in runs]


def _lived_together(scenario, units, mornings, watch):
    """Return the Runs of one scenario by all members, each with its share of the seconds; none if they were ended early."""
    begun, shared = time.monotonic(), same_morning(scenario)
    if not watch(0):
        return []
    if shared not in mornings:
        mornings[shared] = stacked_morning(scenario, [unit.seed for unit in units])
    lived = run_stack(scenario, mornings[shared], watch) or []
    seconds = (time.monotonic() - begun) / len(units)
    return [finished_run(record_of(scenario, unit.seed, unit.replicate), result, None, seconds, invited)
            for unit, (result, invited) in zip(units, lived, strict=False)]
