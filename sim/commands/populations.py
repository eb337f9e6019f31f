"""`noaber population`: builds people and ties once into a file, for all runs that share them."""

from pathlib import Path
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, check_folder, loaded_plugins
from .printing import beside, give, give_json, say
from .progress import tell_of_compiling

Scenario = Annotated[str, typer.Argument(metavar="[SCENARIO]", help="The scenario whose people they are; its events play no part.", show_default=False)]
Recipe = Annotated[str | None, typer.Option("--recipe", metavar="NAME", help="Name of a population recipe, in place of the scenario's.", show_default=False)]
File = Annotated[str, typer.Option("--out", metavar="FILE", help="File to write; one that is there is replaced when all is done.", show_default=False)]
Stored = Annotated[str, typer.Argument(metavar="FILE", help="A file of `noaber population build`.", show_default=False)]

app = typer.Typer(name="population", rich_markup_mode=None, help="Build people and ties once into a file that runs share, or tell what a file holds.")


@app.command("build")
def build(
    out: File,
    scenario: Scenario = "baseline",
    people: options.People = None,
    recipe: Recipe = None,
    run_seed: options.RunSeed = None,
    threads: options.RunThreads = None,
    set: options.Set = (),
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Build the people and ties of a scenario into a file; `noaber run SCENARIO --population FILE` then takes them from it.

    Of 50,000 people or more, the first run with a seed and mechanisms keeps what is usual for them in FILE.usual-..., or in the
    user's cache folder (NOABER_CACHE) where the folder cannot be written to: 28 ordinary days that later runs need not live again.
    At most four are kept; they can be deleted at any time.
    """
    _check_file(out)
    loaded_plugins(plugin)
    from ..population.stored import store
    from ..population.stored_file import StoredMistake
    from ..population.threads import at_most
    from ..timeline.load import load_scenario
    settings = [*set, *([f"population.recipe={recipe}"] if recipe is not None else [])]
    asked = load_scenario(scenario, set=settings, people=people)
    tell_of_compiling(quiet)
    say(f"Building {asked.population.people or 0:,} people..." if asked.population.people else "Building...", quiet)
    try:
        with at_most(threads):
            told = store(asked, 1 if run_seed is None else run_seed, out)
    except StoredMistake as mistake:
        raise Mistake(f"--out: {mistake}") from None
    _tell(told, out, as_json)


@app.command("show")
def show(file: Stored, as_json: options.Json = False):
    """Tell what a file of people and ties holds, and check that it is whole."""
    from ..population.stored_file import StoredMistake, arrays_of, head_of
    try:
        told = head_of(file)
        arrays_of(file, told)
    except StoredMistake as mistake:
        raise Mistake(str(mistake)) from None
    _tell(told, file, as_json)


def _check_file(out):
    if not out.strip() or Path(out).is_dir():
        raise Mistake(f"--out {out}: expected the name of a file")
    if not Path(out).absolute().parent.is_dir():
        raise Mistake(f"--out {out}: there is no folder to write it to")
    check_folder(str(Path(out).absolute().parent))


def _tell(told, file, as_json):
    building, n_ties = told["building"], told["arrays"]["ties.higher"]["n"]
    facts = {"file": Path(file).name, "hash": told["hash"], "recipe": building["recipe"], "people": building["people"], "seed": building["seed"],
             "ties": n_ties, "bytes": told["bytes"], "noaber": told["noaber"]}
    if as_json:
        return give_json(facts)
    return give(f"{beside(file)}: {building['people']:,} people of the recipe {building['recipe']}, seed {building['seed']}, {n_ties:,} ties, "
                f"{told['bytes'] / 1e6:,.0f} MB, hash {told['hash']}")
