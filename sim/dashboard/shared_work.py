"""Work that several tabs wait for: done once in a thread of its own, told to each tab in its own, ended when nobody waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace

from .. import ScenarioError
from .kernels import of_this_tab


@contextmanager
def failure_told(show: Callable[..., None]):
    """Show what failed in words; the server's log keeps the traceback of what was no mistake of the visitor."""
    try:
        yield
    except ScenarioError as error:
        show(phase="failed", error=str(error))
    except Exception as error:
        show(phase="failed", error=f"The comparison stopped: {error}")
        raise


class SharedWork:
    """Subclass it and do the work in `_run`; `state` is a frozen dataclass with a `phase`, changed by `_show` alone.

    It goes on as long as somebody listens, or to its end where `_to_its_end` says so.
    """

    def __init__(self, state, name: str):
        self.state = state
        self._listeners: list[Callable] = []
        self._lock, self._stop = threading.Lock(), threading.Event()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def listen(self, listener: Callable) -> Callable[[], None]:
        """Tell a listener the state now and at every change, wherever it listens; return a function that ends this."""
        listener, told = of_this_tab(listener), None
        with self._lock:
            self._listeners.append(listener)
        while told is not self.state:  # a change that came meanwhile was told before this, which is older
            told = self.state
            listener(told)

        def leave():
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)
                if not self._listeners and not self._to_its_end():
                    self._stop.set()

        return leave

    @property
    def usable(self) -> bool:
        """Whether whoever asks the same may join."""
        return not self._stop.is_set() and self.state.phase != "failed"

    def _run(self) -> None:
        raise NotImplementedError

    def _to_its_end(self) -> bool:
        """Whether what was found is kept, or all is found, when nobody listens."""
        return False

    def _show(self, **changes) -> None:
        self.state = replace(self.state, **changes)
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(self.state)
