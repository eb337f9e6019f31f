"""Scenario files on disk: found by path or shipped name, read as TOML, and put in the order in which they extend each other."""

import os
import re
import tomllib
from pathlib import Path

from .confined import check_confined
from .errors import ScenarioError, in_words, nearest, unknown
from .shipped import shipped_scenarios

LARGEST_FILE = 2_000_000  # bytes; a series of ten years is a fiftieth of it
DEEPEST = 50  # files that extend each other
DEEPEST_TABLE = 20
# twenty names or more joined by dots
DOTTED = re.compile(r"""(?:\.[ \t]*(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*){20}""")


def find_scenario(file_or_name):
    """Return (path, how messages call it) of a scenario file, or of a shipped scenario by its name."""
    shown = os.fspath(file_or_name)
    shipped = shipped_scenarios()
    # A folder of results is often called like the scenario, so a plain name is looked up before the disk.
    if shown in shipped:
        return shipped[shown], f"{shown}.toml"
    path = Path(shown)
    if not shown or (not os.path.isfile(path) and path.suffix != ".toml" and path.name == shown):
        raise ScenarioError(shown or "no file", message=unknown("scenario", shown, shipped, "shipped"))
    return path, shown


def in_order(path, label, tables=None, confined=False):
    """Return [(path, label, tables, labels of those it extends)]: what is extended before what extends it, each file once, `path` last.

    Each file once, so that a base shared by two files does not undo what the first of them changed. `confined` refuses
    files that name others elsewhere than beside them.
    """
    order = []
    _visit(Path(path), label, tables, (), order, confined)
    return order


def _visit(file, label, tables, chain, order, confined):
    """Put a file into the order after those it extends, and return the label under which it stands there."""
    identity = os.path.abspath(file)
    known = next((label for path, label, *_ in order if os.path.abspath(path) == identity), None)
    if known is not None:
        return known
    if len(chain) >= DEEPEST:
        raise ScenarioError(label, key="extends", message=f"more than {DEEPEST} files extend each other")
    tables = read_toml(file, label) if tables is None else tables
    if confined:
        check_confined(tables, label)
    extended = []
    for named in _extended(tables.pop("extends", ()), label):
        below, below_label = _beside(file, label, named)
        if os.path.abspath(below) in (*chain, identity):
            raise ScenarioError(label, key="extends", message=f"{in_words(named)} extends this file in turn: a circle has no first file")
        extended.append(_visit(below, below_label, None, (*chain, identity), order, confined))
    order.append((file, label, tables, extended))
    return label


def _extended(value, label):
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not all(isinstance(each, str) and each for each in names):
        raise ScenarioError(label, key="extends", message=f"expected a file name or a list of file names in quotes, got {in_words(value)}")
    return names


def _beside(file, label, named):
    """Return (path, label) of a file that another one extends: beside it, or a shipped scenario by its name."""
    path = Path(file).parent / named
    if not os.path.isfile(path) and named in shipped_scenarios():
        return shipped_scenarios()[named], f"{named}.toml (shipped)"
    if not os.path.isfile(path):
        raise ScenarioError(label, key="extends", message=f"there is no file {in_words(named)}{_nearest_scenario(path)}")
    return path, (Path(label).parent / named).as_posix()


def _nearest_scenario(path):
    try:
        beside = [each.name for each in path.parent.iterdir() if each.suffix == ".toml"]
    except (OSError, ValueError):
        beside = []
    return nearest(path.name, beside)


def read_toml(path, label):
    """Return the parsed tables of a file."""
    if not os.path.isfile(path):
        what = "this is a folder, not a scenario file" if os.path.isdir(path) else f"there is no such file{_nearest_scenario(path)}"
        raise ScenarioError(label, message=what)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ScenarioError(label, message=f"larger than {LARGEST_FILE // 10**6} MB; a scenario is a small text file")
        raw = path.read_bytes()
    except OSError as error:
        raise ScenarioError(label, message=f"cannot be read: {error.strerror}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ScenarioError(label, message=f"line {line}: not UTF-8; save the file as UTF-8") from None
    return parsed_toml(text, label)


def parsed_toml(text, label):
    """Return the tables of the text of a file; ScenarioError with the line where it is not TOML."""
    if not text.strip():
        raise ScenarioError(label, message="the file is empty; a scenario has at least start and days")
    try:
        # Python's reader takes minutes for a key of a hundred thousand dots, so those are refused before it sees them.
        if DOTTED.search(text):
            raise RecursionError
        tables = tomllib.loads(text)
        if not is_shallow(tables):
            raise RecursionError
        return tables
    except RecursionError:
        raise ScenarioError(label, message=f"tables or lists lie within each other more than {DEEPEST_TABLE} deep") from None
    except ValueError as error:  # TOMLDecodeError, and integers of thousands of digits
        raise ScenarioError(label, message=f"not TOML: {_readable(error, text)}") from None


def is_shallow(value):
    """Return whether tables and lists lie within each other at most as deep as any sensible file needs."""
    level = [value]
    for _ in range(DEEPEST_TABLE):
        level = [inner for each in level if isinstance(each, (dict, list)) for inner in (each.values() if isinstance(each, dict) else each)]
        if not level:
            return True
    return not any(isinstance(each, (dict, list)) for each in level)


def _readable(error, text):
    """Return what the TOML reader says, beginning with the line."""
    said = str(error)
    if "digit" in said and "limit" in said:
        lines = text.split("\n")
        return f"line {lines.index(max(lines, key=len)) + 1}: a number of thousands of digits"
    message, _, place = said.rpartition(" (at ")
    return f"{place.rstrip(')')}: {message}" if message else said
