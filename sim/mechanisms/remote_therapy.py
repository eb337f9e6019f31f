"""Therapy by phone or video, the second step of stepped care."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import DONE, ByPhoneOrInternet, changes_of, declare_course, reads_of

declare_course("therapy", "therapy by phone or video")


@add
class RemoteTherapy(ByPhoneOrInternet):
    """Those who are still above a line of distress after guided self-help are put on the list of a therapist."""

    name: ClassVar = "remote_therapy"
    finding: ClassVar = "therapist-led remote CBT in primary care lowered depression by 0.43 SD (-0.62 to -0.24) at completion"
    source: ClassVar = "Linde et al. 2015, Ann Fam Med 13:56 (30 trials; number and interval read in its abstract); corrected for bias, reviews of psychotherapy give 0.20 to 0.30"
    evidence: ClassVar = "experiment"
    course: ClassVar = "therapy"
    service: ClassVar = "remote_therapy"
    relieves: ClassVar = ("low_mood", "worry")
    reads: ClassVar = reads_of("therapy", "remote_therapy", "phone", "internet", "digital_access", "distress", "self_help_status")
    changes: ClassVar = changes_of("therapy", "remote_therapy", "low_mood", "worry")

    asks_from: float = parameter(0.8, low=-6.0, high=2.5, unit="SD of distress after self-help", source="assumption")
    asks_a_day: float = parameter(0.1, low=0.002, high=1.0, unit="share of those still above the line who accept, a day", source="assumption")
    course_sessions: int = parameter(10, low=1, high=30, unit="sessions", source="assumption")
    every_days: float = parameter(7.0, low=1, high=14, unit="days between sessions", source="assumption: weekly")
    low_mood: float = parameter(0.22, low=0.0, high=0.8, unit="SD for a full course", source="assumption: half of the 0.43 SD of Linde et al. 2015 comes on top of self-help")
    worry: float = parameter(0.11, low=0.0, high=0.6, unit="SD for a full course", source="assumption: half of the effect on depression")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days")

    def may_ask(self, today):
        """Return who has had self-help and is still above the line."""
        still = today.feelings.distress > np.float32(self.asks_from)
        return super().may_ask(today) & (today.state.self_help_status == DONE) & still
