"""The timeline while it is edited: drafts that never change, what an edit makes of one, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ... import Scenario

MOST_STEPS = 200  # that can be undone


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


@dataclass(frozen=True)
class Editing:
    """All drafts of a session so far, and which one is looked at."""

    drafts: tuple[Draft, ...]
    at: int = 0

    @property
    def draft(self) -> Draft:
        """The draft that is looked at."""
        return self.drafts[self.at]

    @property
    def scenario(self) -> Scenario:
        """The last scenario that was right."""
        return self.draft.base

    @property
    def undoable(self) -> tuple[str, str] | None:
        """What undo would take back."""
        return self.draft.done if self.at else None

    @property
    def redoable(self) -> tuple[str, str] | None:
        """What redo would do again."""
        return self.drafts[self.at + 1].done if self.at + 1 < len(self.drafts) else None


def begin(scenario: Scenario) -> Editing:
    """Return the state in which a scenario is opened, with nothing to undo."""
    return Editing((draft_of(scenario),))


def draft_of(scenario: Scenario, ids: tuple[int, ...] = (), done: tuple[str, str] = ("begin", "")) -> Draft:
    """Return the draft of a scenario that is right; its events get these ids, in the order of the scenario, or new ones."""
    tables = scenario.document()
    rows = [(role, values) for role in ("crisis", "intervention") for values in tables.get(role, ())]
    ids = ids if len(ids) == len(rows) else tuple(range(1, len(rows) + 1))
    events = tuple(EventDraft(each, role, values) for each, (role, values) in zip(ids, rows, strict=True))
    return Draft(scenario, scenario.title, events, (), done)


def apply(editing: Editing, edit) -> Editing:
    """Return the state after an edit; what was undone before is forgotten, and an edit that changes nothing leaves no step.

    `edit` is called with the draft and returns another one, as those of `edits` do.
    """
    from .checking import checked

    before = editing.draft
    after = edit(before)
    if _same(after, before):
        return editing
    after = checked(after)
    if _same(after, before):
        return editing
    drafts = (*editing.drafts[: editing.at + 1], after)[-MOST_STEPS:]
    return Editing(drafts, len(drafts) - 1)


def undo(editing: Editing) -> Editing:
    """Return the state one step back."""
    return replace(editing, at=max(0, editing.at - 1))


def redo(editing: Editing) -> Editing:
    """Return the state one step on again."""
    return replace(editing, at=min(len(editing.drafts) - 1, editing.at + 1))


def _same(one: Draft, other: Draft) -> bool:
    # Files of people are named relative to a folder, so an equal text may mean another network.
    alike = (one.title, one.events, one.base.folder) == (other.title, other.events, other.base.folder)
    return alike and one.base == other.base
