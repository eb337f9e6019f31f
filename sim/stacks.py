"""Replicates of a small model as the rows of one world: each has, bit for bit, the results of a run of its own.

Of a step over 1,000 people most is the cost of some hundred calls, whatever they work on; twenty populations share them.
"""

from dataclasses import dataclass

import numpy as np

from .core import catalogue
from .core.members import Members
from .groups import eligible, first_morning_groups
from .population.stacking import stacked
from .run import Recorder, Result, mechanisms_of, population_of, step_and_price
from .usual import find_usual
from .world import World

ROWS = 16_000  # people in a stack: beyond, their arrays leave the cache of the processor, and there is little left to share
OWN = __name__.split(".")[0]


@dataclass(frozen=True)
class StackedMorning:
    """What scenarios share in a stack: its `population`, the Members it is made of, what is usual for them, and their groups."""

    population: object
    members: object
    usual: object
    groups: object
    mechanisms: tuple


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


def stacked_morning(scenario, seeds):
    """Return the StackedMorning of the replicates with these run seeds."""
    catalogue.ensure_registered()
    populations = [population_of(scenario, seeds[0])]
    # With a seed of their own the people of all replicates are the same.
    populations += [populations[0] if scenario.population.seed is not None else population_of(scenario, seed) for seed in seeds[1:]]
    if len({each.n_people for each in populations}) > 1:
        raise ValueError("the members of a stack differ in size")
    members, whole, mechanisms = Members(populations, seeds), stacked(populations).population, mechanisms_of(scenario)
    return StackedMorning(whole, members, find_usual(scenario, whole, mechanisms, members),
                          first_morning_groups(whole, scenario.feelings, members), mechanisms)


def run_stack(scenario, morning, watch=lambda steps: True):
    """Run one scenario for all members; return [(Result, {intervention: people of each group it invites})], or None if `watch` ended it."""
    world = World(scenario, morning.population, mechanisms_of(scenario), morning.members, morning.usual, eligible)
    recorder = Recorder(morning.groups, world.n_steps)
    for _ in range(world.n_steps):
        recorder.record(step_and_price(world))
        if watch(world.steps_done) is False and world.steps_done < world.n_steps:
            return None
    reached = world.calendar.reached_of_members()
    invited = {event.name: morning.groups.counted(world.calendar.invited(event)) for event in scenario.intervention if event.enabled}
    return [(_result_of(m, scenario, morning.members, recorder, reached), {name: tuple(each[m].tolist()) for name, each in invited.items()})
            for m in range(morning.members.n_members)]


def _result_of(m, scenario, members, recorder, reached):
    return Result(scenario, members.seeds[m], tuple(each.name for each in recorder.outcomes), recorder.groups.names, tuple(recorder.times),
                  np.ascontiguousarray(recorder.table[:, m]), recorder.people_scored[m], {name: int(each[m]) for name, each in reached.items()},
                  members.populations[m], None, [], {name: int(each[m]) for name, each in recorder.sessions.items()})
