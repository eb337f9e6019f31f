"""A good contact gives the confidence to seek the next one, for hours to days."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("confidence", "sum", 0.0, -1, 1, "share", "confidence from recent good contact; negative after days with less than usual"))


@add
class Confidence(Mechanism):
    """Company above the usual makes one start and approach more on the days after.

    Company below it takes confidence, so that under rules the effect is the other way, and small: over 120 days of `lockdown` 7.20
    contacts a day instead of 7.26.
    """

    name: ClassVar = "confidence"
    finding: ClassVar = "in a stress test in the laboratory, support by the best friend lowered cortisol; calmest and least anxious were those who had oxytocin as well; confidence was not measured"
    source: ClassVar = "Heinrichs et al. 2003, Biol Psychiatry 54:1389 (n = 37 men), for the calm; that company gives confidence to seek more is an assumption, and hormones are not modelled"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("confidence", "company", "company:usual", "company:usual_day")
    changes: ClassVar = ("confidence", "initiate", "approach")

    days: float = parameter(1.5, low=0.3, high=5.0, unit="days (e-folding)", source="assumption: hours to days")
    starts: float = parameter(0.1, low=0.0, high=0.3, unit="share more at full confidence", source="assumption")

    def plan(self, today):
        """Start and approach with confidence."""
        factor = 1 + np.float32(self.starts) * today.state.confidence
        return {"initiate": factor, "approach": factor}

    def feel(self, today):
        """Win confidence from company above the usual, and lose it within days."""
        surplus = (today.received.company - today.usual.company) / (today.usual_day.company + 1)
        gone = np.float32(today.dt) * today.state.confidence
        return {"confidence": np.float32(1 / self.days) * (surplus - gone)}
