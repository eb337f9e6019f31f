"""Losing one's home, or seeing it happen, leaves post-traumatic stress that lasts for years and lowers mood."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.conditions import anybody
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("trauma", "sum", 0.0, 0, 8, "SD", "post-traumatic stress symptoms after a disaster"))


@add
class DisasterExposure(Mechanism):
    """The blow leaves symptoms that fade over years; while home is lost or damaged that weighs too, less on those with support."""

    name: ClassVar = "disaster_exposure"
    finding: ClassVar = "nine years after the tsunami those who had lost their homes had 0.50 SD more post-traumatic stress symptoms"
    source: ClassVar = "Shiba et al. 2022, Environ Health Perspect 130:077001 (0.50 SD, 0.35 to 0.65); pace and strain are assumptions"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("shock", "lost_home", "trauma", "protection", "support", "hazard_sensitivity")
    changes: ClassVar = ("trauma", "low_mood", "worry")

    blow: float = parameter(0.70, low=0.0, high=1.2, unit="SD for losing one's home", source="assumption: 0.50 SD are left after nine years (Shiba et al. 2022)")
    lasts_days: float = parameter(9800.0, low=1000, high=30000, unit="days (e-folding)", source="assumption: from 0.70 to 0.50 SD in nine years")
    lowers: float = parameter(0.5, low=0.0, high=1.0, unit="SD per SD of symptoms", source="assumption: the symptoms share much with low mood and worry")
    strain: float = parameter(0.25, low=0.0, high=0.8, unit="SD with one's home lost", source="assumption", text="living elsewhere and building up again")
    buffer: float = parameter(0.6, low=0.0, high=0.9, unit="share of strain that full support removes", source="assumption; form: Cohen & Wills 1985")

    def feel(self, today):
        """Take the blow, and feel what is left of it and what is lost."""
        state, conditions, sensitivity = today.state, today.conditions, today.traits.hazard_sensitivity
        if not (anybody(conditions.shock) or anybody(conditions.lost_home) or anybody(state.trauma)):
            return {}
        taken = np.float32(self.blow * today.dt) * conditions.shock * (1 - state.protection) * sensitivity
        loss = conditions.lost_home * (1 - np.float32(self.buffer) * state.support) * sensitivity
        weighs = np.float32(self.lowers) * state.trauma + np.float32(self.strain) * loss
        return {"trauma": taken - np.float32(today.dt / self.lasts_days) * state.trauma, "low_mood": weighs, "worry": weighs}
