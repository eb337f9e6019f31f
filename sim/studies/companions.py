"""Processes that work for threads of this one: two threads hand the interpreter to each other tens of thousands of times in a comparison.

A companion is told over its standard input what to do and answers over its standard output. It knows nothing of the script that
runs here, so that a script needs no guard; it stays, warm, for the next question, and ends with this process.
"""

import atexit
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core import catalogue
from . import companion_life

LOOKS = 0.2  # seconds between looks at whether to end early
PATIENCE = 1.0  # seconds for a process that is ended to be gone
BEGIN = f"import pickle, sys; sys.path[:], *told = pickle.load(sys.stdin.buffer); from {__package__}.companion_life import serve; serve(*told)"
ROOT = str(Path(__file__).parents[2])  # where it is found from any folder


class Gone(Exception):
    """What was asked has to be done here: the companion has ended, or could not do it."""


class Companion:
    """A process that does one thing at a time for whoever has taken it; to start it takes no time here, and a second or two there."""

    def __init__(self):
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if sys.platform == "win32" else {}
        with deaf_to_interrupts():
            self._process = subprocess.Popen([sys.executable, "-c", BEGIN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)
        self.owner, self.ended, self._knows = os.getpid(), False, None
        self._answers, self._asked, self._sending, self._ready = queue.SimpleQueue(), 0, threading.Lock(), threading.Event()
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()
        self._tell(([*sys.path, ROOT], companion_life.__file__, f"{__package__}.stacked_runs"))

    def ready(self, seconds):
        """Return whether it is ready to work, or has ended, after so many seconds at most."""
        return self._ready.wait(seconds)

    def knows_all(self):
        """Return whether it has our code and all that is on our shelves: what was edited since, or what a script put there, it has not."""
        return self._knows == (companion_life.CODE, catalogue.on_shelves())

    def ask(self, function, *given, ended):
        """Return what `function(*given, watch)` returns there, where `watch(...)` is False soon after `ended()` is True here; raise Gone if it cannot be had."""
        self._asked += 1
        self._tell((self._asked, pickle.dumps((function, given), pickle.HIGHEST_PROTOCOL)))
        number = None
        while number != self._asked:
            try:
                number, done, answer = self._answers.get(timeout=LOOKS)
            except queue.Empty:
                if self.ended:
                    raise Gone("it has ended") from None
                if ended():
                    self._tell((self._asked, None))
        if not done:
            raise Gone(answer)
        return answer

    def end(self):
        """End the process at once."""
        self._process.kill()
        self._hearing.join(PATIENCE)

    def _tell(self, message):
        with self._sending, suppress(OSError, ValueError):  # that it has ended is heard at the other end
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _hear(self):
        with suppress(Exception):  # whatever cannot be read is the end of it
            while True:
                number, *answer, seconds = pickle.load(self._process.stdout)
                if number == companion_life.READY:
                    self._knows = answer[-1]
                else:
                    _worked.append(seconds)
                    self._answers.put((number, *answer))
                self._ready.set()
        self.ended = True
        self._ready.set()
        self._process.kill()
        self._process.wait()
        with self._sending, suppress(OSError):
            self._process.stdout.close()
            self._process.stdin.close()


_idle, _started, _worked = [], weakref.WeakSet(), []


def taken():
    """Return a Companion that nobody else uses, a warm one where there is one; raise OSError if none can be started."""
    with suppress(IndexError):
        while True:
            companion = _idle.pop()
            if _is_usable(companion):
                return companion
    companion = Companion()
    _started.add(companion)
    return companion


def left(companion):
    """Keep a Companion, for which nobody waits any more, for the next question."""
    if _is_usable(companion):
        _idle.append(companion)


def n_warm():
    """Return how many companions there are that wait for a question."""
    return sum(_is_usable(each) and each.ready(0) for each in list(_idle))


def processor_seconds():
    """Return the processor time of this process and of what companions have done for it."""
    return time.process_time() + sum(_worked)


def can_start():
    """Return whether a companion could be started: not from a program that is no Python, and holds one."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _is_usable(companion):
    return not companion.ended and companion.owner == os.getpid()  # a process that was forked has those of another


@atexit.register
def _end_all():
    for companion in list(_started):
        if _is_usable(companion):
            companion.end()


@contextmanager
def deaf_to_interrupts():
    """Hold Ctrl-C back while processes are started: they inherit it held back, and are not ended in the middle of an import."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
