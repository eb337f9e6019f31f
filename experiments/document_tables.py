"""Tables for the documents, made from what the code declares."""

import ast
import inspect
import re
from pathlib import Path

import numpy as np

from sim.core import catalogue
from sim.core.conditions import ORDINARY, Conditions
from sim.core.feelings import Feelings
from sim.core.mechanism import PLANS
from sim.core.parameters import Declared, parameters_of
from sim.core.people import QUANTITIES
from sim.core.refusals import REFUSALS
from sim.population import declared_ties
from sim.studies import listed, measurement
from sim.studies.facts.table import all_facts
from sim.studies.passing import in_words
from sim.timeline.clock import Clock
from sim.timeline.closing import TABLES
from sim.timeline.events import Intervention
from sim.timeline.load import load_scenario
from sim.timeline.shipped import shipped_scenarios

TOP = Path(__file__).resolve().parents[1]
WITH_CONSTANTS = ("population/households.py", "population/networks.py", "population/places.py", "population/traits.py", "population/group_levels.py",
                  "population/usual_company.py",
                  "core/feelings.py", "outcomes_long_run.py", "timeline/crises.py", "timeline/hazards.py")
TRAITS = {
    "age": "years", "woman": "woman or man", "household": "number of the household", "area": "number of the area of some 400 people",
    "lives_alone": "household of one", "works": "in paid work", "student": "18 to 24 and studying", "at_school": "pupil or student",
    "child_under_12": "adult with a child under 12 at home", "attendance": "share of weekdays at work or school", "closes_late": "place of the workplace in the order of closing",
    "trait_low_mood": "lasting part of low mood, SD", "trait_worry": "lasting part of worry, SD",
    "trait_emotional_loneliness": "lasting part of emotional loneliness, SD", "trait_social_loneliness": "lasting part of social loneliness, SD",
    "trait_distress": "lasting part of distress, SD", "trait_loneliness": "lasting part of loneliness, SD", "sensitivity": "how strongly events reach this person; mean 1",
    "hazard_sensitivity": "how strongly heat, a disaster and cut lines reach this person, the young and the ill no otherwise; mean 1",
    "social_anxiety": "SD", "intolerance_of_uncertainty": "SD", "sociability": "how many ties and meetings, ratio", "outgoing": "how much out and about, ratio",
    "usual_support": "usual perceived support, 0 to 1", "expectation": "usual expectation of talks with strangers, share of their true reward",
    "digital_access": "use of text and video, 0 to 1"}


def table(heads, rows):
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(value):
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def shelf(name):
    """Return {name: declaration} of a shelf of the catalogue."""
    catalogue.ensure_registered()
    return {each: catalogue.find(name, each) for each in catalogue.names(name)}


def parameter_rows(owner, declared, left_out=()):
    """Return rows of a table of parameters: value, range, unit, kind of evidence, source."""
    kind = getattr(declared, "evidence", "") or "published"
    return [[f"`{owner}.{name}`" + (f" ({each['text']})" if each["text"] else ""), each["default"], f"{each['low']:g} to {each['high']:g}", each["unit"],
             listed.kind_of(each["source"], kind), each["source"]] for name, each in parameters_of(declared).items() if name not in left_out]


PARAMETER_HEADS = ["number", "value", "range", "unit", "kind of evidence", "source"]


