"""The bar on top of every page: its name, the way to the others, the language, and light or dark."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .address import link_of
from .own import LOST
from .session import Session
from .words import LANGUAGES, say, topic_words


@solara.component_vue("shell.vue", vuetify=False)
def Bar(
    pages: list[dict],
    here: str,
    language: str,
    languages: list[str],
    words: dict,
    address: str,
    unkept: bool,
    event_go: Callable = None,
    event_speak: Callable = None,
):
    """The bar; light or dark is the browser's own business, as is the language of the document."""


def address_of(page: str, search: str) -> str:
    """Return the address of a page with the session's state."""
    path = "/" if page == "explore" else f"/{page}"
    return f"{path}?{search}" if search else path


@solara.component
def Shell(session: Session, page: str, pages: list[str], go: Callable[[str], None]):
    """The bar for a session on a page; `go` opens another address."""
    language, search = session.language.value, link_of(session)
    Bar(
        pages=[{"name": each, "title": say(language, f"shell.{each}"), "address": address_of(each, search)} for each in pages],
        here=page,
        language=language,
        languages=list(LANGUAGES),
        words=topic_words(language, "shell"),
        address=address_of(page, search),
        unkept=LOST in session.pages.value,
        event_go=lambda address: go(address),
        event_speak=lambda chosen: session.language.set(chosen if chosen in LANGUAGES else "en"),
    )
