"""Points whose values no scenario can have: refused by name before anything is run, or stored as failed runs if the study says so."""

from ...timeline.errors import ScenarioError, in_words
from .cases import NOT_THERE
from .tables import Record

MARK = "impossible: "  # in the place of the hash of a scenario, which there is not
SHOWN = 3


def mark_of(factors, row, error):
    """Return what stands for the hash of the scenarios at an impossible point: its values and why they are refused."""
    return f"{MARK}{_values(factors, row)}: {_reason(error)}"


def reason_of(scenario_hash):
    """Return why a point is impossible, told by what stands for the hash of its scenarios; "" where it is one."""
    return scenario_hash if scenario_hash.startswith(MARK) else ""


def check_possible(plan, impossible):
    """Raise ScenarioError for {point: its ScenarioError} that are impossible, unless the study skips them and others are left."""
    points = plan.points
    many, n = len(impossible), len(points.rows)
    if not many or (plan.study.skip_impossible and many < n):
        return
    place, reasons = (plan.read.label, *_place(plan, impossible.values())), {point: _reason(error) for point, error in impossible.items()}
    if many == n and len(set(reasons.values())) == 1:
        raise ScenarioError(*place, f"a value that cannot be used: {next(iter(reasons.values()))}")
    told = "; ".join(f"{_values(points.factors, points.rows[point])}: {reason}" for point, reason in list(reasons.items())[:SHOWN])
    more = f"; and {many - SHOWN:,} more" if many > SHOWN else ""
    way = ". Change the values, or write skip_impossible = true at the top of the study, which runs the others and stores these as failed runs" * (many < n)
    raise ScenarioError(*place, f"{many:,} of {n:,} points {'is' if many == 1 else 'are'} impossible ({told}{more}){way}")


def store_impossible(plan, archive):
    """Store the runs of impossible points as failed ones, unless they are there."""
    if not plan.impossible:
        return
    known = archive.settled(False, False)
    rows = {run: Record(run, "", plan.seed_of(replicate), plan.impossible[point], code=plan.code)
            for point, replicate, runs in plan.schedule.units() if point in plan.impossible for run in runs if run not in known}
    if rows:
        archive.add(list(rows.values()))


def _place(plan, errors):
    """Return (table, key) of the study file: of the factor that all errors name, if it is one."""
    places = {next((k for k, each in enumerate(plan.study.vary) if any(error.file.startswith(f"--set {path}=") for path in each.paths)), None)
              for error in errors}
    if len(places) > 1 or None in places:
        return ("[[vary]]" if plan.study.vary else "[design]"), ""
    factor = plan.study.vary[places.pop()]
    if all(any(said in error.message for said in NOT_THERE) for error in errors):
        return f"[[vary]] {plan.study.vary.index(factor) + 1}", "path"
    key = next((key for key in ("values", "categories") if getattr(factor, key)), "low and high" if factor.has_values else "path")
    return f"[[vary]] {plan.study.vary.index(factor) + 1}", key


def _reason(error):
    """Return what an error says, without the setting where that is the value which is told anyway."""
    return str(error).partition(", " if error.table else ": ")[2] if error.file.startswith("--set ") else str(error)


def _values(factors, row):
    return ", ".join(f"{each.label} = {in_words(value)}" for each, value in zip(factors, row, strict=True) if value is not None) or "the scenario as it is"
