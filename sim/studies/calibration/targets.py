"""What the model is fitted to: the calibration facts of the table, each number with a mean and a standard deviation.

A range is read as the middle 95 % of a normal distribution round the published value: SD = width / 3.92. Odds ratios and
shares left of contacts are fitted as logarithms. A part that is a sign only has no width of its own; where its study gives
numbers they stand in `GIVEN` below, with the SD as an assumption, and where it gives none it is printed and not fitted.
"""

import math
from dataclasses import dataclass
from typing import Callable

from ..facts.table import all_facts
from .contacts import NAME, contacts_fact, error_of_a_wave

WIDTH = 3.92  # of the middle 95 % of a normal distribution, in SD
PHQ_MEETINGS, PHQ_CALLS, PHQ_SUPPORT = -0.258, -0.117, -1.836  # Sommerlad et al. 2022, points
LOGARITHMIC = {("C3", 0), ("C4", 0), ("C7", 1), ("C10", 0), ("C11", 0)}

# (fact, part): mean, SD, where from. For signs, and for ratios whose value in a small population is mostly luck.
GIVEN = {
    ("C3", 1): (4.0, 0.75, "all ages at most 5; SD assumed"),
    ("C4", 1): (0.30, 0.15, "children back, people of 70 and over below half (Backer et al. 2021); size and SD assumed"),
    ("C9", 0): (0.09, 0.05, "0.22 less 0.13 (Robinson et al. 2022, J Affect Disord 296:567); SD assumed"),
    ("C10", 1): None,  # fitted as contrasts below
    ("C10", 2): None,
}


@dataclass(frozen=True)
class Target:
    """One number to fit: `of_values` takes the numbers of its fact, `mean` and `sd` are of what it returns.

    `shown` turns that back into the unit of the fact. Without an `sd` it is printed and not fitted.
    """

    name: str
    fact: str
    text: str
    of_values: Callable
    mean: float
    sd: float | None
    low: float | None
    high: float | None
    source: str
    shown: Callable = float

    @property
    def fitted(self):
        """Whether the number takes part in the fit."""
        return self.sd is not None


def targets(waves=()):
    """Return the tuple of Targets of all calibration facts that can be computed, in the order of the table; see calibration_facts."""
    found = []
    for fact in calibration_facts(waves):
        if fact.name == NAME:
            found += [_wave(fact, number, part) for number, part in enumerate(fact.parts)]
            continue
        found += [_target(fact, number, part) for number, part in enumerate(fact.parts)
                  if not part.reported and GIVEN.get((fact.name, number), ()) is not None]
        found += CONTRASTS.get(fact.name, ())
    return tuple(found)


def calibration_facts(waves=()):
    """Return the Facts of kind "calibrate" that can be computed; with Waves of a contact survey also how contacts follow it."""
    facts = tuple(each for each in all_facts() if each.kind == "calibrate" and not each.trial)
    return (*facts, contacts_fact(waves)) if waves else facts


def _wave(fact, number, part):
    sd, mean = error_of_a_wave(len(fact.parts)), math.log(float(part.target))
    low, high = (math.exp(mean + side * WIDTH / 2 * sd) for side in (-1, 1))
    return Target(f"{NAME}_{number + 1:02d}", NAME, part.text, lambda values: values[number], mean, sd, low, high, fact.source, math.exp)


def _target(fact, number, part):
    name = fact.name if len(fact.parts) == 1 else f"{fact.name}{'abcdefgh'[number]}"
    log = (fact.name, number) in LOGARITHMIC
    change, shown = (_log, math.exp) if log else (float, float)
    given = GIVEN.get((fact.name, number))
    if given:
        mean, sd, source = given
    elif part.low is None or part.high is None:
        mean, sd, source = float("nan"), None, fact.source
    else:
        low, high = change(part.low), change(part.high)
        mean, sd, source = _published(part, change, (low + high) / 2), (high - low) / WIDTH, fact.source
    return Target(name, fact.name, part.text, lambda values: change(values[number]), mean, sd, part.low, part.high, source, shown)


def _published(part, change, middle):
    """Return the published value where `target` is one number inside the range, else the middle of the range."""
    try:
        value = float(part.target)
    except ValueError:
        return middle
    return change(value) if part.low <= value <= part.high else middle


def _log(value):
    return math.log(value) if value > 0 else float("nan")


def _contrast(name, text, column, ratio):
    """Return the Target for 'slope of a column = ratio x slope of meetings', to 30 % at the published slope of meetings."""
    allowed = 0.3 * abs(ratio * PHQ_MEETINGS)
    return Target(name, "C10", text, lambda values: values[column] - ratio * values[3], 0.0, 2 * allowed / WIDTH, -allowed, allowed,
                  "Sommerlad et al. 2022, Psychol Med 52:3409, +-30 %")


CONTRASTS = {"C10": (
    _contrast("C10b", "points of PHQ-9 by calls, less 0.45 of those by meetings", 4, PHQ_CALLS / PHQ_MEETINGS),
    _contrast("C10c", "points of PHQ-9 by support, less 7.1 times those by meetings", 5, PHQ_SUPPORT / PHQ_MEETINGS),
)}
