"""What a nation costs: its people and ties built into a file and loaded from it, and what the first days take beside that.

python experiments/benchmarks/nation.py [--people N] [--days D] [--file FILE] [--json]

Each part is measured in seconds of processor time and by the clock, with the memory of the process afterwards and the most it
had until then, in MB; files that are mapped count as far as they are in memory. Without --days only building and loading are
measured: at 17.9 million people the usual and the days need more memory than building does. FILE is kept if it is named.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from sim import load_scenario
from sim.core.spacious import keep_blocks
from sim.groups import first_morning_groups
from sim.population import stored
from sim.run import FirstMorning, mechanisms_of, run
from sim.usual import find_usual

MEGA = 1e6
WARM_UP = 300  # people; enough to have every kernel compiled


def in_memory():
    """Return (MB of this process now, the most it had); where the system does not tell of now, the most for both."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGA
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / MEGA, most
    except OSError:
        return most, most


class Parts:
    """Measures one part after the other."""

    def __init__(self):
        self.rows, self._from = [], None

    def part(self, name, act):
        """Do a part and return what it returns."""
        self._from = time.process_time(), time.perf_counter()
        made = act()
        self._add(name)
        return made

    def _add(self, name):
        cpu, clock, (now, most) = time.process_time(), time.perf_counter(), in_memory()
        self.rows.append({"part": name, "processor_seconds": cpu - self._from[0], "clock_seconds": clock - self._from[1], "memory_mb": now, "most_mb": most})
        self._from = cpu, clock

    def day_by_day(self, scenario, morning):
        """Run a scenario, each day and its recording a part of its own."""
        self._from = time.process_time(), time.perf_counter()
        run(scenario, 1, morning=morning, watch=lambda days: self._add(f"day {days}, recorded"))


def measured(people, days, file):
    """Return the rows of the table for a number of people, and bytes per person in the file."""
    scenario, parts = load_scenario("baseline", people=people, days=max(1, days)), Parts()
    told = parts.part("build into the file", lambda: stored.store(scenario, 1, file))
    population = parts.part("load, check sums included", lambda: stored.load(file))
    if days:
        mechanisms = mechanisms_of(scenario)
        usual = parts.part("find the usual", lambda: find_usual(scenario, population, mechanisms, 1))
        groups = parts.part("find the groups", lambda: first_morning_groups(population, scenario.feelings))
        parts.day_by_day(scenario, FirstMorning(population, usual, groups, mechanisms, 1))
    return parts.rows, told["bytes"] / people


def main():
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--days", type=int, default=0)
    asked.add_argument("--file")
    asked.add_argument("--json", action="store_true")
    asked = asked.parse_args()
    keep_blocks(asked.people)  # first of all, as `noaber run` does
    with tempfile.TemporaryDirectory() as folder:
        measured(WARM_UP, asked.days and 2, Path(folder) / "warm.population")
        rows, size = measured(asked.people, asked.days, Path(asked.file or Path(folder) / "nation.population"))
    if asked.json:
        return print(json.dumps({"people": asked.people, "bytes_per_person_in_file": size, "parts": rows}, indent=1))
    print(f"{asked.people:,} people, {size:,.0f} bytes a person in the file\n")
    print(f"{'part':28}{'processor s':>12}{'clock s':>10}{'memory MB':>12}{'most MB':>10}")
    for row in rows:
        print(f"{row['part']:28}{row['processor_seconds']:12.2f}{row['clock_seconds']:10.2f}{row['memory_mb']:12,.0f}{row['most_mb']:10,.0f}")


if __name__ == "__main__":
    main()
