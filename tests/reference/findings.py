"""Findings told one person at a time: each module of findings puts its functions here, and the slow version asks them all.

A function of `planning` is given (person, finding) and returns {plan: factor}. One of `feeling` is given
(person, finding, usual, mean, length) and returns {quantity: contribution}: the level it moves to, or what is added.
One of `passing` is given (model, finding) and returns {name: Passed}; what was received is then `person.received[name]`.
"""

from importlib import import_module
from pathlib import Path
from typing import Callable, NamedTuple

PLANNING, FEELING, PASSING = {}, {}, {}


class Passed(NamedTuple):
    """What a meeting hands to each end: `weights` {(layer, channel): weight}, whether times strength, and times what the other gives."""

    weights: dict
    by_strength: bool = True
    gives: Callable = lambda person: 1.0


def planning(name):
    """Return a decorator that puts a function on the list of plans under the name of its finding."""
    return lambda function: PLANNING.setdefault(name, function)


def feeling(name):
    """Return a decorator that puts a function on the list of feelings under the name of its finding."""
    return lambda function: FEELING.setdefault(name, function)


def passing(name):
    """Return a decorator that puts a function on the list of passings under the name of its finding."""
    return lambda function: PASSING.setdefault(name, function)


def known():
    """Return the names of all findings that have a function here, from every module `told_*.py` beside this one."""
    for file in sorted(Path(__file__).parent.glob("told_*.py")):
        import_module(f"{__package__}.{file.stem}")
    return {*PLANNING, *FEELING, *PASSING}
