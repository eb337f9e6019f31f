"""Repeats one stored run of a study and tells whether it comes out the same."""

import json
from pathlib import Path

from ...timeline.errors import ScenarioError, in_words
from .archive import Archive
from .layout import ARCHIVE
from .living import Asked, Unit, live
from .plan import replanned


def is_archive(folder):
    """Return whether a folder holds the archive of a study."""
    return (Path(folder) / ARCHIVE).is_file()


def repeat(folder, run_id, plugins=(), beside=".", watch=lambda steps: True):
    """Return (Record, stored numbers, Scenario, code changed) of a run of the latest study, found by the beginning of its hash.

    Raises
    ------
    ScenarioError
        If there is no such run.
    """
    with Archive(folder) as archive:
        rows = archive.table("SELECT r.run, r.numbers, r.error, r.code, l.labels FROM runs r JOIN labels l ON r.labels = l.number "
                             "WHERE starts_with(r.run, ?) LIMIT 2", (run_id,)).to_pylist() if run_id else []
        if len(rows) != 1:
            raise ScenarioError(ARCHIVE, message=f"{'several runs whose id begins so' if rows else 'no run with this id'}: {in_words(run_id)}")
        kept = archive.latest_plan()
    plan = replanned(kept, plugins, beside)
    scenario, seed, replicate = _found(plan, rows[0], json.loads(kept.hashes), kept.code)
    asked = Asked(plan.windows, plan.study.groups, False, plan.code, tuple(plugins))
    record = next(iter(live(asked, Unit((rows[0]["run"],), (scenario,), seed, replicate), watch, strict=True)), None)
    return record, rows[0], scenario, kept.code != plan.code


def _found(plan, row, hashes, code):
    """Return (Scenario, run seed, replicate) of a stored run; found by the hashes under which it was stored."""
    from .identity import run_hash
    for point, replicate in plan.units():
        seed = plan.seed_of(replicate)
        for place, scenario_hash in enumerate(hashes[point]):
            if run_hash(scenario_hash, seed, code, plan.kept) == row["run"]:
                return plan.scenarios_at(point)[place], seed, replicate
    raise ScenarioError(ARCHIVE, message="this run belongs to an earlier study of the archive; sweep that study again first (nothing of it is run twice)")
