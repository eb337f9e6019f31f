"""Recipes for populations, by name; the first is the Netherlands."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.chance import key, uniforms
from ..core.feelings import YOUNGEST_WITH_DISTRESS
from ..core.people import Table
from .households import inhabitants
from .places import area_starts, clubs, work_and_school_groups
from .population import Population
from .threads import at_once
from .tie_building import build_ties
from .traits import character, daily_life
from .usual_company import with_fewer_groups, with_usual_company


class Recipe:
    """Builds a population; subclass it, set `name` and define `build`."""

    shelf: ClassVar[str] = "recipe"
    name: ClassVar[str]

    @classmethod
    def catalogue_name(cls):
        """Return the name under which scenario files ask for this recipe."""
        return cls.name

    def build(self, n_people, seed, feelings, **options):
        """Return a Population of n_people."""
        raise NotImplementedError


@add
class Netherlands(Recipe):
    """Households and ages of Statistics Netherlands, ties and groups as described in networks and places."""

    name: ClassVar[str] = "netherlands"

    def build(self, n_people, seed, feelings, people_represented=17_407_585, households=None, ages=None, room=None):
        """Return a Population; `households` {size: count} and `ages` ((from, below, count), ...) replace the published ones.

        `room` gives the arrays of ties, as of a file to be filled; by default they are in memory.
        """
        people = inhabitants(n_people, seed, households, ages)
        daily = daily_life(people, people.size, seed)
        traits = character(people, daily["lives_alone"], feelings, seed)
        daily["attendance"] = with_fewer_groups(daily["attendance"], traits["trait_distress"])
        area_start = area_starts(people.household, n_people)
        groups, fellows = at_once(n_people, lambda: work_and_school_groups(people.age, daily, seed), lambda: clubs(people.age, area_start, seed))
        ties = build_ties(people, traits, groups, fellows, seed, room=room)
        traits |= with_usual_company(traits, ties, people.age >= YOUNGEST_WITH_DISTRESS, feelings)
        arrays = {"age": people.age, "woman": people.woman, "household": people.household,
                  "area": np.repeat(np.arange(len(area_start) - 1), np.diff(area_start)).astype(np.int32),
                  **daily, **traits, "closes_late": workplace_draw(groups, seed)}
        table = Table(arrays)
        table.lock()
        return Population(table, ties, groups, fellows, area_start, seed, people_represented)


def workplace_draw(groups, seed):
    """Return float32 (n_people,): a number of one's workplace from 0 to 1; those below the share that stays open stay open."""
    draws = np.append(uniforms(key(seed, "closes late"), groups.n_groups), 1.0)
    return draws[groups.of].astype(np.float32)
