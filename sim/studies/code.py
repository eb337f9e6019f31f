"""A digest of the code that numbers depend on: results of other code are neither mixed nor taken for one's own."""

import hashlib
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def digest_of(parts):
    """Return 16 hex digits of the Python files under these parts of the package, such as "core" or "run.py"."""
    top, digest = Path(__file__).parents[1], hashlib.sha256()
    for part in parts:
        files = sorted((top / part).rglob("*.py")) if (top / part).is_dir() else [top / part]
        for file in files:
            digest.update(file.relative_to(top).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
