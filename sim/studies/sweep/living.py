"""One unit of a study, lived wherever an executor puts it: the scenarios of one point under one run seed, or under several at once."""

import io
import threading
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


class Several(NamedTuple):
    """Units of one point with the same scenarios, lived as the rows of one world."""

    units: tuple

    @property
    def runs(self):
        """The hashes of all runs."""
        return tuple(run for unit in self.units for run in unit.runs)


def units_of(unit):
    """Return the Units that a Unit or a Several is made of."""
    return unit.units if isinstance(unit, Several) else (unit,)


_kept = threading.local()  # what each thread remembers from one point to the next


def forget():
    """Let go of what this thread remembers of the people of a study."""
    _kept.__dict__.clear()


def live(asked, unit, watch=lambda steps: True, *, strict=False):
    """Return the Records of a Unit, or of Several; those that `watch` ended are left out.

    `strict` lets a ScenarioError through, for the first unit of a study: it is a mistake in the input, not a failed run.
    """
    catalogue.ensure_registered()
    for file in asked.plugins:
        catalogue.load_plugin(file)
    units, records = units_of(unit), []
    hashes = {(scenario.name, each.seed): run for each in units for run, scenario in zip(each.runs, each.scenarios, strict=True)}
    try:
        for run in _runs_of(units, watch):
            records.append(record_of(asked, hashes[run.scenario, run.seed], run))
    except ScenarioError as error:
        if strict:
            raise
        return records + failed(asked, unit, f"ScenarioError: {error}", {each.run for each in records})
    return records


def _runs_of(units, watch):
    """Return Runs: small populations are those of the last point, so they are remembered."""
    from ..ensemble import runs_of_seed
    from ..remembering import PEOPLE_KEPT, Memory
    if any(each.population.people > PEOPLE_KEPT for each in units[0].scenarios):
        return runs_of_seed(units[0].scenarios, units[0].seed, units[0].replicate, watch=watch)
    if not hasattr(_kept, "memory"):
        _kept.memory = Memory()
    return _kept.memory.runs_of(units, watch)


def failed(asked, unit, error, known=()):
    """Return failed Records for the runs of a Unit, or of Several, but those whose hashes are known."""
    return [Record(run, scenario.hash(), each.seed, error, code=asked.code) for each in units_of(unit)
            for run, scenario in zip(each.runs, each.scenarios, strict=True) if run not in known]


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
