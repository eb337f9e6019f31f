"""Where the time of a step goes: by moment, mechanism and kernel, at several sizes, from the profile of ordinary days.

    python experiments/benchmarks/where_time_goes.py --people 1000 --people 10000 --people 100000

Python's own profiler, in processor time; a compiled kernel counts as a function of its own. What the profiler adds for each
call, a microsecond or two, makes Python look dearer than it is at 1,000 people. One thread.
"""

import argparse
import cProfile
import os
import pstats
from collections import Counter
from pathlib import Path
from time import process_time

for library in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[library] = "1"

from sim import load_scenario  # noqa: E402
from sim.population import threads  # noqa: E402
from sim.run import Recorder, first_morning, new_world, step_and_price  # noqa: E402

threads.THREADS = 1
WARM_UP = 300
MOMENTS = ("plan", "meet", "exchange", "feel", "bond")
# The first part whose words are found in "file:function" has the time.
PARTS = (
    ("draws and looks at ties", ("kernels.py:meet_ties", "tie_ends.py:list_all_lower", "ties.py:lower_between", "kernels.py:most", "visitors.py", "gather.py:keep_within_cap", "gather.py:_over_ties", "chosen.py")),
    ("chance encounters", ("encounters.py", "gather.py:_by_chance", "gather.py:_areas_at_once")),
    ("work, school and clubs", ("kernels.py", "gather.py:_in_groups", "exchange.py:exchange_in_groups", "tie_ends.py", "ties.py:lower_of", "ties.py:lower_flagged")),
    ("draws and looks at ties", ("/gather.py",)),
    ("handing over what passes", ("hand_over.py", "exchange.py")),
    ("strength of ties", ("tie_upkeep.py", "core/ties.py", "world.py:_strengthen", "world.py:advance")),
    ("ordinary fluctuation", ("core/feelings.py", "core/chance.py")),
    ("feelings and state", ("core/people.py", "world.py")),
    ("conditions", ("conditions.py", "/timeline/")),
    ("outcomes by group", ("outcomes.py", "groups.py", "run.py", "outcomes_long_run.py")),
    ("putting blocks of people together", ("population/threads.py",)),
    ("own-row mechanisms and plans", ("/mechanisms/", "/step.py", "core/today.py", "core/arithmetic.py", "core/meeting.py")),
)


def profiled(people, days, scenario_name="baseline"):
    """Return ({function: seconds of a day}, seconds of a day) of a number of ordinary days."""
    scenario = load_scenario(scenario_name, people=people, days=days + 1)
    morning = first_morning(scenario, 1)
    world, recorder = new_world(scenario, morning), Recorder(morning.groups, days + 1)
    recorder.record(step_and_price(world))
    profiler = cProfile.Profile(process_time)
    profiler.enable()
    for _ in range(days):
        recorder.record(step_and_price(world))
    profiler.disable()
    package, spent = Path(__file__).resolve().parents[2] / "sim", Counter()
    for (file, _, function), (_, _, own, _, callers) in pstats.Stats(profiler).stats.items():
        if Path(file).is_relative_to(package):
            spent[f"/{Path(file).relative_to(package).as_posix()}:{function}"] += own / days
        else:  # a function of NumPy: its time is that of those of ours who called it
            for (caller, _, name), (_, _, here, _) in callers.items():
                inside = Path(caller).is_relative_to(package)
                spent[f"/{Path(caller).relative_to(package).as_posix()}:{name}" if inside else "elsewhere:"] += here / days
    return spent, sum(spent.values())


def by_part(spent):
    """Return Counter of seconds by part of a step."""
    parts = Counter()
    for where, seconds in spent.items():
        parts[next((name for name, words in PARTS if any(word in where for word in words)), "the rest")] += seconds
    return parts


def by_moment(spent):
    """Return Counter of seconds of mechanisms by the moment at which they act; functions that they call are not in it."""
    moments = Counter()
    for where, seconds in spent.items():
        function = where.rsplit(":", 1)[1]
        if "/mechanisms/" in where and function in MOMENTS:
            moments[function] += seconds
    return moments


def printed(people, spent, total, most):
    """Return the lines on one size."""
    lines = [f"{people:,} people: {total / people * 1e9:,.0f} ns per person-day, {total * 1e3:.2f} ms a day with outcomes"]
    for title, counter in (("", by_part(spent)), ("mechanisms at the moment ", by_moment(spent))):
        lines += [f"  {title + name:40}{seconds / people * 1e9:9,.1f} ns{seconds / total:8.1%}" for name, seconds in counter.most_common()]
    lines += [f"    {where.lstrip('/'):60}{seconds / people * 1e9:9,.1f} ns{seconds / total:8.1%}" for where, seconds in spent.most_common(most)]
    return "\n".join(lines)


def main():
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--people", type=int, action="append")
    asked.add_argument("--days", type=int, default=7, help="a week, so that weekends count as they should")
    asked.add_argument("--scenario", default="baseline")
    asked.add_argument("--functions", type=int, default=15, help="how many functions to list")
    asked = asked.parse_args()
    profiled(WARM_UP, 2, asked.scenario)
    for people in asked.people or (1_000, 10_000, 100_000):
        print(printed(people, *profiled(people, asked.days, asked.scenario), asked.functions), flush=True)


if __name__ == "__main__":
    main()
