"""What commands print: the result on standard output, everything else on standard error."""

import json
import os
import re
import sys
import textwrap

WIDTH = 100


def say(text, quiet=False):
    """Write a remark to standard error."""
    if not quiet:
        print(text, file=sys.stderr, flush=True)


def give(text):
    """Write the result to standard output."""
    print(text, flush=True)


def give_json(value):
    """Write the result to standard output as JSON; what JSON has no word for is null or a text."""
    give(json.dumps(plain(value), indent=2, ensure_ascii=False, allow_nan=False))


def plain(value):
    """Return a value in the words of JSON: NaN becomes null, dates and other objects become texts."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def wrapped(text, indent="", first=None):
    """Return a text in lines of at most 100 columns; `first` begins the first line in place of the indent."""
    return textwrap.fill(" ".join(str(text).split()), WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent,
                         break_on_hyphens=False)


def paragraphs(text):
    """Return a text whose lines are paragraphs in lines of at most 100 columns, each under its own indent or number."""
    lines = []
    for line in text.rstrip().split("\n"):
        begins = re.match(r"\s*(\d+\. )?", line)[0]
        lines.append(wrapped(line[len(begins):], " " * len(begins), begins) if line.strip() else "")
    return "\n".join(lines)


def labelled(label, text, indent="  ", column=12):
    """Return '  label:   text', wrapped so that the text keeps its column."""
    head = f"{indent}{label}:".ljust(len(indent) + column)
    return wrapped(text, " " * len(head), head)


def table(head, rows):
    """Return lines of a table in columns, the first to the left and the others to the right."""
    cells = [list(map(str, row)) for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                       for column, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def beside(path):
    """Return a path relative to the folder one is in, as one would type it."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
