"""A population from a network somebody has: its ties as they are, its people as far as it tells, the rest by keyed draws."""

from dataclasses import replace

import numpy as np

from ..core.chance import key, uniforms
from ..core.feelings import Feelings
from ..core.layers import WORK_SCHOOL
from ..core.people import Table
from ..core.ties import groups_from
from .households import Inhabitants
from .network_people import drawn_ages, drawn_women, homes, known_of
from .network_reading import NetworkMistake, read_network
from .network_ties import by_place, imported_ties, pairs_of
from .networks import pairs_within
from .places import area_starts
from .population import Population
from .traits import character, daily_life

AT_WORK = 0.72  # of weekdays, for people with ties at work (assumption, as in `traits`)
MOST_MET = 400.0  # strength of all whom somebody meets in a usual day: what they hand over, a few times as much at most, is summed in int32, which holds 2,047


def population_from_network(source, seed=1, feelings=None, people_represented=None):
    """Return the Population of a network.

    The ties are those of the network, in its own layers where their names are known, and the same in every replicate;
    traits it does not tell are drawn under `seed`. Nobody gets ties or groups that are not in it; strangers of one
    area still come across each other. `notes` of the population count everything that was mended or left out.

    Parameters
    ----------
    source : path or networkx.Graph
        A file in GraphML, GEXF, GML or an edge list in CSV (source, target, perhaps layer and weight or strength), or a graph.
        Directed and multiple ties become one tie of both; ties to oneself are left out. Of the node attributes age, sex or
        gender, area and household are used.
    seed : int
        Seed of all draws.
    feelings : Feelings, optional
        How feelings are made up; as declared if not given.

    Raises
    ------
    NetworkMistake
        If the network cannot be used; one sentence says why.
    """
    network = read_network(source)
    pairs = pairs_of(network)
    known, order = _numbered(network, pairs)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    pairs = replace(pairs, one=place[pairs.one], other=place[pairs.other])
    names = tuple(network.names[row] for row in order)
    return _populated(names, known.ordered(order), pairs, seed, feelings or Feelings(), people_represented)


def _numbered(network, pairs):
    """Return what is known and the order of rows by place: areas, in them households, in them people, near ones near."""
    n_people, known = len(network.names), known_of(network, pairs)
    order = by_place(n_people, pairs)
    place = np.empty(n_people, np.int64)
    place[order] = np.arange(n_people)
    home = np.where(known.household >= 0, known.household, known.household.max(initial=0) + 1 + place)
    nearest = np.full(home.max() + 1, n_people)
    np.minimum.at(nearest, home, place)
    return known, np.lexsort((place, nearest[home], known.area))


def _populated(names, known, pairs, seed, feelings, people_represented):
    n_people, age = len(names), drawn_ages(known, seed)
    household, size = homes(known, age, seed)
    people = Inhabitants(household, age, drawn_women(known, seed), size)
    daily = _with_work(daily_life(people, size, seed), pairs)
    traits = character(people, daily["lives_alone"], feelings, seed)
    ties = imported_ties(pairs, pairs_within(household), traits, n_people)
    _check_crowds(names, ties)
    starts = _starts(known.area) if known.area[0] >= 0 else area_starts(household, n_people)
    table = Table({
        "age": people.age, "woman": people.woman, "household": household,
        "area": np.repeat(np.arange(len(starts) - 1), np.diff(starts)).astype(np.int32), **daily, **traits,
        "closes_late": uniforms(key(seed, "closes late"), n_people).astype(np.float32)})
    table.lock()
    notes = [*pairs.notes, *known.notes, *_notes_on(n_people, pairs, ties)]
    nobody = groups_from(np.full(n_people, -1, np.int32))
    return Population(table, ties, nobody, nobody, starts, seed, people_represented or n_people, names, tuple(notes))


def _check_crowds(names, ties):
    """Raise NetworkMistake if somebody meets more people a day than can be added up."""
    met, lower = ties.first_strength.astype(np.float64) * ties.rate, ties.lower_of(np.arange(ties.n_ties, dtype=np.int32))
    a_day, n_ties = (np.bincount(lower, each, len(names)) + np.bincount(ties.higher, each, len(names)) for each in (met, None))
    fullest = int(a_day.argmax())
    if a_day[fullest] > MOST_MET:
        raise NetworkMistake(f'"{names[fullest]}" has {n_ties[fullest]:,.0f} ties, so strong and so often used that what passes on a busy day '
                             "might not be added up; expected fewer or weaker ones")


def _with_work(daily, pairs):
    """Return daily life in which everybody with ties at work goes to work, unless he or she goes to school."""
    at_work = pairs.layer == WORK_SCHOOL
    has_work = np.bincount(np.concatenate([pairs.one[at_work], pairs.other[at_work]]), minlength=len(daily["works"])) > 0
    new = has_work & ~daily["works"] & ~daily["at_school"]
    attendance = np.where(new, np.float32(AT_WORK), daily["attendance"])
    return {**daily, "works": daily["works"] | new, "attendance": attendance}


def _starts(area):
    return np.concatenate([[0], np.flatnonzero(np.diff(area)) + 1, [len(area)]]).astype(np.int64)


def _notes_on(n_people, pairs, ties):
    isolates = n_people - len(np.unique(np.concatenate([pairs.one, pairs.other])))
    if isolates:
        yield f"{isolates:,} people have no tie in the network"
    if ties.n_ties > len(pairs.one):
        yield f"{ties.n_ties - len(pairs.one):,} ties are added between people of one household"
    yield f"{n_people:,} people and {ties.n_ties:,} ties; work, school and club groups and familiar faces only as far as the network has them"
