"""Runs a study: what is not stored yet, the first replicate of every point first, wherever the units are lived."""

import time
from contextlib import contextmanager
from dataclasses import dataclass

from .archive import Archive
from .cluster import client_of, on_cluster
from .executors import here, in_processes
from .keeper import Keeper
from .living import Asked, Unit, live as live_unit
from .on_standing import on_standing
from .plan import plan_of, replanned
from .reading import StudyFile, checked_study, read_study

SAMPLE_RUNS, SAMPLE_SECONDS = 3, 3.0  # of units that are timed first


@dataclass(frozen=True)
class Swept:
    """How a study ended: runs in all, those that were stored before, and those run now; `failed` names the errors."""

    plan: object
    total: int
    before: int
    ran: int
    failed: tuple
    stopped: bool
    estimated: bool = False  # only a sample was run


@dataclass(frozen=True)
class Manner:
    """How a study is carried out; nothing of it changes a bit of the results."""

    jobs: int = 1
    cluster: str | None = None
    plugins: tuple = ()
    retry: bool = False  # do failed runs again
    estimate: bool = False  # stop after the timed sample
    workers: object = None  # `standing.Workers` that take the units, in place of jobs; without a timed sample in this process
    live: object = live_unit  # lives one unit; another function of (asked, unit, watch) makes a study of something else


def sweep(study, out, *, said=None, progress=None, stop=None, **manner):
    """Run a study into the archive of a folder and return a Swept.

    Parameters
    ----------
    study : path, dict or StudyFile
        A study file, its tables, or one that was read.
    out : path
        The folder; runs that its archive holds already are not done again.
    said : callable, optional
        Called with a sentence: how many runs, and about how long.
    progress : callable, optional
        Called as progress(runs done, runs to do).
    stop : callable, optional
        Ends the study early when it returns True; what is finished is kept.
    **manner
        jobs, cluster, plugins, retry, estimate, workers, live: as in `Manner`.
    """
    manner = Manner(**manner)
    read = study if isinstance(study, StudyFile) else checked_study(study) if isinstance(study, dict) else read_study(study)
    plan = plan_of(read, manner.plugins)
    with Archive(out) as archive:
        return _carry_out(plan, archive, manner, said, progress, stop)


def resume(out, *, beside=".", said=None, progress=None, stop=None, **manner):
    """Go on with the study that was begun last in a folder; the other arguments are those of `sweep`."""
    manner = Manner(**manner)
    with Archive(out) as archive:
        plan = replanned(archive.latest_plan(), manner.plugins, beside)
        return _carry_out(plan, archive, manner, said, progress, stop)


def _carry_out(plan, archive, manner, said, progress, stop):
    archive.keep_plan(plan)
    report, stopped = progress or (lambda done, total: None), stop or (lambda: False)
    asked = Asked(plan.windows, plan.study.groups, plan.study.series, plan.code, tuple(str(file) for file in manner.plugins))
    wanted, stored = dict.fromkeys(run for unit in plan.units() for run in plan.runs_of(*unit)), archive.stored()
    missing = {run for run in wanted if not _is_there(stored.get(run), plan.study.series, manner.retry)}
    total, failures, done = len(missing), [], 0
    with Keeper(archive, plan) as keeper, _executor(asked, manner) as lived:
        for records in _in_order(plan, asked, missing, lived, stopped, manner, lambda sample: said and said(forecast(plan, wanted, total, sample, manner))):
            keeper.keep(records)
            failures += [each for each in records if each.error]
            done += len(records)
            report(done, total)
    return Swept(plan, len(wanted), len(wanted) - total, done, tuple(failures), done < total, manner.estimate)


def _in_order(plan, asked, missing, lived, stopped, manner, told):
    """Give the records of a timed sample, tell what it says of all, and give those of the rest."""
    sample = []
    for point, replicate in () if manner.workers else _spread(plan):
        unit = unit_of(plan, point, replicate, missing)
        if unit and not stopped() and sum(seconds for _, seconds in sample) < SAMPLE_SECONDS:
            missing.difference_update(unit.runs)
            begun = time.monotonic()
            records = manner.live(asked, unit, lambda steps: not stopped(), strict=True)
            sample.append((len(unit.runs), time.monotonic() - begun))
            yield records
    told(sample)
    if manner.estimate:
        return
    for _, records in lived(_units(plan, missing), stopped):
        yield records


def _spread(plan):
    """Return (point, replicate) of the first, the last and the middle point, once each."""
    n = len(plan.points.rows)
    return [(point, plan.points.lucks[point] if plan.points.lucks else 0) for point in dict.fromkeys((0, n - 1, n // 2))]


def unit_of(plan, point, replicate, missing):
    """Return the Unit of what is missing of a point and replicate, None where nothing is."""
    runs = plan.runs_of(point, replicate)
    if missing.isdisjoint(runs):
        return None
    scenarios = {run: scenario for run, scenario in zip(runs, plan.scenarios_at(point), strict=True) if run in missing}
    return Unit(tuple(scenarios), tuple(scenarios.values()), plan.seed_of(replicate), replicate)


def _units(plan, missing):
    """Give the Units of what is missing; a run that two points share comes once."""
    for point, replicate in plan.units():
        unit = unit_of(plan, point, replicate, missing)
        if unit:
            missing.difference_update(unit.runs)
            yield unit


def _is_there(known, series, retry):
    """Return whether a stored run is what a study asks for: `known` is (finished, has a series) or None."""
    if known is None:
        return False
    finished, has_series = known
    return (has_series or not series) if finished else not retry


@contextmanager
def _executor(asked, manner):
    """Give the executor as a function of units and stopped."""
    if manner.workers:
        yield lambda units, stopped: on_standing(asked, units, stopped, manner.workers)
    elif manner.cluster:
        with client_of(manner.cluster) as client:
            yield lambda units, stopped: on_cluster(asked, units, stopped, client, manner.live)
    elif manner.jobs > 1:
        yield lambda units, stopped: in_processes(asked, units, stopped, manner.jobs, manner.live)
    else:
        yield lambda units, stopped: here(asked, units, stopped, manner.live)


def forecast(plan, wanted, total, sample, manner):
    """Return the sentence on how many runs there are and about how long they take, from the timed sample."""
    study, n_points = plan.study, len(plan.points.rows)
    times = "under luck of its own" if plan.points.lucks else f"{study.replicates} replicate{'s' * (study.replicates > 1)}"
    said = f"{len(wanted):,} runs: {n_points:,} point{'s' * (n_points > 1)}, {len(plan.cases)} scenario{'s' * (len(plan.cases) > 1)}, {times}"
    if len(wanted) < plan.n_runs:
        said += f" ({plan.n_runs - len(wanted):,} coincide with others)"
    if total < len(wanted):
        said += f"; {len(wanted) - total:,} of them stored before"
    timed = sample[1:] or sample  # the first one also loads what is compiled
    left = total - sum(runs for runs, _ in sample)
    if not timed or left <= 0:
        return f"{said}."
    each = sum(seconds for _, seconds in timed) / sum(runs for runs, _ in timed)
    with_what = "on the cluster, were it one processor" if manner.cluster else f"with {manner.jobs} process{'es' * (manner.jobs > 1)}"
    return f"{said}. Those left take about {duration(each * left / manner.jobs)} {with_what}: a timed sample took {each:.2g} s a run."


def duration(seconds):
    """Return a length of time in the unit that suits it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
