"""The thread that lives a scenario for the page of branches and goes on from any of its days under another policy."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from .. import Result, Scenario, ScenarioError, run
from .branches import Trunk, amount
from .twins import Stopped

# Runs with other luck that say whether the difference is more than this one life's.
OTHERS = 7
_SHOW_EVERY = 0.05


@dataclass(frozen=True, eq=False)
class Branched:
    """A future from a day on, and by how much stress from that day on differs in runs with other luck."""

    day: int
    scenario: Scenario
    result: Result
    differences: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class BranchState:
    """What the page may know at one moment."""

    scenario: Scenario
    share: float = 0.0
    trunk: Trunk | None = None
    busy: bool = False
    branched: Branched | None = None
    error: str = ""


class BranchDesk:
    """Lives one scenario, then branches as it is asked; publishes states that never change."""

    def __init__(self, scenario: Scenario, people: int | None, seed: int, publish: Callable[[BranchState], None]):
        self._people, self._seed, self._publish = people, seed, publish
        self._state = BranchState(scenario)
        self._asked: queue.SimpleQueue[tuple[int, Scenario] | None] = queue.SimpleQueue()
        self._closed = False
        threading.Thread(target=self._work, name="noaber-branches", daemon=True).start()

    def go_on(self, day: int, scenario: Scenario) -> None:
        """Go on from a day under a scenario; whatever is under way gives way."""
        self._asked.put((day, scenario))

    def close(self) -> None:
        """Give up within a step and let everything go."""
        self._closed = True
        self._asked.put(None)

    def _work(self) -> None:
        try:
            self._live()
            while (asked := self._asked.get()) is not None:
                if self._asked.empty():
                    self._branch(*asked)
        except Stopped:
            pass
        except ScenarioError as error:
            self._show(error=str(error), busy=False)
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(error=f"The model stopped: {error}", busy=False)
            raise

    def _live(self) -> None:
        shown = [0.0]

        def each(share: float) -> None:
            self._give_way_to_the_end()
            if share - shown[0] >= _SHOW_EVERY:
                shown[0] = share
                self._show(share=share)

        self._show(trunk=Trunk(self._state.scenario, self._people, self._seed, each), share=1.0)

    def _branch(self, day: int, scenario: Scenario) -> None:
        """Publish the future asked for, then run after run with other luck until something else is asked."""
        self._show(busy=True)
        trunk = self._state.trunk
        try:
            branched = Branched(day, scenario, trunk.go_on(day, scenario, self._give_way))
            self._show(branched=branched, busy=False)
            for seed in range(trunk.seed + 1, trunk.seed + 1 + OTHERS):
                pair = [run(each, seed, watch=self._watch) for each in (trunk.scenario, scenario)]
                self._give_way()
                first, second = (amount(result, "distress", day * trunk.steps_a_day) for result in pair)
                branched = replace(branched, differences=(*branched.differences, second - first))
                self._show(branched=branched)
        except ScenarioError as error:
            self._show(error=str(error), busy=False)
        except _GaveWay:
            self._give_way_to_the_end()

    def _watch(self, _done: int) -> bool:
        return self._asked.empty()

    def _give_way(self) -> None:
        if not self._asked.empty():
            raise _GaveWay

    def _give_way_to_the_end(self) -> None:
        if self._closed:
            raise Stopped

    def _show(self, **changes) -> None:
        self._state = replace(self._state, **changes)
        if not self._closed:
            self._publish(self._state)


class _GaveWay(Exception):
    """Something newer was asked for."""
