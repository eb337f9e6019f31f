"""Scenarios from a table as EpiModel has them: a row for each scenario and moment, a column for each number that changes."""

import csv

from ...timeline.errors import ScenarioError, in_words
from ...timeline.load import load_scenario
from ...timeline.settings import value_of

NAME, AT = ".scenario.id", ".at"


def scenarios_of_table(file, base, label):
    """Return the Scenarios of a table: `base` with the values of the rows that bear their name.

    `.at` is the day from which a row holds, from 1 as EpiModel counts. From the first day on any path can have a value;
    later only the severity of a crisis can change, and it becomes a series.

    Raises
    ------
    ScenarioError
        If the table cannot be used.
    """
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ScenarioError(label, message=f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not rows or not {NAME, AT} <= set(rows[0]) or not all(row[NAME] for row in rows):
        raise ScenarioError(label, message=f"expected columns {NAME}, {AT} and a path for each value, and a name in every row")
    for line, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ScenarioError(label, message=f"line {line}: expected as many cells as there are columns, {len(rows[0]) - (None in rows[0])}")
    return [_scenario(name, [row for row in rows if row[NAME] == name], base, label) for name in dict.fromkeys(row[NAME] for row in rows)]


def _scenario(name, rows, base, label):
    settings = {}
    for row in sorted(rows, key=lambda row: _day(row, label)):
        day = _day(row, label)
        for path, text in row.items():
            if path in (NAME, AT) or text in (None, ""):
                continue
            value = value_of(text.strip())
            settings[path] = value if day <= 1 else _from_day(path, day, value, settings.get(path), base, label)
    try:
        return load_scenario(base, set=settings).model_copy(update={"name": name, "title": name})
    except ScenarioError as error:
        raise ScenarioError(label, message=f'the scenario "{name}": {str(error).removeprefix("--set ")}') from None


def _day(row, label):
    try:
        day = int(row[AT])
    except (TypeError, ValueError):
        day = 0
    if day < 1:
        raise ScenarioError(label, message=f"{AT}: expected a day, a whole number from 1, got {in_words(row[AT])}")
    return day


def _from_day(path, day, value, before, base, label):
    """Return a severity as a series that has another value from a day on."""
    parts = path.split(".")
    event = next((each for each in base.crisis if each.name == parts[1]), None) if len(parts) == 3 else None
    if event is None or parts[0] != "crisis" or parts[2] != "severity":
        raise ScenarioError(label, message=f"{path} changes on day {day}; after day 1 only crisis.NAME.severity can change")
    if isinstance(before, dict):
        daily = list(before["daily"])
    else:
        first = before if before is not None else event.severity
        if not isinstance(first, (int, float)):
            raise ScenarioError(label, message=f"{path} is a series already")
        daily = [float(first)] * base.days
    if day > base.days:
        raise ScenarioError(label, message=f"{AT} {day}: the scenario has {base.days} days")
    daily[day - 1:] = [float(value)] * (base.days - day + 1)
    return {"start": base.start, "daily": tuple(daily)}
