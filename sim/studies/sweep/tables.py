"""The tables of an archive, and runs as rows of them."""

import json
from dataclasses import dataclass

from ...version import __version__

FORMAT = 1
SCHEMA = (
    "CREATE TABLE about (name VARCHAR PRIMARY KEY, value VARCHAR)",
    "CREATE TABLE labels (labels VARCHAR PRIMARY KEY, number INTEGER)",
    """CREATE TABLE runs (run VARCHAR PRIMARY KEY, number BIGINT, scenario_hash VARCHAR, seed BIGINT, status VARCHAR, error VARCHAR,
        seconds DOUBLE, version VARCHAR, code VARCHAR, people BIGINT, labels INTEGER, numbers DOUBLE[], series BOOLEAN)""",
    """CREATE TABLE plans (plan VARCHAR PRIMARY KEY, number BIGINT, document VARCHAR, points VARCHAR, hashes VARCHAR, code VARCHAR)""",
    # What a notebook asks: a row for each number of each finished run.
    """CREATE VIEW summaries AS
        SELECT run, seed, label.w AS window, label.g AS "group", label.o AS outcome, value FROM (
            SELECT run, seed, runs.number AS number, unnest(numbers) AS value,
                unnest(from_json(labels.labels, '[{"w":"VARCHAR","g":"VARCHAR","o":"VARCHAR"}]')) AS label
            FROM runs JOIN labels ON runs.labels = labels.number WHERE status = 'done') ORDER BY number""",
)
# Everything but how long it took and when it came: equal for equal studies, whoever ran them.
CONTENT = "SELECT run, scenario_hash, seed, status, error, version, code, people, l.labels, numbers, series FROM runs r JOIN labels l ON r.labels = l.number ORDER BY run"


@dataclass(frozen=True)
class KeptPlan:
    """A plan as an archive holds it; texts are JSON."""

    key: str
    document: str
    points: str
    hashes: str
    code: str


@dataclass(frozen=True)
class Record:
    """A run as it is stored; `numbers` are as `labels` say, `series` the bytes of a Parquet file or nothing."""

    run: str
    scenario_hash: str
    seed: int
    error: str = ""
    seconds: float = 0.0
    people: int = 0
    labels: str = "[]"
    numbers: tuple = ()
    series: bytes | bool = b""
    version: str = __version__
    code: str = ""


def labels_text(windows, groups, outcomes):
    """Return what the numbers of a run are, in order, as a JSON text."""
    return json.dumps([{"w": window, "g": group, "o": outcome} for window in windows for group in groups for outcome in outcomes])


def as_batch(records, known, first):
    """Return runs as an Arrow table in the columns of `runs`, numbered from `first`."""
    import pyarrow as pa

    strings, whole = pa.string(), pa.int64()
    columns = {
        "run": ([each.run for each in records], strings), "number": (range(first, first + len(records)), whole),
        "scenario_hash": ([each.scenario_hash for each in records], strings), "seed": ([each.seed for each in records], whole),
        "status": (["failed" if each.error else "done" for each in records], strings), "error": ([each.error for each in records], strings),
        "seconds": ([each.seconds for each in records], pa.float64()), "version": ([each.version for each in records], strings),
        "code": ([each.code for each in records], strings), "people": ([each.people for each in records], whole),
        "labels": ([known[each.labels] for each in records], pa.int32()),
        "numbers": ([each.numbers for each in records], pa.list_(pa.float64())), "series": ([bool(each.series) for each in records], pa.bool_())}
    return pa.table({name: pa.array(list(values), kind) for name, (values, kind) in columns.items()})
