"""Arrays over the ties of a nation: what is large lies in a file, and leaves memory when it was looked through.

A pass over ties goes through them once and in order, so the system reads a file ahead of it and keeps what there is room for;
what a run needs of its own stays small. Nothing of this is done for arrays below LARGE bytes.
"""

import ctypes
import mmap
import os
import tempfile

import numpy as np

LARGE = 1 << 28
TRIM_FROM, LONG, POOLS = -1, -3, -8  # numbers of glibc's settings: what it keeps at the end of its memory, what it gets by itself, how many pools
OF_A_PERSON = 100  # bytes of an array over ties for each of the people, about
KEPT, LONGEST_KEPT = 1 << 28, 1 << 22  # bytes: at the end of its one pool; of one array, above the blocks in which people and ties are worked


def spacious(n, dtype):
    """Return an array of n numbers, not yet set; a large one lies in a file that is gone with the array, where the disk has room."""
    n_bytes = n * np.dtype(dtype).itemsize
    if n_bytes < LARGE or not hasattr(os, "posix_fallocate"):
        return np.empty(n, dtype)
    try:
        with tempfile.TemporaryFile() as file:
            os.posix_fallocate(file.fileno(), 0, n_bytes)
            return np.frombuffer(mmap.mmap(file.fileno(), n_bytes), dtype, n)
    except OSError:
        return np.empty(n, dtype)


def in_a_file(array):
    """Return whether an array, or what it is a part of, is large, lies in a file, and can be let go of."""
    whole = _whole(array)
    return whole.nbytes >= LARGE and isinstance(getattr(whole.base, "obj", None), mmap.mmap) and hasattr(mmap, "MADV_DONTNEED")


def _whole(array):
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def let_go(array):
    """Let the pages of an array, or of a part of one, leave memory if it lies in a file; what is read again comes back from there.

    Only for arrays nobody writes to but who made them with `spacious`: what is written to a stored population stays in memory
    alone, and would be lost.
    """
    if not in_a_file(array):
        return
    file = _whole(array).base.obj
    start = np.frombuffer(file, np.uint8, 1).ctypes.data
    first = -(-(array.ctypes.data - start) // mmap.PAGESIZE) * mmap.PAGESIZE
    length = array.ctypes.data - start + array.nbytes - first
    if length > 0:
        file.madvise(mmap.MADV_DONTNEED, first, length)


def is_nation(n_people):
    """Return whether people are so many that arrays over their ties are large."""
    return n_people * OF_A_PERSON >= LARGE


def keep_blocks(n_people):
    """Have the C library keep the memory of short arrays for the next block, and give that of long ones back as soon as they end (glibc).

    Left to itself it learns from arrays that end to keep ever longer ones, of a nation gigabytes that fit nothing else, and asks the system
    for the memory of blocks again and again, which the threads of a run wait for. Only for a nation, for the whole process, and best
    before that has any thread, be it one that shows progress: the pools threads have by then stay, and all threads use them.
    """
    if not is_nation(n_people):
        return
    try:
        library = ctypes.CDLL(None)
        library.mallopt(LONG, LONGEST_KEPT)
        library.mallopt(POOLS, 1)  # those of threads are given back with each thread, and asked for again
        library.mallopt(TRIM_FROM, KEPT)
    except (OSError, AttributeError, TypeError):  # another C library, or another system
        return


def give_back():
    """Give memory that was let go of back to the system, where its C library would keep it (glibc does)."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError, TypeError):  # another C library, or another system
        return
