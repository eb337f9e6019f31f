"""What a visitor types becomes a value of a scenario file, and back; what is no value stays text, and the loader says so."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from ..words import number
from .fields import Field

LONGEST_TEXT = 200
_GROUPED = {"en": re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), "nl": re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")}
_PLAIN = re.compile(r"[-+]?\d{1,15}([.,]\d{0,15})?(e[-+]?\d{1,2})?")


def value_of(field: Field, given, language: str):
    """Return the value that was given for a field; None where it was emptied, so that the usual one holds."""
    if field.widget == "switch":
        return given is True
    if field.widget == "place":
        return _place(given, language)
    text = "" if given is None else one_line(given)[:LONGEST_TEXT]
    if not text:
        return None
    return _READERS.get(field.widget, _as_it_is)(text, language)


def one_line(given) -> str:
    """Return what was typed as one line of text that any file can hold."""
    return " ".join(str(given).encode("utf-8", "replace").decode("utf-8").split())


def shown(field: Field, value, language: str):
    """Return a value as the form shows it: text, or true and false for a switch."""
    if field.widget == "switch":
        return bool(field.usual) if value is None else value is True
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return plain(value, language)
    if isinstance(value, dict):
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, (list, tuple)):
        pairs = field.widget == "curve" and all(isinstance(each, (list, tuple)) for each in value)
        return "; ".join(" ".join(plain(one, language) for one in each) for each in value) if pairs else ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(value: float, language: str) -> str:
    """Return a number as it is typed: all its digits, no thousands marks."""
    text = repr(value) if isinstance(value, float) and value != int(value) else f"{value:.0f}"
    return text.replace(".", ",") if language == "nl" else text


def grouped(value: float, language: str) -> str:
    """Return a number as it is read: thousands marks, and as many decimals as it has."""
    text = repr(float(value))
    return number(language, value, 0 if text.endswith(".0") or "e" in text else len(text.partition(".")[2]))


def _number(text: str, language: str):
    bare = text.removesuffix("%").strip()
    if _GROUPED[language].fullmatch(bare):
        bare = bare.replace("," if language == "en" else ".", "")
    if not _PLAIN.fullmatch(bare):
        return text
    found = float(bare.replace(",", "."))
    return found / 100 if text.endswith("%") else found


def _whole(text: str, language: str):
    found = _number(text, language)
    return int(found) if isinstance(found, float) and found == int(found) else found


def _moment(text: str, language: str):
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.date() if found.time() == time() and found.tzinfo is None else found


def _numbers(text: str, language: str):
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    return [int(part) for part in parts] if all(re.fullmatch(r"\d{1,9}", part) for part in parts) else text


def _curve(text: str, language: str):
    pairs = [[_number(part, language) for part in pair.split()] for pair in text.split(";") if pair.strip()]
    return pairs if all(isinstance(part, float) for pair in pairs for part in pair) else text


def _place(given, language: str):
    """Return a share of all areas, a list of areas, or None for everywhere."""
    if not isinstance(given, dict) or not given:
        return None
    if "share" in given:
        return _number(str(given["share"]).strip()[:LONGEST_TEXT] or "-", language)
    return _numbers(str(given.get("list", "")).strip()[:LONGEST_TEXT], language)


def _maybe(text: str, language: str):
    return {"yes": True, "no": False}.get(text, text)


def _as_it_is(text: str, language: str):
    return text


_READERS = {
    "share": _number, "series": _number, "number": _number, "whole": _whole, "moment": _moment, "numbers": _numbers, "curve": _curve, "maybe": _maybe
}
