"""Series that were set aside: shares, avoidance and cases month by month in the Netherlands, beside the model's, in shape and relative level.

Surveys ask other questions than the model answers, so only the course is compared: a correlation over dates, and the level of
one period over another. `folder` is one with the published tables, each in a folder of its own, as a user may have them.
"""

import csv
import gzip
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ..core.chance import run_seed
from ..run import first_morning, run
from ..timeline.load import load_scenario
from .facts.measures import Beginning
from .facts.statistics import correlation

MEASURES = ("day_met_close", "contacts_close", "contacts_in_person", "high_distress", "emotional_loneliness")
# The tables that are read, under the folder that is given.
TABLES = CONTACT, AVOIDED, HEALTH, PANELS = ("umd_ctis/daily_smoothed.csv.gz", "yougov_netherlands/netherlands_monthly.csv",
                                             "netherlands_statistics/mental_health_mhi5.csv", "netherlands_statistics/pandemic_panels.csv")
STRONG_EMOTIONAL = 1.41  # normal quantile of 7.9 % strongly emotionally lonely in 2019 (Statistics Netherlands)


@dataclass(frozen=True)
class Compared:
    """One series beside the model's: `number` is a correlation over `n` dates, or the model's value beside the published one."""

    series: str
    text: str
    number: float
    published: float | None = None
    n: int = 0


def daily_means(scenario="netherlands_2020", people=2_000, replicates=2, seed=1):
    """Return (first date, {measure: float64 (n_days,)}): means over people of 15 and over and over replicates."""
    scenario = load_scenario(scenario, people=people)
    days = {name: np.zeros(scenario.days) for name in MEASURES}
    for replicate in range(replicates):
        morning = first_morning(scenario, run_seed(seed, replicate))
        asked = morning.population.traits.age >= 15

        def keep(world, today, asked=asked):
            so_far = Beginning(world, today)
            for name in MEASURES:
                values = so_far.amount(name)[asked]
                days[name][today.clock.day] += ((values > STRONG_EMOTIONAL) if name == "emotional_loneliness" else values).mean() / replicates

        run(scenario, morning=morning, each=keep)
    return scenario.start, days


def held_out(folder, start, days):
    """Return a list of Compared for the series found under `folder`; those that are not there are left out."""
    folder, found = Path(folder), []
    for compare in (_direct_contact, _avoidance, _cases, _panels):
        try:
            found += compare(folder, start, days)
        except FileNotFoundError:
            continue
    return found


def _at(start, values, first, last):
    """Return the mean of a daily series from a date to before another, NaN outside of what was lived."""
    part = values[max(0, (first - start).days):max(0, (last - start).days)]
    return float(part.mean()) if len(part) else float("nan")


def _direct_contact(folder, start, days):
    with gzip.open(folder / CONTACT, "rt", encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["date"]), float(row["share"])) for row in csv.DictReader(file)
                if row["iso_code"] == "NLD" and row["indicator"] == "contact"]
    theirs = np.array([share for _, share in rows])
    found = []
    for name, text in (("contacts_in_person", "people met"), ("day_met_close", "who met a friend or kin")):
        ours = np.array([_at(start, days[name], day - timedelta(days=6), day + timedelta(days=1)) for day, _ in rows])
        found.append(Compared("umd_ctis", f"direct contact outside the household and {text}, correlation over days", correlation(theirs, ours), n=len(rows)))
    return found


def _avoidance(folder, start, days):
    with open(folder / AVOIDED, encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["month_end"]), row) for row in csv.DictReader(file)]
    found = []
    for column, name in (("avoided_guests_at_home", "contacts_close"), ("avoided_small_gatherings", "contacts_close"), ("avoided_going_out", "contacts_in_person")):
        known = [(end, float(row[column])) for end, row in rows if row[column]]
        ours = np.array([_at(start, days[name], end.replace(day=1), end + timedelta(days=1)) for end, _ in known])
        theirs = np.array([value for _, value in known])
        found.append(Compared("yougov_netherlands", f"{column} and {name}, correlation over months", correlation(theirs, ours), n=len(known)))
    return found


def _cases(folder, start, days):
    with open(folder / HEALTH, encoding="utf-8") as file:
        level = {(row["period"], row["group"]): float(row["percent_psychologically_unhealthy"]) for row in csv.DictReader(file)}
    before = level["2019", "total"]
    found = []
    for period, first, last in (("2020", date(2020, 3, 16), date(2021, 1, 1)), ("2021-H1", date(2021, 1, 1), date(2021, 7, 1))):
        ours = _at(start, days["high_distress"], first, last) / _at(start, days["high_distress"], start, date(2020, 3, 6))
        found.append(Compared("netherlands_statistics", f"MHI-5 below 60 in {period} over the level before", ours, level[period, "total"] / before))
    return found


def _panels(folder, start, days):
    with open(folder / PANELS, encoding="utf-8") as file:
        level = {(row["measure"], row["period"]): float(row["value"]) for row in csv.DictReader(file) if row["study"] == "LISS panel"}
    cases, lonely = "anxiety or depression symptoms (MHI-5)", "emotional loneliness"
    june, before = (date(2020, 6, 1), date(2020, 7, 1)), (start, date(2020, 3, 6))
    found = []
    for name, measure, then in (("high_distress", cases, "2019-11"), ("emotional_loneliness", lonely, "2019-10")):
        ours = _at(start, days[name], *june) / _at(start, days[name], *before)
        found.append(Compared("LISS panel", f"{measure}, June 2020 over before", ours, level[measure, "2020-06"] / level[measure, then]))
    return found


def series_text(found):
    """Return Compared series as lines of text."""
    lines = ["Series set aside for validation, compared in shape and relative level", "-" * 100]
    for each in found:
        beside = f"   published {each.published:.2f}" if each.published is not None else f"   {each.n} dates"
        lines.append(f"{each.series:<24} {each.number:>6.2f}{beside}   {each.text}")
    return "\n".join(lines if found else [*lines, "no series found in this folder"])
