"""While an emergency is fresh, neighbours look in on each other and strangers fall into talk; within days that wears off."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("used_to_emergency", "sum", 0.0, 0, 3, "share", "how far an emergency has become ordinary, and no longer brings neighbours together"))


@add
class AcuteAltruism(Mechanism):
    """The crisis says how acute the day is (`neighbourly`); what of that is still new to people becomes meetings and talk.

    An outage of hours has its pulse in full, one of weeks has it in its first days only. Afterwards nobody turns away:
    the pulse is never below 0.
    """

    name: ClassVar = "acute_altruism"
    finding: ClassVar = "in power outages altruism probably outweighs crime, and panic is unlikely: people help their neighbours and those who happen to be near"
    source: ClassVar = "Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (review of 47 studies): the sign; sizes and duration are assumptions"
    evidence: ClassVar = "cross-sectional"
    reads: ClassVar = ("neighbourly", "used_to_emergency")
    changes: ClassVar = ("look_in", "approach", "used_to_emergency")

    fades_days: float = parameter(10.0, low=3, high=40, unit="days (e-folding)", source="assumption: help is of the acute phase, days to two weeks", text="days in which an emergency that lasts becomes ordinary")
    strangers: float = parameter(0.25, low=0.0, high=1.0, unit="share of what neighbours do more", source="assumption; sign: contact with strangers counts in an outage", text="how much more people talk with strangers")

    def plan(self, today):
        """Look in on neighbours and approach strangers as far as the emergency is acute and new."""
        if _is_ordinary(today.conditions.neighbourly):
            return {}
        pulse = np.maximum(np.float32(0), today.conditions.neighbourly - 1 - today.state.used_to_emergency)
        return {"look_in": 1 + pulse, "approach": 1 + np.float32(self.strangers) * pulse}

    def feel(self, today):
        """Get used to an emergency that lasts, and as slowly to its end."""
        had = today.state.used_to_emergency
        return {"used_to_emergency": np.float32(today.dt / self.fades_days) * (today.conditions.neighbourly - 1 - had)}


def _is_ordinary(neighbourly):
    # one number where all live under the same conditions; by person, somebody's day may be acute
    return not np.ndim(neighbourly) and neighbourly == 1
