"""How far the work has come, and how to stop it: a bar on a terminal, plain lines elsewhere, and Ctrl-C that keeps what is finished."""

import signal
import sys
import threading
import time

from .printing import say

SECONDS_BETWEEN_LINES = 5.0


class Work:
    """Long work while it is done: `progress(done, total)` shows it, `stop()` is true once Ctrl-C was pressed.

    The first Ctrl-C lets the work end in order; a second one ends it at once.
    """

    def __init__(self, what, quiet=False):
        self.interrupted = False
        self._before = None
        self._shown = _Nothing() if quiet else _Bar(what) if sys.stderr.isatty() else _Lines(what)

    def __enter__(self):
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_):
        self._shown.end()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def progress(self, done, total):
        """Show that `done` of `total` are done."""
        self._shown.update(done, total)

    def stop(self):
        """Return whether the work is to end early."""
        return self.interrupted

    def _interrupt(self, *_):
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True


class _Nothing:
    def update(self, done, total):
        """Show nothing."""

    def end(self):
        """Show nothing."""


class _Bar:
    """A bar with the time left; rich is only imported here."""

    def __init__(self, what):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
        self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn(),
                             console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task("Running", total=None)

    def update(self, done, total):
        self._bar.update(self._task, completed=done, total=total)

    def end(self):
        self._bar.stop()


class _Lines:
    """A line now and then, for logs: never more than one in five seconds."""

    def __init__(self, what):
        self._what, self._began = what, time.monotonic()
        self._last = self._began

    def update(self, done, total):
        now = time.monotonic()
        if 0 < done < total and now - self._last >= SECONDS_BETWEEN_LINES:
            self._last = now
            say(f"{done} of {total} {self._what}, about {_duration((now - self._began) / done * (total - done))} left")

    def end(self):
        """A log needs no last line: the result follows."""


def _duration(seconds):
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
