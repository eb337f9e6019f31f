"""The answer to the first question, kept in the user's cache folder, so that the next start of the server shows it at once."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from .. import __version__, cache_folder
from .found import Found
from .question import Question

_PACKAGE = Path(__file__).parent.parent


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
