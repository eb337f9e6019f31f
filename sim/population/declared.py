"""The numbers by which a population is made and no file can set: who works, what people are like, where they come together.

Ties are declared in declared_ties.py. `noaber list parameters` lists both as fixed; published tables stay where they are used.
"""

from ..core.parameters import Declared, parameter

NEAR_CBS = "assumption: near Statistics Netherlands"
OWN = "definition: with the part above, a trait of about SD 1"


class Homes(Declared):
    """Ages and sexes within a household, beside the published sizes and ages."""

    couple_years: float = parameter(6.0, low=0, high=20, unit="years", source="assumption", text="width of the draw by which the ages of a couple without children differ")
    parents_older: float = parameter(30.5, low=20, high=40, unit="years", source="assumption", text="how much older parents are than their eldest child at home")
    parents_years: float = parameter(10.0, low=0, high=20, unit="years", source="assumption", text="width of the draw around it")
    sibling_years: float = parameter(2.7, low=1, high=5, unit="years", source="assumption", text="from one child to the next, with up to a year by draw")
    women_alone_old: float = parameter(0.69, low=0, high=1, unit="share", source="assumption, near CBS 37620: of those living alone at 70 and over 613,000 women, 274,000 men")
    women_alone: float = parameter(0.43, low=0, high=1, unit="share", source="assumption, near CBS 37620", text="of those living alone below 70")
    one_parent_women: float = parameter(0.83, low=0, high=1, unit="share", source="assumption, near CBS", text="of single parents")
    girls: float = parameter(0.49, low=0.4, high=0.6, unit="share", source="assumption, near CBS", text="of children at home")
    same_sex: float = parameter(0.02, low=0, high=0.2, unit="share of couples", source="assumption")


class DailyLife(Declared):
    """Who works and studies, and how many days."""

    works_18_24: float = parameter(0.45, low=0, high=1, unit="share", source=NEAR_CBS, text="of those who do not study")
    works_25_54: float = parameter(0.86, low=0, high=1, unit="share", source=NEAR_CBS)
    works_55_64: float = parameter(0.68, low=0, high=1, unit="share", source=NEAR_CBS)
    works_65_74: float = parameter(0.12, low=0, high=1, unit="share", source=NEAR_CBS)
    students: float = parameter(0.45, low=0, high=1, unit="share of ages 18 to 24", source="assumption")
    attends_study: float = parameter(0.6, low=0, high=1, unit="share of weekdays", source="assumption: lectures")
    attends_school: float = parameter(0.95, low=0, high=1, unit="share of weekdays", source="assumption")
    attends_work: float = parameter(0.72, low=0, high=1, unit="share of weekdays", source="assumption: part-time work")


class Character(Declared):
    """What people are like with others, beside their feelings."""

    sociability_spread: float = parameter(1.1, low=0, high=2, unit="SD of its logarithm", source="assumption")
    outgoing_spread: float = parameter(0.948, low=0, high=2, unit="SD of its logarithm", source="assumption")
    outgoing_lonely: float = parameter(0.15, low=0, high=0.5, unit="less of its logarithm per SD of trait loneliness",
                                       source="assumption, sign: the lonely have fewer contacts, though few fewer (loneliness is no function of their number; correlation across people of -0.05 to -0.35)")
    outgoing_centre: float = parameter(0.45, low=0, high=2, unit="taken off its logarithm", source="definition: half of its variance, so that the mean is about 1")
    outgoing_child: float = parameter(0.6, low=0, high=2, unit="ratio", source="assumption", text="below 12 years")
    outgoing_old: float = parameter(0.7, low=0, high=2, unit="ratio", source="assumption", text="from 75 years on")
    outgoing_most: float = parameter(4.0, low=1, high=10, unit="times the mean", source="assumption: nobody is out more")
    anxiety_distress: float = parameter(0.4, low=0, high=1, unit="SD per SD of trait distress", source="assumption")
    anxiety_own: float = parameter(0.917, low=0, high=1, unit="SD", source=OWN, text="part of social anxiety that goes with nothing else")
    anxiety_young: float = parameter(0.4, low=0, high=1, unit="SD more at ages 16 to 30", source="assumption")
    intolerance_distress: float = parameter(0.63, low=0, high=1, unit="SD per SD of trait distress", source="McEvoy et al. 2019: r = 0.51 with symptoms asks for so much with their trait part")
    intolerance_own: float = parameter(0.777, low=0, high=1, unit="SD", source=OWN, text="part of intolerance of uncertainty that goes with nothing else")
    support_usual: float = parameter(0.72, low=0, high=1, unit="share of all one could wish", source="assumption")
    support_spread: float = parameter(0.13, low=0, high=0.5, unit="SD", source="assumption")
    support_lonely: float = parameter(0.06, low=0, high=0.3, unit="less per SD of trait loneliness", source="assumption")
    support_least: float = parameter(0.1, low=0, high=0.5, unit="share", source="assumption: nobody feels less")
    expectation_usual: float = parameter(0.6, low=0, high=1, unit="share of the true reward", source="assumption; sign: people expect too little of talks with strangers (Epley & Schroeder 2014)")
    expectation_spread: float = parameter(0.1, low=0, high=0.5, unit="SD", source="assumption")
    expectation_anxious: float = parameter(0.08, low=0, high=0.3, unit="less per SD of social anxiety", source="assumption")
    expectation_least: float = parameter(0.2, low=0, high=1, unit="share of the true reward", source="assumption")
    expectation_most: float = parameter(0.95, low=0, high=1, unit="share of the true reward", source="assumption")
    online_child: float = parameter(0.3, low=0, high=1, unit="share of usual use of text and video", source="assumption, near CBS internet use by age", text="below 8 years")
    online_65: float = parameter(0.85, low=0, high=1, unit="share of usual use of text and video", source="assumption, near CBS internet use by age", text="ages 65 to 74")
    online_75: float = parameter(0.55, low=0, high=1, unit="share of usual use of text and video", source="assumption, near CBS internet use by age", text="from 75 years on")


class Places(Declared):
    """How many come together where."""

    area: int = parameter(400, low=50, high=5000, unit="people", source="assumption", text="who come across each other by chance")
    club: int = parameter(12, low=3, high=50, unit="people", source="assumption", text="members of a neighbourhood club")
    club_from: int = parameter(12, low=0, high=30, unit="years", source="assumption", text="youngest members of a club")
    classmates: int = parameter(16, low=5, high=35, unit="people", source="assumption", text="pupils one talks to on a day")
    fellow_students: int = parameter(10, low=3, high=35, unit="people", source="assumption", text="students one talks to on a day")
    colleagues_least: int = parameter(3, low=1, high=20, unit="people", source="assumption", text="in the smallest workplaces")
    colleagues_more: int = parameter(22, low=0, high=200, unit="people", source="assumption: most workplaces small, with a long tail", text="more in the largest; times the third power of a draw from 0 to 1")
    way: float = parameter(150.0, low=0, high=10000, unit="people (SD)", source="assumption", text="how far apart in the order of homes those live who share a class")
    way_to_work: float = parameter(3000.0, low=0, high=100000, unit="people (SD)", source="assumption", text="how far apart in the order of homes those live who share a workplace")


HOMES, DAILY_LIFE, CHARACTER, PLACES = Homes(), DailyLife(), Character(), Places()
