"""Whose luck it is: a world holds one population, or several as rows of one, each with its own run seed and its own numbering."""

from functools import cached_property

import numpy as np

from .chance import KEYS_AT_ONCE, MASK, fill_bells, fill_normals, fill_uniforms, keys_from, purpose_key


class Members:
    """The populations that are the rows of one world, each with the draws it has in a world of its own.

    Member m has the people `people[m]` to before `people[m + 1]`, and `areas`, `groups` and `clubs` likewise, all int64
    (n_members + 1,). `populations` and `seeds` (run seeds) are those of the members; what is drawn for somebody is keyed by the seed
    of the member and the number that the person has in it.
    """

    def __init__(self, populations, seeds):
        self.populations, self.seeds = tuple(populations), tuple(seed & MASK for seed in seeds)
        self.people = _starts([each.n_people for each in self.populations])
        self._keys = {}

    @cached_property
    def areas(self):
        """Where the areas of each member begin."""
        return _starts([each.n_areas for each in self.populations])

    @cached_property
    def groups(self):
        """Where the groups of work and school of each member begin."""
        return _starts([each.groups.n_groups for each in self.populations])

    @cached_property
    def clubs(self):
        """Where the clubs of each member begin."""
        return _starts([each.clubs.n_groups for each in self.populations])

    @property
    def n_members(self):
        """Number of members; 1 but for a stack."""
        return len(self.seeds)

    @property
    def n_people(self):
        """Number of people of all members."""
        return int(self.people[-1])

    def slices(self):
        """Return the slice of rows of each member."""
        return [slice(int(first), int(last)) for first, last in zip(self.people, self.people[1:], strict=False)]

    def keys(self, purpose, time=0):
        """Return uint64 (n_members,): each member's key of all draws for one purpose at one time."""
        since = time % KEYS_AT_ONCE
        known = self._keys.get((purpose, time - since))
        if known is None:
            lasting = np.array([purpose_key(seed, purpose) for seed in self.seeds], np.uint64)
            known = self._keys[purpose, time - since] = keys_from(lasting, time - since)
        return known[since]

    def uniforms(self, purpose, time=0, start=None):
        """Return float64: a number between 0 and 1 for everybody; for each area, group or club with that `start`."""
        return self._filled(fill_uniforms, np.float64, purpose, time, self.people if start is None else start)

    def normals(self, purpose, time=0, rows=None):
        """Return float32 (n_people,): a standard normal number for everybody, or for a slice of rows."""
        return self._filled(fill_normals, np.float32, purpose, time, self.people, rows)

    def bells(self, purpose, time=0, rows=None):
        """Return float32 (n_people,): a bell-shaped number for everybody, or for a slice of rows; see `chance.bells`."""
        return self._filled(fill_bells, np.float32, purpose, time, self.people, rows)

    def uniforms_of(self, rows, purpose, time=0):
        """Return float64: the numbers of a slice of rows."""
        return self._filled(fill_uniforms, np.float64, purpose, time, self.people, rows)

    def _filled(self, fill, kind, purpose, time, start, rows=None):
        first, last = (0, start[-1]) if rows is None else (rows.start, rows.stop)
        out = np.empty(last - first, kind)
        fill(self.keys(purpose, time), start, first, out)
        return out

    def joined(self, make):
        """Return what `make(population)` gives for each member, one after another: for what looks at the whole of a population."""
        return np.concatenate([make(each) for each in self.populations])

    def spread(self, values):
        """Return an array (n_people,): for everybody the value of their member; a stack of one has one value for all."""
        return values[0] if self.n_members == 1 else np.repeat(values, np.diff(self.people))


def members_of(population, seed):
    """Return the Members of a world: `seed` itself where it is such, else the population alone with that run seed."""
    return seed if isinstance(seed, Members) else Members((population,), (seed,))


def _starts(sizes):
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
