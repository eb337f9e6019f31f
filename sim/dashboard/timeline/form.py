"""The form of one event: for each of its fields what it is called, what it holds, what is usual and what is wrong with it."""

from __future__ import annotations

from datetime import datetime

from ..words import number, say, texts_of
from .drafts import Draft, EventDraft
from .fields import Field, declared, field_of, fields_of, schema_part
from .mistakes import in_language
from .typed import grouped, plain, shown
from .view import days_of, in_order, kind_does, kind_name, name_of

_HOURLY = ("blackout",)  # kinds that change within a day
_CHOICE = {"maybe": ("yes", "no")}


def form_view(draft: Draft, event: EventDraft, language: str) -> dict:
    """Return the form of an event: its fields in groups, each with its message, and messages that concern no single field."""
    fields = fields_of(event.role, event.kind, event.values)
    said = _messages(draft, event, fields, language)
    rows = [_row(draft, event, field, said, language) for field in fields]
    who = [[row for row in rows if row["key"].startswith(prefix)] for prefix in _groups(event)]
    return {
        "id": event.id,
        "role": event.role,
        "name": name_of(event, language),
        "kind": kind_name(event.role, event.kind, language),
        "does": kind_does(event.role, event.kind, language),
        "main": [row for row, field in zip(rows, fields, strict=True) if field.group == "main"],
        "who": who,
        "more": [row for row, field in zip(rows, fields, strict=True) if field.group == "more"],
        "said": said.get("", []),
    }


def table_view(draft: Draft, language: str) -> list[dict]:
    """Return all events as rows of a table: dates, level and whether they are on, each to be typed."""
    rows = []
    for event in in_order(draft):
        level = "severity" if event.role == "crisis" else "reach"
        fields = [field_of(event.role, event.kind, event.values, key) for key in ("start", "until", level, "enabled")]
        every = fields_of(event.role, event.kind, event.values)
        said = _messages(draft, event, every, language)
        cells = [_row(draft, event, field, said, language) for field in fields]
        elsewhere = [each for key, messages in said.items() if key not in ("start", "until", level, "enabled") for each in messages]
        rows.append({
            "id": event.id, "role": event.role, "name": name_of(event, language),
            "kind": kind_name(event.role, event.kind, language), "cells": cells, "said": elsewhere,
        })
    return rows


def _groups(event: EventDraft) -> list[str]:
    """Return how the keys of each target group begin."""
    if event.role != "intervention":
        return []
    who = event.values.get("who", {})
    return [f"who.{k}." for k in range(len(who))] if isinstance(who, (list, tuple)) else ["who."]


def _messages(draft: Draft, event: EventDraft, fields: list[Field], language: str) -> dict[str, list[str]]:
    """Return {key of a field: [sentences]}; under the empty key what concerns no single field."""
    said = {}
    for mistake in draft.mistakes:
        if mistake.event == event.id:
            near = [field.key for field in fields if f"{mistake.key}.".startswith(f"{field.key}.")]
            said.setdefault(near[0] if near else "", []).append(in_language(mistake.message, language))
    return said


def _row(draft: Draft, event: EventDraft, field: Field, said: dict, language: str) -> dict:
    value = _at(event.values, field.key.split("."))
    usual, usually = _usual(draft, event, field, value, language)
    row = {
        "key": field.key,
        "widget": field.widget,
        "label": _label(field, language),
        "hint": " ".join(filter(None, [_hint(field, value, language), usually])),
        "value": shown(field, value, language),
        "usual": "" if usual is None else plain(usual, language),
        "message": " ".join(said.get(field.key, ())),
    }
    if field.key == "name" and not row["message"]:
        row["value"] = name_of(event, language)  # as bars, charts and headings have it; the file keeps its own until another is typed
    if field.widget == "moment":
        row |= _moment(draft, event, field.key, value)
    if field.widget == "share":
        level = value if isinstance(value, (int, float)) else usual
        row["slider"] = min(max(level, 0), 1) if isinstance(level, (int, float)) else 0
        row["hint"] = f"{number(language, 100 * row['slider'])}\u00a0%. {row['hint']}".strip()  # as the rest of the page writes it
    if field.widget == "place":
        row["mode"] = "" if value is None else "list" if isinstance(value, (list, tuple)) else "share"
    if field.widget in ("maybe", "choice"):
        row["choices"] = _choices(field, language)
    return row


