"""Pupils have lessons in social and emotional skills."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import Course, changes_of, declare_course, reads_of

declare_course("lessons", "lessons in social and emotional skills")


@add
class SchoolLessons(Course):
    """Weekly lessons while school is open lower low mood and worry a little; about half is left after half a year."""

    name: ClassVar = "school_lessons"
    finding: ClassVar = "school programmes of social and emotional learning: effects of 0.09 to 0.70 SD after, 0.07 to 0.33 SD at follow-up, by outcome"
    source: ClassVar = "Durlak, Mahoney & Boyle 2022, Psychol Bull 148:765 (12 meta-analyses)"
    evidence: ClassVar = "experiment"
    course: ClassVar = "lessons"
    service: ClassVar = "school_programme"
    relieves: ClassVar = ("low_mood", "worry")
    reads: ClassVar = reads_of("lessons", "school_programme", "at_school", "student", "openness")
    changes: ClassVar = changes_of("lessons", "school_programme", "low_mood", "worry")

    asks_a_day: float = parameter(0.5, low=0.01, high=1.0, unit="share of the invited pupils, a day", source="assumption: whole classes begin together")
    course_sessions: int = parameter(16, low=1, high=60, unit="lessons", source="assumption")
    every_days: float = parameter(7.0, low=1, high=14, unit="days between lessons", source="assumption: weekly")
    low_mood: float = parameter(0.15, low=0.0, high=0.4, unit="SD for a full course", source="assumption near the low end of 0.09 to 0.70 (Durlak et al. 2022): pupils without complaints have little to gain")
    worry: float = parameter(0.15, low=0.0, high=0.4, unit="SD for a full course", source="assumption: as low mood")
    lasts_days: float = parameter(260.0, low=60, high=900, unit="days (e-folding)", source="assumption: half of the effect is left at follow-up (Durlak et al. 2022)")

    def may_ask(self, today):
        """Return who goes to school, students left out."""
        return super().may_ask(today) & today.traits.at_school & ~today.traits.student

    def within_reach(self, today):
        """Return whose school is open."""
        return today.draw(f"{self.service}: is open") < today.conditions.open_to("school")
