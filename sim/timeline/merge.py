"""The tables of a scenario before they are checked: files laid over each other, settings on top, and where each value came from."""

import re
from datetime import date, timedelta
from pathlib import PurePath

from .errors import ScenarioError, in_words, key_of, table_of

EVENTS = ("crisis", "intervention")
MOST_EVENTS = 1_000
# A name is part of paths such as crisis.spring.severity and of file names, so it has no dot, colon or equals sign.
NAME = re.compile(r"[^\W_](?:[\w -]{0,58}\w)?")
NAME_WANTED = "expected a text of 1 to 60 letters, digits, spaces, - and _, got "


class Layers:
    """Tables merged from several files: `tables` holds the values, with events by name, and `origin_of` says which file gave one."""

    def __init__(self, file):
        self.file = file
        self.tables = {}
        self.notices = []
        self.spans = {}  # of each file that was laid: (its first date, the first after it), None where it does not say
        self._origins = {}
        self._below = {}

    def lay(self, parsed, file, extended=()):
        """Put the tables of a file over what is there: tables merge key by key, events by name, other values are replaced.

        `extended` are the files it extends, which were laid before.
        """
        self._below[file] = {*extended, *(each for name in extended for each in self._below.get(name, ()))}
        self.spans[file] = _span(parsed)
        for key, value in parsed.items():
            if key in EVENTS:
                value = self._by_name(key, value, file)
            self.put((key,), value, file)

    def put(self, path, value, file):
        """Put a value at a path; a table is merged into the table that is there."""
        holder = self._holder(path)
        there = holder.get(path[-1])
        if isinstance(value, dict) and isinstance(there, dict) and not _replaces(path, value, there):
            for key, inner in value.items():
                self.put((*path, key), inner, file)
            return
        if isinstance(there, dict):
            self._origins = {known: origin for known, origin in self._origins.items() if known[:len(path)] != path}
        self._origins[path] = file
        holder[path[-1]] = value

    def origin_of(self, path):
        """Return the file or setting that gave the value at a path."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._origins:
                return self._origins[path[:length]]
        return self.file

    def lies_below(self, file, other):
        """Return whether `other` extends a file, itself or by way of others."""
        return file in self._below.get(other, ())

    def error(self, path, message, key=None):
        """Return the error for what stands at a path."""
        return ScenarioError(self.origin_of(path), table_of(path), key_of(path) if key is None else key, message)

    def _holder(self, path):
        holder = self.tables
        for key in path[:-1]:
            holder = holder[key]
        return holder

    def _by_name(self, role, events, file):
        """Return events as a dict by name. A mistake stands in the place of its event until that is read: the first one counts."""
        if not isinstance(events, list) or not all(isinstance(each, dict) for each in events):
            return ScenarioError(file, f"[[{role}]]", "", f"expected tables that begin with [[{role}]], got {in_words(events)}")
        if len(events) > MOST_EVENTS:
            return ScenarioError(file, f"[[{role}]]", "", f"expected at most {MOST_EVENTS:,} events, got {len(events):,}")
        named, unnamed = {}, {}
        for event in events:
            kind, name = event.get("kind"), event.get("name")
            if name is None and isinstance(kind, str):
                unnamed[kind] = unnamed.get(kind, 0) + 1
                name = f"{kind}-{unnamed[kind]}"
                self._say_if_merged(role, name, kind, file)
            mistake = _mistake_in_name(role, event, name, file, named)
            named[f"mistake {len(named)}" if mistake else name] = mistake or {**event, "name": name}
        return named

    def _say_if_merged(self, role, name, kind, file):
        if name in self.tables.get(role, {}):
            before, here = (PurePath(each).name for each in (self.origin_of((role, name)), file))
            self.notices.append(f'{here}: the [[{role}]] of kind "{kind}" without a name changes "{name}" of {before}; name it to add another')


def _span(parsed):
    start, days = parsed.get("start"), parsed.get("days")
    if type(start) is not date or type(days) is not int or not 1 <= days <= 10_000 or not 1900 <= start.year <= 2200:
        return None  # whatever is wrong with them is told when they are read
    return start, start + timedelta(days=days)


def is_name(name):
    """Return whether an event can be called so."""
    return isinstance(name, str) and bool(NAME.fullmatch(name))


def _mistake_in_name(role, event, name, file, named):
    if name is None:
        given = f"unknown kind {in_words(event['kind'])}; a kind is a text in quotes" if "kind" in event else "missing; an event needs a kind"
        return ScenarioError(file, f"[[{role}]]", "kind", given)
    if not is_name(name):
        return ScenarioError(file, f"[[{role}]]", "name", NAME_WANTED + in_words(name))
    if name in named:
        return ScenarioError(file, f'[[{role}]] "{name}"', "name", "two events have this name; names are unique")
    return None


def _replaces(path, value, there):
    """Return whether a table is another way to say the same: a severity from a file against one that is written out."""
    return path[0] == "crisis" and path[2:] == ("severity",) and ("file" in value) != ("file" in there)
