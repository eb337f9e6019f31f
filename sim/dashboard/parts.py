"""The live network and the buttons under it, for a session's own model."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .colours import palette
from .pictures import sentence_now
from .session import Session
from .widgets import NetworkCanvas
from .words import number, say, topic_words

_PALETTE = palette()


@solara.component_vue("player.vue", vuetify=False)
def Buttons(
    words: dict,
    both: bool,
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
    language, snapshot = session.language.value, session.live.value
    if snapshot is None or snapshot.picture is None:
        waiting = say(language, "player.none" if snapshot and snapshot.error else "player.building")
        return solara.v.Html(tag="p", class_="note", children=[waiting])
    picture = snapshot.picture
    counts = {"people": number(language, picture.n_people), "ties": number(language, picture.n_ties)}
    return NetworkCanvas.element(
        positions=picture.positions,
        ties=picture.ties,
        palette=_PALETTE,
        frame=snapshot.frame,
        label=say(language, "player.network_label", now=sentence_now(language, snapshot), **counts),
        on_shown=session.run.acknowledge if session.run else None,
    )


@solara.component
def Player(session: Session):
    """Step, play and pause, start again; the day, and what the colours mean."""
    snapshot, run = session.live.value, session.run
    return Buttons(
        words=topic_words(session.language.value, "player"),
        both=session.first.value != session.second.value,
        ready=snapshot is not None and snapshot.picture is not None and not snapshot.error,
        playing=bool(snapshot and snapshot.playing),
        finished=bool(snapshot and snapshot.finished),
        error=snapshot.error if snapshot else "",
        now=sentence_now(session.language.value, snapshot),
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
