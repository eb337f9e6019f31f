"""Digests of the code that numbers depend on: results of other code are neither mixed nor taken for one's own."""

import hashlib
from functools import lru_cache

from ..core.sources import digest_of_files
from ..version import __version__

EARLIER = "Made by an earlier state of the model's code ({which}): run again, numbers may differ."


@lru_cache(maxsize=8)
def digest_of(parts):
    """Return 16 hex digits of the Python files under these parts of the package, as they were when first asked for."""
    return digest_of_files(parts)


@lru_cache(maxsize=1)
def model_digest():
    """Return 16 hex digits of what the model is: every declared number, the scenarios that facts are asked of, and the bits of small runs with everything in them.

    Code may be written anew, and words for readers told anew, and it stays as long as the runs keep their bits; it is the
    same with every version of Python.
    """
    from ..timeline.load import load_scenario
    from ..timeline.shipped import shipped_scenarios
    from .facts.table import all_facts
    from .probe import declared, lived
    asked = sorted({each.scenario for each in all_facts()} & set(shipped_scenarios()))
    told = [declared(), *(f"{name} {load_scenario(name).hash()}" for name in asked), lived()]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def made_by():
    """Return what a long run keeps of the code that made it: {"version", "model"}."""
    return {"version": __version__, "model": model_digest()}


def of_earlier_code(found):
    """Return a sentence if what a long run printed as JSON was made by another state of the model's code than today's, else an empty text."""
    if found.get("model") == model_digest():
        return ""
    return EARLIER.format(which=f"digest `{found['model']}`, noaber {found.get('version', 'of a version not kept')}" if found.get("model") else "its digest was not kept")
