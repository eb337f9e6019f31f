"""Reads back what `noaber export` wrote, the table and its manifest, as results; both are checked, as they may come from anybody."""

import json
import math
from datetime import date
from pathlib import Path

import numpy as np

from ...core import catalogue
from ...timeline.errors import ScenarioError, unknown
from ...timeline.settings import value_of
from .reading import checked_study
from .results import IDENTITY, SweepResults
from .study import Vary

MOST_NAMES = 200  # windows, groups or scenarios
TEXTS = ("noaber", "model", "plan", "study")
COLUMNS = ("window", "group", "outcome", "value")


def read_export(table, manifest):
    """Return the SweepResults of an exported .csv or .parquet and its .manifest.json; there are no series.

    Raises
    ------
    ScenarioError
        If the two are not an export of noaber, do not belong together, or name an outcome that is not known here.
    """
    import tomllib
    catalogue.ensure_registered()
    about, rows = _manifest(Path(manifest)), _table(Path(table))
    said = Path(manifest).name
    try:
        study = checked_study(tomllib.loads(about["study"]), said).study
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ScenarioError(said, key="study", message=f"no study file: {error}") from None
    factors = _factors(about, study, rows, said)
    _expect(set(rows.columns) >= {*IDENTITY, *COLUMNS, *(each.label for each in factors)} - {"case"}, Path(table).name, "columns are missing that the manifest names")
    runs, points = _runs(rows, about, study, factors, Path(table).name)
    labels, numbers = _numbers(rows, runs, about, Path(table).name)
    lucks = runs.drop_duplicates("point").sort_values("point")["replicate"].tolist() if study.design.luck else None
    _check_size(study, points, runs, about["cases"], lucks, Path(table).name)
    document = {"study": about["study"], "windows": about.get("windows", {}), "lucks": lucks, "bases": [[each["name"], each["toml"]] for each in about["scenarios"]]}
    return SweepResults(study, tuple(about["cases"]), factors, points, runs, numbers, *labels, {"code": about["model"], "plan": about["plan"], "document": document})


def _expect(holds, where, message):
    if not holds:
        raise ScenarioError(where, message=message)


def _manifest(file):
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise ScenarioError(file.name, message="no manifest of an export; expected the .manifest.json that noaber export writes beside its table") from None
    named = isinstance(about, dict) and all(isinstance(about.get(key), str) for key in TEXTS)
    lists = named and all(isinstance(about.get(key), list) and len(about[key]) <= MOST_NAMES for key in ("cases", "groups", "factors", "scenarios"))
    inner = lists and all(isinstance(each, dict) and isinstance(each.get("name"), str) for key in ("factors", "scenarios") for each in about[key])
    whole = inner and all(isinstance(each.get("toml"), str) for each in about["scenarios"]) and all(isinstance(each, str) for each in about["cases"] + about["groups"])
    _expect(whole and about["cases"], file.name, "no manifest of an export; expected the .manifest.json that noaber export writes beside its table")
    return about


def _table(file):
    import pandas as pd
    try:
        rows = pd.read_parquet(file).astype(str) if file.suffix == ".parquet" else pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
        for name in ("point", "replicate", "seed"):
            rows[name] = rows[name].astype("int64")
        for name in ("value", "seconds"):
            rows[name] = [float(text) if text not in ("", "None", "<NA>") else math.nan for text in rows[name]]  # exactly what was written
    except (OSError, ValueError, KeyError, OverflowError) as error:
        raise ScenarioError(file.name, message=f"no table of an export: {' '.join(str(error).split())[:120]}") from None
    return rows


def _factors(about, study, rows, said):
    """Return the Vary of each factor: the study's own, or for a table of points with the values that are there."""
    known, found = {each.label: each for each in study.vary}, []
    for each in about["factors"]:
        name, paths = each["name"], each.get("paths")
        if name not in known:
            _expect(name in rows.columns and isinstance(paths, list) and paths and all(isinstance(path, str) for path in paths), said, f"a factor that is not in the table: {name[:60]}")
            known[name] = Vary(path=paths[0], name=None if paths[0] == name else name[:60], values=tuple(dict.fromkeys(value_of(text) for text in rows[name])))
        found.append(known[name])
    return tuple(found)


