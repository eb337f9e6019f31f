"""Points whose values no scenario can have: refused by name before anything is run, or stored as failed runs if the study says so."""

from ...timeline.errors import ScenarioError, in_words
from .cases import split_path
from .tables import Record

MARK = "impossible: "  # in the place of the hash of a scenario, which there is not
SHOWN = 3
# What is said of a wrong path, whatever the value; told by its words, as a mark on the error would be new code of the model, and documents made by it outlived.
NO_PATH = ("expected crisis.NAME.KEY=", "expected intervention.NAME.KEY=", "there is no crisis named ", "there is no intervention named ",
           "unknown path", "unknown key", "unknown mechanism")


def mark_of(factors, row, error):
    """Return what stands for the hash of the scenarios at an impossible point: its values and why they are refused."""
    return f"{MARK}{_values(factors, row)}: {_reason(error)}"


def reason_of(scenario_hash):
    """Return why a point is impossible, told by what stands for the hash of its scenarios; "" where it is one."""
    return scenario_hash if scenario_hash.startswith(MARK) else ""


def check_possible(plan, impossible):
    """Raise ScenarioError for {point: its ScenarioError} that are impossible, unless the study skips them and others are left."""
    for error in impossible.values():
        if any(said in error.message for said in NO_PATH):  # a mistake at whatever value
            raise ScenarioError(plan.read.label, *_place(plan, [error], "path"), f"{_reason(error)}{_hint(plan, error)}")
    points = plan.points
    many, n = len(impossible), len(points.rows)
    if not many or (plan.study.skip_impossible and many < n):
        return
    reasons = {point: _reason(error) for point, error in impossible.items()}
    place = (plan.read.label, *_place(plan, impossible.values()))
    if many == n and len(set(reasons.values())) == 1:
        raise ScenarioError(*place, f"a value that cannot be used: {next(iter(reasons.values()))}")
    different = {reason: point for point, reason in reversed(reasons.items())}  # the first point of each
    shown = sorted(different.values())[:SHOWN]
    told = "; ".join(f"{_values(points.factors, points.rows[point])}: {reasons[point]}" for point in shown)
    more = f"; and {many - len(shown):,} more" if many > len(shown) else ""
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


def _place(plan, errors, key=""):
    """Return (table, key) of the study file: of the factor that all errors name, if it is one."""
    places = {_factor_of(plan, error) for error in errors}
    if len(places) > 1 or None in places:
        return ("[[vary]]" if plan.study.vary else "[design]"), ""
    place = places.pop()
    factor = plan.study.vary[place]
    known = next((key for key in ("values", "categories") if getattr(factor, key)), "low and high" if factor.has_values else "path")
    return f"[[vary]] {place + 1}", key or known


def _factor_of(plan, error):
    """Return which [[vary]] an error is about, from 0; None if it does not tell."""
    return next((place for place, each in enumerate(plan.study.vary)
                 if any(error.file.startswith(f"--set {split_path(path)[1]}=") for path in each.paths)), None)


def _hint(plan, error):
    """Return how to vary what only one of several scenarios has, where that may be what is meant."""
    place = _factor_of(plan, error)
    named = place is not None and any(split_path(path)[0] for path in plan.study.vary[place].paths)
    return "; what only one scenario has is written NAME:path" if len(plan.bases) > 1 and not named else ""


def _reason(error):
    """Return what an error says, without the setting where that is the value which is told anyway."""
    return str(error).partition(", " if error.table else ": ")[2] if error.file.startswith("--set ") else str(error)


def _values(factors, row):
    return ", ".join(f"{each.label} = {in_words(value)}" for each, value in zip(factors, row, strict=True) if value is not None) or "the scenario as it is"
