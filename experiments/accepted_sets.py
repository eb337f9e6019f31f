"""Do the sets of numbers that the calibration accepted meet the facts, those no fit used among them? Lives them, and writes docs/accepted_sets.json.

    python experiments/accepted_sets.py [--sets 40] [--people 1000] [--seed 1]

The fit accepted its sets by what an emulator says of the facts for fitting; here evenly spread ones are really lived, each by the same
people with the same luck as the shipped numbers. docs/calibration.md tells the result; `make docs` writes it anew.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from sim.studies.code import made_by
from sim.studies.robustness import CALIBRATED
from sim.studies.robustness_accepted import read_accepted
from sim.studies.validate import facts_named, validate

FILE = Path(__file__).resolve().parents[1] / "docs" / "accepted_sets.json"
FITTED, UNUSED = ("C3", "C7", "C8"), ("V2", "V5", "V8")
LEVEL = (0.05, 0.95)


def spread(known, n_sets):
    """Return the places of `n_sets` rows of Accepted sets, evenly spread over all weight; every other one first, so that half of them are spread too."""
    places = known.drawn((np.arange(n_sets) + 0.5) / n_sets)
    return places[::2] + places[1::2]


def settings_of(row):
    """Return {path: value} as settings of `validate`: numbers of mechanisms under `mechanisms`, those of feelings as they are."""
    return tuple(f"{'' if path.startswith('feelings.') else 'mechanisms.'}{path}={value!r}" for path, value in row.items())


def numbers(settings, people, seed):
    """Return {fact: [float of each part]} of one replicate under these settings, None where a part is not defined; {} where no world can be made of them."""
    found = validate(FITTED + UNUSED, people=people, replicates=1, seed=seed, settings=settings)
    if found.errors:
        print("; ".join(found.errors), flush=True)
        return {}
    return {name: [float(f"{value:.4g}") if np.isfinite(value) else None for value in values[0][1]] for name, values in found.values.items()}


def table(found):
    """Return a list of dicts, one a part of a fact: its range, the shipped value, the sets' median and 90 %, and the share of them in range."""
    rows = []
    for fact in facts_named(FITTED + UNUSED):
        for k, part in enumerate(fact.parts):
            values = np.array([each[fact.name][k] if each else None for each in found["lived"].values()], np.float64)
            known = values[np.isfinite(values)]
            low, middle, high = np.quantile(known, (LEVEL[0], 0.5, LEVEL[1])) if len(known) else [np.nan] * 3
            rows.append({"fact": fact.name, "part": part, "shipped": found["shipped"][fact.name][k], "median": float(middle), "q05": float(low), "q95": float(high),
                         "held": np.array([part.holds(value) for value in values])})  # a value that is not defined is in no range
    return rows


def kept_of(people, seed):
    """Return what was lived before under the same code, people and seed, else what nothing was lived of."""
    head = {"people": people, "seed": seed, **made_by()}
    before = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    return before if all(before.get(name) == value for name, value in head.items()) else {**head, "shipped": numbers((), people, seed), "lived": {}}


def main():
    """Live the shipped numbers, then the sets; the file is written after each, so that a run cut short goes on where it was."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (("sets", 40), ("people", 1_000), ("seed", 1)):
        asked.add_argument(f"--{name}", type=int, default=default)
    asked = asked.parse_args()
    known, found = read_accepted(CALIBRATED), kept_of(asked.people, asked.seed)
    found["of"] = len(known.values)
    for place in spread(known, asked.sets):
        if str(place) not in found["lived"]:
            found["lived"][str(place)] = numbers(settings_of(known.row(place)), asked.people, asked.seed)
        print(f"set {place}: {found['lived'][str(place)]}", flush=True)
        FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
