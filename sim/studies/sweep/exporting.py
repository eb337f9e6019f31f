"""The runs of a study as one table for other programs, with a manifest beside it that says what they are."""

import json
import os
from datetime import date
from pathlib import Path

import numpy as np

from ...timeline.errors import ScenarioError
from ...version import __version__
from .results import IDENTITY


def long_table(results):
    """Return a DataFrame: a row for each run, window, group and outcome; a failed or missing run has one row without a value."""
    import pandas as pd

    runs, names = results.runs, list(results.outcomes)
    head = runs[list(IDENTITY)].rename(columns={"case": "scenario"})
    head["scenario"] = head["scenario"].astype(str)
    for place, factor in enumerate(results.factors):
        column = [_cell(row[place]) for row in results.points]
        head.insert(4 + place, factor.label, [column[point] for point in runs["point"]])
    done = (runs["status"] == "done").to_numpy()
    n_windows, n_groups, n_outcomes = results.numbers.shape[1:]
    each = n_windows * n_groups * n_outcomes
    finished = head[done].loc[np.repeat(head.index[done], each)].reset_index(drop=True)
    n = int(done.sum())
    finished["window"] = np.tile(np.repeat(np.array(results.windows, object), n_groups * n_outcomes), n)
    finished["group"] = np.tile(np.repeat(np.array(results.groups, object), n_outcomes), n * n_windows)
    finished["outcome"] = np.tile(np.array(names, object), n * n_windows * n_groups)
    finished["value"] = results.numbers[done].reshape(-1)
    finished = finished[finished["outcome"].isin(results.told_outcomes)]
    return pd.concat([finished, head[~done]], ignore_index=True)


def export(results, file):
    """Write the long table to a .csv or .parquet file, FILE.manifest.json beside it, and return how many rows it has."""
    file = Path(file)
    if file.suffix not in (".csv", ".parquet"):
        raise ScenarioError(f"--to {file.name}", message="expected a name that ends in .csv or .parquet")
    table = long_table(results)
    unfinished = file.with_name(f".{file.stem}.unfinished{file.suffix}")
    try:
        if file.suffix == ".csv":
            table.to_csv(unfinished, index=False, lineterminator="\n", float_format="%.17g")
        else:
            table.to_parquet(unfinished, index=False)
        os.replace(unfinished, file)
        file.with_name(f"{file.name}.manifest.json").write_text(json.dumps(manifest_of(results), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ScenarioError(f"--to {file.name}", message=f"cannot be written: {error.strerror or error}") from None
    return len(table)


def manifest_of(results):
    """Return what made the runs: study, scenarios, factors, versions; no path, host, clock or duration."""
    from ...core import catalogue
    status = results.runs["status"].value_counts()
    return {"noaber": __version__, "model": results.about["code"], "plan": results.about["plan"], "cases": list(results.cases),
            "runs": {name: int(status.get(name, 0)) for name in ("done", "failed", "missing")}, "study": results.about["document"]["study"],
            "windows": results.about["document"]["windows"], "groups": list(results.groups),
            "outcomes": {name: {"unit": catalogue.find("outcome", name).unit, "better": catalogue.find("outcome", name).better} for name in results.outcomes},
            "factors": [{"name": each.label, "paths": list(each.paths)} for each in results.factors],
            "scenarios": [{"name": name, "toml": text} for name, text in results.about["document"]["bases"]]}


def _cell(value):
    return value.isoformat() if isinstance(value, date) else value
