"""What gives the digits of a page elsewhere: the command as it can be run, and the files that it names, in a ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .. import Scenario, ScenarioError, load_scenario
from .found import NO_CRISIS
from .timeline.uploads import is_uploaded
from .titles import OWN, taken_along
from .words import say

_FILES = ("network", "ages", "households")  # that the people of a scenario may come from


def called(scenario: Scenario) -> str:
    """Return what a command calls a scenario: the name of a shipped one as it was shipped, the file of any other."""
    return scenario.name if scenario == _shipped(scenario.name, scenario.days) else f"{scenario.name}.toml"


@cache
def _shipped(name: str, days: int) -> Scenario | None:
    try:
        return load_scenario(name, days=days) if name.isidentifier() else None
    except ScenarioError:
        return None


def runnable(command: str, scenarios: Iterable[Scenario]) -> str:
    """Return a command with the files of its scenarios in place of names that only this dashboard knows."""
    files = {each.name: called(each) for each in scenarios}
    return " ".join(files.get(word, word) for word in command.split(" "))


def is_own(scenario: Scenario) -> bool:
    """Return whether a scenario was made in this visit, so that nobody has its file yet."""
    return scenario.name.startswith(OWN)


def packed(scenarios: Iterable[Scenario], command: str, language: str = "en") -> bytes:
    """Return a ZIP with the files of scenarios, those that they name, and the command that runs on them.

    Files that a visitor brought or drew are in it; those of whoever runs the server are theirs, and are named only.
    """
    content, lines = io.BytesIO(), [command]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        written: set[str] = set()
        for scenario in scenarios:
            if scenario.name == NO_CRISIS:
                continue
            archive.writestr(zipfile.ZipInfo(f"{scenario.name}.toml"), taken_along(language, scenario).to_toml())
            for file in _files_of(scenario):
                if file.name not in written:
                    written.add(file.name)
                    if is_uploaded(scenario):
                        archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
                    else:
                        lines.append(f"# {say(language, 'share.not_packed', file=file.name)}")
        archive.writestr(zipfile.ZipInfo("command.txt"), "\n".join(lines) + "\n")
    return content.getvalue()


def _files_of(scenario: Scenario) -> list[Path]:
    named = (getattr(scenario.population, key) for key in _FILES)
    return [Path(scenario.folder) / each for each in named if each]
