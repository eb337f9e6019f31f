"""A comparison of two scenarios in a thread of its own, with progress and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import Scenario, ScenarioError, compare


class Stopped(Exception):
    """Raised inside a comparison by its own progress report when somebody pressed Stop."""


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
        """Give up soon: at the next report of progress."""
        self._stop.set()

    def _work(self) -> None:
        self._show()
        try:
            answer = compare(
                list(self._state.scenarios), people=self._people, replicates=self._replicates, progress=self._progress
            )
        except Stopped:
            self._show(phase="stopped")
        except ScenarioError as error:
            self._show(phase="failed", error=str(error))
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(phase="failed", error=f"The comparison stopped: {error}")
            raise
        else:
            self._show(phase="done", answer=answer)

    def _progress(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Stopped
        self._show(done=done, total=total)

    def _show(self, **changes) -> None:
        if self._stop.is_set() and changes.get("phase") != "stopped":
            return
        self._state = replace(self._state, **changes)
        self._publish(self._state)
