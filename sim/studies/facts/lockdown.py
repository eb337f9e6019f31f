"""Facts about a strict lockdown and the first year, in general and of no one country."""

from datetime import date

import numpy as np

from ...core.layers import FAMILIAR, HOUSEHOLD
from ...groups import low_mood
from ..measurement import GAD7, PHQ9
from .fact import LIVED, NO_CRISIS, Part, fact
from .record import Window, days_from
from .statistics import odds_ratio, rise, share

PAIRED = (LIVED, NO_CRISIS)
STRICT = date(2020, 3, 23)  # the first day of the eight weeks in lockdown.toml and lockdown_year.toml
EIGHT_WEEKS = Window(STRICT, date(2020, 5, 18))
WEEKS = tuple(days_from(date.fromordinal(STRICT.toordinal() + 7 * week), 7) for week in range(20))
FIRST_YEAR = Window(date(2020, 3, 9), date(2021, 2, 22))
TO_JULY = Window(STRICT, date(2020, 8, 1))
FIRST_WEEKS = Window(STRICT, date(2020, 5, 1))
MONTHS_2_TO_4 = Window(date(2020, 5, 23), date(2020, 7, 23))
WEEK_5 = WEEKS[4]


def adults(record):
    """Return bool (n_people,): people of 18 and over."""
    return record.traits.age >= 18


@fact("C8", "distress rises a little early in a lockdown, mean of adults over its eight weeks", scenario="lockdown", kind="calibrate",
      parts=Part("rise of distress, SD", 0.03, 0.24, "0.10 to 0.17"), arms=PAIRED, wanted=[("distress", EIGHT_WEEKS)],
      source="Robinson et al. 2022, J Affect Disord 296:567; Prati & Mancini 2021, Psychol Med 51:201")
def distress_in_lockdown(arms):
    """Standardised mean change, as in cohorts asked before and in the lockdown."""
    return rise(arms, "distress", EIGHT_WEEKS, adults(arms[LIVED]))


@fact("C7", "loneliness rises over the first year", scenario="lockdown_year", kind="calibrate", arms=PAIRED,
      parts=[Part("rise of loneliness, SD", 0.14, 0.40, "0.27"), Part("odds ratio of being somewhat or strongly lonely", 1.04, 1.9, "1.4")],
      wanted=[("loneliness", FIRST_YEAR), ("lonely", FIRST_YEAR)], source="Ernst et al. 2022, Am Psychol 77:660; Statistics Netherlands 2019, 2021")
def loneliness_in_the_first_year(arms):
    """Change over the year, people of 15 and over, as asked at a day anywhere in it."""
    old_enough = arms[LIVED].traits.age >= 15
    lonely = [arms[arm].mean("lonely", FIRST_YEAR)[old_enough] for arm in PAIRED]
    return rise(arms, "loneliness", FIRST_YEAR, old_enough), odds_ratio(*lonely)


@fact("C9", "low mood rises more than worry and lasts longer", scenario="lockdown_year", kind="calibrate", arms=PAIRED,
      parts=[Part("rise of low mood less rise of worry, March to July, SD", 0.0, None, "0.22 less 0.13"),
             Part("rise of low mood at 2 to 4 months, SD", 0.10, 0.30, "0.20"),
             Part("share of its early rise left at 2 to 4 months, low mood less worry", 0.0, None, "more persistent")],
      wanted=[(facet, window) for facet in ("low_mood", "worry") for window in (TO_JULY, FIRST_WEEKS, MONTHS_2_TO_4)],
      source="Robinson et al. 2022, J Affect Disord 296:567")
def low_mood_outlasts_worry(arms):
    """Cohorts pooled over March to July 2020, and over May to July alone."""
    who = adults(arms[LIVED])
    low, worry = ({window: rise(arms, facet, window, who) for window in (TO_JULY, FIRST_WEEKS, MONTHS_2_TO_4)} for facet in ("low_mood", "worry"))
    left = [each[MONTHS_2_TO_4] / each[FIRST_WEEKS] if each[FIRST_WEEKS] > 0 else float("nan") for each in (low, worry)]
    return low[TO_JULY] - worry[TO_JULY], low[MONTHS_2_TO_4], left[0] - left[1]


def symptoms(record, window, who):
    """Return the mean sum of PHQ-9 and GAD-7 points over a window, told linearly: 6.0 and 5.6 points an SD."""
    return PHQ9().sd * share(record.mean("low_mood", window)[who]) + GAD7().sd * share(record.mean("worry", window)[who])


