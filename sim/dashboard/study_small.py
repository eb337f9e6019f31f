"""The small study that a visitor may start: real runs by the processes that answer everybody, in a temporary folder of the visit."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from .. import ArchiveError, ScenarioError, sweep
from .answering import answers
from .limits import limit_of
from .offered import offered_plugins
from .words import texts_of

NAME = "small"
_PEOPLE, _DAYS, _REPLICATES = 200, 100, 2
_STRENGTHS, _UPTAKES = (0.3, 0.6, 0.9), (0.1, 0.4, 0.8)


@dataclass(frozen=True)
class Small:
    """How far the small study is: ready, running, stopped, done or failed; `left` are seconds, None while nothing is known."""

    phase: str = "ready"
    done: int = 0
    total: int = 0
    left: float | None = None
    error: str = ""


def possible() -> bool:
    """Return whether what keeps runs is installed."""
    return find_spec("duckdb") is not None


def tables() -> dict:
    """Return the study as a study file has it: two programmes and both together, in worlds of other strictness and uptake."""
    return {
        "title": texts_of("study")["small_title"]["en"],
        "scenarios": ("lockdown", "lockdown_helpline", "community_programme"),
        "combinations": 2,
        "people": min(_PEOPLE, limit_of("people")),
        "days": _DAYS,
        "replicates": _REPLICATES,
        "outcomes": ("distress", "loneliness", "high_distress", "lonely", "contacts_in_person", "cost"),
        "series": True,
        "vary": (
            {"path": "crisis.lockdown.severity", "name": "strictness", "values": _STRENGTHS},
            {"path": "lockdown_helpline:intervention.helpline.uptake", "name": "uptake of the helpline", "values": _UPTAKES},
        ),
    }


class SmallStudy:
    """Runs it in a thread of its own, and tells how far it is; stopped, it can go on where it was."""

    def __init__(self, publish: Callable[[Small], None]):
        self._publish = publish
        self.state = Small()
        self.folder: Path | None = None
        self._end = lambda: None
        self._stop, self._closed = threading.Event(), False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, or go on."""
        if self.state.phase == "running" or self._closed or not possible():
            return
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="noaber-study-"))
            self._end = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._stop.clear()
        self._show(phase="running", left=None, error="")
        self._thread = threading.Thread(target=self._work, name="noaber-small-study", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Give up soon; what is finished is kept as long as the visit."""
        self._stop.set()

    def close(self) -> None:
        """Stop, and delete everything as soon as nothing writes there any more."""
        self._closed = True
        self._stop.set()
        if self._thread is None or not self._thread.is_alive():
            self._end()

    def _work(self) -> None:
        before, first = self.state.done, []

        def progress(done: int, total: int) -> None:
            # From the first one on: before it, processes start and load what is compiled.
            first[:] = first or [time.monotonic(), done]
            spent, since = time.monotonic() - first[0], done - first[1]
            self._show(done=before + done, total=before + total, left=spent / since * (total - done) if since else None)

        try:
            found = sweep(tables(), self.folder, workers=answers().workers, plugins=offered_plugins(), progress=progress, stop=self._stop.is_set)
            self._show(phase="stopped" if found.stopped else "done", done=found.before + found.ran, total=found.total, left=None)
        except (ArchiveError, ScenarioError) as error:
            self._show(phase="failed", error=str(error))
        except Exception as error:  # the page says what happened; the server's log keeps the traceback
            self._show(phase="failed", error=str(error))
            raise
        finally:
            if self._closed:
                self._end()

    def _show(self, **changes) -> None:
        self.state = replace(self.state, **changes)
        if not self._closed:
            self._publish(self.state)
