"""Replicates that are lived as rows of one world: which are taken together, in how many threads, and one by one where that fails."""

import queue
import threading
import time
from collections import deque
from concurrent.futures import Future

from ..stacks import can_stack, members_at_once, prepared, run_stack, stacked_morning
from .ensemble import finished_run, record_of, runs_of_seed, same_morning

LOOKS = 0.2  # seconds between looks at `stopped`
PATIENCE = 1.0  # seconds for a thread to see that it is to end
MOST_SECONDS = 10.0  # what a stack may take for a scenario, or else twice what its runs take one by one: what is not finished is lost when a study is ended early
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
        n_stacks = _how_many(len(listed), most, listed[0].scenarios, jobs)
        stacks += [listed[k * len(listed) // n_stacks:(k + 1) * len(listed) // n_stacks] for k in range(n_stacks)]
    return stacks, alone


def _how_many(n_members, most, scenarios, jobs):
    """Return how many stacks these replicates make: those by which the jobs, which take a scenario each, are done first; none has a single member."""
    def seconds_of_a_step(n_stacks):
        rounds = -(-n_stacks * len(scenarios) // jobs)
        return rounds * (STEP + PERSON * scenarios[0].population.people * -(-n_members // n_stacks))

    fewest = max(1, min(n_members // 2, -(-n_members // most)))
    return min(range(fewest, max(fewest, min(n_members // 2, fewest + jobs)) + 1), key=seconds_of_a_step)


def _members_at_once(scenarios):
    if not scenarios or not all(can_stack(each) for each in scenarios):
        return 1
    people, steps = scenarios[0].population.people, max(each.days * (24 if each.step == "hour" else 1) for each in scenarios)
    longest_step = max(MOST_SECONDS / steps, 2 * (STEP + PERSON * people))
    return max(1, min(members_at_once(people), int((longest_step - STEP) / (PERSON * people))))


class Together:
    """Units that are the rows of one world: each scenario is lived by a thread, and threads share the work of the first morning.

    `morning_of(scenario, run seeds)` gives a StackedMorning, where one is kept elsewhere.
    """

    def __init__(self, units, threads=1, morning_of=None):
        self.units, self._threads = units, min(threads, len(units))
        self._mornings, self._lock, self._alone, self._morning = {}, threading.Lock(), {}, morning_of or self._shared_morning

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
        shared = same_morning(scenario)
        with self._lock:
            if shared not in self._mornings:
                self._mornings[shared] = _SharedMorning(scenario, seeds, self._threads)
        return self._mornings[shared].whole()


class _SharedMorning:
    """A StackedMorning that is prepared in parts, by whichever threads ask for it."""

    def __init__(self, scenario, seeds, n_parts):
        self._scenario, self._whole, self._lock = scenario, None, threading.Lock()
        parts = [(seeds[k * len(seeds) // n_parts:(k + 1) * len(seeds) // n_parts], Future()) for k in range(n_parts)]
        self._left, self._found = deque(parts), [found for _, found in parts]

    def whole(self):
        """Return it, or raise what made it fail; what no thread has begun to prepare is prepared in this one."""
        while True:
            try:
                seeds, found = self._left.popleft()
            except IndexError:
                break
            try:
                found.set_result(prepared(self._scenario, seeds))
            except Exception as error:
                found.set_exception(error)
        parts = [found.result() for found in self._found]
        with self._lock:
            if self._whole is None:
                self._whole = stacked_morning(self._scenario, *parts)
            return self._whole


def gather_stacks(stacks, jobs, stopped):
    """Give the Runs of all stacks as they come, worked by so many threads, until all are there or `stopped()` is True.

    Threads, for there is one process to start and to warm up, and most of a step over many people leaves the interpreter to others.
    """
    together = (Together(units, jobs) for units in stacks)
    waiting = deque((stack, scenario) for stack in together for scenario in stack.units[0].scenarios)
    made, ended = queue.SimpleQueue(), threading.Event()
    threads = [threading.Thread(target=_work, args=(waiting, made, ended), daemon=True) for _ in range(min(jobs, len(waiting)))]
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
    """Live one scenario of a stack after another; into `made` go their Runs, an error that ends the study, and at the end None."""
    try:
        while not ended.is_set():
            try:
                stack, scenario = waiting.popleft()
            except IndexError:  # none is left
                break
            for run in stack.runs_of(scenario, lambda steps: not ended.is_set()):
                made.put(run)
    except BaseException as error:
        made.put(error)
    finally:
        made.put(None)
