"""Facts about ordinary life: levels, and what goes with what across people and along ties."""

from datetime import date

import numpy as np

from ...core.layers import CLOSE, HOUSEHOLD
from ...core.ties import KIN
from ...core.feelings import HIGH_DISTRESS, STRONGLY_LONELY
from ..measurement import PHQ9
from .fact import LIVED, NO_ARROW, Part, fact
from .record import days_from
from .statistics import coreness, correlation, least_squares, odds, odds_ratio, relative_risks, share, within

SCENARIO = "baseline"
FOUR_WEEKS = days_from(date(2020, 3, 9), 28)
WEEKS = tuple(days_from(date.fromordinal(FOUR_WEEKS.first.toordinal() + 7 * week), 7) for week in range(8))
TWO_WEEKS, A_YEAR_LATER = days_from(date(2020, 3, 2), 14), days_from(date(2021, 3, 2), 14)
LONELIEST = 0.2  # assumption: a base of 48 lonely days a year (Cacioppo, Fowler & Christakis 2009) is about a fifth of people who are lonely more than one day a week


def adults(record):
    """Return bool (n_people,): people of 18 and over."""
    return record.traits.age >= 18


@fact("C1", "two fifths of households are one person", scenario=SCENARIO, kind="construction", source="Statistics Netherlands 37975, 1 January 2020",
      parts=[Part("one-person households, points", 38.0, 39.0, "38.5"), Part("people who live alone, points", 17.5, 18.5, "18")],
      wanted=[("distress", TWO_WEEKS)])
def households(arms):
    """Shares on the first morning."""
    alone = arms[LIVED].traits.lives_alone
    n_households = len(np.unique(arms[LIVED].traits.household))
    return 100 * alone.sum() / n_households, 100 * share(alone)


@fact("C6", "a third of people are lonely, one in eleven strongly", scenario=SCENARIO, kind="construction", source="Statistics Netherlands 2019, loneliness of persons of 15 and over",
      parts=[Part("somewhat or strongly lonely, points", 33.4, 35.4, "34.4"), Part("strongly lonely, points", 8.2, 9.2, "8.7")],
      wanted=[("lonely", FOUR_WEEKS), ("strongly_lonely", FOUR_WEEKS)])
def lonely_people(arms):
    """People of 15 and over, mean over days."""
    old_enough = arms[LIVED].traits.age >= 15
    return tuple(100 * share(arms[LIVED].mean(name, FOUR_WEEKS)[old_enough]) for name in ("lonely", "strongly_lonely"))


@fact("C10", "company goes with fewer symptoms, by phone with half as many, and support with far fewer", scenario=SCENARIO, kind="calibrate",
      parts=[Part("odds ratio of PHQ-9 from 10, daily against no meetings", 0.71 * 0.7, 0.71 * 1.3, "0.71"),
             Part("points of PHQ-9, phone or video over meetings", 0.45 * 0.7, 0.45 * 1.3, "0.45"),
             Part("points of PHQ-9, support over meetings", 7.1 * 0.7, 7.1 * 1.3, "7.1"),
             Part("points of PHQ-9, daily against no meetings", -0.258, -0.258, "-0.258", reported=True),
             Part("points of PHQ-9, daily against no phone or video", -0.117, -0.117, "-0.117", reported=True),
             Part("points of PHQ-9, high against low support", -1.836, -1.836, "-1.836", reported=True)],
      wanted=[(name, week) for name in ("low_mood", "day_met_close", "day_spoken", "support") for week in WEEKS],
      source="Sommerlad et al. 2022, Psychol Med 52:3409 (n = 71,117)")
