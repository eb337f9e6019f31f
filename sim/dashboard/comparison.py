"""A comparison of two scenarios in a thread of its own, with progress and a way to stop it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import Scenario, ScenarioError, compare
from .offered import offered_plugins


# Below this many days of people's lives the start of further processes would take longer than the work.
_WORTH_PROCESSES = 3_000_000
# The first scenario is also run without its crises.
_RUNS_A_PAIR = 3


@dataclass(frozen=True, eq=False)
class ComparisonState:
    """What the page may know of a comparison at one moment."""

    scenarios: tuple[Scenario, Scenario]
    phase: str = "running"  # running, done, stopped or failed
    done: int = 0
    total: int = 0
    answer: object = None
    error: str = ""


class Comparison:
    """Two scenarios, the same people and luck in both, many times; publishes states that never change."""

    def __init__(
        self, first: Scenario, second: Scenario, people: int, replicates: int, publish: Callable[[ComparisonState], None]
    ):
        self._people, self._replicates, self._publish = people, replicates, publish
        self._state = ComparisonState((first, second))
        self._stop = threading.Event()
        threading.Thread(target=self._work, name="noaber-compare", daemon=True).start()

    def stop(self) -> None:
        """Give up soon: what is finished is kept."""
        self._stop.set()

    def _work(self) -> None:
        self._show()
        try:
            answer = compare(
                list(self._state.scenarios),
                people=self._people,
                replicates=self._replicates,
                jobs=self._jobs(),
                plugins=offered_plugins(),
                progress=lambda done, total: self._show(done=done, total=total),
                stop=self._stop.is_set,
            )
        except ScenarioError as error:
            self._show(phase="failed", error=str(error))
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(phase="failed", error=f"The comparison stopped: {error}")
            raise
        else:
            # What was finished before Stop still says something, if it is more than one pair.
            enough = not answer.stopped or self._state.done >= 2 * _RUNS_A_PAIR
            self._show(phase="stopped" if answer.stopped else "done", answer=answer if enough else None)

    def _jobs(self) -> int:
        """Return how many processes to use: this one for little work, so that the page stays quick for more."""
        first = self._state.scenarios[0]
        steps = first.days * (24 if first.step == "hour" else 1)
        work = (self._people or first.population.people or 1000) * steps * self._replicates * _RUNS_A_PAIR
        return min(4, os.cpu_count() or 1) if work > _WORTH_PROCESSES else 1

    def _show(self, **changes) -> None:
        self._state = replace(self._state, **changes)
        self._publish(self._state)