@fact("V2", "most of the fall of symptoms comes early: in weeks 2 to 5 of the lockdown", scenario="lockdown_year", kind="validate", arms=PAIRED,
      parts=Part("fall in weeks 2 to 5 as a share of the fall from peak to week 20", 0.5, None, "at least half"),
      wanted=[(facet, week) for facet in ("low_mood", "worry") for week in WEEKS],
      source="Fancourt, Steptoe & Bu 2021, Lancet Psychiatry 8:141",
      set_by="getting_used.days, getting_used.share, feelings.low_mood_days and worry_days (at 20 and 6 days 0.48), mechanism stress_response; and the scenario, chosen after `lockdown` had failed")
def early_fall(arms):
    """Weekly means of PHQ-9 and GAD-7 together, the ordinary ups and downs of the same people taken out.

    Asked of the strict weeks with partial measures after them, as in England in 2020: where all measures end after eight weeks
    (`lockdown`), more of the fall waits for that end, and weeks 2 to 5 held 0.32 of it (2026-11-22, 8 pairs of 3,000 people).
    """
    who = adults(arms[LIVED])
    course = np.array([symptoms(arms[LIVED], week, who) - symptoms(arms[NO_CRISIS], week, who) for week in WEEKS])
    fall = course.max() - course[-1]
    return (course[0] - course[4]) / fall if fall > 1e-9 else float("nan")


@fact("V8", "people with low mood before the crisis stay worse off but do not rise on average; others rise", scenario="lockdown",
      kind="validate", arms=PAIRED, wanted=[("distress", EIGHT_WEEKS)],
      parts=[Part("rise of the low mood group, SD", None, 0.05, "no average rise"), Part("rise of the others less that of the group, SD", 0.0, None, "others rise more"),
             Part("level of the group less that of the others, SD", 0.0, None, "higher")],
      source="Pan et al. 2021, Lancet Psychiatry 8:121 (n = 1,181 and 336); Robinson et al. 2022, J Affect Disord 296:567", set_by="feelings.less_at_high_distress, feelings.less_from (without them 0.32)")
def low_mood_before(arms):
    """Groups by trait, the top 11.5 % of trait distress against the rest, adults."""
    who, low = adults(arms[LIVED]), low_mood(arms[LIVED].traits, arms[LIVED].feelings)
    group, others = rise(arms, "distress", EIGHT_WEEKS, who & low), rise(arms, "distress", EIGHT_WEEKS, who & ~low)
    level = arms[LIVED].mean("distress", EIGHT_WEEKS)
    return group, others - group, share(level[who & low]) - share(level[who & ~low])


@fact("K3", "who bears uncertainty badly worries more in a lockdown", scenario="lockdown", kind="check", arms=PAIRED, wanted=[("worry", EIGHT_WEEKS)],
      parts=Part("rise of worry, the quarter that bears it worst less the quarter that bears it best, SD", 0.0, None, "more"),
      source="Adamis, Cole & Olatunji 2024, Behav Ther, doi 10.1016/j.beth.2023.07.009 (intolerance of uncertainty in 2016, worry in 2020; n = 310, biweekly)")
def intolerant_of_uncertainty(arms):
    """Adults, outer quarters of the trait; the rise, so that what they brought along does not count."""
    who, trait = adults(arms[LIVED]), arms[LIVED].traits.intolerance_of_uncertainty
    low, high = np.quantile(trait[who], [0.25, 0.75])
    return rise(arms, "worry", EIGHT_WEEKS, who & (trait >= high)) - rise(arms, "worry", EIGHT_WEEKS, who & (trait <= low))


@fact("V9", "students' network of meetings thins and more meet nobody, while friendships stay", scenario="lockdown", kind="validate", arms=PAIRED,
      parts=[Part("people one knows met in a week, change as a share", None, 0.0, "fewer"), Part("share who met nobody they know in a week, change", 0.0, None, "more"),
             Part("close ties, change as a share", -0.1, 0.1, "stable")],
      wanted=[("close_ties", WEEK_5)], wanted_of_ties=[("met", WEEK_5)], source="Elmer, Mepham & Stadtfeld 2020, PLoS ONE 15:e0236337 (n = 212 and 54)")
def students_networks(arms):
    """Students in the fifth week of the lockdown: meetings in person with people one knows, household left out."""
    who = arms[LIVED].traits.student
    met = {arm: partners(arms[arm], WEEK_5)[who] for arm in PAIRED}
    ties = [share(arms[arm].mean("close_ties", WEEK_5)[who]) for arm in PAIRED]
    return share(met[LIVED]) / share(met[NO_CRISIS]) - 1, share(met[LIVED] == 0) - share(met[NO_CRISIS] == 0), ties[0] / ties[1] - 1


def partners(record, window):
    """Return int64 (n_people,): people outside the household whom one knows by name and met in a window; familiar faces left out."""
    by_name = (record.ties.layer != HOUSEHOLD) & (record.ties.layer != FAMILIAR)
    used = np.flatnonzero((record.uses("met", window) > 0) & by_name)
    return sum(np.bincount(end[used], minlength=record.n_people) for end in (record.ties.lower, record.ties.higher))
