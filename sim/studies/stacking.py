"""Replicates that are lived as rows of one world: which are taken together, in how many threads, and one by one where that fails."""

import queue
import threading
import time
from collections import deque

from ..stacks import can_stack, members_at_once, run_stack, stacked_morning
from .ensemble import finished_run, record_of, runs_of_seed, same_morning

LOOKS = 0.2  # seconds between looks at `stopped`
PATIENCE = 1.0  # seconds for a thread to see that it is to end
MOST_SECONDS = 60.0  # what a stack may take, so that there is soon something to keep when a study is ended early
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
    people, steps = scenarios[0].population.people, sum(_n_steps(each) for each in scenarios)
    return max(1, min(members_at_once(people), int((MOST_SECONDS / steps - STEP) / (PERSON * people))))


def _n_steps(scenario):
    return scenario.days * (24 if scenario.step == "hour" else 1)


def gather_stacks(stacks, jobs, stopped, under_way):
    """Give the Runs of all stacks as they come, worked by so many threads, until all are there or `stopped()` is True.

    Threads, for there is one process to start and to warm up, and most of a step over many people leaves the interpreter to
    others. `under_way` is told now and then to how many runs those amount that are being lived.
    """
    waiting, made, ended, lived = deque(enumerate(stacks)), queue.SimpleQueue(), threading.Event(), {}
    threads = [threading.Thread(target=_work, args=(waiting, made, ended, lived), daemon=True) for _ in range(min(jobs, len(stacks)))]
    for each in threads:
        each.start()
    left = len(threads)
    try:
        while left:
            if stopped():
                ended.set()
            under_way(sum(list(lived.values())))
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


def _work(waiting, made, ended, lived):
    """Live one stack after another; into `made` go their Runs, an error that ends the study, and at the end None."""
    try:
        while not ended.is_set():
            try:
                number, units = waiting.popleft()
            except IndexError:
                break
            for run in runs_of_stack(units, lambda runs, number=number: lived.update({number: runs}) or not ended.is_set()):
                made.put(run)
    except BaseException as error:
        made.put(error)
    finally:
        made.put(None)


def runs_of_stack(units, watch=lambda runs: True):
    """Give the Runs of the Units that make up a stack, scenario by scenario; each run takes its share of the seconds.

    `watch(runs)` is told how many runs of the present scenario those amount to that are being lived, and ends all by returning
    False. Where a scenario cannot be lived by all at once each member lives it alone, so that what fails is a failed run.
    """
    mornings, alone = {}, {}
    for scenario in units[0].scenarios:
        begun, n_steps = time.monotonic(), _n_steps(scenario)
        if not watch(0):
            return
        try:
            shared = same_morning(scenario)
            if shared not in mornings:
                mornings[shared] = stacked_morning(scenario, [unit.seed for unit in units])
            lived = run_stack(scenario, mornings[shared], lambda steps, n_steps=n_steps: watch(len(units) * steps / n_steps))
        except Exception:
            for unit in units:
                yield from runs_of_seed((scenario,), unit.seed, unit.replicate, None, lambda steps: watch(0), mornings=alone)
            continue
        if lived is None:
            return
        watch(0)
        seconds = (time.monotonic() - begun) / len(units)
        for unit, (result, invited) in zip(units, lived, strict=True):
            yield finished_run(record_of(scenario, unit.seed, unit.replicate), result, None, seconds, invited)
