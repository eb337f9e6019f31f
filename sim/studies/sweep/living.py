"""One unit of a study, lived wherever an executor puts it: the scenarios of one point under one run seed."""

import io
from typing import NamedTuple

from ...core import catalogue
from ...timeline.errors import ScenarioError
from .dates import masks_of
from .tables import Record, labels_text


class Asked(NamedTuple):
    """What is asked of every unit of a study."""

    windows: dict
    groups: tuple
    series: bool
    code: str
    plugins: tuple = ()


class Unit(NamedTuple):
    """Runs under one seed that share a morning where they can: `runs` are their hashes, `scenarios` as long."""

    runs: tuple
    scenarios: tuple
    seed: int
    replicate: int


def live(asked, unit, watch=lambda steps: True, *, strict=False):
    """Return the Records of a unit; those that `watch` ended are left out.

    `strict` lets a ScenarioError through, for the first unit of a study: it is a mistake in the input, not a failed run.
    """
    from ..ensemble import runs_of_seed

    catalogue.ensure_registered()
    for file in asked.plugins:
        catalogue.load_plugin(file)
    hashes, records = dict(zip((each.name for each in unit.scenarios), unit.runs, strict=True)), []
    try:
        for run in runs_of_seed(unit.scenarios, unit.seed, unit.replicate, watch=watch):
            records.append(record_of(asked, hashes[run.scenario], run))
    except ScenarioError as error:
        if strict:
            raise
        return records + failed(asked, unit, f"ScenarioError: {error}", len(records))
    return records


def failed(asked, unit, error, first=0):
    """Return failed Records for the runs of a unit from the `first` on."""
    return [Record(run, scenario.hash(), unit.seed, error, code=asked.code)
            for run, scenario in list(zip(unit.runs, unit.scenarios, strict=True))[first:]]


def record_of(asked, run_hash, run):
    """Return the Record of an `ensemble.Run`, finished or failed."""
    common = {"run": run_hash, "scenario_hash": run.scenario_hash, "seed": run.seed, "seconds": run.seconds, "code": asked.code}
    if not run.finished:
        return Record(**common, error=run.error or "failed")
    from ..windows import window_values
    totals = [catalogue.find("outcome", name).total for name in run.outcomes]
    places = [run.groups.index(name) for name in asked.groups]
    masks = masks_of(asked.windows, run.times)
    numbers = window_values(run.table[:, places], masks, totals)
    return Record(**common, people=run.n_people, labels=labels_text(asked.windows, asked.groups, run.outcomes),
                  numbers=tuple(numbers.reshape(-1).tolist()), series=_series(run) if asked.series else b"")


def _series(run):
    import pyarrow.parquet as pq

    from ..files import series_of
    out = io.BytesIO()
    pq.write_table(series_of(run).drop_columns(["run_id", "scenario", "replicate", "seed"]), out)
    return out.getvalue()
