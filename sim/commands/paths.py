"""`noaber explain --paths`: how much of the change in stress and loneliness runs through which path."""

from .printing import give, give_json, say, table, wrapped
from .progress import Work

NOTES = ("Each row is what goes away when that path alone is cut, in pairs with the same people and luck. Where it is negative, the change would be "
         "larger without that path.",
         "The rows need not add up. Paths in a row carry the same change and are counted twice (company that is missed becomes loneliness, "
         "which lowers mood, and wears out); paths that strengthen or stand in for each other are counted too often or too seldom. The remainder says by how much.",
         "After each path stands what is cut: a mechanism that is switched off, or a number mechanism.parameter that is set to 0. "
         "noaber list mechanisms says what they are.",
         "These are paths in a model, set by its numbers and not fitted; try other numbers with noaber compare --uncertainty.")
DAMPERS = "Dampers only take off what the carriers bring, and are no part of the sum."


def explain_by_paths(scenario, replicates, seed, jobs, plugins, as_json, quiet):
    """Run what is needed, print the table or JSON, and return the exit code."""
    from ..studies.paths import document, explain_paths
    with Work("runs", quiet) as work:
        found = explain_paths(scenario, replicates, seed, jobs, plugins, work.progress, work.stop, None if quiet else say)
        work.done()
    if found.stopped:
        say(f"noaber: interrupted; {len(found.paths) - len(found.unfinished)} of {len(found.paths)} paths are finished and told"
            + (f", not {', '.join(found.unfinished)}" if found.unfinished else ""))
    if as_json:
        give_json(document(found))
    elif found.people:
        give(_text(found))
    for error in found.failed[:5]:
        say(f"noaber: a run failed: {error}")
    return 130 if found.stopped else 1 if found.failed else 0


def _text(found):
    from ..studies.paths import OUTCOMES
    window = next(iter(found.windows))
    days = float(found.windows[window].sum()) * found.scenario.days / len(found.windows[window])
    when = "all" if window == "all" else "the crisis"
    pairs = found.changes.shape[1]
    head = wrapped(f"{found.scenario.title}, against the same people with the same luck {found.against}: {found.people:,} people, "
                   f"{pairs} pair{'' if pairs == 1 else 's'}, mean over {when} ({days:g} days)")
    by_outcome = [found.rows(window, outcome) for outcome in OUTCOMES]
    both = list(zip(*by_outcome, strict=True))
    idle = [cells[0]["path"] for cells in both if all(each["change"] == each["low"] == each["high"] == 0 for each in cells)]
    shown = [cells for cells in both if cells[0]["path"] not in idle]
    carriers = [cells for cells in shown if cells[0]["role"] != "damper"]
    dampers = [cells for cells in shown if cells[0]["role"] == "damper"]
    rows = [[cells[0]["path"], *(text for each in cells for text in (_size(each), _share(each)))] for cells in carriers]
    parts = [head, table(["", "stress, SD", "share", "loneliness, SD", "share"], rows), _said(carriers[1:])]
    if dampers:
        rows = [[cells[0]["path"], *(text for each in cells for text in (_size(each), _without(each)))] for cells in dampers]
        parts += [wrapped(DAMPERS), table(["", "stress, SD", "without it", "loneliness, SD", "without it"], rows), _said(dampers)]
    parts.append("\n".join(wrapped(note) for note in [*([f"No part in it at all: {', '.join(idle)}."] if idle else []), *NOTES]))
    return "\n\n".join(parts)


def _said(shown):
    """Return for each path what it is and what is cut."""
    return "\n".join(wrapped(f"{stress['path']}: {stress['through']}" + (f" ({', '.join(stress['mechanisms'])})" if stress["mechanisms"] else ""), "  ", "  ")
                     for stress, _ in shown)


def _without(row):
    return "" if row["without"] is None else _signed(row["without"])


def _size(row):
    if row["n_pairs"] == 0:
        return "-"
    said = _signed(row["change"])
    return said if row["low"] != row["low"] or row["low"] == row["high"] else f"{said} ({_signed(row['low'])} to {_signed(row['high'])})"


def _signed(value):
    return f"{round(value, 3) + 0.0:+.3f}"


def _share(row):
    return "" if row["share"] is None else f"{round(row['share'], 2) + 0.0:.0%}"
