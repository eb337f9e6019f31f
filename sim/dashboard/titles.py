"""What a reader calls a scenario and its events; for shipped ones also the Dutch of it."""

from __future__ import annotations

from functools import cache

from .. import Scenario
from .words import LANGUAGES, say, texts_of

OWN = "my_scenario"  # how the names of scenarios begin that were edited or drawn in a visit
CRISIS = "_crisis"  # how the name of such a scenario ends from which what is done was taken out
DRAWN = "drawn_"  # how the files of drawn networks begin


def title_in(language: str, scenario: Scenario) -> str:
    """Return a scenario's title in a language; one that is not ours stays as its author wrote it.

    What was edited or drawn in this visit keeps the title it was made from; here it is said that it is another.
    """
    known = texts_of("titles").get(scenario.name)
    if known and known["en"] == scenario.title:
        return known[language]
    if not scenario.name.startswith(OWN):
        return scenario.title or scenario.name.replace("_", " ")
    title = translated(language, unmarked(scenario.title)) or say(language, "timeline.untitled")
    mark = "drawn" if (scenario.population.network or "").startswith(DRAWN) else "own"
    return say(language, f"timeline.{mark}{'_bare' if scenario.name.endswith(CRISIS) else ''}", title=title)


def taken_along(language: str, scenario: Scenario) -> Scenario:
    """Return a scenario as its file is taken along: one made in this visit with the title that pages show, so that commands say the same."""
    return scenario.model_copy(update={"title": title_in(language, scenario)}) if scenario.name.startswith(OWN) else scenario


def unmarked(title: str) -> str:
    """Return a title without what was put in front of it when its file was taken along, in whatever language."""
    return next((title.removeprefix(mark) for mark in _marks() if title.startswith(mark)), title)


@cache
def _marks() -> list[str]:
    texts = texts_of("timeline")
    return [texts[key][language].format(title="") for key in ("own", "own_bare", "drawn", "drawn_bare") for language in LANGUAGES]


def translated(language: str, title: str) -> str:
    """Return a title as a scenario's file has it in a language, if it is one of ours."""
    return _ours().get(title, {}).get(language, title)


@cache
def _ours() -> dict[str, dict[str, str]]:
    """Return the texts of each title of ours, found by either of them."""
    return {text: texts for texts in texts_of("titles").values() for text in texts.values()}


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
