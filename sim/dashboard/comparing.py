"""The form and the tables of the comparison, and what the form may ask of a session."""

from __future__ import annotations

from collections.abc import Callable

import solara

from .. import Scenario
from .limits import LEAST, SCENARIOS_COMPARED
from .session import Session


@solara.component_vue("compare.vue", vuetify=False)
def CompareForm(
    words: dict,
    scenarios: list[dict],
    comparable: list[dict],
    chosen: list[str],
    most: int,
    numbers: list[dict],
    running: bool,
    done: int,
    total: int,
    status: str,
    mistake: str,
    event_choose: Callable = None,
    event_run: Callable = None,
    event_stop: Callable = None,
):
    """The form: which scenarios, how many people and pairs, Run and Stop."""


@solara.component_vue("differences.vue", vuetify=False)
def DifferenceTable(caption: str, corner: str, columns: list[dict], rows: list[dict], shared: bool):
    """A table of differences, each with a small picture of its band."""


def comparable(session: Session) -> list[Scenario]:
    """Return the scenarios that can be compared with the first: the same people, start and step, and long enough."""
    first = session.scenarios[session.compared.value[0]]
    return [each for each in session.scenarios.values() if each.name != first.name and _alike(each) == _alike(first)]


def _alike(scenario: Scenario) -> tuple:
    return scenario.start, scenario.step, scenario.population.network, scenario.population.recipe


def choose(session: Session, asked: dict) -> None:
    """Do what the form asks; what it cannot ask is passed over, as anybody may send anything."""
    what, value, chosen = asked.get("what"), asked.get("value"), session.compared.value
    if what == "first" and value in session.scenarios:
        session.compared.set((value,))
        session.compared.set((value, *(each for each in chosen if each != value and each in {one.name for one in comparable(session)})))
    elif what == "other" and value in chosen[1:]:
        session.compared.set(tuple(each for each in chosen if each != value))
    elif what == "other" and value in {each.name for each in comparable(session)} and len(chosen) < SCENARIOS_COMPARED:
        session.compared.set((*chosen, value))
    elif what in LEAST:
        getattr(session, what).set(value)
