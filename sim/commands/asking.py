"""`noaber sensitivity` and `noaber robust`: what the runs of a study answer, also while it still runs."""

from typing import Annotated

import typer

from . import options
from .mistakes import Mistake
from .printing import beside, give, give_json, say, table, wrapped

Archive = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of the study.", show_default=False)]
Outcome = Annotated[str | None, typer.Option("--outcome", metavar="NAME", help="The outcome. [default: the first that the study names]", show_default=False)]
Window = Annotated[str, typer.Option("--window", metavar="NAME", help="The window of time.")]
Group = Annotated[str, typer.Option("--group", metavar="NAME", help="The group of people.")]
Enough = Annotated[float | None, typer.Option(
    "--enough", metavar="SIZE", help="The benefit that satisfies. [default: from which size a difference matters]", show_default=False)]
Budget = Annotated[float | None, typer.Option("--budget", metavar="EURO", help="Euro per resident over the whole run that a policy may cost.", show_default=False)]


def sensitivity(out: Archive, outcome: Outcome = None, window: Window = "all", group: Group = "everyone", as_json: options.Json = False,
                quiet: options.Quiet = False):
    """Tell which factors of a study matter, how much is luck, and whether the ranking of policies holds."""
    results, outcome = _results(out, outcome, quiet)
    from ..studies.sweep.sensitivity import sensitivity_of
    from ..studies.sweep.told import sensitivity_sentences, sensitivity_tables
    found = sensitivity_of(results, outcome, window, group)
    if as_json:
        return give_json({"indices": [vars(each) for each in found.indices], "luck": found.luck, "luck_intervals": found.luck_intervals, "ranking": found.ranking,
                          "left_out": found.left_out, "sentences": sensitivity_sentences(found)})
    parts = [f"{title}\n\n{table(head, rows)}" for title, head, rows in sensitivity_tables(found)]
    return give("\n\n".join([*parts, *map(wrapped, sensitivity_sentences(found))]))


def robust(out: Archive, outcome: Outcome = None, window: Window = "all", group: Group = "everyone", enough: Enough = None, budget: Budget = None,
           as_json: options.Json = False, quiet: options.Quiet = False):
    """Tell which policy of a study does well in most of its worlds, what choosing it may cost, and where it stops being the best."""
    results, outcome = _results(out, outcome, quiet)
    from ..studies.sweep.robust import robust_choice
    from ..studies.sweep.told import robust_sentences
    found = robust_choice(results, outcome, window, group, enough, budget)
    said = robust_sentences(found, results)
    if as_json:
        return give_json({"policies": [vars(each) for each in found.policies], "beats": found.beats, "adds": found.adds, "worlds": len(found.worlds),
                          "left_out": found.left_out, "sentences": said})
    head = ["policy", "benefit", "beats nothing", "best", "mean regret", "worst regret"]
    rows = [[each.name, f"{each.benefit[0]:.4g}", f"{each.beats_nothing:.0%}", f"{each.best:.0%}", f"{each.mean_regret:.3g}", f"{each.worst_regret:.3g}"]
            for each in found.policies]
    return give("\n\n".join([table(head, rows), *map(wrapped, said)]))


def reported(folder, as_json, quiet):
    """Write the report of a study and return the exit code."""
    _results(folder, None, quiet)
    from ..studies.sweep.reporting import write_study_report
    try:
        files = write_study_report(folder)
    except OSError as error:
        raise Mistake(f"{folder}: cannot write the report there: {error.strerror}") from None
    if as_json:
        give_json({"files": files})
    say(f"Written to {beside(folder)}: {', '.join(files)}", quiet)
    return 0


def _results(out, outcome, quiet):
    from ..studies.sweep.broken import ArchiveError
    from ..studies.sweep.results import read_results, refreshed
    try:
        refreshed(out)
        results = read_results(out)
    except ArchiveError as error:
        raise Mistake(error) from None
    runs = results.runs.drop_duplicates("run")  # points that coincide share theirs, and `sweep` counts them once
    missing = int((runs["status"] != "done").sum())
    if missing:
        say(f"Note: {missing:,} of {len(runs):,} runs are missing or failed; this is from the others.", quiet)
    if not results.n_finished:
        raise Mistake(f"--out {out}: none of the runs is finished yet")
    return results, outcome or results.told_outcomes[0]