def channels(arms):
    """Adults from week to week, each against their own mean: days with meetings, days with calls, and support from the low to the high third.

    Read as a panel with people compared with themselves (assumption: only the abstract was seen). Across people the model
    cannot tell meetings from calls: both follow the same ties.
    """
    record, who = arms[LIVED], adults(arms[LIVED])
    mood, met, spoken, support = (np.stack([record.mean(name, week)[who] for week in WEEKS]) for name in ("low_mood", "day_met_close", "day_spoken", "support"))
    score = PHQ9().scores(mood)
    case = score >= PHQ9().case_from
    low, high = np.quantile(support.mean(axis=0), [1 / 6, 5 / 6])  # medians of the thirds
    columns = [within(each) for each in (met, spoken, support)]
    points, cases = (least_squares(within(each), *columns) for each in (score, case))
    half = cases[0] / 2
    high_support = points[2] * (high - low)
    return (odds(case.mean() + half) / odds(case.mean() - half), points[1] / points[0], high_support / points[0], points[0], points[1], high_support)


@fact("C11", "lonely people are more often newly depressed a year later", scenario=SCENARIO, kind="calibrate", arms=(LIVED, NO_ARROW),
      parts=[Part("odds ratio of high distress a year later, strongly lonely against not", 1.6, 3.3, "2.33"),
             Part("the same without the arrow from loneliness to low mood", 1.6, 3.3, "traits alone give 2.2 to 2.8", reported=True)],
      wanted=[(name, window) for name in ("distress", "loneliness") for window in (TWO_WEEKS, A_YEAR_LATER)],
      source="Mann et al. 2022, Soc Psychiatry Psychiatr Epidemiol 57:2161")
def newly_depressed(arms):
    """Adults who were no cases at the start: strongly lonely or not then, case or not twelve months later."""
    def ratio(record):
        start = adults(record) & (record.mean("distress", TWO_WEEKS) <= HIGH_DISTRESS)
        lonely, later = record.mean("loneliness", TWO_WEEKS) > STRONGLY_LONELY, record.mean("distress", A_YEAR_LATER) > HIGH_DISTRESS
        return odds_ratio(later[start & lonely], later[start & ~lonely])

    return tuple(ratio(arms[arm]) for arm in (LIVED, NO_ARROW))


@fact("C12", "intolerance of uncertainty goes with symptoms", scenario=SCENARIO, kind="construction", parts=Part("correlation", 0.45, 0.57, "0.51"),
      wanted=[("distress", TWO_WEEKS)], source="McEvoy et al. 2019, Clin Psychol Rev 73 (181 studies); set as a correlation of traits")
def intolerance(arms):
    """Correlation across adults of the trait with distress over two weeks."""
    who = adults(arms[LIVED])
    return correlation(arms[LIVED].traits.intolerance_of_uncertainty[who], arms[LIVED].mean("distress", TWO_WEEKS)[who])


@fact("V10", "depressed people spend less time with others, more of it in twos, with others alike, and not less with friends", scenario=SCENARIO,
      kind="validate", source="Elmer & Stadtfeld 2020, Sci Rep 10:1444 (n = 123)",
      set_by="usual_company.SKIPS_GROUPS, networks.GREGARIOUS_IF_DISTRESSED",
      parts=[Part("contacts a day and low mood, correlation", None, 0.0, "less"), Part("share of contacts outside groups and low mood, correlation", 0.0, None, "more in twos"),
             Part("low mood of people who met, correlation", 0.0, None, "alike"), Part("days with friends and low mood, correlation", -0.05, None, "not less; down to -0.05 counts as not less: an equivalence margin, assumption")],
      wanted=[(name, FOUR_WEEKS) for name in ("low_mood", "contacts_in_person", "contacts_work_school", "day_met_friends")],
      wanted_of_ties=[("met", FOUR_WEEKS)])
def depressed_in_networks(arms):
    """Across adults over four weeks; groups are those of work and study, people who met are tied and of different households."""
    record, who = arms[LIVED], adults(arms[LIVED])
    mood, contacts, in_groups, friends = (record.mean(name, FOUR_WEEKS) for name in ("low_mood", "contacts_in_person", "contacts_work_school", "day_met_friends"))
    in_group = who & (in_groups > 0)
    ties = record.ties
    met = np.flatnonzero((record.uses("met", FOUR_WEEKS) > 0) & (ties.layer != HOUSEHOLD) & who[ties.lower] & who[ties.higher])
    ends = np.concatenate([ties.lower[met], ties.higher[met]]), np.concatenate([ties.higher[met], ties.lower[met]])
    return (correlation(mood[who], contacts[who]), correlation(mood[in_group], 1 - in_groups[in_group] / contacts[in_group]),
            correlation(mood[ends[0]], mood[ends[1]]), correlation(mood[who], friends[who]))


