"""A population: people's traits, their ties, their groups and the areas they live in."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..core.people import Table
from ..core.ties import Groups, Ties


@dataclass(frozen=True)
class Population:
    """The first morning of a world; nothing in it changes during a run.

    People are numbered by place: area a holds the ids `area_start[a]` to before `area_start[a + 1]`.
    `names` are the node names of an imported network, or None. `notes` say what the build had to mend. `file` and `hash` are
    those of the file it was loaded from, if any; a changed copy has none.
    """

    traits: Table
    ties: Ties
    groups: Groups
    clubs: Groups
    area_start: np.ndarray
    seed: int
    people_represented: int
    names: tuple | None = field(default=None, repr=False)
    notes: tuple = ()
    file: Path | None = field(default=None, init=False, repr=False, compare=False)
    hash: str = field(default="", init=False, repr=False, compare=False)

    @property
    def n_people(self):
        """Number of people."""
        return len(self.traits.age)

    @property
    def n_areas(self):
        """Number of areas."""
        return len(self.area_start) - 1
