"""How uncertain a day feels: what is unclear, less what one is used to, less what others and clear information make plain."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.conditions import anybody
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("felt_uncertainty", "level", 0.0, 0, 1, "share", "uncertainty felt, after what others make plain", "uncertainty_days"))


@add
class FeltUncertainty(Mechanism):
    """Talk with people who are calmer brings reassuring information; those who meet nobody, or only the worried, get none.

    All uncertainty that is felt goes through here. Switched off, nobody feels any, so that a lockdown adds less distress, not more
    (0.096 instead of 0.122 SD, mean of 120 days): the switch tests uncertainty, not talk. `reassures` at 0 takes away the talk alone (0.126).
    """

    name: ClassVar = "felt_uncertainty"
    finding: ClassVar = "people who get no support from others are more distressed; sharing gives perspective and reassuring information"
    source: ClassVar = "form: assumption; conflicting information goes with acute stress (Holman et al. 2020, Sci Adv 6, n = 6,514)"
    evidence: ClassVar = "cross-sectional"
    reads: ClassVar = ("uncertainty", "felt_uncertainty", "used_to_uncertainty", "calm", "company:usual_day", "clear_information")
    changes: ClassVar = ("calm", "felt_uncertainty")

    reassures: float = parameter(0.3, low=0.0, high=0.6, unit="share of uncertainty", source="assumption", text="what a usual day of talk with calm people takes away")
    clear: float = parameter(0.4, low=0.0, high=0.8, unit="share of uncertainty", source="assumption", text="what clear official information takes away")
    phone: float = parameter(0.7, low=0.2, high=1.0, unit="share of a meeting", source="assumption: talk carries information")

    def exchange(self, today):
        """Hand on how calm one is."""
        if not anybody(today.conditions.uncertainty):
            return {}
        table = weights(household=1.0, close=1.0, close_phone=self.phone, close_video=self.phone, neighbourhood=0.5, work_school=0.5)
        return {"calm": Passing(table, gives=1 - today.state.felt_uncertainty)}

    def feel(self, today):
        """Move to what is left of the day's uncertainty; switched off, nobody feels any."""
        (left,) = today.blank(1)
        _make_plain(today.everyone(today.conditions.uncertainty), today.offer("clear_information"), today.state.used_to_uncertainty, today.received.calm,
                    today.usual_day.company, np.float32(1 / today.dt), np.float32(self.clear), np.float32(self.reassures), left)
        return {"felt_uncertainty": left}


@compiled
def _make_plain(uncertainty, clear_information, used, calm, usual, per_length, clear, reassures, left):
    one = np.float32(1)
    for i in range(left.size):
        unclear = uncertainty[i] * (one - clear * clear_information[i])
        unclear = max(np.float32(0), unclear - used[i])
        talk = calm[i] * per_length / (usual[i] + np.float32(0.5))
        # Linear in talk, so that an evening of it in hours weighs as much as its day.
        left[i] = unclear * (one - reassures * talk)
