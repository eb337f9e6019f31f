"""Parameter sets that a calibration has accepted, read from a table with columns such as `stress_response.threat_worry`."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..core import catalogue
from ..core.feelings import Feelings
from ..core.parameters import parameters_of
from ..timeline.errors import ScenarioError, in_words, nearest
from .robustness_sets import BY_ISOLATION, BY_THREAT, LEANING, rounded

LIVED = Path(__file__).with_name("accepted_lived.json")  # of the sets that travel with the model; `make docs` counts it from docs/accepted_sets.json
WEIGHT = "weight"  # a column of this name says how often a row counts; other columns without a dot are not ours


@dataclass(frozen=True)
class Accepted:
    """Accepted sets: `paths` name the columns, `values` float64 (n_sets, n_paths), `weights` float64 (n_sets,)."""

    file: str
    paths: tuple
    values: np.ndarray
    weights: np.ndarray
    declared: dict

    def within(self, free):
        """Return the same sets without the columns that no scenario uses."""
        kept = [k for k, path in enumerate(self.paths) if path in free]
        return Accepted(self.file, tuple(self.paths[k] for k in kept), self.values[:, kept], self.weights, self.declared)

    def drawn(self, shares):
        """Return the rows at these shares of all weight, each share from 0 to 1."""
        heaped = np.cumsum(self.weights) / self.weights.sum()
        return np.minimum(np.searchsorted(heaped, shares, side="right"), len(heaped) - 1).tolist()

    def row(self, place):
        """Return {path: value} of one accepted set."""
        return {path: rounded(value, self.declared[path]) for path, value in zip(self.paths, self.values[place], strict=True)}

    def most_leaning(self, free, high, low):
        """Return the row that, of all accepted ones, stands highest in the paths `high` and lowest in the paths `low`."""
        score = np.zeros(len(self.values))
        for paths, sign in ((high, 1), (low, -1)):
            for k, path in enumerate(self.paths):
                if path in paths and free[path]["high"] > free[path]["low"]:
                    score += sign * (self.values[:, k] - free[path]["low"]) / (free[path]["high"] - free[path]["low"])
        return int(np.argmax(score))


def read_accepted(file):
    """Return the Accepted sets of a CSV file.

    Raises
    ------
    ScenarioError
        If the file is missing, names a number that does not exist, or holds a value outside the declared range.
    """
    path, said = Path(file), f"--accepted {Path(file).name}"
    try:
        with open(path, encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ScenarioError(f"--accepted {file}", message=f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    declared = declared_numbers()
    columns = {name: own for name in (rows[0] if rows else ()) if name and "." in (own := name.removeprefix("mechanisms."))}
    if not columns:
        raise ScenarioError(said, message="expected a header with columns such as stress_response.threat_worry, and a row for each set")
    for name, own in columns.items():
        if own not in declared:
            raise ScenarioError(said, message=f"there is no number {in_words(name)}{nearest(name, declared)}")
    values = np.array([[_number(row[name], said, line, name, declared[own]) for name, own in columns.items()]
                       for line, row in enumerate(rows, start=2)])
    weights = np.array([_number(row.get(WEIGHT) or "1", said, line, WEIGHT, {"low": 0.0, "high": np.inf}) for line, row in enumerate(rows, start=2)])
    if weights.sum() <= 0:
        raise ScenarioError(said, message="expected at least one row with a weight above 0")
    return Accepted(path.name, tuple(columns.values()), values, weights, declared)


def lived_sets():
    """Return {sets, people, fitted, unused, meet_fitted, meet_unused, shipped_misses}: how many of the accepted sets meet which facts when really lived."""
    return json.loads(LIVED.read_text(encoding="utf-8"))


def declared_numbers():
    """Return {"mechanism.parameter": {default, low, high, unit, source, ...}} of every number a mechanism or `Feelings` declares."""
    catalogue.ensure_registered()
    kinds = {**{name: catalogue.find("mechanism", name) for name in catalogue.names("mechanism")}, "feelings": Feelings}
    return {f"{name}.{key}": each for name, kind in kinds.items() for key, each in parameters_of(kind).items()}


def at_ends(cases):
    """Return the names of the arrows that stand at an end of their declared range in a set that leans to one cause."""
    declared = declared_numbers()
    leaning = [case.values for case in cases if case.kind == LEANING]
    return [path for path in BY_THREAT + BY_ISOLATION if any(values.get(path) in (declared[path]["low"], declared[path]["high"]) for values in leaning)]


def _number(text, said, line, column, each):
    try:
        value = float(text)
    except (TypeError, ValueError):
        raise ScenarioError(said, message=f"line {line}, {column}: expected a number, got {str(text)!r:.40}") from None
    # A table may hold fewer digits than the range has.
    slack = 1e-6 * max(1.0, abs(value)) if np.isfinite(value) else 0.0
    if not each["low"] - slack <= value <= each["high"] + slack:
        raise ScenarioError(said, message=f"line {line}, {column}: expected {each['low']:g} to {each['high']:g}, got {text}")
    return value
