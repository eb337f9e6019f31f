"""A lost income weighs on all who lived by it, for as long as it is gone."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.conditions import anybody
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class Hardship(Mechanism):
    """Low mood and worry rise with the income that is lost, less in those with support.

    That a loss reaches the young most and those with much distress before least (`sensitivity`) was found under lockdown; that it holds
    for an income is an assumption. By it a slump falls on ages 18 to 24 (+0.111 SD of distress, mean over `economic_shock`) and
    hardly on people with low mood before (+0.014; everyone +0.053).
    """

    name: ClassVar = "hardship"
    finding: ClassVar = "people with economic worries drank more in the first lockdown (OR 1.6); of mood and worry no number was found"
    source: ClassVar = "Alpers et al. 2021, Int J Environ Res Public Health 18:1220 (n = 25,708); sizes are assumptions, and so is sensitivity by age and earlier distress as in lockdowns"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("lost_income", "support", "sensitivity")
    changes: ClassVar = ("low_mood", "worry")

    low_mood: float = parameter(0.5, low=0.0, high=1.0, unit="SD without support, income lost", source="assumption")
    worry: float = parameter(0.6, low=0.0, high=1.2, unit="SD without support, income lost", source="assumption")
    buffer: float = parameter(0.6, low=0.0, high=0.9, unit="share that full support removes", source="assumption; form: Cohen & Wills 1985")

    def feel(self, today):
        """Push low mood and worry."""
        if not anybody(today.conditions.lost_income):
            return {}
        strain = today.conditions.lost_income * (1 - np.float32(self.buffer) * today.state.support) * today.traits.sensitivity
        return {"low_mood": np.float32(self.low_mood) * strain, "worry": np.float32(self.worry) * strain}
