"""`noaber report` and `noaber replay`: what can be done with the folder of results of an earlier command."""

import os
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, loaded_plugins
from .printing import beside, give, give_json, say
from .progress import Work

Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder that --out of noaber compare or sweep named.", show_default=False)]
RunId = Annotated[str, typer.Argument(metavar="RUN_ID", help="The run_id in runs.csv of a comparison, or the run in an export of a study; its first characters are enough.", show_default=False)]
Results = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of results of the comparison, or of the study, whose archive may also hold runs of earlier studies.", show_default=False)]
Network = Annotated[str, typer.Option("--beside", metavar="DIR", help="Where files lie that the scenario names, such as a network.")]


def report(folder: Folder, language: options.Language = "en", plugin: options.Plugin = (), as_json: options.Json = False, quiet: options.Quiet = False):
    """Write the report anew from the other files: report.html of a comparison, study.html of a study."""
    loaded_plugins(plugin)
    from ..studies.sweep.layout import ARCHIVE
    if os.path.isfile(os.path.join(folder, ARCHIVE)):
        if language != "en":
            raise Mistake(f"--language {language}: the report of a study is in English only; that of a comparison is in Dutch too")
        from .asking import reported
        return reported(folder, as_json, quiet)
    from ..studies.report import rebuild_report
    try:
        rebuild_report(os.path.abspath(folder), language)
    except OSError as error:
        raise Mistake(f"{folder}: cannot write the report there: {error.strerror}") from None
    if as_json:
        give_json({"files": ["report.html"]})
    say(f"Written to {beside(folder)}: report.html", quiet)
    return 0


def replay(
    run_id: RunId,
    out: Results,
    near: Network = ".",
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Repeat one run of an earlier comparison, or any stored run of a study, and tell whether it comes out the same."""
    plugins = loaded_plugins(plugin)
    from ..studies.sweep.layout import ARCHIVE
    if os.path.isfile(os.path.join(out, ARCHIVE)):
        from .sweeping import replayed
        return replayed(run_id, out, near, plugins, as_json, quiet)
    from ..core.spacious import keep_blocks
    from ..studies.reading import find_run
    from . import single
    scenario, seed = find_run(os.path.abspath(out), run_id, near)
    study = single.Study(single.Asked(scenario.name, seed), scenario)
    keep_blocks(scenario.population.people or 0)
    with Work(study.what, quiet, keeps=False) as work:
        study.run(plugins, work)
    if study.ensemble.stopped:
        say("noaber: interrupted")
        return 130
    done = study.ensemble.runs[0]
    if not done.finished:
        say(f"noaber: {done.scenario} (run seed {done.seed}) failed: {done.error}")
        return 1
    same = single.same_as_before(done, out)
    if as_json:
        give_json({**study.document([]), "same_as_before": same})
    else:
        give(study.text())
        give({True: "\nThe same as before, bit for bit.", False: "\nNot the same as before.",
              None: "\nThe folder holds no series of this run to compare with."}[same])
    return 1 if same is False else 0
