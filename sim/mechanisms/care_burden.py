"""Parents carry care and lessons while schools are closed."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class CareBurden(Mechanism):
    """School days that are cancelled weigh on adults with a child under 12, on mothers more."""

    name: ClassVar = "care_burden"
    finding: ClassVar = "mental distress rose most in women and in people with young children"
    source: ClassVar = "Pierce et al. 2020, Lancet Psychiatry 7:883 (direction)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("child_under_12", "woman", "openness", "sensitivity")
    changes: ClassVar = ("worry", "low_mood")

    weighs: float = parameter(0.12, low=0.0, high=0.3, unit="SD with schools closed", source="assumption; sign: Pierce et al. 2020")
    mothers: float = parameter(1.4, low=1.0, high=2.0, unit="ratio to fathers", source="assumption; sign: Pierce et al. 2020")

    def feel(self, today):
        """Push worry and low mood by the share of school days cancelled."""
        traits, (push,) = today.traits, today.blank(1)
        _care(today.everyone(today.conditions.open_to("school")), traits.woman, traits.child_under_12, traits.sensitivity, np.float32(self.weighs),
              np.float32(2 * self.mothers / (1 + self.mothers)), np.float32(2 / (1 + self.mothers)), push)
        return {"worry": push, "low_mood": push}


@compiled
def _care(is_open, woman, child_under_12, sensitivity, weighs, mothers, fathers, push):
    for i in range(push.size):
        closed = np.float32(1) - is_open[i]
        push[i] = weighs * closed * (mothers if woman[i] else fathers) * np.float32(child_under_12[i]) * sensitivity[i]
