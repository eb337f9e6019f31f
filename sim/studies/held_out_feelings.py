"""Dutch surveys of feelings beside the model's course: the health survey, the LISS panel and the RIVM cohort, and what of them is not used."""

import csv
from datetime import date

import numpy as np

from .facts.statistics import correlation
from .held_out_course import GROUPS, Compared, at, directed, week_of

HEALTH, PANELS = "netherlands_statistics/mental_health_mhi5.csv", "netherlands_statistics/pandemic_panels.csv"
RIVM = "RIVM cohort"
IN_2020, IN_2021 = (date(2020, 3, 16), date(2021, 1, 1)), (date(2021, 1, 1), date(2021, 7, 1))
BEFORE_MEASURES = date(2020, 3, 6)
POINTS = 100.0
ROUND_1, ROUND_4, ROUND_12, ROUND_13 = "2020-04-17", "2020-06-17", "2021-05-05", "2021-06-16"
SINCE_ROUND_1 = "change since round 1 (2020-04-17): "
# What the cohort was asked, the model's measure, and the unit of the model's change; only shares of people have the unit of the cohort's.
ROUNDS = {"somewhat or strongly lonely": ("lonely", POINTS, "points"), "more anxious": ("worry", 1.0, "model: mean worry, SD; published: points"),
          "gloomier": ("low_mood", 1.0, "model: mean low mood, SD; published: points"), "more stressed": ("distress", 1.0, "model: mean distress, SD; published: points")}
AGES = tuple(GROUPS)[:8]


def cases(folder, start, days):
    """Compare the health survey: levels of a period over the one before, and changes of ages and sexes."""
    with open(folder / HEALTH, encoding="utf-8") as file:
        level = {(row["period"], row["group"]): float(row["percent_psychologically_unhealthy"]) for row in csv.DictReader(file)}
    before, series = level["2019", "total"], "netherlands_statistics"
    found = []
    for period, window in (("2020", IN_2020), ("2021-H1", IN_2021)):
        ours = at(start, days["high_distress"], *window) / at(start, days["high_distress"], start, BEFORE_MEASURES)
        found.append(_over_before(series, f"MHI-5 below 60 in {period} over the level before", ours, level[period, "total"] / before))
    if ("2019", AGES[0]) in level:
        ours = {group: POINTS * at(start, days[f"change of high_distress, {group}"], *IN_2020) for group in (*AGES, "men", "women")}
        theirs = {group: level["2020", group] - level["2019", group] for group in ours}
        r = correlation(np.array([theirs[group] for group in AGES]), np.array([ours[group] for group in AGES]))
        found.append(Compared(series, "MHI-5 below 60, change from 2019 to 2020 of eight ages, correlation over ages", r, n=len(AGES)))
        found.append(directed(series, "MHI-5 below 60, change from 2019 to 2020, women less men, points", ours["women"] - ours["men"], theirs["women"] - theirs["men"]))
        young = [POINTS * at(start, days["change of high_distress, 18-24"], *window) for window in (IN_2020, IN_2021)]
        found.append(directed(series, "MHI-5 below 60, change from 2020 to the first half of 2021, ages 18 to 24, points", young[1] - young[0], level["2021-H1", "18-24"] - level["2020", "18-24"]))
    return found


def panels(folder, start, days):
    """Compare the two panels of the pandemic."""
    with open(folder / PANELS, encoding="utf-8") as file:
        level = {(row["study"], row["measure"], row["period"]): float(row["value"]) for row in csv.DictReader(file)}
    return [*_liss(level, start, days), *_rivm(level, start, days)]


def _liss(level, start, days):
    study, symptoms, lonely = "LISS panel", "anxiety or depression symptoms (MHI-5)", "emotional loneliness"
    months = {"March 2020": (date(2020, 3, 1), date(2020, 4, 1), "2020-03"), "June 2020": (date(2020, 6, 1), date(2020, 7, 1), "2020-06")}
    found = []
    for name, measure, then, asked in (("high_distress", symptoms, "2019-11", months), ("emotional_loneliness", lonely, "2019-10", ("June 2020",))):
        for month in asked:
            first, last, period = months[month]
            if (study, measure, period) in level:
                ours = at(start, days[name], first, last) / at(start, days[name], start, BEFORE_MEASURES)
                found.append(_over_before(study, f"{measure}, {month} over before", ours, level[study, measure, period] / level[study, measure, then]))
    return found


def _rivm(level, start, days):
    """Changes between rounds of the cohort over the same dates; it is not representative, so no levels are compared."""
    found = []
    for asked, (name, unit, words) in ROUNDS.items():
        if (RIVM, SINCE_ROUND_1 + asked, ROUND_4) in level:
            ours = unit * _between(start, days[f"change of {name}"], ROUND_1, ROUND_4)
            found.append(directed(RIVM, f"{asked}, change from {ROUND_1} to {ROUND_4} ({words})", ours, level[RIVM, SINCE_ROUND_1 + asked, ROUND_4]))
    grade = {each: level.get((RIVM, "life grade 1-10", each)) for each in (ROUND_4, ROUND_12, ROUND_13)}
    for first, last in ((ROUND_4, ROUND_12), (ROUND_12, ROUND_13), (ROUND_4, ROUND_13)):
        if None not in (grade[first], grade[last]):
            ours = -_between(start, days["change of distress"], first, last)
            found.append(directed(RIVM, f"life grade, change from {first} to {last} (model: mean distress with its sign turned, SD; published: grade of 1 to 10)", ours, round(grade[last] - grade[first], 2)))
    harmed = [level.get((RIVM, f"negative effect of the pandemic on my life (agree), age {group}", ROUND_12)) for group in ("16-24", "70+")]
    if None not in harmed:
        ours = [POINTS * week_of(start, days[f"change of high_distress, {group}"], ROUND_12) for group in ("16-24", "70+")]
        found.append(directed(RIVM, f"ages 16 to 24 less 70 and over, {ROUND_12} (model: rise of high distress; published: 'negative effect on my life'; points)", ours[0] - ours[1], harmed[0] - harmed[1]))
    return found


def _between(start, values, first, last):
    return week_of(start, values, last) - week_of(start, values, first)


def _over_before(series, text, ours, published):
    """Return a Compared of two levels over those before; the direction is that from 1."""
    same = None if published == 1 or not np.isfinite(ours) else bool((ours - 1) * (published - 1) > 0)
    return Compared(series, text, float(ours), published, same_direction=same)
