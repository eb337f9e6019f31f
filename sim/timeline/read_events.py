"""From the merged table of an event to a crisis or intervention: its kind, its severity from a file, its dates and areas."""

from datetime import datetime
from pathlib import Path

from ..core import catalogue
from .checked import checked
from .csv_files import TableMistake
from .errors import ScenarioError, in_words, moment_in_words, unknown
from .events import Crisis, first_moment, last_moment
from .series import SeriesFromFile, read_series
from .trial import keys_of_no_meaning, never_holds, times_of_no_meaning, what_fails

AREAS_WANTED = "expected a list of one or more area numbers from 0 on"


class EventReader:
    """Reads the events of one scenario of a `horizon`; `folder_of` gives the folder of the file a value came from, `notices` takes what to tell."""

    def __init__(self, layers, horizon, folder_of, notices):
        self.layers = layers
        self.notices = notices
        self._folder_of = folder_of
        self._horizon, self._start = horizon, horizon.start

    def event(self, role, name, table):
        """Return the event of a table, None if it is inherited and begins after the scenario's end; ScenarioError for its first mistake."""
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
        written = checked(self.layers, declared, self._with_series(declared, table, path), path)
        event = self._dated(written, path)
        if event is None:
            return None
        self._check_areas(event, path)
        self._check_who(event, path)
        self._try_out(event, path)
        self.notices.extend(keys_of_no_meaning(written, table))
        return event

    def _with_series(self, declared, table, path):
        """Return an event's table with a severity from a file replaced by its numbers."""
        for key, value in table.items() if path[0] == "crisis" else ():
            if key != "severity" and key in declared.model_fields and isinstance(value, dict) and {"file", "daily"} & value.keys():
                raise self.layers.error((*path, key), "a series can only be given to severity" + declared.by_a_series(key))
        severity = table.get("severity")
        if path[0] != "crisis" or not isinstance(severity, dict) or "file" not in severity:
            return table
        path = (*path, "severity")
        wanted = checked(self.layers, SeriesFromFile, severity, path)
        found = Path(self._folder_of(self.layers.origin_of((*path, "file")))) / wanted.file
        try:
            series, notices = read_series(wanted, found, self._start, self._horizon.end)
        except TableMistake as mistake:
            raise self.layers.error((*path, *mistake.key.split(".")), mistake.message) from None
        self.notices.extend(f'[[crisis]] "{path[1]}": {notice}' for notice in notices)
        return {**table, "severity": series}

    def _dated(self, event, path):
        """Return the event as far as it lies in the scenario, or None."""
        for key in ("start", "until"):
            moment = getattr(event, key)
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                raise self.layers.error((*path, key), "expected a time without a time zone: local time is meant")
        event = self._horizon.within(event, path)
        if event is None:
            return None
        if first_moment(event, self._start) >= last_moment(event, self._start, self._horizon.days):
            raise self.layers.error((*path, "until"), f"expected a date after the event's start, {moment_in_words(event.start or self._start)}, got {moment_in_words(event.until)}")
        if why := event.ends_too_soon(self._start):
            raise self.layers.error((*path, "until"), f"{why}, got {moment_in_words(event.until)}")
        return event

    def _check_areas(self, event, path):
        given = self.layers.tables[path[0]][path[1]]
        area = event.area if isinstance(event, Crisis) else None
        if isinstance(area, tuple) and (not area or min(area) < 0):
            raise self.layers.error((*path, "area"), AREAS_WANTED)
        if isinstance(area, float) and (not 0 <= area <= 1 or isinstance(given["area"], int)):
            raise self.layers.error((*path, "area"), f"expected a share from 0.0 to 1.0 or a list of areas such as [3], got {in_words(given['area'])}")

    def _check_who(self, event, path):
        who = getattr(event, "who", None)
        if who == ():
            raise self.layers.error((*path, "who"), "expected a table or a list of one or more tables, got an empty list")
        for each in who if isinstance(who, tuple) else (who,) if who else ():
            if None not in (each.age_min, each.age_max) and each.age_min > each.age_max:
                raise self.layers.error((*path, "who", "age_max"), f"expected at least age_min, which is {each.age_min}, got {each.age_max}")
            if each.area is not None and (not each.area or min(each.area) < 0):
                raise self.layers.error((*path, "who", "area"), AREAS_WANTED)

    def _try_out(self, event, path):
        if failure := what_fails(event, self._start):
            raise self.layers.error(path, failure, key="")
        if never_holds(event, self._start) and getattr(event, "severity", 1) != 0:
            raise self.layers.error((*path, "until"), f"expected a later date: this kind changes at midnight and would never hold, got {moment_in_words(event.until)}")
        if notice := times_of_no_meaning(event, self._start):
            self.notices.append(notice)


def _other_role(role, kind):
    other = "intervention" if role == "crisis" else "crisis"
    return f'; "{kind}" is written as [[{other}]]' if kind in catalogue.names(other) else ""
