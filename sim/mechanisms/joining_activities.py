"""Neighbourhood activities bring people of one area together once a week, and those who come get to know each other."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.meeting import GroupMeetings
from ..core.parameters import parameter
from ..core.spacious import let_go
from ..core.ties import DORMANT, MET_IN_CLUB, ByRows

SERVICE = "neighbourhood_activities"


@add
class JoiningActivities(Mechanism):
    """Each club of about a dozen neighbours has its weekday; invited people come as they feel, and dormant ties wake."""

    name: ClassVar = "joining_activities"
    finding: ClassVar = "loneliness programmes lower loneliness in the short term (SMD -0.5, low certainty); community building is not confirmed by experiments"
    source: ClassVar = "Lasgaard et al. 2022, meta-analysis; Jenkinson et al. 2013, BMC Public Health 13:773"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("accept", "neighbourhood_activities", "met", "nearby", "kept_together")
    changes: ClassVar = ("neighbourhood in_person", "strength")

    firmness: float = parameter(0.6, low=0.1, high=0.9, unit="tie strength", source="assumption: an hour together counts as meeting a friend")
    wakes: float = parameter(0.03, low=0.0, high=0.1, unit="strength per meeting", source="assumption")

    def meet(self, today):
        """Let those who come to their club's day meet."""
        if SERVICE not in today.conditions.offers:
            return []
        clubs = today.population.clubs
        weekday = (today.members.uniforms("club weekday", start=today.members.clubs) * 7).astype(np.int64)
        is_on = np.append(weekday == today.clock.date.weekday(), False)[clubs.of]
        coming = today.offer(SERVICE) * today.plan.accept * is_on * today.around_home()
        return [GroupMeetings("clubs", "neighbourhood", "in_person", coming.astype(np.float32), today.everyone(0.0), self.firmness)]

    def bond(self, today):
        """Wake dormant ties between those who came together."""
        if SERVICE not in today.conditions.offers:
            return {}
        ties, used, gain = today.population.ties, today.used_in(), np.float32(self.wakes)

        def change(rows):
            changed = np.zeros(rows.stop - rows.start, np.float32)
            _wake(ties.flags[rows], used(rows), gain, changed)
            let_go(ties.flags[rows])
            return changed

        return {"strength": ByRows(ties.n_ties, change)}


@compiled
def _wake(flags, used, gain, change):
    for t in range(flags.size):
        if flags[t] & DORMANT and used[t] & MET_IN_CLUB:
            change[t] = gain
