"""A step of the same model in vectorised NumPy: the engine's step with each compiled kernel replaced by its array twin.

Conditions, mechanisms and the order of the moments are the engine's own, for they are NumPy already. What differs is what
numba compiles: meetings and exchange (numpy_meetings.py), draws (numpy_draws.py) and own rows (numpy_rows.py).
"""

import importlib
import pkgutil
import sys
from contextlib import contextmanager
from functools import lru_cache
from types import FunctionType

import numpy_draws
import numpy_meetings
from numba.core.registry import CPUDispatcher
from numpy_rows import in_arrays

import sim.mechanisms
from sim.core import arithmetic, chance, feelings, people, ties

BY_HAND = {arithmetic.exp: numpy_draws.exp, chance.fill_uniforms: numpy_draws.fill_uniforms, chance.fill_bells: numpy_draws.fill_bells,
           chance._keys_at: numpy_draws.keys_at}


def module(name):
    """Return a module of sim by its dotted name; packages may hold a function of the same name as a module."""
    return sys.modules.get(name) or importlib.import_module(name)


@lru_cache(maxsize=1)
def twins():
    """Return {(module, name): array twin} of everything compiled that a step of the engine calls."""
    found = {(module("sim.step"), "gather"): numpy_meetings.gather, (module("sim.step"), "hand_over"): numpy_meetings.hand_over}
    mechanisms = [module(f"sim.mechanisms.{each.name}") for each in pkgutil.iter_modules(sim.mechanisms.__path__)]
    found[ties, "_add_within"] = in_arrays(ties._add_within)
    for where in (*mechanisms, people, feelings):
        for name, kernel in vars(where).items():
            if isinstance(kernel, CPUDispatcher) and kernel.py_func.__module__ == where.__name__:
                found[where, name] = in_arrays(kernel)
    for where in [each for name, each in sys.modules.items() if name.startswith("sim.")]:
        for name, value in vars(where).items():
            if isinstance(value, (FunctionType, CPUDispatcher)) and value in BY_HAND:
                found[where, name] = BY_HAND[value]
    return found


@contextmanager
def in_numpy():
    """Let steps be made by NumPy as long as this lasts."""
    before = {(where, name): getattr(where, name) for where, name in twins()}
    try:
        for (where, name), twin in twins().items():
            setattr(where, name, twin)
        yield
    finally:
        for (where, name), kernel in before.items():
            setattr(where, name, kernel)
