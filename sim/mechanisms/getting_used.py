"""What alarms at first alarms less when it stays: threat and uncertainty that last are felt less."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("used_to_threat", "sum", 0.0, 0, 1, "share", "threat one has got used to, and which no longer alarms"))
declare_quantity(Quantity("used_to_uncertainty", "sum", 0.0, 0, 1, "share", "uncertainty one has got used to"))


@add
class GettingUsed(Mechanism):
    """A share of a lasting alarm wears off over weeks, later in those who bear uncertainty badly, and as slowly comes back."""

    name: ClassVar = "getting_used"
    finding: ClassVar = "anxiety and depression were highest in the first week of lockdown and fell fastest in weeks 2 to 5, under unchanged rules"
    source: ClassVar = "Fancourt, Steptoe & Bu 2021, Lancet Psychiatry 8:141 (n = 36,520); Adamis, Cole & Olatunji 2024, Behav Ther (intolerance of uncertainty in 2016, worry in 2020; n = 310, biweekly)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("threat", "uncertainty", "used_to_threat", "used_to_uncertainty", "intolerance_of_uncertainty")
    changes: ClassVar = ("used_to_threat", "used_to_uncertainty")

    share: float = parameter(0.95, low=0.0, high=1.0, unit="share of a lasting alarm", source="assumption, with fact V2 in sight: what stays of symptoms has other causes; the fit to facts C2 to C11 was taught nothing of it, 90 % of its accepted sets have 0.10 to 0.95")
    days: float = parameter(7.5, low=4, high=60, unit="days (e-folding)", source="assumption; form: fastest fall in weeks 2 to 5")
    intolerant_share: float = parameter(0.1, low=0.0, high=0.3, unit="share less per SD", source="assumption; sign: intolerance of uncertainty keeps worry up")
    intolerant: float = parameter(0.15, low=0.0, high=1.0, unit="share slower per SD", source="assumption; sign: intolerance of uncertainty keeps worry up")

    def feel(self, today):
        """Move towards the share of today's alarms that one gets used to."""
        state, conditions, (to_threat, to_uncertainty) = today.state, today.conditions, today.blank(2)
        _get_used(today.traits.intolerance_of_uncertainty, today.everyone(conditions.threat), today.everyone(conditions.uncertainty),
                  state.used_to_threat, state.used_to_uncertainty, np.float32(today.dt / self.days), np.float32(self.intolerant),
                  np.float32(self.share), np.float32(self.intolerant_share), to_threat, to_uncertainty)
        return {"used_to_threat": to_threat, "used_to_uncertainty": to_uncertainty}


@compiled
def _get_used(intolerance, threat, uncertainty, used_to_threat, used_to_uncertainty, quick, intolerant, most, intolerant_share,
              to_threat, to_uncertainty):
    for i in range(intolerance.size):
        slowness = max(np.float32(0.5), np.float32(1) + intolerant * intolerance[i])
        pace = quick / slowness
        share = min(max(most - intolerant_share * intolerance[i], np.float32(0)), np.float32(1))
        to_threat[i] = pace * (share * threat[i] - used_to_threat[i])
        to_uncertainty[i] = pace * (share * uncertainty[i] - used_to_uncertainty[i])
