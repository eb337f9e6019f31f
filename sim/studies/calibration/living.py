"""Lives the stacks of a table: every arm once for all the facts that ask for it, and the facts of each member."""

from dataclasses import dataclass

import numpy as np

from ...population.build import build_population
from ...population.stacking import stacked
from ...run import FirstMorning, new_world
from ...step import step
from ...timeline.load import load_scenario
from ...usual import find_usual
from ..facts.fact import ARMS, LIVED, NO_ARROW
from ..facts.record import Watcher
from .prior import stack_values, with_values

CALM = "calm"


@dataclass(frozen=True)
class Arm:
    """One course of events to live through: its scenario, cut after the last day anybody asks for, and what is kept of it."""

    scenario: object
    wanted: tuple
    wanted_of_ties: tuple


def arms_for(facts, people):
    """Return ({key: Arm}, {(fact, arm): key}): the arms that answer facts; all those without a crisis are one.

    Arms without the arrow from loneliness to low mood only serve numbers that are reported and not fitted: left out.
    """
    asked, keys = {}, {}
    for fact in facts:
        for arm in (each for each in fact.arms if each != NO_ARROW):
            scenario = ARMS[arm](load_scenario(fact.scenario, people=people))
            key = CALM if not any(each.enabled for each in scenario.crisis) else f"{fact.scenario} {arm}"
            keys[fact.name, arm] = key
            asked.setdefault(key, []).append((scenario, fact))
    return {key: _joined(*zip(*listed, strict=True)) for key, listed in asked.items()}, keys


def _joined(scenarios, facts):
    if len({(each.start, each.step) for each in scenarios}) > 1:
        raise ValueError(f"facts {', '.join(each.name for each in facts)} cannot share an arm: their scenarios begin on different days")
    wanted, of_ties = (tuple(dict.fromkeys(pair for fact in facts for pair in getattr(fact, name))) for name in ("wanted", "wanted_of_ties"))
    days = max((window.last - scenarios[0].start).days for _, window in wanted + of_ties)
    return Arm(scenarios[0].model_copy(update={"days": days}), wanted, of_ties)


def live_stack(design, number, facts, watch=lambda: True):
    """Return (shares, values) of a stack: places in the ranges (members, n_drawn), and {fact: [numbers of each member]}.

    `watch()` is called at every step; None is returned as soon as it says False.
    """
    arms, keys = arms_for(facts, design.people)
    shares = design.shares(number)
    seed, people_seeds = design.luck_of(number)
    base = next(iter(arms.values())).scenario
    feelings = with_values(base, _of_feelings(design.drawn, shares)).feelings
    built = base.model_copy(update={"feelings": feelings, "population": base.population.model_copy(update={"people": design.people_in(number)})})
    stack = stacked([build_population(built, each) for each in people_seeds[:len(shares)]])
    values, records, usual = stack_values(design.drawn, shares, stack), {}, {}
    for key, arm in arms.items():
        records[key] = _lived(arm, with_values(arm.scenario, values), stack, usual, seed, watch)
        if records[key] is None:
            return None
    return shares, _facts_of_members(facts, keys, records, stack)


def _of_feelings(drawn, shares):
    """Return {path: float} of the parameters that are the same in a whole stack."""
    return {each.path: float(each.at(shares[0, column])) for column, each in enumerate(drawn) if not each.by_member}


def _lived(arm, scenario, stack, usual, seed, watch):
    """Return the Record of a stack that lived through an arm, or None if `watch` ended it."""
    mechanisms = tuple(each for each in scenario.mechanisms.values() if each)
    begin = scenario.start
    if begin not in usual:  # events play no part in what is usual
        usual[begin] = find_usual(scenario, stack.population, mechanisms, seed)
    world = new_world(scenario, FirstMorning(stack.population, usual[begin], None, mechanisms, seed))
    watcher = Watcher(arm.wanted, arm.wanted_of_ties)
    for _ in range(world.n_steps):
        watcher(world, step(world))
        if not watch():
            return None
    return watcher.record()


def _facts_of_members(facts, keys, records, stack):
    found = {fact.name: [] for fact in facts}
    for member in range(stack.n_members):
        parts = {key: record.rows(stack.rows(member)) for key, record in records.items()}
        for fact in facts:
            arms = {arm: parts[keys[fact.name, arm]] for arm in fact.arms if arm != NO_ARROW}
            with np.errstate(divide="ignore", invalid="ignore"):
                # Without the arrow the same record stands in: what is computed of it is reported only, and not kept here.
                found[fact.name].append(fact.values({NO_ARROW: arms.get(LIVED), **arms}))
    return found
