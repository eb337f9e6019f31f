"""Heat keeps people in and costs them sleep, the old, the frail and those who live alone most."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.closeness import frail
from ..core.conditions import anybody
from ..core.mechanism import Mechanism
from ..core.parameters import parameter

OLD = 75


@add
class HeatStrain(Mechanism):
    """Outings and visits fall with the heat of the hour; low mood and worry rise a little, and go when it cools."""

    name: ClassVar = "heat_strain"
    finding: ClassVar = "nothing on heat, company and mood is in the evidence gathered; those over 75, the ill and those living alone are held to bear it worst"
    source: ClassVar = "assumption"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("heat", "age", "lives_alone", "hazard_sensitivity")
    changes: ClassVar = ("go_out", "initiate", "low_mood", "worry")

    keeps_in: float = parameter(0.25, low=0.0, high=0.6, unit="share of outings at full heat", source="assumption")
    visits: float = parameter(0.4, low=0.0, high=1.0, unit="ratio to outings", source="assumption: visits are put off less")
    vulnerable: float = parameter(2.0, low=0.0, high=3.0, unit="times more for each of old, frail, alone", source="assumption; sign: the old, the ill and those living alone are held to bear heat worst")
    low_mood: float = parameter(0.03, low=0.0, high=0.2, unit="SD at full heat", source="assumption: nights without sleep")
    worry: float = parameter(0.03, low=0.0, high=0.2, unit="SD at full heat", source="assumption")

    def _burden(self, today):
        traits = today.traits
        reasons = (traits.age >= OLD).astype(np.float32) + frail(traits.age, today.fixed_draw("frail")) + traits.lives_alone
        return today.conditions.heat * (1 + np.float32(self.vulnerable) * reasons.astype(np.float32))

    def plan(self, today):
        """Stay in."""
        if not anybody(today.conditions.heat):
            return {}
        less = np.minimum(np.float32(1), np.float32(self.keeps_in) * self._burden(today))
        return {"go_out": 1 - less, "initiate": 1 - np.float32(self.visits) * less}

    def feel(self, today):
        """Sleep badly."""
        if not anybody(today.conditions.heat):
            return {}
        hot = self._burden(today) * today.traits.hazard_sensitivity
        return {"low_mood": np.float32(self.low_mood) * hot, "worry": np.float32(self.worry) * hot}
