"""What can be listed, as rows: made from the catalogue, so that what plugins add appears by itself."""

import inspect
import json
from pathlib import Path

from ..core import catalogue
from ..core.feelings import Feelings
from ..core.mechanism import MOMENTS
from ..core.parameters import parameters_of
from ..core.refusals import REFUSALS
from ..groups import AGES

MOMENTS_IN_WORDS = {
    "plan": "what each person is inclined to do",
    "meet": "who meets, each through their own channel",
    "exchange": "what passes between those who met",
    "feel": "how states and feelings change",
    "bond": "how ties strengthen and weaken",
}
GROUPS = {
    "everyone": "all people of the population",
    **{f"age {low}-{high}": "" for low, high in AGES}, "age 75+": "",
    "women": "", "men": "",
    "living alone": "households of one",
    "parents of children under 12": "",
    "students": "",
    "few close ties": "fewer than 3 close ties",
    "low mood": "trait distress in the top 11.5 % before the crisis, 12 years and over",
    "worst_off_tenth": "highest sum of trait distress and trait loneliness, 12 years and over",
}

JUDGED = Path(__file__).with_name("facts") / "judged.json"  # what `noaber validate` found; `make docs` writes it


def listed(what):
    """Return what `noaber list WHAT --json` prints, as a list of dicts: "mechanisms", "parameters", "facts" and so on.

    Raises
    ------
    ValueError
        If there is no such list.
    """
    if what not in LISTS:
        raise ValueError(f"there is no list '{what}', only {', '.join(LISTS)}")
    return LISTS[what]()


def mechanisms():
    """Return a row for each moment at which a mechanism acts, in the order of a step."""
    found = _shelf("mechanism")
    return [{"moment": moment, "mechanism": name, "does": first_sentence(getattr(kind, moment)), "reads": list(kind.reads),
             "changes": list(kind.changes), "finding": kind.finding, "source": kind.source, "evidence": kind.evidence,
             "what": first_sentence(kind), "on": kind.on_by_default}
            for moment in MOMENTS for name, kind in found.items() if moment in kind.moments()]


def steps():
    """Return a row for each moment of a step."""
    found = _shelf("mechanism")
    return [{"moment": moment, "what": MOMENTS_IN_WORDS[moment],
             "mechanisms": [name for name, kind in found.items() if moment in kind.moments()]} for moment in MOMENTS]


def crises():
    """Return a row for each kind of crisis."""
    return [_event(name, kind) for name, kind in _shelf("crisis").items()]


def interventions():
    """Return a row for each kind of intervention, with the mechanisms through which it acts, its numbers where a file is silent, and how its effect passes."""
    from ..timeline.carried import carried_by
    from .passing import A_DAY, in_words
    rows = []
    for name, kind in _shelf("intervention").items():
        usually = {key: kind.model_fields[key].default for key in ("reach", "uptake", "capacity_per_1000", "cost_fixed", "cost_per_use", "price_year")}
        rows.append({**_event(name, kind), "acts through": list(carried_by(kind(), A_DAY)), "usually": usually,
                     "cost sources": {key: parameters_of(kind)[key]["source"] for key in ("cost_fixed", "cost_per_use")}, "passes": in_words(name)})
    return rows


def outcomes():
    """Return a row for each outcome."""
    return [{"outcome": each.name, "label": each.label, "unit": each.unit, "better": each.better, "scored": each.of,
             "over a window": "sum" if each.total else "mean", "definition": first_sentence(each.of_step)}
            for each in _shelf("outcome").values()]


def groups():
    """Return a row for each group of people; all are fixed on the first morning."""
    return [{"group": name, "who": who or name} for name, who in GROUPS.items()]


def recipes():
    """Return a row for each population recipe."""
    return [{"recipe": name, "what": first_sentence(kind)} for name, kind in _shelf("recipe").items()]


def refused():
    """Return a row for each thing that is not simulated."""
    return [{"refused": each.name, "why": each.reason, "instead": each.instead, "source": each.source} for each in REFUSALS]


def facts():
    """Return a row for each published fact, with what the model as shipped gave when it was last validated; None where it was not."""
    from .facts.table import all_facts
    found = json.loads(JUDGED.read_text(encoding="utf-8"))["facts"]
    return [{"fact": each.name, "text": each.text, "kind": each.kind, "scenario": each.scenario, "source": each.source,
             "parts": [{"what": part.text, "published": part.target, "low": part.low, "high": part.high,
                        "model": values.get("value"), "half_width": values.get("half_width")}
                       for part, values in zip(each.parts, _values(found.get(each.name), each), strict=True)],
             "met": found.get(each.name, {}).get("met"), "set_by": each.set_by}
            for each in all_facts()]


