"""Runs a study: what is not stored yet, the first replicate of every point first, wherever the units are lived."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .archive import Archive
from .cluster import check_cluster, client_of, on_cluster
from .executors import here, in_processes, in_threads
from .forecasting import counted, forecast, noted
from .impossible import store_impossible
from .keeper import Keeper
from .layout import ARCHIVE
from .living import Asked, forget, live as live_unit
from .on_standing import on_standing
from .plan import plan_of, replanned
from .reading import StudyFile, checked_study, read_study
from .together import are_together, units_in_order, wanted_of

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
    threads: bool = False  # `jobs` are threads of this process, not processes
    cluster: str | None = None
    plugins: tuple = ()
    retry: bool = False  # do failed runs again
    estimate: bool = False  # stop after the timed sample
    workers: object = None  # `standing.Workers` that take the units, in place of jobs; without a timed sample in this process
    live: object = live_unit  # lives one unit; another function of (asked, unit, watch) makes a study of something else

    @property
    def one_by_one(self):
        """Whether a run never shares its steps: only our own function knows of several units, and on a cluster each may be lost with its worker."""
        return self.cluster is not None or self.live is not live_unit


def sweep(study, out, *, said=None, progress=None, stop=None, **manner):
    """Run a study into the archive of a folder and return a Swept.

    Parameters
    ----------
    study : path, dict or StudyFile
        A study file, its tables, or one that was read.
    out : path
        The folder; runs that its archive holds already are not done again.
    said : callable, optional
        Called with sentences: how many runs there are; then, after a timed sample, about how long the rest takes.
    progress : callable, optional
        Called as progress(runs done, runs to do).
    stop : callable, optional
        Ends the study early when it returns True; what is finished is kept.
    **manner
        jobs, threads, cluster, plugins, retry, estimate, workers, live: as in `Manner`.
    """
    manner = Manner(**manner)
    check_cluster(manner.cluster)
    read = study if isinstance(study, StudyFile) else checked_study(study) if isinstance(study, dict) else read_study(study)
    # In a new folder the study is checked before anything is written.
    plan = None if (Path(out) / ARCHIVE).exists() else plan_of(read, manner.plugins)
    with Archive(out) as archive:
        plan = plan or plan_of(read, manner.plugins, archive.plan_under)
        return _carry_out(plan, archive, manner, said, progress, stop)


def resume(out, *, beside=".", said=None, progress=None, stop=None, **manner):
    """Go on with the study that was begun last in a folder; the other arguments are those of `sweep`."""
    manner = Manner(**manner)
    check_cluster(manner.cluster)
    with Archive(out) as archive:
        plan = replanned(archive.latest_plan(), manner.plugins, beside)
        return _carry_out(plan, archive, manner, said, progress, stop)


def _carry_out(plan, archive, manner, said, progress, stop):
    archive.keep_plan(plan)
    say, report, stopped = said or (lambda text: None), progress or (lambda done, total: None), stop or (lambda: False)
    asked = Asked(plan.windows, plan.study.groups, plan.study.series, plan.code, tuple(str(file) for file in manner.plugins))
    store_impossible(plan, archive)
    wanted = plan.possible_runs
    missing = wanted.keys() - archive.settled(plan.study.series, manner.retry)
    total, failures, done = len(missing), [], 0
    for sentence in (counted(plan, wanted, total), *noted(plan)):
        say(sentence)
    with Keeper(archive, plan) as keeper, _executor(asked, manner, say) as lived:
        for records, timed in _in_order(plan, asked, missing, lived, stopped, manner, _telling(say, total, plan, manner)):
            keeper.keep(records)
            failures += [each for each in records if each.error]
            done += len(records)
            if not timed:  # how fast the sample was in this process says nothing of the start of others
                report(done, total)
        report(done, total)
    forget()
    return Swept(plan, len(wanted), len(wanted) - total, done, tuple(failures), done < total, manner.estimate)


def _telling(say, total, plan, manner):
    """Return what tells of a timed sample how long the rest takes, if there is anything to tell."""
    def tell(sample):
        if text := forecast(total, sample, manner, are_together(plan, manner.one_by_one)):
            say(text)
    return tell


def _in_order(plan, asked, missing, lived, stopped, manner, told):
    """Give (records, whether they are of the timed sample), of the sample first; then tell what it says of all."""
    sample = []
    for point, replicate, runs in () if manner.workers else _spread(plan):
        if missing.isdisjoint(runs) or stopped() or sum(seconds for _, seconds in sample) >= SAMPLE_SECONDS:
            continue
        for unit in wanted_of(plan, [(point, replicate, runs)], missing):
            begun = time.monotonic()
            records = manner.live(asked, unit, lambda steps: not stopped(), strict=True)
            sample.append((len(unit.runs), time.monotonic() - begun))
            yield records, True
    told(sample)
    if manner.estimate:
        return
    for _, records in lived(units_in_order(plan, missing, manner.one_by_one, first_alone=not manner.workers), stopped):
        yield records, False


def _spread(plan):
    """Return (point, replicate, hashes) of the first, the last and the middle point, once each."""
    n = len(plan.points.rows)
    first = list(islice(plan.schedule.units(), n))
    return [first[point] for point in dict.fromkeys((0, n - 1, n // 2))]


@contextmanager
def _executor(asked, manner, say):
    """Give the executor as a function of units and stopped."""
    if manner.workers:
        yield lambda units, stopped: on_standing(asked, units, stopped, manner.workers)
    elif manner.cluster:
        with client_of(manner.cluster) as client:
            yield lambda units, stopped: on_cluster(asked, units, stopped, client, manner.live, say)
    elif manner.jobs > 1:
        several = in_threads if manner.threads else in_processes
        yield lambda units, stopped: several(asked, units, stopped, manner.jobs, manner.live)
    else:
        yield lambda units, stopped: here(asked, units, stopped, manner.live)
