"""Lives the scenarios that facts ask for: one replicate of one scenario, all its arms, and the numbers of all its facts."""

from typing import NamedTuple

import numpy as np

from ...core.chance import run_seed
from ...run import first_morning, run
from ...timeline.load import load_scenario
from .fact import ARMS
from .record import Watcher
from .table import all_facts, arms_of, wanted_of


class Plan(NamedTuple):
    """How many people, replicates and days a scenario is given, so that its facts come out sharp enough; None: the file's days."""

    people: int
    replicates: int
    days: int | None = None


PLANS = {
    "netherlands_2024": Plan(3_000, 6), "netherlands_2020": Plan(4_000, 12), "lockdown_year": Plan(3_000, 8),
    "blackout_72h": Plan(2_000, 8), "baseline": Plan(10_000, 16, 70), "flood": Plan(6_000, 16, 180), "lockdown": Plan(4_000, 10),
}
OWN = {"C11": Plan(10_000, 12, 380)}  # facts that need other days than the rest of their scenario
TRIAL, STANDARD = Plan(2_000, 5), Plan(3_000, 8)


class Task(NamedTuple):
    """One replicate of one scenario, or of one trial, and the names of the facts it is to answer."""

    scenario: str
    trial: str
    people: int
    days: int | None
    replicate: int
    seed: int
    facts: tuple
    settings: tuple


def tasks_for(facts, seed, people=None, replicates=None, settings=()):
    """Return the Tasks that answer facts, those that take longest first; a ScenarioError if the settings cannot be used."""
    sets = {}
    for each in facts:
        plan = OWN.get(each.name) or (TRIAL if each.trial else PLANS.get(each.scenario, STANDARD))
        sets.setdefault((each.scenario, each.trial, plan), []).append(each)
    cost = {(scenario, trial, plan): _cost(scenario, trial, plan, listed, settings) for (scenario, trial, plan), listed in sets.items()}
    tasks = [Task(scenario, trial, people or plan.people, plan.days, replicate, seed, tuple(each.name for each in listed), tuple(settings))
             for (scenario, trial, plan), listed in sorted(sets.items(), key=lambda item: -cost[item[0]])
             for replicate in range(replicates or plan.replicates)]
    return tasks


def _cost(name, trial, plan, facts, settings):
    """Return a guess of the work of one replicate, in days of persons."""
    scenario = load_scenario(name, set=list(settings))
    days = (plan.days or scenario.days) * (3 if scenario.step == "hour" else 1)
    return 0 if trial else days * plan.people * len(arms_of(facts))


def answers(task, watch=lambda steps: True):
    """Return {fact: tuple of floats} of a Task, or {} if `watch(steps done)` ended it early by returning False.

    All arms share one first morning: the same people with the same luck live through each.
    """
    facts = [each for each in all_facts() if each.name in task.facts]
    if task.trial:
        return _of_trial(task, facts)
    scenario = load_scenario(task.scenario, set=list(task.settings), people=task.people, days=task.days)
    morning, records = first_morning(scenario, run_seed(task.seed, task.replicate)), {}
    for arm in arms_of(facts):
        watcher = Watcher(*wanted_of(facts, arm))
        result = run(ARMS[arm](scenario), morning=morning, each=watcher, watch=watch)
        if len(result.times) < scenario.days * (24 if scenario.step == "hour" else 1):
            return {}
        records[arm] = watcher.record()
    with np.errstate(divide="ignore", invalid="ignore"):
        return {each.name: each.values(records) for each in facts}


def _of_trial(task, facts):
    """Return the answers of a trial: one pair of worlds, each treated person beside itself untreated."""
    from ..trials import trial_effects

    effects = trial_effects(task.trial, people=task.people, replicates=1, seed=run_seed(task.seed, task.replicate), settings=list(task.settings))
    return {each.name: each.values([effect.mean for effect in effects]) for each in facts}
