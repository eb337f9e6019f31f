"""Lonely people follow a programme in small groups."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import Course, changes_of, declare_course, reads_of

declare_course("group", "group programme for loneliness")


@add
class LonelinessGroups(Course):
    """Weekly meetings for two months lower loneliness; a year later less than half of that is left."""

    name: ClassVar = "loneliness_groups"
    finding: ClassVar = "programmes lowered loneliness by 0.50 SD (-0.60 to -0.39, certainty low) in the short term; a living review found -0.20 (-0.40 to -0.01) in the long term"
    source: ClassVar = "Lasgaard et al. 2022, Eur J Public Health 32 (54 trials: -0.47); -0.50 and -0.20: a later and a living review of trials, whose authors our notes do not name"
    evidence: ClassVar = "experiment"
    course: ClassVar = "group"
    service: ClassVar = "loneliness_groups"
    relieves: ClassVar = ("emotional_loneliness", "social_loneliness")
    reads: ClassVar = reads_of("group", "loneliness_groups", "loneliness")
    changes: ClassVar = changes_of("group", "loneliness_groups", "emotional_loneliness", "social_loneliness")

    joins_from: float = parameter(0.4, low=-6.0, high=2.0, unit="SD of loneliness", source="definition: somewhat lonely")
    asks_a_day: float = parameter(0.05, low=0.002, high=1.0, unit="share of the lonely who accept, a day", source="assumption")
    course_sessions: int = parameter(8, low=1, high=30, unit="meetings", source="assumption")
    every_days: float = parameter(7.0, low=1, high=14, unit="days between meetings", source="assumption: weekly")
    emotional_loneliness: float = parameter(0.5, low=0.0, high=0.8, unit="SD for a full course", source="0.50 SD of loneliness at completion (54 trials: 0.47, Lasgaard et al. 2022); equal facets are an assumption")
    social_loneliness: float = parameter(0.5, low=0.0, high=0.8, unit="SD for a full course", source="0.50 SD of loneliness at completion (54 trials: 0.47, Lasgaard et al. 2022); equal facets are an assumption")
    lasts_days: float = parameter(330.0, low=60, high=900, unit="days (e-folding)", source="assumption between reviews: 0.50 at completion and 0.20 after a year; another review found no loss within six months")

    def may_ask(self, today):
        """Return who is lonely."""
        return super().may_ask(today) & (today.feelings.loneliness > np.float32(self.joins_from))
