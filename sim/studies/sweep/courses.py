"""The outcomes of a study step by step, where its runs kept them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .layout import SERIES

MOST_SERIES = 200  # runs of a scenario behind a band


@dataclass(frozen=True)
class Course:
    """An outcome over time in runs of one scenario: `times` datetime64 (n_steps,), `values` float64 (n_runs, n_steps)."""

    scenario: str
    times: np.ndarray
    values: np.ndarray


def read_courses(results, folder, outcome, group="everyone", most=MOST_SERIES):
    """Return {scenario: Course} of a SweepResults whose study kept its series in a folder; without those that have none."""
    found = {}
    for case in results.cases:
        runs = results.runs[(results.runs["case"] == case) & (results.runs["status"] == "done")]["run"].unique()
        read = [each for each in (_one(Path(folder) / SERIES / f"{run}.parquet", outcome, group) for run in _spread(runs, most)) if each is not None]
        same = [values for times, values in read if len(values) == len(read[0][1])]
        if same:
            found[case] = Course(case, read[0][0], np.array(same))
    return found


def _spread(runs, most):
    """Return at most so many runs, spread over all: the first points of a design are no sample of it."""
    return runs[np.unique(np.linspace(0, len(runs) - 1, min(most, len(runs))).round().astype(int))] if len(runs) else []


def _one(file, outcome, group):
    import pyarrow.parquet as pq
    try:
        table = pq.read_table(file, columns=["time", "value"], filters=[("group", "=", group), ("outcome", "=", outcome)])
    except (OSError, ValueError):  # not kept, or not yet
        return None
    return (table["time"].to_numpy().astype("datetime64[s]"), table["value"].to_numpy()) if table.num_rows else None
