"""The archive of a folder: one DuckDB file that holds each run once, under the hash of what produced it.

One process writes. A thread of it stores what is finished in transactions that hold whatever has come since the last, so
that slow disks do not slow the runs, and publishes stored runs as Parquet for readers.
"""

import json
from pathlib import Path

from .broken import ArchiveError, told, typed
from .layout import ARCHIVE
from .needed import need
from .tables import FORMAT, SCHEMA, KeptPlan, as_batch
from .taking_over import take_over


PLANS = "SELECT plan, document, points, hashes, code FROM plans"


class Archive:
    """An open archive; a context manager. Only one process can have it open."""

    def __init__(self, folder):
        need("duckdb", "an archive of runs")
        self.folder = Path(folder)
        self.file = self.folder / ARCHIVE
        self._base = None

    def __enter__(self):
        self._base = _opened(self.file)
        try:
            if _prepare(self._base, self.file):
                take_over(self.folder, self)
        except BaseException:
            self._base.close()
            raise
        return self

    def __exit__(self, kind, *_):
        try:
            self._base.close()
        except Exception as error:  # closing writes too
            if kind is None:
                raise told(error, self.file) from None

    def settled(self, series, retry):
        """Return the hashes of the runs that need not be done again: finished (with a `series`, if asked), or failed unless `retry`."""
        found = self.table("SELECT run FROM runs WHERE CASE status WHEN 'done' THEN series OR NOT ? ELSE NOT ? END", (series, retry))
        return set(found["run"].to_pylist())

    def add(self, records):
        """Store runs in one transaction; a failed run that was stored before is replaced."""
        with self.transaction() as base:
            known = dict(base.execute("SELECT labels, number FROM labels").fetchall())
            for labels in {each.labels for each in records} - set(known):
                known[labels] = len(known)
                base.execute("INSERT INTO labels VALUES (?, ?)", [labels, known[labels]])
            first = base.execute("SELECT coalesce(max(number), -1) + 1 FROM runs").fetchall()[0][0]
            batch = as_batch(records, known, first)  # named in the statement
            base.execute("INSERT OR REPLACE INTO runs SELECT * FROM batch")

    def keep_plan(self, plan):
        """Make a plan, a Plan or a KeptPlan, the latest one."""
        kept = plan if isinstance(plan, KeptPlan) else KeptPlan(plan.key, plan.document, plan.points_text, json.dumps(plan.hashes), plan.code)
        with self.transaction() as base:
            number = base.execute("SELECT coalesce(max(number), -1) + 1 FROM plans").fetchall()[0][0]
            base.execute("INSERT OR REPLACE INTO plans VALUES (?, ?, ?, ?, ?, ?)",
                         [kept.key, number, kept.document, kept.points, kept.hashes, kept.code])

    def latest_plan(self):
        """Return the KeptPlan of the study that was begun last; ArchiveError if there is none."""
        found = self._all(f"{PLANS} ORDER BY number DESC LIMIT 1")
        if not found:
            raise ArchiveError(f"{typed(self.folder)}: the archive holds no study; begin one with noaber sweep STUDY --out {typed(self.folder)}")
        return KeptPlan(*found[0])

    def plans(self):
        """Return the KeptPlan of every study that the archive holds, the latest first."""
        return [KeptPlan(*row) for row in self._all(f"{PLANS} ORDER BY number DESC")]

    def plan_under(self, key):
        """Return the KeptPlan of a key, None if there is none."""
        found = self._all(f"{PLANS} WHERE plan = ?", [key])
        return KeptPlan(*found[0]) if found else None

    def table(self, query, given=()):
        """Return the answer to a query as an Arrow table."""
        try:
            return self._base.sql(query, params=list(given)).to_arrow_table()
        except Exception as error:
            raise told(error, self.file) from None

    def transaction(self):
        """Return a context manager: all of what is done in it is kept, or nothing."""
        return _Transaction(self._base, self.file)

    def _all(self, query, given=()):
        try:
            return self._base.execute(query, given).fetchall()
        except Exception as error:
            raise told(error, self.file) from None


class _Transaction:
    def __init__(self, base, file):
        self._base, self._file = base, file

    def __enter__(self):
        self._base.execute("BEGIN")
        return self._base

    def __exit__(self, kind, error, _):
        try:
            self._base.execute("ROLLBACK" if kind else "COMMIT")
        except Exception as worse:
            error = error or worse
        if isinstance(error, Exception) and not isinstance(error, ArchiveError):
            raise told(error, self._file) from None


def _opened(file):
    import duckdb
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # One thread is enough for small transactions, and leaves the processors to the runs.
        base = duckdb.connect(str(file), config={"threads": 1})
        base.execute("SET enable_progress_bar = false")  # on a slow disk it would draw its own into our lines
        return base
    except Exception as error:
        raise told(error, file) from None


def _prepare(base, file):
    """Make the tables of a new archive and return whether it is new; check that an old one is one of ours that we can read."""
    try:
        there = {name for (name,) in base.execute("SELECT table_name FROM information_schema.tables").fetchall()}
        if there and "about" not in there:
            raise ArchiveError(f"{file.name}: a database, but not an archive of noaber; choose another folder")
        if not there:
            base.execute("BEGIN")
            for statement in SCHEMA:
                base.execute(statement)
            base.execute("INSERT INTO about VALUES ('format', ?)", [str(FORMAT)])
            base.execute("COMMIT")
        version = int(base.execute("SELECT value FROM about WHERE name = 'format'").fetchall()[0][0])
    except ArchiveError:
        raise
    except Exception as error:
        raise told(error, file) from None
    if version > FORMAT:
        raise ArchiveError(f"{file.name}: made by a newer noaber (format {version}, this one reads up to {FORMAT}); update noaber, or choose another folder")
    return not there
