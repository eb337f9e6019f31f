"""Files that a visitor takes along: buttons that make them when asked, what stands in front of them, and what they are called."""

from __future__ import annotations

import base64
import csv
import io
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable

import solara

from .. import Scenario, __version__
from .found import NO_CRISIS
from .titles import title_in
from .words import say, topic_words

_LONGEST_NAME = 90
Maker = Callable[[], tuple[str, bytes]]


@solara.component_vue("downloads.vue", vuetify=False)
def _Buttons(words: dict, kinds: list[dict], small: bool, busy: str, mistake: str, file: dict, event_save: Callable = None):
    """A button for each file; `file` is the last one that was made, as base64."""


@solara.component
def Files(language: str, makers: dict[str, tuple[str, str, Maker]], small: bool = False):
    """A button for each {kind: (what stands on it, its whole name, what makes the file)}.

    Files are made when they are asked for, in a thread of their own, and one at a time.
    """
    busy, file, mistake = solara.use_reactive(""), solara.use_reactive({}), solara.use_reactive("")

    def save(kind):
        if kind in makers and not busy.value:
            busy.set(kind)
            threading.Thread(target=make, args=(kind,), name="noaber-download", daemon=True).start()

    def make(kind):
        try:
            name, content = makers[kind][2]()
            file.set({"name": name, "content": base64.b64encode(content).decode(), "turn": file.value.get("turn", 0) + 1})
            mistake.set("")
        except Exception as error:
            mistake.set(say(language, "share.failed", reason=error))
            raise
        finally:
            busy.set("")

    kinds = [{"kind": kind, "label": label, "name": name} for kind, (label, name, _) in makers.items()]
    _Buttons(words=topic_words(language, "share"), kinds=kinds, small=small, busy=busy.value, mistake=mistake.value, file=file.value, event_save=save)


def take_along(language: str, title: str, file: str, about: Iterable[str], table: bool = True) -> dict:
    """Return what a `TimeChart` needs to offer its numbers as a table and as CSV, and its picture as PNG."""
    words = {key: text for key, text in topic_words(language, "share").items() if key in ("csv", "table_of", "date", "low", "high", "range")}
    if table:
        words["table"] = say(language, "share.table")
    return {"title": title, "file": file, "about": list(about), "words": words, "save": say(language, "share.png")}


def about(language: str, scenarios: Iterable[Scenario], command: str, **counts) -> list[str]:
    """Return what a file says of itself: model, scenarios, `people`, `pairs`, `seed` or `run_seed`, and the command for the same digits."""
    lines = [say(language, "share.model", version=__version__), say(language, "share.command", command=command)]
    lines += [say(language, "share.scenario", name=each.name, hash=each.hash(), title=_title(language, each)) for each in scenarios]
    return lines + [say(language, f"share.{name}", **{"seed" if name == "run_seed" else name: count}) for name, count in counts.items()]


def _title(language: str, scenario: Scenario) -> str:
    return say(language, "share.no_crisis") if scenario.name == NO_CRISIS else title_in(language, scenario)


def csv_text(lines: Iterable[str], heads: list[str], rows: Iterable[list]) -> str:
    """Return a table as CSV, numbers with a point, and in front of it what it is, each line with a # in front."""
    text = io.StringIO()
    text.writelines(f"# {' '.join(line.split())}\n" for line in lines)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(["" if cell is None else f"{cell:.6g}" if isinstance(cell, float) else cell for cell in row] for row in rows)
    return text.getvalue()


def file_name(*parts: object) -> str:
    """Return a name for a file that says what is in it, from plain letters, digits and underscores.

    Of too long a name the longest part loses words from its end.
    """
    words = [_plain_words(str(part)) for part in ("noaber", *parts)]
    while sum(map(len, sum(words, []))) + len(sum(words, [])) - 1 > _LONGEST_NAME:
        longest = max(words, key=lambda part: len("_".join(part)))
        if len(longest) == 1:
            longest[0] = longest[0][: len(longest[0]) // 2]
        else:
            longest.pop()
    return "_".join(sum(words, []))


def _plain_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [word for word in re.split(r"[^a-z0-9]+", plain) if word]
