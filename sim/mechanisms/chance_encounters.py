"""Short talks with strangers are rewarding: a day of them lifts a little, a life with more of them more."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import ChanceMeetings, Passing, weights
from ..core.parameters import parameter


@add
class ChanceEncounters(Mechanism):
    """People of one area come across each other; more talks than usual lift mood a little, fewer lower it.

    The lift passes as fast as what pushes worry and low mood does (`worry_days`, `low_mood_days`), in days to weeks: of a single day's
    talks hardly anything is left to see, where the studies found the mood of that day better.
    """

    name: ClassVar = "chance_encounters"
    finding: ClassVar = "greeting and talking with strangers and weak ties goes with well-being; told to do so, people feel better"
    source: ClassVar = "Gunaydin et al. 2021, J Happiness Stud 22 (B = 0.101, n = 856; experiment n = 265); Sandstrom & Dunn 2014"
    evidence: ClassVar = "experiment"
    reads: ClassVar = ("go_out", "approach", "outgoing", "openness", "sensitivity", "talks", "talks:usual", "talks:usual_day")
    changes: ClassVar = ("encounters in_person", "talks", "low_mood", "worry")
    meets_row_by_row: ClassVar = True

    pairings: int = parameter(24, low=4, high=40, unit="people come across a day", source="assumption")
    chance: float = parameter(0.53, low=0.1, high=1.5, unit="share at mean going out", source="earlier fit, to facts C2 to C11 and CoMix, of an earlier state of the model (4,000 draws); the present fit ships no value, and this lies inside its 90 % interval, 0.35 to 0.86 (docs/calibration.md); set by hand before: 0.56")
    reward: float = parameter(0.03, low=0.0, high=0.15, unit="SD at twice the usual talks", source="assumption: of the order of B = 0.10 per unit of frequency")

    def meet(self, today):
        """Let people of one area come across each other."""
        out = today.traits.outgoing * today.plan.go_out * np.minimum(np.float32(1), self._root(today.conditions.open_to("encounters")))
        return [ChanceMeetings(self.pairings, self.chance, out.astype(np.float32), today.plan.approach)]

    @staticmethod
    def _root(openness):
        # Both ends are out, so each contributes the root of what is open.
        return np.sqrt(openness)

    def exchange(self, today):
        """Count talks with strangers and familiar faces."""
        return {"talks": Passing(weights(encounters=1.0, familiar=1.0), by_strength=False, usual=True)}

    def feel(self, today):
        """Lift mood by talks above the usual."""
        surplus = (today.received.talks - today.usual.talks) * np.float32(1 / today.dt) / (today.usual_day.talks + 1)
        lift = np.float32(-self.reward) * surplus * today.traits.sensitivity
        return {"low_mood": lift, "worry": lift}
