"""The parts of the timeline editor that are written as templates: tools, bars, form and table."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("bars.vue", vuetify=False)
def Bars(
    base: str,
    language: str,
    words: dict,
    days: int,
    start: str,
    marks: list[dict],
    bars: list[dict],
    chosen: int | None,
    focus: str,
    heard: int,
    answered: int,
    unanswered: str,
    event_move: Callable = None,
    event_select: Callable = None,
    event_remove: Callable = None,
    event_undo: Callable = None,
    event_redo: Callable = None,
):
    """The events over the days; bars and their ends are dragged, or moved by arrow keys."""


@solara.component_vue("form.vue", vuetify=False)
def Form(
    base: str,
    language: str,
    words: dict,
    form: dict | None,
    focus: str,
    heard: int,
    event_change: Callable = None,
    event_group: Callable = None,
    event_remove: Callable = None,
    event_close: Callable = None,
):
    """The form of one event."""


@solara.component_vue("table.vue", vuetify=False)
def Table(
    base: str,
    words: dict,
    rows: list[dict],
    focus: str,
    heard: int,
    event_change: Callable = None,
    event_select: Callable = None,
    event_remove: Callable = None,
):
    """All events as a table to type in."""


@solara.component_vue("tools.vue", vuetify=False)
def Tools(
    base: str,
    words: dict,
    title: str,
    kinds: list[dict],
    undoing: str,
    redoing: str,
    answers: list[dict],
    endings: list[str],
    largest: int,
    received: int,
    download: dict,
    focus: str,
    heard: int,
    event_undo: Callable = None,
    event_redo: Callable = None,
    event_add: Callable = None,
    event_receive: Callable = None,
    event_save: Callable = None,
    event_restore: Callable = None,
    event_retitle: Callable = None,
):
    """The buttons: undo, redo, add, open, download, and the answers so far."""
