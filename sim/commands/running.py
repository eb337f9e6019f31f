"""`noaber run` and `noaber compare`: the work itself, what is printed of it, and what is kept when it is cut short."""

import os
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, check_folder, loaded_plugins
from .printing import beside, give, give_json, paragraphs, say
from .progress import Work

DONE, FAILED, INTERRUPTED = 0, 1, 130
Trace = Annotated[list[int], typer.Option(
    "--trace", metavar="PERSON", min=0, show_default=False,
    help="Keep each meeting and each mechanism's contribution of this person (a number from 0), in trace files of --out. May be given several times.")]


def run(
    scenario: options.Scenario,
    run_seed: options.RunSeed = None,
    seed: options.Seed = None,
    replicates: options.Replicates = 1,
    people: options.People = None,
    days: options.Days = None,
    jobs: options.Jobs = 1,
    threads: options.RunThreads = None,
    out: options.Out = None,
    set: options.Set = (),
    panel: options.Panel = False,
    trace: Trace = (),
    network: options.Network = False,
    trajectories: options.Trajectories = False,
    population: options.Population = None,
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Run one scenario and print what it did to people, before, in and after the crisis."""
    _check_seeds(run_seed, seed, replicates)
    _check_kept(out, panel, trace, replicates)
    _check_followed({"--network": network, "--trajectories": trajectories}, out, replicates)
    check_folder(out)
    plugins = loaded_plugins(plugin)
    from . import single
    from ..population.threads import at_most
    from ..studies.idle_offers import notes_on_offers
    asked = single.Asked(scenario, run_seed, 1 if seed is None else seed, replicates, people, days, jobs, tuple(set), panel, tuple(trace), network,
                         trajectories, population)
    study = single.prepared(asked)
    for notice in (*study.scenario.notices, *notes_on_offers(study.scenario)):
        say(f"Note: {notice}.", quiet)
    with Work(study.what, quiet, keeps=replicates > 1) as work, at_most(threads):
        study.run(plugins, work)
        work.done()
        files = study.write(out, plugins) if _worth_keeping(study.ensemble, out) else []
    if as_json:
        give_json(study.document(files))
    elif study.ensemble.first_finished:
        give(study.text())
    return _ending(study.ensemble, files, out, quiet)


def compare(
    scenarios: options.Scenarios,
    seed: options.Seed = None,
    replicates: options.Replicates = 20,
    people: options.People = None,
    days: options.Days = None,
    jobs: options.Jobs = 1,
    threads: options.RunThreads = None,
    out: options.Out = None,
    set: options.SetNamed = (),
    panel: options.Panel = False,
    uncertainty: options.Uncertainty = False,
    sets: options.Sets = None,
    accepted: options.Accepted = None,
    population: options.Population = None,
    language: options.Language = "en",
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Compare scenarios: the first is the baseline; the same people with the same luck live through each."""
    _check_kept(out, panel)
    check_folder(out)
    plugins = loaded_plugins(plugin)
    from ..population.threads import at_most
    from ..studies.compare import compare as compared
    from ..studies.idle_offers import notes_on_policies
    with Work("runs", quiet, waits=True) as work, at_most(threads):  # a nation's memory is arranged before there is a thread
        answer = compared(list(scenarios), replicates, 1 if seed is None else seed, people, days, jobs, tuple(set), panel, plugins,
                          work.progress, work.stop, uncertainty=_uncertainty(uncertainty, sets, accepted), population=population)
        work.done()
        files = _written(answer, out, language=language) if _worth_keeping(answer.ensemble, out) else []
    finished = answer.ensemble.first_finished is not None
    notices = [notice for each in answer.scenarios for notice in each.notices] + (notes_on_policies(answer.scenarios) if finished else [])
    for notice in dict.fromkeys(notices):
        say(f"Note: {notice}.", quiet)
    if as_json:
        give_json({"summary": answer.summary(language) if finished else "", "verdict": answer.verdict if finished else None,
                   "effects": _rows(answer.effects), "runs": _rows(answer.runs),
                   **({} if answer.robust is None else {"robustness": _rows(answer.robustness)}),
                   "stopped_early": answer.stopped, "files": files})
    elif finished:
        give(paragraphs(answer.summary(language)))
    return _ending(answer.ensemble, files, out, quiet, answer.stopped)


def _uncertainty(asked, sets, accepted):
    """Return what `compare` is given: --sets and --accepted ask for uncertainty too."""
    more = {name: value for name, value in (("sets", sets), ("accepted", accepted)) if value is not None}
    return more or asked or None


def _check_seeds(run_seed, seed, replicates):
    for flag, given in (("--run-seed", run_seed), ("--seed", seed)):
        if given is not None and given > options.LARGEST_SEED:
            raise Mistake(f"{flag}: expected a whole number from 0 to {options.LARGEST_SEED}, got {given}")
    if run_seed is not None and seed is not None:
        raise Mistake("--run-seed and --seed exclude each other: --run-seed is the seed of one run, --seed that of a study")
    if run_seed is not None and replicates > 1:
        raise Mistake("--run-seed is the seed of one run; for several replicates give --seed")


def _check_kept(out, panel, trace=(), replicates=1):
    if panel and out is None:
        raise Mistake("--panel: people.parquet needs a folder; add --out DIR")
    if trace and out is None:
        raise Mistake("--trace: the trace needs a folder; add --out DIR")
    if trace and replicates > 1:
        raise Mistake("--trace follows people through one run; leave --replicates out")


def _check_followed(flags, out, replicates):
    for flag, given in flags.items():
        if given and out is None:
            raise Mistake(f"{flag}: its table needs a folder; add --out DIR")
        if given and replicates > 1:
            raise Mistake(f"{flag} follows one run; leave --replicates out")


def _worth_keeping(ensemble, out):
    """Return whether there is a folder to write to and something to write: a result, or the errors of a study that came to its end."""
    return out is not None and (ensemble.first_finished is not None or not ensemble.stopped)


def _written(answer, out, language="en"):
    from ..studies.files import FILES
    answer.write(out, language=language)
    return [name for name in FILES if os.path.isfile(os.path.join(out, name))]


def _rows(frame):
    """Return the rows of a DataFrame as dicts, with None where nothing is known."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _ending(ensemble, files, out, quiet, cut_short=False):
    """Say where the files are and what went wrong, and return the exit code."""
    failed = [each for each in ensemble.runs if not each.finished]
    if files:
        say(f"Written to {beside(out)}: {', '.join(files)}", quiet)
    for each in failed:
        say(f"noaber: {each.scenario}, replicate {each.replicate} (run seed {each.seed}) failed: {each.error}")
    if ensemble.stopped or cut_short:
        kept = f"; what is finished is in {beside(out)}" if files else ""
        say(f"noaber: interrupted, {len(ensemble.runs) - len(failed)} of {ensemble.replicates * len(ensemble.scenarios)} runs finished{kept}")
        return INTERRUPTED
    return FAILED if failed else DONE
