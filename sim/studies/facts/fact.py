"""A Fact: one published finding, how its study computed it, and the range in which the model is to lie."""

from dataclasses import dataclass
from typing import Callable

KINDS = ("calibrate", "validate", "construction", "check")
FACTS = {}
LIVED, NO_CRISIS, NO_ARROW, TOGETHER = "lived", "no_crisis", "no_arrow", "together"
# What is changed in a scenario to make an arm of it; the people and their luck stay the same.
ARMS = {
    LIVED: lambda scenario: scenario,
    NO_CRISIS: lambda scenario: scenario.without_crises(),
    NO_ARROW: lambda scenario: scenario.model_copy(update={"mechanisms": {**scenario.mechanisms, "lonely_low_mood": False}}),
    TOGETHER: lambda scenario: scenario.model_copy(update={"crisis": tuple(_kept_together(event) for event in scenario.crisis)}),
}


def _kept_together(event):
    """Return a disaster after which streets are housed together, and any other event as it is."""
    return event.model_copy(update={"kept_together": 0.9}) if "kept_together" in type(event).model_fields else event


@dataclass(frozen=True)
class Part:
    """One number of a fact and its range; an open end is None, and a range open at one end is a sign: all of the interval must lie in it.

    `reported` parts are printed and not judged.
    """

    text: str
    low: float | None
    high: float | None
    target: str
    reported: bool = False

    def holds(self, value):
        """Return whether a number lies in the range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Fact:
    """One row of the table of facts.

    `statistic(arms)` takes {arm: Record} and returns one float, or as many as there are `parts`. `wanted` and
    `wanted_of_ties` say what the Records must hold; `kind` is "calibrate", "validate", "construction" (true by how the
    model is built, not counted) or "check" (asked of the model by its makers, not counted). A fact that is a `trial`
    gets the numbers of that trial's results instead of Records, in their order. `set_by` names, in words, the sizes that
    were set by hand with this fact in sight: the model meets it because of them, and that is no prediction. Empty where
    there is none, and for facts of kind "calibrate", with all of which in sight sizes were set.
    """

    name: str
    text: str
    scenario: str
    parts: tuple
    kind: str
    source: str
    statistic: Callable
    arms: tuple = (LIVED,)
    wanted: tuple = ()
    wanted_of_ties: tuple = ()
    trial: str = ""
    set_by: str = ""

    def values(self, arms):
        """Return a tuple of floats, one a part, from {arm: Record}, or from the list of a trial's results."""
        found = self.statistic(arms)
        found = tuple(found) if isinstance(found, (tuple, list)) else (found,)
        if len(found) != len(self.parts):
            raise ValueError(f"fact {self.name} returned {len(found)} numbers for {len(self.parts)} parts")
        return tuple(float(value) for value in found)


def fact(name, text, *, scenario, parts, kind, source, arms=(LIVED,), wanted=(), wanted_of_ties=(), trial="", set_by=""):
    """Return a decorator that puts a statistic on the table of facts; `parts` is a Part or a list of them."""
    if kind not in KINDS:
        raise ValueError(f"fact {name}: kind is one of {', '.join(KINDS)}, not {kind}")

    def put(statistic):
        listed = (parts,) if isinstance(parts, Part) else tuple(parts)
        FACTS[name] = Fact(name, text, scenario, listed, kind, source, statistic, tuple(arms), tuple(wanted), tuple(wanted_of_ties), trial, set_by)
        return statistic
    return put
