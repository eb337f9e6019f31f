"""What is drawn, from which range, and how a draw becomes mechanisms and feelings.

Every number that a mechanism or `Feelings` declares with a range is drawn evenly from it; whole numbers and definitions stay
as they are.
"""

from dataclasses import dataclass

import numpy as np

from ...core.feelings import Feelings
from ...core.parameters import parameters_of
from ...run import mechanisms_of

FEELINGS = "feelings"


@dataclass(frozen=True)
class Drawn:
    """A parameter that is drawn: `path` as in scenario files without "mechanisms.", its range, and its value until now.

    `by_member` is whether it may differ between the members of a stack; if not, it is drawn once a stack.
    """

    path: str
    low: float
    high: float
    default: float
    unit: str
    source: str
    by_member: bool = False

    @property
    def owner(self):
        """The mechanism it belongs to, or "feelings"."""
        return self.path.partition(".")[0]

    @property
    def name(self):
        """Its name within its owner."""
        return self.path.partition(".")[2]

    def at(self, share):
        """Return the value at a share of the range, 0 to 1."""
        return self.low + (self.high - self.low) * share

    def share_of(self, value):
        """Return where in the range a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def drawn_parameters(scenario):
    """Return a tuple of Drawn: all that the mechanisms acting in a scenario and its feelings declare, in catalogue order."""
    owners = [(each.name, each) for each in mechanisms_of(scenario)] + [(FEELINGS, scenario.feelings)]
    return tuple(Drawn(f"{owner}.{name}", float(told["low"]), float(told["high"]), float(getattr(declared, name)), told["unit"], told["source"])
                 for owner, declared in owners for name, told in parameters_of(type(declared)).items()
                 if isinstance(getattr(declared, name), float) and told["high"] > told["low"] and not told["source"].startswith("definition"))


def with_values(scenario, values):
    """Return the scenario with other values: {path: float, or float32 (n_people,) where it differs between people}."""
    by_owner = {}
    for path, value in values.items():
        owner, _, name = path.partition(".")
        by_owner.setdefault(owner, {})[name] = value
    feelings = by_owner.pop(FEELINGS, {})
    own = {each.name: each for each in mechanisms_of(scenario)}
    for owner, changed in by_owner.items():
        # Not checked: the declaration knows scalars only, and an array of them is what a stack is about.
        own[owner] = type(own[owner]).model_construct(**{**own[owner].__dict__, **changed})
    switched_off = {name: False for name, each in scenario.mechanisms.items() if each is False}
    return scenario.model_copy(update={
        "mechanisms": {**switched_off, **own}, "feelings": Feelings(**{**scenario.feelings.__dict__, **feelings})})


def can_be(values):
    """Return whether the numbers of feelings in {path: float} can hold together: a few corners of their ranges cannot."""
    given = {path.removeprefix(f"{FEELINGS}."): value for path, value in values.items() if path.startswith(f"{FEELINGS}.")}
    try:
        Feelings(**given)
    except ValueError:
        return False
    return True


def stack_values(drawn, shares, stack):
    """Return {path: value} for the members of a Stack; `shares` float64 (n_members, n_drawn) are places in the ranges."""
    values = {}
    for column, each in enumerate(drawn):
        of_members = each.at(shares[:, column])
        values[each.path] = stack.spread(of_members) if each.by_member else float(np.float64(of_members[0]))
    return values
