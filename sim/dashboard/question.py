"""A question of the first page: a crisis, what might help, the strengths set by sliders, and for how many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .. import Scenario, load_scenario
from .limits import too_much_work

FIRST_PAIRS = 4  # the first answer, without an interval
ENOUGH_PAIRS = 8  # from here on an interval is shown


@dataclass(frozen=True)
class Question:
    """What is asked: scenarios of which the first is the crisis and the second the one looked at; settings as `--set` takes them."""

    scenarios: tuple[Scenario, ...]
    settings: tuple[str, ...] = ()
    people: int | None = 500
    days: int = 120
    seed: int = 1
    pairs: int = 20
    plugins: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def resolved(self) -> tuple[Scenario, ...]:
        """The scenarios with settings, people and days, as they are run; a mistake is a `ScenarioError`."""
        return tuple(_resolved(_Same(each), tuple(self._own(each)), self.people, self.length) for each in self.scenarios)

    @property
    def length(self) -> int:
        """Days that are lived: no more than any of the scenarios has."""
        return min(self.days, *(each.days for each in self.scenarios), self.days)

    @cached_property
    def key(self) -> tuple:
        """What the answer depends on."""
        return tuple(_hash_of(each) for each in self.resolved), self.seed, self.pairs

    @property
    def too_large(self) -> bool:
        """Whether this would keep the other visitors waiting for too long."""
        first = self.scenarios[0]
        people = self.people or first.population.people or 1000
        return too_much_work(people, self.length, 24 if first.step == "hour" else 1, self.pairs * (len(self.scenarios) + 1))

    def _own(self, scenario: Scenario):
        for setting in self.settings:
            name, colon, path = setting.partition(":")
            if not colon or "=" in name:
                yield setting
            elif name == scenario.name:
                yield path


def settings_for(scenarios: Sequence[Scenario], strengths: dict[str, float]) -> tuple[str, ...]:
    """Return the strengths that sliders set as `--set` takes them: for all scenarios, or by name for those that have the event."""
    found = []
    for path, value in strengths.items():
        name, _, event = path.rpartition(":")
        having = [each.name for each in scenarios if name in ("", each.name) and event.partition(".")[2].rpartition(".")[0] in {one.name for one in each.events}]
        everywhere = len(having) == len(scenarios)
        found += [f"{event}={value:g}"] if everywhere else [f"{each}:{event}={value:g}" for each in having]
    return tuple(found)


def policies_for(first: Scenario, offered: Sequence[Scenario]) -> list[Scenario]:
    """Return the offered scenarios of the same crises, people and time, with something done about them."""
    return [each for each in offered if each.intervention and each.name != first.name and _situation(each) == _situation(first)]


def _situation(scenario: Scenario) -> str:
    return _situation_of(_Same(scenario))


class _Same:
    """A scenario as a key of what was worked out about it: itself and no other, as comparing two takes longer than most of that."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario

    def __eq__(self, other):
        return self.scenario is other.scenario

    def __hash__(self):
        return id(self.scenario)


# Visitors mostly ask about the same scenarios, which the server offers to all.


@lru_cache(maxsize=128)
def _resolved(same: _Same, settings: tuple[str, ...], people: int | None, days: int) -> Scenario:
    return load_scenario(same.scenario, set=list(settings), people=people, days=days)


@lru_cache(maxsize=256)
def _hash_kept(same: _Same) -> str:
    return same.scenario.hash()


def _hash_of(scenario: Scenario) -> str:
    """Return the hash of a scenario; worked out anew where files belong to it, which may be other ones by now."""
    people = scenario.population
    return scenario.hash() if people.network or people.ages or people.households else _hash_kept(_Same(scenario))


@lru_cache(maxsize=128)
def _situation_of(same: _Same) -> str:
    return same.scenario.model_copy(update={"intervention": ()}).hash()


def without_answers(offered: Sequence[Scenario]) -> list[Scenario]:
    """Return the offered scenarios that can be asked about: those with a crisis, of each situation the one with the least done."""
    situations: dict[str, Scenario] = {}
    for each in offered:
        if each.crisis:
            kept = situations.setdefault(_situation(each), each)
            if len(each.intervention) < len(kept.intervention):
                situations[_situation(each)] = each
    return list(situations.values())


def main_crisis(scenario: Scenario, days: int):
    """Return the crisis that weighs most within the first days, of those whose strength is one number; None without one."""
    within = [(_weight(each, scenario, days), -k, each) for k, each in enumerate(sliding(scenario, days))]
    return max(within)[2] if within else None


def sliding(scenario: Scenario, days: int) -> list:
    """Return the crises that begin within the first days and whose strength is one number."""
    return [each for each in scenario.crisis if each.enabled and _fixed(each) and _weight(each, scenario, days) > 0]


def _fixed(crisis) -> bool:
    return isinstance(crisis.severity, (int, float))


def _weight(crisis, scenario: Scenario, days: int) -> float:
    first, last = scenario.days_of(crisis)
    return crisis.severity * max(0, min(last, days) - first)