def _values(judged, fact):
    """Return what was found of each part of a fact; nothing where it has other parts now."""
    known = {each["what"]: each for each in (judged or {}).get("parts", ())}
    return [known.get(part.text, {}) for part in fact.parts]


def judged_facts(validation):
    """Return what travels with the model of what `noaber validate --json` printed: {"seed", "facts": {name: met and values}}."""
    facts = {each["fact"]: {"met": each["passed"], "parts": [{"what": part["text"], "value": part["value"], "half_width": part["half_width"]}
                                                             for part in each["parts"]]} for each in validation["facts"]}
    return {"seed": validation["seed"], "facts": facts}


def trials():
    """Return a row for each published trial that can be rerun."""
    from .trials import TRIALS
    return [{"trial": each.name, "text": each.text, "intervention": each.arm, "days": each.days, "scales": [result.scale for result in each.results],
             "by construction": each.by_construction, "size": each.size, "source": each.source} for each in TRIALS.values()]


def scenarios():
    """Return a row for each shipped scenario."""
    from ..timeline.load import load_scenario
    from ..timeline.shipped import shipped_scenarios
    rows = []
    for name in shipped_scenarios():
        scenario = load_scenario(name)
        rows.append({"scenario": name, "title": scenario.title, "start": scenario.start, "days": scenario.days, "step": scenario.step,
                     "people": scenario.population.people, "crises": [event.kind for event in scenario.crisis],
                     "interventions": [event.kind for event in scenario.intervention]})
    return rows


def parameters():
    """Return a row for each declared parameter, with the path by which a file or --set reaches it; `of` says which no file reaches."""
    fixed = fixed_tables()
    tables = [(f"mechanisms.{name}", kind) for name, kind in _shelf("mechanism").items()] + [("feelings", Feelings)]
    tables += [(f"{role}.NAME", kind) for role in ("crisis", "intervention") for kind in _shelf(role).values()]
    tables += list(fixed.items())
    return [{"path": f"{table}.{name}", "of": kind_name(kind) if "NAME" in table else "fixed" if table in fixed else "", "value": each["default"],
             **{key: each[key] for key in ("low", "high", "unit", "source", "text")},
             "evidence": kind_of(each["source"], getattr(kind, "evidence", "") or "published")}
            for table, kind in tables for name, each in parameters_of(kind).items()]


def fixed_tables():
    """Return {path: declaration} of the numbers that no file reaches: of measures and hazards, and of how a population is made."""
    from ..population import declared_ties
    from ..timeline import closing
    return {**closing.TABLES, **declared_ties.TABLES}


def kind_of(source, of_owner):
    """Return the kind of evidence behind a number: of its own source, else that of the finding it belongs to."""
    for word in ("assumption", "earlier fit", "definition"):
        if source.startswith(word):
            return word
    return "statistics" if "Statistics Netherlands" in source else of_owner if of_owner != "assumption" else "published"


def kind_name(kind):
    """Return what a file writes as the `kind` of an event."""
    return kind.model_fields["kind"].default


def first_sentence(thing):
    """Return the first line of a docstring without its full stop; empty where there is none."""
    return (inspect.getdoc(thing) or "").split("\n")[0].rstrip(".")


def _shelf(shelf):
    catalogue.ensure_registered()
    return {name: catalogue.find(shelf, name) for name in catalogue.names(shelf)}


def _event(name, kind):
    from ..timeline.events import Crisis, Intervention
    common = (Crisis if issubclass(kind, Crisis) else Intervention).model_fields
    own = {key: field for key, field in kind.model_fields.items() if key not in common}
    row = {"kind": name, "what": kind.sentence, "source": kind.source}
    if hasattr(kind, "evidence"):
        row["evidence"] = kind.evidence
    if getattr(kind, "size_from", ""):
        row["size"] = kind.size_from
    row["keys"] = [{"key": key, "usually": field.default, "means": _means(field)} for key, field in own.items()]
    row["also"] = [key for key in common if key != "kind"]
    return row


def _means(field):
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return "; ".join(filter(None, (field.description, extra.get("unit"))))


LISTS = {each.__name__: each for each in (mechanisms, crises, interventions, outcomes, groups, recipes, scenarios, parameters, facts, trials, refused, steps)}
