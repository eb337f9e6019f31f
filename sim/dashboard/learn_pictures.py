"""The chart of the lesson and the same as a table: stress and loneliness, with and without the lockdown."""

from __future__ import annotations

from datetime import timedelta

from .colours import FIRST, SECOND
from .found import NO_CRISIS as WITHOUT
from .learn_told import date_of
from .learn_worlds import DAYS, LOCKED, OPEN, Lived, lesson
from .pictures import frame_of, line_of, seconds
from .words import number, say

# Feeling, scenario, text, colour, width, dashes.
_LINES = (
    ("distress", "lesson", "line_stress", FIRST, 2, None),
    ("distress", WITHOUT, "line_stress_without", FIRST, 1.2, [2, 3]),
    ("loneliness", "lesson", "line_lonely", SECOND, 2, [8, 4]),
    ("loneliness", WITHOUT, "line_lonely_without", SECOND, 1.2, [2, 3]),
)
_EVERY = 14


def feelings_picture(language: str, lived: Lived) -> dict:
    """Return what the chart draws: two feelings in two worlds, the lockdown shaded."""
    lines = [line_of(lived.lines[feeling][name], say(language, f"learn.{text}"), colour, width, dash, band=name != WITHOUT)
             for feeling, name, text, colour, width, dash in _LINES]  # fmt: skip
    start = lesson().start
    ends = {"start": seconds(start + timedelta(days=LOCKED)), "end": seconds(start + timedelta(days=OPEN))}
    return {**frame_of(lesson(), DAYS, lines, [{"name": "lockdown", "role": "crisis", "colour": FIRST, **ends}]), "fit": True, "at_end": True}


def feelings_table(language: str, lived: Lived) -> tuple[list[str], list[list[str]]]:
    """Return the headings and rows of the chart as a table, a row for every fortnight."""
    heads = [say(language, "learn.day"), *(say(language, f"learn.{each[2]}") for each in _LINES)]
    rows = []
    for day in range(_EVERY, DAYS + 1, _EVERY):
        rows.append([date_of(language, day), *(number(language, lived.lines[feeling][name]["mean"][day], 2) for feeling, name, *_ in _LINES)])
    return heads, rows
