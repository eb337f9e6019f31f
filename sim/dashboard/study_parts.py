"""The parts of the page of studies that are written as templates, and what they are given."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import solara

from .files import Files
from .limits import limit_of
from .people_parts import Figures
from .study_desk import StudyDesk, StudyState
from .study_names import study_title
from .study_small import possible, tables
from .study_told import about
from .study_uploads import LARGEST
from .study_view import choices
from .words import number, say, topic_words

STYLE = (Path(__file__).parent / "study.css").read_text(encoding="utf-8")
_KINDS = ("csv", "svg", "png")


@solara.component_vue("study_form.vue", vuetify=False)
def _Form(
    words: dict,
    studies: list[dict],
    of: str,
    choices: list[dict],
    status: str,
    problem: str,
    small: dict,
    largest: int,
    event_open: Callable = None,
    event_choose: Callable = None,
    event_start: Callable = None,
    event_stop: Callable = None,
    event_receive: Callable = None,
):
    """Which study, what to look at, the small one, and an export of one's own."""


@solara.component_vue("study_part.vue", vuetify=False)
def _Told(sentences: list[str], svg: str):
    """Sentences and a picture."""


@solara.component
def StudyForm(desk: StudyDesk, language: str):
    """The choices at the left."""
    state = desk.state.value

    def choose(asked):
        if isinstance(asked, dict) and isinstance(asked.get("key"), str) and isinstance(asked.get("value"), str):
            desk.choose(asked["key"], asked["value"])

    _Form(
        words=topic_words(language, "study"),
        studies=_studies(language, state),
        of=state.of,
        choices=_choices(language, state),
        status=_status(language, state),
        problem=say(language, f"study.{state.problem[0]}", **state.problem[1]) if state.problem else "",
        small=_small(language, state),
        largest=LARGEST,
        event_open=lambda name: isinstance(name, str) and desk.open(name),
        event_choose=choose,
        event_start=lambda *_: desk.start_small(),
        event_stop=lambda *_: desk.small.stop(),
        event_receive=desk.receive,
    )


@solara.component
def StudyPart(state: StudyState, part, language: str):
    """One answer: sentences, a picture, the table behind it, and its files."""

    def make(kind):
        return part.file(kind, about(state.naming, state.view))

    parts = [_Told(sentences=list(part.sentences), svg=part.svg)]
    if part.rows:
        kinds = _KINDS if part.svg else _KINDS[:1]
        makers = {kind: (kind.upper(), f"{say(language, f'study.save_{kind}')}: {part.title}", partial(make, kind)) for kind in kinds}
        saves = solara.v.Html(tag="div", class_="saves", children=[Files(language, makers)])
        table = Figures(summary=say(language, "study.table"), caption=part.title, headings=list(part.headings), rows=[list(row) for row in part.rows])
        parts.append(solara.v.Html(tag="div", class_="taking", children=[saves, table]))
    solara.v.Html(tag="div", class_="noaber-study-part", attributes={"data-part": part.key}, children=parts)


def _studies(language: str, state: StudyState) -> list[dict]:
    found = []
    for each in state.listed:
        title = study_title(language, each.title) if each.folder else say(language, "study.own", name=each.title)
        found.append({"name": each.name, "title": f"{title} ({each.name})" if each.folder and each.name != "small" else title})
    return found


def _choices(language: str, state: StudyState) -> list[dict]:
    """Return the selects of a study that is open; those with one possibility are left out."""
    if state.naming is None or state.view is None or not state.view.outcome:
        return []
    naming = state.naming
    called = {"outcome": naming.outcome, "window": naming.window, "group": naming.group, "about": naming.about, "across": naming.factor,
              "up": lambda name: naming.factor(name) if name else say(language, "study.one_factor")}
    return [{"key": key, "value": getattr(state.view, key), "options": [{"name": name, "title": called[key](name)} for name in _ordered(state, key, names)]}
            for key, names in choices(naming.results).items() if len(names) > 1]


def _ordered(state: StudyState, key: str, names: list[str]) -> list[str]:
    """Return factors in the order of the study, whichever is usual."""
    return names if key != "up" else [*(each.label for each in state.naming.results.factors), ""]


def _status(language: str, state: StudyState) -> str:
    if state.busy or not state.looked:
        return say(language, "study.working" if state.looked else "study.looking")
    return ""


def _small(language: str, state: StudyState) -> dict:
    small, study = state.small, tables()
    hint = say(language, "study.small_hint", people=number(language, min(study["people"], limit_of("people"))), days=number(language, study["days"]))
    missing = "" if possible() else say(language, "study.install", what="DuckDB")
    return {"phase": small.phase, "running": small.phase == "running", "done": small.done, "total": small.total, "hint": hint, "missing": missing,
            "status": _small_status(language, small)}


def _small_status(language: str, small) -> str:
    if small.phase == "ready":
        return ""
    if small.phase == "running" and small.left is None:
        done, total = number(language, small.done), number(language, small.total)
        return say(language, "study.small_first", done=done, total=total) if small.done else say(language, "study.preparing")
    minutes = (small.left or 0) >= 90
    left = say(language, "study.minutes" if minutes else "study.seconds", count=number(language, max(1, (small.left or 0) / (60 if minutes else 1))))
    return say(language, f"study.small_{small.phase}", done=number(language, small.done), total=number(language, small.total), left=left, message=small.error)
