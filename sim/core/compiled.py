"""Compile a kernel once and keep it: numba without the interpreter lock, in plain arithmetic."""

import atexit
import os
import shutil
import sys
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

from numba import config, njit, vectorize

PACKAGE = Path(__file__).parent.parent
CALLED_INTO = ("core", "population")  # folders with kernels that those of other files call
HOW = {"nogil": True, "error_model": "numpy"}
PYTHON = "py{}{}".format(*sys.version_info)  # in the names of what numba keeps
STAMP, FOR_NOW = "kernels.of", "noaber-kernels-"


@cache
def _sources():
    """Return a digest of all that a kernel may call into."""
    return sha256(b"".join(file.read_bytes() for folder in CALLED_INTO for file in sorted((PACKAGE / folder).glob("*.py")))).hexdigest()


@cache
def _prepare(folder, beside):
    """Have a folder, wherever numba has put it, hold kernels of these sources only, and those that an installation nobody can write to has `beside` them.

    numba notices a change in the file of a kernel, but not in a file that the kernel calls into: after an update the old
    machine code would give other bits.
    """
    try:
        if _of_these_sources(folder):
            return
        for kernel in Path(folder).glob("*.nb[ic]"):
            kernel.unlink(missing_ok=True)
        Path(folder).mkdir(parents=True, exist_ok=True)
        if not os.access(beside, os.W_OK) and _of_these_sources(beside):
            for kernel in Path(beside).glob("*.nb[ic]"):
                _put(Path(folder, kernel.name), lambda new, kernel=kernel: shutil.copyfile(kernel, new))
        _put(Path(folder, STAMP), lambda new: Path(new).write_text(_sources()))
    except OSError:  # what cannot be written cannot change either
        return


def _of_these_sources(folder):
    stamp = Path(folder, STAMP)
    return stamp.is_file() and stamp.read_text() == _sources()


def _put(file, write):
    """Write a file and put it in place at once: another process may begin just now and read it."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    write(unfinished)
    unfinished.replace(file)


@cache
def _place_for_now():
    """Give numba a folder while this process and those that it starts live, as it has found none that lasts; return it, or None."""
    try:
        folder = tempfile.mkdtemp(prefix=FOR_NOW)
    except OSError:
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NUMBA_CACHE_DIR"] = config.CACHE_DIR = folder
    return folder


# fastmath stays off everywhere: it would let the compiler reorder sums, and the bits would change.
# Inside the loops of a kernel only numbers are passed to functions: a call that takes arrays costs some 50 ns for counting
# references.


def compiled(function):
    """Return `function` compiled to machine code, cached on disk where the disk allows it."""
    try:
        kernel = njit(function, cache=True, **HOW)
    except RuntimeError:  # no writable place for the cache, as in a read-only installation without a home; or no file
        kernel = njit(function, cache=os.path.isfile(function.__code__.co_filename) and _place_for_now() is not None, **HOW)
    if getattr(kernel, "stats", None) and kernel.stats.cache_path:  # no stats where NUMBA_DISABLE_JIT asks for plain Python
        _prepare(kernel.stats.cache_path, Path(function.__code__.co_filename).with_name("__pycache__"))
    return kernel


def lasts(kernel):
    """Return whether there is a place where a kernel, once compiled, is kept for the next time."""
    place = kernel.stats.cache_path
    return place is not None and not any(each.startswith(FOR_NOW) for each in Path(place).parts)


def is_kept(kernel):
    """Return whether a kernel that was compiled before is kept, so that it need not be compiled now."""
    code, stats = kernel.py_func.__code__, kernel.stats
    return stats.cache_path is not None and any(Path(stats.cache_path).glob(f"*{code.co_name}-{code.co_firstlineno}.{PYTHON}*.nbi"))


def for_arrays(function):
    """Return a ufunc over float32 and float64 arrays that computes `function` in float64."""
    kinds = ["float32(float32)", "float64(float64)"]
    compiled(function)  # what is kept of it lies in the same folder, and is used at once
    try:
        return vectorize(kinds, cache=True)(function)
    except RuntimeError:
        return vectorize(kinds)(function)