def parameters():
    """Return {heading: table} of every declared number."""
    found = {"Feelings": table(PARAMETER_HEADS, parameter_rows("feelings", Feelings))}
    mechanisms = [row for name, kind in shelf("mechanism").items() for row in parameter_rows(f"mechanisms.{name}", kind)]
    found["Mechanisms"] = table(PARAMETER_HEADS, mechanisms)
    scales = [each for _, each in inspect.getmembers(measurement, inspect.isclass)
              if issubclass(each, Declared) and each.__module__ == measurement.__name__ and parameters_of(each)]
    found["Measurement models"] = table(PARAMETER_HEADS, [row for each in scales for row in parameter_rows(each.__name__, each)])
    found["Crises"] = table(PARAMETER_HEADS, [row for name, kind in shelf("crisis").items() for row in parameter_rows(name, kind)])
    found["What lockdowns and blackouts close, and what fills the news (fixed; a file sets measures by keys of the event)"] = table(
        PARAMETER_HEADS, [row for name, declared in TABLES.items() for row in parameter_rows(name, declared)])
    found["How a population is made (fixed)"] = table(PARAMETER_HEADS, [row for name, declared in declared_ties.TABLES.items() for row in parameter_rows(name, declared)])
    common = parameters_of(Intervention)
    found["Every intervention, unless it says otherwise"] = table(PARAMETER_HEADS, parameter_rows("intervention", Intervention))
    own = [row for name, kind in shelf("intervention").items()
           for row in parameter_rows(name, kind, [key for key, each in parameters_of(kind).items() if common.get(key) == each])]
    found["Interventions"] = table(PARAMETER_HEADS, own)
    found["Constants of population, scales and crises"] = table(["constant", "value", "where", "what the code says of it"], constants())
    return found


def constants():
    """Return rows of the constants that carry a comment: on their line, or in the lines right above them."""
    rows = []
    for name in WITH_CONSTANTS:
        text = (TOP / "sim" / name).read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and re.fullmatch(r"\(?[A-Z_, ]+\)?", ast.unparse(node.targets[0])):
                said = _comment(lines, node)
                if said:
                    value = ast.unparse(node.value)
                    rows.append([f"`{ast.unparse(node.targets[0]).strip('()')}`", f"`{value if len(value) <= 90 else value[:87] + '...'}`", f"sim/{name}", said])
    return rows


def _comment(lines, node):
    beside = lines[node.end_lineno - 1].partition("  # ")[2]
    above, line = [], node.lineno - 2
    while line >= 0 and lines[line].startswith("# "):
        above.insert(0, lines[line][2:])
        line -= 1
    return " ".join([*above, beside]).strip()


def mechanisms():
    """Return a text on each mechanism: what it says, when it acts, what it reads and changes."""
    parts = []
    for name, kind in shelf("mechanism").items():
        moments = "; ".join(f"*{moment}*: {_first(getattr(kind, moment))}" for moment in kind.moments())
        off = "" if kind.on_by_default else " **Off unless a file sets it: contested.**"
        equations = inspect.getdoc(inspect.getmodule(kind))
        parts.append(f"#### {name}\n\n{' '.join(equations.split())} {' '.join(inspect.getdoc(kind).split())}{off}\n\n{moments}.\n\n"
                     f"Reads {_names(kind.reads)}; changes {_names(kind.changes)}. Finding: {kind.finding}. Source: {kind.source} ({kind.evidence}).")
    return "\n\n".join(parts)


def _first(thing):
    return listed.first_sentence(thing)


def _names(names):
    return ", ".join(f"`{each}`" for each in names) or "nothing"


def schedule():
    """Return the table of the moments of a step."""
    return table(["moment", "what", "mechanisms, in the order in which contributions are added"],
                 [[row["moment"], row["what"], ", ".join(row["mechanisms"])] for row in listed.steps()])


def quantities():
    """Return the table of state variables."""
    rule = {"level": "moves to the sum of contributions at its own rate", "sum": "contributions are added"}
    return table(["state of a person", "meaning", "unit", "range", "start", "rule"],
                 [[f"`{each.name}`", each.text, each.unit, f"{each.low:g} to {each.high:g}", each.start, rule[each.rule]] for each in QUANTITIES.values()])


def traits(names):
    """Return the table of traits; one without a description here is told by its name."""
    return table(["trait of a person", "meaning"], [[f"`{name}`", TRAITS.get(name) or name.replace("_", " ")] for name in names])


def plans_and_conditions():
    """Return the tables of inclinations and of levels of the outside world."""
    return (table(["inclination", "meaning"], [[f"`{name}`", words] for name, words in PLANS.items()])
            + "\n\n" + table(["condition", "on an ordinary day"], [[f"`{name}`", value] for name, value in ORDINARY.items()]))


