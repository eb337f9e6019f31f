"""The command that gives the digits of a page elsewhere, to be read, copied, and taken along with the file it needs."""

from __future__ import annotations

import solara

from .words import say


@solara.component_vue("command.vue", vuetify=False)
def _Card(words: dict, said: str, commands: list[str], folded: bool, file: dict):
    """The commands in a block, or behind a button, and a button that copies them."""


def Command(language: str, said: str, commands: list[str], folded: bool = False, file: dict | None = None) -> solara.Element:
    """Return commands with `said` in front.

    Where there is no room to read them they are `folded`: a button opens them in a wide block. `file` is {button, name, text} of
    one to take along.
    """
    words = {key: say(language, f"share.command_{key}") for key in ("title", "show", "copy", "copied", "by_hand")}
    return _Card(words={**words, "close": say(language, "share.link_close")}, said=said, commands=commands, folded=folded, file=file or {})
