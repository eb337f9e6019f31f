"""What a process remembers from one question, or one point of a study, to the next: people on their first morning, and pasts that runs share."""

from collections import OrderedDict

from ..stacks import prepared, stacked_morning
from .ensemble import runs_of_seed, same_morning
from .stacked_runs import Together
from .standing_pasts import Pasts

PEOPLE_KEPT = 30_000  # people whose first mornings a process keeps


class Memory:
    """First mornings and pasts, and the runs that go on from them; their bits are those of runs from the first morning."""

    def __init__(self):
        self._mornings, self._pasts = Mornings(), Pasts()

    def runs_of(self, units, watch):
        """Give the Runs of Units that live the same scenarios: of several as rows of one world; `watch(steps done)` ends them early by returning False."""
        scenarios = units[0].scenarios
        network = any(each.population.network for each in scenarios)
        mornings, pasts = ({}, Pasts()) if network else (self._mornings, self._pasts)
        if len(units) == 1:
            (unit,) = units
            yield from runs_of_seed(scenarios, unit.seed, unit.replicate, watch=watch, run=pasts.run_among(scenarios), mornings=mornings)
            return
        together, shared = Together(units, morning_of=mornings.of_stack), pasts.among(scenarios)
        for scenario in scenarios:
            yield from together.runs_of(scenario, watch, begun=shared.begun, seen=shared.seen)


class Mornings(OrderedDict):
    """First mornings by (what they depend on, seed), or seeds of a stack, of so many people at most; none of people of a network file."""

    def __setitem__(self, key, morning):
        super().__setitem__(key, morning)
        while len(self) > 1 and sum(map(_people_in, self.items())) > PEOPLE_KEPT:
            self.popitem(last=False)

    def of_stack(self, scenario, seeds):
        """Return the StackedMorning of the replicates with these run seeds."""
        key = same_morning(scenario), seeds
        if key not in self:
            self[key] = stacked_morning(scenario, prepared(scenario, seeds))
        return self[key]


def _people_in(item):
    (_, seeds), morning = item
    return morning.population.n_people * (2 if isinstance(seeds, tuple) else 1)  # a stack holds its members too
