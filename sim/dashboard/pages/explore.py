"""Explore: two scenarios, Run, the verdict, stress over time, and the network live."""

from __future__ import annotations

import solara

from ..colours import FIRST, SECOND
from ..parts import Answer, Chart, Controls, Effects, Network, Player
from ..pictures import effect_rows, verdict_lines
from ..cards import card
from ..session import Session

_INVITATION = (
    "Choose two scenarios and press Run.",
    [
        "The same people, with the same luck, live through both, several times; every difference is the policy's. "
        "Meanwhile Step and Play show one such life, day by day."
    ],
)


@solara.component
def Page(session: Session):
    """Everything on one screen; each part follows what the session publishes."""
    solara.use_effect(session.begin_live, [session.watching.name, session.people.value, session.days.value, session.people_fixed()])
    cards = [
        card("controls", "", Form(session)),
        card("answer", "", Verdict(session)),
        card("chart", "Stress over time (SD, 0 is ordinary; bands: 95 % interval)", Chart(session)),
        card("network", "The people, one by one", Network(session), Player(session)),
        card("effects", "", Table(session)),
    ]
    solara.v.Html(tag="div", class_="noaber-explore", children=cards)


@solara.component
def Form(session: Session):
    """What to compare, with the progress of the comparison."""
    state = session.comparison.value
    return Controls(
        scenarios=[{"name": name, "title": scenario.title or name} for name, scenario in session.scenarios.items()],
        colours=[FIRST, SECOND],
        first=session.first.value,
        second=session.second.value,
        people=None if session.people_fixed() else session.people.value,
        people_fixed=session.people_fixed(),
        days=session.days.value,
        pairs=session.pairs.value,
        running=session.comparing,
        done=state.done if state else 0,
        total=state.total if state else 0,
        status=_progress(state),
        on_first=session.first.set,
        on_second=session.second.set,
        on_people=session.people.set,
        on_days=session.days.set,
        on_pairs=session.pairs.set,
        event_run=session.compare,
        event_stop=session.stop,
    )


def _progress(state) -> str:
    if state is None:
        return ""
    runs = f"{state.done} of {state.total} runs" if state.total else "Starting …"
    return {"running": runs, "done": f"Done: {runs}.", "stopped": f"Stopped after {runs}.", "failed": ""}[state.phase]


@solara.component
def Verdict(session: Session):
    """The verdict of the last comparison in sentences, an error in plain words, or an invitation."""
    state = session.comparison.value
    answer = state.answer if state else None
    lead, lines = verdict_lines(answer.summary()) if answer is not None else _INVITATION
    return Answer(lead=lead, lines=lines, error=session.mistake.value or (state.error if state else ""))


@solara.component
def Table(session: Session):
    """The effects of the last comparison, for reading and for those who do not see the chart."""
    state = session.comparison.value
    if state is None or state.answer is None:
        return Effects(caption="", headings=[], rows=[])
    return Effects(
        caption="Effects, with 95 % intervals over the pairs",
        headings=["mean over all days", "what the crisis did", "what the second changes"],
        rows=effect_rows(*(scenario.name for scenario in state.scenarios), state.answer.effects),
    )
