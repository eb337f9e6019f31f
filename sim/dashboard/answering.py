"""Answers to questions, each worked out once however many sessions ask, in threads of their own and by processes that stay."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import ScenarioError, Workers, compare
from .commands import runnable
from .found import Found, found_in
from .kept import keep_answer, kept_answer
from .offered import offered_plugins
from .question import FIRST_PAIRS, Question
from .shared_work import SharedWork, failure_told

_ANSWERS_KEPT = 60
# Showing each pair as it comes would take more time than the pairs.
_SHOWN_EVERY = 4
# Who opens the page as soon as the server is up does not share the machine with processes that start.
_WARM_AFTER_SECONDS = 4.0


@dataclass(frozen=True, eq=False)
class Answering:
    """What a page may know of an answer at one moment."""

    question: Question
    phase: str = "running"  # running, sharpening, done, stopped or failed
    found: Found | None = None
    error: str = ""


class _Work(SharedWork):
    """One question being answered; it goes on as long as somebody listens, or to its end if it is to be kept."""

    def __init__(self, question: Question, workers: Workers, lasting: bool):
        self._workers, self._lasting = workers, lasting
        super().__init__(Answering(question), "noaber-answer")

    def _to_its_end(self) -> bool:
        return self._lasting

    def _run(self) -> None:
        question, kept = self.state.question, None
        with failure_told(self._show):
            kept = kept_answer(question) if self._lasting else None
            answer = None if kept else self._worked_out(question)
            found = kept or (_found(answer, question) if not answer.stopped else self.state.found)
            stopped = answer is not None and answer.stopped
            if self._lasting and not kept and not stopped:
                keep_answer(question, found)
            self._show(phase="stopped" if stopped else "done", found=found)
        if kept and not self._stop.wait(_WARM_AFTER_SECONDS):
            self._warm(question)

    def _worked_out(self, question: Question):
        """Answer first for the scenario looked at, then for all, the answer so far told every few pairs."""
        first = self._compared(question, question.scenarios[:2], FIRST_PAIRS)
        if first.stopped or (len(question.scenarios) <= 2 and question.pairs <= FIRST_PAIRS):
            return first
        self._show(phase="sharpening", found=_found(first, question))
        return self._compared(question, question.scenarios, question.pairs, self._so_far)

    def _so_far(self, answer) -> None:
        if answer.ensemble.replicates % _SHOWN_EVERY == 0:
            self._show(phase="sharpening", found=_found(answer, self.state.question))

    def _compared(self, question, scenarios, pairs, so_far=None):
        names = {each.name for each in scenarios}
        return compare(
            list(scenarios),
            replicates=pairs,
            seed=question.seed,
            people=question.people,
            days=question.length,
            set=[setting for setting in question.settings if ":" not in setting.partition("=")[0] or setting.partition(":")[0] in names],
            workers=self._workers,
            plugins=question.plugins,
            stop=self._stop.is_set,
            so_far=so_far,
        )

    def _warm(self, question: Question) -> None:
        """Let the processes meet the people of the first pairs, so that the first move of a slider does not wait for that."""
        self._compared(question, question.scenarios[:2], FIRST_PAIRS)


def _found(answer, question: Question) -> Found:
    """Return what an answer says, with the command as it can be run."""
    found = found_in(answer, question.seed)
    return replace(found, command=runnable(found.command, question.scenarios))


class Answers:
    """All questions of all sessions of one server."""

    def __init__(self, plugins=()):
        self.workers = Workers(processes(), plugins)
        self.works: OrderedDict[tuple, _Work] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: Question, listener: Callable[[Answering], None], lasting: bool = False) -> Callable[[], None]:
        """Begin to answer, or join who asked the same; return a function that ends the listening, and work nobody listens to.

        A question that lasts is answered to the end, and kept on disk for the next start of the server.
        """
        try:
            key = question.key
        except ScenarioError as error:
            listener(Answering(question, "failed", error=str(error)))
            return lambda: None
        with self._lock:
            work = self.works.get(key)
            if work is None or not work.usable:
                work = self.works[key] = _Work(question, self.workers, lasting)
            self.works.move_to_end(key)
            while len(self.works) > _ANSWERS_KEPT:
                self.works.popitem(last=False)
        return work.listen(listener)

    def close(self) -> None:
        """End the processes."""
        self.workers.close()


def processes() -> int:
    """Return how many processes answer: one for each core, four at most."""
    return max(1, min(4, os.cpu_count() or 1))


_answers: list[Answers] = []
_making = threading.Lock()


def answers() -> Answers:
    """Return the Answers of this server, made when they are first asked for."""
    with _making:
        if not _answers:
            _answers.append(Answers(offered_plugins()))
        return _answers[0]
