"""Interventions: a helpline by phone, neighbourhood activities and safe outdoor meetings, as offers to people."""

from typing import ClassVar

from pydantic import Field

from ..core.catalogue import add
from ..core.parameters import parameter
from .events import Intervention


@add
class Helpline(Intervention):
    """Trained lay callers phone people who ask for it, in courses of some eight calls."""

    kind: str = "helpline"
    sentence: ClassVar = "Distressed people who are invited may ask for a course of calls; they wait while all callers are busy, and the effect fades over months."
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240)"
    evidence: ClassVar = "experiment"

    capacity_per_1000: float | None = Field(2.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(15.0, low=0, high=1e5, unit="euro a session", source="assumption: half an hour of a volunteer with supervision")

    def change(self, conditions, ramp, invited):
        """Offer sessions to those invited."""
        conditions.offer("helpline", invited * self.uptake, self.capacity(len(invited)), self.cost_per_use)


@add
class NeighbourhoodActivities(Intervention):
    """Weekly activities in small groups of neighbours."""

    kind: str = "neighbourhood_activities"
    sentence: ClassVar = "Groups of about a dozen neighbours meet once a week, outdoors and at a distance where rules ask for it; those who come get to know each other."
    source: ClassVar = "community building helps in cohort studies; experiments do not confirm it (Jenkinson et al. 2013)"

    outdoors: bool = Field(True, description="held where rules on indoor settings do not apply")
    cost_fixed: float = parameter(46.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: one organiser for 5,000 residents, 230 euro a day")

    def change(self, conditions, ramp, invited):
        """Offer the weekly meeting to those invited."""
        held = 1.0 if self.outdoors else conditions.open_to("familiar")
        conditions.offer("neighbourhood_activities", invited * (self.uptake * held))


@add
class OutdoorMeetings(Intervention):
    """Places, times and clear rules for meeting friends and neighbours outdoors."""

    kind: str = "outdoor_meetings"
    sentence: ClassVar = "People who are invited meet friends and neighbours outdoors instead of at home, which wins back part of the visits that rules close."
    source: ClassVar = "assumption: size; outdoor contact under rules was allowed in small groups in the Netherlands"

    cost_fixed: float = parameter(5.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")

    def change(self, conditions, ramp, invited):
        """Offer safe places to those invited."""
        conditions.offer("outdoor_meetings", invited * self.uptake)
