"""What a reader calls a scenario: its title, and for shipped ones the Dutch of it."""

from __future__ import annotations

from .. import Scenario
from .words import texts_of


def title_in(language: str, scenario: Scenario) -> str:
    """Return a scenario's title in a language; one that is not ours stays as its author wrote it."""
    known = texts_of("titles").get(scenario.name)
    if known and known["en"] == scenario.title:
        return known[language]
    return scenario.title or scenario.name.replace("_", " ")
