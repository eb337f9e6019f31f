"""From merged tables to a Scenario: every value is checked here, once, and the first mistake in the order of the file is told."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from ..core import catalogue
from ..core.feelings import Feelings
from .errors import ScenarioError, in_words, moment_in_words, nearest, unknown
from .events import Crisis, as_date, first_moment, last_moment
from .files import is_file
from .merge import EVENTS, NAME_WANTED, is_name
from .scenario import FILES, Population, Scenario
from .series import SeriesFromFile, SeriesMistake, read_series
from .wording import first_mistake

SCALARS = ("title", "start", "days", "step")
TABLES = ("population", *EVENTS, "mechanisms", "feelings")


class Resolver:
    """Checks the tables of one scenario; `folder_of` gives the folder of the file a value came from."""

    def __init__(self, layers, name, folder, folder_of):
        self.layers = layers
        self.name = name
        self.folder = Path(folder)
        self._folder_of = folder_of
        self.notices = list(layers.notices)

    def scenario(self):
        """Return the scenario; ScenarioError for the first mistake."""
        head = self._head(self.layers.tables)
        body = {key: self._table(key, value, head) for key, value in self.layers.tables.items() if key not in SCALARS}
        self._check_names(body)
        return Scenario(**head, **body, name=self.name, folder=self.folder, notices=tuple(self.notices))

    def _head(self, tables):
        """Return title, start, days and step, which stand before any table."""
        for key, value in tables.items():
            if key in SCALARS:
                self._check(Scenario, {"start": date(2020, 1, 1), "days": 1, key: value}, ())
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

    def _table(self, key, value, head):
        if isinstance(value, ScenarioError):
            raise value
        if key not in TABLES or not isinstance(value, dict):
            self._known(key, value)
        if key in EVENTS:
            return tuple(self._event(key, name, event, head) for name, event in value.items())
        return {"population": self._population, "mechanisms": self._mechanisms, "feelings": self._feelings}[key](value)

    def _check(self, declared, table, path):
        """Return the declared object for a table; its first mistake becomes the error."""
        try:
            return declared.model_validate(_with_tuples(table))
        except ValidationError as error:
            keys, message = first_mistake(declared, table, error)
        raise self.layers.error((*path, *keys), message)

    def _feelings(self, table):
        return self._check(Feelings, table, ("feelings",))

    def _mechanisms(self, table):
        found, known = {}, catalogue.names("mechanism")
        for name, value in table.items():
            path = ("mechanisms", name)
            if name not in known:
                raise self.layers.error(path, unknown("mechanism", name, known, "mechanisms", shown=False))
            if value is not False and not isinstance(value, dict):
                raise self.layers.error(path, f"expected a table [mechanisms.{name}] or false, got {in_words(value)}")
            found[name] = False if value is False else self._check(catalogue.find("mechanism", name), value, path)
        return found

    def _population(self, table):
        table = self._network_or_recipe(table)
        made = self._check(Population, table, ("population",))
        if made.recipe is not None and made.recipe not in catalogue.names("recipe"):
            raise self.layers.error(("population", "recipe"), unknown("recipe", made.recipe, catalogue.names("recipe"), "recipes"))
        files = {key: self._file(("population", key), table[key]) for key in FILES if key in table}
        return made.model_copy(update=files)

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
        if not is_file(found):
            raise self.layers.error(path, f"there is no file {in_words(named)}{_nearest_beside(found)}")
        try:
            return Path(os.path.relpath(found, self.folder)).as_posix()
        except ValueError:  # another drive
            return found.name

    def _event(self, role, name, table, head):
        if isinstance(table, ScenarioError):
            raise table
        path = (role, name)
        kind = table.get("kind")
        kinds = catalogue.names(role)
        if kind is None:
            raise self.layers.error((*path, "kind"), f"missing; expected one of {', '.join(kinds)}")
        if not isinstance(kind, str) or kind not in kinds:
            raise self.layers.error((*path, "kind"), unknown("kind", kind, kinds, "kinds") + _other_role(role, kind))
        declared = catalogue.find(role, kind)
        event = self._check(declared, self._with_series(table, path, head), path)
        self._check_dates(event, path, head)
        self._check_areas(event, path)
        self._check_who(event, path)
        return event

    def _with_series(self, table, path, head):
        """Return an event's table with a severity from a file replaced by its numbers."""
        severity = table.get("severity")
        if path[0] != "crisis" or not isinstance(severity, dict) or "file" not in severity:
            return table
        path = (*path, "severity")
        wanted = self._check(SeriesFromFile, severity, path)
        found = Path(self._folder_of(self.layers.origin_of((*path, "file")))) / wanted.file
        try:
            series, notices = read_series(wanted, found, head["start"], head["start"] + timedelta(days=head["days"]))
        except SeriesMistake as mistake:
            raise self.layers.error((*path, *mistake.key.split(".")), mistake.message) from None
        self.notices.extend(f'[[crisis]] "{path[1]}": {notice}' for notice in notices)
        return {**table, "severity": series}

    def _check_dates(self, event, path, head):
        start, end = head["start"], head["start"] + timedelta(days=head["days"])
        for key in ("start", "until"):
            moment = getattr(event, key)
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                raise self.layers.error((*path, key), "expected a time without a time zone: local time is meant")
            if moment is not None and _is_outside(moment, start, end, begins=key == "start"):
                hint = "; --days cuts later events off" if self.layers.origin_of(("days",)).startswith("--set") else ""
                raise self.layers.error((*path, key), f"{moment_in_words(moment)} is outside the scenario, which runs from {start} to before {end}{hint}")
        if first_moment(event, start) >= last_moment(event, start, head["days"]):
            raise self.layers.error((*path, "until"), f"expected a date after the event's start, {moment_in_words(event.start or start)}, got {moment_in_words(event.until)}")

    def _check_areas(self, event, path):
        given = self.layers.tables[path[0]][path[1]]
        area = event.area if isinstance(event, Crisis) else None
        if isinstance(area, tuple) and (not area or min(area) < 0):
            raise self.layers.error((*path, "area"), "expected a list of one or more area numbers from 0 on")
        if isinstance(area, float) and (not 0 <= area <= 1 or isinstance(given["area"], int)):
            raise self.layers.error((*path, "area"), f"expected a share from 0.0 to 1.0 or a list of areas such as [3], got {in_words(given['area'])}")

    def _check_who(self, event, path):
        who = getattr(event, "who", None)
        if who == ():
            raise self.layers.error((*path, "who"), "expected a table or a list of one or more tables, got an empty list")
        for each in who if isinstance(who, tuple) else (who,):
            if each is not None and None not in (each.age_min, each.age_max) and each.age_min > each.age_max:
                raise self.layers.error((*path, "who", "age_max"), f"expected at least age_min, which is {each.age_min}, got {each.age_max}")

    def _check_names(self, body):
        """A setting can give an event a new name, and a crisis and an intervention may share one; both are mistakes here."""
        taken = set()
        for role in EVENTS:
            for key, event in zip(self.layers.tables.get(role, ()), body.get(role, ()), strict=True):
                if event.name in taken or not is_name(event.name):
                    what = "another event has this name; names are unique" if event.name in taken else NAME_WANTED + in_words(event.name)
                    raise self.layers.error((role, key, "name"), what)
                taken.add(event.name)


def _with_tuples(value):
    if isinstance(value, dict):
        return {key: _with_tuples(each) for key, each in value.items()}
    return tuple(_with_tuples(each) for each in value) if isinstance(value, list) else value


def _is_table(value):
    return isinstance(value, (dict, ScenarioError)) or (isinstance(value, list) and value and all(isinstance(each, dict) for each in value))


def _is_outside(moment, start, end, begins):
    """Return whether a moment lies outside a scenario; an event may end with it, and must begin before that."""
    if as_date(moment) < start or (begins and as_date(moment) >= end):
        return True
    return as_date(moment) > end or (as_date(moment) == end and isinstance(moment, datetime) and moment.time() > datetime.min.time())


def _other_role(role, kind):
    other = "intervention" if role == "crisis" else "crisis"
    return f'; "{kind}" is written as [[{other}]]' if kind in catalogue.names(other) else ""


def _nearest_beside(path):
    try:
        return nearest(path.name, [each.name for each in path.parent.iterdir()])
    except (OSError, ValueError):
        return ""