@fact("V13", "the friends of lonely people are more often lonely, a little less so at each further degree, and the lonely are at the periphery", scenario=SCENARIO, kind="construction",
      set_by="networks.ALIKE_SHARE (without it a relative risk of about 1), networks.GREGARIOUS_IF_LONELY (the lonely have fewer friends)",
      parts=[Part("relative risk with a lonely friend", 1.2, 1.6, "1.52"), Part("the same, first less second degree", 0.0, None, "1.52 less 1.25"),
             Part("second less third degree", 0.0, None, "1.25 less 1.15"),
             Part("loneliness and how deep one is in the network of friends (k-core), correlation", None, 0.0, "denser at the periphery"),
             Part("lonely with one friend more, change as a share", -0.05, -0.05, "-0.05", reported=True)],
      wanted=[("loneliness", TWO_WEEKS)], source="Cacioppo, Fowler & Christakis 2009, J Pers Soc Psychol 97:977")
def lonely_friends(arms):
    """Adults and their friends: the loneliest fifth at one, two and three degrees, against friends at random, and how many friends they have.

    Periphery is read as a small k-core of the network of friends; no number for it is in our evidence.
    """
    record = arms[LIVED]
    who, lonely = adults(record), record.mean("loneliness", TWO_WEEKS)
    ties = record.ties
    friends = np.flatnonzero((ties.layer == CLOSE) & ((ties.flags & KIN) == 0) & who[ties.lower] & who[ties.higher])
    has = (lonely > np.quantile(lonely[who], 1 - LONELIEST)) & who
    first, second, third = relative_risks(record.n_people, ties.lower[friends], ties.higher[friends], has)
    friends_of = np.bincount(ties.lower[friends], minlength=record.n_people) + np.bincount(ties.higher[friends], minlength=record.n_people)
    deep = coreness(record.n_people, ties.lower[friends], ties.higher[friends])
    per_friend = least_squares(has[who].astype(np.float64), friends_of[who])[0] / LONELIEST
    return first, first - second, second - third, correlation(lonely[who], deep[who]), per_friend


@fact("K1", "loneliness is no function of the number of contacts", scenario=SCENARIO, kind="check", parts=Part("correlation of loneliness with contacts", -0.35, -0.05, "-0.05 to -0.35"),
      wanted=[("loneliness", FOUR_WEEKS), ("contacts_in_person", FOUR_WEEKS)], source="no published size; range set by the makers")
def loneliness_and_contacts(arms):
    """Across people of 15 and over, four weeks."""
    old_enough = arms[LIVED].traits.age >= 15
    return correlation(*(arms[LIVED].mean(name, FOUR_WEEKS)[old_enough] for name in ("loneliness", "contacts_in_person")))


@fact("K2", "more than a third of the young are over the cut of a screening scale of social anxiety", scenario=SCENARIO, kind="construction",
      parts=[Part("ages 16 to 29 over the cut, points", 34.5, 37.5, "36, an upper bound"), Part("16 and over, points", 36, 36, "not known", reported=True)],
      wanted=[("socially_anxious", TWO_WEEKS)], source="Jefferies & Ungar 2020, PLoS ONE 15:e0239133 (n = 6,825, seven countries, none of them the Netherlands)")
def socially_anxious_people(arms):
    """A screening result and no diagnosis; set by construction (measurement.SocialInteractionAnxiety)."""
    age, over = arms[LIVED].traits.age, arms[LIVED].mean("socially_anxious", TWO_WEEKS)
    return tuple(100 * share(over[(age >= 16) & (age < below)]) for below in (30, 200))
