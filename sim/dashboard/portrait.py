"""What a page may see of a model's people: where they stand, who is tied to whom, what colours they have, and one of them up close."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .. import CrisisModel
from .colours import NOT_SCORED, shades
from .layout import joined, positions, ties_by_layer, usual_layers

FEELINGS = ("distress", "loneliness")
# The groups that colours can tell apart: a name, and the group of each person as a number.
GROUPINGS = {"age": ("under_18", "from_18", "from_35", "from_65"), "alone": ("with_others", "alone")}
_AGES_FROM = (18, 35, 65)
# Of a network that somebody uploaded, nothing is shown about fewer people than this.
FEWEST_TOLD = 10


@dataclass(frozen=True, eq=False)
class Picture:
    """What stays the same while a model runs: where people stand, who is tied to whom in each layer.

    `uploaded` says that the network is somebody's own: of such a network no single person is shown, so `ages` and `women`,
    which a list of people needs, are empty; `numbers` says which number each has in its file.
    """

    positions: bytes
    layers: dict[str, np.ndarray]
    n_people: int
    uploaded: bool = False
    ages: tuple = ()
    women: tuple = ()
    numbers: tuple[int, ...] = ()
    untold: tuple[str, ...] = ()  # groupings in which everybody is grey, as some group has too few people

    @cached_property
    def usual_layers(self) -> tuple[str, ...]:
        """The layers drawn at first."""
        return usual_layers(self.layers, self.n_people)

    @cached_property
    def ties(self) -> bytes:
        """The ties of the usual layers, as the browser draws them."""
        return self.ties_of(self.usual_layers)

    @property
    def n_ties(self) -> int:
        """How many ties are drawn at first."""
        return sum(len(self.layers[name]) for name in self.usual_layers)

    def ties_of(self, layers) -> bytes:
        """Return the ties of these layers as uint32 pairs of rows."""
        return joined(self.layers, layers).tobytes()

    def near(self, row: int) -> dict[str, np.ndarray]:
        """Return whom a person was tied to on the first morning: rows by layer."""
        found = {}
        for name, pairs in self.layers.items():
            ends = pairs[(pairs == row).any(axis=1)]
            found[name] = np.where(ends[:, 0] == row, ends[:, 1], ends[:, 0])
        return found


@dataclass(frozen=True)
class PersonNow:
    """One person at one moment; a feeling that is not scored, or a number that is not known yet, is None."""

    row: int
    age: int
    woman: bool
    alone: bool
    distress: float | None
    loneliness: float | None
    contacts: float | None


def picture_of(model: CrisisModel) -> Picture:
    """Return where people stand and who is tied to whom; computed once per network."""
    network = model.network
    places = positions(network).tobytes()
    layers, n_people = ties_by_layer(network), network.number_of_nodes()
    if model.population.names is not None:
        names = [str(name) for name in model.population.names]
        numbers = tuple(map(int, names)) if sorted(names) == sorted(map(str, range(n_people))) else ()
        untold = tuple(by for by in GROUPINGS if (groups_of(model, by) == NOT_SCORED).all())
        return Picture(places, layers, n_people, uploaded=True, numbers=numbers, untold=untold)
    told = (tuple(model.values(name).astype(int).tolist()) for name in ("age", "woman"))
    return Picture(places, layers, n_people, False, *told)


def colours_of(model: CrisisModel, by: str) -> bytes:
    """Return a byte of colour per person: by a feeling, or by a grouping."""
    return shades(model.values(by)) if by in FEELINGS else groups_of(model, by).tobytes()


def groups_of(model: CrisisModel, by: str) -> np.ndarray:
    """Return uint8 (n_people,): the number of each person's group; in somebody's own network grey where that could tell of a few people."""
    if by == "age":
        found = np.digitize(model.values("age"), _AGES_FROM)
    else:
        found = (model.values("lives_alone") > 0).astype(np.int64)
    if model.population.names is not None:
        found = np.where(np.isin(found, _hidden(np.bincount(found))), NOT_SCORED, found)
    return found.astype(np.uint8)


def _hidden(sizes: np.ndarray) -> list[int]:
    """Return the groups to hide: those that are too small, and the next larger ones as long as being grey would tell the group or so few people."""
    by_size = [group for group in np.argsort(sizes, kind="stable").tolist() if sizes[group]]
    hidden = [group for group in by_size if sizes[group] < FEWEST_TOLD]
    while hidden and len(hidden) < len(by_size) and (len(hidden) < 2 or sizes[hidden].sum() < FEWEST_TOLD):
        hidden.append(by_size[len(hidden)])
    return hidden


def person_now(model: CrisisModel, row: int) -> PersonNow:
    """Return what is to be said of one person now."""
    distress, loneliness, contacts = (_known(model.value_of(name, row)) for name in (*FEELINGS, "contacts_in_person"))
    traits = (model.value_of(name, row) for name in ("age", "woman", "lives_alone"))
    age, woman, alone = traits
    return PersonNow(row, int(age), bool(woman), bool(alone), distress, loneliness, contacts)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
