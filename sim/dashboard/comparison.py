"""A comparison of several scenarios in a thread of its own, with progress, the answer so far, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import Scenario, ScenarioError, compare
from .answering import answers
from .limits import too_much_work
from .offered import offered_plugins


@dataclass(frozen=True, eq=False)
class ComparisonState:
    """What the page may know of a comparison at one moment; `answer` is that of the pairs that are finished."""

    scenarios: tuple[Scenario, ...]
    phase: str = "running"  # running, done, stopped, failed, or large where too much was asked
    done: int = 0
    total: int = 0
    answer: object = None
    error: str = ""


class Comparison:
    """Scenarios with the same people and luck in each, many times; publishes states that never change."""

    def __init__(self, scenarios: list[Scenario], people: int | None, pairs: int, seed: int, publish: Callable[[ComparisonState], None]):
        self._people, self._pairs, self._seed, self._publish = people, pairs, seed, publish
        self._state = ComparisonState(tuple(scenarios))
        self._stop = threading.Event()
        threading.Thread(target=self._work, name="noaber-compare", daemon=True).start()

    def stop(self) -> None:
        """Give up soon: what is finished is kept."""
        self._stop.set()

    def _work(self) -> None:
        if self._too_large():
            self._show(phase="large")
            return
        self._show()
        try:
            answer = compare(
                list(self._state.scenarios),
                people=self._people,
                replicates=self._pairs,
                seed=self._seed,
                workers=answers().workers,
                plugins=offered_plugins(),
                progress=lambda done, total: self._show(done=done, total=total),
                stop=self._stop.is_set,
                so_far=self._so_far,
            )
        except ScenarioError as error:
            self._show(phase="failed", error=str(error))
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(phase="failed", error=f"The comparison stopped: {error}")
            raise
        else:
            # What was finished before Stop still says something: the pairs that were whole.
            self._show(phase="stopped" if answer.stopped else "done", answer=self._state.answer if answer.stopped else answer)

    def _so_far(self, answer) -> None:
        # Each answer is worked out and drawn, which takes a moment; ever fewer are shown as the pairs get many.
        pairs = answer.ensemble.replicates
        if pairs >= 2 and (pairs <= 4 or pairs % max(2, pairs // 4) == 0):
            self._show(answer=answer)

    def _too_large(self) -> bool:
        first = self._state.scenarios[0]
        people = self._people or first.population.people or 1000
        return too_much_work(people, first.days, 24 if first.step == "hour" else 1, self._pairs * (len(self._state.scenarios) + 1))

    def _show(self, **changes) -> None:
        self._state = replace(self._state, **changes)
        self._publish(self._state)
