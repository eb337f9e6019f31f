"""A comparison of several scenarios in a thread of its own, with progress, the answer so far, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import Scenario, compare
from .answering import answers
from .commands import runnable
from .compared import Compared, compared_in
from .question import Question
from .shared_work import failure_told


@dataclass(frozen=True, eq=False)
class ComparisonState:
    """What the page may know of a comparison at one moment; `found` is what the pairs that are finished say."""

    question: Question
    phase: str = "running"  # running, done, stopped, failed, or large where too much was asked
    done: int = 0
    total: int = 0
    found: Compared | None = None
    error: str = ""

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios as they are run."""
        return self.question.resolved


def _found(answer, question: Question) -> Compared:
    """Return what an answer says, with the command as it can be run."""
    found = compared_in(answer)
    return replace(found, command=runnable(found.command, question.scenarios))


class Comparison:
    """Scenarios with the same people and luck in each, many times; publishes states that never change."""

    def __init__(self, question: Question, publish: Callable[[ComparisonState], None]):
        self._publish = publish
        self._state = ComparisonState(question)
        self._stop = threading.Event()
        threading.Thread(target=self._work, name="noaber-compare", daemon=True).start()

    def stop(self) -> None:
        """Give up soon: what is finished is kept."""
        self._stop.set()

    def _work(self) -> None:
        question = self._state.question
        if question.too_large:
            self._show(phase="large")
            return
        self._show()
        with failure_told(self._show):
            answer = compare(
                list(question.scenarios),
                people=question.people,
                days=question.length,
                replicates=question.pairs,
                seed=question.seed,
                set=list(question.settings),
                workers=answers().workers,
                plugins=question.plugins,
                progress=lambda done, total: self._show(done=done, total=total),
                stop=self._stop.is_set,
                so_far=self._so_far,
            )
            # What was finished before Stop still says something: the pairs that were whole.
            self._show(phase="stopped" if answer.stopped else "done", found=self._state.found if answer.stopped else _found(answer, question))

    def _so_far(self, answer) -> None:
        # Each answer is worked out and drawn, which takes a moment; ever fewer are shown as the pairs get many.
        pairs = answer.ensemble.replicates
        if pairs >= 2 and (pairs <= 4 or pairs % max(2, pairs // 4) == 0):
            self._show(found=_found(answer, self._state.question))

    def _show(self, **changes) -> None:
        self._state = replace(self._state, **changes)
        self._publish(self._state)
