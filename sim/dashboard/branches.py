"""Two futures of one past: a scenario, the same with another policy from some day on, and what each comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from .. import CrisisModel, Result, Scenario, Snapshot

# As the command line prints them: shares in percent, totals as sums over the days.
OUTCOMES = {
    "distress": "level", "loneliness": "level", "high_distress": "share", "lonely": "share", "contacts_in_person": "level",
    "company": "share", "support": "share", "high_distress_days": "total", "help_used": "share", "cost": "total",
}
# What means nothing without a crisis of this kind: streets are kept together where they must move.
_ONLY_AFTER = {"keeping_together": "flood"}
_FEWEST_DAYS_APART, _MOST_KEPT = 7, 14


@dataclass(frozen=True)
class Change:
    """One thing that is different from the day of branching on: "start" an intervention of an offered scenario, or "end" a crisis."""

    what: str
    name: str
    scenario: str = ""


def offers(trunk: Scenario, offered: dict[str, Scenario]) -> list[tuple[Change, object]]:
    """Return the changes that are possible somewhere in a scenario, each with its event: interventions of others, ends of crises.

    Of interventions of one kind only the first is offered, and none that the scenario has already.
    """
    own, crises = {event.name for event in trunk.events}, {event.kind for event in trunk.crisis}
    found, seen = [], {event.kind for event in trunk.intervention if event.enabled}
    seen |= {kind for kind, crisis in _ONLY_AFTER.items() if crisis not in crises}
    for name, scenario in offered.items():
        for event in scenario.intervention:
            if event.enabled and event.name not in own and event.kind not in seen:
                seen.add(event.kind)
                found.append((Change("start", event.name, name), event))
    return found + [(Change("end", event.name), event) for event in trunk.crisis if event.enabled]


def changed_from(trunk: Scenario, day: int, changes: list[Change], offered: dict[str, Scenario]) -> Scenario:
    """Return the scenario whose days before `day` are those of `trunk` and in which the changes hold from then on.

    An intervention begins on that day, whenever it begins in its own scenario, and lasts to its own end or, if that is past, to
    the end. A crisis that has begun ends that day; one still to come does not come.
    """
    begins = trunk.start + timedelta(days=day)
    ended = {change.name for change in changes if change.what == "end"}
    crises = tuple(_ended(event, begins) if event.name in ended else event for event in trunk.crisis)
    started = []
    for change in changes:
        if change.what == "start":
            event = next(each for each in offered[change.scenario].intervention if each.name == change.name)
            stays = event.until is not None and begins < _as_date(event.until) < trunk.end
            started.append(event.model_copy(update={"start": begins, "until": event.until if stays else None}))
    title = f"{trunk.title or trunk.name}, another policy from {begins}"
    update = {"crisis": crises, "intervention": (*trunk.intervention, *started), "name": "branch", "title": title, "notices": ()}
    return trunk.model_copy(update=update)


def _ended(event, begins: date):
    """Return a crisis that is over from a day on."""
    if event.start is not None and _as_date(event.start) >= begins:
        return event.model_copy(update={"enabled": False})
    over = event.until is not None and _as_date(event.until) <= begins
    return event if over else event.model_copy(update={"until": begins})


def running_on(trunk: Scenario, event, day: int) -> bool:
    """Return whether a crisis of a scenario has begun before a day and is not over on it, so that there is something to end."""
    first, end = trunk.days_of(event)
    return first < day < end


def _as_date(moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


class Trunk:
    """A scenario lived once to its end, with states kept along the way from which other futures go on, bit for bit."""

    def __init__(self, scenario: Scenario, people: int | None, seed: int, each: Callable[[float], None] = lambda share: None):
        model = CrisisModel(scenario, people=people, rng=seed)
        self.seed, self.scenario, self.n_people = seed, model.crisis_scenario, model.n_people
        self.steps_a_day = 24 if scenario.step == "hour" else 1
        n_steps = scenario.days * self.steps_a_day
        apart = max(_FEWEST_DAYS_APART, -(-scenario.days // _MOST_KEPT)) * self.steps_a_day
        self._kept: list[Snapshot] = []
        for step in range(n_steps):
            if step % apart == 0:
                self._kept.append(model.snapshot())
            model.step()
            each((step + 1) / n_steps)
        self.result: Result = model.result()

    def at(self, day: int) -> Snapshot:
        """Return the exact state on the morning of a day."""
        steps = day * self.steps_a_day
        nearest = max((kept for kept in self._kept if kept.steps_done <= steps), key=lambda kept: kept.steps_done)
        model = CrisisModel.restore(nearest)
        while model.steps < steps:
            model.step()
        return model.snapshot()

    def go_on(self, day: int, scenario: Scenario, each: Callable[[], None] = lambda: None) -> Result:
        """Return the Result of the past up to a day and the future of another scenario from there."""
        model = CrisisModel.restore(self.at(day), scenario)
        while model.running:
            model.step()
            each()
        return model.result()


def series_of(result: Result, outcome: str) -> np.ndarray:
    """Return float64 (n_steps,): an outcome of everyone over time."""
    return result.table[:, result.groups.index("everyone"), result.outcomes.index(outcome)]


def amount(result: Result, outcome: str, first_step: int = 0) -> float:
    """Return what an outcome of everyone comes to from a step on: a mean over the steps, or a sum for a total."""
    values = series_of(result, outcome)[first_step:]
    values = values[np.isfinite(values)]
    if not len(values):
        return np.nan
    return float(values.sum() if OUTCOMES[outcome] == "total" else values.sum() / len(values))
