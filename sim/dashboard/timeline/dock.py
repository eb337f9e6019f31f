"""The timeline at the foot of the first page: folded to a line, opened over the charts, with the scenario that is looked at."""

from __future__ import annotations

import solara
from reacton.core import get_render_context

from ... import Scenario, ScenarioError, load_scenario
from ..explored import headline
from ..session import Session
from ..words import say
from .answers import PastAnswer
from .component import TimelineEditor
from .editor import OWN, own_title
from .packed import KEY, pack, unpack


@solara.component
def TimelineDock(session: Session):
    """The editor of what is looked at: an edit asks a new question, another choice on the page opens here; answers are remembered."""
    language, editor, drawn = session.language.value, session.timeline, get_render_context()

    def follow():
        now = _choice(session)  # by the time this runs, more may have changed
        if editor.follows not in (None, now):
            editor.follows = now
            _keep_in_link(session, None)
            editor.show(looked_at(session))

    def changed(scenario: Scenario):
        editor.follows = None  # what the page shows meanwhile must not come back as another choice
        with drawn:  # once, when all is chosen: each choice by itself would ask a question and build a model
            _look_at_own(session, scenario, editor.file_name())
        editor.follows = _choice(session)

    def follow_link():
        own = unpack(session.pages.value.get(KEY, ""))
        if own and own != editor.scenario:
            editor.show(own)
            changed(own)
        elif editor.follows is None:
            editor.follows = _choice(session)

    answering = session.answering.value
    solara.use_effect(follow_link, [])
    solara.use_effect(follow, [_choice(session)])
    solara.use_effect(lambda: _remember(session, language), [answering and answering.phase == "done", answering and id(answering.found)])
    title = say(language, "timeline.dock")
    summary = solara.v.Html(tag="summary", children=[title])
    content = TimelineEditor(editor.scenario, changed, language=language, editor=editor)
    inner = solara.v.Html(tag="div", class_="tl-docked", children=[content])
    solara.v.Html(tag="details", class_="noaber-card noaber-area-timeline tl-dock", attributes={"id": "timeline"}, children=[summary, inner])


def _look_at_own(session: Session, scenario: Scenario, name: str) -> None:
    """Look at an edited scenario: beside the policies for the same crisis, if there are any, and as a policy if it is one."""
    offered = session.scenarios.get(name) == scenario
    if not offered:
        name = name if name.startswith(OWN) else f"{OWN}_{name}"
        session.use_own(scenario.model_copy(update={"title": own_title(scenario.title, session.language.value)}), name)
    alike = [each.name for each in session.situations if _is_situation_of(session, each, scenario, name)]
    if alike and session.first.value not in alike:
        session.choose_first(alike[0])
    if scenario.intervention:
        session.second.set(name)
        session.compared.set((session.first.value, name))
    _keep_in_link(session, None if offered else scenario)


def _is_situation_of(session: Session, situation: Scenario, scenario: Scenario, name: str) -> bool:
    """Return whether a scenario that can be asked about has the crises of an edited one, and nothing done about them."""
    if scenario.intervention:
        return name in {policy.name for policy in session.policies_of(situation.name)}
    return not situation.intervention and situation.crisis == scenario.crisis


def _keep_in_link(session: Session, own: Scenario | None) -> None:
    """Let the address carry an edited scenario, or no longer; one that needs files cannot travel so."""
    others = {key: value for key, value in session.pages.value.items() if key != KEY}
    packed = pack(own) if own else ""
    session.pages.set({**others, KEY: packed} if packed else others)


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
