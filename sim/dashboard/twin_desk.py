"""The thread that lives two scenarios for the page of one person, and traces whoever is picked."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .. import Scenario, ScenarioError
from .story import Story, story_of
from .twins import Stopped, Twins, helped_most, live_twins

_CLOSE = -2


@dataclass(frozen=True, eq=False)
class TwinState:
    """What the page may know at one moment: the twins once they are there, who is picked, and that person's story."""

    scenarios: tuple[Scenario, Scenario]
    share: float = 0.0
    twins: Twins | None = None
    row: int = -1
    story: Story | None = None
    error: str = ""


class TwinDesk:
    """Lives two scenarios at once, then tells one person after the other; publishes states that never change."""

    def __init__(self, first: Scenario, second: Scenario, people: int | None, seed: int, publish: Callable[[TwinState], None]):
        self._people, self._seed, self._publish = people, seed, publish
        self._state = TwinState((first, second))
        self._asked: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._wanted, self._closed = -1, False
        threading.Thread(target=self._work, name="noaber-twins", daemon=True).start()

    def tell(self, row: int) -> None:
        """Tell of this person next; whoever is being traced now is given up."""
        self._wanted = row
        self._asked.put(row)

    def close(self) -> None:
        """Give up within a step and let everything go."""
        self._closed = True
        self._asked.put(_CLOSE)

    def _work(self) -> None:
        try:
            self._live()
            row = self._asked.get()
            while row != _CLOSE:
                if row == self._wanted and 0 <= row < self._state.twins.n_people:
                    self._trace(row)
                row = self._asked.get()
        except Stopped:
            pass
        except ScenarioError as error:
            self._show(error=str(error))
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(error=f"The model stopped: {error}")
            raise

    def _live(self) -> None:
        shown = [0.0]

        def progress(share: float) -> None:
            # A message for every step would keep the page busier than the model.
            if share - shown[0] >= 0.05:
                shown[0] = share
                self._show(share=share)

        twins = live_twins(*self._state.scenarios, self._people, self._seed, progress, lambda: self._closed)
        self._show(twins=twins, share=1.0)
        # A page that waits for a choice tells nothing: begin with whom the second scenario helped most.
        if not 0 <= self._wanted < twins.n_people:
            self.tell(int(np.nanargmin(helped_most(twins))))

    def _trace(self, row: int) -> None:
        self._show(row=row, story=None)
        try:
            self._show(story=story_of(self._state.twins, row, lambda: self._closed or self._wanted != row))
        except Stopped:
            if self._closed:
                raise

    def _show(self, **changes) -> None:
        self._state = replace(self._state, **changes)
        if not self._closed:
            self._publish(self._state)
