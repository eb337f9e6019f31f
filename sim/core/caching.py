"""Where what can be made again is kept."""

import os
import sys
from pathlib import Path


def cache_folder():
    """Return the folder for what can be made again, as the system has it: NOABER_CACHE or the user's cache folder."""
    if own := os.environ.get("NOABER_CACHE"):
        return Path(own)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "noaber"
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "noaber"
