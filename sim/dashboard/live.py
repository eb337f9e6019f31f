"""A model that lives in a thread of its own and shows the page nothing but snapshots that never change."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from .. import CrisisModel, Scenario, ScenarioError
from .first_mornings import first_mornings
from .portrait import PersonNow, Picture, colours_of, person_now

# A browser that went to sleep acknowledges nothing; then the model waits this long per frame.
_PATIENCE_SECONDS = 2.0
# Frames of a later run have higher numbers, so that a browser never goes back to an older one.
_FRAMES_OF_A_RUN, _RUNS_COUNTED = 1 << 20, 1 << 12  # together the 32 bits of a frame's number
_runs = itertools.count()


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What the page may know of a model at one moment."""

    scenario: Scenario
    picture: Picture | None = None
    number: int = 0
    day: int = 0
    colours: bytes = b""
    distress: tuple[float, ...] = ()
    colour_by: str = "distress"
    person: PersonNow | None = None
    playing: bool = False
    finished: bool = False
    error: str = ""

    @property
    def date(self) -> date:
        """The calendar day of the snapshot."""
        return self.scenario.start + timedelta(days=self.day)

    @property
    def hour(self) -> int:
        """The hour of the day, in a scenario of hours."""
        return (len(self.distress) - 1) % 24

    @cached_property
    def frame(self) -> bytes:
        """The number and one byte of colour per person, as the browser draws them."""
        return self.number.to_bytes(4, "little") + self.colours

    @cached_property
    def line(self) -> bytes:
        """Mean distress per step so far, as float32."""
        return np.array(self.distress, dtype=np.float32).tobytes()


class LiveRun:
    """One model, one thread: takes commands, publishes snapshots, and lets the model go when closed.

    `draw`, if it is set, gets every frame at once; then, while it plays, `publish` gets a snapshot every `calm_seconds` at most:
    rendering a page takes longer than a step.
    """

    calm_seconds = 0.25

    def __init__(self, scenario: Scenario, people: int, seed: int, publish: Callable[[Snapshot], None]):
        self._people, self._seed, self._publish = people, seed, publish
        self._commands: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._drawn = threading.Event()
        self._drawn.set()
        self._number = next(_runs) % _RUNS_COUNTED * _FRAMES_OF_A_RUN
        self.draw: Callable[[bytes], None] | None = None
        self.steps_per_second, self._stepped, self._published = 8.0, 0.0, 0.0
        self._colour_by, self._looked_at = "distress", -1
        self._snapshot = Snapshot(scenario)
        threading.Thread(target=self._work, name="noaber-live", daemon=True).start()

    def step(self) -> None:
        """Take one step."""
        self._commands.put("step")

    def play(self) -> None:
        """Step on until told otherwise or until the end."""
        self._commands.put("play")

    def pause(self) -> None:
        """Stop playing."""
        self._commands.put("pause")

    def restart(self) -> None:
        """Begin again on the first morning, with the same people."""
        self._commands.put("restart")

    def colour_by(self, what: str) -> None:
        """Colour people by a feeling or a grouping, see `portrait`."""
        self._colour_by = what
        self._commands.put("look")

    def look_at(self, row: int) -> None:
        """Tell of one person with every snapshot from now on; of nobody for -1, nor in a network that somebody uploaded."""
        self._looked_at = row
        self._commands.put("look")

    def close(self) -> None:
        """End the thread and let the model go."""
        self._commands.put("close")

    def acknowledge(self, number: int) -> None:
        """Take note that the browser has drawn the frame of this number."""
        if number >= self._number:
            self._drawn.set()

    def _work(self) -> None:
        """Hold the model and obey commands; everything that touches the model happens here."""
        model, command = None, "restart"
        try:
            while command != "close":
                if command == "restart":
                    model = self._begin()
                elif command in ("play", "pause"):
                    self._show(playing=command == "play" and not self._snapshot.finished)
                elif command == "look":
                    self._show(**self._look(model))
                elif not self._snapshot.finished:
                    self._advance(model)
                command = self._next_command()
        except ScenarioError as error:
            self._show(error=str(error), playing=False)
        except Exception as error:  # The page says what happened in words; the server's log keeps the traceback.
            self._show(error=f"The model stopped: {error}", playing=False)
            raise

    def _next_command(self) -> str:
        """Return what was asked, or a step when playing and it is time for one."""
        if not self._snapshot.playing:
            return self._commands.get()
        # Working and drawing count as part of the time between two steps.
        due = self._stepped + 1 / self.steps_per_second
        try:
            return self._commands.get(timeout=max(0.001, due - time.monotonic()))
        except queue.Empty:
            self._drawn.wait(_PATIENCE_SECONDS)
            return "step"

    def _begin(self) -> CrisisModel:
        """Build the model and publish its first morning."""
        model, picture = first_mornings.begin(self._snapshot.scenario, self._people, self._seed)
        self._snapshot = replace(self._snapshot, picture=picture, playing=False, finished=False)
        self._publish_state(model, ())
        return model

    def _advance(self, model: CrisisModel) -> None:
        """Take one step and publish what came of it."""
        self._stepped = time.monotonic()
        model.step()
        self._publish_state(model, self._snapshot.distress)

    def _publish_state(self, model: CrisisModel, before: tuple[float, ...]) -> None:
        """Publish how people feel now, with the line so far."""
        feelings = np.asarray(model.values("distress"), dtype=float)
        finished = not model.running
        self._show(
            day=int(model.day),
            distress=(*before, float(np.nanmean(feelings))),
            finished=finished,
            playing=self._snapshot.playing and not finished,
            **self._look(model),
        )

    def _look(self, model: CrisisModel) -> dict:
        """Return colours as asked for, and the person who is looked at."""
        told = 0 <= self._looked_at < model.n_people and model.population.names is None
        person = person_now(model, self._looked_at) if told else None
        return {"colours": colours_of(model, self._colour_by), "colour_by": self._colour_by, "person": person}

    def _show(self, **changes) -> None:
        """Make a snapshot with these changes the next frame: drawn at once, and published unless it only is another day of many."""
        self._number += 1
        before, self._snapshot = self._snapshot, replace(self._snapshot, number=self._number, **changes)
        self._drawn.clear()
        draw = self.draw
        if draw is not None:
            draw(self._snapshot.frame)
        goes_on = before.playing and self._snapshot.playing and before.colour_by == self._snapshot.colour_by
        if draw is None or not goes_on or time.monotonic() >= self._published + self.calm_seconds:
            self._publish(self._snapshot)
            self._published = time.monotonic()
