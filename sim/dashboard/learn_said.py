"""What a pupil has answered and which step is open, kept in the address and nowhere else."""

from __future__ import annotations

from .learn_told import QUESTIONS, STEPS
from .session import Session

_STEP, _SAID = "learn.step", "learn.said"


def here(session: Session) -> str:
    """Return the step that the address names, the first for anything else."""
    step = session.pages.value.get(_STEP, "")
    return step if step in (*STEPS, "teacher") else STEPS[0]


def said(session: Session) -> dict[str, str]:
    """Return the answers so far by question; what cannot be an answer is passed over, as anybody may write a link."""
    pairs = (each.partition("-") for each in session.pages.value.get(_SAID, "")[:300].split("."))
    return {question: value for question, _, value in pairs if value in QUESTIONS.get(question, ())}


def answer(session: Session, told) -> None:
    """Take note of an answer."""
    question, value = (told.get(key) for key in ("question", "value")) if isinstance(told, dict) else ("", "")
    if question in QUESTIONS and value in QUESTIONS[question]:
        every = {**said(session), question: value}
        _keep(session, _SAID, ".".join(f"{name}-{every[name]}" for name in QUESTIONS if name in every))


def show(session: Session, step) -> None:
    """Open a step."""
    if step in (*STEPS, "teacher"):
        _keep(session, _STEP, "" if step == STEPS[0] else step)


def restart(session: Session) -> None:
    """Forget all answers and open the first step."""
    _keep(session, _SAID, "")
    show(session, STEPS[0])


def _keep(session: Session, key: str, value: str) -> None:
    others = {name: kept for name, kept in session.pages.value.items() if name != key}
    session.pages.set({**others, key: value} if value else others)
