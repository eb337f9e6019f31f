"""The rules of the style guide that a program can check: each returns its findings as lines 'file:line: what is wrong'."""

import ast
import re
from functools import lru_cache

LONGEST_FILE = 300
LONGEST_BODY = 40
SOURCE = {".py", ".js", ".css", ".html", ".j2", ".vue"}
VAGUE = {"manager", "handler", "util", "utils", "helper", "helpers"}
# Front-end files written by others, kept as they came.
VENDORED = ("sim/dashboard/assets/",)


def source_files(root, suffixes=(".py",)):
    """Return our own source files under sim/ and experiments/, as pairs of relative name and path."""
    paths = (path for top in ("sim", "experiments") for path in sorted((root / top).rglob("*")))
    named = ((path.relative_to(root).as_posix(), path) for path in paths if path.suffix in suffixes)
    return [(name, path) for name, path in named if not name.startswith(VENDORED)]


# Every rule reads the same files.
@lru_cache(maxsize=1)
def parsed(root):
    """Return (relative name, syntax tree) of each Python file."""
    return [(name, ast.parse(path.read_text(encoding="utf-8"), name)) for name, path in source_files(root)]


def long_files(root):
    """Find files over 300 lines."""
    for name, path in source_files(root, SOURCE):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            yield f"{name}:{LONGEST_FILE + 1}: the file has {lines} lines, at most {LONGEST_FILE}"


def long_bodies(root):
    """Find functions whose body, without its docstring, is over 40 lines."""
    for name, tree in parsed(root):
        for node in ast.walk(tree):
            if isinstance(node, FUNCTION) and (lines := _body_lines(node)) > LONGEST_BODY:
                yield f"{name}:{node.lineno}: the body of {node.name} has {lines} lines, at most {LONGEST_BODY}"


def undocumented(root):
    """Find modules, public functions and classes, and their public methods, without a docstring."""
    for name, tree in parsed(root):
        if tree.body and not ast.get_docstring(tree):
            yield f"{name}:1: the module has no docstring"
        for prefix, node in _public(tree):
            if not ast.get_docstring(node):
                yield f"{name}:{node.lineno}: {prefix}{node.name} has no docstring"


def vague_names(root):
    """Find files, functions and classes named after no act and no result (manager, handler, utils, helper)."""
    for name, tree in parsed(root):
        if words := VAGUE & _words(name):
            yield f"{name}:1: the file is named {', '.join(sorted(words))}; name what it is or does"
        for node in ast.walk(tree):
            if isinstance(node, (*FUNCTION, ast.ClassDef)) and VAGUE & _words(node.name):
                yield f"{name}:{node.lineno}: {node.name} is a vague name; name what it is or does"


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def _body_lines(function):
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def _public(tree):
    """Give module-level public functions and classes, and the public methods of those classes, with a prefix for messages."""
    for node in tree.body:
        if not isinstance(node, (*FUNCTION, ast.ClassDef)) or node.name.startswith("_"):
            continue
        yield "", node
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, FUNCTION) and not item.name.startswith("_")]
            yield from ((f"{node.name}.", item) for item in methods if not _continues_another(item))


def _continues_another(method):
    # The setter of a property and an overload are explained where the first one is.
    names = {getattr(mark, "attr", getattr(mark, "id", "")) for mark in method.decorator_list}
    return bool(names & {"setter", "deleter", "overload"})


def _words(name):
    return set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().replace(".py", "")))
