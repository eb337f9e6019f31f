"""Every text that a visitor reads, in English and in Dutch, and numbers and days as each language writes them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from .. import shared_texts, shared_topics

LANGUAGES = ("en", "nl")

_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
}


def say(language: str, key: str, **fill) -> str:
    """Return the text of "topic.key" in a language, its {placeholders} filled; a missing text or fill is our mistake: KeyError."""
    topic, _, name = key.partition(".")
    texts = texts_of(topic)
    if name not in texts:
        raise KeyError(f"words/{topic}.toml has no [{name}]")
    text = texts[name][language]
    return text.format(**fill) if fill or "{" in text else text


def topic_words(language: str, topic: str) -> dict[str, str]:
    """Return all texts of a topic in a language by key, placeholders unfilled, as a Vue template takes them."""
    return {name: text[language] for name, text in texts_of(topic).items()}


@cache
def texts_of(topic: str) -> dict[str, dict[str, str]]:
    """Return the texts of a topic as they stand in words/<topic>.toml, here or with those that reports have too: by key, then by language."""
    if topic in shared_topics():
        return shared_texts(topic)
    return tomllib.loads((files(__package__) / "words" / f"{topic}.toml").read_text(encoding="utf-8"))


def topics() -> list[str]:
    """Return the topics there are texts for."""
    own = [each.name.removesuffix(".toml") for each in (files(__package__) / "words").iterdir() if each.name.endswith(".toml")]
    return sorted([*own, *shared_topics()])


def number(language: str, value: float, digits: int = 0) -> str:
    """Return a number with that many decimals: 1,234.5 in English, 1.234,5 in Dutch, and a true minus sign."""
    text = f"{value:,.{digits}f}"
    if not any(digit in "123456789" for digit in text):
        text = text.removeprefix("-")  # no minus nought
    if language == "nl":
        text = text.translate({ord(","): ".", ord("."): ","})
    return text.replace("-", "−")


def signed(language: str, value: float, digits: int = 0) -> str:
    """Return a number with its sign, plus included; what rounds to nought has none."""
    text = number(language, value, digits)
    return f"+{text}" if value > 0 and any(digit in "123456789" for digit in text) else text


def calendar_day(language: str, day: date, year: bool = True) -> str:
    """Return a day as people write it: 2 March 2020, 2 maart 2020; without the year where that is plain."""
    return f"{day.day} {_MONTHS[language][day.month - 1]}" + (f" {day.year}" if year else "")
