"""Replicates of a small model as the rows of one world: each has, bit for bit, the results of a run of its own.

Of a step over 1,000 people most is the cost of some hundred calls, whatever they work on; twenty populations share them.
"""

from dataclasses import dataclass

import numpy as np

from .core import catalogue
from .core.members import Members
from .groups import first_morning_groups
from .population.stacking import stacked
from .run import Recorder, Result, mechanisms_of, new_world, population_of, step_and_price
from .usual import usual_of_each, usual_of_stack

ROWS = 20_000  # people in a stack: beyond, there is little left to share, and their arrays leave the cache of the processor
OWN = __name__.split(".")[0]


@dataclass(frozen=True)
class StackedMorning:
    """What scenarios share in a stack, as a FirstMorning of Members, which are its `seed`: their `population`, what is usual, and their groups."""

    population: object
    seed: object
    usual: object
    groups: object
    mechanisms: tuple


@dataclass(frozen=True)
class Prepared:
    """Some members of a stack: their populations, run seeds, and a list of what is usual for each."""

    populations: tuple
    seeds: tuple
    usual: list


def can_stack(scenario):
    """Return whether runs of a scenario can be the rows of one world.

    Not with people from a file, and not with anything from outside, which may look at all rows as at one population.
    """
    catalogue.ensure_registered()
    population = scenario.population
    if population.network or scenario.stored is not None or 2 * population.people > ROWS:
        return False
    used = [*mechanisms_of(scenario), *scenario.crisis, *scenario.intervention, catalogue.find("recipe", population.recipe)()]
    functions = [catalogue.find("outcome", name).of_step for name in catalogue.names("outcome")]
    return all(each.__module__.split(".")[0] == OWN for each in (*(type(each) for each in used), *functions))


def members_at_once(people):
    """Return how many populations of this size make a stack."""
    return max(1, ROWS // people)


def prepared(scenario, seeds):
    """Return the replicates with these run seeds as Prepared, for a stack or for a part of one."""
    catalogue.ensure_registered()
    populations = [population_of(scenario, seeds[0])]
    # With a seed of their own the people of all replicates are the same.
    populations += [populations[0] if scenario.population.seed is not None else population_of(scenario, seed) for seed in seeds[1:]]
    whole, members = stacked(populations).population, Members(populations, seeds)
    return Prepared(tuple(populations), tuple(seeds), usual_of_each(scenario, whole, mechanisms_of(scenario), members))


def stacked_morning(scenario, *parts):
    """Return the StackedMorning of all that is Prepared."""
    populations, seeds, usual = (sum((list(getattr(part, name)) for part in parts), []) for name in ("populations", "seeds", "usual"))
    if len({each.n_people for each in populations}) > 1:
        raise ValueError("the members of a stack differ in size")
    members, whole = Members(populations, seeds), stacked(populations).population
    return StackedMorning(whole, members, usual_of_stack(usual, members), first_morning_groups(whole, scenario.feelings, members), mechanisms_of(scenario))


def first_day(scenario, morning):
    """Return (world, recorder) of a stack on its first morning."""
    world = new_world(scenario, morning)
    return world, Recorder(morning.groups, world.n_steps)


def run_stack(scenario, morning, watch=lambda steps: True, begun=first_day, seen=lambda world, recorder: None):
    """Run one scenario for all members; return [(Result, {intervention: people of each group it invites})], or None if `watch` ended it.

    `begun(scenario, morning)` gives the (world, recorder) to go on from, and `seen` is told of them before each step.
    """
    world, recorder = begun(scenario, morning)
    while world.steps_done < world.n_steps:
        seen(world, recorder)
        recorder.record(step_and_price(world))
        if watch(world.steps_done) is False and world.steps_done < world.n_steps:
            return None
    reached = world.calendar.reached_of_members()
    invited = {event.name: morning.groups.counted(world.calendar.invited(event)) for event in scenario.intervention if event.enabled}
    return [(_result_of(m, scenario, morning.seed, recorder, reached), {name: tuple(each[m].tolist()) for name, each in invited.items()})
            for m in range(morning.seed.n_members)]


def _result_of(m, scenario, members, recorder, reached):
    return Result(scenario, members.seeds[m], tuple(each.name for each in recorder.outcomes), recorder.groups.names, tuple(recorder.times),
                  np.ascontiguousarray(recorder.table[:, m]), recorder.people_scored[m], {name: int(each[m]) for name, each in reached.items()},
                  members.populations[m], None, [], {name: int(each[m]) for name, each in recorder.sessions.items()})
