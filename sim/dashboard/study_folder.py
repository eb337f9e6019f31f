"""The studies in a folder of this machine: found by what they publish, read without opening the archive that a sweep may hold."""

from __future__ import annotations

import json
import threading
import tomllib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import SweepResults, read_results

USUAL = "results"
_PUBLISHED, _STUDY = "published", "study.json"
_DEPTH = 2
_MOST_STUDIES = 100
_MOST_READ = 3
_FOLDER: list[Path] = []
_READ: OrderedDict[Path, tuple[tuple, SweepResults]] = OrderedDict()
_TITLES: dict[Path, tuple[int, str]] = {}
_READING = threading.Lock()


@dataclass(frozen=True)
class Listed:
    """A study that can be opened: `name` is its place in the folder, or that of one of the visit's own."""

    name: str
    title: str
    folder: Path | None = None
    lasting: bool = False  # others can open it by a link


def offer_studies(folder: str | Path | None, others_may_come: bool) -> None:
    """Offer the studies of a folder; without one those of `results` in the working directory, unless others may come to this server."""
    _FOLDER.clear()
    if folder is not None:
        _FOLDER.append(Path(folder).absolute())
    elif not others_may_come and Path(USUAL).is_dir():
        _FOLDER.append(Path(USUAL).absolute())


def offered_studies() -> tuple[Listed, ...]:
    """Return the studies that are there now, in the order of their names."""
    found = []
    for top in _FOLDER:
        for folder in _studies_in(top, _DEPTH):
            name = folder.relative_to(top).as_posix() if folder != top else top.name
            found.append(Listed(name, _title(folder), folder, lasting=True))
            if len(found) >= _MOST_STUDIES:
                break
    return tuple(sorted(found, key=lambda each: each.name))


def _studies_in(folder: Path, depth: int) -> Iterator[Path]:
    try:
        if (folder / _PUBLISHED / _STUDY).is_file():
            yield folder
        elif depth:
            for inner in sorted(folder.iterdir()):
                if inner.is_dir() and not inner.is_symlink():
                    yield from _studies_in(inner, depth - 1)
    except OSError:  # not ours to look at, or gone meanwhile
        return


def _title(folder: Path) -> str:
    """Return the title of a study as its file has it; nothing where it cannot be read."""
    file = folder / _PUBLISHED / _STUDY
    try:
        changed = file.stat().st_mtime_ns
        if _TITLES.get(file, (0, ""))[0] != changed:
            text = json.loads(file.read_text(encoding="utf-8"))["document"]["study"]
            _TITLES[file] = changed, str(tomllib.loads(text).get("title", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return _TITLES[file][1]


def stamp_of(folder: Path) -> tuple:
    """Return what changes whenever something is published."""
    found = []
    for file in sorted((folder / _PUBLISHED).glob("*")):
        if file.suffix in (".parquet", ".json"):
            about = file.stat()
            found.append((file.name, about.st_mtime_ns, about.st_size))
    return tuple(found)


def read_study(folder: Path, stamp: tuple) -> SweepResults:
    """Return the results of a folder as of its stamp; visitors who look at the same share them, as nobody changes them."""
    with _READING:
        known = _READ.get(folder)
        if known is None or known[0] != stamp:
            _READ[folder] = stamp, read_results(folder)
        _READ.move_to_end(folder)
        while len(_READ) > _MOST_READ:
            _READ.popitem(last=False)
        return _READ[folder][1]


def forget(folder: Path) -> None:
    """Let go of what was read of a folder that is no more."""
    with _READING:
        _READ.pop(folder, None)
