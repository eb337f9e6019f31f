"""A timeline at one moment of its editing: events as their tables stand in the file, right or wrong, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from ... import Scenario


@dataclass(frozen=True)
class EventDraft:
    """One event as its table stands in the file, right or wrong; `id` stays when it is renamed. Values are never changed in place."""

    id: int
    role: str
    values: dict

    @property
    def kind(self) -> str:
        """The kind of the event."""
        return self.values["kind"]

    @property
    def name(self) -> str:
        """What the event is called, as far as that is a name."""
        return str(self.values.get("name", self.kind))


@dataclass(frozen=True)
class Mistake:
    """What the loader says about one field: `event` is an id or None for the scenario, `key` a key of its table or empty."""

    event: int | None
    key: str
    message: str


@dataclass(frozen=True)
class Draft:
    """A timeline at one moment: `base` is the last scenario that was right, `mistakes` what keeps these events from being one."""

    base: Scenario
    title: str
    events: tuple[EventDraft, ...]
    mistakes: tuple[Mistake, ...] = ()
    done: tuple[str, str] = ("begin", "")  # what led here, in a word and about whom

    def event(self, wanted: int) -> EventDraft | None:
        """Return the event of an id."""
        return next((event for event in self.events if event.id == wanted), None)

    def next_id(self) -> int:
        """Return an id that no event has."""
        return max((event.id for event in self.events), default=0) + 1


def draft_of(scenario: Scenario, ids: tuple[int, ...] = (), done: tuple[str, str] = ("begin", "")) -> Draft:
    """Return the draft of a scenario that is right; its events get these ids, in the order of the scenario, or new ones."""
    tables = scenario.document()
    rows = [(role, values) for role in ("crisis", "intervention") for values in tables.get(role, ())]
    ids = ids if len(ids) == len(rows) else tuple(range(1, len(rows) + 1))
    events = tuple(EventDraft(each, role, values) for each, (role, values) in zip(ids, rows, strict=True))
    return Draft(scenario, scenario.title, events, (), done)
