"""Files of a visitor: checked for size and content, written to a folder of this visit only, and gone with it; nothing of them is executed."""

from __future__ import annotations

import base64
import binascii
import csv
import re
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import tomli_w

from ... import Scenario, load_text, renumbered_network

LARGEST = {".toml": 200_000, ".csv": 2_000_000, ".graphml": 4_000_000, ".gexf": 4_000_000, ".gml": 4_000_000}
NETWORKS = (".graphml", ".gexf", ".gml", ".csv")
MOST_FILES = 6
MOST_BYTES = 30_000_000  # of all files of a visit
FEWEST_SHOWN = 10  # people of an imported network; of smaller groups nothing is shown
_PREFIX = "noaber-visit-"
_NAME = re.compile(r"\w[\w .()-]{0,99}")
_EXTENDS = re.compile(r"^\s*extends\s*=\s*(\[[^\]]*\]|.*)$", re.MULTILINE)
# An XML file in another encoding, or with entities, may hold something else than it seems to.
_HIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)|encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)


class Refused(Exception):
    """Why files are not opened: the key of a text in words/timeline.toml and what fills it."""

    def __init__(self, key: str, **fill):
        super().__init__(key, fill)
        self.key, self.fill = key, fill


@dataclass(frozen=True)
class Received:
    """What was opened: the scenario, and what to tell about it as (key of a text, fill)."""

    scenario: Scenario
    told: tuple[tuple[str, dict], ...]


class Uploads:
    """The files of one visit, in a temporary folder that goes when the visit ends or is forgotten."""

    def __init__(self, most_people: int = 20_000):
        self._most_people = most_people
        self._root: Path | None = None
        self._bytes = 0
        self._end = None

    def close(self) -> None:
        """Delete all that was opened."""
        if self._end:
            self._end()

    def receive(self, files: list, current: Scenario) -> Received:
        """Return the scenario of some files; a network alone takes the place of the current scenario's people.

        `files` come from the browser as {name, size, content in base64}, and may be anything at all. Raises Refused or,
        for a mistake in a scenario, ScenarioError.
        """
        contents = _checked(files)
        if self._bytes + sum(map(len, contents.values())) > MOST_BYTES:
            raise Refused("too_much")
        self._bytes += sum(map(len, contents.values()))
        scenarios = {name: _text(name, content) for name, content in contents.items() if name.endswith(".toml")}
        folder = self._folder(contents)
        if scenarios:
            return self._opened(_top(scenarios), scenarios, folder)
        networks = [name for name in contents if Path(name).suffix in NETWORKS]
        if len(networks) != 1:
            raise Refused("which_network", names=", ".join(networks))
        tables = {key: value for key, value in current.document().items() if key != "population"}
        text = tomli_w.dumps({**tables, "population": {"network": networks[0]}})
        return self._opened(networks[0], {networks[0]: text}, folder)

    def _opened(self, top: str, scenarios: dict, folder: Path) -> Received:
        """Return the scenario of one text, its network renumbered."""
        name = re.sub(r"[^\w-]+", "_", Path(top).stem)[:60].strip("_") or "scenario"
        scenario = load_text(scenarios[top], name=name, folder=folder, confined=True)
        told = [("opened", {"file": top, "name": scenario.title or name})]
        if scenario.population.network:
            told.append(("network_opened", {"count": self._renumber(folder / scenario.population.network), "least": FEWEST_SHOWN}))
        return Received(scenario, tuple(told))

    def _renumber(self, file: Path) -> int:
        """Write a network without its names over it, and return the number of people in it."""
        try:
            network = renumbered_network(file)
        except ValueError as mistake:
            raise Refused("wrong", message=str(mistake)) from None
        count = network.number_of_nodes()
        if count > self._most_people:
            raise Refused("network_size", count=count, most=self._most_people)
        # In the place and format of the file, so that the scenario that is downloaded runs on the visitor's own file as well.
        _WRITERS[file.suffix](network, file)
        return count

    def _folder(self, contents: dict[str, bytes]) -> Path:
        """Return a new folder of this visit with these files in it."""
        if self._root is None:
            self._root = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._end = weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=self._root))
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        return folder


def _write_edges(network: nx.MultiGraph, file: Path) -> None:
    """Write an edge list, everybody first, so that people keep their order."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(("source", "target", "layer", "weight", "strength"))
        table.writerows((person, "", "", "", "") for person in network)
        for one, other, values in network.edges(data=True):
            table.writerow((one, other, *(values.get(key, "") for key in ("layer", "weight", "strength"))))


_WRITERS = {".graphml": nx.write_graphml_xml, ".gexf": nx.write_gexf, ".gml": nx.write_gml, ".csv": _write_edges}


def is_uploaded(scenario: Scenario) -> bool:
    """Return whether a scenario's files came from a visitor: of its network no single person and no group under ten is shown."""
    return any(part.startswith(_PREFIX) for part in Path(scenario.folder).parts)


def _checked(files: list) -> dict[str, bytes]:
    """Return the contents by name of files that have a usable name, size and content; Refused for the first that has not."""
    if not isinstance(files, list) or not files:
        raise Refused("no_files")
    if len(files) > MOST_FILES:
        raise Refused("too_many", most=MOST_FILES)
    contents = {}
    for file in files:
        name = str(file.get("name", "")) if isinstance(file, dict) else ""
        if not _NAME.fullmatch(name) or name in contents:
            raise Refused("no_folder_name", name=name[:60])
        ending = Path(name).suffix.lower()
        if ending not in LARGEST:
            raise Refused("ending", name=name, endings=", ".join(LARGEST))
        stored = name.removesuffix(Path(name).suffix) + ending
        contents[stored] = _content(file, name, ending)
    return contents


def _content(file: dict, name: str, ending: str) -> bytes:
    most, encoded = LARGEST[ending], file.get("content", "")
    size = file.get("size", 0)
    if not isinstance(encoded, str) or len(encoded) > most * 4 // 3 + 4 or (isinstance(size, (int, float)) and size > most):
        raise Refused("too_large", name=name, most=most)
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("not_text", name=name) from None
    _text(name, content)
    if ending in (".graphml", ".gexf") and _HIDDEN.search(content):
        raise Refused("has_entities", name=name)
    return content


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not_text", name=name) from None
    if "\0" in text:
        raise Refused("not_text", name=name)
    return text


def _top(scenarios: dict[str, str]) -> str:
    """Return the one scenario that no other of them extends."""
    extended = " ".join(found for text in scenarios.values() for found in _EXTENDS.findall(text))
    tops = [name for name in scenarios if f'"{name}"' not in extended and f"'{name}'" not in extended]
    if len(tops) != 1:
        raise Refused("two_scenarios", names=", ".join(scenarios))
    return tops[0]
