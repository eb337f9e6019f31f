"""A world: one population on one day, under one scenario, with one luck."""

import numpy as np

from .core.feelings import FACETS
from .core.members import members_of
from .core.mechanism import acting_at
from .core.people import QUANTITIES, apply_contributions, felt, first_state, start_of
from .core.ties import strengthened
from .core.today import Today
from .timeline.calendar import Calendar
from .timeline.clock import Clock


class World:
    """What changes during a run: state, ties' strength, the day's meetings; and what a step needs to change it.

    `usual` is what `usual.find_usual` returns for this population and these mechanisms; `seed` is the run seed, or the Members
    of the stack that the population is.
    """

    def __init__(self, scenario, population, mechanisms, seed, usual, eligible):
        self.scenario, self.population, self.members = scenario, population, members_of(population, seed)
        self.seed = self.members.seeds[0]
        self.mechanisms, self.usual = tuple(mechanisms), usual
        self.steps_done, self._acting = 0, {}
        self.state = first_state(population.traits, population.n_people)
        self.fluctuation = scenario.feelings.first_fluctuation(self.members, population.n_people)
        self.scored = population.traits.age >= 12  # younger children have ties and needs, no scored feelings
        self.unscored = np.flatnonzero(~self.scored)
        self.fluctuation[self.unscored] = 0
        self.strength = population.ties.first_strength.copy()
        self.met = np.zeros(population.ties.n_ties, np.uint8)
        self.visits = np.zeros(population.n_people, np.int32)
        self.kept = {}  # what mechanisms worked out once
        self.trace = None  # a Trace that is told each contribution, see run.py
        self.calendar = Calendar(scenario, population, self.members, lambda who, name: eligible(self, who, name))

    def acting(self, moment):
        """Return the mechanisms that act at a moment, in catalogue order, whatever the order in which they are listed."""
        if moment not in self._acting:
            self._acting[moment] = acting_at(moment, self.mechanisms)
        return self._acting[moment]

    @property
    def clock(self):
        """The Clock of the step that comes next."""
        return Clock(self.scenario.start, self.steps_done, self.scenario.step == "hour")

    @property
    def n_steps(self):
        """Steps from the first morning to the end of the scenario."""
        return self.scenario.days * (24 if self.scenario.step == "hour" else 1)

    def feelings_now(self):
        """Return a dict of float32 (n_people,): distress and loneliness with their effects and deviations."""
        return felt(self.population.traits, self.state, self.fluctuation, self.scenario.feelings)

    def morning(self):
        """Begin a step: lock the state, look at the calendar and return Today."""
        clock = self.clock
        if clock.opens_day and clock.step:
            self.fluctuation = self.scenario.feelings.next_fluctuation(self.fluctuation, self.members, clock.day)
            self.fluctuation[self.unscored] = 0
        if clock.opens_day:
            self.met = np.zeros_like(self.met)
            self.visits[:] = 0
        for array in (*self.state.values(), self.strength):
            array.flags.writeable = False
        usual, usual_day = self.usual.at(clock)
        today = Today(clock, self.members, self.population, self.state, self.feelings_now(),
                      self.calendar.conditions_at(clock), self.strength, usual, usual_day)
        today.met, today.met_before = self.met, self.met.copy() if clock.hour else None
        today.kept, today.fluctuation = self.kept, self.fluctuation
        today.usual_met, today.usual_called = self.usual.met, self.usual.called
        return today

    def advance(self, today, feeling, bonding):
        """End a step: apply all contributions at once, {array: [(mechanism, contribution), ...]}."""
        if self.trace is not None:
            self.trace.record(today, feeling)
        self.state = self._next_state(today, feeling)
        if bonding:
            changes = [change for _, change in bonding["strength"]]
            self.strength = strengthened(self.strength, changes)
        self.steps_done += 1

    def _next_state(self, today, feeling):
        unknown = feeling.keys() - QUANTITIES.keys()
        if unknown:
            raise ValueError(f"no such quantities: {sorted(unknown)}")
        state = {}
        for name, old in self.state.items():
            quantity, said = QUANTITIES[name], feeling.get(name)
            if not said and quantity.rule == "sum":
                state[name] = old
                continue
            # Where nothing is said of a level its mechanism is switched off.
            listed = [contribution for _, contribution in said] if said else [start_of(quantity, self.population.traits, today.n_people)]
            # Children without scored feelings feel nothing the model could pass on.
            scored = self.scored if name in FACETS else None
            state[name] = apply_contributions(old, quantity, listed, today.dt, self.scenario.feelings, scored)
        return state
