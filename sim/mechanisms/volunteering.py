"""Volunteers are out among people half a day a week."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter

SERVICE = "volunteering"


def volunteers_today(today):
    """Return float32 (n_people,): 1 for those whose weekday for helping it is."""
    weekday = (today.fixed_draw(f"{SERVICE}: weekday") * 7).astype(np.int64)
    return (today.takes_part(SERVICE) & (weekday == today.clock.date.weekday())).astype(np.float32)


@add
class Volunteering(Mechanism):
    """On their day volunteers go out and talk with people they do not know, as far as the places where they help are open."""

    name: ClassVar = "volunteering"
    finding: ClassVar = "volunteers meet people; that volunteering lowers depression is found in cohorts and not confirmed by experiments"
    source: ClassVar = "Jenkinson et al. 2013, BMC Public Health 13:773; sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = (SERVICE, "openness")
    changes: ClassVar = ("go_out", "approach")

    out: float = parameter(0.4, low=0.0, high=1.0, unit="share more out on the day", source="assumption")
    talks: float = parameter(0.4, low=0.0, high=1.0, unit="share more approaching on the day", source="assumption")

    def plan(self, today):
        """Be out among people on one's day."""
        if SERVICE not in today.conditions.offers:
            return {}
        helps = volunteers_today(today) * today.conditions.open_to("familiar")
        return {"go_out": 1 + np.float32(self.out) * helps, "approach": 1 + np.float32(self.talks) * helps}
