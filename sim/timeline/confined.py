"""Refuses a scenario file of a stranger that names files elsewhere: it could read what is not his, one error message at a time."""

from .errors import ScenarioError, in_words, key_of, table_of

FILE_KEYS = ("network", "ages", "households")
# Folders, drives and streams of a drive, in the way of any system.
APART = ("/", "\\", ":", "\0")


def check_confined(tables, label):
    """Raise ScenarioError if the parsed tables of a file name any file that does not lie beside it."""
    extended = tables.get("extends", ())
    for named in (extended,) if isinstance(extended, str) else extended if isinstance(extended, list) else ():
        _check(named, label, ("extends",))
    population = tables.get("population")
    for key in FILE_KEYS if isinstance(population, dict) else ():
        _check(population.get(key), label, ("population", key))
    for event in _tables_in(tables.get("crisis")):
        for severity in _tables_in([event.get("severity")]):
            _check(severity.get("file"), label, ("crisis", event.get("name"), "severity", "file"))


def _check(named, label, path):
    if isinstance(named, str) and (named.strip(". ") == "" or any(part in named for part in APART)):
        message = f"expected the name of a file beside this one, without a folder, got {in_words(named)}"
        raise ScenarioError(label, table_of(path), key_of(path), message)


def _tables_in(value):
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
