"""Several populations as the rows of one: a step over many small worlds costs hardly more than over one large one.

Members share a day and a calendar, and nothing else: no tie, group, club or area reaches from one to another, so that nobody
meets, hears of or queues with people of another member. With Members in place of a run seed (see core.members) each has the
luck that it has in a world of its own, and lives as it does there in every bit; with one run seed for all, draws are keyed by
row, and a member has other luck than alone.
"""

from dataclasses import dataclass

import numpy as np

from ..core.layers import LAYERS
from ..core.people import Table
from ..core.ties import Ties, groups_from
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
    """Return the Ties of a stack: those of each member are sorted already, so only the layers have to be put together."""
    each = [each.ties for each in populations]
    counts = np.concatenate([np.diff(ties.start) for ties in each], axis=1)
    ends = counts.ravel().cumsum().reshape(counts.shape)
    begins = np.concatenate([ends - counts, ends[:, -1:]], axis=1).astype(np.int32)
    higher = [(ties.higher + own).astype(np.int32) for ties, own in zip(each, start, strict=False)]
    return Ties(in_order_of_ties(populations, higher), *(in_order_of_ties(populations, [getattr(ties, name) for ties in each])
                                                         for name in ("rate", "first_strength", "flags")), begins)


def in_order_of_ties(populations, arrays):
    """Return one array over the ties of a stack from those of its members, (n_ties,) each: layer by layer, in each member by member."""
    segments = [each.ties.segment for each in populations]
    return np.concatenate([array[segment[layer]:segment[layer + 1]] for layer in range(len(LAYERS))
                           for array, segment in zip(arrays, segments, strict=True)])
