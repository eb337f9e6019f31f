"""What one browser session is running on what it has chosen; every session has its own, and its own model."""

from __future__ import annotations

import dataclasses
from functools import cached_property

import solara

from .. import Scenario
from .answering import Answering, answers
from .choices import Choices
from .comparison import Comparison, ComparisonState
from .limits import limit_of
from .live import LiveRun, Snapshot
from .offered import offered_plugins
from .question import Question, settings_for
from .study_desk import StudyDesk
from .timeline.editor import Editor
from .words import say

_LIVE_SEED = 1


class Session(Choices):
    """The choices, the answers, the comparison and the live model of one browser session.

    `search` is the part of an address after "?", from which the choices are restored.
    """

    def __init__(self, search: str = ""):
        super().__init__(search)
        self.speed = solara.reactive(8)
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

    @cached_property
    def timeline(self) -> Editor:
        """The editor of the scenario looked at, with its steps back and the answers so far."""
        return Editor(self.own or self.scenarios[self.second.value], most_people=limit_of("people"))

    @cached_property
    def studies(self) -> StudyDesk:
        """What this visit looks at on the page of studies, as its link says."""
        return StudyDesk(self.pages.value.get("study.of", ""), self.pages.value.get("study.view", ""))

    # The first page's answer.

    def question(self, settings: dict[str, float] | None = None) -> Question:
        """Return what is asked now, or what would be with other settings."""
        first, looked_at = self.scenarios[self.first.value], self.scenarios[self.second.value]
        return self._question({each.name: each for each in (first, looked_at, *self.policies_of(first.name))}, settings)

    def _question(self, scenarios: dict[str, Scenario], settings: dict[str, float] | None = None) -> Question:
        return Question(
            scenarios=tuple(scenarios.values()),
            settings=settings_for(tuple(scenarios.values()), self.settings.value if settings is None else settings),
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
        question = None if wrong else self.question()
        if question and question.too_large:
            wrong = say(self.language.value, "compare.large")
        self.mistake.set(wrong)
        if wrong and self.answering.value is not None:  # what is shown answers another question, and nothing is being worked out
            self._asked = None
            self.answering.set(Answering(self.answering.value.question, "stopped"))
        if wrong or self.halted.value:
            return None
        self._asked = asked = object()
        self._leave = answers().ask(question, lambda state: self._show_answer(state, asked))
        return self._leave

    def slide(self, path: str, value: float) -> None:
        """Set a strength and begin to answer at once: to draw the page anew, from where it asks, takes a good part of the time of an answer."""
        settings = {**self.settings.value, path: value}
        if settings == self.settings.value:  # the page is not drawn anew, and goes on with its answer
            return
        self._leave()
        question = self.question(settings)
        leave = answers().ask(question, lambda state: None) if not (self.wrong_numbers() or question.too_large) else self._leave
        try:
            self.set_strength(path, value)
        finally:
            leave()

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
        for name in ("timeline", "studies", "drawn_files"):  # those that were asked for
            if name in self.__dict__:
                getattr(self, name).close()

    def _show_live(self, snapshot: Snapshot) -> None:
        # A model that was replaced may still publish a last snapshot; it is of no interest any more.
        if self.live.value is None or snapshot.scenario is self.watching:
            self.live.set(snapshot)


def answer_first_question() -> None:
    """Answer what a visitor sees first, for all visitors, and keep the answer for the next start of the server."""
    answers().ask(Session().question(), lambda state: None, lasting=True)
