"""The parts of the page that are written as templates, and the two pictures with their data."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .colours import palette
from .pictures import chart_picture, sentence_now
from .session import Session
from .widgets import NetworkCanvas, TimeChart

_PALETTE = palette()


@solara.component_vue("controls.vue", vuetify=False)
def Controls(
    scenarios: list[dict],
    colours: list[str],
    first: str,
    second: str,
    people: int | None,
    people_fixed: bool,
    days: int,
    pairs: int,
    running: bool,
    done: int,
    total: int,
    status: str,
    on_first: Callable = None,
    on_second: Callable = None,
    on_people: Callable = None,
    on_days: Callable = None,
    on_pairs: Callable = None,
    event_run: Callable = None,
    event_stop: Callable = None,
):
    """The form: which scenarios, how many people and pairs, Run and Stop."""


@solara.component_vue("answer.vue", vuetify=False)
def Answer(lead: str, lines: list[str], error: str):
    """The verdict, or what went wrong."""


@solara.component_vue("effects.vue", vuetify=False)
def Effects(caption: str, headings: list[str], rows: list[list[str]]):
    """The effects as a table."""


@solara.component_vue("player.vue", vuetify=False)
def Buttons(
    ready: bool,
    playing: bool,
    finished: bool,
    error: str,
    now: str,
    day: int,
    ramp: str,
    speed: float,
    watched: int,
    on_speed: Callable = None,
    on_watched: Callable = None,
    event_step: Callable = None,
    event_play: Callable = None,
    event_pause: Callable = None,
    event_restart: Callable = None,
):
    """The buttons and the legend under the network."""


@solara.component
def Network(session: Session):
    """The network, coloured by distress; the browser says which frame it has drawn."""
    snapshot = session.live.value
    if snapshot is None or snapshot.picture is None:
        waiting = "There is no network to show." if snapshot and snapshot.error else "Building the network …"
        return solara.v.Html(tag="p", class_="note", children=[waiting])
    picture = snapshot.picture
    return NetworkCanvas.element(
        positions=picture.positions,
        ties=picture.ties,
        palette=_PALETTE,
        frame=snapshot.frame,
        label=f"Network of {picture.n_people} people with {picture.n_ties} ties of household, family and friends, "
        f"coloured by stress. {sentence_now(snapshot)}",
        on_shown=session.run.acknowledge if session.run else None,
    )


@solara.component
def Chart(session: Session):
    """Distress over time: both scenarios with their bands once compared, and the line of the live model."""
    state = session.comparison.value
    answer = state.answer if state else None
    scenarios = list(state.scenarios if answer is not None else session.chosen)
    watched = session.watching
    picture = solara.use_memo(lambda: chart_picture(scenarios, watched, answer), [answer, *map(id, scenarios), id(watched)])
    snapshot = session.live.value
    return TimeChart.element(
        picture=picture,
        live=snapshot.line if snapshot and snapshot.scenario is watched else b"",
        label="Chart of mean stress over time. The table of effects has the same in numbers.",
    )


@solara.component
def Player(session: Session):
    """Step, play and pause, start again; the day, and what the colours mean."""
    snapshot, run = session.live.value, session.run
    return Buttons(
        ready=snapshot is not None and snapshot.picture is not None and not snapshot.error,
        playing=bool(snapshot and snapshot.playing),
        finished=bool(snapshot and snapshot.finished),
        error=snapshot.error if snapshot else "",
        now=sentence_now(snapshot),
        day=snapshot.day if snapshot else 0,
        ramp=_ramp(),
        speed=session.speed.value,
        watched=session.watched.value,
        on_speed=session.set_speed,
        on_watched=session.watched.set,
        event_step=lambda _: run.step(),
        event_play=lambda _: run.play(),
        event_pause=lambda _: run.pause(),
        event_restart=lambda _: run.restart(),
    )


def _ramp() -> str:
    """Return the palette as a style of the legend."""
    shades = [f"rgb({_PALETTE[3 * i]},{_PALETTE[3 * i + 1]},{_PALETTE[3 * i + 2]})" for i in range(0, 255, 16)]
    return f"linear-gradient(to right, {', '.join(shades)})"
