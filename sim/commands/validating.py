"""`noaber validate`: the model against published facts, as a table or as JSON."""

import json
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, check_folder, loaded_plugins
from .printing import beside, give, give_json, plain, say
from .progress import Work

DONE, FAILED, INTERRUPTED = 0, 1, 130
Facts = Annotated[str | None, typer.Option(
    "--facts", metavar="NAMES", show_default=False,
    help="Only these facts, such as C8,V5. [default: all; with --ablate those of short scenarios, and `all` for all but trials]")]
Replicates = Annotated[int | None, typer.Option(
    "--replicates", metavar="R", min=1, help="How many runs of each scenario, in place of what it is given; an interval needs 3.", show_default=False)]
Without = Annotated[list[str], typer.Option(
    "--without", metavar="MECHANISM", help="Switch a mechanism off, to see which facts need it; may be given several times.", show_default=False)]

Ablate = Annotated[bool, typer.Option(
    "--ablate", help="Switch each mechanism off in turn, in small runs, and tell which facts need it.")]

Series = Annotated[str | None, typer.Option(
    "--series", metavar="DIR", show_default=False,
    help="Instead of the facts, compare the course of the Netherlands in 2020 and 2021 with published series in the folders of DIR.")]


def validate(
    facts: Facts = None,
    seed: options.Seed = None,
    replicates: Replicates = None,
    people: options.People = None,
    jobs: options.Jobs = 1,
    out: options.Out = None,
    without: Without = (),
    ablate: Ablate = False,
    series: Series = None,
    set: options.Set = (),
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Hold the model against published facts: target, value with its 95 % interval, pass or fail."""
    check_folder(out)
    _check_people(people)
    plugins = loaded_plugins(plugin)
    from ..studies import validate as study
    from ..studies.validation_text import text_of
    names = _names(facts, study, trials=not ablate)
    _check_without(without)
    if series is not None:
        return _series(series, people or 2_000, replicates or 2, 1 if seed is None else seed, as_json)
    if ablate:
        return _ablate(names, people, replicates, seed, jobs, tuple(set), plugins, as_json, quiet)
    with Work("replicates", quiet) as work:
        found = study.validate(names, people, replicates, 1 if seed is None else seed, jobs=jobs, without=without, settings=tuple(set),
                               plugins=plugins, progress=work.progress, stop=work.stop)
        work.done()
        files = _written(found, out, text_of) if out else []
    if as_json:
        give_json({**found.document(), "stopped_early": found.stopped, "files": files})
    else:
        give(text_of(found))
    if files:
        say(f"Written to {beside(out)}: {', '.join(files)}", quiet)
    for error in found.errors:
        say(f"noaber: {error}")
    return INTERRUPTED if found.stopped else FAILED if found.errors else DONE


def _ablate(names, people, replicates, seed, jobs, settings, plugins, as_json, quiet):
    from ..studies.ablation import ablate, ablation_text
    from ..studies.code import made_by
    people, replicates, seed = people or 1_000, replicates or 3, 1 if seed is None else seed
    with Work("replicates", quiet) as work:
        found = ablate(names, people, replicates, seed, jobs=jobs, settings=settings, plugins=plugins,
                       progress=work.progress, stop=work.stop)
        work.done()
    if as_json:
        needed = [dict(zip(("without", "fact", "text", "value", "value_without"), row, strict=True)) for row in found.needed()]
        give_json({"without": list(found.without), "needed": needed, "whole": found.whole.rows(), "people": people, "replicates": replicates, "seed": seed,
                   "settings": settings, **made_by(), "stopped_early": found.stopped})
    else:
        give(ablation_text(found))
    return INTERRUPTED if found.stopped else FAILED if found.whole.errors else DONE


def _series(folder, people, replicates, seed, as_json):
    from pathlib import Path

    from ..studies.code import made_by
    from ..studies.held_out import TABLES, daily_means, held_out, series_text
    if not Path(folder).is_dir():
        raise Mistake(f"--series {folder}: there is no such folder")
    if not any((Path(folder) / table).is_file() for table in TABLES):
        raise Mistake(f"--series {folder}: none of the series is there; expected {' or '.join(TABLES)} in it")
    found = held_out(folder, *daily_means(people=people, replicates=replicates, seed=seed))
    if as_json:
        give_json({"series": [vars(each) for each in found], "series_run": {"people": people, "replicates": replicates, "seed": seed, **made_by()}})
    else:
        give(series_text(found))
    return DONE


def _check_people(people):
    from ..timeline.scenario import LARGEST, SMALLEST
    if people is not None and not SMALLEST <= people <= LARGEST:
        raise Mistake(f"--people: expected a whole number from {SMALLEST} to {LARGEST:,}, got {people}")


def _names(given, study, trials=True):
    if given is None:
        return ()
    names = tuple(name.strip().upper() for name in given.split(",") if name.strip())
    if not names:
        raise Mistake("--facts: expected names of facts such as C8,V5, got none; leave the flag out for all")
    if names == ("ALL",):
        return tuple(each.name for each in study.all_facts() if trials or not each.trial)
    try:
        study.facts_named(names)
    except KeyError as error:
        known = ", ".join(each.name for each in study.all_facts())
        raise Mistake(f"--facts {given}: there is no fact {error.args[0]}; there are {known}") from None
    return names


def _check_without(without):
    from ..core import catalogue
    catalogue.ensure_registered()
    for name in without:
        if name not in catalogue.names("mechanism"):
            raise Mistake(f"--without {name}: there is no such mechanism; `noaber list mechanisms` shows them")


def _written(found, out, text_of):
    from pathlib import Path

    from ..studies.files import results_in
    with results_in(out) as unfinished:
        folder = Path(unfinished)
        (folder / "facts.json").write_text(json.dumps(plain(found.document()), indent=2) + "\n",
                                           encoding="utf-8")
        (folder / "facts.txt").write_text(text_of(found) + "\n", encoding="utf-8")
    return ["facts.json", "facts.txt"]
