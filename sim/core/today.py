"""What a mechanism sees: the locked state of the step's start, and what earlier moments of the step produced."""

from dataclasses import replace
from functools import lru_cache
from threading import RLock

import numpy as np

from .catalogue import SHELVES
from .members import members_of
from .people import Table
from .ties import CALLED


@lru_cache(maxsize=8)
def _passed_on(mechanisms):
    return frozenset(name for mechanism in mechanisms for name in mechanism.changes if "exchange" in mechanism.moments())


def passed_on():
    """Return the names mechanisms may pass on in `exchange`; received is 0 of each whose mechanism is switched off."""
    return _passed_on(tuple(SHELVES["mechanism"].values()))


class Today:
    """One step as seen by mechanisms.

    `traits`, `state`, `feelings` (distress, loneliness, their `_effect` and `_deviation`), `plan`, `received`, `usual`
    and `usual_day` are tables of float32 (n_people,); `conditions` are as in core.conditions; `dt` is the step in days.
    `usual` is what is ordinary for this very step, `usual_day` the mean over days. `strength`, `met` and
    `met_before` (uses of ties today, and before this step), `usual_met` and `usual_called` (expected uses a day per unit of
    strength), all (n_ties,), and `population` serve the moments meet and bond; `meetings` tells who met (of a nation only
    how many); `uses` maps a service to the sessions of this step.
    """

    def __init__(self, clock, seed, population, state, feelings, conditions, strength, usual, usual_day):
        self.clock, self.population, self.members = clock, population, members_of(population, seed)
        self.seed = self.members.seeds[0]
        self.traits, self.state, self.feelings = population.traits, Table(state), Table(feelings)
        self.conditions, self.strength = conditions, strength
        self.nothing = dict.fromkeys(passed_on(), np.zeros(population.n_people, np.float32))
        self.usual, self.usual_day = Table(usual, None, self.nothing), Table(usual_day, None, self.nothing)
        self.plan, self.received = Table({}), Table({}, None, self.nothing)
        self.met = self.met_before = self.usual_met = self.usual_called = self.meetings = None
        self.uses, self.kept, self.found, self._making = {}, {}, {}, {}
        self.first, self.n_people, self.dt = 0, population.n_people, clock.length
        self.n_in_world = self.n_people  # also in a part

    def used(self):
        """Return uint8 (n_ties,): how each tie was used in this step, bits as in core.ties; calls count once a day."""
        return self.used_in()(slice(None))

    def used_in(self):
        """Return a function of a slice of rows of ties that returns how these were used in this step, as `used` does of all."""
        met, before = self.met, self.met_before
        if before is None:
            return lambda rows: met[rows]

        def fresh(rows):
            new, called = met[rows] & ~before[rows], before[rows] & CALLED
            return np.where(called, new & ~np.uint8(CALLED), new)

        return fresh

    def once(self, name, make):
        """Return what `make()` gave when this was first asked for in this world; for what does not change during a run."""
        return self.kept[name] if name in self.kept else self._made_once(self.kept, name, make)

    def of_all(self, name, make):
        """Return the rows of these people of what `make()` gives for everybody; it is asked once a step."""
        return self.once_a_step(name, make)[self.first:self.first + self.n_people]

    def once_a_step(self, name, make):
        """Return what `make()` gave when this was first asked for in this step."""
        return self.found[name] if name in self.found else self._made_once(self.found, name, make)

    def _made_once(self, known, name, make):
        """Return what is known under a name, made by the first thread that asks while others wait: making it may change what lasts."""
        with self._making.setdefault((known is self.kept, name), RLock()):  # each its own: what is made may be made in threads that ask for other things
            if name not in known:
                known[name] = make()
        return known[name]

    def draw(self, purpose):
        """Return float64 (n_people,): today's own number between 0 and 1 of each person for this purpose."""
        return self.members.uniforms_of(slice(self.first, self.first + self.n_people), purpose, self.clock.day)

    def fixed_draw(self, purpose):
        """Return float64 (n_people,): a number of each person that stays the same all run."""
        return self.members.uniforms_of(slice(self.first, self.first + self.n_people), purpose)

    def everyone(self, value=1.0):
        """Return float32 (n_people,) filled with a value; an array is passed on as it is."""
        if getattr(value, "ndim", 0):
            return value.astype(np.float32, copy=False)
        filled = np.empty(self.n_people, np.float32)  # a third of the time of np.full for a few people
        filled.fill(value)
        return filled

    def alike(self, value=1.0):
        """Return the same as `everyone`, not to be written to: others may hold it too. What is asked of every day is made once."""
        if getattr(value, "ndim", 0) or value not in (0.0, 1.0):
            return self.everyone(value)
        whole = self.once(f"all {float(value)}", lambda: np.full(self.n_in_world, value, np.float32))
        return whole[self.first:self.first + self.n_people]

    def blank(self, count):
        """Return so many float32 (n_people,) for a kernel to fill."""
        return [np.empty(self.n_people, np.float32) for _ in range(count)]

    def offer(self, service):
        """Return float32 (n_people,): the chance to accept this service at usual mood, 0 where it is not offered."""
        offer = self.conditions.offers.get(service)
        return self.everyone(0.0) if offer is None else offer.uptake

    def offer_if_any(self, service):
        """Return `offer(service)`, or the scalar 0 where this service is not offered: with it, hardly anything is worked out."""
        offer = self.conditions.offers.get(service)
        return np.float32(0) if offer is None else offer.uptake

    def takes_part(self, service):
        """Return bool (n_people,): who accepts a service that is offered, drawn once a person and run."""
        return self.fixed_draw(f"{service}: accepts") < self.offer(service)

    def around_home(self):
        """Return float32 (n_people,): the share of neighbours and of faces of one's own quarter still near; below 1 for those who had to move.

        Those to whom it is offered to move as a group (`kept_together`) keep theirs.
        """
        near = self.conditions.nearby
        return self.everyone(near + (1 - near) * self.offer_if_any("kept_together"))

    def part_if(self, rows):
        """Return the same day for a slice of rows, itself for all."""
        return self if rows.stop - rows.start == self.n_people else self.part(rows)

    def part(self, rows):
        """Return the same day for a slice of rows, for own-row moments worked in blocks."""
        block = object.__new__(Today)
        block.__dict__.update(self.__dict__)
        for name in ("traits", "state", "feelings", "usual", "usual_day", "plan", "received"):
            setattr(block, name, getattr(self, name).part(rows))
        block.conditions = self.conditions.part(rows)
        block.meetings = self.meetings and replace(self.meetings, contacts=self.meetings.contacts[rows])
        block.uses = {service: uses[rows] for service, uses in self.uses.items()}
        block.first, block.n_people = self.first + rows.start, rows.stop - rows.start
        return block
