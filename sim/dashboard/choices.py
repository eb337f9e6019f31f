"""What one browser session has chosen: the crisis and what is done about it, how strong, how many people; all pages begin from it."""

from __future__ import annotations

import solara

from .. import Scenario, ScenarioError, load_scenario
from .address import restore, state_of
from .along import made_from, moved_along
from .left_out import LeftOut
from .limits import LEAST, limit_of, wrong_number
from .offered import offered
from .question import main_crisis, policies_for, sliding, without_answers
from .titles import CRISIS, OWN

# Enough for an answer in about a second; the page takes other numbers.
_PEOPLE = 500
_DAYS = 120
_PAIRS = 20
_SEED = 1


class Choices:
    """What is chosen, as the pages change it and the address restores it.

    `search` is the part of an address after "?".
    """

    def __init__(self, search: str = ""):
        self.scenarios: dict[str, Scenario] = offered()
        self.language = solara.reactive("en")
        first = self.situations[0].name
        self.first = solara.reactive(first)
        self.second = solara.reactive(next((each.name for each in self.policies_of(first)), first))
        self.part = solara.reactive("")
        self.settings: solara.Reactive[dict[str, float]] = solara.reactive({})
        self.people = solara.reactive(self._usual_people())
        self.days = solara.reactive(min(_DAYS, self.scenarios[first].days))
        self.pairs = solara.reactive(_PAIRS)
        self.seed = solara.reactive(_SEED)
        self.compared: solara.Reactive[tuple[str, ...]] = solara.reactive(tuple(dict.fromkeys((first, self.second.value))))
        self.watched = solara.reactive(0)
        self.pages: solara.Reactive[dict[str, str]] = solara.reactive({})
        self.own: Scenario | None = None  # as the timeline has it, once that is not one of those offered
        self.made_of: tuple[str, ...] = ()  # what was looked at before the first change, by name
        self.drawn_places: dict[str, tuple] = {}  # where pupils drew people, by the file of their network
        self._changed: dict = {}
        self.usual = state_of(self)
        self.left_out: solara.Reactive[tuple[LeftOut, ...]] = solara.reactive(restore(self, search))

    @property
    def situations(self) -> list[Scenario]:
        """The scenarios that can be asked about: those with a crisis, or all where none has one."""
        every = list(self.scenarios.values())
        return without_answers(every) or every

    def policies_of(self, first: str) -> list[Scenario]:
        """Return the scenarios in which something is done about the crisis of another."""
        return policies_for(self.scenarios[first], list(self.scenarios.values()))

    @property
    def parts(self) -> list[str]:
        """The names of the crises of the chosen scenario whose strength can be set."""
        return [each.name for each in sliding(self.scenarios[self.first.value], self.days.value)]

    @property
    def crisis_part(self):
        """The crisis that the slider is for; None without one."""
        first = self.scenarios[self.first.value]
        chosen = [each for each in first.crisis if each.name == self.part.value]
        return chosen[0] if chosen else main_crisis(first, self.days.value)

    def choose_first(self, name: str) -> None:
        """Ask about another crisis: with its own policies, as strong as in its file.

        Who looked at all days of a short one gets the usual number of another.
        """
        whole = self.days.value >= self.scenarios[self.first.value].days
        self.first.set(name)
        self.part.set("")
        self.settings.set({})
        self.second.set(next((each.name for each in self.policies_of(name)), name))
        self.compared.set(tuple(dict.fromkeys((name, self.second.value))))
        self.days.set(min(max(self.days.value, _DAYS) if whole else self.days.value, self.scenarios[name].days))

    def set_strength(self, path: str, value: float) -> None:
        """Set the strength of an event, in all scenarios or, as NAME:path, in one."""
        self.settings.set({**self.settings.value, path: value})

    def sliders(self) -> dict[str, tuple[str, float]]:
        """Return {path: (name, value in the file)} of the strengths that sliders set: that of the crises, and of what each policy reaches."""
        first = self.scenarios[self.first.value]
        found = {f"crisis.{each.name}.severity": (each.name, each.severity) for each in sliding(first, self.days.value)}
        for policy in self.policies_of(first.name):
            own = [each for each in policy.intervention if each.enabled]
            found |= {f"{policy.name}:intervention.{each.name}.reach": (each.name, each.reach) for each in own}
        return found

    def use_own(self, scenario: Scenario, name: str = OWN) -> None:
        """Take a scenario that was made in the timeline: its crises in place of those chosen, what it does as the policy looked at.

        It takes the place of what was made before; `name` is that of its file. Other policies for the crisis it was made from
        move along with it.
        """
        looked_at = self.first.value, self.second.value
        if not any(each.startswith(OWN) for each in looked_at):
            self.made_of = looked_at
        kept = {each: known for each, known in self.scenarios.items() if not each.startswith(OWN)}
        own = [scenario.model_copy(update={"name": name})]
        if scenario.intervention:
            origin = made_from(scenario, list(kept.values()))
            crisis = {"intervention": (), "name": f"{name}{CRISIS}", "title": origin.title if origin else scenario.title}
            own.insert(0, scenario.model_copy(update=crisis))
        own += moved_along(scenario, list(kept.values()), name)
        # Both are there before either is chosen, and the old ones until then: pages look their choice up at any time.
        self.scenarios = {**self.scenarios, **{each.name: each for each in own}}
        self.choose_first(own[0].name)
        self.scenarios = {**kept, **{each.name: each for each in own}}
        self.own = None
        # What is looked at stays the same object: a run that began with it would not be known again.
        self._changed = {key: known for key, known in self._changed.items() if any(known[0] is each for each in self.scenarios.values())}

    @property
    def chosen(self) -> tuple[Scenario, Scenario]:
        """The crisis and the policy looked at, with their settings and the chosen number of days at most."""
        return self.of_days(self.first.value), self.of_days(self.second.value)

    @property
    def watching(self) -> Scenario:
        """The scenario that the live model lives through."""
        return self.chosen[self.watched.value]

    def people_fixed(self) -> bool:
        """Whether the number of people is that of an imported network."""
        return any(self.scenarios[name].population.network for name in (self.first.value, self.second.value))

    def of_days(self, name: str) -> Scenario:
        """Return a scenario with what the sliders say, and shortened if the page says so; the same object for the same choice."""
        scenario = self.scenarios[name]
        days = None if wrong_number("days", self.days.value) or self.days.value >= scenario.days else int(self.days.value)
        settings = {path.rpartition(":")[2]: value for path, value in self.settings.value.items() if path.rpartition(":")[0] in ("", name)}
        key = id(scenario), days, tuple(settings.items())
        if key not in self._changed:
            try:
                made = load_scenario(scenario, set=settings, days=days) if settings or days else scenario
            except ScenarioError:  # a setting for an event that this scenario has not got
                made = load_scenario(scenario, days=days)
            self._changed[key] = scenario, made  # the scenario too: while it is kept, nothing else takes its place in memory
        return self._changed[key][1]

    def wrong_numbers(self) -> str:
        """Return what to say about the first number on the page that cannot be used, or nothing."""
        for name in LEAST:
            if name == "people" and self.people_fixed():
                continue
            if said := wrong_number(name, getattr(self, name).value, self.language.value):
                return said
        return ""

    def _usual_people(self) -> int:
        return min([_PEOPLE, limit_of("people"), *(each.population.people or _PEOPLE for each in self.scenarios.values())])
