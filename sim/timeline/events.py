"""Dated events: the keys every crisis and every intervention has, and how strong an event is at a step."""

from datetime import date, datetime, timedelta
from math import isfinite
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from ..core.parameters import Declared, parameter


class Series(Declared):
    """One number a day from a start date on, as read from a table: the first day's value counts before, the last after."""

    start: date
    daily: tuple[float, ...] = Field(min_length=1)

    def on(self, day):
        """Return the value on a date."""
        return self.daily[min(max((day - self.start).days, 0), len(self.daily) - 1)]


class Who(Declared):
    """Whom an intervention is for; all given must hold. Judged on the first morning."""

    age_min: int | None = Field(None, ge=0, le=120)
    age_max: int | None = Field(None, ge=0, le=120)
    sex: str | None = Field(None, pattern="^(woman|man)$")
    lives_alone: bool | None = None
    student: bool | None = None
    works: bool | None = None
    child_under_12: bool | None = None
    area: tuple[int, ...] | None = None
    few_close_ties: bool | None = None
    low_mood: bool | None = None
    lonely: bool | None = None
    share: float | None = Field(None, ge=0, le=1)

    @field_validator("area", mode="before")
    @classmethod
    def _as_tuple(cls, value):
        return tuple(value) if isinstance(value, list) else value


class Event(Declared):
    """Something that holds from `start` to before `until`, and changes conditions."""

    role: ClassVar[str]
    sentence: ClassVar[str] = ""
    source: ClassVar[str] = "assumption"
    only_with: ClassVar[dict[str, str]] = {"ramp_out_days": "until", "fade_days": "until"}  # keys that mean something only where another is set

    kind: str
    name: str | None = None
    enabled: bool = True
    start: date | datetime | None = None
    until: date | datetime | None = None
    ramp_days: int = Field(0, ge=0, le=365)

    @classmethod
    def catalogue_name(cls):
        """Return the kind under which files ask for this event."""
        return cls.model_fields["kind"].default

    @property
    def out_days(self):
        """Days over which the event fades after `until`."""
        return 0

    def ends_too_soon(self, start):
        """Return why `until` is too early for this kind, in a scenario that begins at `start`; by itself it never is."""
        return ""

    def ramp(self, clock):
        """Return how far the event has risen or faded at a step, 0 (not there) to 1; it changes at midnight."""
        first = as_date(self.start) if self.start else clock.start
        since = (clock.date - first).days
        if since < 0:
            return 0.0
        after = (clock.date - as_date(self.until)).days if self.until else -1
        # An event that ends while it rises fades from where it was.
        risen = min(1.0, (since - max(0, after + 1) + 1) / (self.ramp_days + 1))
        return risen if after < 0 else risen * max(0.0, 1 - (after + 1) / (self.out_days + 1))


class Crisis(Event):
    """An event that makes life harder: subclass it, set `kind`, and say in `change` what it does to conditions."""

    shelf: ClassVar[str] = "crisis"
    role: ClassVar[str] = "crisis"

    ways: ClassVar[dict[str, str]] = {}  # the ways in which it strikes some harder than others, and who they are in words

    severity: float | Series = Field(1.0)
    ramp_out_days: int = Field(0, ge=0, le=365)
    area: float | tuple[int, ...] | None = Field(None, description="share of all areas (from the first on), or a list of areas")

    @field_validator("area", mode="before")
    @classmethod
    def _as_tuple(cls, value):
        return tuple(value) if isinstance(value, list) else value

    @field_validator("severity")
    @classmethod
    def _is_share(cls, value):
        values = value.daily if isinstance(value, Series) else (value,)
        if not all(0 <= each <= 1 for each in values):
            raise ValueError("severity must be from 0 to 1")
        return value

    @field_validator("severity", mode="before")
    @classmethod
    def _is_finite(cls, value):
        if isinstance(value, float) and not isfinite(value):
            raise ValueError("expected a finite number from 0 to 1")
        return value

    @classmethod
    def by_a_series(cls, key):
        """Return how to let one value follow a series, which only severity can; empty where there is no way."""
        return ""

    @property
    def out_days(self):
        """Days over which the crisis fades after `until`."""
        return self.ramp_out_days

    def level(self, clock):
        """Return severity times ramp at a step, 0 to 1."""
        return self.severity_on(clock.date) * self.ramp(clock)

    def severity_on(self, day):
        """Return the severity on a date; a series has one for each."""
        return self.severity.on(day) if isinstance(self.severity, Series) else self.severity

    def after(self, others):
        """Return this crisis as it is after the `others` of its scenario; for those that bear the traces of earlier ones."""
        return self

    def told(self, level):
        """Return in a sentence what this very event does at a level; the kind's sentence, where its values change nothing in it."""
        return self.sentence

    def change(self, conditions, level):
        """Change the conditions of the areas that are hit, and of `conditions.those(way)`; `level` from above 0 to 1."""
        raise NotImplementedError

    def struck(self, traits, luck):
        """Return {way: bool (n_people,)} for each of `ways`: whom the crisis strikes so if their area is hit.

        `luck(purpose, n)` returns n numbers from 0 to 1, which stay the same all run and in every scenario with this event.
        """
        return {}

    def areas(self, n_areas):
        """Return a bool array (n_areas,): the areas that are hit."""
        if isinstance(self.area, tuple):
            return np.isin(np.arange(n_areas), self.area)
        share = 1.0 if self.area is None else self.area
        return np.arange(n_areas) < int(np.ceil(share * n_areas))


