"""Repeats one stored run of a study and tells whether it comes out the same."""

import json
from dataclasses import dataclass, replace

import numpy as np

from ...timeline.errors import ScenarioError, in_words
from .archive import Archive
from .layout import ARCHIVE
from .living import Asked, Unit, live
from .plan import replanned


@dataclass(frozen=True)
class Repeated:
    """A run done again: `record` is what it gave now (None if it was ended), `stored` the row that the archive holds."""

    record: object
    stored: dict
    scenario: object
    other_model: bool

    @property
    def same(self):
        """Whether every number, or the error, is the same bit for bit."""
        now = np.array(self.record.numbers)
        before = np.array(self.stored["numbers"])
        return self.record.error == self.stored["error"] and np.array_equal(now, before, equal_nan=True)

    def means(self):
        """Return [(window, group, outcome, value)] of the run as it came out now."""
        return [(each["w"], each["g"], each["o"], value) for each, value in zip(json.loads(self.record.labels), self.record.numbers, strict=True)]


def repeat(folder, run_id, plugins=(), beside=".", watch=lambda steps: True):
    """Return the Repeated of a stored run, found by the beginning of its hash among all studies of the archive.

    Raises
    ------
    ScenarioError
        If there is no such run.
    """
    with Archive(folder) as archive:
        rows = archive.table("SELECT r.run, r.numbers, r.error, r.code FROM runs r WHERE starts_with(r.run, ?) LIMIT 2", (run_id,)).to_pylist() if run_id else []
        if len(rows) != 1:
            raise ScenarioError(ARCHIVE, message=f"{'several runs whose id begins so' if rows else 'no run with this id'}: {in_words(run_id)}")
        plans = archive.plans()
    plan, kept, scenario, seed, replicate = _found(plans, rows[0]["run"], plugins, beside)
    asked = Asked(plan.windows, plan.study.groups, False, plan.code, tuple(plugins))
    record = next(iter(live(asked, Unit((rows[0]["run"],), (scenario,), seed, replicate), watch, strict=True)), None)
    return Repeated(record, rows[0], scenario, kept.code not in ("", plan.code))


def _found(plans, run, plugins, beside):
    """Return (Plan, KeptPlan, Scenario, run seed, replicate) of a stored run; found by the hashes under which it was stored."""
    for kept in plans:
        plan = replanned(kept, plugins, beside)
        # A plan that was taken over from a damaged archive has no hashes of its own.
        stored = replace(plan, code=kept.code, hashes=json.loads(kept.hashes)) if kept.code else plan
        for point, replicate, runs in stored.schedule.units():
            if run in runs:
                return plan, kept, plan.scenarios_at(point)[runs.index(run)], plan.seed_of(replicate), replicate
    raise ScenarioError(ARCHIVE, message="the study of this run is not in the archive; sweep it again first (nothing of it is run twice)")
