"""Compile a kernel once and keep it: numba without the interpreter lock, in plain arithmetic."""

from numba import njit, vectorize

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
