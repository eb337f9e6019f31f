"""Explore: what the crisis does to people and what helps most, answered when the page opens and again when a slider moves."""

from __future__ import annotations

from datetime import timedelta

import solara

from ..add_policy import AddPolicy
from ..answer_files import about_answer, files_of_answer
from ..asking import Asking, choose
from ..cards import card
from ..command_card import Command
from ..commands import is_own, packed
from ..evidence import short_name
from ..explored import figures, headline, peak_sentence, ranking, rules_told
from ..fails import fails_told
from ..files import Files, file_name, take_along
from ..headline import Headline, Ranked
from ..network_view import LiveNetwork
from ..pictures import explored_picture
from ..session import Session
from ..timeline.dock import TimelineDock
from ..widgets import TimeChart
from ..words import calendar_day, number, say, topic_words


@solara.component
def Page(session: Session):
    """Everything on one screen; each part follows what the session publishes."""
    language = session.language.value
    asked = [session.first.value, session.second.value, session.settings.value, session.people.value, session.days.value]
    solara.use_effect(session.ask, [*asked, session.pairs.value, session.seed.value, session.halted.value])
    solara.use_effect(session.begin_live, [*asked, session.watched.value])
    cards = [
        card("ask", "", Asking(session), *_command(session), _OwnFiles(session), _Switched(session), _Limits(session)),
        card("answer", "", Answer(session)),
        card("ranking", "", Ranking(session)),
        card("chart", _chart_title(session), Stress(session)),
        card("network", say(language, "explore.network"), LiveNetwork(session)),
    ]
    above = solara.v.Html(tag="div", class_="cards", children=cards)
    solara.v.Html(tag="div", class_="noaber-explore", children=[above, TimelineDock(session)])


def _chart_title(session: Session) -> str:
    """Return what the chart shows, and until which day where that is not all of the scenario."""
    language, lived, whole = session.language.value, session.chosen[0], session.scenarios[session.first.value]
    if lived.days >= whole.days:
        return say(language, "explore.chart")
    last = calendar_day(language, whole.start + timedelta(days=lived.days - 1))
    return say(language, "explore.chart_until", last=last, days=lived.days, all=number(language, whole.days))


@solara.component
def Answer(session: Session):
    """What was found on what is asked now; until then what was found before, paler."""
    language, state, shown = session.language.value, session.answering.value, session.shown.value
    found = shown.found if shown else None
    Headline(
        words=topic_words(language, "explore"),
        sentences=headline(language, found, shown.question) if found else [],
        figures=figures(language, found, shown.question) if found else [],
        error=state.error if state else "",
        phase=state.phase if state else "",
        pairs=found.pairs if found else 0,
        stale=_of_before(session),
    )


def _of_before(session: Session) -> bool:
    """Return whether the answer shown is to what was asked before, as nothing is found yet on what is asked now."""
    shown, state = session.shown.value, session.answering.value
    return shown is not None and shown.found is not None and state is not None and state.found is None


@solara.component
def Ranking(session: Session):
    """The policies by how much they help."""
    language, state = session.language.value, session.answering.value
    ranked = Ranked(
        words=topic_words(language, "explore"),
        rows=ranking(language, state.found, state.question, state.phase == "stopped") if state else [],
        threshold=rules_told(language, state.found) if state and state.found else "",
        chosen=session.second.value,
        event_choose=lambda asked: choose(session, asked),
    )
    if state is not None and len(state.question.scenarios) == 1:
        ranked = AddPolicy(session)
    known = state is not None and state.found is not None and state.found.policies
    files = [Files(language, files_of_answer(language, state.found, state.question), small=True)] if known else []
    solara.v.Html(tag="div", class_="noaber-ranked", children=[ranked, *files])


@solara.component
def Stress(session: Session):
    """Stress over time: without the crisis, with it, with the policy looked at, and the line of the live model."""
    language, snapshot = session.language.value, session.live.value
    shown = session.shown.value
    found = shown.found if shown else None
    watched = session.watching
    picture = solara.use_memo(
        lambda: explored_picture(language, session.chosen, found, shown.question if shown else None), [found, language, *map(id, session.chosen)]
    )
    before = say(language, "explore.chart_before") if _of_before(session) else ""
    sentence = peak_sentence(language, found, shown.question) if found else ""
    lines = solara.use_memo(lambda: about_answer(language, found, shown.question) if found else [], [found, language])
    return TimeChart.element(
        picture={**picture, "before": before},
        live=snapshot.line if snapshot and snapshot.scenario is watched else b"",
        label=" ".join(filter(None, (say(language, "explore.chart_label", days=number(language, watched.days), sentence=sentence), before))),
        **take_along(language, say(language, "explore.chart"), file_name("explore_stress", session.first.value), lines),
    )


def _command(session: Session) -> list:
    """Return the command for the answer on the page, if there is one."""
    language, shown = session.language.value, session.shown.value
    return [Command(language, say(language, "explore.command"), [shown.found.command], folded=True)] if shown and shown.found.command else []


@solara.component
def _OwnFiles(session: Session):
    """The files that the command names, where they were made in this visit: nobody has them yet."""
    language, shown = session.language.value, session.shown.value
    own = [each for each in shown.question.scenarios if is_own(each)] if shown and shown.found else []
    parts = []
    if own:
        files = dict.fromkeys(each.population.network or f"{each.name}.toml" for each in own)
        named = ", ".join([*files][:2]) + (" …" if len(files) > 2 else "")
        label, command = say(language, "share.command_files"), shown.found.command
        name = file_name("explore", shown.question.scenarios[:2][-1].name, "files")
        parts = [solara.v.Html(tag="p", class_="note", children=[say(language, "share.command_files_note", files=named)]),
                 Files(language, {"zip": (label, label, lambda: (f"{name}.zip", packed(own, command, language)))}, small=True)]  # fmt: skip
    solara.v.Html(tag="div", class_="own-files", children=parts)


@solara.component
def _Switched(session: Session):
    """Which findings the scenario looked at has switched off or set otherwise: its title does not say."""
    language, chosen = session.language.value, session.scenarios[session.second.value].mechanisms
    lines = []
    for key, names in (("off", [name for name, value in chosen.items() if value is False]), ("otherwise", [name for name, value in chosen.items() if value is not False])):
        if names:
            lines.append(say(language, f"explore.findings_{key}", names=", ".join(short_name(language, name) for name in names)))
    solara.v.Html(tag="div", class_="switched", children=[solara.v.Html(tag="p", class_="note", children=[each]) for each in lines])


@solara.component
def _Limits(session: Session):
    """What such an answer is not, and where the model is known to be wrong."""
    language, shown = session.language.value, session.shown.value
    limits, help_ = (solara.v.Html(tag="p", class_="note", children=[say(language, f"explore.{each}")]) for each in ("limits", "help"))
    solara.v.Html(tag="div", class_="limits", children=[limits, fails_told(session, shown.found.verdict if shown and shown.found else {}), help_])
