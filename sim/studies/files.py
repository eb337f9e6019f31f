"""The files of a study: runs.csv, series.parquet, effects.csv, manifest.json, and people.parquet where a panel was kept."""

import csv
import json
import os
import re
import tempfile
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

import numpy as np

from ..timeline.errors import ScenarioError
from ..version import __version__
from .panel import join_panels

FILES = ("runs.csv", "series.parquet", "effects.csv", "manifest.json", "people.parquet", "robustness.csv", "parameter_sets.csv", "report.html", "network.parquet", "trajectories.csv")
RUN_COLUMNS = ("run_id", "scenario", "replicate", "seed", "status", "error", "seconds", "version", "scenario_hash")
LIBRARIES = ("numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "networkx", "pydantic")
DIGITS = 10  # significant digits in text files: fewer than differ between machines, more than anybody needs


def runs_table(ensemble):
    """Return the DataFrame of runs, finished and failed, in order of replicate and scenario."""
    import pandas as pd

    rows = [(each.run_id, each.scenario, each.replicate, each.seed, "done" if each.finished else "failed", each.error,
             round(each.seconds, 3), __version__, each.scenario_hash) for each in ensemble.runs]
    return pd.DataFrame(rows, columns=list(RUN_COLUMNS))


def series_of(run):
    """Return the series of one run as an Arrow table; steps at which nobody is scored are left out."""
    import pyarrow as pa

    n_steps, n_groups, n_outcomes = run.table.shape
    there = np.isfinite(run.table)
    step, group, outcome = (index.astype(np.int32) for index in np.nonzero(there))
    n = len(step)

    def same(value, kind):
        return pa.DictionaryArray.from_arrays(np.zeros(n, np.int32), pa.array([value], kind))

    times = np.array(run.times, "datetime64[s]")
    return pa.table({
        "run_id": same(run.run_id, pa.string()), "scenario": same(run.scenario, pa.string()),
        "replicate": np.full(n, run.replicate, np.int32), "seed": np.full(n, run.seed, np.int64), "step": step,
        "time": pa.array(times[step]),
        "group": pa.DictionaryArray.from_arrays(group, pa.array(run.groups, pa.string())),
        "outcome": pa.DictionaryArray.from_arrays(outcome, pa.array(run.outcomes, pa.string())), "value": run.table[there]})


def series_frame(ensemble):
    """Return the long DataFrame run_id, scenario, replicate, seed, step, time, group, outcome, value of all finished runs."""
    import pandas as pd
    import pyarrow as pa

    tables = [series_of(each) for each in ensemble.runs if each.finished]
    columns = ["run_id", "scenario", "replicate", "seed", "step", "time", "group", "outcome", "value"]
    return pa.concat_tables(tables).unify_dictionaries().to_pandas() if tables else pd.DataFrame(columns=columns)


def write_series(ensemble, file):
    """Write the series of all finished runs, run by run, so that memory holds one at a time."""
    import pyarrow.parquet as pq

    writer = None
    for each in ensemble.runs:
        if each.finished:
            table = series_of(each)
            writer = writer or pq.ParquetWriter(file, table.schema)
            writer.write_table(table)
    if writer:
        writer.close()


def write_effects(effects, file):
    """Write effects.csv or a table like it: numbers with 10 significant digits, true and false in small letters, nothing where nothing is known."""
    with open(file, "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(effects.columns)
        lines.writerows([as_text(value) for value in row] for row in effects.itertuples(index=False))


def as_text(value):
    """Return a value as a cell of a table in a text file."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else f"{value + 0.0:.{DIGITS}g}"
    return "" if value is None or type(value).__name__ == "NAType" else str(value)


def manifest_of(ensemble, command, plugins=(), more=None):
    """Return the manifest: what was asked for and with what, enough to do it again; no path, host, clock or duration."""
    first = ensemble.scenarios[0]
    return {
        "command": command, "noaber": __version__, "python": python_version(),
        "libraries": {name: found for name in LIBRARIES if (found := _version_of(name))},
        "plugins": sorted(Path(file).name for file in plugins), "start": first.start.isoformat(), "days": first.days, "step": first.step,
        "study_seed": ensemble.seed, "replicates": ensemble.replicates, "stopped_early": ensemble.stopped,
        "run_seeds": [seed for _, seed in sorted({(each.replicate, each.seed) for each in ensemble.runs})],
        "scenarios": [{"name": each.name, "title": each.title, "hash": each.hash(), "notices": list(each.notices),
                       "bars": [list(bar) for bar in each.timeline_bars()], "toml": _resolved(each)} for each in ensemble.scenarios],
        "notes": sorted({note for each in ensemble.runs for note in each.notes}), **(more or {})}


FOLDER = re.compile(r"(?:[A-Za-z]:)?[^'\"=,:]*[\\/](?=[^\\/'\"=,:]+\.\w+)")


def without_folders(setting):
    """Return a setting in which files are named without the folders they lie in, so that it says nothing about one machine."""
    return FOLDER.sub("", setting)


def _resolved(scenario):
    """Return the resolved scenario as TOML; files it reads are named without their folders."""
    population = scenario.population
    bare = {name: Path(named).name for name in ("network", "ages", "households") if (named := getattr(population, name))}
    return scenario.model_copy(update={"population": population.model_copy(update=bare)}).to_toml()


def _version_of(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def check_folder(folder):
    """Raise ScenarioError if results cannot be written to a folder; nothing is created."""
    folder = Path(folder)
    above = next((each for each in (folder, *folder.parents) if each.exists()), None)
    if above is None or not above.is_dir():
        raise ScenarioError(f"--out {folder}", message="this is a file, not a folder")
    if not os.access(above, os.W_OK):
        raise ScenarioError(f"--out {folder}", message="this folder cannot be written to")


@contextmanager
def results_in(folder):
    """Give a folder to write to; what is in it takes the place of earlier results only when all of it is there."""
    check_folder(folder)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished:
        yield Path(unfinished)
        written = {each.name for each in Path(unfinished).iterdir()}
        for name in sorted(written):
            os.replace(Path(unfinished) / name, folder / name)
        for name in set(FILES) - written:
            (folder / name).unlink(missing_ok=True)


def write_ensemble(ensemble, folder, command, plugins=(), more=None):
    """Write runs.csv, series.parquet, manifest.json and, where panels were kept, people.parquet into a folder that exists."""
    folder = Path(folder)
    with open(folder / "runs.csv", "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(RUN_COLUMNS)
        lines.writerows([as_text(value) for value in row] for row in runs_table(ensemble).itertuples(index=False))
    write_series(ensemble, folder / "series.parquet")
    join_panels(ensemble.runs, folder / "people.parquet")
    write_json(manifest_of(ensemble, command, plugins, more), folder / "manifest.json")


def write_table(frame, file):
    """Write a DataFrame as .parquet or .csv, as its name says; numbers in text have 10 significant digits."""
    if Path(file).suffix == ".parquet":
        frame.to_parquet(file, index=False)
    else:
        frame.to_csv(file, index=False, lineterminator="\n", float_format=f"%.{DIGITS}g")


def write_json(document, file):
    """Write a document of dicts, lists, texts and numbers as JSON."""
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    Path(file).write_text(text + "\n", encoding="utf-8")
