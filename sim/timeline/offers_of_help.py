"""Offers of help, in courses with places and waiting: helpline, calls, stepped care, groups, lessons, and attention only."""

from typing import ClassVar

from pydantic import Field

from ..core.catalogue import add
from ..core.parameters import parameter
from .events import Intervention


@add
class Helpline(Intervention):
    """Trained lay callers talk with people who phone because they are distressed, in courses of some eight calls."""

    kind: str = "helpline"
    sentence: ClassVar = "Distressed people who are invited may ask for a course of calls; they wait while all callers are busy, and the effect fades over months."
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240); that callers of a helpline gain as much is an assumption"
    evidence: ClassVar = "experiment"
    size_from: ClassVar = "trial of something else: calls made to people who are often alone, not answered for distressed people who phone"

    capacity_per_1000: float | None = Field(2.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(15.0, low=0, high=1e5, unit="euro a session", source="assumption: half an hour of a volunteer with supervision")


@add
class CheckInCalls(Intervention):
    """Befriending by phone: lay callers ring people who are often alone, daily at first, then twice a week for four weeks."""

    kind: str = "check_in_calls"
    sentence: ClassVar = "Volunteers phone people who are invited, whether or not they feel bad; those who accept feel less low, worried and lonely, which fades over months."
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240)"
    evidence: ClassVar = "experiment"

    capacity_per_1000: float | None = Field(3.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.6, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: a coordinator for 50,000 residents")
    cost_per_use: float = parameter(8.0, low=0, high=1e5, unit="euro a session", source="assumption: a quarter of an hour of a volunteer with supervision")


@add
class SteppedCare(Intervention):
    """Help by phone or chat in two steps: guided self-help, then a therapist for those it was not enough for."""

    kind: str = "stepped_care"
    sentence: ClassVar = "Distressed people who are invited are referred, wait, work through guided self-help, and if that is not enough wait again for a therapist by phone or video."
    source: ClassVar = "Linde et al. 2015, Ann Fam Med 13:56 (guided self-help -0.40, remote therapy -0.43 SD)"
    evidence: ClassVar = "experiment"
    size_from: ClassVar = "trial of something else: each step by itself in depressed patients of general practices, not one after the other, nor in whoever asks"

    self_help_per_1000: float = parameter(2.0, low=0.01, high=1000, unit="contacts a day per 1,000 residents", source="assumption", text="places in guided self-help")
    cost_per_contact: float = parameter(30.0, low=0, high=1e4, unit="euro a contact in self-help", source="assumption: 20 minutes of a guide")
    capacity_per_1000: float | None = Field(0.8, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(5.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: intake and software")
    cost_per_use: float = parameter(110.0, low=0, high=1e5, unit="euro a session", source="assumption: of the order of a session in Dutch basic mental health care, 2020")

    def change(self, conditions, ramp, invited):
        """Offer both steps to those invited."""
        conditions.offer("self_help", invited * self.uptake, self.self_help_per_1000 * len(invited) / 1000, self.cost_per_contact)
        conditions.offer("remote_therapy", invited * self.uptake, self.capacity(len(invited)), self.cost_per_use)


@add
class PhoneActivation(Intervention):
    """Support workers phone older people weekly and plan rewarding days with them."""

    kind: str = "phone_activation"
    sentence: ClassVar = "People who are invited are phoned weekly for two months to plan rewarding days and contact; low mood and emotional loneliness fall, social loneliness does not."
    source: ClassVar = "Gilbody et al. 2024, Lancet Healthy Longevity 5:e97 (BASIL+, n = 435)"
    evidence: ClassVar = "experiment"

    capacity_per_1000: float | None = Field(1.5, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(35.0, low=0, high=1e5, unit="euro a session", source="assumption: 45 minutes of a support worker")


@add
class LonelinessGroups(Intervention):
    """A programme of eight weekly meetings in small groups for lonely people."""

    kind: str = "loneliness_groups"
    sentence: ClassVar = "Lonely people who are invited follow a programme in small groups, outdoors or online where rules ask for it; loneliness falls by half an SD in those who complete it and slowly comes back."
    source: ClassVar = "Lasgaard et al. 2022, Eur J Public Health 32 (54 trials, SMD -0.47, certainty low or very low)"
    evidence: ClassVar = "experiment"

    capacity_per_1000: float | None = Field(3.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.3, low=0, high=1, unit="share", source="assumption")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(20.0, low=0, high=1e5, unit="euro a person and meeting", source="assumption: two hours of a trainer for ten people")


@add
class AttentionOnly(Intervention):
    """A placebo arm: calls as long and as often as check-in calls, without their content."""

    kind: str = "attention_only"
    sentence: ClassVar = "People who are invited are phoned and asked neutral questions; what this does is what attention alone does, to compare programmes with."
    source: ClassVar = "assumption: size"
    evidence: ClassVar = "assumption"

    capacity_per_1000: float | None = Field(3.0, ge=0, le=1000, description="sessions a day per 1,000 residents")
    uptake: float = parameter(0.6, low=0, high=1, unit="share", source="assumption: as check-in calls")
    cost_fixed: float = parameter(3.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption: as check-in calls")
    cost_per_use: float = parameter(8.0, low=0, high=1e5, unit="euro a session", source="assumption: as check-in calls")


@add
class SchoolProgramme(Intervention):
    """Weekly lessons in social and emotional skills."""

    kind: str = "school_programme"
    sentence: ClassVar = "Pupils of invited classes have weekly lessons while their school is open; low mood and worry fall a little, and about half of that lasts half a year."
    source: ClassVar = "Durlak, Mahoney & Boyle 2022, Psychol Bull 148:765 (12 meta-analyses)"
    evidence: ClassVar = "experiment"
    size_from: ClassVar = "assumed size: near the low end of what trials found"

    uptake: float = parameter(0.9, low=0, high=1, unit="share", source="assumption: lessons are part of the timetable")
    cost_fixed: float = parameter(1.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(3.0, low=0, high=1e5, unit="euro a pupil and lesson", source="assumption: a lesson's material and training, for each pupil")
