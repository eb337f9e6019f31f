"""Arrays in one file, each in pages of its own, that are mapped into memory and not read: the same pages for all who use them.

A file is 16 pages of head, then the arrays. The head holds MAGIC, its own length and SHA-256, and JSON: what the file tells of
itself, and of each array its type, length, place and check sum.
"""

import json
import mmap
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path

import numpy as np

from ..core.chance import GOLD, mix64
from ..core.compiled import compiled
from . import threads

MAGIC, FORMAT = b"NOABER\x00P", 2
PAGE, HEAD = 4096, 16 * 4096
ZEROS = 1 << 24  # bytes written at once where room can only be had by writing
APART = max(PAGE, mmap.ALLOCATIONGRANULARITY)  # arrays begin at multiples of this
AT_ONCE = 1 << 22  # bytes that are read at once for check sums
FORGOTTEN = 3600.0  # seconds after which an unfinished file is that of a process which is gone
_GOLD = np.uint64(GOLD)


class StoredMistake(Exception):
    """A file that cannot be used as a stored population, told in one sentence."""


class RoomInMemory:
    """Gives arrays to fill, in memory."""

    def new(self, n, dtype):
        """Return an array of n numbers, not yet set."""
        return np.empty(n, dtype)

    def settle(self):
        """Let go of what was filled; there is nowhere to put it."""


class RoomInFile:
    """Gives arrays to fill that lie in a file, so that what was filled need not stay in memory. `close` ends with a whole file or none."""

    def __init__(self, path, magic=MAGIC):
        self.path, self._magic = Path(path), magic
        self._forget_unfinished()
        self._unfinished = self.path.with_name(f".{self.path.name}.{os.getpid()}.unfinished")
        self._file = open(self._unfinished, "w+b")
        self._end, self._maps, self._places = HEAD, [], {}

    def _forget_unfinished(self):
        # A process that was killed leaves what it had built, of a nation 8 GB under a name that no listing shows.
        for each in self.path.parent.glob(f".{escape(self.path.name)}.*.unfinished"):
            with suppress(OSError):
                if re.fullmatch(r"\.\d+\.unfinished", each.name[len(self.path.name) + 1:]) and each.stat().st_mtime < time.time() - FORGOTTEN:
                    each.unlink()

    def new(self, n, dtype):
        """Return an array of n numbers in the file, 0 as yet."""
        n_bytes = _up_to(APART, n * np.dtype(dtype).itemsize)
        if not n_bytes:
            return np.empty(0, dtype)
        place, self._end = self._end, self._end + n_bytes
        self._make_room(place, n_bytes)
        mapped = mmap.mmap(self._file.fileno(), n_bytes, offset=place)
        self._maps.append(mapped)
        array = np.frombuffer(mapped, dtype, n)
        self._places[array.ctypes.data] = place
        return array

    def _make_room(self, place, n_bytes):
        # Asked for now, because a disk that is full when a mapped page is to be written ends the process.
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(self._file.fileno(), place, n_bytes)
        else:  # macOS, Windows
            self._file.seek(place)
            for written in range(0, n_bytes, ZEROS):
                self._file.write(bytes(min(ZEROS, n_bytes - written)))
            self._file.flush()

    def settle(self):
        """Let the pages that were filled leave memory; they are in the file."""
        if hasattr(mmap, "MADV_DONTNEED"):
            for mapped in self._maps:
                mapped.madvise(mmap.MADV_DONTNEED)

    def keep(self, arrays, told):
        """Write the head and the arrays that do not lie in the file yet; `told` is what the file tells of itself."""
        listed = {}
        for name, array in arrays.items():
            place = self._places.get(array.ctypes.data) if len(array) else self._end
            if place is None:
                copied = self.new(len(array), array.dtype)
                copied[:] = array
                place = self._places[copied.ctypes.data]
            listed[name] = {"type": array.dtype.str, "n": len(array), "place": place}
        self.settle()
        self._file.flush()
        for name, checked in zip(listed, sums(self._unfinished, listed.values()), strict=True):
            listed[name]["sum"] = checked
        text = json.dumps({"format": FORMAT, **told, "bytes": self._end, "arrays": listed}).encode()
        head = self._magic + len(text).to_bytes(8, "little") + sha256(text).digest() + text
        if len(head) > HEAD:
            raise StoredMistake(f"{self.path.name}: the tables of this population are too large to be told in its file")
        self._file.seek(0)
        self._file.write(head)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unfinished.replace(self.path)

    def close(self):
        """Close the file; what is not kept is gone."""
        self._file.close()
        self._unfinished.unlink(missing_ok=True)


def _up_to(multiple, n_bytes):
    return (n_bytes + multiple - 1) // multiple * multiple


def sums(path, listed):
    """Return the check sum of each listed array of a file, read anew and in threads."""
    with ThreadPoolExecutor(threads.THREADS) as pool:
        return list(pool.map(lambda each: _sum_of(path, each["place"], each["n"] * np.dtype(each["type"]).itemsize), listed))


def _sum_of(path, place, n_bytes):
    total, buffer, done = 0, np.zeros(AT_ONCE, np.uint8), 0
    with open(path, "rb", buffering=0) as file:
        file.seek(place)
        while done < n_bytes:
            part = buffer[:min(AT_ONCE, _up_to(PAGE, n_bytes - done))]
            if file.readinto(part) != len(part):
                return -1  # the file ends too early
            total = (total + int(_summed(part.view(np.uint64), np.uint64(done // 8)))) & 0xFFFFFFFFFFFFFFFF
            done += len(part)
    return total


@compiled
def _summed(words, first):
    total = np.uint64(0)
    for k in range(words.size):
        total += mix64(words[k] ^ ((first + np.uint64(k) + np.uint64(1)) * _GOLD))
    return total


def head_of(path, magic=MAGIC):
    """Return what a file tells of itself: a dict with `format`, `bytes`, `arrays` and what the writer told.

    Raises
    ------
    StoredMistake
        If it is not such a file, or not all of it.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            start, size = file.read(HEAD), os.fstat(file.fileno()).st_size
    except OSError as error:
        raise StoredMistake(f"{path.name}: {error.strerror or error}") from None
    text = start[48:48 + int.from_bytes(start[8:16], "little")]
    if start[:8] != magic:
        raise StoredMistake(f"{path.name}: this is not a file of `noaber population build`")
    if sha256(text).digest() != start[16:48]:
        raise StoredMistake(f"{path.name}: the file is damaged; build it again")
    told = json.loads(text)
    if told["format"] != FORMAT:
        raise StoredMistake(f"{path.name}: the file has format {told['format']}, this version of noaber reads format {FORMAT}; build it again")
    if size != told["bytes"]:
        raise StoredMistake(f"{path.name}: the file has {size:,} bytes of {told['bytes']:,}; copy or build it again")
    return told


def arrays_of(path, told):
    """Return {name: array} of a file: what is written to them stays in memory, and the file as it is.

    Raises
    ------
    StoredMistake
        If an array is not what was stored.
    """
    listed = told["arrays"]
    if sums(path, listed.values()) != [each["sum"] for each in listed.values()]:
        raise StoredMistake(f"{Path(path).name}: the file is damaged; build it again")
    with open(path, "rb") as file:
        # A copy on writing, not read-only: kernels are compiled for arrays that can be written to.
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    return {name: np.frombuffer(mapped, each["type"], each["n"], each["place"]) for name, each in listed.items()}
