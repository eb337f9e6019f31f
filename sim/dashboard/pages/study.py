"""Study: the results of many runs; what varied, what matters, which policy does well in most worlds, and where it stops doing so."""

from __future__ import annotations

import solara

from ..cards import card as plain_card
from ..session import Session
from ..study_desk import StudyState
from ..study_parts import STYLE, StudyForm, StudyPart
from ..study_view import PLACE
from ..words import say

OF = "study.of"  # in the address
_POLICIES = ("policies", "duels", "regret", "box")


def card(area: str, title: str, *parts):
    """Return a card that keeps to its place while others come and go."""
    return plain_card(area, title, *parts).key(f"{area} {title}")


@solara.component
def Page(session: Session):
    """The choices, and a card for each answer that the study has."""
    language, desk = session.language.value, session.studies
    state = desk.state.value
    solara.use_effect(lambda: desk.watch(language), [language])
    solara.use_effect(lambda: _keep_in_link(session, state), [state.of, state.view])
    form = card("study-form", "", solara.Style(STYLE), StudyForm(desk, language))
    answers = _answers(language, state) if state.naming else [_Welcome(language, state)]
    solara.v.Html(tag="div", class_="noaber-study", children=[form, solara.v.Html(tag="div", class_="noaber-study-answers", children=answers)])


def _keep_in_link(session: Session, state: StudyState) -> None:
    """Put in the address which study is open and what of it is looked at; studies of this visit cannot be opened elsewhere."""
    pages = {key: value for key, value in session.pages.value.items() if key not in (OF, PLACE)}
    if state.view and state.naming and any(each.name == state.of and each.lasting for each in state.listed):
        pages |= {OF: state.of, PLACE: state.view.packed()}
    elif not state.looked:
        return
    if pages != session.pages.value:
        session.pages.set(pages)


def _answers(language: str, state: StudyState) -> list:
    cards = [card("study-wide", state.naming.title(), _Overview(language, state))]
    if state.choice:
        lead, *more = state.choice[1:]
        said = solara.v.Html(tag="div", class_="said", children=[_line(lead, "" if state.so_far else "lead"), _line(state.choice[0]), _points(more)])
        cards.append(card("study-wide", say(language, "study.choice"), said))
    parts = {each.key: each for each in state.parts}
    order = [*_POLICIES, *(key for key in parts if key not in _POLICIES)] if state.choice else list(parts)
    wide = _wide([parts[key] for key in order if key in parts])
    for part in (parts[key] for key in order if key in parts):
        cards.append(card("study-wide" if part.key in wide else f"study-{part.key}", part.title, StudyPart(state, part, language)))
    return cards


def _wide(parts: list) -> set[str]:
    """Return which parts take the whole width: courses, what is only words, and the last of an odd number of others, beside which nothing would stand."""
    half = [part.key for part in parts if part.picture and part.key != "course"]
    return {part.key for part in parts} - set(half[: len(half) // 2 * 2])


@solara.component
def _Overview(language: str, state: StudyState):
    """How many runs, what varied, and why some failed."""
    told, factors, errors = state.overview
    parts = [_line(each) for each in told]
    if not state.naming.results.n_finished:
        parts.append(_line(say(language, "study.none_finished")))
    tables = []
    if factors:
        tables.append(_table(say(language, "study.varied"), [say(language, f"study.{key}") for key in ("factor", "values", "path")], factors))
    if errors:
        tables.append(_table(say(language, "study.errors"), [say(language, f"study.{key}") for key in ("error", "n_runs")], errors))
    said = solara.v.Html(tag="div", class_="said", children=parts)
    solara.v.Html(tag="div", children=[said, solara.v.Html(tag="div", class_="noaber-study-tables", children=tables)])


def _Welcome(language: str, state: StudyState):
    """Say what a study is, where there is none yet."""
    if not state.looked or state.busy:
        return card("study-wide", say(language, "shell.study"), _line(say(language, "study.looking")))
    lines = [_line(say(language, "study.what_1"), "lead"), *(_line(say(language, f"study.what_{k}")) for k in (2, 3, 4))]
    commands = ["noaber sweep my_study.toml --out results/my_study", "noaber dashboard --studies results"]
    listed = solara.v.Html(tag="ul", children=[solara.v.Html(tag="li", children=[solara.v.Html(tag="code", children=[each])]) for each in commands])
    return card("study-wide", say(language, "study.what_title"), solara.v.Html(tag="div", class_="said", children=[*lines, listed]))


def _line(text: str, kind: str = ""):
    return solara.v.Html(tag="p", class_=kind, children=[text])


def _points(lines: list[str]):
    return solara.v.Html(tag="ul", children=[solara.v.Html(tag="li", children=[each]) for each in lines])


def _table(caption: str, headings: list[str], rows: list[list[str]]):
    head = solara.v.Html(tag="tr", children=[solara.v.Html(tag="th", attributes={"scope": "col"}, children=[each]) for each in headings])
    body = [solara.v.Html(tag="tr", children=[solara.v.Html(tag="th", attributes={"scope": "row"}, children=[row[0]]), *(solara.v.Html(tag="td", children=[cell]) for cell in row[1:])])
            for row in rows]
    return solara.v.Html(tag="table", children=[solara.v.Html(tag="caption", children=[caption]), solara.v.Html(tag="thead", children=[head]), solara.v.Html(tag="tbody", children=body)])
