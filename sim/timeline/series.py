"""A time series from a table: one number a day in a CSV file becomes the severity of an event, day by day."""

from datetime import date, timedelta

from pydantic import Field

from ..core.parameters import Declared
from .csv_files import TableMistake, column_of, decimal_number, read_rows
from .errors import in_words, nearest
from .events import Series


class SeriesFromFile(Declared):
    """Where to read a series: the columns of date and value, the rows that count, and what to multiply by."""

    file: str = Field(min_length=1)
    date: str = "date"
    value: str = Field(min_length=1)
    where: dict[str, str | int | float | bool] = {}
    scale: float = Field(1.0, description="0.01 for an index from 0 to 100")


def read_series(wanted, path, first, last):
    """Return (Series, notices): the numbers of a table on the dates from `first` to before `last`.

    Raises
    ------
    TableMistake
        If the file, a column or rows are missing, or a date or number cannot be read.
    """
    header, rows, delimiter = read_rows(wanted.file, path)
    columns = {key: column_of(header, key, name) for key, name in [("date", wanted.date), ("value", wanted.value)]}
    filters = [(column_of(header, f"where.{name}", name), value) for name, value in wanted.where.items()]
    chosen = _matching(wanted, rows, filters)
    by_date = _numbers(wanted, chosen, columns, delimiter)
    return _every_day(wanted, by_date, first, last)


def _matching(wanted, rows, filters):
    for column, value in filters:
        found = [row for row in rows if column < len(row) and _same(row[column], value)]
        if not found:
            there = sorted({row[column].strip() for row in rows if column < len(row)})
            listed = f" (there are: {', '.join(there[:12])}{', ...' if len(there) > 12 else ''})"
            raise TableMistake("where", f"no row of {wanted.file} has the value {in_words(value)}{nearest(value, there)}{listed}")
        rows = found
    if not rows:
        raise TableMistake("file", f"{wanted.file} has no rows")
    return rows


def _same(cell, value):
    if isinstance(value, bool):
        return cell.strip().lower() == str(value).lower()
    if isinstance(value, str):
        return cell.strip() == value
    try:
        return float(cell) == value
    except ValueError:
        return False


def _numbers(wanted, rows, columns, delimiter):
    by_date = {}
    for row in rows:
        cells = {key: row[column].strip() if column < len(row) else "" for key, column in columns.items()}
        day = _date(wanted, cells["date"])
        if day in by_date:
            raise TableMistake("where", f"{wanted.file} has two rows for {day}; choose with where = {{ COLUMN = VALUE }}")
        by_date[day] = _number(wanted, cells["value"], day, delimiter)
    return {day: value for day, value in by_date.items() if value is not None}


def _date(wanted, text):
    try:
        return date.fromisoformat(text[:10] if text[10:11] in ("T", " ") else text)  # 2020-03-16 or 20200316
    except ValueError:
        raise TableMistake("date", f"{wanted.file} has {in_words(text)} where a date such as 2020-03-16 is expected") from None


def _number(wanted, text, day, delimiter):
    if text.lower() in ("", "na", "nan", "null"):
        return None
    number = decimal_number(text, delimiter)
    if number is None:
        raise TableMistake("value", f"{wanted.file} has {in_words(text)} on {day} where a number is expected")
    number *= wanted.scale
    # A hair of rounding over the edge is no mistake: 100 * 0.01 may give a little more than 1.
    if not -1e-9 <= number <= 1 + 1e-9:
        raise TableMistake("scale", f"{wanted.file} gives {number:g} on {day}; severity is from 0 to 1, so an index from 0 to 100 needs scale = 0.01")
    return min(max(number, 0.0), 1.0)


def _every_day(wanted, by_date, first, last):
    if not by_date:
        raise TableMistake("value", f"the column {in_words(wanted.value)} of {wanted.file} is empty for these rows")
    if max(by_date) < first or min(by_date) >= last:
        raise TableMistake("file", f"{wanted.file} runs from {min(by_date)} to {max(by_date)}, outside the scenario ({first} to {last})")
    known = [day for day in by_date if day <= first]
    current = by_date[max(known)] if known else by_date[min(by_date)]
    daily, missing = [], 0
    for ahead in range((last - first).days):
        day = first + timedelta(days=ahead)
        missing += day not in by_date
        current = by_date.get(day, current)
        daily.append(current)
    notices = [f"{wanted.file}: {missing} of {len(daily)} days have no value; the last one before holds on them"] if missing else []
    return Series(start=first, daily=tuple(daily)), notices
