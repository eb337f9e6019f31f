"""Stores finished runs while others are still running: a thread takes what has come, keeps it, and publishes it now and then."""

import os
import queue
import threading
import time
from pathlib import Path

from .broken import told
from .layout import SERIES
from .publishing import Publisher

EVERY = 3.0  # seconds between publications
WAITING = 1_000  # records that may wait for a slow disk before the runs do


class Keeper:
    """A context manager around an open archive: `keep(records)` returns at once, `settled()` when all is stored."""

    def __init__(self, archive, plan):
        self._archive, self._publisher = archive, Publisher(archive, plan)
        self._queue = queue.Queue(WAITING)
        self._error = None
        self._thread = threading.Thread(target=self._store, name="noaber archive", daemon=True)

    def __enter__(self):
        self._publisher.catch_up()
        self._thread.start()
        return self

    def __exit__(self, kind, *_):
        self._put(None)
        self._thread.join()
        if self._error and kind is None:
            raise self._error

    def keep(self, records):
        """Hand over runs; what went wrong with earlier ones is raised here."""
        if self._error:
            raise self._error
        if records:
            self._put(records)

    def settled(self):
        """Wait until everything handed over is stored."""
        done = threading.Event()
        self._put(done)
        done.wait()
        if self._error:
            raise self._error

    def _put(self, item):
        while True:
            try:
                self._queue.put(item, timeout=1.0)
                return
            except queue.Full:
                if self._error and item is not None:
                    raise self._error from None

    def _store(self):
        last, going = time.monotonic(), True
        while going:
            items = self._next(last + EVERY - time.monotonic())
            going = None not in items
            records = [each for item in items if isinstance(item, list) for each in item]
            try:
                if records and not self._error:
                    self._keep(records)
                if not going or time.monotonic() - last >= EVERY:
                    last = time.monotonic()
                    if not self._error:
                        self._publisher.publish()
            except Exception as error:  # told to whoever hands over the next run
                self._error = told(error, self._archive.file)
            for item in items:
                if isinstance(item, threading.Event):
                    item.set()

    def _next(self, patience):
        """Return all that waits, or nothing after so many seconds."""
        items = []
        try:
            items.append(self._queue.get(timeout=max(0.05, patience)))
            while True:
                items.append(self._queue.get_nowait())
        except queue.Empty:
            return items

    def _keep(self, records):
        for each in records:
            if each.series:
                write_whole(series_file(self._archive.folder, each.run), each.series)
        self._archive.add(list({each.run: each for each in records}.values()))


def series_file(folder, run):
    """Return where the series of a run lies."""
    return Path(folder) / SERIES / f"{run}.parquet"


def write_whole(file, content):
    """Write a file that is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".unfinished")
    with open(unfinished, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(unfinished, file)
