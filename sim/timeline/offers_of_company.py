"""Offers of company: activities and clubs, meetings outdoors and by video, bubbles, routines, volunteering, visits, moving as a group."""

from typing import ClassVar

from pydantic import Field

from ..core.catalogue import add
from ..core.parameters import parameter
from .events import Intervention


@add
class NeighbourhoodActivities(Intervention):
    """Weekly activities in small groups of neighbours."""

    kind: str = "neighbourhood_activities"
    sentence: ClassVar = "Groups of about a dozen neighbours meet once a week, outdoors and at a distance where rules ask for it; those who come get to know each other."
    source: ClassVar = "community building helps in cohort studies; experiments do not confirm it (Jenkinson et al. 2013)"
    evidence: ClassVar = "assumption"

    outdoors: bool = Field(True, description="held where rules on indoor settings do not apply")
    cost_fixed: float = parameter(46.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: one organiser for 5,000 residents, 230 euro a day")

    def change(self, conditions, ramp, invited):
        """Offer the weekly meeting to those invited."""
        held = 1.0 if self.outdoors else conditions.open_to("familiar")
        conditions.offer("neighbourhood_activities", invited * (self.uptake * held))


@add
class Clubs(Intervention):
    """Places for clubs of neighbours who share an interest, indoors."""

    kind: str = "clubs"
    sentence: ClassVar = "Groups of about a dozen neighbours meet once a week for what they like, indoors and only as far as rules leave such places open; those who come get to know each other."
    source: ClassVar = "community building helps in cohort studies; experiments do not confirm it (Jenkinson et al. 2013)"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.3, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(20.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: rooms, and an organiser for 12,000 residents")

    def change(self, conditions, ramp, invited):
        """Offer the weekly club to those invited, as far as its place is open."""
        conditions.offer("neighbourhood_activities", invited * (self.uptake * conditions.open_to("familiar")))


@add
class OutdoorMeetings(Intervention):
    """Places, times and clear rules for meeting friends and neighbours outdoors."""

    kind: str = "outdoor_meetings"
    sentence: ClassVar = "People who are invited meet friends and neighbours outdoors instead of at home, which wins back part of the visits that rules close."
    source: ClassVar = "assumption: size; outdoor contact under rules was allowed in small groups in the Netherlands"
    evidence: ClassVar = "assumption"

    cost_fixed: float = parameter(5.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")


@add
class VirtualMeetings(Intervention):
    """Weekly meetings of a small group of neighbours by video."""

    kind: str = "virtual_meetings"
    sentence: ClassVar = "Groups of about a dozen neighbours who are invited meet once a week by video, if they have the means; it is company of little weight, and strangers do not become friends by it."
    source: ClassVar = "Noone et al. 2020, Cochrane CD013632: three trials of video calls, effect on loneliness very uncertain"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.3, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(6.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: hosts and licences")


@add
class SupportBubbles(Intervention):
    """People who live alone may keep seeing one other household, whatever is closed."""

    kind: str = "support_bubbles"
    sentence: ClassVar = "Those who live alone, are invited and take it up see the friend or relative they were closest to as before, in spite of rules on visits."
    source: ClassVar = "assumption: size; such rules held in England from June 2020"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.6, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(0.5, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: telling people")


@add
class VisitRoutines(Intervention):
    """Help with fixed days for seeing or phoning friends and family."""

    kind: str = "visit_routines"
    sentence: ClassVar = "People who are invited plan fixed days for friends and family; they start more meetings and calls, and ties that had weakened come back."
    source: ClassVar = "assumption: size; no trial of routines was found, scheduling by phone is the nearest (Gilbody et al. 2024)"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.3, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(4.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")


@add
class Volunteering(Intervention):
    """Work for others for half a day a week."""

    kind: str = "volunteering"
    sentence: ClassVar = "People who are invited help others for half a day a week, and meet people in doing so; that helping by itself lifts mood is not confirmed by experiments, and off unless `mechanisms.joy_of_helping` is set."
    source: ClassVar = "Jenkinson et al. 2013, BMC Public Health 13:773: benefits in cohorts, not confirmed by experiments"
    evidence: ClassVar = "assumption"

    uptake: float = parameter(0.15, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(10.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: one coordinator for 25,000 residents")


@add
class DoorToDoor(Intervention):
    """Volunteers go from door to door where phones are dead."""

    kind: str = "door_to_door"
    sentence: ClassVar = "While phones are dead, volunteers knock at the doors of those invited; who is visited has company and is less worried about being cut off. With phones working nobody comes."
    source: ClassVar = "assumption: size; loss of communication is a main stressor in outages, and neighbours help (review of 47 studies)"
    evidence: ClassVar = "assumption"

    capacity_per_1000: float | None = Field(50.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.8, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(1.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: keeping lists and volunteers ready")
    cost_per_use: float = parameter(6.0, low=0, high=1e5, unit="euro a visit", source="assumption: a quarter of an hour of a volunteer, with coordination")


@add
class KeepingTogether(Intervention):
    """Neighbours who have to leave are moved as a group."""

    kind: str = "keeping_together"
    service: ClassVar = "kept_together"
    sentence: ClassVar = "Of people who lose their homes, those who are invited move together with their neighbours and keep them near; others are scattered."
    source: ClassVar = "Hikichi et al. 2017, Science Advances: informal socialising +0.053 after group, -0.039 after individual relocation (n = 3,421)"
    evidence: ClassVar = "longitudinal"

    uptake: float = parameter(0.8, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(2.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: planning ahead; building is not counted")
