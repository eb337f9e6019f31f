"""What one browser session has chosen and is running; every session has its own, and its own model."""

from __future__ import annotations

import dataclasses
from functools import cached_property

import solara

from .. import Scenario, ScenarioError, load_scenario
from .address import restore, state_of
from .answering import Answering, answers
from .comparison import Comparison, ComparisonState
from .limits import LEAST, limit_of, wrong_number
from .live import LiveRun, Snapshot
from .offered import offered, offered_plugins
from .question import Question, main_crisis, policies_for, settings_for, sliding, without_answers
from .study_desk import StudyDesk
from .timeline.editor import Editor

# Enough for an answer in about a second; the page takes other numbers.
_PEOPLE = 500
_DAYS = 120
_PAIRS = 20
_SEED = 1
_LIVE_SEED = 1
OWN = "my_scenario"  # the name of what was made in the timeline


class Session:
    """The choices, the answers, the comparison and the live model of one browser session.

    `search` is the part of an address after "?", from which the choices are restored.
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
        self.speed = solara.reactive(8)
        self.pages: solara.Reactive[dict[str, str]] = solara.reactive({})
        self.answering: solara.Reactive[Answering | None] = solara.reactive(None)
        self.shown: solara.Reactive[Answering | None] = solara.reactive(None)  # the last that had found something
        self.comparison: solara.Reactive[ComparisonState | None] = solara.reactive(None)
        self.live: solara.Reactive[Snapshot | None] = solara.reactive(None)
        self.mistake = solara.reactive("")
        self.halted = solara.reactive(False)
        self.heard = solara.reactive(0)  # how far this has taken in what the first page's form sent
        self.run: LiveRun | None = None
        self._comparing: Comparison | None = None
        self._leave = lambda: None
        self._asked: object = None
        self._changed: dict = {}
        self.usual = state_of(self)
        self.restored = restore(self, search)

    # What can be chosen.

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
        """Ask about another crisis: with its own policies, as strong as in its file."""
        self.first.set(name)
        self.part.set("")
        self.settings.set({})
        self.second.set(next((each.name for each in self.policies_of(name)), name))
        self.compared.set(tuple(dict.fromkeys((name, self.second.value))))
        self.days.set(min(self.days.value, self.scenarios[name].days))

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

        It takes the place of what was made before; `name` is that of its file.
        """
        kept = {each: known for each, known in self.scenarios.items() if not each.startswith(OWN)}
        if not scenario.intervention:
            own = [scenario.model_copy(update={"name": name})]
        else:
            own = [scenario.model_copy(update={"intervention": (), "name": f"{name}_crisis"}), scenario.model_copy(update={"name": name})]
        # Both are there before either is chosen, and the old ones until then: pages look their choice up at any time.
        self.scenarios = {**self.scenarios, **{each.name: each for each in own}}
        self.choose_first(own[0].name)
        self.scenarios = {**kept, **{each.name: each for each in own}}
        self._changed.clear()  # it knows scenarios by their place in memory, which may be taken again

    @cached_property
    def timeline(self) -> Editor:
        """The editor of the scenario looked at, with its steps back and the answers so far."""
        return Editor(self.scenarios[self.second.value], most_people=limit_of("people"))

    @cached_property
    def studies(self) -> StudyDesk:
        """What this visit looks at on the page of studies, as its link says."""
        return StudyDesk(self.pages.value.get("study.of", ""), self.pages.value.get("study.view", ""))

    # The first page's answer.

    def question(self) -> Question:
        """Return what is asked now."""
        first, looked_at = self.scenarios[self.first.value], self.scenarios[self.second.value]
        return self._question({each.name: each for each in (first, looked_at, *self.policies_of(first.name))})

    def _question(self, scenarios: dict[str, Scenario]) -> Question:
        return Question(
            scenarios=tuple(scenarios.values()),
            settings=settings_for(tuple(scenarios.values()), self.settings.value),
            people=None if self.people_fixed() else int(self.people.value),
            days=int(self.days.value),
            seed=int(self.seed.value),
            pairs=int(self.pairs.value),
            plugins=offered_plugins(),
        )

    def ask(self):
        """Ask what is chosen now, in place of what was asked before; return a function that ends it."""
        self._leave()
        wrong = self.wrong_numbers()
        self.mistake.set(wrong)
        if wrong or self.halted.value:
            return None
        self._asked = asked = object()
        self._leave = answers().ask(self.question(), lambda state: self._show_answer(state, asked))
        return self._leave

    def halt(self, *_) -> None:
        """Stop answering; what is found stays."""
        self._leave()
        self._asked = None
        state = self.answering.value
        if state is not None and state.phase in ("running", "sharpening"):
            self.answering.set(dataclasses.replace(state, phase="stopped"))
        self.halted.set(True)

    def _show_answer(self, state: Answering, asked: object) -> None:
        if asked is not self._asked:  # the last word on a question that is no longer asked
            return
        if state.found is not None:  # before it is said how far the answer is, so that "done" stands beside its own digits
            self.shown.set(state)
        self.answering.set(state)

    # The comparison of the second page.

    @property
    def comparing(self) -> bool:
        """Whether a comparison is under way."""
        return self.comparison.value is not None and self.comparison.value.phase == "running"

    def compare(self, *_) -> None:
        """Compare the scenarios chosen for it, unless something about the choice is wrong."""
        self.mistake.set(self.wrong_numbers())
        if self.mistake.value or self.comparing:
            return
        self._comparing = Comparison(self._question({name: self.scenarios[name] for name in self.compared.value}), self.comparison.set)

    def stop(self, *_) -> None:
        """Stop the comparison, if there is one."""
        if self._comparing:
            self._comparing.stop()

    # The live model.

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

    def begin_live(self):
        """Build the model of the watched scenario, in place of the one before; return a function that lets it go."""
        mistake = self.wrong_numbers()
        self.live.set(Snapshot(self.watching, error=mistake))
        if mistake:
            return None
        run = LiveRun(self.watching, None if self.people_fixed() else int(self.people.value), _LIVE_SEED, self._show_live)
        run.steps_per_second = self.speed.value
        self.run = run
        return run.close

    def set_speed(self, steps_per_second) -> None:
        """Play this many steps a second."""
        self.speed.set(steps_per_second)
        if self.run:
            self.run.steps_per_second = steps_per_second

    def close(self) -> None:
        """Stop whatever still runs for this session."""
        self.stop()
        self._leave()
        if self.run:
            self.run.close()
        if "timeline" in self.__dict__:
            self.timeline.close()
        if "studies" in self.__dict__:
            self.studies.close()

    def _show_live(self, snapshot: Snapshot) -> None:
        # A model that was replaced may still publish a last snapshot; it is of no interest any more.
        if self.live.value is None or snapshot.scenario is self.watching:
            self.live.set(snapshot)

    def of_days(self, name: str) -> Scenario:
        """Return a scenario with what the sliders say, and shortened if the page says so; the same object for the same choice."""
        scenario = self.scenarios[name]
        days = None if wrong_number("days", self.days.value) or self.days.value >= scenario.days else int(self.days.value)
        settings = {path.rpartition(":")[2]: value for path, value in self.settings.value.items() if path.rpartition(":")[0] in ("", name)}
        key = id(scenario), days, tuple(settings.items())
        if key not in self._changed:
            try:
                self._changed[key] = load_scenario(scenario, set=settings, days=days) if settings or days else scenario
            except ScenarioError:  # a setting for an event that this scenario has not got
                self._changed[key] = load_scenario(scenario, days=days)
        return self._changed[key]

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


def answer_first_question() -> None:
    """Answer what a visitor sees first, for all visitors, and keep the answer for the next start of the server."""
    answers().ask(Session().question(), lambda state: None, lasting=True)
