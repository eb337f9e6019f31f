"""What a reader calls a scenario and its events; for shipped ones also the Dutch of it."""

from __future__ import annotations

from .. import Scenario
from .words import texts_of


def title_in(language: str, scenario: Scenario) -> str:
    """Return a scenario's title in a language; one that is not ours stays as its author wrote it."""
    known = texts_of("titles").get(scenario.name)
    if known and known["en"] == scenario.title:
        return known[language]
    return scenario.title or scenario.name.replace("_", " ")


def event_in(language: str, name: str) -> str:
    """Return what an event is called, as it stands within a sentence: in Dutch too where its name is ours or that of a kind."""
    plain, _, count = name.rpartition("-")
    plain, count = (plain, int(count)) if count.isdecimal() else (name, 1)
    plain = plain.replace("_", " ")
    key = plain.replace(" ", "_").replace("-", "_")
    known, kinds = texts_of("events").get(key), texts_of("timeline_kinds")
    if known and known["en"] == plain:
        called = known[language]
    elif key in kinds:
        called = kinds[key][language]
        called = called[:1].lower() + called[1:]
    else:
        called = plain
    return called if count == 1 else f"{called} {count}"


def quoted(language: str, text: str) -> str:
    """Return a text between the quotation marks of a language."""
    return f"‘{text}’" if language == "nl" else f"“{text}”"
