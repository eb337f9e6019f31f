"""Compile a kernel once and keep it: numba without the interpreter lock, in plain arithmetic."""

from hashlib import sha256
from pathlib import Path

from numba import njit, vectorize

CORE = Path(__file__).parent


def forget_other_kernels(core=CORE):
    """Delete cached kernels of the package around `core` that were compiled from other sources than those of `core` now.

    numba notices a change in the file of a kernel, but not in a file that the kernel calls into: after an update the old
    machine code would give other bits.
    """
    stamp = core / "__pycache__" / "kernels.of"
    digest = sha256(b"".join(file.read_bytes() for file in sorted(core.glob("*.py")))).hexdigest()
    try:
        if stamp.is_file() and stamp.read_text() == digest:
            return
        for kernel in core.parent.rglob("__pycache__/*.nb[ic]"):
            kernel.unlink(missing_ok=True)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(digest)
    except OSError:  # a read-only installation never changes
        return


forget_other_kernels()

# fastmath stays off everywhere: it would let the compiler reorder sums, and the bits would change.
# Inside the loops of a kernel only numbers are passed to functions: a call that takes arrays costs some 50 ns for counting
# references.


def compiled(function):
    """Return `function` compiled to machine code, cached on disk where the disk allows it."""
    try:
        return njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # no writable place for the cache, as in a read-only installation
        return njit(function, nogil=True, error_model="numpy")


def for_arrays(function):
    """Return a ufunc over float32 and float64 arrays that computes `function` in float64."""
    kinds = ["float32(float32)", "float64(float64)"]
    try:
        return vectorize(kinds, cache=True)(function)
    except RuntimeError:
        return vectorize(kinds)(function)
