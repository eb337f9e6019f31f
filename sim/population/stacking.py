"""Several populations as the rows of one: a step over many small worlds costs hardly more than over one large one.

Members share a day, a calendar and a run seed, and nothing else: no tie, group, club or area reaches from one to another, so
that nobody meets, hears of or queues with people of another member. Draws are keyed by row, so a member has other luck in a
stack than in a world of its own.
"""

from dataclasses import dataclass

import numpy as np

from ..core.people import Table
from ..core.ties import groups_from, ties_from
from .population import Population

NUMBERS = ("household", "area")  # traits that hold the number of something, which members do not share
MEASURES = ("age",)  # traits in whole numbers that number nothing


@dataclass(frozen=True)
class Stack:
    """A Population made of others: member m has the rows `start[m]` to before `start[m + 1]`."""

    population: Population
    start: np.ndarray

    @property
    def n_members(self):
        """Number of populations in the stack."""
        return len(self.start) - 1

    def rows(self, member):
        """Return the slice of rows of one member."""
        return slice(int(self.start[member]), int(self.start[member + 1]))

    def spread(self, values):
        """Return float32 (n_people,): for everybody the value of their member; `values` has one a member."""
        return np.repeat(np.asarray(values, np.float32), np.diff(self.start))


def stacked(populations):
    """Return the Stack of populations.

    Raises
    ------
    ValueError
        If a trait in whole numbers is neither known to number something nor known to measure something.
    """
    sizes = [each.n_people for each in populations]
    start = np.concatenate([[0], np.cumsum(sizes)])
    areas = np.concatenate([[0], np.cumsum([each.n_areas for each in populations])])
    area_start = np.concatenate([each.area_start[:-1] + first for each, first in zip(populations, start, strict=False)] + [start[-1:]])
    whole = Population(
        _traits(populations, areas), _ties(populations, start), _groups([each.groups for each in populations]),
        _groups([each.clubs for each in populations]), area_start.astype(np.int64), populations[0].seed,
        sum(each.people_represented for each in populations))
    return Stack(whole, start)


def _traits(populations, areas):
    arrays = {}
    for name in populations[0].traits.arrays:
        columns = [each.traits.arrays[name] for each in populations]
        if columns[0].dtype.kind in "iu" and name not in MEASURES:
            columns = [column + first for column, first in zip(columns, _first_numbers(name, columns, areas), strict=False)]
        arrays[name] = np.concatenate(columns).astype(populations[0].traits.arrays[name].dtype)
    table = Table(arrays)
    table.lock()
    return table


def _first_numbers(name, columns, areas):
    if name not in NUMBERS:
        raise ValueError(f"the trait '{name}' is in whole numbers: say in population/stacking.py whether it numbers or measures something")
    return areas if name == "area" else np.concatenate([[0], np.cumsum([column.max() + 1 for column in columns])])


def _groups(members):
    first = np.concatenate([[0], np.cumsum([each.n_groups for each in members])])
    of = [np.where(each.of >= 0, each.of + number, -1) for each, number in zip(members, first, strict=False)]
    return groups_from(np.concatenate(of), np.concatenate([each.is_school for each in members]))


def _ties(populations, start):
    def joined(name):
        return np.concatenate([getattr(each.ties, name) for each in populations])

    shift = np.repeat(start[:-1], [each.ties.n_ties for each in populations])
    return ties_from(int(start[-1]), joined("lower") + shift, joined("higher") + shift, joined("layer"), joined("rate"),
                     joined("first_strength"), joined("flags"))