def _runs(rows, about, study, factors, said):
    """Return the planned runs as in SweepResults, and the points."""
    identity = ["scenario" if name == "case" else name for name in IDENTITY]
    runs = rows.drop_duplicates(["point", "scenario", "replicate"])[[*identity, *(each.label for each in factors)]].rename(columns={"scenario": "case"})
    places = {name: place for place, name in enumerate(about["cases"])}
    _expect(runs["case"].isin(list(places)).all() and runs["status"].isin(["done", "failed", "missing"]).all(), said, "a scenario or status that the manifest does not know")
    runs["case_number"] = runs["case"].map(places).astype(int)
    first = runs.drop_duplicates("point").sort_values("point")
    _expect(first["point"].tolist() == list(range(len(first))) and runs["replicate"].between(0, study.replicates - 1).all(), said, "points or replicates are missing")
    points = tuple(tuple(_value(each, text) for each, text in zip(factors, row, strict=True)) for row in first[[each.label for each in factors]].itertuples(index=False))
    return runs.drop(columns=[each.label for each in factors]).reset_index(drop=True), points


def _value(factor, text):
    """Return a value of a point from its cell; None for "as the scenario has it"."""
    if text in ("", "None", "nan"):
        return None
    listed = {_cell(each): each for each in factor.values or factor.categories or ()}
    if listed:
        _expect(text in listed or _number(text) in listed.values(), factor.label, f"{text[:40]} is none of the values of this factor")
        return listed.get(text, _number(text))
    try:
        return date.fromisoformat(text) if isinstance(factor.low, date) else float(text)
    except ValueError:
        raise ScenarioError(factor.label, message=f"{text[:40]} is no value of this factor") from None


def _cell(value):
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(text):
    try:
        return float(text)
    except ValueError:
        return text


def _numbers(rows, runs, about, said):
    """Return ((windows, groups, outcomes), float64 (n_runs, n_windows, n_groups, n_outcomes))."""
    done = rows[rows["status"] == "done"]
    labels = tuple(tuple(dict.fromkeys(done[name])) for name in ("window", "group", "outcome"))
    known = catalogue.names("outcome")
    for name in labels[2]:
        if name not in known:
            raise ScenarioError(said, key="outcome", message=unknown("outcome", name, known, "outcomes"))
    shape = tuple(map(len, labels))
    finished = (runs["status"] == "done").to_numpy()
    # Before room is made for them: whoever wrote the table may have named thousands of each.
    _expect(len(done) == int(finished.sum()) * math.prod(shape) and max(shape, default=0) <= MOST_NAMES, said, "rows are missing, or there are too many")
    numbers = np.full((len(runs), *shape), np.nan)
    if len(done):
        place = {key: row for row, key in enumerate(zip(runs["point"], runs["case"], runs["replicate"], strict=True))}
        at = [[place[key] for key in zip(done["point"], done["scenario"], done["replicate"], strict=True)]]
        at += [done[name].map({label: k for k, label in enumerate(own)}).to_numpy() for name, own in zip(COLUMNS[:3], labels, strict=True)]
        numbers[tuple(map(np.asarray, at))] = done["value"]
    return labels, numbers


def _check_size(study, points, runs, cases, lucks, said):
    """Raise ScenarioError unless there are as many runs as the study plans: designs are made anew to that size."""
    planned = len(points) * len(cases) * (1 if lucks else study.replicates)
    columns = len(study.vary) + study.design.luck
    base = study.design.points or 1
    expected = {"morris": base * (columns + 1), "latin_hypercube": base,
                "sobol": (1 << max(0, (base - 1).bit_length())) * ((2 if study.design.second_order else 1) * columns + 2)}.get(study.design.kind, len(points))
    _expect(planned == len(runs) and len(points) == expected, said, "not all the runs of its study are in the table")
