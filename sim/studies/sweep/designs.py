"""Points of a design: shares from 0 to 1 by SALib, values from lists and tables; a point is a tuple with a value for each factor.

None in a point means "as the scenario has it".
"""

import csv
from dataclasses import dataclass
from itertools import product

import numpy as np

from ...core import catalogue
from ...core.chance import key, uniforms
from ...timeline.errors import ScenarioError, in_words
from ...timeline.settings import TOP, split_setting, value_of
from .factors import levels_of, value_at
from .needed import need
from .study import Vary

LUCK, WEIGHT = "luck", "weight"
MOST_POINTS = 10_000_000


@dataclass(frozen=True)
class Points:
    """`factors` are the Vary of each column, `rows` the points, `shares` float64 (n_points, n_columns) or None.

    `lucks` holds the replicate of each point where luck is a factor: the last column of shares.
    """

    factors: tuple
    rows: tuple
    shares: np.ndarray | None = None
    lucks: tuple | None = None
    tabled: int = 0  # how many of the first factors have their values from a table


def points_of(read):
    """Return the Points of a StudyFile; ScenarioError where its table of points cannot be used."""
    study = read.study
    kind = study.design.kind
    if kind == "csv":
        return _of_table(read)
    if kind == "grid":
        return Points(study.vary, _crossed(study.vary, study.design.steps, read.label))
    if kind == "one_at_a_time":
        return Points(study.vary, _one_at_a_time(study.vary, study.design.steps))
    shares = shares_of(study)
    rows = tuple(tuple(value_at(each, share) for each, share in zip(study.vary, row, strict=False)) for row in shares)
    lucks = tuple(min(study.replicates - 1, int(share * study.replicates)) for share in shares[:, -1]) if study.design.luck else None
    return Points(study.vary, rows, shares, lucks)


def problem_of(study):
    """Return SALib's problem of a design in shares: every factor from 0 to 1, luck last where it is a factor."""
    names = [each.label for each in study.vary] + ([LUCK] if study.design.luck else [])
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def shares_of(study):
    """Return float64 (n_points, n_columns) of a Latin hypercube, Sobol or Morris design; the study seed decides."""
    need("SALib", "this design")
    design, problem, seed = study.design, problem_of(study), key(study.seed, "design") % 2**32
    if design.kind == "latin_hypercube":
        from SALib.sample import latin
        return latin.sample(problem, design.points, seed=seed)
    if design.kind == "morris":
        from SALib.sample import morris
        return morris.sample(problem, design.points, num_levels=design.levels, seed=seed)
    from SALib.sample import sobol
    return sobol.sample(problem, 1 << max(0, (design.points - 1).bit_length()), calc_second_order=design.second_order, seed=seed)


def _crossed(factors, steps, label):
    levels = [levels_of(each, steps) for each in factors]
    if np.prod([float(len(each)) for each in levels], initial=1.0) > MOST_POINTS:
        raise ScenarioError(label, "[design]", "kind", f"a grid of more than {MOST_POINTS:,} points; expected fewer values or another design")
    return tuple(product(*levels))


def _one_at_a_time(factors, steps):
    """Return the scenario as it is, then each factor over its values with the others as they are."""
    untouched = (None,) * len(factors)
    return (untouched, *(untouched[:place] + (value,) + untouched[place + 1:]
                         for place, each in enumerate(factors) for value in levels_of(each, steps)))


def _of_table(read):
    """Return the points of a table, crossed with the grid of what else varies; rows with a `weight` are drawn by it."""
    design, said = read.study.design, f"{read.label}, [design], file {read.study.design.file}"
    try:
        with open(read.folder / design.file, encoding="utf-8-sig", newline="") as lines:
            header, *rows = [row for row in csv.reader(lines) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ScenarioError(said, message=f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    columns = [place for place, name in enumerate(header) if name.strip() != WEIGHT]
    if not columns or not rows:
        raise ScenarioError(said, message="expected a header with a path in each column, and a row for each point")
    named = [_factor_of(header[place].strip(), read.study.vary, said) for place in columns]
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ScenarioError(said, message=f"line {line}: expected {len(header)} cells, got {len(row)}")
    chosen = _drawn(header, rows, design.points, read.study.seed, said)
    told = [tuple(value_of(rows[place][column].strip()) for column in columns) for place in chosen]
    factors = tuple(Vary(path=each.path, name=each.name, values=tuple(dict.fromkeys(row[k] for row in told))) for k, each in enumerate(named))
    crossed = _not_in_table(read.study.vary, named, said)
    others = _crossed(crossed, design.steps, read.label)
    return Points(factors + crossed, tuple(row + more for row in told for more in others), tabled=len(factors))


def _not_in_table(vary, named, said):
    """Return the factors of the study that no column gives values, which are crossed with the rows."""
    for place, each in enumerate(named):
        if each.label in [other.label for other in named[:place]]:
            raise ScenarioError(said, message=f"two columns for {in_words(each.label)}")
    others = tuple(each for each in vary if each not in named)
    for each in others:
        if not each.has_values:
            raise ScenarioError(said, message=f"no column {in_words(each.label)}, and its [[vary]] gives no values either")
    return others


def _factor_of(name, vary, said):
    """Return the Vary of a column: that of the study which has this name or path, else one of the path alone."""
    path = name if name in [each.label for each in vary] else _path_of(name, vary, said)
    return next((each for each in vary if name == each.label or path in each.paths), None) or Vary(path=path)


def _path_of(name, vary, said):
    """Return the path of a column; tables of accepted parameter sets leave out `mechanisms.`."""
    _, path, _ = split_setting(f"{name}=0")
    if path.split(".")[0] in catalogue.names("mechanism"):
        return name.replace(path, f"mechanisms.{path}")
    if path.split(".")[0] not in TOP:
        known = ", ".join(each.label for each in vary) or "none"
        raise ScenarioError(said, message=f"the column {in_words(name)} is neither the name of a [[vary]] of the study ({known}) nor a path; "
                            f"paths begin with {', '.join(TOP)}, or with a mechanism")
    return name


def _drawn(header, rows, n_points, seed, said):
    """Return places of rows: all of them, or `n_points` drawn evenly over their weights."""
    if n_points is None:
        return range(len(rows))
    names = [name.strip() for name in header]
    try:
        weights = np.array([float(row[names.index(WEIGHT)]) for row in rows]) if WEIGHT in names else np.ones(len(rows))
    except ValueError:
        raise ScenarioError(said, message="weight: expected a number in every row") from None
    if not (weights >= 0).all() or weights.sum() <= 0:
        raise ScenarioError(said, message="weight: expected numbers of at least 0, and one above")
    shares = (np.arange(n_points) + uniforms(key(seed, "rows of a table"), 1)[0]) / n_points
    return np.minimum(np.searchsorted(np.cumsum(weights) / weights.sum(), shares, side="right"), len(rows) - 1).tolist()


