"""What a report says about the links of the model: their findings, sources and kinds of evidence, and what is assumed."""

import tomllib

from ..core import catalogue
from ..core.feelings import Feelings
from ..core.parameters import parameters_of
from .spoken import known, language, named, tr

KINDS = {"experiment": "experiment", "longitudinal": "people followed over time", "cross-sectional": "survey at one moment", "animal": "animals",
         "statistics": "official statistics", "definition": "definition", "assumption": "assumption"}


def links_of(scenarios):
    """Return a list of dicts, one per mechanism, crisis and intervention that the scenarios use, in catalogue order.

    `scenarios` are the entries of a manifest. What comes from a plugin that is not loaded is left out.
    """
    catalogue.ensure_registered()
    tables = [tomllib.loads(each["toml"]) for each in scenarios]
    off = {name for table in tables for name, value in table.get("mechanisms", {}).items() if value is False}
    used = [("mechanism", name) for name in catalogue.names("mechanism")]
    for shelf in ("crisis", "intervention"):
        kinds = {event["kind"] for table in tables for event in table.get(shelf, ()) if event.get("enabled", True)}
        used += [(shelf, kind) for kind in catalogue.names(shelf) if kind in kinds]
    return [{**_link(shelf, name), "off": shelf == "mechanism" and name in off} for shelf, name in used]


def _link(shelf, name):
    thing = catalogue.find(shelf, name)
    evidence = getattr(thing, "evidence", "assumption")
    return {"shelf": shelf, "name": _called(shelf, name), "finding": _found(thing, name),
            "source": known(getattr(thing, "source", ""), "sources"), "evidence": evidence, "kind": tr(KINDS[evidence]) if evidence in KINDS else evidence,
            "parameters": _parameters(thing)}


def _called(shelf, name):
    """Return how a reader calls a finding, a crisis or an offer; one of a plugin has its own name."""
    plain = name.replace("_", " ")
    return named(name, plain, "mechanisms") if shelf == "mechanism" else named(name, plain, "timeline_kinds")


def _found(thing, name):
    """Return what is known of a finding, or what a crisis or an offer does."""
    if finding := getattr(thing, "finding", ""):
        return known(finding, "findings")
    return named(f"does_{name}", getattr(thing, "sentence", ""), "timeline_kinds")


def _parameters(declared):
    # Beside Dutch a name stands as it is written in files.
    return [{"name": name.replace("_", " ") if language() == "en" else name, "assumed": each["source"].startswith("assumption"), **each,
             "unit": known(each["unit"], "units"), "source": known(each["source"], "sources")}
            for name, each in parameters_of(declared).items()]


def parameter_groups(links):
    """Return [(name, parameters)] of everything that can be varied, feelings first."""
    return [(tr("feelings"), _parameters(Feelings))] + [(each["name"], each["parameters"]) for each in links if each["parameters"]]
