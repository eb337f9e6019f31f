"""Reads the files of a study back: for its report, and to run one of its runs again."""

import csv
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from ..timeline.errors import ScenarioError, in_words
from ..timeline.load import load_text
from ..timeline.scenario import FILES

CHARTED = ("distress", "loneliness", "high_distress", "contacts_in_person")


@dataclass(frozen=True)
class Results:
    """What the files of a comparison say; `series` holds the charted outcomes of everyone only."""

    manifest: dict = field(repr=False)
    effects: object = field(repr=False)
    runs: list = field(repr=False)
    series: object = field(repr=False)

    @property
    def verdict(self):
        """The verdict as a dict of numbers and names."""
        return self.manifest["verdict"]


def read_results(folder):
    """Return the Results of the folder of a comparison.

    Raises
    ------
    ScenarioError
        If the folder does not hold them.
    """
    import pandas as pd
    import pyarrow.parquet as pq

    folder = Path(folder)
    manifest = read_manifest(folder)
    if "verdict" not in manifest:
        raise ScenarioError(f"{folder.name}/manifest.json", message="not the folder of a comparison, and only comparisons have a report")
    numbers = ("difference", "low", "high", "baseline_value", "larger_than_chance", "matters")
    # Only in these columns is an empty cell "not known": a scenario may be called "null" or "NA".
    effects = pd.read_csv(_there(folder, "effects.csv"), dtype={"larger_than_chance": "boolean", "matters": "boolean"},
                          keep_default_na=False, na_values={name: [""] for name in numbers})
    series = folder / "series.parquet"
    wanted = [("group", "=", "everyone"), ("outcome", "in", CHARTED)]
    columns = ["scenario", "replicate", "step", "outcome", "value"]
    found = pq.read_table(series, columns=columns, filters=wanted).to_pandas() if series.is_file() else pd.DataFrame(columns=columns)
    return Results(manifest, effects, read_runs(folder), found)


def read_manifest(folder):
    """Return the manifest of a folder of results as a dict."""
    file = _there(folder, "manifest.json")
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise ScenarioError(f"{Path(folder).name}/manifest.json", message="not readable as JSON") from None


def read_runs(folder):
    """Return the rows of runs.csv as dicts of text."""
    with open(_there(folder, "runs.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _there(folder, name):
    file = Path(folder) / name
    if not file.is_file():
        raise ScenarioError(Path(folder).name, message=f"there is no {name} in this folder; expected the folder that --out named")
    return file


def find_run(folder, run_id, beside="."):
    """Return (Scenario, run seed) of one run of a study, found by its run_id or the beginning of it.

    Parameters
    ----------
    folder : path
        The folder of results.
    run_id : str
        As runs.csv has it; the first characters are enough if no other run begins so.
    beside : path
        Where files lie that the scenario names, such as a network.

    Raises
    ------
    ScenarioError
        If there is no such run, or its files are no longer what they were.
    """
    rows = {(row["scenario_hash"], row["seed"]): row for row in read_runs(folder) if run_id and row["run_id"].startswith(run_id)}
    if len(rows) != 1:
        said = "no run with this id" if not rows else "several runs whose id begins so"
        raise ScenarioError("runs.csv", message=f"{said}: {in_words(run_id)}")
    row = next(iter(rows.values()))
    text = next((each["toml"] for each in read_manifest(folder)["scenarios"] if each["hash"] == row["scenario_hash"]), None)
    if text is None:
        raise ScenarioError("manifest.json", message=f"no scenario with the hash {row['scenario_hash']} of this run")
    scenario = _loaded_again(text, row["scenario"], beside)
    if scenario.hash() != row["scenario_hash"]:
        raise ScenarioError("manifest.json", message="the scenario of this run is not what it was: another version of noaber, "
                            f"or other files beside it{_where(text)}")
    return scenario, int(row["seed"])


def _loaded_again(text, name, beside):
    """Return the Scenario of a manifest; files it names are looked for in `beside`, and the error says how to name that folder."""
    try:
        return load_text(text, name=name, folder=beside)
    except ScenarioError as error:
        raise ScenarioError(error.file, error.table, error.key, f"{error.message}{_where(text)}") from None


def _where(text):
    """Return the advice to name the folder of the files that a scenario names; nothing where it names none."""
    named = [each for key in FILES if (each := tomllib.loads(text).get("population", {}).get(key))]
    return f"; say with --beside DIR in which folder {' and '.join(map(in_words, named))} {'lies' if len(named) == 1 else 'lie'}" if named else ""
