"""Distressed and anxious people skip groups first: the class, the office, the club."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class GroupAvoidance(Mechanism):
    """On days worse than one's own usual one attends groups less, the socially anxious most; meetings in twos are left to withdrawal."""

    name: ClassVar = "group_avoidance"
    finding: ClassVar = "people with depressive symptoms are in twos rather than in groups; the anxious avoid parties and situations at work"
    source: ClassVar = "Elmer & Stadtfeld 2020, Sci Rep 10:1444 (n = 123)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("distress_deviation", "social_anxiety")
    changes: ClassVar = ("attend",)

    skips: float = parameter(0.06, low=0.0, high=0.2, unit="share per SD", source="assumption; sign: Elmer & Stadtfeld 2020")
    anxious_share: float = parameter(0.5, low=0.0, high=1.0, unit="per SD of social anxiety", source="assumption")

    def plan(self, today):
        """Attend groups less on worse days; linear, so that ordinary ups and downs leave the mean where it is."""
        anxious = np.maximum(np.float32(0), 1 + np.float32(self.anxious_share) * today.traits.social_anxiety)
        return {"attend": 1 - np.float32(self.skips) * anxious * today.feelings.distress_deviation}
