"""A study whose runs cost nothing: a number made of severity and run seed in place of a lived world, through the whole path of a sweep."""

import json
import os
import sys
import time
from pathlib import Path

from sim.studies.sweep.archive import Archive
from sim.studies.sweep.sweeping import sweep
from sim.studies.sweep.tables import CONTENT, Record, labels_text

TINY = {"scenarios": ("lockdown",), "people": 10, "days": 30, "replicates": 5, "design": {"kind": "grid", "steps": 12},
        "vary": ({"path": "crisis.lockdown.severity", "name": "severity", "low": 0.0, "high": 1.0},)}

# A real study of a few small runs.
WORLDS = {"scenarios": ("lockdown", "lockdown_helpline"), "people": 60, "days": 40, "replicates": 2, "no_crisis": True,
          "vary": ({"path": "crisis.lockdown.severity", "values": (0.3, 0.9)},)}


def at_once(asked, unit, watch=lambda steps: True, *, strict=False):
    """Live a unit in no time: stress is severity plus luck. Its runs are noted in the file that RUNS_LOG names."""
    records = []
    for run, scenario in zip(unit.runs, unit.scenarios, strict=True):
        _note(run)
        severity = scenario.crisis[0].severity if scenario.crisis else 0.0
        error = "Broken: too severe" if severity > float(os.environ.get("BREAKS_ABOVE", 2)) else ""
        numbers = () if error else (severity + unit.seed % 1000 / 1000,)
        records.append(Record(run, scenario.hash(), unit.seed, error, 0.001, 0 if error else 10, "[]" if error else labels_text(("all",), ("everyone",), ("distress",)),
                              numbers, b"a series" if asked.series else b"", code=asked.code))
    time.sleep(float(os.environ.get("SECONDS_A_UNIT", 0)))
    return records


def _note(run):
    if log := os.environ.get("RUNS_LOG"):
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(descriptor, f"{run}\n".encode())
        os.close(descriptor)


def content(folder):
    """Return everything an archive holds but durations, as rows in order of run."""
    with Archive(folder) as archive:
        return archive.table(CONTENT).to_pylist()


def changed(**more):
    """Return the tables of the tiny study with other values."""
    return {**TINY, **more}


if __name__ == "__main__":  # python tiny_studies.py FOLDER JOBS [TABLES]: the tiny study, for tests that end its process
    tables = json.loads(sys.argv[3]) if len(sys.argv) > 3 else {}
    found = sweep(changed(**tables), Path(sys.argv[1]), jobs=int(sys.argv[2]), live=at_once, said=lambda text: print(text, flush=True))
    print("done", found.total, found.ran, len(found.failed), flush=True)
