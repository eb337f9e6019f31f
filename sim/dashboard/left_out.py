"""What of a link could not be used: kept by the session, and said on arrival, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import solara

from .limits import LEAST, wrong_number
from .titles import quoted, title_in
from .words import say

_LONGEST, _MOST = 60, 12


@dataclass(frozen=True)
class LeftOut:
    """A key of a link that could not be used, its value, and why: the end of a key link_... in words/share.toml."""

    key: str
    value: str
    why: str = "unknown"


def why_left_out(key: str) -> str:
    """Return why a key that is known was not used, where all there is to say is that its value was of no use."""
    return "number" if key in LEAST else "share" if key.startswith("set.") else "choice"


def sentences(language: str, left_out: tuple[LeftOut, ...], shown: str) -> list[str]:
    """Return what was left out of a link, a sentence each; `shown` is the title of what is shown."""
    said = [_sentence(language, each, shown) for each in left_out[:_MOST]]
    more = len(left_out) - _MOST
    return [*said, say(language, "share.link_more", count=more)] if more > 0 else said


def _sentence(language: str, each: LeftOut, shown: str) -> str:
    item = quoted(language, _short(f"{each.key}={each.value}"))
    if each.why == "drawn":
        people, file = each.value.split(" ", 1)
        return say(language, "share.link_drawn", file=file, people=people, shown=shown)
    if each.why in ("files", "long"):
        return say(language, f"share.link_{each.why}", shown=shown)
    fill = {"expected": wrong_number(each.key, None, language)} if each.why == "number" else {}
    return say(language, f"share.link_{each.why}", item=item, **fill)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@solara.component_vue("left_out.vue", vuetify=False)
def _Told(title: str, sentences: list[str], button: str, event_close: Callable = None):
    """A message with a button that takes it away."""


@solara.component
def Arrival(session):
    """What of the link could not be used, until the visitor has read it."""
    language = session.language.value
    title = say(language, "share.link_title")
    shown = quoted(language, title_in(language, session.scenarios[session.second.value]))
    told = sentences(language, session.left_out.value, shown)
    _Told(title=title, sentences=told, button=say(language, "share.link_close"), event_close=lambda *_: session.left_out.set(()))
