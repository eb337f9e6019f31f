"""A mistake in a scenario file, said in one sentence that names the place, what was expected, and what was meant perhaps."""

import difflib
from datetime import date, datetime, time

TABLES = ("population", "mechanisms", "feelings")


class ScenarioError(Exception):
    """A mistake in a scenario file or setting: where it is (`file`, `table`, `key`) and what is wrong (`message`)."""

    def __init__(self, file, table="", key="", message=""):
        # All four are arguments of the exception, so that it survives the way back from another process.
        super().__init__(file, table, key, message)
        self.file, self.table, self.key, self.message = str(file), table, key, message

    def __str__(self):
        place = [_short(self.file, 200), self.table, f'key "{_short(self.key, 100)}"' if self.key else ""]
        # Keys and columns of a broken file may hold anything; one message stays one line of bearable length.
        return _short(f"{', '.join(part for part in place if part)}: {self.message}", 2000)


def nearest(name, known):
    """Return '; did you mean "x"?' for the known name that is nearest, or an empty text."""
    by_small_letters = {str(each).lower(): str(each) for each in list(known)[:1000]}  # looking through more takes seconds
    close = difflib.get_close_matches(str(name)[:100].lower(), by_small_letters, n=1, cutoff=0.6)
    return f'; did you mean "{by_small_letters[close[0]]}"?' if close else ""


def unknown(what, name, known, plural, shown=True):
    """Return the message for a name that is not among the known: the nearest one, and all of them.

    `shown` repeats the name; not wanted where it is the key that the error names anyway.
    """
    listed = ", ".join(str(each) for each in known) or "none"
    return f"unknown {what}{f' {in_words(name)}' if shown else ''}{nearest(name, known)} ({plural}: {listed})"


def table_of(path):
    """Return how a file writes the table that holds a path: `[population]`, `[[crisis]] "spring"`, or nothing for the top."""
    if path and path[0] in ("crisis", "intervention"):
        return f"[[{path[0]}]]" + (f" {in_words(path[1])}" if len(path) > 1 and path[1] else "")
    if path and path[0] == "mechanisms" and len(path) > 2:
        return f"[mechanisms.{path[1]}]"
    return f"[{path[0]}]" if path and path[0] in TABLES and len(path) > 1 else ""


def key_of(path):
    """Return the key of a path inside its table, such as `who.age_min`."""
    inside = {"crisis": 2, "intervention": 2, "population": 1, "feelings": 1, "mechanisms": 2 if len(path) > 2 else 1}
    first = inside.get(path[0], 0) if len(path) > 1 else 0
    return "" if len(path) == 2 == first else ".".join(str(part) for part in path[first:])


def in_words(value):
    """Return a value as a message shows it: short, and as a file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_short(value)}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (date, time)):
        return value.isoformat()
    # Python refuses to write out integers of more than 4,300 digits, and nobody wants to read them.
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a number beyond all bounds"
    return _short(str(value))


def moment_in_words(moment):
    """Return a date or datetime as a file writes it."""
    return moment.isoformat(timespec="auto") if isinstance(moment, datetime) else moment.isoformat()


def _short(text, most=60):
    flat = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return flat if len(flat) <= most else flat[:most - 3] + "..."
