"""Whether a draft is a scenario: the text of its file goes through the loader, and what that says is put to the field it concerns."""

from __future__ import annotations

from dataclasses import replace

import tomli_w

from ... import Scenario, ScenarioError, load_text
from .drafts import Draft, EventDraft, Mistake, draft_of

_MOST_MISTAKES = 6  # of one event that are told at once


def checked(draft: Draft) -> Draft:
    """Return the draft as the loader reads it: with its scenario, or with what is wrong and the last scenario that was right."""
    try:
        scenario = _loaded(draft, draft.events)
    except ScenarioError as error:
        return replace(draft, mistakes=tuple(_mistakes(draft, error)))
    ids = tuple(event.id for role in ("crisis", "intervention") for event in draft.events if event.role == role)
    return draft_of(scenario, ids, draft.done)


def text_of(scenario: Scenario) -> str:
    """Return the file of a scenario, as the commands read it."""
    return scenario.to_toml()


def _loaded(draft: Draft, events: tuple[EventDraft, ...]) -> Scenario:
    """Return the scenario of these events, with everything else as the draft's base has it."""
    base = draft.base
    tables = {key: value for key, value in base.document().items() if key not in ("crisis", "intervention", "title")}
    tables["title"] = draft.title or base.name
    for role in ("crisis", "intervention"):
        if rows := [event.values for event in events if event.role == role]:
            tables[role] = rows
    return load_text(tomli_w.dumps(tables), name=base.name, folder=base.folder)


def _mistakes(draft: Draft, error: ScenarioError) -> list[Mistake]:
    """Return what is wrong with each event by itself, and where there is nothing, what is wrong with them together."""
    found = [mistake for event in draft.events for mistake in _mistakes_in(draft, event)]
    if found:
        return found
    named = [event.id for event in draft.events if error.table.startswith(f"[[{event.role}]]") and f'"{event.name}"' in error.table]
    return [Mistake(named[-1] if named else None, error.key, error.message)]


def _mistakes_in(draft: Draft, event: EventDraft) -> list[Mistake]:
    """Return the mistakes of one event: the first, then what is found when that key is left out, and so on."""
    found = []
    while len(found) < _MOST_MISTAKES:
        try:
            _loaded(draft, (event,))
        except ScenarioError as error:
            if not error.table.startswith(f"[[{event.role}]]"):
                return found
            found.append(Mistake(event.id, error.key, error.message))
            values = _without(event.values, error.key.split("."))
            if values == event.values:
                return found
            event = replace(event, values=values)
        else:
            return found
    return found


def _without(table, path: list[str]):
    """Return nested tables without the key at a path; as they are where the path leads nowhere."""
    if not isinstance(table, dict) or path[0] not in table or path[0] == "kind":
        return table
    inner = _without(table[path[0]], path[1:]) if len(path) > 1 else table
    if len(path) > 1 and inner != table[path[0]]:
        return {**table, path[0]: inner}
    return {key: value for key, value in table.items() if key != path[0]}
