"""A hypothesis from mice: after two weeks alone one recovers more slowly and reacts more to threat; after a day one does not."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("isolation", "sum", 0.0, 0, 100, "share of the onset", "days of late with much of the usual company missing, per days to the onset of a lasting state"))


@add
class ChronicIsolation(Mechanism):
    """Days with a high unmet need for company are counted; beyond the onset effects wear off more slowly, and threat worries more.

    Off unless a scenario switches it on: there is no such finding in humans, and mouse days are not human days.
    """

    name: ClassVar = "chronic_isolation"
    finding: ClassVar = "two weeks of isolation, not 24 hours, make a lasting state in mice: persistent fear and stronger reactions to threat"
    source: ClassVar = "Zelikowsky et al. 2018, Cell 173:1265 (mice; Tac2/NkB)"
    evidence: ClassVar = "animal"
    on_by_default: ClassVar = False
    reads: ClassVar = ("need", "isolation", "worry", "low_mood", "threat", "sensitivity")
    changes: ClassVar = ("isolation", "worry", "low_mood")

    isolated_from: float = parameter(0.3, low=0.1, high=0.8, unit="unmet need", source="assumption: about half of usual company missing")
    width: float = parameter(0.2, low=0.05, high=0.5, unit="unmet need", source="assumption: from where a day counts in part to where it counts in full")
    onset_days: float = parameter(14.0, low=3, high=180, unit="days", source="Zelikowsky et al. 2018: 2 weeks in mice; free in humans")
    builds_days: float = parameter(7.0, low=1, high=60, unit="days from onset to full state", source="assumption")
    heals_days: float = parameter(30.0, low=5, high=180, unit="days (e-folding)", source="assumption: lasting, not for ever")
    holds: float = parameter(0.2, low=0.0, high=0.5, unit="share of the rate at which effects wear off", source="assumption; sign: persistent responses in mice")
    reacts: float = parameter(0.08, low=0.0, high=0.3, unit="SD of worry at full threat", source="assumption; sign: stronger reactions to threat in mice")

    def feel(self, today):
        """Count days alone, hold effects and sharpen threat in those long alone."""
        state, zero, one = today.state, np.float32(0), np.float32(1)
        alone = np.minimum(one, np.maximum(zero, (state.need - np.float32(self.isolated_from)) / np.float32(self.width)))
        passed = alone * np.float32(1 / self.onset_days) - (1 - alone) * state.isolation * np.float32(1 / self.heals_days)
        since = (state.isolation - 1) * np.float32(self.onset_days / self.builds_days)
        long_alone = np.minimum(one, np.maximum(zero, since))
        held, threat = np.float32(self.holds) * long_alone, today.conditions.threat * today.traits.sensitivity
        return {"isolation": np.float32(today.dt) * passed, "low_mood": held * state.low_mood,
                "worry": held * state.worry + np.float32(self.reacts) * long_alone * threat}
