"""Guided self-help by phone or chat, the first step of stepped care."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import ByPhoneOrInternet, changes_of, declare_course, reads_of

declare_course("self_help", "guided self-help")


@add
class GuidedSelfHelp(ByPhoneOrInternet):
    """People above a line of distress work through a course with short weekly contacts; few hours of a guide are needed for each."""

    name: ClassVar = "guided_self_help"
    finding: ClassVar = "guided self-help in primary care lowered depression by 0.40 SD (-0.69 to -0.11) at completion"
    source: ClassVar = "Linde et al. 2015, Ann Fam Med 13:56 (30 trials; number and interval read in its abstract); corrected for bias, reviews of psychotherapy give 0.20 to 0.30"
    evidence: ClassVar = "experiment"
    course: ClassVar = "self_help"
    service: ClassVar = "self_help"
    relieves: ClassVar = ("low_mood", "worry")
    reads: ClassVar = reads_of("self_help", "self_help", "phone", "internet", "digital_access", "distress")
    changes: ClassVar = changes_of("self_help", "self_help", "low_mood", "worry")

    asks_from: float = parameter(1.0, low=-6.0, high=2.5, unit="SD of distress", source="assumption: below, nobody is referred")
    asks_a_day: float = parameter(0.02, low=0.002, high=1.0, unit="share of those above the line who accept, a day", source="assumption: referral takes weeks")
    course_sessions: int = parameter(6, low=1, high=20, unit="contacts", source="assumption")
    every_days: float = parameter(7.0, low=1, high=14, unit="days between contacts", source="assumption: weekly")
    low_mood: float = parameter(0.49, low=0.0, high=0.8, unit="SD for a full course", source="Linde et al. 2015: 0.40 SD at completion, when part has faded")
    worry: float = parameter(0.2, low=0.0, high=0.6, unit="SD for a full course", source="assumption: half of the effect on depression; the review is about depression only")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days")

    def may_ask(self, today):
        """Return who is above the line."""
        return super().may_ask(today) & (today.feelings.distress > np.float32(self.asks_from))
