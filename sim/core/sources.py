"""The package's own files, as a digest: what other code made is not taken for what this code makes."""

import hashlib
from pathlib import Path

TOP = Path(__file__).parents[1]


def digest_of_files(parts):
    """Return 16 hex digits of the Python files under these parts of the package, such as "core" or "run.py", as they are now."""
    digest = hashlib.sha256()
    for file in _files(parts):
        digest.update(file.relative_to(TOP).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(parts):
    return [file for part in parts for file in (sorted((TOP / part).rglob("*.py")) if (TOP / part).is_dir() else [TOP / part])]
