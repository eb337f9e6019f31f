"""Loneliness lowers mood over weeks."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class LonelyLowMood(Mechanism):
    """The effect on loneliness, not the ordinary ups and downs, pushes low mood and a little worry."""

    name: ClassVar = "lonely_low_mood"
    finding: ClassVar = "the lonely are more often newly depressed a year later (OR 2.33)"
    source: ClassVar = "Mann et al. 2022, Soc Psychiatry Psychiatr Epidemiol 57:2161"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("loneliness_effect",)
    changes: ClassVar = ("low_mood", "worry")

    low_mood: float = parameter(0.15, low=0.0, high=0.7, unit="SD per SD", source="assumption")
    worry: float = parameter(0.05, low=0.0, high=0.4, unit="SD per SD", source="assumption")

    def feel(self, today):
        """Push low mood by the effect on loneliness."""
        lonely = today.feelings.loneliness_effect
        return {"low_mood": np.float32(self.low_mood) * lonely, "worry": np.float32(self.worry) * lonely}
