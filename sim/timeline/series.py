"""A time series from a table: one number a day in a CSV file becomes the severity of an event, day by day."""

import csv
import io
from datetime import date, timedelta

from pydantic import Field

from ..core.parameters import Declared
from .errors import in_words, nearest
from .events import Series

LARGEST_FILE = 200_000_000  # bytes


class SeriesFromFile(Declared):
    """Where to read a series: the columns of date and value, the rows that count, and what to multiply by."""

    file: str = Field(min_length=1)
    date: str = "date"
    value: str = Field(min_length=1)
    where: dict[str, str | int | float | bool] = {}
    scale: float = Field(1.0, description="0.01 for an index from 0 to 100")


class SeriesMistake(Exception):
    """What is wrong with a table, and which key of the series says so."""

    def __init__(self, key, message):
        super().__init__(key, message)
        self.key, self.message = key, message


def read_series(wanted, path, first, last):
    """Return (Series, notices): the numbers of a table on the dates from `first` to before `last`.

    Raises
    ------
    SeriesMistake
        If the file, a column or rows are missing, or a date or number cannot be read.
    """
    header, rows, delimiter = _read_rows(wanted.file, path)
    columns = {key: _column(header, key, name) for key, name in [("date", wanted.date), ("value", wanted.value)]}
    filters = [(_column(header, f"where.{name}", name), value) for name, value in wanted.where.items()]
    chosen = _matching(wanted, rows, filters)
    by_date = _numbers(wanted, chosen, columns, "," if delimiter == ";" else ".")
    return _every_day(wanted, by_date, first, last)


def _read_rows(name, path):
    if not path.is_file():
        raise SeriesMistake("file", f"there is no file {in_words(name)}" + _nearest_file(path))
    if path.stat().st_size > LARGEST_FILE:
        raise SeriesMistake("file", f"{name} is larger than {LARGEST_FILE // 10**6} MB")
    try:
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    except UnicodeDecodeError:
        raise SeriesMistake("file", f"{name} is not a table in UTF-8") from None
    except (csv.Error, OSError) as error:
        raise SeriesMistake("file", f"{name} cannot be read as a table: {error}") from None
    if not rows:
        raise SeriesMistake("file", f"{name} is empty")
    return [name.strip() for name in rows[0]], rows[1:], delimiter


def _nearest_file(path):
    try:
        return nearest(path.name, [each.name for each in path.parent.iterdir() if each.suffix == path.suffix])
    except OSError:
        return ""


def _column(header, key, name):
    if name not in header:
        raise SeriesMistake(key, f"the table has no column {in_words(name)}{nearest(name, header)} (columns: {', '.join(header)})")
    return header.index(name)


def _matching(wanted, rows, filters):
    for column, value in filters:
        found = [row for row in rows if column < len(row) and _same(row[column], value)]
        if not found:
            there = sorted({row[column].strip() for row in rows if column < len(row)})
            listed = f" (there are: {', '.join(there[:12])}{', ...' if len(there) > 12 else ''})"
            raise SeriesMistake("where", f"no row of {wanted.file} has the value {in_words(value)}{nearest(value, there)}{listed}")
        rows = found
    if not rows:
        raise SeriesMistake("file", f"{wanted.file} has no rows")
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


def _numbers(wanted, rows, columns, decimal):
    by_date = {}
    for row in rows:
        cells = {key: row[column].strip() if column < len(row) else "" for key, column in columns.items()}
        day = _date(wanted, cells["date"])
        if day in by_date:
            raise SeriesMistake("where", f"{wanted.file} has two rows for {day}; choose with where = {{ COLUMN = VALUE }}")
        by_date[day] = _number(wanted, cells["value"], day, decimal)
    return {day: value for day, value in by_date.items() if value is not None}


def _date(wanted, text):
    try:
        return date.fromisoformat(text[:10] if text[10:11] in ("T", " ") else text)  # 2020-03-16 or 20200316
    except ValueError:
        raise SeriesMistake("date", f"{wanted.file} has {in_words(text)} where a date such as 2020-03-16 is expected") from None


def _number(wanted, text, day, decimal):
    if text.lower() in ("", "na", "nan", "null"):
        return None
    try:
        number = float(text.replace(decimal, ".")) * wanted.scale
    except ValueError:
        raise SeriesMistake("value", f"{wanted.file} has {in_words(text)} on {day} where a number is expected") from None
    # A hair of rounding over the edge is no mistake: 100 * 0.01 may give a little more than 1.
    if not -1e-9 <= number <= 1 + 1e-9:
        raise SeriesMistake("scale", f"{wanted.file} gives {number:g} on {day}; severity is from 0 to 1, so an index from 0 to 100 needs scale = 0.01")
    return min(max(number, 0.0), 1.0)


def _every_day(wanted, by_date, first, last):
    if not by_date:
        raise SeriesMistake("value", f"the column {in_words(wanted.value)} of {wanted.file} is empty for these rows")
    if max(by_date) < first or min(by_date) >= last:
        raise SeriesMistake("file", f"{wanted.file} runs from {min(by_date)} to {max(by_date)}, outside the scenario ({first} to {last})")
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
