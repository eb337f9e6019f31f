"""Write the documents under docs/ that are made from the code; `make docs` runs it, and a test compares them with what is committed.

    python experiments/documents.py [--facts FILE] [--ablation FILE] [--calibration FILE] [--accepted FILE]

Results of long runs are taken over into docs/ first: what `noaber validate --json` printed, with or without `--series DIR`; what
`noaber validate --ablate --json` and `noaber calibrate --json` did; and `posterior.csv` of a calibration, of which an even part
travels with the model.
"""

import argparse
import json
import re
from pathlib import Path

import document_tables as tables
import pandas as pd
from document_accepted import counted
from document_calibration import calibration
from document_validation import validation

from sim import load_scenario
from sim.core.refusals import REFUSALS
from sim.run import population_of
from sim.studies.calibration.shipping import thinned
from sim.studies.claims import BEYOND, CLAIMS
from sim.studies.listed import JUDGED, judged_facts
from sim.studies.robustness import CALIBRATED
from sim.studies.robustness_accepted import LIVED

TOP = Path(__file__).resolve().parents[1]
MADE = "Made from the code by `make docs`; do not edit."
# What long runs printed: `noaber validate --json`, `noaber validate --ablate --json`, `noaber calibrate --json`, and contacts_by_series.py and accepted_sets.py beside this file.
FACTS_FILE, ABLATION_FILE, CALIBRATION_FILE, SERIES_FILE, LIVED_FILE = (TOP / "docs" / f"{name}.json" for name in ("validation", "ablation", "calibration", "contacts_by_series", "accepted_sets"))


def documents():
    """Return {file under docs/: text} of all documents that are made from the code."""
    fitted, facts = _kept(CALIBRATION_FILE), _kept(FACTS_FILE)
    return {"odd.md": odd(), "parameters.md": parameters(), "claims.md": claims(), "interventions.md": interventions(),
            "calibration.md": calibration(fitted, _kept(SERIES_FILE), _kept(LIVED_FILE), facts), "validation.md": validation(facts, _kept(ABLATION_FILE), fitted)}


def odd():
    """Return the ODD description: the text by hand with its tables filled in; KeyError for a table nobody makes."""
    traits = population_of(load_scenario("baseline", people=30), seed=1).traits.arrays
    makers = {"facts": tables.facts, "traits": lambda: tables.traits(traits), "quantities": tables.quantities, "plans_and_conditions": tables.plans_and_conditions,
              "schedule": tables.schedule, "outcomes": tables.outcomes, "groups": tables.groups, "scenarios": tables.scenarios, "mechanisms": tables.mechanisms,
              "crises": lambda: tables.events("crisis"), "interventions": lambda: tables.events("intervention"), "refusals": tables.refusals}
    text = (TOP / "experiments" / "odd.md").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: makers[found[1]](), text)


def parameters():
    """Return the table of every declared number."""
    parts = [f"## {heading}\n\n{text}" for heading, text in tables.parameters().items()]
    return _page("Parameters", "Every number the model declares, with its range, unit, kind of evidence and source. *Assumption*: nobody has measured it. *Earlier fit*: fitted to published facts with an earlier state of the model, and kept; the present fit ships no value, see [calibration.md](calibration.md). *Definition*: true by how a scale "
                 "is made. Otherwise the kind of evidence is that of the finding the number belongs to, and the source says where the number comes from. A scenario file sets "
                 "mechanisms and feelings under the names given here, events by their keys.", *parts)


