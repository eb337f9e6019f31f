"""The sets of numbers under which an answer is tried again: drawn, leaning to one cause, or with one finding switched off."""

from dataclasses import dataclass, field

import numpy as np

from ..core import catalogue
from ..core.chance import key, uniforms
from ..core.parameters import Declared, parameters_of
from ..run import mechanisms_of

SHIPPED, DRAWN, LEANING, OFF, ON = "shipped", "drawn", "leaning", "off", "on"
DIGITS = 6  # of a drawn number, so that a table holds exactly what was run

# The two readings of a crisis that fit the same facts: it hurts because it threatens, or because it keeps people apart. One
# set puts the first at the high ends of their declared ranges and the second at the low ends, another the reverse.
BY_THREAT = ("stress_response.threat_worry", "stress_response.threat_low_mood", "stress_response.uncertainty_worry",
             "stress_response.uncertainty_low_mood")
BY_ISOLATION = ("loneliness.emotional", "loneliness.social", "lonely_low_mood.low_mood", "lonely_low_mood.worry", "wearing_out.low_mood")
LEANINGS = {"mostly threat": (BY_THREAT, BY_ISOLATION), "mostly isolation": (BY_ISOLATION, BY_THREAT)}


@dataclass(frozen=True)
class Case:
    """Numbers and switches to try an answer with: `values` {"mechanism.parameter": number}, `name` a mechanism where one is switched."""

    kind: str
    name: str
    values: dict = field(default_factory=dict)

    def applied(self, scenario):
        """Return a scenario under this case. What the scenario sets itself stays: it is what somebody asked about."""
        mechanisms, changed = dict(scenario.mechanisms), {}
        for mechanism in mechanisms_of(scenario):
            own = _own_values(mechanism, mechanism.name, self.values)
            if own:
                mechanisms[mechanism.name] = mechanism.model_copy(update=own)
        for name, table in tables_of(scenario).items():
            changed[name] = table.model_copy(update=_own_values(table, name, self.values))
        if self.kind == OFF:
            mechanisms[self.name] = False
        elif self.kind == ON:
            mechanisms.setdefault(self.name, catalogue.find("mechanism", self.name)())
        return scenario.model_copy(update={"mechanisms": mechanisms, **changed})


def _own_values(declared, name, values):
    """Return the values of a case for one declaration, without those that the scenario has changed itself."""
    return {key: values[f"{name}.{key}"] for key, each in parameters_of(type(declared)).items()
            if f"{name}.{key}" in values and getattr(declared, key) == each["default"]}


def tables_of(scenario):
    """Return {name: declaration} of the tables of a scenario, beside its mechanisms, that hold declared numbers: feelings."""
    found = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    return {name: value for name, value in found.items() if isinstance(value, Declared) and parameters_of(type(value))}


def free_parameters(scenarios):
    """Return {"mechanism.parameter": {default, low, high, ...}} of everything that can be drawn; definitions stay what they are."""
    declared = {name: type(value) for scenario in scenarios for name, value in tables_of(scenario).items()}
    on = {mechanism.name for scenario in scenarios for mechanism in mechanisms_of(scenario)}
    declared |= {name: catalogue.find("mechanism", name) for name in catalogue.names("mechanism") if name in on}
    return {f"{name}.{key}": each for name, kind in declared.items() for key, each in parameters_of(kind).items()
            if each["default"] is not None and not each["source"].startswith("definition")}


def switches(scenarios):
    """Return the Cases in which one mechanism of the scenarios is off, then those in which a contested one is on of which they say nothing."""
    on = {mechanism.name for scenario in scenarios for mechanism in mechanisms_of(scenario)}
    named, told = catalogue.names("mechanism"), {name for scenario in scenarios for name in scenario.mechanisms}
    return [*(Case(OFF, name) for name in named if name in on),
            *(Case(ON, name) for name in named if name not in on | told and not catalogue.find("mechanism", name).on_by_default)]


def parameter_sets(scenarios, n_sets, seed, accepted=None):
    """Return the Cases of an uncertainty study: the two that lean to one cause, then drawn ones, `n_sets` in all.

    Without accepted sets every number is drawn over its declared range, as often below its shipped value as above it, each
    range cut in equal parts of which every one is used once (McKay, Beckman & Conover 1979). With them, whole rows are drawn;
    what they do not hold, nobody fitted, and is drawn over its declared range; whole numbers then stay as shipped.

    Parameters
    ----------
    n_sets : int
        At least 2.
    seed : int
        Study seed; the same seed draws the same sets.
    accepted : robustness_accepted.Accepted, optional
        Sets that a calibration has accepted.
    """
    free, drawn = free_parameters(scenarios), n_sets - len(LEANINGS)
    columns = {path: _over_range(each, _spread(seed, f"parameter {path}", drawn)) for path, each in free.items()}
    if accepted:  # a calibration leaves whole numbers as they are: its sets meet the facts with these
        columns = {path: values for path, values in columns.items() if not isinstance(free[path]["default"], int)}
    sets = [{path: values[k] for path, values in columns.items()} for k in range(drawn)]
    shipped = {path: each["default"] for path, each in free.items()}
    leaning = {name: shipped | _at_ends(free, *sides) for name, sides in LEANINGS.items()}
    if accepted:
        known = accepted.within(free)
        places = known.drawn(_systematic(seed, drawn))
        sets = [values | known.row(place) for values, place in zip(sets, places, strict=True)]
        leaning = {name: leaning[name] | known.row(known.most_leaning(free, *sides)) for name, sides in LEANINGS.items()}
    return [*(Case(LEANING, name, values) for name, values in leaning.items()),
            *(Case(DRAWN, f"set {k}", values) for k, values in enumerate(sets, start=len(LEANINGS) + 1))]


def _at_ends(free, high, low):
    return {path: rounded(free[path][end], free[path]) for end, paths in (("high", high), ("low", low)) for path in paths if path in free}


def _spread(seed, purpose, n):
    """Return n numbers from 0 to 1, one in each of n equal parts, in an order of their own."""
    draws = uniforms(key(seed, purpose), 2 * n)
    return (np.argsort(np.argsort(draws[:n], kind="stable"), kind="stable") + draws[n:]) / max(1, n)


def _systematic(seed, n):
    """Return n evenly spaced numbers from 0 to 1 with one random start."""
    return (np.arange(n) + uniforms(key(seed, "accepted set"), 1)[0]) / max(1, n)


def _over_range(each, share):
    """Return values of a range for shares from 0 to 1, the shipped value at one half."""
    low, middle, high = each["low"], each["default"], each["high"]
    values = np.where(share < 0.5, low + (middle - low) * 2 * share, middle + (high - middle) * (2 * share - 1))
    return [rounded(value, each) for value in values]


def rounded(value, each):
    """Return a number with few enough digits to be written down, within its range, whole where the parameter counts."""
    if isinstance(each["default"], int):
        return int(round(float(value)))
    return min(max(float(f"{float(value):.{DIGITS}g}"), float(each["low"])), float(each["high"]))
