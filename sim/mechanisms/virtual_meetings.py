"""Small groups of neighbours meet once a week by video."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import GroupMeetings
from ..core.parameters import parameter

SERVICE = "virtual_meetings"
DAYS_APART = 3  # from the weekday on which the same group meets in person


@add
class VirtualMeetings(Mechanism):
    """Invited people with the means come to the weekly call of their group as they feel; no ties wake by it."""

    name: ClassVar = "virtual_meetings"
    finding: ClassVar = "whether video calls lower loneliness of older people is very uncertain (three small trials)"
    source: ClassVar = "Noone et al. 2020, Cochrane CD013632; sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("accept", "digital_access", "internet", SERVICE)
    changes: ClassVar = ("neighbourhood video",)

    firmness: float = parameter(0.3, low=0.0, high=0.6, unit="tie strength", source="assumption: half of an hour together in person")

    def meet(self, today):
        """Let those who come to their group's call meet."""
        if SERVICE not in today.conditions.offers:
            return []
        clubs = today.population.clubs
        weekday = ((today.members.uniforms("club weekday", start=today.members.clubs) * 7).astype(np.int64) + DAYS_APART) % 7
        is_on = np.append(weekday == today.clock.date.weekday(), False)[clubs.of]
        means = today.traits.digital_access * today.conditions.internet
        coming = today.offer(SERVICE) * today.plan.accept * means * is_on
        return [GroupMeetings("clubs", "neighbourhood", "video", coming.astype(np.float32), today.everyone(0.0), self.firmness)]
