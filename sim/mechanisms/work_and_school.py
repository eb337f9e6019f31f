"""Colleagues and classmates meet where they go to work or school together, and by video where they work from home."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.layers import WORK_SCHOOL
from ..core.meeting import GroupMeetings, TieMeetings
from ..core.parameters import parameter


@add
class WorkAndSchool(Mechanism):
    """On weekdays those present in a group meet. When work closes in part, some workplaces close and others stay open."""

    name: ClassVar = "work_and_school"
    finding: ClassVar = "work and school give about a third of daily contacts; with closures contacts fall with the share that closes"
    source: ClassVar = "Mossong et al. 2008, PLoS Med 5:e74; Backer et al. 2021, Eurosurveillance 26(8)"
    evidence: ClassVar = "cross-sectional"
    reads: ClassVar = ("attend", "attendance", "closes_late", "at_school", "openness")
    changes: ClassVar = ("work_school in_person", "work_school video")
    meets_row_by_row: ClassVar = True

    still_goes: float = parameter(0.05, low=0.0, high=0.3, unit="share", source="assumption: present in a closed workplace")
    online: float = parameter(0.4, low=0.0, high=1.0, unit="share", source="assumption: those at home who see their group online on a day")
    firmness: float = parameter(0.25, low=0.1, high=0.6, unit="tie strength", source="assumption")

    def meet(self, today):
        """Let those present meet, and those at home meet online."""
        going, at_home = self._chances(today)
        one = today.alike()
        meetings = [
            GroupMeetings("work_school", "work_school", "in_person", going, today.alike(0.0), self.firmness),
            GroupMeetings("work_school", "work_school", "video", at_home, going, self.firmness),
        ]
        # An imported network has its colleagues and classmates as ties, each with a draw of its own.
        rows = today.population.ties.of_layer(WORK_SCHOOL)
        if rows.stop > rows.start:
            meetings += [TieMeetings("work_school", "in_person", going, going, one),
                         TieMeetings("work_school", "video", at_home, at_home, one)]
        return meetings

    def _chances(self, today):
        """Return two float32 (n_people,): the chances to be at work or school, and to see one's group online from home."""
        if today.clock.is_weekend:
            return today.alike(0.0), today.alike(0.0)
        traits, conditions = today.traits, today.conditions
        kept_open = np.where(traits.closes_late < conditions.open_to("work"), np.float32(1), np.float32(self.still_goes))
        in_place = np.where(traits.at_school, conditions.open_to("school"), kept_open).astype(np.float32)
        going = np.minimum(np.float32(1), traits.attendance * today.plan.attend) * in_place
        at_home = traits.attendance * (1 - in_place) * np.float32(self.online) * conditions.open_to("work", "video")
        return going, at_home.astype(np.float32)
