"""The list of people that stands in for clicking: searched, filtered and sorted, with at most so many shown."""

from __future__ import annotations

import numpy as np

from .names import first_names
from .twins import NEVER, Twins, helped_most, highest_rise

MOST_SHOWN = 200
FILTERS = ("all", "alone", "teens", "young", "middle", "old", "students", "parents", "parted")
SORTS = ("helped", "rise", "parted", "name", "age")


class Register:
    """Everybody of one pair of scenarios, ready to be searched."""

    def __init__(self, twins: Twins):
        self._twins = twins
        self._names = np.array(first_names(twins.traits["woman"]))
        self._folded = np.array([name.casefold() for name in self._names])
        self._keys = {"rise": -highest_rise(twins, 0), "helped": helped_most(twins), "age": twins.traits["age"]}
        # Who never parts comes last.
        self._keys["parted"] = np.where(twins.parted == NEVER, np.iinfo(np.int32).max, twins.parted)

    def found(self, search: str = "", chosen: str = "all", by: str = "rise") -> np.ndarray:
        """Return the rows that fit, in order; unscored people come last where the order is one of feelings."""
        fits = self._of(chosen)
        sought = search.strip().casefold()
        if sought:
            rows = np.char.find(self._folded, sought) >= 0
            fits = fits & (rows | (np.arange(len(fits)).astype(str) == sought))
        rows = np.flatnonzero(fits)
        order = np.argsort(self._names[rows], kind="stable") if by == "name" else np.argsort(self._keys[by][rows], kind="stable")
        return rows[order]

    def _of(self, chosen: str) -> np.ndarray:
        traits = self._twins.traits
        age = traits["age"]
        return {
            "all": lambda: np.ones(len(age), bool),
            "alone": lambda: traits["lives_alone"] > 0,
            "teens": lambda: (age >= 12) & (age < 18),
            "young": lambda: (age >= 18) & (age < 35),
            "middle": lambda: (age >= 35) & (age < 65),
            "old": lambda: age >= 65,
            "students": lambda: traits["student"] > 0,
            "parents": lambda: traits["child_under_12"] > 0,
            "parted": lambda: self._twins.parted != NEVER,
        }[chosen]()
