"""Digests of the code that numbers depend on: results of other code are neither mixed nor taken for one's own."""

import ast
import hashlib
from functools import lru_cache
from pathlib import Path

from ..version import __version__

TOP = Path(__file__).parents[1]
# What can change a bit of a run, and what of it only tells of one; facts and scales are read off a run and are no part of it.
BITS = ("core", "population", "mechanisms", "timeline", "gather.py", "run.py", "step.py", "usual.py", "world.py")
TELLS = ("timeline/carried.py", "timeline/errors.py", "timeline/explain.py", "timeline/height.py", "timeline/wording.py")
PROSE = ("description", "evidence", "finding", "sentence", "source", "text", "unit")  # fields and class variables that hold words
EARLIER = "Made by an earlier state of the model's code ({which}): run again, numbers may differ."


@lru_cache(maxsize=8)
def digest_of(parts):
    """Return 16 hex digits of the Python files under these parts of the package, such as "core" or "run.py"."""
    digest = hashlib.sha256()
    for file in _files(parts):
        digest.update(file.relative_to(TOP).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def model_digest():
    """Return 16 hex digits of what changes the bits of a run: the model's code without its words, and the scenarios that facts are asked of.

    Comments, docstrings, sources and the texts of facts may change and it stays; it is the same with every version of Python.
    """
    from ..timeline.load import load_scenario
    from ..timeline.shipped import shipped_scenarios
    from .facts.table import all_facts
    digest = hashlib.sha256()
    for file in _files(BITS):
        name = file.relative_to(TOP).as_posix()
        if name not in TELLS:
            digest.update(f"{name}\0{bare(file.read_text(encoding='utf-8'))}".encode())
    for name in sorted({each.scenario for each in all_facts()} & set(shipped_scenarios())):
        digest.update(f"{name}\0{load_scenario(name).hash()}".encode())
    return digest.hexdigest()[:16]


def made_by():
    """Return what a long run keeps of the code that made it: {"version", "model"}."""
    return {"version": __version__, "model": model_digest()}


def bare(code):
    """Return Python code as one text that is the same as long as only comments, docstrings and words for readers differ."""
    return _bare(ast.parse(code))


def of_earlier_code(found):
    """Return a sentence if what a long run printed as JSON was made by another state of the model's code than today's, else an empty text."""
    if found.get("model") == model_digest():
        return ""
    return EARLIER.format(which=f"digest `{found['model']}`, noaber {found.get('version', 'of a version not kept')}" if found.get("model") else "its digest was not kept")


def _files(parts):
    return [file for part in parts for file in (sorted((TOP / part).rglob("*.py")) if (TOP / part).is_dir() else [TOP / part])]


def _bare(node):
    if isinstance(node, list):
        return "[" + ",".join(_bare(each) for each in node if not (isinstance(each, ast.Expr) and _is_text(each.value))) + "]"
    if not isinstance(node, ast.AST):
        return repr(node)
    # Fields that are empty are left out: which there are differs between versions of Python.
    told = [(name, value) for name, value in ast.iter_fields(node) if value not in (None, []) and not (name == "value" and _is_prose(node))]
    return f"{type(node).__name__}({','.join(f'{name}={_bare(value)}' for name, value in told)})"


def _is_prose(node):
    """Return whether a node gives words for readers to one of PROSE: a keyword of a call, or a variable."""
    named = node.arg if isinstance(node, ast.keyword) else getattr(getattr(node, "target", None), "id", None) if isinstance(node, ast.AnnAssign) else None
    return named in PROSE and _is_text(node.value)


def _is_text(node):
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
