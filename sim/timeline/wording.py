"""Turns what pydantic finds in a table into one message of ours: the first mistake, what was expected, what was given."""

import re
import types
from datetime import date, datetime
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel

from .errors import in_words, unknown

WORDS = {float: "a number", int: "a whole number", bool: "true or false", str: "a text in quotes", type(None): None}
WORDS[date] = "a date without quotes such as 2020-03-16"
MOMENT = "a date or a time without quotes, such as 2020-03-16 or 2020-03-16T18:00:00"


def first_mistake(declared, table, error):
    """Return (keys, message) of the mistake that comes first in the order of the table.

    Parameters
    ----------
    declared : type
        The Declared class the table was checked against.
    table : dict
        The table as the file has it.
    error : pydantic.ValidationError
        What was found.
    """
    found = [(_keys(each, table), each) for each in error.errors(include_url=False)]
    order = {key: k for k, key in enumerate(table)}
    first = min(_place(keys, order) for keys, _ in found)
    here = [(keys, each) for keys, each in found if _place(keys, order) == first]
    keys, mistake = _deepest(here, table)
    return keys, _message(declared, table, keys, mistake)


def _place(keys, order):
    return order.get(keys[0], len(order)) if keys else len(order)


def _keys(mistake, table):
    """Return the keys and indices on the way to a mistake; pydantic's path also names the types it tried."""
    keys, value, last = [], table, len(mistake["loc"]) - 1
    for k, part in enumerate(mistake["loc"]):
        if isinstance(value, dict) and (part in value or (k == last and mistake["type"] == "missing")):
            keys.append(part)
            value = value.get(part)
        elif isinstance(value, (list, tuple)) and isinstance(part, int) and part < len(value):
            keys.append(part)
            value = value[part]
    return tuple(keys)


def _deepest(found, table):
    """Return the mistake that says most: of the types a key may have, the one that got furthest into the value."""
    depth = max(len(keys) for keys, _ in found)
    return next((keys, each) for keys, each in found if len(keys) == depth)


def _message(declared, table, keys, mistake):
    kind, given = mistake["type"], mistake.get("input")
    owner = _owner(declared, keys)
    if kind == "extra_forbidden":
        return unknown("key", keys[-1], list(owner.model_fields) if owner else (), "keys", shown=False)
    if kind in ("value_error", "assertion_error"):
        return mistake["msg"].split(", ", 1)[-1] + ("" if isinstance(given, dict) else f", got {in_words(given)}")
    if not keys or not owner or keys[-1] not in owner.model_fields:
        inner = _words_for_item(declared, keys) or mistake["msg"].lower()
        return f"expected {inner}, got {in_words(given)}"
    wanted = expected(owner.model_fields[keys[-1]])
    if kind == "finite_number":
        wanted = wanted.replace("a number", "a finite number", 1)
    return f"missing; expected {wanted}" if kind == "missing" else f"expected {wanted}, got {in_words(_at(table, keys))}"


def _at(table, keys):
    for key in keys:
        table = table[key]
    return table


def _owner(declared, keys):
    """Return the declared class whose field the last key is, or None where it is an item of a list."""
    owner = declared
    for key in keys[:-1]:
        if isinstance(key, int):
            continue
        field = owner.model_fields.get(key) if owner else None
        owner = next(iter(_models(field.annotation)), None) if field else None
    return None if keys and isinstance(keys[-1], int) else owner


def _words_for_item(declared, keys):
    names = tuple(key for key in keys if not isinstance(key, int))
    owner = _owner(declared, names)
    if not names or not owner or names[-1] not in owner.model_fields:
        return ""
    return f"a list, each item of it {_item(owner.model_fields[names[-1]].annotation)}"


def _item(annotation):
    """Return what a list takes as an item, in words."""
    for each in _alternatives(annotation):
        if get_origin(each) in (tuple, list):
            inside = get_args(each)[0]
            pair = get_args(inside) if get_origin(inside) is tuple and Ellipsis not in get_args(inside) else ()
            return f"a list of {len(pair)} numbers" if pair else WORDS.get(inside) or _word(inside)
    return "of the right type"


def _models(annotation):
    """Return the declared classes an annotation mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _alternatives(annotation):
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


def expected(field):
    """Return what a field takes, in words: its types and its range."""
    alternatives = _alternatives(field.annotation)
    if datetime in alternatives:
        return MOMENT
    words = [_word(each) for each in alternatives]
    limits = " ".join(filter(None, [_range(field.metadata), _choices(field.metadata)]))
    said = " or ".join(dict.fromkeys(word for word in words if word))
    return f"{limits}" if limits.startswith('"') else f"{said} {limits}".strip()


def _word(annotation):
    if get_origin(annotation) is Literal:
        return " or ".join(in_words(each) for each in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "a table"
    if get_origin(annotation) in (tuple, list):
        inside = get_args(annotation)[0]
        return "a list of tables" if _models(inside) else {int: "a list of whole numbers", float: "a list of numbers"}.get(inside, "a list")
    return WORDS.get(annotation, "a value of the right type")


def _range(metadata):
    low = next((m.ge for m in metadata if getattr(m, "ge", None) is not None), None)
    high = next((m.le for m in metadata if getattr(m, "le", None) is not None), None)
    if low is not None and high is not None:
        return f"from {_number(low)} to {_number(high)}"
    shortest = next((m.min_length for m in metadata if getattr(m, "min_length", None)), None)
    longest = next((m.max_length for m in metadata if getattr(m, "max_length", None)), None)
    if shortest or longest:
        return "that is not empty" if shortest else f"of at most {longest} characters"
    return f"of at least {_number(low)}" if low is not None else f"of at most {_number(high)}" if high is not None else ""


def _number(value):
    return f"{value:,}" if value == int(value) and abs(value) >= 1e5 else f"{value:g}"


def _choices(metadata):
    pattern = next((m.pattern for m in metadata if getattr(m, "pattern", None)), "")
    named = re.fullmatch(r"\^\(([\w|]+)\)\$", pattern)
    return " or ".join(f'"{each}"' for each in named[1].split("|")) if named else (f"that fits {pattern}" if pattern else "")
