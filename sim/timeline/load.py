"""Makes a Scenario of files and settings: `extends` below, the file over it, settings on top, and everything checked once."""

import operator
from datetime import timedelta
from pathlib import Path

from ..core import catalogue
from .errors import ScenarioError, in_words
from .events import as_date
from .files import find_scenario, in_order, parsed_toml
from .horizon import what_ends
from .merge import Layers
from .resolve import Resolver
from .scenario import LONGEST, Scenario
from .settings import apply_setting, split_setting, value_of


def load_scenario(file_or_name, set=(), people=None, days=None):
    """Return the Scenario of a file or of a shipped name, all of it checked.

    Parameters
    ----------
    file_or_name : str, Path or Scenario
        A path, the name of a shipped scenario, or a Scenario to change.
    set : list of str, or dict from path to value
        Settings such as "crisis.spring.severity=0.6", applied after the file and checked like it.
    people : int, optional
        Number of people, in place of the file's.
    days : int, optional
        Length in days, in place of the file's; later events are cut off with one notice.

    Raises
    ------
    ScenarioError
        For the first mistake: which file, table and key, what was expected, and the nearest known name.
    """
    catalogue.ensure_registered()
    if isinstance(file_or_name, Scenario):
        return _changed(file_or_name, set, people, days)
    path, shown = find_scenario(file_or_name)
    return _made(in_order(path, shown), path.stem, path.parent, set, people, days)


def load_text(text, name="scenario", folder=".", set=(), people=None, days=None, confined=False):
    """Return the Scenario of the text of a file that would lie in `folder`; like `load_scenario`.

    With `confined`, as for the file of a stranger, it may name no other file than one that lies in `folder` itself or,
    to extend it, a shipped scenario.
    """
    catalogue.ensure_registered()
    label = f"{name}.toml"
    files = in_order(Path(folder) / label, label, parsed_toml(text, label), confined)
    return _made(files, name, Path(folder), set, people, days)


def _made(files, name, folder, settings, people, days):
    layers = Layers(files[-1][1])
    for _, label, tables, extended in files:
        layers.lay(tables, label, extended)
    folders = {label: file.parent for file, label, *_ in files}
    return _resolved(layers, name, folder, folders, settings, people, days)


def _changed(scenario, settings, people, days):
    layers = Layers(f"{scenario.name}.toml")
    layers.lay(scenario.document(), layers.file)
    layers.notices = list(scenario.notices)
    return _resolved(layers, scenario.name, scenario.folder, {}, settings, people, days)


def _resolved(layers, name, folder, folders, settings, people, days):
    for path, value, label in _settings(settings):
        apply_setting(layers, path, value, label)
    resolver = Resolver(layers, name, folder, lambda origin: folders.get(origin, folder))
    # The file is checked as it is written; a mistake in what --people and --days override would come back without them.
    scenario = resolver.scenario()
    if people is not None:
        layers.put(("population",), {"people": _whole(people, "people")}, "--people")
        scenario = scenario.model_copy(update={"population": resolver.population()})
    return scenario if days is None else cut(scenario, _whole(days, "days"))


def _settings(settings):
    """Return [(path, value, how messages call it)] of settings given as a dict, a text or a list of texts."""
    if isinstance(settings, dict):
        return [(path, value, f"--set {path}={in_words(value)}") for path, value in settings.items()]
    found = []
    for setting in [settings] if isinstance(settings, str) else settings:
        name, path, text = split_setting(setting)
        if name:
            raise ScenarioError(f"--set {setting}", message="a setting for one scenario of several has no place here")
        found.append((path, value_of(text), f"--set {setting}"))
    return found


def _whole(number, flag):
    try:
        return operator.index(number)
    except TypeError:
        raise ScenarioError(f"--{flag}", message=f"expected a whole number, got {in_words(number)}") from None


def cut(scenario, days):
    """Return the scenario with another length; events after its end are left out, and one notice says which."""
    try:
        Scenario(start=scenario.start, days=days)
    except ValueError:
        raise ScenarioError("--days", message=f"expected a whole number from 1 to {LONGEST}, got {in_words(days)}") from None
    end = scenario.start + timedelta(days=days)
    kept, left_out, shortened = {"crisis": [], "intervention": []}, [], []
    for event in scenario.events:
        if event.start is not None and as_date(event.start) >= end:
            left_out.append(event.name)
            continue
        if event.until is not None and as_date(event.until) > end:
            shortened.append(event.name)
            event = event.model_copy(update={"until": None})
        kept[event.role].append(event)
    notices = scenario.notices + what_ends(end, days, left_out, shortened)
    changed = {role: tuple(events) for role, events in kept.items()}
    return scenario.model_copy(update={**changed, "days": days, "notices": notices})


