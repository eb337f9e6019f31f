"""Drive contacts by a daily series of policy in place of the calendar, and hold both against the waves of a contact survey; writes docs/contacts_by_series.json.

    python experiments/contacts_by_series.py --series oxcgrt/national_daily.csv --waves comix_netherlands/waves_adjusted.csv

An extra check, no part of any fit; `make docs` tells it in docs/calibration.md. The tables are read where they are, and not copied.
"""

import argparse
import json
import tempfile
import tomllib
from pathlib import Path

import numpy as np
import tomli_w

from sim import load_scenario
from sim.run import run
from sim.studies.calibration.contacts import contacts_fact, read_waves, relative
from sim.studies.code import made_by
from sim.studies.facts.fact import LIVED
from sim.studies.facts.record import Watcher
from sim.timeline.shipped import shipped_scenarios

SCENARIO = "netherlands_2020"
FOUND = Path(__file__).resolve().parents[1] / "docs/contacts_by_series.json"
KEPT = ("fatigue", "fatigue_days")  # of the calendar's strict lockdown: how rules wear off is the same question


def main():
    """Run both, compare, and write what was found."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--series", type=Path, required=True)
    asked.add_argument("--waves", type=Path, required=True)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--seeds", type=int, default=2)
    asked = asked.parse_args()
    waves = read_waves(asked.waves)
    survey = np.array(relative([each.contacts for each in waves]))
    with tempfile.TemporaryDirectory() as folder:
        driven = Path(folder) / "by_series.toml"
        driven.write_text(by_series(asked.series.resolve()), encoding="utf-8")
        courses = {"series": course(driven, waves, asked), "calendar": course(SCENARIO, waves, asked)}
    shares = [np.exp(each) for each in (survey, courses["series"], courses["calendar"])]
    found = {"people": asked.people, "seeds": asked.seeds, **made_by(), **{name: fit_of(each, survey) for name, each in courses.items()},
             "waves": [[[str(each.first), str(each.last)], *(round(float(share[k]), 3) for share in shares)] for k, each in enumerate(waves)]}
    FOUND.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"Written: {FOUND.name}")


def by_series(table):
    """Return the scenario as TOML, its lockdowns replaced by one that follows the stringency index of the Netherlands."""
    told = tomllib.loads(Path(shipped_scenarios()[SCENARIO]).read_text(encoding="utf-8"))
    lockdowns = [each for each in told["crisis"] if each["kind"] == "lockdown"]
    strict = max(lockdowns, key=lambda each: each["severity"])
    series = {"file": str(table), "date": "date", "value": "stringency_index", "where": {"CountryCode": "NLD"}, "scale": 0.01}
    one = {"kind": "lockdown", "name": "by a series", "severity": series, "threat": 0.0, "uncertainty": 0.0, **{key: strict[key] for key in KEPT if key in strict}}
    return tomli_w.dumps({**told, "crisis": [each for each in told["crisis"] if each["kind"] != "lockdown"] + [one]})


def course(scenario, waves, asked):
    """Return float64 (n_waves,): logarithms of contacts of adults in each wave less their mean, mean over seeds."""
    fact = contacts_fact(waves)
    found = []
    for seed in range(1, asked.seeds + 1):
        watcher = Watcher(fact.wanted, ())
        run(load_scenario(scenario, people=asked.people), seed, each=watcher)
        found.append(fact.statistic({LIVED: watcher.record()}))
    return np.mean(found, axis=0)


def fit_of(course, survey):
    """Return the correlation with the survey and the root mean square of the distance, of logarithms."""
    return {"r": round(float(np.corrcoef(course, survey)[0, 1]), 3), "apart": round(float(np.sqrt(np.mean((course - survey) ** 2))), 3)}


if __name__ == "__main__":
    main()
