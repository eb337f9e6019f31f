"""The language in which a verdict and its report are told: English, as it stands in the code, or Dutch by the English it stands for."""

import re
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nl")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
SHORT_MONTHS = "jan feb mrt apr mei jun jul aug sep okt nov dec".split()
_WORDS = Path(__file__).parent / "words"  # texts that reports and pages share, in both languages
_ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = re.compile(rf"\b({'|'.join(_ENGLISH_MONTHS)}|{'|'.join(each[:3] for each in _ENGLISH_MONTHS)})\b")
_spoken = ContextVar("language", default="en")


@contextmanager
def speaking(language):
    """Tell everything in a language, of `LANGUAGES`, as long as this is entered."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language():
    """Return the language that is spoken."""
    return _spoken.get()


def tr(english, **fill):
    """Return a text in the language that is spoken, its {places} filled; one without a Dutch is our mistake: KeyError."""
    text = english if language() == "en" else _dutch()[english]
    return text.format(**fill) if fill else text


def known(english, *topics):
    """Return what a page calls something of ours; what somebody else wrote, and English, stays as it is."""
    if language() == "en":
        return english
    return next((found for topic in topics if (found := _by_english(topic).get(english)) is not None), english)


def named(key, english, topic):
    """Return what a page says of something of ours under a key, whatever the English of the code; English stays as it is."""
    if language() == "en":
        return english
    return shared_texts(topic).get(key, {}).get("nl", english)


def quoted(text):
    """Return a text between the quotation marks of the language that is spoken."""
    return f"“{text}”" if language() == "en" else f"‘{text}’"


def digits(text):
    """Return a number, written as English does, as the language that is spoken writes it."""
    return text if language() == "en" else text.translate({ord(","): ".", ord("."): ","})


def months(text):
    """Return a date, written as English does, with the month of the language that is spoken."""
    return text if language() == "en" else _MONTH.sub(_month, text)


def _month(found):
    place = next(k for k, each in enumerate(_ENGLISH_MONTHS) if each.startswith(found[0]))
    return (SHORT_MONTHS if len(found[0]) == 3 and found[0] != "May" else MONTHS)[place]


@cache
def _dutch():
    tables = tomllib.loads((Path(__file__).parent / "report_nl.toml").read_text(encoding="utf-8"))
    return {english: dutch for table in tables.values() for english, dutch in table.items()}


@cache
def _by_english(topic):
    if topic == "report":
        return _dutch()
    return {text["en"]: text["nl"] for text in shared_texts(topic).values()}


@cache
def shared_topics():
    """Return the topics of the texts that reports and pages share."""
    return tuple(sorted(file.stem for file in _WORDS.glob("*.toml")))


@cache
def shared_texts(topic):
    """Return the texts of a topic that reports and pages share: {key: {language: text}}."""
    return tomllib.loads((_WORDS / f"{topic}.toml").read_text(encoding="utf-8"))
