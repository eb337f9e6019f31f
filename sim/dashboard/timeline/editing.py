"""The timeline while it is edited: what an edit makes of a draft, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ... import Scenario
from .checking import checked
from .drafts import Draft, draft_of

MOST_STEPS = 200  # that can be undone


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


def apply(editing: Editing, edit) -> Editing:
    """Return the state after an edit; what was undone before is forgotten, and an edit that changes nothing leaves no step.

    `edit` is called with the draft and returns another one, as those of `edits` do.
    """
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
