"""How far the work has come, and how to stop it: a bar on a terminal, plain lines elsewhere, and Ctrl-C or SIGTERM that keeps what is finished."""

import signal
import sys
import threading
import time

from .printing import say

FIRST_LINE, LONGEST_SILENCE = 2.0, 60.0  # seconds
STOPS = (signal.SIGINT, signal.SIGTERM)  # Ctrl-C; and what a cluster's queue, `kill` and a machine that shuts down send


class Work:
    """Long work while it is done: `progress(done, total)` shows it, `stop()` is true once Ctrl-C was pressed or SIGTERM came.

    The first one lets the work end in order; a second one ends it at once. After `done()` none does any more, so that
    an impatient third one does not lose what is being written. `keeps` tells whether what is finished by then is kept; with
    `waits` nothing is shown, and no thread begun that shows it, before there is something to show.
    """

    def __init__(self, what, quiet=False, keeps=True, waits=False):
        self._interrupted = self._done = False
        self._before = {}
        self._quiet = quiet
        self._shown = _Nothing() if quiet else _Bar(what, waits) if sys.stderr.isatty() else _Lines(what, keeps)

    def __enter__(self):
        if threading.current_thread() is threading.main_thread():
            self._before = {each: signal.signal(each, self._interrupt) for each in STOPS}
        tell_of_compiling(self._quiet)
        return self

    def __exit__(self, *_):
        self._shown.end()
        for each, before in self._before.items():
            signal.signal(each, before)

    def progress(self, done, total):
        """Show that `done` of `total` are done; a fraction is what is done of those under way."""
        self._shown.update(done, total)

    def part(self, doing, what):
        """Show another part of the work from now on, counted in something else, or not at all."""
        self._shown.part(doing, what)

    def stop(self):
        """Return whether the work is to end early."""
        return self._interrupted

    def done(self):
        """Say that the work is over and only its result is left to be kept."""
        self._done = True
        self._shown.end()

    def _interrupt(self, *_):
        if self._done:
            return
        if self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True
        self._shown.stopping()


def tell_of_compiling(quiet):
    """Say that the model will be compiled, where nothing compiled is kept: what follows takes long and seems to do nothing."""
    from ..core.compiled import is_kept, lasts
    from ..core.kernels import meet_ties
    if hasattr(meet_ties, "stats") and not is_kept(meet_ties):
        kept = "it is kept for the next time" if lasts(meet_ties) else (
            "again each time, as neither its folder nor your home can be written to: NUMBA_CACHE_DIR=FOLDER names a place to keep it")
        say(f"Note: the model is compiled for this computer first, which takes a minute or two; {kept}.", quiet)


class _Nothing:
    def stopping(self):
        """Say nothing."""

    def update(self, done, total):
        """Show nothing."""

    def part(self, doing, what):
        """Show nothing."""

    def end(self):
        """Show nothing."""


class _Bar:
    """A bar with the time left; rich is only imported here."""

    def __init__(self, what, waits=False):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
        self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[what]}"), TimeRemainingColumn(),
                             TextColumn("left"), console=Console(stderr=True), transient=True)
        if not waits:
            self._bar.start()
        self._task = self._bar.add_task("Running", total=None, what=what)

    def update(self, done, total):
        self._bar.start()  # if it waited until now
        self._bar.update(self._task, completed=done, total=total)

    def part(self, doing, what):
        self._bar.start()
        self._bar.reset(self._task, total=None, description=doing, what=what)

    def stopping(self):
        self._bar.start()
        self._bar.update(self._task, description="Stopping")

    def end(self):
        self._bar.stop()


class _Lines:
    """A line now and then, for logs: soon at first, then ever less often."""

    def __init__(self, what, keeps=True):
        self._what, self._began, self._next, self._first = what, time.monotonic(), FIRST_LINE, None
        self._keeps, self._soon = keeps, None

    def update(self, done, total):
        passed = time.monotonic() - self._began
        if done:
            self.end()
        elif self._soon is None:
            self._say_soon("beginning: people are built, and what is usual for them is found ...")
        if done and self._first is None:
            self._first = passed, done
        if 0 < done < total and passed >= self._next:
            self._next = passed + min(LONGEST_SILENCE, max(FIRST_LINE, passed))
            under_way = "" if done == int(done) else f" and parts of others, {done / total:.0%} in all"
            say(f"{int(done)} of {total} {self._what}{under_way}{self._left(passed, done, total)}")

    def part(self, doing, what):
        """Say what is being done if it shows nothing of itself soon: much of it takes no time with few people."""
        self.end()
        self._what, self._first = what, None
        self._say_soon(f"{doing[0].lower()}{doing[1:]} ...")

    def _say_soon(self, text):
        self._soon = threading.Timer(FIRST_LINE, say, [text])
        self._soon.daemon = True
        self._soon.start()

    def _left(self, passed, done, total):
        # Judged from the first one on: what comes before it is mostly the start of processes.
        since, before = self._first
        return f", about {_duration((passed - since) / (done - before) * (total - done))} left" if done > before else ""

    def stopping(self):
        say("stopping; what is finished is kept" if self._keeps else "stopping; nothing of it is kept")

    def end(self):
        """A log needs no last line: the result follows."""
        if self._soon is not None:
            self._soon.cancel()


def _duration(seconds):
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
