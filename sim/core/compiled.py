"""Compile a kernel once and keep it: numba without the interpreter lock, in plain arithmetic."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from numba import njit, vectorize

PACKAGE = Path(__file__).parent.parent
CALLED_INTO = ("core", "population")  # folders with kernels that those of other files call


@cache
def _sources():
    """Return a digest of all that a kernel may call into."""
    return sha256(b"".join(file.read_bytes() for folder in CALLED_INTO for file in sorted((PACKAGE / folder).glob("*.py")))).hexdigest()


@cache
def _forget_others(folder):
    """Delete the kernels kept in a folder, wherever numba has put it, if they were compiled when other sources were here.

    numba notices a change in the file of a kernel, but not in a file that the kernel calls into: after an update the old
    machine code would give other bits.
    """
    stamp = Path(folder, "kernels.of")
    try:
        if stamp.is_file() and stamp.read_text() == _sources():
            return
        for kernel in stamp.parent.glob("*.nb[ic]"):
            kernel.unlink(missing_ok=True)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(_sources())
    except OSError:  # what cannot be written cannot change either
        return


# fastmath stays off everywhere: it would let the compiler reorder sums, and the bits would change.
# Inside the loops of a kernel only numbers are passed to functions: a call that takes arrays costs some 50 ns for counting
# references.


def compiled(function):
    """Return `function` compiled to machine code, cached on disk where the disk allows it."""
    try:
        kernel = njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # no writable place for the cache, as in a read-only installation without a home
        return njit(function, nogil=True, error_model="numpy")
    if hasattr(kernel, "stats"):  # there are none where NUMBA_DISABLE_JIT asks for plain Python
        _forget_others(kernel.stats.cache_path)
    return kernel


def is_kept(kernel):
    """Return whether a kernel that was compiled before is kept, so that it need not be compiled now."""
    code, stats = kernel.py_func.__code__, kernel.stats
    return stats.cache_path is not None and any(Path(stats.cache_path).glob(f"*{code.co_name}-{code.co_firstlineno}.*.nbi"))


def for_arrays(function):
    """Return a ufunc over float32 and float64 arrays that computes `function` in float64."""
    kinds = ["float32(float32)", "float64(float64)"]
    compiled(function)  # what is kept of it lies in the same folder, and is used at once
    try:
        return vectorize(kinds, cache=True)(function)
    except RuntimeError:
        return vectorize(kinds)(function)
