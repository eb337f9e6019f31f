"""Winter lowers mood a little: a wave over the year with mean 0, highest push on the darkest day."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter

DARKEST = 355  # 21 December, as a day of a year of 365
TURN = 6.283185307179586
SERIES = (1 / 2, 1 / 12, 1 / 30, 1 / 56, 1 / 90, 1 / 132, 1 / 182, 1 / 240)  # 1 / (2k (2k - 1))


@add
class Season(Mechanism):
    """Low mood follows the length of the day some six weeks late, more in people with high trait distress.

    Off unless a scenario switches it on: levels are set for the mean of a year, a difference between two scenarios of the
    same dates hardly changes with it, and Dutch studies found small or no seasons. A run begins at the mean of the year.
    The day of the year makes the season; `daylight` is what a crisis leaves of that day's light, and no crisis that is shipped dims it.
    """

    name: ClassVar = "season"
    finding: ClassVar = "mental health (MHI-5) is worse in winter than in summer; in Dutch samples the difference is small, and only in people high in neuroticism"
    source: ClassVar = (
        "Statistics Netherlands, Health Survey (sign); de Graaf et al. 2005, Am J Epidemiol 162:654 (n = 7,076): any diagnosis 18.1 % in winter, "
        "16.0 % in summer, not significant; Winthorst et al. 2020, PLoS ONE 15:e0239033 (n = 5,282): small or very small; numbers read in the two abstracts")
    evidence: ClassVar = "statistics"
    on_by_default: ClassVar = False
    reads: ClassVar = ("daylight", "trait_distress")
    changes: ClassVar = ("low_mood",)

    amplitude: float = parameter(0.085, low=0.0, high=0.25, unit="SD of push", source="assumption: felt, with what follows from it, as 0.08 SD of distress between winter and summer, as 18.1 % against 16.0 % are")
    prone: float = parameter(0.5, low=0.0, high=1.0, unit="share more per SD of trait distress", source="assumption; sign: Winthorst et al. 2020")

    def feel(self, today):
        """Push low mood by the season, and by daylight that is missing."""
        dark = np.float32(wave(today.clock.date)) + (1 - today.conditions.daylight)
        prone = np.maximum(np.float32(0), 1 + np.float32(self.prone) * today.traits.trait_distress)
        return {"low_mood": np.float32(self.amplitude) * dark * prone}


def wave(date):
    """Return the season of a date as a number from 1 on the darkest day to -1 in midsummer; its mean over a year is 0."""
    days = 366 if date.year % 4 == 0 and (date.year % 100 or date.year % 400 == 0) else 365
    turned = (date.timetuple().tm_yday - DARKEST) / days % 1.0
    from_peak = min(turned, 1 - turned)
    return cosine(from_peak) if from_peak <= 0.25 else -cosine(0.5 - from_peak)


def cosine(turn):
    """Return the cosine of a part of a full turn, from 0 to 0.25, by its series; libm's differs between processors."""
    square, total = (TURN * turn) ** 2, 1.0
    for inverse in reversed(SERIES):
        total = 1.0 - square * inverse * total
    return total
