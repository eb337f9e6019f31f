"""Stored runs as Parquet beside the archive, for readers who come while a study runs: the archive itself is for one process."""

import io
import json
import os
from pathlib import Path

import numpy as np

from .broken import told
from .layout import PLAN_FILE, PUBLISHED, STUDY_FILE

PART = 2_000  # runs in a file; the last one is written again until it is full
QUERY = """SELECT r.run, r.number, r.scenario_hash, r.seed, r.status, r.error, r.seconds, r.version, r.code, r.people, l.labels, r.numbers, r.series
    FROM runs r JOIN labels l ON r.labels = l.number WHERE r.number >= ? AND r.number < ? ORDER BY r.number"""


REPEATED = ("case", "status", "error", "version", "code", "labels", "scenario_hash")
KEY = "plan"


class Publisher:
    """Keeps the folder `published` up to date with an archive."""

    def __init__(self, archive, plan=None):
        self._archive, self._plan = archive, plan
        self.folder = archive.folder / PUBLISHED
        self._next = 0  # the first part that may lack runs

    def catch_up(self):
        """Publish the plan, and whatever a process that was ended did not get to."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise told(error, self.folder) from None
        if self._plan is not None:
            write_plan(self._plan, self.folder)
        parts = self._archive.table(f"SELECT number // {PART} AS part, count(*) AS runs, max(number) AS last FROM runs GROUP BY ALL").to_pylist()
        sizes = {each["part"]: (each["runs"], each["last"]) for each in parts}
        for file in self.folder.glob("runs-*.parquet"):
            if int(file.stem.partition("-")[2]) not in sizes:
                file.unlink()
        for part, (runs, last) in sorted(sizes.items()):
            if _told_of(self._file(part)) != (runs, last):
                self._write(part)
        self._next = max(sizes, default=0)

    def publish(self):
        """Publish what has been stored since the last time."""
        last = self._archive.table("SELECT coalesce(max(number), -1) AS last FROM runs")["last"][0].as_py()
        for part in range(self._next, last // PART + 1):
            if (known := _told_of(self._file(part))) is None or known[1] < min(last, (part + 1) * PART - 1):
                self._write(part)
        self._next = max(self._next, last // PART)

    def _file(self, part):
        return self.folder / f"runs-{part:05d}.parquet"

    def _write(self, part):
        table = self._archive.table(QUERY, (part * PART, (part + 1) * PART))
        if table.num_rows:
            _write_parquet(table.replace_schema_metadata({"last": str(table["number"][-1].as_py())}), self._file(part))


def _told_of(file):
    """Return (runs, number of the last) of a published file, None where there is none that can be read."""
    import pyarrow.parquet as pq
    try:
        about = pq.read_metadata(file)
        return about.num_rows, int(about.metadata[b"last"])
    except Exception:
        return None


def _is_published(plan, folder):
    """Return whether both files are those of this plan."""
    import pyarrow.parquet as pq
    try:
        with open(folder / STUDY_FILE, encoding="utf-8") as file:
            beginning = file.read(100)
        return beginning.startswith(json.dumps({"plan": plan.key})[:-1]) and pq.read_metadata(folder / PLAN_FILE).metadata[KEY.encode()].decode() == plan.key
    except Exception:  # not there, or not readable: written again
        return False


def write_plan(plan, folder):
    """Write plan.parquet, a row for each run of a study, and study.json, what the study and its points are."""
    import pyarrow as pa

    if _is_published(plan, folder):
        return
    names, schedule = [case.name for case in plan.cases], plan.schedule
    n = len(names)
    table = pa.table({
        "point": pa.array(np.repeat(schedule.points, n), pa.int32()),
        "case": pa.DictionaryArray.from_arrays(pa.array(np.tile(np.arange(n), len(schedule.points)), pa.int32()), names),
        "replicate": pa.array(np.repeat(schedule.replicates, n), pa.int32()), "seed": pa.array(np.repeat(schedule.seeds, n), pa.int64()),
        "run": pa.array(schedule.runs, pa.string())})
    about = {"plan": plan.key, "code": plan.code, "cases": names, "document": json.loads(plan.document), "points": json.loads(plan.points_text)}
    _replace(folder / STUDY_FILE, json.dumps(about).encode())
    _write_parquet(table.replace_schema_metadata({KEY: plan.key}), folder / PLAN_FILE)


def _write_parquet(table, file):
    import pyarrow.parquet as pq
    out = io.BytesIO()
    # Numbers hardly shrink, and are read several times as fast without trying; texts that repeat are told once.
    pq.write_table(table, out, compression="none", use_dictionary=[name for name in REPEATED if name in table.column_names])
    _replace(file, out.getvalue())


def _replace(file, content):
    unfinished = Path(f"{file}.unfinished")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise told(error, file.parent) from None
