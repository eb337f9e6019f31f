"""The timeline editor of a session: what is being edited, what the page asks of it, and whom to tell."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import contextmanager

import solara

from ... import Scenario, ScenarioError
from ..titles import OWN, taken_along
from ..words import number, say
from .answers import PastAnswer, remember
from .checking import text_of
from .editing import Editing, apply, begin, redo, undo
from .edits import Add, GroupOfPeople, Move, Open, Remove, Retitle, SetValue
from .mistakes import in_language
from .uploads import LARGEST, Refused, Uploads
from .view import in_order

PARTS = ("bars", "form", "table", "tools")  # of the page, which number what they send


class Editor:
    """The state of one session's timeline. It outlives the pages that show it; `close` deletes what was opened."""

    def __init__(self, scenario: Scenario, on_change: Callable[[Scenario], None] | None = None, most_people: int = 20_000):
        self.editing: solara.Reactive[Editing] = solara.reactive(begin(scenario))
        self.chosen: solara.Reactive[int | None] = solara.reactive(None)
        self.focus = solara.reactive("")  # what the browser should focus next, and a number that makes it new
        self.answers: solara.Reactive[tuple[PastAnswer, ...]] = solara.reactive(())
        self.told: solara.Reactive[tuple[tuple[str, dict], ...]] = solara.reactive(())
        self.refused: solara.Reactive[tuple[str, dict] | None] = solara.reactive(None)
        self.download = solara.reactive({})
        self.received = solara.reactive(0)
        self.heard: solara.Reactive[dict[str, int]] = solara.reactive({})  # how far this has taken in what each part of the page sent
        self.follows = None  # what the page had chosen when this was opened
        self.on_change = on_change
        self.uploads = Uploads(most_people)
        self._turn = 0

    def close(self) -> None:
        """Delete what was opened."""
        self.uploads.close()

    @property
    def scenario(self) -> Scenario:
        """The last scenario that was right."""
        return self.editing.value.scenario

    def show(self, scenario: Scenario) -> None:
        """Take another scenario in the place of this one, unless it is this one already."""
        if scenario != self.scenario or scenario.folder != self.scenario.folder:
            self._go(apply(self.editing.value, Open(scenario)), tell=False)

    def change(self, asked: dict, language: str) -> None:
        """Give a field what was typed."""
        with self._hearing(asked):
            self._edit(SetValue(_whole(asked, "event"), str(asked.get("key")), asked.get("given"), language))

    def move(self, asked: dict) -> None:
        """Move an event or one of its ends."""
        with self._hearing(asked):
            self._edit(Move(*(_whole(asked, key) for key in ("event", "first_by", "end_by"))))

    def add(self, asked: dict) -> None:
        """Add an event and open its form."""
        before = self.editing.value
        self._edit(Add(str(asked.get("role")), str(asked.get("kind"))))
        if self.editing.value is not before:
            self.choose(max(event.id for event in self.editing.value.draft.events), enter=True)

    def remove(self, event: int, to: str = "bar") -> None:
        """Take an event out; the keyboard goes on `to` the bar of the next one, or its row ("less"), or to what adds one where none is left."""
        before = [each.id for each in in_order(self.editing.value.draft)]
        self._edit(Remove(event))
        left = [each.id for each in in_order(self.editing.value.draft)]
        if len(left) < len(before):
            self._turn += 1
            self.focus.set(f"{to} {left[min(before.index(event), len(left) - 1)]} {self._turn}" if left else f"add - {self._turn}")

    def group(self, asked: dict) -> None:
        """Add a target group, or take one away."""
        group = asked.get("group")
        self._edit(GroupOfPeople(_whole(asked, "event"), group if isinstance(group, int) else None))

    def retitle(self, asked: dict) -> None:
        """Call the scenario otherwise."""
        with self._hearing(asked):
            self._edit(Retitle(str(asked.get("title", ""))))

    def undo(self, *_) -> None:
        """Take the last step back."""
        self._go(undo(self.editing.value))

    def redo(self, *_) -> None:
        """Do what was taken back again."""
        self._go(redo(self.editing.value))

    def choose(self, event: int | None, enter: bool = False) -> None:
        """Open the form of an event, or close it; `enter` also puts the keyboard there, or back on the bar."""
        before = self.chosen.value
        self.chosen.set(event)
        self._turn += 1
        if event is None:
            self.focus.set(f"bar {before} {self._turn}")
        elif enter:
            self.focus.set(f"form {event} {self._turn}")

    def save(self, language: str) -> None:
        """Hand the file of the scenario to the browser, with the title that pages show."""
        self._turn += 1
        name = self.file_name()
        text = text_of(taken_along(language, self.scenario.model_copy(update={"name": name})))
        self.download.set({"name": f"{name}.toml", "text": text, "turn": self._turn})

    def file_name(self) -> str:
        """Return what the file of the scenario is called: as it was opened, or once it is edited by a name that tells its content."""
        editing = self.editing.value
        opened = next(draft for draft in reversed(editing.drafts[: editing.at + 1]) if draft.done[0] in ("begin", "open") or draft is editing.drafts[0])
        if opened.base == self.scenario:
            return re.sub(r"[^\w-]+", "_", self.scenario.name)[:60] or "scenario"
        return f"{OWN}_{self.scenario.hash()[:6]}"

    def receive(self, files: list) -> threading.Thread:
        """Open files in a thread of their own; what comes of it is told by `told` or `refused`."""
        reading = threading.Thread(target=self._receive, args=(files,), name="noaber-upload", daemon=True)
        reading.start()
        return reading

    def remember(self, answer: PastAnswer) -> None:
        """Put an answer in front of the session's history."""
        self.answers.set(remember(self.answers.value, answer))

    def restore(self, place: int) -> None:
        """Go back to the scenario of an answer."""
        if 0 <= place < len(self.answers.value):
            self._edit(Open(self.answers.value[place].scenario))

    def _receive(self, files: list) -> None:
        self.refused.set(None)
        self.told.set(())
        try:
            received = self.uploads.receive(files, self.scenario)
        except Refused as refused:
            self.refused.set((refused.key, refused.fill))
        except ScenarioError as error:
            place = ", ".join(part for part in (error.file, error.table, error.key) if part)
            self.refused.set(("wrong", {"place": place, "message": error.message}))
        except Exception:  # The log keeps what happened; the visitor hears that it is not his fault.
            self.refused.set(("failed", {}))
            raise
        else:
            self.chosen.set(None)
            self._go(apply(self.editing.value, Open(received.scenario)))
            self.told.set(received.told)
        finally:
            self.received.set(self.received.value + 1)

    @contextmanager
    def _hearing(self, asked: dict):
        """Tell the part of the page that sent something when it is taken in: until then it shows what was typed, not what was before."""
        try:
            yield
        finally:
            part, turn = asked.get("part") if isinstance(asked, dict) else None, _whole(asked, "turn")
            if part in PARTS and turn > 0:
                self.heard.set({**self.heard.value, part: turn})

    def _edit(self, edit) -> None:
        self._go(apply(self.editing.value, edit))

    def _go(self, editing: Editing, tell: bool = True) -> None:
        before = self.scenario
        self.editing.set(editing)
        if self.chosen.value is not None and editing.draft.event(self.chosen.value) is None:
            self.chosen.set(None)
        changed = editing.scenario is not before and (editing.scenario != before or editing.scenario.folder != before.folder)
        if tell and changed and self.on_change:
            self.on_change(editing.scenario)


