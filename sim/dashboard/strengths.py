"""What sliders have set, in words: pages without sliders live by it too."""

from __future__ import annotations

from collections.abc import Sequence

import solara

from .titles import event_in
from .words import number, say


def strengths_told(language: str, settings: Sequence[str]) -> str:
    """Return a sentence with the strengths that sliders set, as `settings_for` gives them; nothing where all are those of the files."""
    return say(language, "explore.strengths", listed=", ".join(dict.fromkeys(_told(language, each) for each in settings))) if settings else ""


def _told(language: str, setting: str) -> str:
    path, _, value = setting.rpartition("=")
    event = path.rpartition(":")[2].partition(".")[2].rpartition(".")[0]
    return f"{event_in(language, event)} {number(language, round(100 * float(value)))}\u00a0%"


def strengths_note(language: str, settings: Sequence[str]) -> list:
    """Return the same as a paragraph for a card, if there is anything to say."""
    told = strengths_told(language, settings)
    return [solara.v.Html(tag="p", class_="note", children=[told])] if told else []
