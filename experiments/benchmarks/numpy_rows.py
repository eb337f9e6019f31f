"""Own-row kernels as NumPy expressions: the same formulas over whole arrays, without their loop and without a compiler.

A kernel such as `for i in range(n): change[i] = pace * (usual[i] - had[i])` becomes `change[:] = pace * (usual[:] - had[:])`,
which is what a NumPy user writes, and gives the same bits. It is made from the kernel itself, so that a new mechanism needs
nothing here. A kernel whose loop adds to somebody else's row cannot be told so, and is refused.
"""

import ast
import inspect
import sys
import textwrap

import numpy as np
from numba.core.registry import CPUDispatcher


class CannotBeArrays(ValueError):
    """A kernel whose loop is more than a formula for each row."""


def smallest(*numbers):
    """Return the element-wise minimum of two."""
    return np.minimum(*numbers)


def largest(*numbers):
    """Return the element-wise maximum of two."""
    return np.maximum(*numbers)


class WithoutLoop(ast.NodeTransformer):
    """Turns the statements of a loop over rows into statements over arrays; `row` is the loop's name, `rows` stands for its range."""

    def __init__(self, row, rows):
        self.row, self.rows, self.only_where = row, rows, None

    def visit_Name(self, node):
        """A row by itself may only be an index."""
        if node.id == self.row:
            raise CannotBeArrays(f"the number of the row is used outside an index, line {node.lineno}")
        return node

    def visit_Subscript(self, node):
        """Turn `a[i]` into `a[:]`, and `a[i, k]` into `a[:, k]`."""
        listed = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        listed = [self.rows if isinstance(each, ast.Name) and each.id == self.row else self.visit(each) for each in listed]
        node.slice = ast.Tuple(listed, ast.Load()) if isinstance(node.slice, ast.Tuple) else listed[0]
        node.value = self.visit(node.value)
        return node

    def visit_IfExp(self, node):
        """Turn a choice for each row into numpy.where."""
        return called("where", *map(self.visit, (node.test, node.body, node.orelse)))

    def visit_BoolOp(self, node):
        """Turn `or` and `and` into their element-wise forms."""
        made, name = self.visit(node.values[0]), "logical_or" if isinstance(node.op, ast.Or) else "logical_and"
        for each in node.values[1:]:
            made = called(name, made, self.visit(each))
        return made

    def visit_If(self, node):
        """Keep what was there where the test does not hold."""
        if node.orelse or self.only_where:
            raise CannotBeArrays(f"a branch within a branch, line {node.lineno}")
        test = ast.Assign([ast.Name("_holds", ast.Store())], self.visit(node.test))
        self.only_where = ast.Name("_holds", ast.Load())
        made = [test, *map(self.visit, node.body)]
        self.only_where = None
        return made

    def visit_Assign(self, node):
        """Assign to all rows, or to those where a test holds."""
        node.targets, node.value = [self.visit(each) for each in node.targets], self.visit(node.value)
        if self.only_where:
            (target,) = node.targets
            node.value = called("where", self.only_where, node.value, ast.parse(ast.unparse(target), mode="eval").body)
        return node

    def visit_AugAssign(self, node):
        """Refuse to add to rows that are looked up: one row might be meant twice."""
        target = node.target.slice if isinstance(node.target, ast.Subscript) else None
        if self.only_where or (target is not None and not (isinstance(target, ast.Name) and target.id == self.row)):
            raise CannotBeArrays(f"adds to another row, line {node.lineno}")
        return self.generic_visit(node)

    def visit_Constant(self, node):
        """Give numbers the width that compiled code counts in, so that no bit differs."""
        kind = {float: "float64", int: "int64"}.get(type(node.value))
        return called(kind, node) if kind else node


def called(name, *given):
    """Return the expression `numpy.name(*given)`."""
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), list(given), [])


class OverRows(ast.NodeTransformer):
    """Replaces the innermost loops of a function by their array form."""

    def visit_For(self, node):
        """Keep an outer loop, and unroll nothing."""
        if any(isinstance(each, ast.For) for each in node.body):
            return self.generic_visit(node)
        if any(isinstance(each, (ast.While, ast.Continue, ast.Break)) for each in ast.walk(node)):
            raise CannotBeArrays(f"a loop that ends early, line {node.lineno}")
        bounds = node.iter.args
        rows = ast.Slice(*bounds) if len(bounds) == 2 else ast.Slice(None, None)
        made = []
        for statement in node.body:
            said = WithoutLoop(node.target.id, rows)
            turned = said.visit(statement)
            made += turned if isinstance(turned, list) else [turned]
        return made


def in_arrays(kernel):
    """Return the array form of a compiled own-row kernel, a plain Python function that fills the same arrays."""
    function = kernel.py_func
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    (definition,) = tree.body
    definition.decorator_list = []
    tree = ast.fix_missing_locations(OverRows().visit(tree))
    # What is called inside is a formula for one row too, and takes arrays as it stands.
    known = {name: value.py_func if isinstance(value, CPUDispatcher) else value for name, value in function.__globals__.items()}
    known |= {"np": np, "min": smallest, "max": largest, "BLOCK": sys.maxsize}  # NumPy does all rows at once
    exec(compile(tree, f"<{function.__name__} in arrays>", "exec"), known)  # noqa: S102: our own kernels, not a user's text
    return known[function.__name__]
