"""Tables in CSV files, as people save them: with commas, semicolons or tabs, with decimal points or commas, gzipped or not."""

import csv
import gzip
import io
import math
import os
import zlib

from .errors import in_words, nearest

LARGEST_FILE = 200_000_000  # bytes


class TableMistake(Exception):
    """What is wrong with a table, and which key of the scenario file it concerns."""

    def __init__(self, key, message):
        super().__init__(key, message)
        self.key, self.message = key, message


def read_rows(name, path, key="file"):
    """Return (column names, rows of text, delimiter) of a CSV file that messages call `name`; one that ends in .gz is unpacked.

    Raises
    ------
    TableMistake
        For `key`, if the file is missing, empty, too large or no table in UTF-8.
    """
    if not os.path.isfile(path):  # no also for names that no disk can hold
        raise TableMistake(key, f"there is no file {in_words(name)}" + _nearest_file(path))
    try:
        text = io.TextIOWrapper(io.BytesIO(_contents(name, path, key)), encoding="utf-8-sig").read()
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    except UnicodeDecodeError:
        raise TableMistake(key, f"{name} is not a table in UTF-8") from None
    except (csv.Error, OSError, EOFError, zlib.error) as error:
        raise TableMistake(key, f"{name} cannot be read as a table: {error}") from None
    if not rows:
        raise TableMistake(key, f"{name} is empty")
    return [name.strip() for name in rows[0]], rows[1:], delimiter


def _contents(name, path, key):
    """Return the bytes of a table; the limit holds for what a packed one unpacks to as well, of which no more is unpacked."""
    contents = b""
    if path.stat().st_size <= LARGEST_FILE:
        with (gzip.open if path.suffix.lower() == ".gz" else open)(path, "rb") as file:
            contents = file.read(LARGEST_FILE + 1)
        if len(contents) <= LARGEST_FILE:
            return contents
    raise TableMistake(key, f"{name} is larger than {LARGEST_FILE // 10**6} MB" + (" unpacked" if contents and path.suffix.lower() == ".gz" else ""))


def column_of(header, key, name):
    """Return the position of a column; TableMistake for `key` if there is none of that name."""
    if name not in header:
        raise TableMistake(key, f"the table has no column {in_words(name)}{nearest(name, header)} (columns: {', '.join(header)})")
    return header.index(name)


def decimal_number(text, delimiter):
    """Return the number a cell holds, or None if it holds none; tables with semicolons may have decimal commas."""
    try:
        number = float(text.replace(",", ".") if delimiter == ";" else text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _nearest_file(path):
    try:
        return nearest(path.name, [each.name for each in path.parent.iterdir() if each.suffix == path.suffix])
    except (OSError, ValueError):
        return ""
