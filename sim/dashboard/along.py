"""What moves along with an edit: the other policies for a crisis, when its dates or its people were changed in the timeline."""

from __future__ import annotations

from collections.abc import Sequence

from .. import Scenario
from .question import policies_for, without_answers


def made_from(scenario: Scenario, offered: Sequence[Scenario]) -> Scenario | None:
    """Return the offered crisis that an edited scenario was made from: of the same days and findings, most of its crises, and fewest others; None without one."""
    names = _names(scenario.crisis)
    alike = [(len(names & _names(each.crisis)), -len(names ^ _names(each.crisis)), each) for each in without_answers(offered) if _frame(each) == _frame(scenario)]
    shared, _, found = max(alike, key=lambda one: one[:2], default=(0, 0, None))
    return found if shared else None


def moved_along(scenario: Scenario, offered: Sequence[Scenario], name: str) -> list[Scenario]:
    """Return the other policies for the crisis that a scenario was made from, each on the crisis and the people as they are now.

    `name` begins the name of each. None where that crisis is unchanged, so that the offered ones are policies for it still.
    """
    origin = made_from(scenario, offered)
    own = _names(scenario.intervention)
    policies = policies_for(origin, offered) if origin else []
    if any(each in policies for each in policies_for(scenario.model_copy(update={"name": ""}), offered)):
        return []
    others = [each for each in policies if _names(each.intervention) != own and not _names(each.intervention) & _names(scenario.crisis)]
    return [scenario.model_copy(update={"intervention": each.intervention, "title": each.title, "name": f"{name}_{each.name}"}) for each in others]


def _frame(scenario: Scenario) -> tuple:
    return scenario.start, scenario.days, scenario.step, scenario.mechanisms


def _names(events: Sequence) -> set[str]:
    return {event.name for event in events}
