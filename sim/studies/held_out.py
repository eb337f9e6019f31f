"""Series that were set aside: shares, avoidance and cases month by month in the Netherlands, beside the model's, in shape and relative level.

Surveys ask other questions than the model answers, so only the course is compared: a correlation over dates, and the level of
one period over another. `folder` is one with the published tables, each in a folder of its own, as a user may have them.
"""

import csv
import gzip
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from .facts.statistics import correlation
from .held_out_course import MEASURES, Compared, at, daily_means
from .held_out_feelings import HEALTH, PANELS, cases, panels

__all__ = ["MEASURES", "TABLES", "Compared", "daily_means", "held_out", "series_text"]
# The tables that are read, under the folder that is given.
TABLES = CONTACT, AVOIDED, *_ = ("umd_ctis/daily_smoothed.csv.gz", "yougov_netherlands/netherlands_monthly.csv", HEALTH, PANELS)
# Monthly shares of what people avoided or did, and the model's measure beside each.
MONTHLY = {"avoided_guests_at_home": "contacts_close", "avoided_small_gatherings": "contacts_close", "avoided_going_out": "contacts_in_person",
           "avoided_working_outside_home": "contacts_work_school", "times_left_home_yesterday": "contacts_in_person", "scared_contracting_covid": "worry"}


def held_out(folder, start, days):
    """Return a list of Compared for the series found under `folder`; those that are not there are left out."""
    folder, found = Path(folder), []
    for compare in (_direct_contact, _avoidance, cases, panels):
        try:
            found += compare(folder, start, days)
        except FileNotFoundError:
            continue
    return found


def _direct_contact(folder, start, days):
    with gzip.open(folder / CONTACT, "rt", encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["date"]), float(row["share"])) for row in csv.DictReader(file)
                if row["iso_code"] == "NLD" and row["indicator"] == "contact"]
    theirs = np.array([share for _, share in rows])
    found = []
    for name, text in (("contacts_in_person", "people met"), ("day_met_close", "who met a friend or kin")):
        ours = np.array([at(start, days[name], day - timedelta(days=6), day + timedelta(days=1)) for day, _ in rows])
        found.append(Compared("umd_ctis", f"direct contact outside the household and {text}, correlation over days", correlation(theirs, ours), n=len(rows)))
    return found


def _avoidance(folder, start, days):
    with open(folder / AVOIDED, encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["month_end"]), row) for row in csv.DictReader(file)]
    found = []
    for column, name in MONTHLY.items():
        known = [(end, float(row[column])) for end, row in rows if row.get(column)]
        if len(known) < 3:
            continue
        ours = np.array([at(start, days[name], end.replace(day=1), end + timedelta(days=1)) for end, _ in known])
        theirs = np.array([value for _, value in known])
        found.append(Compared("yougov_netherlands", f"{column} and {name}, correlation over months", correlation(theirs, ours), n=len(known)))
    return found


def series_text(found):
    """Return Compared series as lines of text."""
    lines = ["Series set aside for validation, compared in shape and relative level", "-" * 100]
    for each in found:
        beside = f"   {each.n} dates" if each.published is None else f"   published {each.published:.2f}"
        told = "" if each.same_direction is None else f" [same direction: {'yes' if each.same_direction else 'NO'}]"
        lines.append(f"{each.series:<24} {each.number:>6.{3 if abs(each.number) < 0.1 else 2}f}{beside}   {each.text}{told}")
    return "\n".join(lines if found else [*lines, "no series found in this folder"])
