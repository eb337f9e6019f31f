"""The controls of the first page: which crisis and how strong, what is done about it and whom it reaches, and how many people."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .limits import LEAST, limit_of
from .question import FIRST_PAIRS
from .session import Session
from .titles import event_in, title_in
from .words import number, say, topic_words


@solara.component_vue("ask.vue", vuetify=False)
def Ask(
    words: dict,
    situations: list[dict],
    situation: str,
    parts: list[dict],
    part: str,
    policies: list[dict],
    policy: str,
    sliders: list[dict],
    numbers: list[dict],
    changed: bool,
    running: bool,
    halted: bool,
    done: int,
    all: int,
    status: str,
    mistake: str,
    heard: int,
    event_choose: Callable = None,
    event_stop: Callable = None,
    event_go_on: Callable = None,
):
    """The form of the first page."""


@solara.component
def Asking(session: Session):
    """The form with the session's choices, and how far the answer is."""
    language, state = session.language.value, session.answering.value
    crisis = session.crisis_part
    running = state is not None and state.phase in ("running", "sharpening")
    policies = session.policies_of(session.first.value)
    Ask(
        words=topic_words(language, "explore"),
        situations=[{"name": each.name, "title": title_in(language, each)} for each in session.situations],
        situation=session.first.value,
        parts=[{"name": each, "title": event_in(language, each)} for each in session.parts],
        part=crisis.name if crisis else "",
        policies=[{"name": each.name, "title": title_in(language, each)} for each in policies],
        policy=session.second.value,
        sliders=_sliders(session, crisis),
        numbers=_numbers(session),
        changed=bool(session.settings.value),
        running=running,
        halted=session.halted.value and not running,
        done=state.found.pairs if state and state.found else 0,
        all=int(session.pairs.value) if not session.wrong_numbers() else 1,
        status=_status(language, session, state),
        mistake=session.mistake.value,
        heard=session.heard.value,
        event_choose=lambda asked: choose(session, asked),
        event_stop=session.halt,
        event_go_on=lambda _: session.halted.set(False),
    )


def choose(session: Session, asked: dict) -> None:
    """Do what the form asks; what it cannot ask is passed over, as anybody may send anything."""
    try:
        _choose(session, asked.get("what"), asked.get("value"), asked)
    finally:  # until then the form shows what was typed or slid, not what was before
        if isinstance(asked.get("turn"), int):
            session.heard.set(asked["turn"])


def _choose(session: Session, what, value, asked: dict) -> None:
    session.halted.set(False)
    if what == "situation" and value in {each.name for each in session.situations}:
        session.choose_first(value)
    elif what == "part" and value in session.parts:
        session.part.set(value)
    elif what == "policy" and value in {each.name for each in session.policies_of(session.first.value)}:
        session.second.set(value)
    elif what == "slide" and asked.get("path") in session.sliders() and isinstance(value, (int, float)) and 0 <= value <= 100:
        session.slide(asked["path"], round(value / 100, 4))
    elif what == "reset":
        session.settings.set({})
    elif what in LEAST:
        getattr(session, what).set(value)


def _sliders(session: Session, crisis) -> list[dict]:
    """Return the slider of the crisis and that of what the policy looked at reaches."""
    language, known = session.language.value, session.sliders()
    shown = [(f"crisis.{crisis.name}.severity", "severity")] if crisis else []
    shown += [(path, "reach") for path in known if path.startswith(f"{session.second.value}:")][:1]
    return [
        {
            "id": which,
            "path": path,
            "label": say(language, f"explore.{which}", name=event_in(language, known[path][0])),
            "value": round(100 * session.settings.value.get(path, known[path][1])),
            "text": "%d\u00a0%",
        }
        for path, which in shown
        if path in known
    ]


def _numbers(session: Session) -> list[dict]:
    fixed = session.people_fixed()
    return [
        {
            "name": name,
            "value": None if name == "people" and fixed else getattr(session, name).value,
            "least": least,
            "most": limit_of(name),
            "fixed": name == "people" and fixed,
        }
        for name, least in LEAST.items()
    ]


def _status(language: str, session: Session, state) -> str:
    if state is None or state.phase == "failed":
        return ""
    if state.found is None:
        return say(language, "explore.stopped_early" if state.phase == "stopped" else "explore.starting")
    found, asked = state.found, int(state.question.pairs)
    if state.phase in ("running", "sharpening"):
        return say(language, "explore.sharpening", pairs=found.pairs, all=max(asked, FIRST_PAIRS))
    if state.phase == "stopped":
        return say(language, "explore.stopped", pairs=found.pairs, all=asked)
    texts = {"people": number(language, found.people), "days": number(language, found.days)}
    return say(language, "explore.done", pairs=found.pairs, seed=found.seed, **texts)
