"""Who met whom in a step and what surrounded them, in the compact form in which two worlds are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

# As trace and contact tables number them: a slot is a layer and a channel; in person comes first in each layer.
LAYERS = ("household", "close", "neighbourhood", "work_school", "familiar", "encounters")
CHANNELS = ("in_person", "phone", "text", "video")
_N = len(CHANNELS)
NOT_TOUCHED, OFFERED, SURROUNDED = 0, 1, 2
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Day:
    """One step of one world: a mark per person that two worlds share only if nothing differs, and what may explain a difference."""

    mark: np.ndarray
    pairs: list
    groups: list
    contacts: np.ndarray
    remote: np.ndarray
    surroundings: np.ndarray
    zone: np.ndarray | None
    offers: dict
    courses: frozenset

    def differs_outside(self, other: Day) -> np.ndarray:
        """Return uint8 (n_people,): NOT_TOUCHED, OFFERED where only a course of help is on offer in one world, or SURROUNDED.

        A course does nothing until somebody asks for it; whatever else differs acts on a person's day at once.
        """
        everybody = np.zeros(len(self.mark), np.int64)
        here, there = (day.surroundings[everybody if day.zone is None else day.zone] for day in (self, other))
        surrounded, offered = (here != there).any(axis=1), np.zeros(len(self.mark), bool)
        for service in self.offers.keys() | other.offers.keys():
            mine, theirs = (day.offers.get(service, (np.float32(0), 0.0)) for day in (self, other))
            differs = (mine[0] != theirs[0]) | (((mine[0] > 0) | (theirs[0] > 0)) & (mine[1:] != theirs[1:]))
            if service in self.courses | other.courses:
                offered |= differs
            else:
                surrounded |= differs
        return np.where(surrounded, SURROUNDED, np.where(offered, OFFERED, NOT_TOUCHED)).astype(np.uint8)


def day_of(world, today) -> Day:
    """Return the Day of a step that has just ended; called by `run` with its world and what happened."""
    meetings, ties = today.meetings, today.population.ties
    pairs = [(place, ties.lower_of(hits), ties.higher[hits]) for place, hits in meetings.over_ties]
    if meetings.by_chance:
        lower, higher, tie = meetings.by_chance
        place = np.where(tie >= 0, ties.layer[tie], LAYERS.index("encounters")) * _N
        pairs += [(each, lower[place == each], higher[place == each]) for each in np.unique(place).tolist()]
    groups = [(place, each.of, now) for place, each, now, _ in meetings.in_groups]
    in_person = meetings.contacts[:, _N::_N].sum(axis=1)
    remote = sum(meetings.contacts[:, channel::_N].sum(axis=1) for channel in range(1, _N))
    conditions = today.conditions
    levels = [np.asarray(level, np.float32)[:, None] for level in conditions.levels.values()]
    shut = [conditions.openness.reshape(len(conditions.openness), -1), conditions.visitors_max[:, None].astype(np.float32)]
    offers = {name: (offer.uptake, offer.capacity, offer.cost_per_use) for name, offer in conditions.offers.items()}
    mark = _mark(world.state, pairs, groups, today.n_people)
    courses = frozenset(one.service for one in world.mechanisms if hasattr(one, "course"))
    return Day(mark, pairs, groups, in_person, remote, np.hstack([*levels, *shut]), conditions.zone, offers, courses)


def _mixed(numbers: np.ndarray, salt: int) -> np.ndarray:
    """Return uint64: numbers scattered so that equal sums come from equal parts."""
    mixed = (numbers.astype(np.uint64) + np.uint64(salt + 1)) * _SPREAD
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(32))


def _mark(state: dict, pairs: list, groups: list, n_people: int) -> np.ndarray:
    """Return uint64 (n_people,): a fingerprint of each person's state at the end of the step and of whom they met in it."""
    mark = np.zeros(n_people, np.uint64)
    for number, array in enumerate(state.values()):
        mark = (mark ^ _mixed(np.ascontiguousarray(array).view(np.uint32), number)) * _SPREAD
    for place, lower, higher in pairs:
        np.add.at(mark, lower, _mixed(higher, 100 + place))
        np.add.at(mark, higher, _mixed(lower, 100 + place))
    for place, of, now in groups:
        there = np.flatnonzero(now & (of >= 0))
        together = np.zeros(of.max() + 1 if len(of) else 0, np.uint64)
        np.add.at(together, of[there], _mixed(there, 200 + place))
        mark[there] += together[of[there]]
    return mark


def pairs_with(day: Day, person: int) -> Iterator[tuple[int, int]]:
    """Give (slot, other) for everybody a person met, phoned or wrote to in a step."""
    for place, lower, higher in day.pairs:
        for other in (*higher[lower == person].tolist(), *lower[higher == person].tolist()):
            yield place, other
    for place, of, now in day.groups:
        if now[person] and of[person] >= 0:
            for other in np.flatnonzero(now & (of == of[person])).tolist():
                if other != person:
                    yield place, other
