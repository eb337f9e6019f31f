"""The answer to the first question, kept in the user's cache folder, so that the next start of the server shows it at once."""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

from .. import __version__
from .found import Found
from .question import Question

_PACKAGE = Path(__file__).parent.parent


def cache_folder() -> Path:
    """Return the folder for what can be made again, as the system has it: NOABER_CACHE or the user's cache folder."""
    if own := os.environ.get("NOABER_CACHE"):
        return Path(own)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "noaber"
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "noaber"


def keep_answer(question: Question, found: Found) -> None:
    """Keep an answer; a folder that cannot be written to only costs time at the next start."""
    place = _place(question)
    unfinished = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for older in place.parent.glob("answer-*.json"):
            older.unlink()
        unfinished.write_text(json.dumps(found.document()), encoding="utf-8")
        unfinished.replace(place)
    except OSError:
        return


def kept_answer(question: Question) -> Found | None:
    """Return the answer kept for this question by this version, if there is one that can be read."""
    try:
        return Found(**json.loads(_place(question).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _place(question: Question) -> Path:
    digest = sha256(repr((__version__, _sources(), question.key, question.settings)).encode()).hexdigest()[:16]
    return cache_folder() / f"answer-{digest}.json"


def _sources() -> str:
    """Return a digest of the package's files by size and time: who changes the model must not see the answers of before."""
    files = sorted(path for path in _PACKAGE.rglob("*.py") if "dashboard" not in path.parts)
    seen = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return sha256(repr(seen).encode()).hexdigest()
