"""Tables of a municipality of one's own: how many people of each age, how many households of each size."""

from .csv_files import TableMistake, column_of, decimal_number, read_rows
from .errors import in_words

OLDEST = 120
SIZES = (1, 2, 3, 4, 5)  # 5 means five or more


def read_ages(name, path):
    """Return ((from age, below age, people), ...) of a CSV with the columns from, below, people, or age, people.

    Raises
    ------
    TableMistake
        If the table is missing, or has no such columns, or ages overlap or are out of order.
    """
    header, rows, delimiter = read_rows(name, path, "ages")
    by_year = "age" in header
    bands = []
    for row in rows:
        first = _whole(name, header, row, "age" if by_year else "from", delimiter, "ages", OLDEST)
        below = first + 1 if by_year else _whole(name, header, row, "below", delimiter, "ages", OLDEST + 1)
        if below <= first or (bands and first < bands[-1][1]):
            raise TableMistake("ages", f"{name}: ages must rise from row to row without overlap; the row from {first} to below {below} does not")
        bands.append((first, below, _whole(name, header, row, "people", delimiter, "ages")))
    if not sum(count for _, _, count in bands):
        raise TableMistake("ages", f"{name} has no people in it")
    return tuple(band for band in bands if band[2])


def read_households(name, path):
    """Return {size: households} of a CSV with the columns size (1 to 5, 5 for five or more) and households.

    Raises
    ------
    TableMistake
        If the table is missing, or has no such columns, or lacks a size.
    """
    header, rows, delimiter = read_rows(name, path, "households")
    counts = {}
    for row in rows:
        size = _whole(name, header, row, "size", delimiter, "households")
        if size not in SIZES or size in counts:
            raise TableMistake("households", f"{name}: expected one row for each size from 1 to 5 (five or more), got {in_words(size)}"
                               + (" twice" if size in counts else ""))
        counts[size] = _whole(name, header, row, "households", delimiter, "households")
    if missing := [str(size) for size in SIZES if size not in counts]:
        raise TableMistake("households", f"{name}: expected one row for each size from 1 to 5 (five or more); missing: {', '.join(missing)}")
    if not sum(counts.values()):
        raise TableMistake("households", f"{name} has no households in it")
    return {size: counts[size] for size in SIZES}


def _whole(name, header, row, column, delimiter, key, most=10**10):
    place = column_of(header, key, column)
    text = row[place].strip() if place < len(row) else ""
    number = decimal_number(text, delimiter)
    if number is None or number != int(number) or not 0 <= number <= most:
        raise TableMistake(key, f"{name}, column {column}: expected a whole number from 0 to {most:,}, got {in_words(text)}")
    return int(number)
