"""Households, friends, kin and neighbours meet in person, as often as is usual for the tie and as rules allow."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import TieMeetings
from ..core.parameters import parameter


@add
class CloseMeetings(Mechanism):
    """One draw a tie and day; either side may start, the other accepts. Safe outdoor meetings win back part of what rules close."""

    name: ClassVar = "close_meetings"
    finding: ClassVar = "people see their inner circle of about five at least weekly; strict rules cut visits, ties stayed"
    source: ClassVar = "Dunbar 2020, Proc R Soc A 476:20200446; Backer et al. 2021, Eurosurveillance 26(8)"
    evidence: ClassVar = "cross-sectional"
    reads: ClassVar = ("initiate", "accept", "openness", "look_in", "side_by_side", "visitors_cap", "outdoor_meetings", "nearby", "kept_together")
    changes: ClassVar = ("household in_person", "close in_person", "neighbourhood in_person")
    meets_row_by_row: ClassVar = True

    outdoors_worth: float = parameter(0.6, low=0.2, high=1.0, unit="share of closed meetings", source="assumption: outdoors replaces part of visits")

    def meet(self, today):
        """Let ties of the three layers meet."""
        plan, one = today.plan, today.alike()
        outdoors = np.float32(self.outdoors_worth) * today.offer_if_any("outdoor_meetings")

        def willing(layer):
            openness = today.conditions.open_to(layer)
            return plan.initiate * (openness + (1 - openness) * outdoors)

        cap = np.full(today.n_people, today.conditions.visitors_cap(), np.int32) if today.conditions.caps_visitors() else None
        return [
            TieMeetings("household", "in_person", one, one, today.alike(today.conditions.open_to("household"))),
            TieMeetings("close", "in_person", willing("close"), plan.accept, one, cap=cap),
            TieMeetings("neighbourhood", "in_person", willing("neighbourhood") * (plan.look_in * today.conditions.side_by_side), plan.accept,
                         today.around_home()),
        ]
