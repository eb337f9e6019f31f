"""The same people with the same luck under two scenarios: how each fares in both, and when and through whom their two lives part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .. import CrisisModel, Scenario, ScenarioError, run
from .encounters import SURROUNDED, Day, day_of, pairs_with
from .portrait import Picture, picture_of

NEVER = -1
_YOUNGEST = {"distress": 12, "loneliness": 15}
# Slots in which people feel how others fare: at home, with friends in person and by phone, with neighbours, at work.
_FELT = (0, 4, 5, 8, 12)
_TRAITS = ("age", "woman", "household", "lives_alone", "student", "works", "child_under_12")


@dataclass(frozen=True, eq=False)
class Lives:
    """Everybody's days under one scenario, arrays (n_steps, n_people); NaN where a feeling is not scored."""

    distress: np.ndarray
    loneliness: np.ndarray
    contacts: np.ndarray
    remote: np.ndarray


@dataclass(frozen=True, eq=False)
class Twins:
    """Two scenarios lived by the same people: what pages show of everybody.

    `parted` int32 (n_people,) is the step in which a person's meetings or state first differ, NEVER where they never do. In that
    step `touched` tells whose offers or conditions differ (see `encounters`), and `via` a person met then whose own lives had
    parted before.
    """

    scenarios: tuple[Scenario, Scenario]
    seed: int
    traits: dict[str, np.ndarray]
    picture: Picture
    lives: tuple[Lives, Lives]
    parted: np.ndarray
    touched: np.ndarray
    via: np.ndarray
    mornings: tuple = ()

    @property
    def n_people(self) -> int:
        """Number of people."""
        return len(self.parted)

    @property
    def steps_a_day(self) -> int:
        """24 where a step is an hour, else 1."""
        return 24 if self.scenarios[0].step == "hour" else 1


class Stopped(Exception):
    """The work was given up because nobody waits for it any more."""


class _Watch:
    """Looks on at one run: keeps everybody's days and, for a while, who met whom."""

    def __init__(self, n_steps: int, n_people: int, progress: Callable[[], None], stop: Callable[[], bool]):
        shape = (n_steps, n_people)
        kinds = {"distress": np.float32, "loneliness": np.float32, "contacts": np.int16, "remote": np.int16}
        self.kept = {name: np.zeros(shape, kind) for name, kind in kinds.items()}
        self.days: list[Day] = []
        self._progress, self._stop = progress, stop

    def each(self, world, today) -> None:
        """Take note of a step."""
        step = today.clock.step
        day = day_of(world, today)
        for name, least in _YOUNGEST.items():
            felt = getattr(today.feelings, name)
            self.kept[name][step] = np.where(today.traits.age >= least, felt, np.float32(np.nan))
        self.kept["contacts"][step], self.kept["remote"][step] = day.contacts, day.remote
        self.days.append(day)
        self._progress()
        if self._stop():
            raise Stopped


def live_twins(first: Scenario, second: Scenario, people: int | None, seed: int, progress=lambda share: None, stop=lambda: False) -> Twins:
    """Return the Twins of two scenarios under one run seed.

    `progress` is called with the share that is done. `stop` is asked at every step; if it says so, `Stopped` is raised.
    A `ScenarioError` says why two scenarios have no people, or no days, in common.
    """
    check_alike(first, second)
    model = CrisisModel(first, people=people, rng=seed)
    first, morning = model.crisis_scenario, model.snapshot().morning
    second = second.model_copy(update={"population": first.population, "folder": first.folder})
    mornings = (morning, morning if _usual_alike(first, second) else None)
    n_steps, n_people = first.days * (24 if first.step == "hour" else 1), model.n_people
    done = [0]

    def one_more():
        done[0] += 1
        progress(done[0] / (2 * n_steps))

    watches = []
    for scenario, own in zip((first, second), mornings, strict=True):
        watch = _Watch(n_steps, n_people, one_more, stop)
        run(scenario, seed, morning=own, each=watch.each)
        watches.append(watch)
    parted, touched, via = partings(watches[0].days, watches[1].days, n_people)
    traits = {name: model.values(name) for name in _TRAITS}
    lives = tuple(Lives(**watch.kept) for watch in watches)
    return Twins((first, second), seed, traits, picture_of(model), lives, parted, touched, via, mornings)


def check_alike(first: Scenario, second: Scenario) -> None:
    """Raise a ScenarioError where two scenarios cannot be lived by the same people on the same days."""
    for what in ("start", "days", "step", "feelings"):
        if getattr(first, what) != getattr(second, what):
            raise ScenarioError(f"{second.name}.toml", key=what, message=f'expected the same {what} as in "{first.name}", so that lives can be laid side by side')
    one, other = (replace_people(scenario) for scenario in (first, second))
    if one != other:
        raise ScenarioError(f"{second.name}.toml", "[population]", message=f'expected the same population as in "{first.name}", so that the people are the same')


def replace_people(scenario: Scenario):
    """Return the population of a scenario without its number of people, which the page sets."""
    return scenario.population.model_copy(update={"people": None})


def _usual_alike(first: Scenario, second: Scenario) -> bool:
    """Return whether what is usual before the crisis is the same, so that it need not be found twice."""
    return first.mechanisms == second.mechanisms


def partings(first: list[Day], second: list[Day], n_people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (parted int32, touched uint8, via int32), each (n_people,), from everybody's days in both worlds."""
    parted, via = np.full(n_people, NEVER, np.int32), np.full(n_people, NEVER, np.int32)
    touched = np.zeros(n_people, np.uint8)
    for step, (one, other) in enumerate(zip(first, second, strict=True)):
        new = np.flatnonzero((parted == NEVER) & (one.mark != other.mark))
        if not len(new):
            continue
        reached = one.differs_outside(other)
        changed, before = reached == SURROUNDED, parted != NEVER
        for person in new:
            candidates = [row for day in (one, other) for row in pairs_with(day, person)]
            # Whose day the change itself has altered may pass it on at once, but not to somebody whose day it altered as well.
            known = [each for each in candidates if before[each[1]] or (changed[each[1]] and not changed[person])]
            via[person] = min(known, key=_nearest)[1] if known else NEVER
        parted[new], touched[new] = step, reached[new]
    return parted, touched, via


def _nearest(candidate: tuple[int, int]) -> tuple:
    """Return what sorts the likeliest way for feelings first: meetings and talks of home, friends, neighbours and work, near to far."""
    place, other = candidate
    return place not in _FELT, place, other


def highest_rise(twins: Twins, world: int) -> np.ndarray:
    """Return float32 (n_people,): how far stress rose at most above that of the first week, smoothed over a week; NaN for children."""
    daily = twins.lives[world].distress[:: twins.steps_a_day]
    week = min(7, len(daily))
    summed = np.cumsum(np.vstack([np.zeros((1, daily.shape[1])), daily]), axis=0)
    smooth = (summed[week:] - summed[:-week]) / week
    return (smooth.max(axis=0) - smooth[0]).astype(np.float32)


def helped_most(twins: Twins) -> np.ndarray:
    """Return float32 (n_people,): mean stress in the second world minus that in the first; NaN for children."""
    one, other = (lives.distress.mean(axis=0) for lives in twins.lives)
    return other - one


def without_mornings(twins: Twins) -> Twins:
    """Return the same without what only further runs need."""
    return replace(twins, mornings=())
