"""What a folder holds of its latest study, read from the published Parquet: also while the study still runs."""

import json
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from ...core import catalogue
from ...timeline.errors import ScenarioError, unknown
from .archive import Archive
from .broken import ArchiveError, typed
from .layout import ARCHIVE, PLAN_FILE, PUBLISHED, STUDY_FILE
from .plan import factors_and_rows
from .publishing import KEY, Publisher
from .reading import parsed_study
from .study import Study

COLUMNS = ["run", "status", "error", "seconds", "people", "series"]
PATIENCE = 30  # tenths of a second
IDENTITY = ("run", "case", "point", "replicate", "seed", "status", "error", "seconds")


@dataclass(frozen=True)
class SweepResults:
    """The latest study of a folder: `runs` a DataFrame with a row for each planned run, `factors` and `points` of its design.

    `numbers` float64 (n_runs, n_windows, n_groups, n_outcomes) in the order of `runs`; NaN for runs that are not there.
    """

    study: Study
    cases: tuple
    factors: tuple
    points: tuple
    runs: object = field(repr=False)
    numbers: np.ndarray = field(repr=False)
    windows: tuple = ()
    groups: tuple = ()
    outcomes: tuple = ()
    about: dict = field(default_factory=dict, repr=False)

    @property
    def n_finished(self):
        """Runs that are there."""
        return int((self.runs["status"] == "done").sum())

    @property
    def told_outcomes(self):
        """The outcomes that the study asks for; all if it names none."""
        return self.study.outcomes or self.outcomes

    def values(self, outcome, window="all", group="everyone"):
        """Return float64 (n_points, n_replicates, n_cases) of an outcome; NaN where there is no finished run."""
        place = tuple(self._place(kind, name) for kind, name in (("window", window), ("group", group), ("outcome", outcome)))
        return self._cube[..., place[0], place[1], place[2]]

    @cached_property
    def _cube(self):
        replicates = 1 if self.about["document"]["lucks"] else self.study.replicates
        shape = (len(self.points), replicates, len(self.cases))
        cube = np.full((*shape, *self.numbers.shape[1:]), np.nan)
        replicate = np.zeros(len(self.runs), int) if replicates == 1 else self.runs["replicate"].to_numpy()
        cube[self.runs["point"].to_numpy(), replicate, self.runs["case_number"].to_numpy()] = self.numbers
        return cube

    def _place(self, kind, name):
        known = {"window": self.windows, "group": self.groups, "outcome": self.outcomes}[kind]
        if name not in known:
            raise ScenarioError(f"--{kind}", message=unknown(kind, name, known, f"{kind}s"))
        return known.index(name)

    def lower_is_better(self, outcome):
        """Return whether less of an outcome is better; None where neither is."""
        better = catalogue.find("outcome", outcome).better
        return {"lower": True, "higher": False}.get(better)


def refreshed(folder):
    """Publish what the archive of a folder holds, unless a sweep that runs does so already; ArchiveError where nothing is to be had."""
    folder = Path(folder)
    if not (folder / ARCHIVE).exists() and not (folder / PUBLISHED / STUDY_FILE).exists():
        raise ArchiveError(f"{typed(folder)}: no archive of a study in this folder; expected the folder that --out of noaber sweep named")
    try:
        with Archive(folder) as archive:
            Publisher(archive).catch_up()
    except ArchiveError:
        if not (folder / PUBLISHED / STUDY_FILE).exists():
            raise


def read_sweep(folder):
    """Return the SweepResults of the folder of a study, finished or still running.

    Raises
    ------
    ArchiveError
        If there is no study, or its archive cannot be read.
    """
    refreshed(folder)
    return read_results(folder)


def read_results(folder):
    """Return the SweepResults of a folder, as far as they are published."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    catalogue.ensure_registered()
    published = Path(folder) / PUBLISHED
    about, plan = _study_and_plan(published)
    # Labels are the same long text in most rows: read as numbers of a few. One thread is the fastest for so little in each file.
    tables = [pq.read_table(file, columns=[*COLUMNS, "labels", "numbers"], read_dictionary=["labels"], use_threads=False) for file in sorted(published.glob("runs-*.parquet"))]
    stored = pa.concat_tables(tables) if tables else None
    known = stored.select(COLUMNS).to_pandas() if stored else pd.DataFrame(columns=list(COLUMNS))
    rows = pd.Index(known["run"]).get_indexer(plan["run"])
    there = rows >= 0
    runs = plan.assign(case_number=plan["case"].map({name: k for k, name in enumerate(about["cases"])}).astype(int))
    for name, empty in (("status", "missing"), ("error", ""), ("seconds", np.nan), ("people", 0), ("series", False)):
        runs[name] = np.where(there, known[name].to_numpy()[np.where(there, rows, 0)], empty) if len(known) else empty
    labels, numbers = _numbers(stored, rows, runs["status"].to_numpy() == "done")
    document = about["document"]
    factors, points = factors_and_rows(document, about["points"])
    return SweepResults(parsed_study(document["study"]).study, tuple(about["cases"]), factors, points, runs, numbers, *labels, about)


def _study_and_plan(published):
    """Return what is published of the study, and the planned runs as a DataFrame; waits while they are being replaced."""
    import pyarrow.parquet as pq
    for _ in range(PATIENCE):
        try:
            about = json.loads((published / STUDY_FILE).read_text(encoding="utf-8"))
            plan = pq.read_table(published / PLAN_FILE, use_threads=False)
        except (OSError, ValueError):
            raise ArchiveError(f"{typed(published.parent)}: no archive of a study in this folder; expected the folder that --out of noaber sweep named") from None
        if (plan.schema.metadata or {}).get(KEY.encode(), b"").decode() in ("", about["plan"]):
            return about, plan.to_pandas()
        time.sleep(0.1)
    raise ArchiveError(f"{typed(published.parent)}: another study was being written here when its process ended; noaber resume --out {typed(published.parent)} mends it")


def _numbers(stored, rows, finished):
    """Return ((windows, groups, outcomes), float64 (n_runs, n_windows, n_groups, n_outcomes))."""
    if stored is None or not finished.any():
        return ((), (), ()), np.full((len(rows), 0, 0, 0), np.nan)
    lists = stored["numbers"].combine_chunks()
    first = rows[finished][0]
    named = json.loads(stored["labels"][int(first)].as_py())
    labels = tuple(tuple(dict.fromkeys(each[part] for each in named)) for part in "wgo")
    starts, flat = lists.offsets.to_numpy(), lists.values.to_numpy()
    # Runs of one plan have the same windows and groups, so the same length.
    own = starts[rows[finished]]
    if finished.all() and (np.diff(own) == len(named)).all():  # as they lie there
        numbers = flat[own[0]:own[-1] + len(named)].reshape(-1, len(named))
    else:
        numbers = np.full((len(rows), len(named)), np.nan)
        numbers[finished] = flat[own[:, None] + np.arange(len(named))]
    return labels, numbers.reshape(len(rows), *map(len, labels))
