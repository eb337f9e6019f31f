"""What can be set on an event: one field for each key that its kind declares, read from the schema of scenario files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ... import schema

# Keys that everybody sees at once; the others of a kind stand under "more".
MAIN = ("name", "enabled", "start", "until", "severity", "reach", "capacity_per_1000")


@dataclass(frozen=True)
class Field:
    """One thing to set: `key` as messages of the loader name it, `widget` how it is asked for, and what it may hold."""

    key: str
    widget: str
    group: str  # main, who or more
    low: float | None = None
    high: float | None = None
    usual: object = None
    unit: str = ""
    text: str = ""
    choices: tuple[str, ...] = ()


@cache
def declared() -> dict[tuple[str, str], dict]:
    """Return the schema of every registered kind by (role, kind), in the order of the catalogue."""
    kinds = [name.partition(" ")[::2] for name in schema()["$defs"] if name.partition(" ")[0] in ("crisis", "intervention")]
    return {(role, kind): schema_part(f"{role} {kind}") for role, kind in sorted(kinds, key=lambda each: each[0])}


@cache
def definitions() -> dict:
    """Return the definitions of the schema; asked for once, as it takes a while to make."""
    return schema()["$defs"]


def schema_part(name: str) -> dict:
    """Return one definition of the schema."""
    return definitions()[name]


def fields_of(role: str, kind: str, values: dict) -> list[Field]:
    """Return what can be set on an event of a kind that has these values, in the order of its declaration."""
    found = []
    for key, part in declared()[role, kind]["properties"].items():
        if key == "who":
            found += _who_fields(values.get("who", {}))
        elif key != "kind":
            group = "main" if key in MAIN else "more"
            found.append(_field(key, key, part, group, values.get(key)))
    return sorted(found, key=lambda field: MAIN.index(field.key) if field.key in MAIN else len(MAIN))


def field_of(role: str, kind: str, values: dict, key: str) -> Field | None:
    """Return the field of a key, or None where the kind has no such field."""
    return next((field for field in fields_of(role, kind, values) if field.key == key), None)


def _who_fields(who) -> list[Field]:
    """Return the fields of a target group; of several groups, each has its own."""
    groups = [(f"who.{k}", each) for k, each in enumerate(who)] if isinstance(who, (list, tuple)) else [("who", who)]
    parts = schema_part("Who")["properties"]
    return [_field(f"{path}.{key}", key, part, "who", None) for path, _ in groups for key, part in parts.items()]


def _field(key: str, name: str, part: dict, group: str, value) -> Field:
    return Field(
        key,
        _widget(name, part, value),
        group,
        part.get("minimum"),
        part.get("maximum"),
        part.get("default"),
        part.get("unit", ""),
        part.get("description", ""),
        tuple(part["pattern"].strip("^()$").split("|")) if "pattern" in part else (),
    )


_BY_NAME = {"name": "text", "start": "moment", "until": "moment", "severity": "share", "area": "place", "restored": "curve"}


def _widget(name: str, part: dict, value) -> str:
    """Return how a key is asked for; what a form cannot show is left as the file has it."""
    if isinstance(value, dict):
        return "series" if name == "severity" else "fixed"
    kind = part.get("type")
    if name == "area" and kind == "array":
        return "numbers"
    if name in _BY_NAME:
        return _BY_NAME[name]
    if kind == "number":
        return "share" if (part.get("minimum"), part.get("maximum")) == (0, 1) else "number"
    if kind == "boolean":
        return "switch" if "default" in part else "maybe"
    if kind == "string":
        return "choice" if "pattern" in part else "text"
    return {"integer": "whole"}.get(kind, "fixed")
