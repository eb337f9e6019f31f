"""The parts of the lesson: the steps, the questions, the buttons at the foot, and the page for the teacher."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from .learn_told import QUESTIONS, STEPS
from .words import say

STYLE = (Path(__file__).parent / "learn.css").read_text(encoding="utf-8")
_CANNOT, _QUESTIONS, _SHEET = 5, 7, 5


@solara.component_vue("learn_steps.vue", vuetify=False)
def Steps(words: dict, steps: list[dict], here: str, event_go: Callable = None):
    """The five steps, which of them are answered, and the way to the teacher's page."""


@solara.component_vue("learn_ask.vue", vuetify=False)
def Ask(questions: list[dict], event_answer: Callable = None):
    """Questions with one answer each."""


@solara.component_vue("learn_onward.vue", vuetify=False)
def Onward(
    next: dict | None = None, before: dict | None = None, again: str = "", print: str = "", event_go: Callable = None, event_restart: Callable = None
):
    """Buttons to the next step and the one before."""


def question_of(language: str, name: str, value: str) -> dict:
    """Return a question as the form takes it."""
    options = [{"name": each, "title": say(language, f"learn.{name}_{each}")} for each in QUESTIONS[name]]
    return {"name": name, "text": say(language, f"learn.ask_{name}"), "options": options, "value": value}


def text(tag: str, content: str, **attributes) -> solara.Element:
    """Return an element of text; `class_` and attributes as HTML has them."""
    return solara.v.Html(tag=tag, class_=attributes.pop("class_", ""), attributes=attributes, children=[content])


def heading(content: str) -> solara.Element:
    """Return the heading of a step, which takes the focus when the step is opened."""
    return text("h2", content, id="learn-heading", tabindex="-1")


def listed(items: list[str], tag: str = "ul") -> solara.Element:
    """Return a list of texts."""
    return solara.v.Html(tag=tag, children=[text("li", each) for each in items])


def table(caption: str, heads: list[str], rows: list[list[str]]) -> solara.Element:
    """Return a table whose first column names its rows."""
    head = solara.v.Html(tag="tr", children=[text("th", each, scope="col") for each in heads])
    body = [solara.v.Html(tag="tr", children=[text("th", row[0], scope="row"), *(text("td", each) for each in row[1:])]) for row in rows]
    parts = [text("caption", caption), solara.v.Html(tag="thead", children=[head]), solara.v.Html(tag="tbody", children=body)]
    return solara.v.Html(tag="div", class_="ln-scroll", children=[solara.v.Html(tag="table", children=parts)])


def teacher(language: str) -> list[solara.Element]:
    """Return the page for the teacher: aims, materials, timing, questions with answers, limits, help, and a worksheet."""

    def told(key: str) -> str:
        return say(language, f"learn.{key}")

    rows = [[told(f"step_{each}") if each in STEPS else told(f"t_{each}"), "10" if each in ("before", "after") else "5", told(f"t_{each}_do"), told(f"t_{each}_you")]
            for each in ("before", *STEPS, "after")]  # fmt: skip
    answers = [part for at in range(1, _QUESTIONS + 1) for part in (text("dt", told(f"q_{at}")), text("dd", told(f"a_{at}")))]
    def part(key: str, items: str, count: int) -> solara.Element:
        return _beside(text("h3", told(key)), listed([told(f"{items}_{at}") for at in range(1, count + 1)]))

    return [
        heading(told("t_title")), text("p", told("t_for")), Onward(print=told("print")),
        _beside(part("t_aims", "t_aim", 4), part("t_materials", "t_material", 3), class_="ln-two"),
        text("h3", told("t_timing")), table(told("t_total"), [told(f"t_{head}") for head in ("step", "time", "what", "you")], rows),
        _beside(_beside(text("h3", told("t_questions")), solara.v.Html(tag="dl", children=answers)),
                _beside(part("t_cannot", "c", _CANNOT), part("t_help", "t_help", 3)), class_="ln-two"),
        text("h3", told("sheet"), class_="ln-sheet"), listed([told(f"sheet_{at}") for at in range(1, _SHEET + 1)], "ol"),
    ]  # fmt: skip


def _beside(*parts: solara.Element, class_: str = "") -> solara.Element:
    return solara.v.Html(tag="div", class_=class_, children=list(parts))
