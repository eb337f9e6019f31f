"""Older people are helped by phone to plan rewarding days."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import ByPhone, changes_of, declare_course, reads_of

declare_course("activation", "behavioural activation by phone")


@add
class PhoneActivation(ByPhone):
    """Weekly calls of behavioural activation lower low mood and emotional loneliness, not social loneliness and not worry."""

    name: ClassVar = "phone_activation"
    finding: ClassVar = "behavioural activation by phone after 3 months: PHQ-9 -1.65 (-2.54 to -0.75), emotional loneliness -0.37 (-0.68 to -0.06), social loneliness -0.05 (n.s.)"
    source: ClassVar = "Gilbody et al. 2024, Lancet Healthy Longevity 5:e97 (BASIL+, 218 against 217 people of 65 and over)"
    evidence: ClassVar = "experiment"
    course: ClassVar = "activation"
    service: ClassVar = "phone_activation"
    relieves: ClassVar = ("low_mood", "emotional_loneliness")
    reads: ClassVar = reads_of("activation", "phone_activation", "phone")
    changes: ClassVar = changes_of("activation", "phone_activation", "low_mood", "emotional_loneliness")

    asks_a_day: float = parameter(0.1, low=0.01, high=1.0, unit="share of those who accept, reached a day", source="assumption")
    course_sessions: int = parameter(8, low=1, high=20, unit="calls", source="Gilbody et al. 2024: up to eight weekly sessions")
    every_days: float = parameter(7.0, low=1, high=14, unit="days between calls", source="Gilbody et al. 2024: weekly")
    low_mood: float = parameter(0.37, low=0.0, high=0.8, unit="SD for a full course", source="Gilbody et al. 2024: 1.65 / 6.0 points PHQ at 3 months, when part has faded; as allocated, with 5.2 of 8 sessions used (read in the abstract of the preprint)")
    emotional_loneliness: float = parameter(0.26, low=0.0, high=0.6, unit="SD for a full course", source="Gilbody et al. 2024: 0.37 points at 3 months; an SD of 1.9 of the emotional scale is an assumption")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days")