def _choices(field: Field, language: str) -> list[dict]:
    if field.widget == "maybe":
        return [{"value": each, "label": say(language, f"timeline.{each}")} for each in ("yes", "no")]
    name = field.key.rpartition(".")[2]
    texts = texts_of("timeline_keys")
    return [{"value": each, "label": texts.get(f"{name}_{each}", {}).get(language, each)} for each in field.choices]


def _label(field: Field, language: str) -> str:
    """Return what a key is called; a key from a file of one's own as it is written."""
    parts = [part for part in field.key.split(".") if not part.isdigit()]
    texts = texts_of("timeline_keys")
    key = "_".join(parts)
    return texts[key][language] if key in texts else parts[-1].replace("_", " ").capitalize()


def _hint(field: Field, value, language: str) -> str:
    """Return what to know about a field: our words, or those of its declaration, and its range."""
    if field.widget == "series":
        daily = value.get("daily", (0.0,))
        low, high = (number(language, each, 2) for each in (min(daily), max(daily)))
        return say(language, "timeline.series", days=len(daily), low=low, high=high)
    if field.widget == "fixed":
        return say(language, "timeline.fixed")
    key, texts = f"hint_{field.key}", texts_of("timeline_keys")
    own = texts[key][language] if key in texts else "" if field.key in texts or field.group == "who" else field.text or field.unit
    return " ".join(filter(None, [own, _range(field, language)]))


def _range(field: Field, language: str) -> str:
    if field.widget not in ("number", "whole", "share") or field.low is None or field.high is None:
        return ""
    if field.widget == "share" or field.high >= 1e5:
        return ""  # said once in the label of every slider, and no one reaches the others
    low, high = (grouped(each, language) for each in (field.low, field.high))
    return say(language, "timeline.range", low=low, high=high)


def _usual(draft: Draft, event: EventDraft, field: Field, value, language: str) -> tuple[float | None, str]:
    """Return what holds where a field is left empty, and a sentence on it: the kind's usual value, or what follows from severity."""
    followed = _followed(draft, event).get(field.key) if value is None else None
    if followed is not None:
        return round(followed, 2), say(language, "timeline.follows", value=plain(round(followed, 2), language))
    if isinstance(field.usual, bool) or not isinstance(field.usual, (int, float)):
        return None, ""
    return field.usual, "" if field.usual == value else say(language, "timeline.usual", usual=plain(field.usual, language))


def _followed(draft: Draft, event: EventDraft) -> dict:
    """Return what an event's severity makes of its measures, where its kind has such a table."""
    named = next((each for each in draft.base.crisis if each.name == event.name), None)
    severity = getattr(named, "severity", None)
    return named.measures(severity) if hasattr(named, "measures") and isinstance(severity, (int, float)) else {}


def _moment(draft: Draft, event: EventDraft, key: str, value) -> dict:
    """Return how a date is asked for: with the time where hours matter; and on which day of the scenario it falls."""
    hourly = isinstance(value, datetime) or draft.base.step == "hour" or event.kind in _HOURLY
    end = draft.base.end.isoformat()
    limits = {"min": draft.base.start.isoformat(), "max": end}
    text = value.isoformat() if hasattr(value, "isoformat") else ""
    if not hourly:
        return {"type": "date", "value": text, **limits}
    text = text[:16] if "T" in text else f"{text}T00:00" if text else ""
    return {"type": "datetime-local", "value": text, **{name: f"{each}T00:00" for name, each in limits.items()}}


def _at(table, path: list[str]):
    """Return what stands at a path of nested tables and lists, or None."""
    for part in path:
        if isinstance(table, (list, tuple)):
            table = table[int(part)] if part.isdigit() and int(part) < len(table) else None
        else:
            table = table.get(part) if isinstance(table, dict) else None
    return table
