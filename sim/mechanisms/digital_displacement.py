"""Screens replace meetings in part, and more and more of them fill less and less of the gap."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.feelings import moved
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("screen_time", "sum", 0.0, -1, 2, "share of usual company", "company by phone, text and video above the usual, of late"))


@add
class DigitalDisplacement(Mechanism):
    """Who has had more company by screen than usual starts fewer visits, and beyond an amount of it need is filled only in part.

    With `wears` at 1 screens alone can never bring need more than `enough` below the gap that missing meetings leave. Screens are
    phone, text and video between close people; video of neighbours' groups, of work and of school is company and counts here for
    nothing. It hardly shows: over 120 days of `lockdown` 7.204 contacts a day with `displaces` at 0 and 7.194 at 1.
    """

    name: ClassVar = "digital_displacement"
    finding: ClassVar = "digital contact adds little well-being to meeting face to face, and may come instead of it; no study gives the share"
    source: ClassVar = "Newson et al. 2021, New Media Soc (n = 6,436): none, messaging negative; Stieger et al. 2023, Sci Rep 13 (n = 411): text meaningful, video negligible"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("screen_time", "screens", "screens:usual", "company:usual_day")
    changes: ClassVar = ("initiate", "screens", "screen_time", "need")

    displaces: float = parameter(0.25, low=0.0, high=1.0, unit="share fewer visits started, per share of usual company", source="assumption: no coefficient found; 0 is possible")
    wears: float = parameter(0.5, low=0.0, high=1.0, unit="share of what is beyond enough", source="assumption: no coefficient found; 0 is possible")
    enough: float = parameter(0.05, low=0.04, high=0.3, unit="share of usual company", source="assumption: four times the ordinary spread; what more by screen counts in full")
    days: float = parameter(10.0, low=3, high=30, unit="days (e-folding)", source="assumption: as need averages company")
    phone: float = parameter(0.45, low=0.2, high=0.7, unit="share of a meeting", source="Sommerlad et al. 2022: 0.117 / 0.258; as in company")
    text: float = parameter(0.30, low=0.0, high=0.45, unit="share of a meeting", source="assumption within 0 to 0.45; as in company")
    video: float = parameter(0.35, low=0.0, high=0.45, unit="share of a meeting", source="assumption within 0 to 0.45; as in company")

    def plan(self, today):
        """Start fewer visits."""
        return {"initiate": 1 - np.float32(self.displaces) * today.state.screen_time}

    def exchange(self, today):
        """Count company by screen."""
        return {"screens": Passing(weights(close_phone=self.phone, close_text=self.text, close_video=self.video), usual=True)}

    def feel(self, today):
        """Remember the screens of late, and let need rise by what too much of them does not fill."""
        change, need = today.blank(2)
        _displace(today.state.screen_time, today.received.screens, today.usual.screens, today.usual_day.company, np.float32(1 / today.dt),
                  moved(today.dt, self.days), np.float32(self.enough), np.float32(self.wears), change, need)
        return {"screen_time": change, "need": need}


@compiled
def _displace(screen_time, screens, usual, usual_company, per_length, share, enough, wears, change, need):
    for i in range(screen_time.size):
        more = (screens[i] - usual[i]) * per_length / (usual_company[i] + np.float32(1))
        change[i] = share * (more - screen_time[i])
        need[i] = wears * max(np.float32(0), screen_time[i] - enough)
