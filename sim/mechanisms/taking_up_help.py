"""Distressed people call a helpline, wait their turn, and feel better for a while."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import ByPhone, changes_of, declare_course, reads_of

declare_course("help", "helpline")


@add
class TakingUpHelp(ByPhone):
    """People above a line of distress call by themselves; a course of talks relieves as the calls of the trial did."""

    name: ClassVar = "taking_up_help"
    finding: ClassVar = "four weeks of empathic calls by lay callers lowered PHQ-8 by 1.6 and GAD-7 by 2.0 points more than no calls"
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240); that people who call a helpline gain as much in mood, and nothing in loneliness (the trial's callers phoned the same person for weeks, as `check_in_calls` does; a helpline is another voice each time), are assumptions"
    evidence: ClassVar = "experiment"
    course: ClassVar = "help"
    service: ClassVar = "helpline"
    relieves: ClassVar = ("low_mood", "worry")
    asked_once: ClassVar = False
    reads: ClassVar = reads_of("help", "helpline", "distress", "phone")
    changes: ClassVar = changes_of("help", "helpline", "low_mood", "worry")

    calls_from: float = parameter(0.8, low=0.0, high=2.0, unit="SD of distress", source="assumption: who thinks of calling")
    asks_a_day: float = parameter(0.05, low=0.002, high=0.3, unit="share of those above the line a day, at full uptake", source="assumption")
    course_sessions: int = parameter(8, low=1, high=40, unit="sessions", source="assumption: twice a week for four weeks")
    every_days: float = parameter(3.5, low=1, high=14, unit="days between sessions", source="assumption: 8 sessions in four weeks")
    low_mood: float = parameter(0.27, low=0.0, high=0.6, unit="SD for a full course", source="Kahlon et al. 2021: 1.6 / 6.0 points PHQ")
    worry: float = parameter(0.36, low=0.0, high=0.7, unit="SD for a full course", source="Kahlon et al. 2021: 2.0 / 5.6 points GAD")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days; effects fade (Morrish et al. 2023)")

    def may_ask(self, today):
        """Return who is above the line."""
        return super().may_ask(today) & (today.feelings.distress > np.float32(self.calls_from))
