"""From merged tables to a Scenario: every value is checked here, once, and the first mistake in the order of the file is told."""

import os
from datetime import date
from pathlib import Path

from ..core import catalogue
from ..core.feelings import Feelings
from .checked import checked
from .csv_files import TableMistake
from .errors import ScenarioError, in_words, nearest, unknown
from .horizon import Horizon
from .merge import EVENTS, NAME_WANTED, is_name
from .read_events import EventReader
from .scenario import FILES, Population, Scenario, population_options

SCALARS = ("title", "start", "days", "step")
TABLES = ("population", *EVENTS, "mechanisms", "feelings")


class Resolver:
    """Checks the tables of one scenario; `folder_of` gives the folder of the file a value came from."""

    def __init__(self, layers, name, folder, folder_of):
        self.layers = layers
        self.name = name
        self.folder = Path(os.path.abspath(folder))
        self._folder_of = folder_of
        self.notices = list(layers.notices)

    def scenario(self):
        """Return the scenario; ScenarioError for the first mistake."""
        head = self._head(self.layers.tables)
        horizon = Horizon(self.layers, head)
        body = {key: self._table(key, value, horizon) for key, value in self.layers.tables.items() if key not in SCALARS}
        self.notices.extend(horizon.notices())
        self._check_names(body)
        return Scenario(**head, **body, name=self.name, folder=self.folder, notices=tuple(self.notices))

    def _head(self, tables):
        """Return title, start, days and step, which stand before any table."""
        for key, value in tables.items():
            if key in SCALARS:
                checked(self.layers, Scenario, {"start": date(2020, 1, 1), "days": 1, key: value}, ())
            elif not _is_table(value):
                self._known(key, value)
        for key, wanted in (("start", "a date such as start = 2020-02-24"), ("days", "a whole number such as days = 180")):
            if key not in tables:
                raise self.layers.error((key,), f"missing; expected {wanted}")
        head = {key: tables[key] for key in SCALARS if key in tables}
        if not 1900 <= head["start"].year <= 2200:
            raise self.layers.error(("start",), f"expected a date from 1900 to 2200, got {head['start']}")
        return {"title": self.name, **head}

    def _known(self, key, value):
        if key not in TABLES:
            raise self.layers.error((key,), unknown("key", key, ("extends", *SCALARS, *TABLES), "keys", shown=False))
        raise self.layers.error((key,), f"expected a table [{key}], got {in_words(value)}")

    def _table(self, key, value, horizon):
        if isinstance(value, ScenarioError):
            raise value
        if key not in TABLES or not isinstance(value, dict):
            self._known(key, value)
        if key in EVENTS:
            reader = EventReader(self.layers, horizon, self._folder_of, self.notices)
            read = {name: reader.event(key, name, event) for name, event in value.items()}
            self.layers.tables[key] = {name: value[name] for name, event in read.items() if event}
            return tuple(filter(None, read.values()))
        return {"population": self._population, "mechanisms": self._mechanisms, "feelings": self._feelings}[key](value)

    def _feelings(self, table):
        return checked(self.layers, Feelings, table, ("feelings",))

    def _mechanisms(self, table):
        found, known = {}, catalogue.names("mechanism")
        for name, value in table.items():
            path = ("mechanisms", name)
            if name not in known:
                raise self.layers.error(path, unknown("mechanism", name, known, "mechanisms", shown=False))
            if not isinstance(value, (bool, dict)):
                raise self.layers.error(path, f"expected a table [mechanisms.{name}], true or false, got {in_words(value)}")
            own = {} if value is True else value
            found[name] = False if value is False else checked(self.layers, catalogue.find("mechanism", name), own, path)
        return found

    def population(self):
        """Return the population; ScenarioError for its first mistake."""
        return self._population(self.layers.tables.get("population", {}))

    def _population(self, table):
        table = self._network_or_recipe(table)
        made = checked(self.layers, Population, table, ("population",))
        if made.recipe is not None and made.recipe not in catalogue.names("recipe"):
            raise self.layers.error(("population", "recipe"), unknown("recipe", made.recipe, catalogue.names("recipe"), "recipes"))
        files = {key: self._file(("population", key), table[key]) for key in FILES if key in table}
        made = made.model_copy(update=files)
        try:
            population_options(made, self.folder)
        except TableMistake as mistake:
            raise self.layers.error(("population", mistake.key), mistake.message) from None
        return made

    def _network_or_recipe(self, table):
        """Return the table with the one way to make a population that was said last: a network brings its own people."""
        if "network" not in table:
            return table
        origin = self.layers.origin_of(("population", "network"))
        for key in ("recipe", "people"):
            other = self.layers.origin_of(("population", key))
            if key in table and (other == origin or other.startswith("--")):
                raise self.layers.error(("population", key), f"expected no {key} beside a network, which brings its own people")
        return {"people": None, "recipe": None, **{key: value for key, value in table.items() if key not in ("recipe", "people")}}

    def _file(self, path, named):
        """Return the name of an existing file relative to the scenario's folder."""
        found = Path(self._folder_of(self.layers.origin_of(path))) / named
        if not os.path.isfile(found):
            raise self.layers.error(path, f"there is no file {in_words(named)}{_nearest_beside(found)}")
        try:
            return Path(os.path.relpath(found, self.folder)).as_posix()
        except ValueError:  # another drive
            return found.name

    def _check_names(self, body):
        """A setting can give an event a new name, and a crisis and an intervention may share one; both are mistakes here."""
        taken = set()
        for role in EVENTS:
            for key, event in zip(self.layers.tables.get(role, ()), body.get(role, ()), strict=True):
                if event.name in taken or not is_name(event.name):
                    what = "another event has this name; names are unique" if event.name in taken else NAME_WANTED + in_words(event.name)
                    raise self.layers.error((role, key, "name"), what)
                taken.add(event.name)


def _is_table(value):
    return isinstance(value, (dict, ScenarioError)) or (isinstance(value, list) and value and all(isinstance(each, dict) for each in value))


def _nearest_beside(path):
    try:
        return nearest(path.name, [each.name for each in path.parent.iterdir()])
    except (OSError, ValueError):
        return ""
