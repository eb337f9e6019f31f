"""The model against published facts: every fact lived, computed as its study computed it, and judged."""

import multiprocessing
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from ..core import catalogue
from . import work
from .code import made_by
from .facts.judging import judged
from .facts.living import answers, tasks_for
from .facts.table import all_facts
from .validation_text import cause_of


@dataclass(frozen=True)
class Validation:
    """The table of facts, judged: `facts` JudgedFacts in order; `values` {fact: [(replicate, tuple of floats)]}."""

    facts: tuple
    values: dict
    seed: int
    stopped: bool = False
    errors: tuple = ()
    settings: tuple = ()

    def passed(self, kind):
        """Return (how many passed, how many were judged) of a kind that counts."""
        counted = [each for each in self.facts if each.fact.kind == kind and each.passed is not None]
        return sum(each.passed for each in counted), len(counted)

    def unset(self):
        """Return the names of the validation facts that passed and do not rest on a size that was set by hand with them in sight."""
        return [each.fact.name for each in self.facts if each.fact.kind == "validate" and each.passed and not each.fact.set_by]

    def summary(self):
        """Return {"validate": ..., "calibrate": ...}: how many facts were judged and met, and of the first what `unset` names."""
        counts = {kind: dict(zip(("met", "judged"), self.passed(kind), strict=True)) for kind in ("validate", "calibrate")}
        counts["validate"]["met_without_a_size_set_in_sight"] = self.unset()
        return counts

    def document(self):
        """Return what is kept of it as a dict for JSON, with what says by which code it was made."""
        return {"summary": self.summary(), "facts": self.rows(), "seed": self.seed, "settings": self.settings, **made_by()}

    def rows(self):
        """Return a list of dicts, one a fact, as `noaber validate --json` prints them."""
        return [_row(each) for each in self.facts]


def validate(names=(), people=None, replicates=None, seed=1, *, jobs=1, without=(), settings=(), plugins=(), progress=None, stop=None):
    """Return the Validation of the facts named, of all if none is.

    Parameters
    ----------
    names : iterable of str
        Facts such as "C8" or "V5".
    people, replicates : int, optional
        In place of what each scenario is given; an interval needs three replicates.
    without : iterable of str
        Mechanisms that are switched off, to see which facts need them.
    settings : iterable of str
        Settings such as "mechanisms.withdrawal.strength=0.2", for every scenario.
    jobs, plugins, progress, stop
        As in `work.run_all`.

    Raises
    ------
    KeyError
        If there is no fact of a name.
    """
    facts = facts_named(names)
    settings = (*settings, *(f"mechanisms.{name}=false" for name in without))
    tasks = tasks_for(facts, seed, people, replicates, settings)
    found, errors = answered(tasks, jobs, plugins, progress, stop)
    return table_of(facts, found, seed, errors, settings, sum(map(bool, found.values())) + len(errors) < len(tasks))


def answered(tasks, jobs=1, plugins=(), progress=None, stop=None):
    """Return ({task: {fact: tuple of floats}}, errors in words) of Tasks, in as many processes as `jobs`."""
    report, found, errors = progress or (lambda done, total: None), {}, []
    report(0, len(tasks))
    gather = _in_processes if min(jobs, len(tasks)) > 1 else _here
    for done, (task, answer, error) in enumerate(gather(tasks, jobs, tuple(str(file) for file in plugins), stop or (lambda: False)), 1):
        if error:
            errors.append(f"{task.scenario}, replicate {task.replicate}: {error}")
        found[task] = answer
        report(done, len(tasks))
    return found, errors


def table_of(facts, found, seed, errors=(), settings=(), stopped=False):
    """Return the Validation of facts from {task: {fact: tuple of floats}}."""
    values = {each.name: sorted((task.replicate, answer[each.name]) for task, answer in found.items() if each.name in answer) for each in facts}
    rows = tuple(judged(each, [numbers for _, numbers in values[each.name]]) for each in facts)
    return Validation(rows, values, seed, stopped, tuple(errors), tuple(settings))


def facts_named(names):
    """Return the Facts of these names in order of the table, all without names; KeyError names one that does not exist."""
    known = {each.name: each for each in all_facts()}
    for name in names:
        if name not in known:
            raise KeyError(name)
    return [each for name, each in known.items() if not names or name in names]


def _here(tasks, _jobs, plugins, stopped):
    for file in plugins:
        catalogue.load_plugin(file)
    for task in tasks:
        if stopped():
            return
        yield task, *_tried(task, lambda steps: not stopped())


def _in_processes(tasks, jobs, plugins, stopped):
    context = multiprocessing.get_context("spawn")  # as in work.py
    ended = context.Event()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=work.begin, initargs=(plugins, ended))
    try:
        with work.deaf_to_interrupts():
            waiting = {pool.submit(_in_worker, task): task for task in tasks}
        while waiting:
            done, _ = wait(waiting, timeout=work.LOOKS, return_when=FIRST_COMPLETED)
            for future in done:
                task = waiting.pop(future)
                error = future.exception()
                yield (task, {}, f"{type(error).__name__}: {error}") if error else (task, *future.result())
            if stopped():
                ended.set()
    finally:
        ended.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _in_worker(task):
    return _tried(task, lambda steps: not work.ended())


def _tried(task, watch):
    from ..timeline.errors import ScenarioError

    try:
        return answers(task, watch) if watch(0) else {}, ""
    except Exception as error:
        if isinstance(error, ScenarioError) and task.settings:
            raise  # a mistake in what was asked for is the same in every replicate
        return {}, f"{type(error).__name__}: {error}"


def _row(each):
    fact, part = each.fact, each.deciding
    head = {"fact": fact.name, "text": fact.text, "scenario": fact.scenario}
    numbers = _numbers(part) if part else {"target": fact.parts[0].target if fact.parts else "", "low": None, "high": None, "value": None, "half_width": None}
    return {**head, **numbers, "passed": each.passed, "kind": fact.kind, "source": fact.source, "set_by": fact.set_by, "cause": cause_of(each),
            "parts": [{"text": one.part.text, **_numbers(one), "passed": None if one.part.reported else one.passed, "why_not": one.why_not} for one in each.parts]}


def _numbers(one):
    return {"target": one.part.target, "low": one.part.low, "high": one.part.high, "value": _known(one.value), "half_width": _known(one.half_width)}


def _known(value):
    return float(f"{value:.6g}") if np.isfinite(value) else None
