"""What a run is stored under: the hash of all that produced it."""

import hashlib
import json
from pathlib import Path

from ...version import __version__
from ..code import digest_of

# What the numbers of a run depend on; how they are shown does not matter to them.
MODEL = ("core", "population", "mechanisms", "timeline", "gather.py", "groups.py", "hand_over.py", "outcomes.py", "outcomes_long_run.py", "run.py", "step.py",
         "usual.py", "world.py", "studies/ensemble.py", "studies/windows.py", "studies/sweep/dates.py", "studies/sweep/living.py")
RUN_DIGITS = 32


def code_of(plugins=()):
    """Return 16 hex digits of the model that runs: version, code, and the contents of plugins."""
    digest = hashlib.sha256(f"{__version__} {digest_of(MODEL)}".encode())
    for content in sorted(Path(file).read_bytes() for file in plugins):
        digest.update(b"\0" + content)
    return digest.hexdigest()[:16]


def run_hash(scenario_hash, seed, code, kept):
    """Return 32 hex digits of one run; `kept` is the text of what is kept of it, its windows and groups."""
    return hashlib.sha256(f"{scenario_hash} {seed} {code} {kept}".encode()).hexdigest()[:RUN_DIGITS]


def kept_text(windows, groups):
    """Return windows and groups as one text."""
    return json.dumps([windows, list(groups)], sort_keys=True)


def text_hash(*parts):
    """Return 16 hex digits of texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
