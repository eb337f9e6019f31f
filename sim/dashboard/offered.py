"""The scenarios that this server offers to every session; set once, before the first page is asked for."""

from __future__ import annotations

from pathlib import Path

from .. import Scenario, ScenarioError, load_scenario

_OFFERED: dict[str, Scenario] = {}


def offer(files: list[str | Path]) -> None:
    """Load the scenarios that pages may choose from; a mistake in a file is a `ScenarioError`."""
    loaded = [load_scenario(file) for file in files]
    if not loaded:
        raise ScenarioError("dashboard", message="name at least one scenario; two or more can be compared")
    _OFFERED.clear()
    for scenario in loaded:
        name, number = scenario.name, 2
        # Two folders may hold files of one name, but answers are told apart by it.
        while name in _OFFERED:
            name, number = f"{scenario.name}-{number}", number + 1
        _OFFERED[name] = scenario.model_copy(update={"name": name})


def offered() -> dict[str, Scenario]:
    """Return the offered scenarios by name, in the order in which they were given."""
    return dict(_OFFERED)
