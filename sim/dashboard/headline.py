"""The templates of the first page's answer: the sentence with three figures, and the ranking."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("headline.vue", vuetify=False)
def Headline(words: dict, sentences: list[str], figures: list[dict], error: str, phase: str, pairs: int, stale: bool):
    """The answer in a sentence or two and three figures, or what went wrong."""


@solara.component_vue("ranking.vue", vuetify=False)
def Ranked(words: dict, rows: list[dict], threshold: str, chosen: str, event_choose: Callable = None):
    """What helps, the best first."""
