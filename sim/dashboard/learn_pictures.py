"""The chart of the lesson and the same as a table: stress and loneliness, with illness and lockdown and without both."""

from __future__ import annotations

from datetime import timedelta

from .colours import FIRST, SECOND
from .found import NO_CRISIS as WITHOUT
from .learn_told import date_of
from .learn_worlds import DAYS, ILL, LOCKED, OPEN, Lived, lesson
from .hours import seconds
from .pictures import frame_of, line_of
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
    """Return what the chart draws: two feelings in two worlds, the illness and the lockdown shaded."""
    lines = [line_of(lived.lines[feeling][name], say(language, f"learn.{text}"), colour, width, dash, band=name != WITHOUT)
             for feeling, name, text, colour, width, dash in _LINES]  # fmt: skip
    # The fear of the illness fades until after the lesson's end; the lockdown lies darker within it.
    bars = [_shade(language, "illness", ILL, DAYS), _shade(language, "lockdown", LOCKED, OPEN)]
    return {**frame_of(lesson(), DAYS, lines, bars), "fit": True, "at_end": True}


def _shade(language: str, name: str, first: int, last: int) -> dict:
    start, end = (seconds(lesson().start + timedelta(days=day)) for day in (first, last))
    return {"name": say(language, f"learn.bar_{name}"), "role": "crisis", "colour": FIRST, "start": start, "end": end}


def feelings_table(language: str, lived: Lived) -> tuple[list[str], list[list[str]]]:
    """Return the headings and rows of the chart as a table, a row for every fortnight."""
    heads = [say(language, "learn.day"), *(say(language, f"learn.{each[2]}") for each in _LINES)]
    rows = []
    for day in range(_EVERY, DAYS + 1, _EVERY):
        rows.append([date_of(language, day), *(number(language, lived.lines[feeling][name]["mean"][day], 2) for feeling, name, *_ in _LINES)])
    return heads, rows
