"""What `noaber bench` measures outside its own process: the same model in other ways, a comparison, and how fast commands begin."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from ..population.threads import usable_cores
from .bench_rows import Row, thousands

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPT = Path("experiments") / "benchmarks" / "side_by_side.py"
TIMES_MESA = ((100_000, 200.0), (10_000, 120.0), (1_000, 60.0))  # at least so many times as fast from so many people on
TIMES_NUMPY = ((100_000, 3.0),)
COMPARED, REPLICATES, DAYS, MOST_SECONDS = 1_000, 20, 180, 2.5
BEGINNINGS = {"import sim": ("import sim", 0.5), "noaber --help": ("from sim.cli import main; main(['--help'])", 0.3)}
NAMES = {"numpy": "vectorised NumPy", "mesa": "plain Mesa", "agentpy": "AgentPy"}


def asked_of(people, limits):
    """Return what is asked at so many people, or None."""
    return next((limit for least, limit in limits if people >= least), None)


def side_by_side(people, ways, rounds):
    """Return (rows, what was left out and how to get it): ratios to the same model in other ways, all in one run of the script."""
    names = ", ".join(NAMES[way] for way in ways)
    if not (CHECKOUT / SCRIPT).is_file() or not (CHECKOUT / "tests" / "reference").is_dir():
        return [], [f"against {names}: the same model as such is part of the source only, not of an installed package; "
                    f"from a checkout: pip install -e '.[benchmarks]', then noaber bench, or python {SCRIPT.as_posix()}"]
    command = [sys.executable, str(CHECKOUT / SCRIPT), "--people", str(people), "--rounds", str(rounds), "--json", "--ways", "engine", *ways]
    found = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": found})
    if done.returncode:
        return [], [f"against {names} at {people:,} people: {SCRIPT.name} failed: {' '.join(done.stderr.split())[-300:]}"]
    told = json.loads(done.stdout)
    size, rows = told["sizes"][0], []
    for way in [each for each in ways if each in size["ways"]]:
        cost = size["ways"][way]
        limit = asked_of(people, TIMES_MESA) if way == "mesa" else asked_of(people, TIMES_NUMPY) if way == "numpy" else None
        note = f"{cost['lowest']:.3g} to {cost['highest']:.3g} over {rounds} rounds; the same people, draws and outcomes"
        rows.append(Row(f"as fast as {NAMES[way]}, {thousands(people)}", cost["times_the_first"], "times", size["contacts_per_person_day"], limit, True, note))
    return rows, [told["left_out"]] if told["left_out"] else []


def comparison_rows(people=COMPARED, replicates=REPLICATES, days=DAYS, rounds=3):
    """Return the rows on a paired comparison: how long one waits for it, once everything is compiled, and the work in it."""
    from .. import compare
    from ..studies.companions import processor_seconds
    jobs, took, spent = min(2, usable_cores()), [], []
    for _ in range(rounds + 2):
        began, before = perf_counter(), processor_seconds()
        compare(["lockdown"], replicates, 1, people, days, jobs)
        took.append(perf_counter() - began)
        spent.append(processor_seconds() - before)
    limit = MOST_SECONDS if (people, replicates, days) == (COMPARED, REPLICATES, DAYS) else None
    what = f"paired comparison, {thousands(people)}, 2 scenarios, {replicates} replicates, {days} days"
    return [Row(what, median(took[2:]), "s", limit=limit, note=f"lockdown and itself without its crisis, {jobs} jobs, by the clock, after two that are not counted: a companion begins with the second"),
            Row(f"{what}, in processor time", median(spent[2:]), "s", note="of all its processes; other work on the machine disturbs it less")]


def beginning_rows(rounds=5):
    """Return the rows on how long `import sim` and `noaber --help` take, the start of Python included."""
    took = {name: [] for name in BEGINNINGS}
    for _ in range(rounds + 1):
        for name, (code, _) in BEGINNINGS.items():
            began = perf_counter()
            subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True, cwd=CHECKOUT)
            took[name].append(perf_counter() - began)
    return [Row(name, median(took[name][1:]), "s", limit=most, note=f"by the clock, with the start of Python; median of {rounds}")
            for name, (_, most) in BEGINNINGS.items()]
