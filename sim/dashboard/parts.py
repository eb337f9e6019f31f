"""The buttons under the live network, for a session's own model."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .colours import palette
from .pictures import sentence_now
from .session import Session
from .words import topic_words

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
        ramp=ramp(),
        speed=session.speed.value,
        watched=session.watched.value,
        on_speed=session.set_speed,
        on_watched=session.watched.set,
        event_step=lambda _: run.step(),
        event_play=lambda _: run.play(),
        event_pause=lambda _: run.pause(),
        event_restart=lambda _: run.restart(),
    )


def ramp() -> str:
    """Return the palette as a style of the legend."""
    shades = [f"rgb({_PALETTE[3 * i]},{_PALETTE[3 * i + 1]},{_PALETTE[3 * i + 2]})" for i in range(0, 255, 16)]
    return f"linear-gradient(to right, {', '.join(shades)})"
