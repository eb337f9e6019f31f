"""The rules for imports inside sim: relative, downward, without cycles; function-level imports count, type-checking ones do not."""

import ast
from pathlib import PurePosixPath
from typing import NamedTuple

from sim import __all__ as PUBLIC
from style_rules import parsed

# From the bottom up; a part may import itself and what stands in a lower row. Parts of one row are apart, but for FREE rows.
ROWS = (
    {"core"},
    {"population", "mechanisms", "timeline"},
    {"world", "usual", "gather", "hand_over", "step", "trace", "outcomes", "outcomes_long_run", "groups"},
    {"run", "model", "person", "snapshot", "stacks"},
    {"studies"},
    {""},  # sim/__init__.py: the public names
    {"dashboard"},
    {"commands", "cli", "__main__"},
)
# Single modules that together are one stage; cycles among them are found all the same.
FREE = (2, 3, 7)
# Every module may read the version from the package itself, which needs nothing else to be loaded.
ALWAYS = {"version"}


class Import(NamedTuple):
    """One import statement, resolved to the module of ours that it loads."""

    file: str
    line: int
    source: str
    target: str


def absolute_imports(root):
    """Find `import sim` and `from sim import` inside sim."""
    for name, tree in _modules(root):
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module]
            if any(each.split(".")[0] == "sim" for each in names):
                yield f"{name}:{node.lineno}: imports sim by its name; inside sim write a relative import"


def upward_imports(root):
    """Find imports that do not point down the layers of the style guide."""
    for each in imports(root):
        source, target = _part(each.source), _part(each.target)
        if source != target and not _points_down(source, target):
            yield f"{each.file}:{each.line}: {each.source} imports {each.target}, which does not lie below it"


def unplaced_modules(root):
    """Find modules and packages of sim that no row of the layers names."""
    placed = set().union(*ROWS, ALWAYS)
    first = {_part(_dotted(name)): name for name, _ in reversed(_modules(root))}
    for part in sorted(set(first) - placed):
        yield f"{first[part]}:1: sim.{part} has no place in ROWS of tests/style_imports.py; give it one"


def inner_imports(root):
    """Find imports of the dashboard that reach past the public names of sim."""
    for each in imports(root):
        if _part(each.source) == "dashboard" and _part(each.target) not in ("dashboard", "", *ALWAYS):
            yield f"{each.file}:{each.line}: the dashboard imports {each.target}; it uses only the public names of sim"


def borrowed_files(root):
    """Find code below the dashboard that names its folder: what both read stands below it, as imports point down."""
    for name, tree in _modules(root):
        row = next((row for row, parts in enumerate(ROWS) if _part(_dotted(name)) in parts), 0)
        for node in ast.walk(tree):
            if row < ROWS.index({"dashboard"}) and isinstance(node, ast.Constant) and isinstance(node.value, str) and "dashboard" in PurePosixPath(node.value).parts:
                yield f"{name}:{node.lineno}: reads from the folder of the dashboard, which lies above it"


def cycles(root):
    """Find import cycles between modules of sim."""
    edges = {}
    for each in imports(root):
        edges.setdefault(each.source, []).append(each)
    done = set()
    for start in sorted(edges):
        if found := _cycle_from(start, edges, [], done):
            round_trip = " -> ".join([each.source for each in found] + [found[-1].target])
            yield f"{found[0].file}:{found[0].line}: import cycle {round_trip}"


def imports(root):
    """Return every import of one module of sim by another, but those for type checkers only."""
    trees = _modules(root)
    known = {_dotted(name) for name, _ in trees}
    found = []
    for name, tree in trees:
        for node in _statements(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                targets = {_target(name, node, alias.name, known) for alias in node.names} - {_dotted(name)}
                found += [Import(name, node.lineno, _dotted(name), target) for target in sorted(targets)]
    return found


def _modules(root):
    return [(name, tree) for name, tree in parsed(root) if name.startswith("sim/")]


def _statements(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _statements(child)


def _target(name, node, imported, known):
    """Return the module that `from ..a import imported` loads: the submodule if there is one, else the package itself."""
    package = PurePosixPath(name).parts[: -node.level]
    base = ".".join((*package, *(node.module or "").split("."))).rstrip(".")
    if base == "sim" and imported in PUBLIC:  # `from .. import run` gives the function, not the module of that name
        return base
    return f"{base}.{imported}" if f"{base}.{imported}" in known else base


def _dotted(name):
    return ".".join(PurePosixPath(name).with_suffix("").parts).removesuffix(".__init__")


def _part(dotted):
    return (dotted.split(".") + [""])[1]


def _points_down(source, target):
    if target in ALWAYS:
        return True
    rows = {part: row for row, parts in enumerate(ROWS) for part in parts}
    if source not in rows or target not in rows:
        return True  # told by unplaced_modules
    return rows[target] < rows[source] or (rows[target] == rows[source] and rows[source] in FREE)


def _cycle_from(module, edges, path, done):
    """Return the imports of the first cycle met from here, depth first; modules searched once are not searched again."""
    on_path = [each.source for each in path]
    if module in on_path:
        return path[on_path.index(module):]
    if module in done:
        return None
    for each in edges.get(module, ()):
        if found := _cycle_from(each.target, edges, [*path, each], done):
            return found
    done.add(module)
    return None
