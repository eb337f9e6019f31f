"""What is said before a study is run: how many runs there are, and about how long they take, from a timed sample."""

from ...timeline.errors import in_words
from ..idle_offers import notes_on_policies
from .factors import levels_of
from .impossible import MARK


def counted(plan, wanted, total):
    """Return the sentence on how many runs there are, and how many of them are stored; `total` are still to be done."""
    study, n_points = plan.study, len(plan.points.rows)
    possible = n_points - len(plan.impossible)
    points = f"{possible:,}{f' of {n_points:,}' * (possible < n_points)} point{'s' * (n_points > 1)}"
    some = f"{study.replicates:,} replicate{'s' * (study.replicates > 1)}"
    times = f"each point once, under the luck of one of {some}" if plan.points.lucks else some
    said = f"{len(wanted):,} runs: {points}, {len(plan.cases)} scenario{'s' * (len(plan.cases) > 1)}, {times}"
    if coincide := plan.n_runs * possible // n_points - len(wanted):
        said += f" ({coincide:,} coincide with others)"
    if total < len(wanted):
        said += f"; {len(wanted) - total:,} of them stored before"
    return f"{said}."


def noted(plan):
    """Return sentences on what a study file does not say itself: what its scenarios leave out or hold in vain, how ranges become values, and which points are left out."""
    study, said = plan.study, [f"Note: {notice}." for notice in dict.fromkeys([notice for base in plan.bases for notice in base.notices] + _in_vain(plan))]
    ranges = [each for each in plan.points.factors[plan.points.tabled:] if each.low is not None]
    if study.design.kind in ("grid", "one_at_a_time", "csv") and ranges:
        told = [(each.label, levels_of(each, study.design.steps)) for each in ranges]
        each = "; ".join(f"{label} {len(levels):,}, from {in_words(levels[0])} to {in_words(levels[-1])}" for label, levels in told)
        said.append(f"Evenly spread values of each range: {each} (steps, in the [[vary]] or for all in [design], makes it others).")
    if many := len(plan.impossible):
        said.append(f"{many:,} of {len(plan.points.rows):,} points {'is' if many == 1 else 'are'} impossible and stored as failed runs with their reason, "
                    f"such as {next(iter(plan.impossible.values())).removeprefix(MARK)}.")
    return said


def _in_vain(plan):
    """Return the notices on offers that do nothing at the first, the middle and the last point that is possible: at others what varies may be of use to them."""
    possible = [point for point in range(len(plan.points.rows)) if point not in plan.impossible]
    found = []
    for point in dict.fromkeys(possible[k] for k in (0, len(possible) // 2, -1)):
        by_case = zip(plan.cases, plan.scenarios_at(point), strict=True)
        found.append(notes_on_policies([scenario for case, scenario in by_case if len(case.members) == 1]))
    return [note for note in found[0] if all(note in notes for notes in found)]


def forecast(total, sample, manner, together=False):
    """Return the sentence on how long the rest of `total` runs takes, at most if some are lived together; None where no run of it is left or was timed."""
    timed = sample[1:] or sample  # the first one also loads what is compiled
    left = total - sum(runs for runs, _ in sample)
    if not timed or left <= 0:
        return None
    each = sum(seconds for _, seconds in timed) / sum(runs for runs, _ in timed)
    with_what = "on the cluster, were it one processor" if manner.cluster else f"with {_workers(manner)}"
    about = "about" if sample[1:] and not together else "at most about"
    what = "a timed sample took" if sample[1:] else "the first ones, which also load or compile the model, took"
    return f"The {left:,} left take {about} {duration(each * left / manner.jobs)} {with_what}: {what} {each:.2g} s a run."


def _workers(manner):
    kind, more = ("thread", "s") if manner.threads else ("process", "es")
    return f"{manner.jobs} {kind}{more * (manner.jobs > 1)}"


def duration(seconds):
    """Return a length of time in the unit that suits it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
