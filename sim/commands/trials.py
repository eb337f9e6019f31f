"""`noaber trial`: published trials rerun in the model, with what was published beside what the model gives."""

from typing import Annotated

import typer

from . import options
from .mistakes import Mistake, loaded_plugins
from .printing import give, give_json, table, wrapped
from .progress import Work

Name = Annotated[str, typer.Argument(metavar="[TRIAL]", help="The name of a trial. [default: all]", show_default=False)]
Replicates = Annotated[int, typer.Option("--replicates", metavar="R", min=1, help="How many pairs of worlds; an interval needs 5.")]
People = Annotated[int, typer.Option("--people", metavar="N", min=100, max=1_000_000, help="Number of people in each world, eligible or not.")]


def trial(
    name: Name = "all",
    people: People = 2_000,
    replicates: Replicates = 5,
    seed: options.Seed = None,
    set: options.Set = (),
    plugin: options.Plugin = (),
    as_json: options.Json = False,
    quiet: options.Quiet = False,
):
    """Rerun published trials as trials: eligible people, a randomised half, the trial's length and scales, against themselves untreated."""
    loaded_plugins(plugin)
    from ..studies.trials import TRIALS, trial_effects
    if name != "all" and name not in TRIALS:
        raise Mistake(f'trial: there is no trial "{name}" (trials: {", ".join(TRIALS)})')
    chosen, rows = [name] if name != "all" else list(TRIALS), []
    with Work("pairs", quiet) as work:
        for place, each in enumerate(chosen):
            effects = trial_effects(each, people=people, replicates=replicates, seed=1 if seed is None else seed, settings=set,
                                    progress=lambda done, of, place=place: work.progress(place * of + done, len(chosen) * of))
            rows += [_row(TRIALS[each], result, effect) for result, effect in zip(TRIALS[each].results, effects, strict=True)]
        work.done()
    if as_json:
        return give_json({"trials": rows, "people": people, "replicates": replicates, "seed": 1 if seed is None else seed})
    return give(_text(rows))


def _row(trial, result, effect):
    return {"trial": trial.name, "text": trial.text, "scale": result.scale, "day": result.day or trial.days, "unit": result.unit,
            "published": result.published, "low": result.low, "high": result.high, "value": effect.mean, "half_width": effect.half_width,
            "treated": effect.treated, "by_construction": trial.by_construction, "size": trial.size, "source": trial.source}


def _model(row):
    sure = row["half_width"] == row["half_width"]  # no interval below five pairs
    return f"{row['value']:+.2f}" + (f" +- {row['half_width']:.2f}" if sure else "")


def _text(rows):
    head = ["trial and scale", "day", "published", "accepted", "model", "treated"]
    told = table(head, [[f"{row['trial']}: {row['scale']}, {row['unit']}", row["day"], "-" if row["published"] is None else f"{row['published']:+.2f}",
                         f"{row['low']:+.2f} to {row['high']:+.2f}", _model(row), f"{row['treated']:.0f}"]
                        for row in rows])
    about = {row["trial"]: wrapped(f"{row['text']}. {row['source']}; {row['size']}.", "    ", f"  {row['trial']}: ") for row in rows}
    note = ("Treated people less themselves untreated, in the same world; nobody refuses or waits. Where the size is a parameter taken from the"
            " trial, agreement shows that the model hands on what it was told; what follows from it at other scales and dates is the model's."
            if any(row["by_construction"] for row in rows) else
            "Treated people less themselves untreated, in the same world; nobody refuses or waits. With a size that is an assumption, lying"
            " in the range shows that the assumption is not out of place, and no more.")
    return "\n".join([told, "", *about.values(), "", wrapped(note)])
