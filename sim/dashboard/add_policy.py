"""What can be done about a crisis that comes without a policy: a button each, which puts it in the timeline."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .session import Session
from .timeline.view import kind_does, kind_name
from .words import say

# What can be begun in any crisis: by phone, by phone to those who ask for nothing, and on foot where no phone works.
KINDS = ("helpline", "check_in_calls", "door_to_door")


@solara.component_vue("add_policy.vue", vuetify=False)
def _Add(hint: str, kinds: list[dict], event_add: Callable = None):
    """A sentence and the buttons."""


@solara.component
def AddPolicy(session: Session):
    """Say that nothing is there to compare, and offer to add it."""
    language = session.language.value
    kinds = [
        {"kind": each, "title": say(language, "explore.add_policy", name=kind_name("intervention", each, language)), "does": kind_does("intervention", each, language)}
        for each in KINDS
    ]
    _Add(hint=say(language, "explore.nothing_ranked"), kinds=kinds, event_add=lambda kind: add_policy(session, kind))


def add_policy(session: Session, kind) -> None:
    """Do in the timeline what a visitor would do there: add an event of a kind, over the days of the crisis."""
    if kind in KINDS:
        session.halted.set(False)
        session.timeline.add({"role": "intervention", "kind": kind})
