"""What a nation costs: people and ties built into a file, loaded from it, what is usual, and days of a year, most of them of its lockdown.

Building and living are processes of their own, each with the most memory that it had.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from .bench_rows import Row, thousands

SCENARIO, PEOPLE, DAYS, DAYS_OF_A_YEAR = "lockdown_year", 17_900_000, 12, 365
BROUGHT_FORWARD = ("start=2020-03-10", "crisis.lockdown.start=2020-03-11")  # so that few days hold what a year does: its first weeks are ordinary
MOST_BUILDING, MOST_LOADING, MOST_MINUTES, MOST_GB = 120.0, 20.0, 40.0, 14.0
FREE_GB, ON_DISK_GB = 16, 17  # that a nation needs, with some room: on the disk 8.0 for its file, 6.0 for arrays over ties, 0.9 for the usual


def nation_rows(told, people=PEOPLE, days=DAYS):
    """Return (rows, what was left out): figures by the clock, in as many threads as large populations are worked in."""
    if people == PEOPLE and (lacking := _lacking()):
        return [], [f"a nation: {lacking}"]
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "nation.population")
        try:
            told(f"building {people:,} people and their ties")
            built = _apart("built", people, file)
            told(f"living {days} days of {people:,} people; what is usual for them first")
            lived = _apart("lived", file, days)
        except RuntimeError as failure:  # what else was measured is told
            return [], [f"a nation: {failure}"]
    asked = people == PEOPLE
    each = median(lived["days"][2:])
    year = lived["morning"] + sum(lived["days"][:2]) + (DAYS_OF_A_YEAR - 2) * each
    many, contacts, lockdown = thousands(people), lived["contacts"], "its lockdown begun on the second of them; in as many threads as large populations are worked in"
    return [
        Row(f"building people and ties into a file, {many}", built["seconds"], "s", limit=MOST_BUILDING if asked else None, note=f"by the clock, in threads; {built['bytes'] / 1e9:.2f} GB"),
        Row(f"loading them, {many}", lived["loading"], "s", limit=MOST_LOADING if asked else None, note="by the clock, check sums included"),
        Row(f"a year of {SCENARIO}, {many}", year / 60, "minutes", contacts, MOST_MINUTES if asked else None,
            note=f"estimated from {days} days, {lockdown}: {lived['morning']:.0f} s until the first begins, with what is usual; a day and its outcomes {each:.2f} s by the clock (median of days 3 to {days})"),
        Row(f"most memory of building and of living them, {many}", max(built["most_gb"], lived["most_gb"]), "GB", limit=MOST_GB if asked else None,
            note=f"building {built['most_gb']:.1f} GB, living {lived['most_gb']:.1f} GB; pages of files that are in memory count"),
    ], []


def _apart(function, *given):
    """Return what a function of this module returns in a process of its own."""
    code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from importlib import import_module; module, function, given = json.loads(sys.argv[2])\n" \
           "print(json.dumps(getattr(import_module(module), function)(*given)))"
    done = subprocess.run([sys.executable, "-c", code, json.dumps([str(Path(__file__).parents[2]), *sys.path]), json.dumps([__name__, function, given])],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        why = " ".join(done.stderr.split())[-300:] or ("it was ended from outside (out of memory?)" if done.returncode < 0 else "it said nothing")
        raise RuntimeError(f"it could not be {function}: {why}")
    return json.loads(done.stdout)


def built(people, file):
    """Build the population into a file and return {seconds, bytes, most_gb}."""
    from ..population import stored
    from ..timeline.load import load_scenario
    stored.store(load_scenario(SCENARIO, people=1_000), 1, f"{file}-small")  # compiled, if it was not
    scenario, began = load_scenario(SCENARIO, people=people), perf_counter()
    told = stored.store(scenario, 1, file)
    return {"seconds": perf_counter() - began, "bytes": told["bytes"], "most_gb": _most_gb()}


def lived(file, days):
    """Return {loading, morning, days, contacts, most_gb} of the people of a file: seconds by the clock, of each day too, contacts of the second day."""
    from ..core.spacious import keep_blocks
    from ..population import stored
    from ..run import first_morning, on_stored, run
    from ..timeline.load import load_scenario
    scenario = on_stored(load_scenario(SCENARIO, days=days, set=list(BROUGHT_FORWARD)), file)
    keep_blocks(scenario.population.people)  # before there is any thread, as `noaber run` does
    run(on_stored(load_scenario(SCENARIO, days=2), f"{file}-small"))  # compiled, if it was not
    began = perf_counter()
    stored.load(file)
    loading = perf_counter() - began
    began = perf_counter()
    morning = first_morning(scenario, 1)
    times, contacts = [perf_counter()], []

    def each(world, today):
        if world.steps_done == 2:  # one of the days that do not count
            contacts.append(float(today.meetings.contacts.sum(dtype=int)) / today.n_people)

    each.of_world_only = True
    run(scenario, 1, morning=morning, watch=lambda steps: times.append(perf_counter()), each=each)
    return {"loading": loading, "morning": times[0] - began, "days": [after - before for before, after in zip(times, times[1:], strict=False)],
            "contacts": contacts[0], "most_gb": _most_gb()}


def _lacking():
    """Return what this machine lacks for a nation, or an empty text."""
    import shutil
    if (free := _free_gb()) is not None and free < FREE_GB:
        return f"{free:.0f} GB of memory are free, some {FREE_GB} are needed"
    on_disk = shutil.disk_usage(tempfile.gettempdir()).free / 1e9
    return f"{on_disk:.0f} GB are free in the temporary folder, some {ON_DISK_GB} are needed" if on_disk < ON_DISK_GB else ""


def _free_gb():
    try:
        told = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
        return int(told["MemAvailable"].split()[0]) / 1e6
    except (OSError, KeyError, ValueError):  # another system: it is tried
        return None


def _most_gb():
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9
