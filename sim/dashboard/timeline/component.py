"""The timeline editor on a page: tools, bars, the form of the chosen event and the table, from the state of an Editor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from ... import Scenario
from ..titles import translated
from ..words import say, topic_words
from .answers import answers_view
from .editor import Editor, largest, refusal_in_words, told_in_words
from .form import form_view, table_view
from .parts import Bars, Form, Table, Tools
from .uploads import LARGEST
from .view import answered_view, kinds_view, mistakes_in_words, step_in_words, timeline_view

_CSS = (Path(__file__).parent / "timeline.css").read_text(encoding="utf-8")


@solara.component
def TimelineEditor(
    scenario: Scenario,
    on_change: Callable[[Scenario], None],
    language: str = "en",
    messages: tuple[str, ...] = (),
    editor: Editor | None = None,
    base: str = "timeline",
    answered: int | None = None,
):
    """The whole editor of a scenario.

    `on_change` is told each scenario that is right; `messages` are sentences of the page to show with those of the editor.
    With an `editor` the state outlives the page; without one it is this component's own. `base` begins the ids of its parts.
    `answered` is how many days the page's answer covers; the bars show which these are where the scenario goes on after them.
    """
    own = solara.use_memo(lambda: editor or Editor(scenario), [editor])
    solara.use_effect(lambda: None if editor else own.close, [editor])
    solara.use_effect(lambda: own.show(scenario), [id(scenario)])
    own.on_change = on_change
    # What opens from the tools lies over the rest, which may scroll.
    parts = [_Said(own, language, messages), _Bars(own, language, base, answered), _Form(own, language, base), _Table(own, language, base)]
    body = solara.v.Html(tag="div", class_="tl-body", children=parts)
    # One element only: several would be wrapped in a sheet with a background of its own.
    solara.v.Html(tag="div", class_="tl", attributes={"lang": language}, children=[solara.Style(_CSS), _Tools(own, language, base), body])


@solara.component
def _Tools(own: Editor, language: str, base: str):
    editing = own.editing.value
    target, _, turn = own.focus.value.partition(" ")
    Tools(
        base=base,
        words=topic_words(language, "timeline"),
        title=translated(language, editing.draft.title),
        kinds=kinds_view(language),
        undoing=step_in_words(editing.undoable, language),
        redoing=step_in_words(editing.redoable, language),
        answers=answers_view(own.answers.value, language),
        endings=list(LARGEST),
        largest=largest(),
        received=own.received.value,
        download=own.download.value,
        focus=turn if target == "add" else "",
        heard=own.heard.value.get("tools", 0),
        event_undo=own.undo,
        event_redo=own.redo,
        event_add=own.add,
        event_receive=own.receive,
        event_save=lambda *_: own.save(language),
        event_restore=own.restore,
        event_retitle=own.retitle,
    )


@solara.component
def _Said(own: Editor, language: str, messages: tuple[str, ...]):
    """What there is to say: what is wrong, why a file was not opened, and what was."""
    wrong = mistakes_in_words(own.editing.value, language)
    refused = refusal_in_words(own.refused.value, language)
    alarms = [refused] if refused else []
    if wrong:
        alarms += [say(language, f"timeline.mistakes_{'one' if len(wrong) == 1 else 'many'}", count=len(wrong)), *wrong]
    told = [*told_in_words(own.told.value, language), *messages]
    children = [solara.v.Html(tag="p", class_="mistake", children=[each]) for each in alarms]
    children += [solara.v.Html(tag="p", class_="note", children=[each]) for each in told]
    solara.v.Html(tag="div", class_="tl-said", attributes={"role": "status"}, children=children)


@solara.component
def _Bars(own: Editor, language: str, base: str, answered: int | None):
    target, _, turn = own.focus.value.partition(" ")
    draft = own.editing.value.draft
    Bars(
        base=base,
        words=topic_words(language, "timeline"),
        language=language,
        **timeline_view(draft, language),
        **answered_view(draft, answered, language),
        chosen=own.chosen.value,
        focus=f"{base}-bar-{turn}" if target == "bar" else "",
        heard=own.heard.value.get("bars", 0),
        event_move=own.move,
        event_select=lambda asked: own.choose(asked.get("event"), asked.get("enter") is True),
        event_remove=own.remove,
        event_undo=own.undo,
        event_redo=own.redo,
    )


@solara.component
def _Form(own: Editor, language: str, base: str):
    draft, chosen = own.editing.value.draft, own.chosen.value
    event = None if chosen is None else draft.event(chosen)
    target, _, turn = own.focus.value.partition(" ")
    Form(
        base=base,
        words=topic_words(language, "timeline"),
        language=language,
        form=form_view(draft, event, language) if event else None,
        focus=turn if target == "form" else "",
        heard=own.heard.value.get("form", 0),
        event_change=lambda asked: own.change(asked, language),
        event_group=own.group,
        event_remove=own.remove,
        event_close=lambda _: own.choose(None),
    )


@solara.component
def _Table(own: Editor, language: str, base: str):
    target, _, turn = own.focus.value.partition(" ")
    Table(
        base=base,
        words=topic_words(language, "timeline"),
        rows=table_view(own.editing.value.draft, language),
        focus=f"{base}-less-{turn}" if target == "less" else "",
        heard=own.heard.value.get("table", 0),
        event_change=lambda asked: own.change(asked, language),
        event_select=lambda asked: own.choose(asked.get("event"), asked.get("enter") is True),
        event_remove=lambda event: own.remove(event, "less"),
    )