def outcomes():
    """Return the table of outcomes."""
    return table(["outcome", "meaning", "unit", "people", "over a window", "better"],
                 [[f"`{row['outcome']}`", row["definition"], row["unit"], row["scored"], row["over a window"], row["better"]] for row in listed.outcomes()])


def groups():
    """Return the table of groups."""
    return table(["group", "who"], [[row["group"], row["who"]] for row in listed.groups()])


def facts():
    """Return the table of patterns: published facts the model is held against."""
    kinds = {"calibrate": "fitted", "validate": "held out", "construction": "by construction", "check": "own check"}
    rows = [[each.name, each.text, "; ".join(part.target for part in each.parts), each.scenario, kinds[each.kind], each.source] for each in all_facts()]
    return table(["fact", "pattern", "published", "scenario", "use", "source"], rows)


def events(role):
    """Return a table of kinds of events."""
    return table(["kind", "what it does", "evidence", "source"],
                 [[f"`{name}`", kind.sentence, getattr(kind, "evidence", ""), kind.source] for name, kind in shelf(role).items()])


def scenarios():
    """Return a table of the shipped scenarios."""
    return table(["scenario", "title", "start", "days", "step", "crises", "interventions"],
                 [[f"`{row['scenario']}`", row["title"], row["start"], row["days"], row["step"], ", ".join(dict.fromkeys(row["crises"])),
                   ", ".join(dict.fromkeys(row["interventions"]))] for row in listed.scenarios()])


def interventions():
    """Return a text on each intervention: sentence, evidence, whom it reaches, costs, and how its effect passes."""
    shipped = {name: load_scenario(name) for name in shipped_scenarios()}
    return "\n\n".join(_intervention(name, kind, shipped) for name, kind in shelf("intervention").items())


def _intervention(name, kind, shipped):
    event = kind(start=next(iter(shipped.values())).start)
    told = parameters_of(kind)
    carried = [each for each in shelf("mechanism").values() if set(_services(event)) & set(each.reads)]
    where = [scenario for scenario, each in shipped.items() if any(one.kind == name for one in each.intervention)]
    capacity = "as many as ask" if event.capacity_per_1000 is None else f"{event.capacity_per_1000:g} sessions a day per 1,000 residents"
    rows = [["evidence", kind.source if kind.source.startswith(kind.evidence) else f"{kind.evidence}: {kind.source}"],
            ["size of its effect", kind.size_from or {"assumption": "assumption", "experiment": "trial"}.get(kind.evidence, f"study ({kind.evidence})")],
            ["who", "everyone unless `who` says otherwise (age, sex, living alone, student, work, young child, area, few close ties, low mood, lonely, share)"],
            ["reach and uptake", f"{event.reach:.0%} of those eligible get the offer ({told['reach']['source']}); {event.uptake:.0%} of those accept at usual mood ({told['uptake']['source']})"],
            ["capacity", capacity],
            ["cost", f"{event.cost_fixed:g} euro per 1,000 residents per day ({told['cost_fixed']['source']}) and {event.cost_per_use:g} euro per use "
                     f"({told['cost_per_use']['source']}), prices of {event.price_year}"],
            ["how the offer ends", f"within {event.fade_days} days of its end" if event.fade_days else "at its end"],
            ["how the effect passes", in_words(name)],
            ["carried by", ", ".join(f"`{each.name}`" for each in carried) or "conditions alone"],
            ["shipped in", ", ".join(f"`{each}`" for each in where) or "no scenario"]]
    return f"## {name}\n\n{kind.sentence}\n\n{table(['', ''], rows)}"


def _services(event):
    """Return the names of the services an intervention puts on offer, asked of the intervention itself."""
    conditions = Conditions(1, None, Clock(event.start, 0))
    try:
        event.change(conditions, 1.0, np.ones(12, bool))
    except (AttributeError, ValueError, TypeError):  # it needs a population to act on
        return [event.kind]
    return [*conditions.offers, event.kind]


def refusals():
    """Return the table of what is refused by name."""
    return table(["not simulated", "why", "in its place", "source"], [[each.name, each.reason, each.instead, each.source] for each in REFUSALS])
