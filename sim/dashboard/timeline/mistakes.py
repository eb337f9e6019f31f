"""What the loader says about a mistake, in the visitor's language: its English sentences are patterns with a Dutch twin."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ..words import calendar_day, say, texts_of

_TOPIC = "timeline_mistakes"
_LONGEST = 500
_PLACE = re.compile(r"\{(\w+)\}")
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?![\dT])")
_WORD = re.compile(r"[^\W\d_]+[,:;]?(?:\s|$)")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")


def in_language(message: str, language: str) -> str:
    """Return what the loader says as a sentence in a language; what has no translation yet is quoted in English."""
    message = message[:_LONGEST]
    if language == "en":
        return _sentence(message)
    told = _told(message, language)
    return _sentence(told) if told is not None else say(language, "timeline.untold", message=message)


def _told(message: str, language: str) -> str | None:
    """Return the translation by the first pattern that fits, or None."""
    for key, pattern in _patterns():
        if found := pattern.fullmatch(message):
            parts = {name: _part(text, language) for name, text in found.groupdict().items()}
            return say(language, f"{_TOPIC}.{key}", **parts)
    return None


def _part(text: str, language: str) -> str:
    """Return what stands in a place of a pattern: a phrase that has a translation itself, or a value."""
    phrase = _told(text, language)
    if phrase is not None:
        return phrase
    return _DECIMAL.sub(",", _DAY.sub(lambda day: _calendar(day[1], language), text))


def _calendar(text: str, language: str) -> str:
    try:
        return calendar_day(language, date.fromisoformat(text))
    except ValueError:
        return text


@cache
def _patterns() -> list[tuple[str, re.Pattern]]:
    return [(key, _pattern(text["en"])) for key, text in texts_of(_TOPIC).items()]


def _pattern(text: str) -> re.Pattern:
    pieces = _PLACE.split(text)  # literal, name, literal, name, ..., literal
    return re.compile("".join(f"(?P<{piece}>.+?)" if k % 2 else re.escape(piece) for k, piece in enumerate(pieces)))


def _sentence(text: str) -> str:
    """Return a text as a sentence; a file or a key at its beginning keeps its own letters."""
    begun = text[:1].upper() + text[1:] if _WORD.match(text) else text
    return begun + ("" if text.endswith((".", "?")) else ".")
