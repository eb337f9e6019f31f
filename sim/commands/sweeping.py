"""`noaber sweep`, `resume` and `export`: thousands of runs into an archive, on from where they stopped, and out of it."""

import os
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, check_folder, loaded_plugins
from .printing import beside, give, give_json, say, table
from .progress import Work

DONE, FAILED, INTERRUPTED = 0, 1, 130
StudyFile = Annotated[str, typer.Argument(metavar="STUDY", help="A study file (TOML).", show_default=False)]
Archive = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of the archive; runs it holds already are not done again.", show_default=False)]
InThreads = Annotated[bool, typer.Option("--in-threads", help="--jobs are threads of one process: less memory, no start-up, but slower for long runs.")]
Cluster = Annotated[str | None, typer.Option(
    "--cluster", metavar="ADDRESS", show_default=False, help="Run on an existing Dask cluster, tcp://HOST:PORT, or on jobs of its own: slurm.")]
Retry = Annotated[bool, typer.Option("--retry", help="Do failed runs again.")]
Estimate = Annotated[bool, typer.Option("--estimate", help="Only tell how many runs there are and how long they take, from a timed sample.")]
Near = Annotated[str, typer.Option("--beside", metavar="DIR", help="Where files lie that the scenarios name, such as a network.")]
To = Annotated[str, typer.Option("--to", metavar="FILE", help="The table to write, .csv or .parquet.", show_default=False)]


def sweep(
    study: StudyFile,
    out: Archive,
    jobs: options.Jobs = 1,
    in_threads: InThreads = False,
    threads: options.RunThreads = None,
    cluster: Cluster = None,
    retry: Retry = False,
    estimate: Estimate = False,
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Run a study of many runs into an archive that neither loses nor repeats one."""
    check_folder(out)
    plugins = loaded_plugins(plugin)
    from ..population.threads import at_most
    from ..studies.sweep import sweeping
    _check_threads(threads, cluster)
    manner = {"jobs": jobs, "threads": in_threads, "cluster": cluster, "retry": retry, "plugins": plugins}
    with at_most(threads):
        return _swept(lambda **how: sweeping.sweep(study, out, estimate=estimate, **how), out, manner, as_json, quiet)


def _check_threads(threads, cluster):
    if threads is not None and cluster is not None:
        raise Mistake("--threads: a cluster's workers choose for themselves; leave it out with --cluster")


def resume(
    out: Archive,
    jobs: options.Jobs = 1,
    in_threads: InThreads = False,
    threads: options.RunThreads = None,
    cluster: Cluster = None,
    retry: Retry = False,
    near: Near = ".",
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Go on with the study of an archive from where it stopped."""
    plugins = loaded_plugins(plugin)
    from ..population.threads import at_most
    from ..studies.sweep import sweeping
    if not os.path.isdir(out):
        raise Mistake(f"--out {out}: there is no such folder; begin a study with noaber sweep STUDY --out {out}")
    _check_threads(threads, cluster)
    manner = {"jobs": jobs, "threads": in_threads, "cluster": cluster, "retry": retry, "plugins": plugins}
    with at_most(threads):
        return _swept(lambda **how: sweeping.resume(out, beside=near, **how), out, manner, as_json, quiet)


def export(out: Archive, to: To, as_json: options.Json = False, quiet: options.Quiet = False):
    """Write the runs of a study as one table, with a manifest that says what they are."""
    from ..studies.sweep import exporting, results
    from ..studies.sweep.broken import ArchiveError
    check_folder(os.path.dirname(os.path.abspath(to)))
    try:
        results.refreshed(out)
        n_rows = exporting.export(results.read_results(out), to)
    except ArchiveError as error:
        raise Mistake(error) from None
    if as_json:
        give_json({"rows": n_rows, "files": [os.path.basename(to), f"{os.path.basename(to)}.manifest.json"]})
    say(f"Written to {beside(to)}: {n_rows:,} rows; {os.path.basename(to)}.manifest.json says what they are.", quiet)


def replayed(run_id, out, near, plugins, as_json, quiet):
    """Repeat one run of an archive, say what it gave and whether that is what is stored, and return the exit code."""
    from ..studies.sweep.broken import ArchiveError
    from ..studies.sweep.repeating import repeat
    with Work("days", quiet, keeps=False) as work:
        try:
            found = repeat(out, run_id, plugins, near, lambda steps: not work.stop())
        except ArchiveError as error:
            raise Mistake(error) from None
    if found.record is None:
        say("noaber: interrupted")
        return INTERRUPTED
    if as_json:
        give_json({"run": found.stored["run"], "scenario": found.scenario.name, "seed": found.record.seed, "error": found.record.error,
                   "same_as_before": found.same, "means": found.means()})
    else:
        give(f"{found.scenario.title or found.scenario.name}: {found.record.people:,} people, {found.scenario.days} days, run seed {found.record.seed}\n")
        give(found.record.error or table(["window", "group", "outcome", "value"], [[*each[:3], f"{each[3]:.4g}"] for each in found.means()]))
        give("\nThe same as before, bit for bit." if found.same else
             "\nNot the same as before: the model has changed since." if found.other_model else "\nNot the same as before.")
    return DONE if found.same else FAILED


def _swept(act, out, manner, as_json, quiet):
    from ..studies.sweep.broken import ArchiveError
    try:
        with Work("runs", quiet) as work:
            found = act(**manner, said=lambda text: say(text, quiet), progress=work.progress, stop=work.stop)
            work.done()
    except ArchiveError as error:
        if error.full:
            say(f"noaber: {error}")
            return FAILED
        raise Mistake(error) from None
    if as_json:
        give_json({"runs": found.total, "stored_before": found.before, "run_now": found.ran, "failed": len(found.failed), "stopped_early": found.stopped})
    else:
        give(_text(found, beside(out)))
    for each in found.failed[:5]:
        say(f"noaber: run {each.run[:12]} (run seed {each.seed}) failed: {each.error}")
    return INTERRUPTED if found.stopped and not found.estimated else FAILED if found.failed else DONE


def _text(found, out):
    there = found.before + found.ran
    if found.stopped:
        return f"{there:,} of {found.total:,} runs are stored in {out}; noaber resume --out {out} goes on from there."
    failed = f", {len(found.failed):,} of them failed" if found.failed else ""
    return f"All {found.total:,} runs are stored in {out}{failed}; {found.ran:,} were run now, {found.before:,} were there before."
