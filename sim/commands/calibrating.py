"""`noaber calibrate`: the table of draws, the fit, and what the facts taught."""

import tempfile
from importlib.util import find_spec
from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, check_folder, loaded_plugins
from .printing import beside, give, give_json, say, table, wrapped
from .progress import Work

DONE, INTERRUPTED = 0, 130
NEEDED = ("sklearn", "emcee")
Draws = Annotated[int, typer.Option("--draws", metavar="N", min=100, help="How many draws of the parameters are simulated.")]
People = Annotated[int, typer.Option("--people", metavar="N", min=50, help="People in the population of each draw.")]
Contacts = Annotated[str | None, typer.Option(
    "--contacts", metavar="FILE", show_default=False,
    help="Waves of a contact survey that contacts are to follow relatively: CSV with first_day, last_day, adjusted_mean_not_home (CoMix).")]


def calibrate(
    draws: Draws = 4000,
    people: People = 500,
    contacts: Contacts = None,
    seed: options.Seed = None,
    jobs: options.Jobs = 1,
    out: options.Out = None,
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Fit the model to published facts: which values meet them, and what the facts do not teach. Goes on where it was cut short."""
    check_folder(out)
    plugins = loaded_plugins(plugin)
    study = _study()
    waves = _waves(contacts, study) if contacts else ()
    with tempfile.TemporaryDirectory(prefix="noaber-calibrate-") as nowhere, Work("draws", quiet) as work:
        folder = out or nowhere
        try:
            found = study.calibrate(folder, draws, people, seed=1 if seed is None else seed, waves=waves, jobs=jobs, plugins=plugins,
                                    progress=work.progress, stop=work.stop)
        except study.OtherDraws as mistake:
            raise Mistake(f"--out {out}: {mistake}") from None
        work.done()
        if found is not None and out:
            found.write(out)
    if found is None:
        say("noaber: interrupted" + (f"; the draws done are in {beside(out)}, and the same command goes on from there" if out else ""))
        return INTERRUPTED
    if as_json:
        give_json({**found.document(), "files": list(study.FILES) if out else []})
    else:
        *shown, _ = found.tables()  # the last, what was not fitted, is long: report.md has it
        give("\n\n".join([*(f"{title}\n\n{table(head, rows)}" for title, head, rows in shown), *map(wrapped, found.remarks())]))
    if out:
        say(f"Written to {beside(out)}: {', '.join(study.FILES)}", quiet)
    return DONE


def _study():
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Mistake(f"calibrate needs {' and '.join(missing)}, not installed here; pip install 'noaber[studies]' adds what studies need")
    from ..studies.calibration import calibrate as study
    return study


def _waves(file, study):
    try:
        return study.read_waves(file)
    except (OSError, ValueError) as mistake:
        raise Mistake(f"--contacts {file}: {getattr(mistake, 'strerror', None) or mistake}") from None