class Intervention(Event):
    """An offer that makes life easier: subclass it and set `kind`; what is offered is `service`, by itself the kind.

    Where more changes for those invited than one offer at the chance of `uptake`, say so in `change`.
    """

    shelf: ClassVar[str] = "intervention"
    role: ClassVar[str] = "intervention"
    evidence: ClassVar[str] = "assumption"
    # What the size rests on where it is neither that of a trial or study of this very offer nor plainly assumed: "what: of what".
    size_from: ClassVar[str] = ""
    service: ClassVar[str] = ""

    who: Who | tuple[Who, ...] = Who()
    reach: float = parameter(0.3, low=0, high=1, unit="share", source="assumption", text="share of those eligible who get the offer")
    uptake: float = parameter(0.5, low=0, high=1, unit="share", source="assumption", text="share of those invited who accept at usual mood")
    capacity_per_1000: float | None = Field(None, ge=0, le=1000, description="per 1,000 residents: sessions a day, or places where an offer has no sessions; no more are invited than fill the places")
    fade_days: int = Field(0, ge=0, le=365)
    cost_fixed: float = parameter(0.0, low=0, high=1e6, unit="euro per 1,000 residents per day", source="assumption")
    cost_per_use: float = parameter(0.0, low=0, high=1e5, unit="euro", source="assumption", text="cost of a session, or of a place and day where an offer has no sessions")
    price_year: int = Field(2020, ge=1990, le=2100)

    @field_validator("who", mode="before")
    @classmethod
    def _as_tuple(cls, value):
        return tuple(value) if isinstance(value, list) else value

    @property
    def out_days(self):
        """Days over which the offer is withdrawn after `until`."""
        return self.fade_days

    def capacity(self, n_people):
        """Return sessions a day, or places, for a population of this size; infinite where no capacity is set."""
        return np.inf if self.capacity_per_1000 is None else self.capacity_per_1000 * n_people / 1000

    def change(self, conditions, ramp, invited):
        """Change conditions for those invited, by itself by offering the service: `invited` bool (n_people,), `ramp` 0 to 1."""
        conditions.offer(self.service or self.kind, invited * self.uptake, self.capacity(len(invited)), self.cost_per_use)


def as_date(moment):
    """Return the date of a date or datetime."""
    return moment.date() if isinstance(moment, datetime) else moment


def first_moment(event, scenario_start):
    """Return when an event begins as a datetime; at the start of the scenario where the file is silent."""
    return _as_moment(event.start or scenario_start)


def last_moment(event, scenario_start, days):
    """Return when an event ends (not included) as a datetime; at the end of the scenario where the file is silent."""
    return _as_moment(event.until or scenario_start + timedelta(days=days))


def hours_between(first, last):
    """Return the hours from one date or datetime to another, negative if the other is earlier."""
    return (_as_moment(last) - _as_moment(first)).total_seconds() / 3600


def _as_moment(moment):
    return moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
