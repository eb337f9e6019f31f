"""What can be done to a timeline: each edit is called with a draft and returns the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ... import Scenario
from .drafts import Draft, EventDraft, draft_of
from .fields import declared, field_of
from .typed import one_line, value_of

# Days that a new crisis lasts; None: to the end, as its own curve fades. Others last eight weeks.
_LASTS = {"blackout": 3, "heatwave": 12, "flood": None, "earthquake": None, "economic_shock": None}
_USUALLY = 56


@dataclass(frozen=True)
class SetValue:
    """Give one key of an event what was typed; an emptied field goes back to the usual value."""

    event: int
    key: str
    given: object
    language: str = "en"

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft with the value; the same one if the event has no such field."""
        event = draft.event(self.event)
        field = event and field_of(event.role, event.kind, event.values, self.key)
        if not field or field.widget == "fixed":
            return draft
        value = value_of(field, self.given, self.language)
        if value is None and field.widget == "series":
            return draft
        return _with(draft, event, _put(event.values, self.key.split("."), value), ("set", event.name))


@dataclass(frozen=True)
class Move:
    """Move the first day and the end of an event by so many days each; times of day stay."""

    event: int
    first_by: int
    end_by: int

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft with the other dates; a date the file leaves out stays out unless it moves."""
        event = draft.event(self.event)
        if event is None:
            return draft
        values = dict(event.values)
        for key, by, usual in (("start", self.first_by, draft.base.start), ("until", self.end_by, draft.base.end)):
            moment = values.get(key, usual)
            if by and isinstance(moment, date):
                values[key] = _shifted(moment, by)
        return _with(draft, event, values, ("move", event.name))


@dataclass(frozen=True)
class Add:
    """Add an event of a kind, over dates that are likely to be meant."""

    role: str
    kind: str

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft with the new event behind the others of its role."""
        if (self.role, self.kind) not in declared():
            return draft
        names, number = {event.name for event in draft.events}, 1
        while f"{self.kind}-{number}" in names:
            number += 1
        values = {"kind": self.kind, "name": f"{self.kind}-{number}", **_likely_dates(draft, self.role, self.kind)}
        new = EventDraft(draft.next_id(), self.role, values)
        return _sorted(replace(draft, events=(*draft.events, new), done=("add", new.name)))


@dataclass(frozen=True)
class Remove:
    """Take an event out."""

    event: int

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft without the event."""
        gone = draft.event(self.event)
        kept = tuple(event for event in draft.events if event is not gone)
        return replace(draft, events=kept, done=("remove", gone.name)) if gone else draft


@dataclass(frozen=True)
class Retitle:
    """Call the scenario otherwise."""

    title: str

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft with the title, in one line."""
        return replace(draft, title=one_line(self.title)[:300], done=("title", ""))


@dataclass(frozen=True)
class GroupOfPeople:
    """Add another target group, for people of whom either may hold (`group` None), or take one away."""

    event: int
    group: int | None = None

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft with one target group more or less; the last that is left is a plain table again."""
        event = draft.event(self.event)
        if event is None or event.role != "intervention":
            return draft
        who = event.values.get("who", {})
        groups = list(who) if isinstance(who, (list, tuple)) else [who]
        groups = [*groups, {}] if self.group is None else [each for k, each in enumerate(groups) if k != self.group]
        values = {**event.values, "who": groups if len(groups) > 1 else (groups or [{}])[0]}
        return _with(draft, event, values, ("set", event.name))


@dataclass(frozen=True)
class Open:
    """Put another scenario in the place of this one."""

    scenario: Scenario

    def __call__(self, draft: Draft) -> Draft:
        """Return the draft of the other scenario."""
        return draft_of(self.scenario, done=("open", self.scenario.title or self.scenario.name))


def _with(draft: Draft, event: EventDraft, values: dict, done: tuple[str, str]) -> Draft:
    events = tuple(replace(each, values=values) if each is event else each for each in draft.events)
    return replace(draft, events=events, done=done)


def _sorted(draft: Draft) -> Draft:
    """Return the draft with crises first, as the file has them."""
    return replace(draft, events=tuple(sorted(draft.events, key=lambda event: event.role != "crisis")))


def _put(table, path: list[str], value):
    """Return a copy of nested tables and lists with a value at a path; None takes the key out."""
    if isinstance(table, (list, tuple)):
        return [_put(each, path[1:], value) if str(k) == path[0] else each for k, each in enumerate(table)]
    inner = value if len(path) == 1 else _put(table.get(path[0], {}), path[1:], value)
    changed = {**table, path[0]: inner}
    return {key: each for key, each in changed.items() if each is not None}


def _shifted(moment: date, days: int) -> date:
    try:
        return moment + timedelta(days=days)
    except OverflowError:
        return moment


def _likely_dates(draft: Draft, role: str, kind: str) -> dict:
    """Return start and until of a new event: an offer lasts as long as the crises do, a crisis begins after a quarter of the time."""
    base = draft.base
    crises = [event for event in base.crisis if event.enabled]
    if role == "intervention" and crises:
        days = [base.days_of(event) for event in crises]
        first, last = min(first for first, _ in days), max(last for _, last in days)
    else:
        first, lasts = base.days // 4, _LASTS.get(kind, _USUALLY)
        last = base.days if lasts is None else min(base.days, first + lasts)
    dates = {"start": base.start + timedelta(days=first)}
    return {**dates, "until": base.start + timedelta(days=last)} if last < base.days else dates


def moment_of(values: dict, key: str) -> date | None:
    """Return the date of a key of an event, without its time, or None where there is none or what stands there is no date."""
    moment = values.get(key)
    return moment.date() if isinstance(moment, datetime) else moment if isinstance(moment, date) else None
