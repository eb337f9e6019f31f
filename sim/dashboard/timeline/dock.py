"""The timeline at the foot of the first page: folded to a line, opened over the charts, with the scenario that is looked at."""

from __future__ import annotations

import solara
from reacton.core import get_render_context

from ... import Scenario, ScenarioError, load_scenario
from ..explored import headline
from ..own import keep_in_link, look_at_own
from ..session import Session
from ..words import say
from .answers import PastAnswer
from .component import TimelineEditor


@solara.component
def TimelineDock(session: Session):
    """The editor of what is looked at: an edit asks a new question, another choice on the page opens here; answers are remembered."""
    language, editor, drawn = session.language.value, session.timeline, get_render_context()

    def follow():
        now = _choice(session)  # by the time this runs, more may have changed
        if editor.follows not in (None, now):
            editor.follows = now
            keep_in_link(session)
            editor.show(looked_at(session))

    def changed(scenario: Scenario):
        editor.follows = None  # what the page shows meanwhile must not come back as another choice
        with drawn:  # once, when all is chosen: each choice by itself would ask a question and build a model
            look_at_own(session, scenario, editor.file_name())
        editor.follows = _choice(session)

    def begin():
        if editor.follows is None:
            if session.settings.value:  # sliders of a link
                editor.show(looked_at(session))
            editor.follows = _choice(session)

    answering = session.answering.value
    solara.use_effect(begin, [])
    solara.use_effect(follow, [_choice(session)])
    solara.use_effect(lambda: _remember(session, language), [answering and answering.phase == "done", answering and id(answering.found)])
    title = say(language, "timeline.dock")
    summary = solara.v.Html(tag="summary", children=[title])
    shown = session.shown.value
    content = TimelineEditor(editor.scenario, changed, language=language, editor=editor, answered=shown and shown.question.length)
    inner = solara.v.Html(tag="div", class_="tl-docked", children=[content])
    solara.v.Html(tag="details", class_="noaber-card noaber-area-timeline tl-dock", attributes={"id": "timeline"}, children=[summary, inner])


def looked_at(session: Session) -> Scenario:
    """Return the policy that the page looks at in its full length, with what the sliders say."""
    name = session.second.value
    scenario = session.scenarios[name]
    settings = {path.rpartition(":")[2]: value for path, value in session.settings.value.items() if path.rpartition(":")[0] in ("", name)}
    try:
        return load_scenario(scenario, set=settings) if settings else scenario
    except ScenarioError:  # a slider of another scenario
        return scenario


def _remember(session: Session, language: str) -> None:
    """Put the answer on the page into the session's history once it is finished."""
    state = session.answering.value
    if state and state.phase == "done" and state.found and state.question.scenarios[:2][-1].name == session.second.value:
        found, sentence = state.found, " ".join(headline(language, state.found, state.question))
        session.timeline.remember(PastAnswer(looked_at(session), sentence, found.people, found.pairs, found.seed))


def _choice(session: Session) -> tuple:
    return session.first.value, session.second.value, tuple(sorted(session.settings.value.items()))