def claims():
    """Return the table of claims, and what else is in the model."""
    heads = ["row", "claim", "where it lives", "kind of evidence", "what tests it"]
    reasons = {each.name: each.reason for each in REFUSALS}

    def rows(listed):
        return [[each.number, each.text, _where(each, reasons), _kinds(each), _tests(each)] for each in listed]

    return _page("Claims", "The claims this model set out from (two popular essays: J. M. de la Serna, \"Socialiseren redt ons\", The Conversation, and psycholoog.nl on isolation and mental health), each turned into something that can be switched off and tested, or refused by name. "
                 "The kind of evidence is what each mechanism and intervention declares of its finding; it is not the kind behind each number (see [parameters.md](parameters.md), where many are assumptions). "
                 "Crises, traits and outcomes declare none. Facts (C1, V5, ...) are those of `noaber validate`; see [validation.md](validation.md). Every mechanism is also lived a second time, one person at a time, in "
                 "`tests/test_reference.py`, and held to the common contract of `tests/test_contract.py`; every intervention is also in `tests/test_interventions.py`. "
                 "*Not tested by itself*: beyond these tests of all, none that is named here speaks of it.", tables.table(heads, rows(CLAIMS)),
                 "## Beyond the claims\n\n" + tables.table(heads, rows(BEYOND)), "## Refused\n\n" + tables.refusals())


def _where(claim, reasons):
    lives = ", ".join(f"{shelf} `{name}`" for shelf, _, name in (each.partition(":") for each in claim.where))
    refused = "; ".join(f"refused: {name} ({reasons[name].rstrip('.')})" for name in claim.refused)
    return " ".join(f"{part.rstrip('.')}." for part in (lives, refused, claim.note) if part)


def _kinds(claim):
    kinds = claim.kinds()
    told = [f"{kind}: {_links(links, kinds)}" for kind, links in kinds.items()] or [f"{claim.evidence}, of the published finding"]
    return "; ".join(told) + "." + (f" Assumed all the same: {claim.assumed}." if claim.assumed else "")


def _links(links, kinds):
    """Return the names of links; with its shelf where another link has the same name."""
    names = [each.partition(":")[2] for group in kinds.values() for each in group]
    parts = [each.partition(":") for each in links]
    return ", ".join(f"{shelf} `{name}`" if names.count(name) > 1 else f"`{name}`" for shelf, _, name in parts)


def _tests(claim):
    files = {}
    for test in claim.tests:
        file, _, function = test.partition("::")
        files.setdefault(file, []).extend([f"`{function}`"] if function else [])
    told = [(f"`tests/{file}`" if file.endswith(".py") else file) + (f" ({', '.join(functions)})" if functions else "") for file, functions in files.items()]
    untested = ", ".join(f"{shelf} `{name}`" for shelf, _, name in (each.partition(":") for each in claim.untested))
    return ". ".join(filter(None, [", ".join(told), f"Not tested by itself: {untested}" if untested else ""]))


def interventions():
    """Return a page on each intervention."""
    return _page("Interventions", "What each intervention is, what is known about it, whom it reaches, what it costs and how its effect passes: each half-life by itself, from the parameter named beside it; what follows something else (need, then loneliness, then low mood) passes behind it. Costs and shares are those used when a scenario file is silent. "
                 "Effects of trials are those on participants; what a policy does to a population also hangs on reach, uptake and capacity. Results in the Dutch scenario, with cost per averted day: "
                 "[interventions_netherlands.md](interventions_netherlands.md).", tables.interventions())


def _page(title, lead, *parts):
    return "\n\n".join([f"# {title}", MADE, lead, *parts]) + "\n"


def _kept(file):
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def _keep(file, found):
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    """Take over what was given, and write the documents."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("facts", "ablation", "calibration", "accepted"):
        asked.add_argument(f"--{name}", type=Path, metavar="FILE")
    asked = asked.parse_args()
    if asked.facts:
        _keep(FACTS_FILE, {**(_kept(FACTS_FILE) or {}), **_kept(asked.facts)})  # facts leave the series that are there alone
    for given, file in ((asked.ablation, ABLATION_FILE), (asked.calibration, CALIBRATION_FILE)):
        if given:
            _keep(file, _kept(given))
    if asked.accepted:
        thinned(pd.read_csv(asked.accepted, dtype=str)).to_csv(CALIBRATED, index=False, lineterminator="\n")
    _keep(JUDGED, judged_facts(_kept(FACTS_FILE)))
    if LIVED_FILE.is_file():
        _keep(LIVED, counted(_kept(LIVED_FILE)))
    for name, text in documents().items():
        (TOP / "docs" / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
