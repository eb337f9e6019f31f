"""The scenarios that this server offers to every session; set once, before the first page is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import Scenario, load_scenario

# What is offered to someone who names no file: each shipped crisis, and what may be done about it. The server works out an answer
# about the first at its start, about any other when a visitor chooses it. Left out are longer forms of a crisis that is here.
_USUAL = (
    "netherlands_2020",
    "netherlands_2020_helpline",
    "netherlands_2020_outdoors",
    "netherlands_2020_neighbours",
    "netherlands_2020_check_in_calls",
    "netherlands_2020_support_bubbles",
    "netherlands_2020_clear_information",
    "lockdown",
    "lockdown_helpline",
    "community_programme",
    "pandemic_without_lockdown",
    "flood",
    "flood_moved_together",
    "blackout_72h",
    "blackout_72h_door_to_door",
    "blackout_amsterdam_2017",
    "heatwave",
    "two_crises",
    "earthquake",
    "economic_shock",
)
_OFFERED: dict[str, Scenario] = {}
_PLUGINS: list[str] = []


def offer(files: list[str | Path], plugins: Sequence[str | Path] = ()) -> None:
    """Load the scenarios that pages may choose from, shipped ones if none are named; a mistake in a file is a `ScenarioError`."""
    loaded = [load_scenario(file) for file in files or _USUAL]
    _PLUGINS[:] = [str(file) for file in plugins]
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


def offered_plugins() -> tuple[str, ...]:
    """Return the files of one's own that the scenarios need; every further process must load them too."""
    return tuple(_PLUGINS)
