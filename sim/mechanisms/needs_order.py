"""Safety before company: while the power or one's home is gone, missing company moves people less."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class NeedsOrder(Mechanism):
    """Need drives people to visit and call; what of safety is at stake takes that weight away, on ordinary days nothing.

    Only the seeking that comes from need waits. Threat is left to `withdrawal`, which keeps people home under it, and that
    neighbours look in on each other in an outage is left to `acute_altruism` and goes on. What missing company weighs is not changed:
    need, loneliness and distress stay the same, and seeking changes hardly (over `blackout_72h` 13.328 contacts a day instead of 13.330).
    """

    name: ClassVar = "needs_order"
    finding: ClassVar = "contact matters once basic and safety needs are met; models of need let unmet safety come first"
    source: ClassVar = "form: needs with weights in the ASSOCC model (Dignum et al. 2021, Social Simulation for a Crisis); sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("power", "lost_home", "shock", "need")
    changes: ClassVar = ("initiate", "call")

    visits: float = parameter(0.3, low=0.0, high=0.8, unit="share fewer at full need when all safety is at stake", source="assumption: all that need adds to visits (social_need)")
    calls: float = parameter(0.4, low=0.0, high=1.0, unit="share fewer at full need when all safety is at stake", source="assumption: half of what need adds to calls, as people ask after each other")

    def plan(self, today):
        """Let need count for less by what is at stake."""
        waits = safety_at_stake(today.conditions) * today.state.need
        return {"initiate": 1 - np.float32(self.visits) * waits, "call": 1 - np.float32(self.calls) * waits}


def safety_at_stake(conditions):
    """Return which share of basic safety is gone, 0 on an ordinary day: float32 scalar or (n_people,)."""
    return 1 - np.minimum(np.float32(1), conditions.power) * (1 - conditions.lost_home) * (1 - conditions.shock)
