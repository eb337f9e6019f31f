"""A world: one population on one day, under one scenario, with one luck."""

from functools import partial

import numpy as np

from .core.feelings import FACETS
from .core.members import members_of
from .core.mechanism import acting_at
from .core.people import FELT_FROM, QUANTITIES, apply_contributions, felt, first_state, start_of
from .core.ties import strengthen
from .core.today import Today
from .population.threads import at_once, blocks, by_rows, in_one_block, slices
from .timeline.calendar import Calendar
from .timeline.clock import Clock

TIES_AT_ONCE = 1 << 18  # ties whose strength is worked out at once


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
        self._lent = {}  # arrays that a step lends to the next one, see `room`
        self.overwrites = False  # whether a step changes arrays in place, so that its Today tells of it only until it ends
        self.state = first_state(population.traits, population.n_people)
        self._at_zero = {name: array for name, array in self.state.items() if QUANTITIES[name].start == 0.0}
        self.fluctuation = self._by_rows(lambda rows: scenario.feelings.first_fluctuation(self.members, population.n_people, rows))
        self.scored = population.traits.age >= 12  # younger children have ties and needs, no scored feelings
        self.unscored = np.flatnonzero(~self.scored)
        self.fluctuation[self.unscored] = 0
        self.strength = population.ties.first_strength.copy()
        population.ties.let_go()
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

    def room(self, name):
        """Return a dict that keeps arrays of this name from step to step; None where the Today of a step may be kept."""
        return self._lent.setdefault(name, {}) if self.overwrites else None

    def feelings_now(self, room=None):
        """Return a dict of float32 (n_people,): distress and loneliness with their effects and deviations; in arrays of `room`, if any."""
        traits, state = self.population.traits, self.state
        return by_rows(self.population.n_people, lambda rows: felt(
            traits.part(rows), {name: state[name][rows] for name in FELT_FROM}, self.fluctuation[rows], self.scenario.feelings), room)

    def _by_rows(self, make, room=None):
        return by_rows(self.population.n_people, lambda rows: {"made": make(rows)}, room)["made"]

    def morning(self):
        """Begin a step: lock the state, look at the calendar and return Today."""
        clock = self.clock
        if clock.opens_day and clock.step:
            self.fluctuation = self._by_rows(partial(self._next_fluctuation, clock.day), self.room("fluctuation"))
        if clock.opens_day:
            self._forget_meetings()
        for array in (*self.state.values(), self.strength):
            array.flags.writeable = False
        usual, usual_day = self.usual.at(clock)
        today = Today(clock, self.members, self.population, self.state, self.feelings_now(self.room("feelings")),
                      self.calendar.conditions_at(clock), self.strength, usual, usual_day)
        today.met, today.met_before = self.met, self.met.copy() if clock.hour else None
        today.kept, today.fluctuation = self.kept, self.fluctuation
        today.usual_met, today.usual_called = self.usual.met, self.usual.called
        return today

    def _next_fluctuation(self, day, rows):
        """Return float32 (n_rows, 4): the fluctuation of a day of these people, 0 of those without scored feelings."""
        fluctuation = self.scenario.feelings.next_fluctuation(self.fluctuation[rows], self.members, day, rows)
        first, last = np.searchsorted(self.unscored, (rows.start, rows.stop))
        fluctuation[self.unscored[first:last] - rows.start] = 0
        return fluctuation

    def _forget_meetings(self):
        self.visits[:] = 0
        if not self.overwrites:
            self.met = np.zeros_like(self.met)
            return
        at_once(self.population.n_people, *(partial(self.met[rows].fill, 0) for rows in slices(slice(0, self.met.size), 1 << 24)))

    def advance(self, today, feel, bond):
        """End a step: apply all contributions at once; `feel` and `bond` take a Today, or a part of it, and return {array: [(mechanism, contribution), ...]}."""
        bonding = bond(today)
        if in_one_block(today.n_people) or self.trace is not None:
            feeling = feel(today)
            if self.trace is not None:
                self.trace.record(today, feeling)
            self.state = self.state | self._next_state(today, feeling)
        else:
            self._move_in_blocks(today, feel)
        if bonding:
            self._strengthen([change for _, change in bonding["strength"]])
        self.steps_done += 1

    def _strengthen(self, changes):
        before = self.strength
        after = before if self.overwrites else np.empty_like(before)
        after.flags.writeable = True

        def change(rows):
            old = before[rows]
            strengthen(old, [change[rows] for change in changes], old if after is before else after[rows])

        at_once(self.population.n_people, *(partial(change, rows) for rows in slices(slice(0, before.size), TIES_AT_ONCE)))
        self.strength = after

    def _move_in_blocks(self, today, feel):
        if self.overwrites:
            for array in self.state.values():
                array.flags.writeable = True

        def move(rows):
            part = today.part(rows)
            new = self._next_state(part, feel(part))
            if self.overwrites:
                # What nobody ever moved from 0 needs no memory until somebody does.
                new = {name: array for name, array in new.items() if name not in self._at_zero or array.view(np.int32).any()}
                for name, array in new.items():
                    self.state[name][rows] = array
            return dict.fromkeys(new) if self.overwrites else new

        parts = blocks(today.n_people)
        made = at_once(today.n_people, *(partial(move, rows) for rows in parts))
        for name in set().union(*made):
            self._at_zero.pop(name, None)
            if not self.overwrites:
                self.state = self.state | {name: np.concatenate([new.get(name, self.state[name][rows]) for new, rows in zip(made, parts, strict=True)])}

    def _next_state(self, today, feeling):
        """Return {name: float32 (n_people,)} of the arrays that change in a step, or in a part of it."""
        unknown = feeling.keys() - QUANTITIES.keys()
        if unknown:
            raise ValueError(f"no such quantities: {sorted(unknown)}")
        state = {}
        for name, old in today.state.arrays.items():
            quantity, said = QUANTITIES[name], feeling.get(name)
            if not said and (quantity.rule == "sum" or self._at_zero.get(name) is self.state[name]):
                continue  # a level nobody ever moved from 0 stays there
            # Where nothing is said of a level its mechanism is switched off.
            listed = [contribution for _, contribution in said] if said else [start_of(quantity, today.traits, today.n_people)]
            # Children without scored feelings feel nothing the model could pass on.
            scored = self.scored[today.first:today.first + today.n_people] if name in FACETS else None
            state[name] = apply_contributions(old, quantity, listed, today.dt, self.scenario.feelings, scored)
        return state
