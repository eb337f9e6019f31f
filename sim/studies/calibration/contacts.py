"""Contacts over time: the model is to follow the waves of a contact survey relatively, driven by the calendar alone.

Surveys of contacts differ in level by how they ask. So each wave is compared with the mean over waves, of the survey and of the
model: a free factor of its own for the survey, and no parameter that knows the date.
"""

import csv
import math
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..facts.fact import LIVED, Fact, Part
from ..facts.record import Window

NAME, SCENARIO = "contacts", "netherlands_2020"
COLUMNS = ("first_day", "last_day", "adjusted_mean_not_home")
# assumption: a wave lies within 25 % of the truth, and the waves of a survey, which err together, tell no more than six alone
ERROR, TELL_AS_MANY = 0.25, 6
SOURCE = "CoMix, the Netherlands: Backer, Bogaardt & Wallinga 2021, doi 10.5281/zenodo.7276465; corrected for panel fatigue"


class Wave(NamedTuple):
    """One wave of a survey: its first and last day, and the mean contacts a day of adults outside their home."""

    first: date
    last: date
    contacts: float

    @property
    def window(self):
        """The days of the wave."""
        return Window(self.first, self.last + timedelta(days=1))


def read_waves(file, until=date(2021, 7, 1)):
    """Return a tuple of Waves that end before a date, from a CSV with the columns first_day, last_day, adjusted_mean_not_home.

    Raises
    ------
    ValueError
        If a column is missing, a value cannot be read, or fewer than two waves are left.
    """
    with open(Path(file), newline="", encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        missing = [each for each in COLUMNS if each not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"expected the columns {', '.join(COLUMNS)}; there is no {missing[0]}")
        waves = tuple(Wave(date.fromisoformat(row[COLUMNS[0]]), date.fromisoformat(row[COLUMNS[1]]), float(row[COLUMNS[2]])) for row in rows)
    waves = tuple(each for each in waves if each.last < until)
    if len(waves) < 2 or any(each.contacts <= 0 for each in waves):
        raise ValueError(f"expected two waves or more before {until}, with contacts above 0")
    return waves


def contacts_fact(waves):
    """Return the Fact whose numbers are the model's contacts in each wave, as logarithms of their share of the mean over waves."""
    def statistic(arms):
        adult = arms[LIVED].traits.age >= 18
        means = np.array([arms[LIVED].mean("contacts_in_person", each.window)[adult].mean() for each in waves])
        with np.errstate(divide="ignore"):
            return relative(means)

    parts = [Part(f"contacts from {each.first} to {each.last}, share of the mean over waves", None, None, f"{math.exp(value):.2f}")
             for each, value in zip(waves, relative([each.contacts for each in waves]), strict=True)]
    return Fact(NAME, "contacts of adults follow a survey relatively", SCENARIO, tuple(parts), "calibrate", SOURCE, statistic,
                wanted=tuple(("contacts_in_person", each.window) for each in waves))


def relative(means):
    """Return a list of floats: logarithms of numbers, less their mean; NaN where one is 0."""
    logs = np.log(np.asarray(means, np.float64))
    return list(logs - logs.mean()) if np.isfinite(logs).all() else [float("nan")] * len(logs)


def error_of_a_wave(n_waves):
    """Return the SD with which the logarithm of one wave is fitted."""
    return ERROR * math.sqrt(max(1.0, n_waves / TELL_AS_MANY))
