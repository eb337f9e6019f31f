"""Lay callers phone people who are often alone, again and again, and listen."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.parameters import parameter
from .courses import FACETS, ByPhone, changes_of, declare_course, reads_of

declare_course("check_in", "check-in calls")


@add
class CheckInCalls(ByPhone):
    """Who accepts is called daily at first and then twice a week for four weeks; stress and loneliness fall, and rise again over months."""

    name: ClassVar = "check_in_calls"
    finding: ClassVar = "four weeks of empathic calls by lay callers: PHQ-8 -1.6, GAD-7 -2.0 and UCLA-3 -1.1 points against no calls"
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (240 people of 27 to 101 years, read in its abstract, who received meals at home); points are differences of the published means, a press summary gives the authors' own as 1.5, 1.8 and 1.1"
    evidence: ClassVar = "experiment"
    course: ClassVar = "check_in"
    service: ClassVar = "check_in_calls"
    reads: ClassVar = reads_of("check_in", "check_in_calls", "phone")
    changes: ClassVar = changes_of("check_in", "check_in_calls", *FACETS)

    asks_a_day: float = parameter(0.2, low=0.01, high=1.0, unit="share of those who accept, reached a day", source="assumption")
    course_sessions: int = parameter(13, low=1, high=40, unit="calls", source="Kahlon et al. 2021: daily for five days, then at least two a week, four weeks in all (read in its abstract); that this makes 13 calls is an assumption")
    every_days: float = parameter(2.0, low=1, high=14, unit="days between calls", source="assumption: 13 calls spread evenly over the four weeks of Kahlon et al. 2021")
    low_mood: float = parameter(0.25, low=0.0, high=0.6, unit="SD for a full course", source="Kahlon et al. 2021: 1.6 / 6.0 points PHQ after four weeks, less what comes by way of less loneliness")
    worry: float = parameter(0.38, low=0.0, high=0.7, unit="SD for a full course", source="Kahlon et al. 2021: 2.0 / 5.6 points GAD after four weeks")
    emotional_loneliness: float = parameter(0.5, low=0.0, high=1.0, unit="SD for a full course", source="Kahlon et al. 2021: 1.1 points UCLA-3 over an SD of 1.9; assumptions: that SD, among the lonely people who take part (the scale itself has 1.7 in the whole population), and equal facets")
    social_loneliness: float = parameter(0.5, low=0.0, high=1.0, unit="SD for a full course", source="Kahlon et al. 2021: as emotional loneliness; the same assumptions")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days; the trial ended after four weeks")
