"""Calls of the same length without content: what attention alone does."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import FACETS, ByPhone, changes_of, declare_course, reads_of

declare_course("attention", "attention only")


@add
class AttentionOnly(ByPhone):
    """A placebo arm for comparing programmes with: being phoned and asked how one is does a little, whatever is said."""

    name: ClassVar = "attention_only"
    finding: ClassVar = "part of what a programme does comes from attention; trials against no contact cannot tell it apart"
    source: ClassVar = "assumption: size; control arms with attention improve in trials of psychological help"
    evidence: ClassVar = "assumption"
    course: ClassVar = "attention"
    service: ClassVar = "attention_only"
    reads: ClassVar = reads_of("attention", "attention_only", "phone")
    changes: ClassVar = changes_of("attention", "attention_only", *FACETS)

    asks_a_day: float = parameter(0.2, low=0.01, high=1.0, unit="share of those who accept, reached a day", source="assumption: as check-in calls")
    course_sessions: int = parameter(13, low=1, high=40, unit="calls", source="assumption: as check-in calls")
    every_days: float = parameter(2.0, low=1, high=14, unit="days between calls", source="assumption: as check-in calls")
    low_mood: float = parameter(0.06, low=0.0, high=0.3, unit="SD for a full course", source="assumption: a quarter of check-in calls")
    worry: float = parameter(0.09, low=0.0, high=0.3, unit="SD for a full course", source="assumption: a quarter of check-in calls")
    emotional_loneliness: float = parameter(0.12, low=0.0, high=0.3, unit="SD for a full course", source="assumption: a quarter of check-in calls")
    social_loneliness: float = parameter(0.12, low=0.0, high=0.3, unit="SD for a full course", source="assumption: a quarter of check-in calls")
    lasts_days: float = parameter(60.0, low=7, high=300, unit="days (e-folding)", source="assumption: fades sooner than what is learned")