def refusal_in_words(refused: tuple[str, dict] | None, language: str) -> str:
    """Return why files were not opened, as a sentence; empty where they were."""
    if refused is None:
        return ""
    key, fill = refused
    words = dict(fill)
    if key == "wrong":
        place = words.pop("place", "")
        words["message"] = (f"{place}: " if place else "") + in_language(words["message"], language)
    if key == "too_large":
        large = fill["most"] >= 1_000_000
        size = number(language, fill["most"] / (1e6 if large else 1e3))
        words["most"] = say(language, f"timeline.{'megabytes' if large else 'kilobytes'}", size=size)
    return say(language, f"timeline.{key}", **{name: _readable(each, language) for name, each in words.items()})


def told_in_words(told: tuple[tuple[str, dict], ...], language: str) -> list[str]:
    """Return what there is to tell about what was opened, as sentences."""
    return [say(language, f"timeline.{key}", **{name: _readable(each, language) for name, each in fill.items()}) for key, fill in told]


def largest() -> int:
    """Return the size in bytes that no file of any kind may have."""
    return max(LARGEST.values())


def _readable(value, language: str) -> str:
    return number(language, value) if isinstance(value, int) else str(value)


def _whole(asked: dict, key: str) -> int:
    """Return a whole number from what the browser sent; -1, which no event has, for anything else."""
    value = asked.get(key) if isinstance(asked, dict) else None
    return value if isinstance(value, int) and abs(value) < 1e6 else -1
