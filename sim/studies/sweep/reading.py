"""Reads a study file; the first mistake is told in one sentence with its place, what was expected, and what was meant perhaps."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ...core import catalogue
from ...timeline.errors import ScenarioError, unknown
from ...timeline.files import read_toml
from ...timeline.wording import first_mistake
from .study import ONE_WAY, Study

LEAST = 'scenarios = ["lockdown"]'
TABLES = ("design", "windows", "vary")


@dataclass(frozen=True)
class StudyFile:
    """A study and where it was read: `label` is how messages call it, files it names lie in `folder`."""

    study: Study
    label: str
    folder: Path


def read_study(file):
    """Return the StudyFile of a TOML file.

    Raises
    ------
    ScenarioError
        For the first mistake in it.
    """
    path = Path(file)
    if path.is_dir():
        raise ScenarioError(str(file), message="this is a folder, not a study file")
    try:
        tables = read_toml(path, str(file))
    except ScenarioError as error:
        if error.message.startswith("the file is empty"):
            raise ScenarioError(str(file), message=f"the file is empty; a study has at least {LEAST}") from None
        raise
    return checked_study(tables, str(file), path.parent)


def checked_study(tables, label="study", folder="."):
    """Return the StudyFile of tables such as a file holds; ScenarioError for the first mistake."""
    catalogue.ensure_registered()
    if "scenarios" not in tables:
        raise ScenarioError(label, key="scenarios", message='missing; expected a list of files or shipped names, such as ["lockdown"]')
    try:
        study = Study.model_validate(_with_tuples(tables))
    except ValidationError as error:
        raise _told(tables, label, error) from None
    for number, each in enumerate(study.vary, start=1):
        if not each.has_values and study.design.kind != "csv":
            raise ScenarioError(label, f"[[vary]] {number}", "", ONE_WAY)
    known = catalogue.names("outcome")
    for name in study.outcomes:
        if name not in known:
            raise ScenarioError(label, key="outcomes", message=unknown("outcome", name, known, "outcomes"))
    return StudyFile(study, label, Path(folder).absolute())


def check_groups(read, names):
    """Raise ScenarioError if a study names a group of people that is not among `names`."""
    for name in read.study.groups:
        if name not in names:
            raise ScenarioError(read.label, key="groups", message=unknown("group", name, names, "groups"))


def parsed_study(text, label="study"):
    """Return the StudyFile of a text that an archive holds."""
    return checked_study(tomllib.loads(text), label)


def _told(tables, label, error):
    keys, message = first_mistake(Study, tables, error)
    table, key = _place(keys)
    if ": " in message and message.partition(": ")[0].isidentifier() and not message.startswith("expected"):
        inner, message = message.split(": ", 1)  # a check of several keys names the one that is wrong
        key = key if key == inner else f"{key}.{inner}" if key else inner
    return ScenarioError(label, table, key, message)


def _place(keys):
    """Return (table, key) as a file writes them: [[vary]] 2 is the second table of that name."""
    if keys and keys[0] in TABLES:
        deep = [key for key in keys[1:] if isinstance(key, str)]
        number = next((f" {key + 1}" for key in keys[1:2] if isinstance(key, int)), "")
        if keys[0] == "windows":
            return (f"[windows.{keys[1]}]" if len(keys) > 1 else "[windows]"), ".".join(deep[1:])
        return (f"[[vary]]{number}" if keys[0] == "vary" else "[design]"), ".".join(deep)
    return "", ".".join(str(key) for key in keys if isinstance(key, str))


def _with_tuples(value):
    if isinstance(value, dict):
        return {key: _with_tuples(each) for key, each in value.items()}
    return tuple(_with_tuples(each) for each in value) if isinstance(value, list) else value
