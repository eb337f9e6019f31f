"""Settings on the command line, `crisis.spring.severity=0.6`: parsed, sorted by scenario, and laid over the file."""

import tomllib

from ..core import catalogue
from .errors import ScenarioError, nearest, unknown
from .files import DEEPEST_TABLE, DOTTED, is_shallow
from .merge import EVENTS

TOP = ("title", "start", "days", "step", "population", "crisis", "intervention", "mechanisms", "feelings")
FORM = "expected PATH=VALUE such as crisis.spring.severity=0.6"


def settings_for(stem, settings):
    """Return the settings that apply to the scenario named `stem`, without their `NAME:`.

    Raises
    ------
    ScenarioError
        If a setting is not of the form PATH=VALUE.
    """
    split = [split_setting(setting) for setting in settings]
    return tuple(f"{path}={value}" for name, path, value in split if name in ("", stem))


def check_setting_names(stems, settings):
    """Raise ScenarioError if a setting is for a scenario that is not among `stems`."""
    for setting in settings:
        name = split_setting(setting)[0]
        if name and name not in stems:
            raise ScenarioError(f"--set {setting}", message=unknown("scenario", name, stems, "scenarios"))


def split_setting(setting):
    """Return (scenario name or "", path, value as text) of `NAME:path=value`."""
    path, equals, value = str(setting).partition("=")
    name, _, path = path.rpartition(":")
    if not equals or not path.strip():
        raise ScenarioError(f"--set {setting}", message=FORM)
    return name.strip(), path.strip(), value.strip()


def apply_setting(layers, path, value, label):
    """Lay one setting over the tables; `label` is what messages call it.

    Raises
    ------
    ScenarioError
        If the path leads nowhere.
    """
    keys = tuple(path.split("."))
    _check_path(layers, keys, label)
    layers.put(*_deep(layers.tables, keys, value), label)


def value_of(text):
    """Return the TOML value of a text, or the text itself where it is none."""
    try:
        parsed = {} if DOTTED.search(text) else tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):  # also what Python says to integers of thousands of digits
        return text
    return parsed["value"] if len(parsed) == 1 and is_shallow(parsed) else text


def _check_path(layers, keys, label):
    if len(keys) > DEEPEST_TABLE:
        raise ScenarioError(label, message=f"the path has {len(keys)} parts; no table is that deep")
    if keys[0] not in TOP:
        raise ScenarioError(label, message=unknown("path", keys[0], TOP, "paths begin with"))
    if keys[0] in EVENTS:
        events = layers.tables.get(keys[0], {})
        known = [] if isinstance(events, ScenarioError) else [name for name, event in events.items() if isinstance(event, dict)]
        if len(keys) < 3 or keys[1] not in known:
            raise ScenarioError(label, message=_no_event(keys, known))
    if keys[0] == "mechanisms" and (len(keys) < 2 or keys[1] not in catalogue.names("mechanism")):
        raise ScenarioError(label, message=unknown("mechanism", "".join(keys[1:2]), catalogue.names("mechanism"), "mechanisms"))


def _no_event(keys, known):
    listed = f" ({', '.join(known)})" if known else ""
    if len(keys) < 3:
        return f"expected {keys[0]}.NAME.KEY=VALUE with the name of an event{listed}"
    return f'there is no {keys[0]} named "{keys[1]}"{nearest(keys[1], known)}' + (listed or "; the scenario has none")


def _deep(tables, keys, value):
    """Return (path, value) so that the path exists: what lies beyond the last table that is there becomes part of the value."""
    at, holder = 1, tables
    while at < len(keys) and isinstance(holder.get(keys[at - 1]), dict):
        holder, at = holder[keys[at - 1]], at + 1
    for key in reversed(keys[at:]):
        value = {key: value}
    return keys[:at], value
