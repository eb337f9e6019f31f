"""What is said before a study is run: how many runs there are, and about how long they take, from a timed sample."""


def counted(plan, wanted, total):
    """Return the sentence on how many runs there are, and how many of them are stored; `total` are still to be done."""
    study, n_points = plan.study, len(plan.points.rows)
    times = "under luck of its own" if plan.points.lucks else f"{study.replicates:,} replicate{'s' * (study.replicates > 1)}"
    said = f"{len(wanted):,} runs: {n_points:,} point{'s' * (n_points > 1)}, {len(plan.cases)} scenario{'s' * (len(plan.cases) > 1)}, {times}"
    if len(wanted) < plan.n_runs:
        said += f" ({plan.n_runs - len(wanted):,} coincide with others)"
    if total < len(wanted):
        said += f"; {len(wanted) - total:,} of them stored before"
    return f"{said}."


def forecast(total, sample, manner):
    """Return the sentence on how long the rest of `total` runs takes; None where no run of it is left or was timed."""
    timed = sample[1:] or sample  # the first one also loads what is compiled
    left = total - sum(runs for runs, _ in sample)
    if not timed or left <= 0:
        return None
    each = sum(seconds for _, seconds in timed) / sum(runs for runs, _ in timed)
    with_what = "on the cluster, were it one processor" if manner.cluster else f"with {_workers(manner)}"
    return f"The {left:,} left take about {duration(each * left / manner.jobs)} {with_what}: a timed sample took {each:.2g} s a run."


def _workers(manner):
    kind, more = ("thread", "s") if manner.threads else ("process", "es")
    return f"{manner.jobs} {kind}{more * (manner.jobs > 1)}"


def duration(seconds):
    """Return a length of time in the unit that suits it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
