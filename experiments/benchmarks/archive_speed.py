"""How fast a sweep can be where the runs cost nothing: overhead of a run, runs a minute into the archive, 100,000 stored runs read.

python experiments/benchmarks/archive_speed.py [RUNS]

Seconds of processor time, of this process and those it starts, so that what else the machine does counts little; on an idle
machine the clock shows hardly more.
"""

import argparse
import os
import resource
import tempfile
import time
from itertools import islice

from sim import read_results, resume, sweep
from sim.studies.sweep.archive import Archive
from sim.studies.sweep.plan import plan_of
from sim.studies.sweep.reading import checked_study
from sim.studies.sweep.tables import Record, labels_text

LABELS = labels_text(("before", "crisis", "after", "all"), ("everyone",), ("distress", *"abcdefghijklmnopqrst"))
POINTS = 1_000


def at_once(asked, unit, watch=lambda steps: True, *, strict=False):
    """Live a unit in no time: 84 numbers a run, as many as a study of one crisis keeps."""
    return [Record(run, scenario.hash(), unit.seed, "", 0.0, 10, LABELS, (unit.seed % 1000 / 7,) * 84, code=asked.code)
            for run, scenario in zip(unit.runs, unit.scenarios, strict=True)]


def spent():
    """Return the seconds of processor time that this process and its ended children have used."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def timed(act):
    """Return (seconds of processor time, seconds by the clock) of an act."""
    cpu, clock = spent(), time.monotonic()
    act()
    return spent() - cpu, time.monotonic() - clock


def study(runs):
    """Return the tables of a study of so many runs."""
    points = min(POINTS, runs)
    return {"scenarios": ["lockdown"], "people": 10, "days": 30, "replicates": max(1, runs // points),
            "vary": [{"path": "crisis.lockdown.severity", "values": [round(k / POINTS, 4) for k in range(points)]}]}


def fill(folder, runs):
    """Store so many runs of a study without sweeping it."""
    plan = plan_of(checked_study(study(runs)))
    units = ((point, plan.seed_of(replicate), run) for point, replicate, (run,) in plan.schedule.units())
    with Archive(folder) as archive:
        archive.keep_plan(plan)
        while batch := list(islice(units, 5_000)):
            archive.add([Record(run, plan.hashes[point][0], seed, "", 0.0, 10, LABELS, (seed % 1000 / 7,) * 84, code=plan.code) for point, seed, run in batch])


def main(runs=100_000):
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        def swept(name, n, **manner):
            return timed(lambda: sweep(study(n), os.path.join(folder, name), live=at_once, **manner))
        swept("first", 10)  # loads what is compiled
        # 1,000 runs more: so many seconds, so many milliseconds each.
        few, many = swept("few", 100, jobs=2), swept("many", 1_100, jobs=2)
        print(f"overhead of a run with 2 processes: {many[0] - few[0]:.1f} ms (by the clock {many[1] - few[1]:.1f} ms)", flush=True)
        cpu, clock = swept("stored", 5_000)
        print(f"5,000 runs planned, stored and published: {cpu:.1f} s (by the clock {clock:.1f} s)", flush=True)
        large = os.path.join(folder, "large")
        fill(large, runs)
        resume(large, live=at_once)  # publishes them
        steps = {"opened and resumed": lambda: resume(large, live=at_once), "the same study again": lambda: sweep(study(runs), large, live=at_once),
                 "read and summed up": lambda: read_results(large).values("distress").mean()}
        for name, act in steps.items():
            cpu, clock = timed(act)
            print(f"{runs:,} stored runs, {name}: {cpu:.2f} s (by the clock {clock:.2f} s)", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("runs", nargs="?", type=int, default=100_000)
    main(asked.parse_args().runs)
