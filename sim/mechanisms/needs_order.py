"""Safety before company: while the power or one's home is gone, visits and talk that are not about it wait."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class NeedsOrder(Mechanism):
    """What of safety is at stake lowers the drive to start visits, and a little to call; on ordinary days it does nothing.

    Threat is left to `withdrawal`, which keeps people home under it. That neighbours look in on each other in an outage is
    the crisis's own and goes on: only what one would otherwise have started waits.
    """

    name: ClassVar = "needs_order"
    finding: ClassVar = "contact matters once basic and safety needs are met; models of need let unmet safety come first"
    source: ClassVar = "form: needs with weights in the ASSOCC model (Dignum et al. 2021, Social Simulation for a Crisis); sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("power", "lost_home", "shock")
    changes: ClassVar = ("initiate", "call")

    visits: float = parameter(0.2, low=0.0, high=0.6, unit="share less when all safety is at stake", source="assumption")
    calls: float = parameter(0.1, low=0.0, high=0.6, unit="share less when all safety is at stake", source="assumption: less than visits, people ask after each other")

    def plan(self, today):
        """Put off visits and calls by what is at stake."""
        stake = safety_at_stake(today.conditions)
        return {"initiate": 1 - np.float32(self.visits) * stake, "call": 1 - np.float32(self.calls) * stake}


def safety_at_stake(conditions):
    """Return which share of basic safety is gone, 0 on an ordinary day: float32 scalar or (n_people,)."""
    return 1 - np.minimum(np.float32(1), conditions.power) * (1 - conditions.lost_home) * (1 - conditions.shock)
