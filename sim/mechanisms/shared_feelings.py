"""Talk passes on a part of how others fare: the more distressed those one meets, the more it weighs, and two who are distressed dwell on it."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter


@add
class SharedFeelings(Mechanism):
    """The effects of a crisis on those one meets, never their ordinary ups and downs, push one's own, by strength of tie."""

    name: ClassVar = "shared_feelings"
    finding: ClassVar = "distress and loneliness cluster among friends; exclusion and influence both play a part"
    source: ClassVar = "Cacioppo, Fowler & Christakis 2009, J Pers Soc Psychol 97:977 (causal reading contested)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("distress_effect", "burden", "company:usual_day")
    changes: ClassVar = ("burden", "low_mood", "worry")

    passes: float = parameter(0.10, low=0.0, high=0.2, unit="SD per SD of those met", source="assumption")
    dwells: float = parameter(0.10, low=0.0, high=0.3, unit="SD per SD of one's own times SD of those met", source="assumption; sign: co-rumination where both are distressed")

    def exchange(self, today):
        """Hand on the effect on distress."""
        return {"burden": Passing(weights(household=1.0, close=1.0, close_phone=0.45, neighbourhood=0.5, work_school=0.5),
                                  gives=today.feelings.distress_effect)}

    def feel(self, today):
        """Push low mood and worry towards those met, and low mood more where both are distressed."""
        usual = today.usual_day.company
        # Who usually has no company, as where that mechanism is off, has no usual talk to share feelings in.
        mean = np.where(usual > 0, today.received.burden * np.float32(1 / today.dt) / (usual + np.float32(0.5)), np.float32(0))
        push = np.float32(self.passes) * mean
        both = np.maximum(np.float32(0), today.feelings.distress_effect) * np.maximum(np.float32(0), mean)
        return {"low_mood": push + np.float32(self.dwells) * both, "worry": push}
