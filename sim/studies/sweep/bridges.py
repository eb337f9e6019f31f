"""A study in the words of other programs: SALib, EMA Workbench, and tables of scenarios as EpiModel has them."""

import csv
import math
import re
from datetime import date

from ...core import catalogue
from ...core.chance import run_seed
from ...timeline.errors import ScenarioError
from .cases import at_point, bases_of, cases_of
from .dates import windows_as_dates
from .factors import value_at
from .living import Asked, Unit, live
from .needed import need
from .reading import StudyFile, checked_study, read_study

DISTRIBUTIONS = {"uniform": "unif", "log_uniform": "logunif", "triangular": "triang", "normal": "truncnorm"}
LEVER, OF_EMA = "plan", ("scenario", "policy", "model")
LEVERS = "intervention"  # what a policy decides; everything else is what the world may be like


def read_any(study):
    """Return the StudyFile of a path, of tables, or of one that was read."""
    return study if isinstance(study, StudyFile) else checked_study(study) if isinstance(study, dict) else read_study(study)


def to_salib(study):
    """Return the SALib problem of a study: names, bounds and distributions of its factors, for any method of SALib.

    Lists, categories and dates are sampled as the number of an item, from 0 to below their count; `points_from_salib` turns
    samples into values.
    """
    read = read_any(study)
    _have_values(read)
    factors = read.study.vary
    bounds, kinds = zip(*(_in_salib(each) for each in factors), strict=True) if factors else ((), ())
    return {"num_vars": len(factors), "names": [each.label for each in factors], "bounds": list(bounds), "dists": list(kinds)}


def _in_salib(vary):
    count = _count(vary)
    if count:
        return [0.0, float(count)], "unif"
    if vary.distribution == "triangular":
        return [vary.low, vary.high, (vary.peak - vary.low) / (vary.high - vary.low)], "triang"
    if vary.distribution == "normal":
        return [vary.low, vary.high, vary.mean, vary.sd], "truncnorm"
    return [float(vary.low), float(vary.high)], DISTRIBUTIONS[vary.distribution]


def _count(vary):
    if vary.values or vary.categories:
        return len(vary.values or vary.categories)
    return (vary.high - vary.low).days + 1 if isinstance(vary.low, date) else 0


def points_from_salib(study, samples):
    """Return samples of `to_salib`'s problem, float64 (n_points, n_factors), as rows of values."""
    factors = read_any(study).study.vary
    return [tuple(_from_salib(each, float(number)) for each, number in zip(factors, row, strict=True)) for row in samples]


def _from_salib(vary, number):
    if count := _count(vary):
        return value_at(vary, min(number / count, 1.0))
    return round(number) if vary.whole else float(f"{number:.10g}")


def write_points(study, samples, file):
    """Write samples of `to_salib`'s problem as the CSV of points that a design of kind "csv" reads."""
    factors = read_any(study).study.vary
    with open(file, "w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow([each.paths[0] for each in factors])
        lines.writerows(points_from_salib(study, samples))


def to_ema(study, window="all", group="everyone"):
    """Return an EMA Workbench model of a study: factors of interventions are levers, all others uncertainties.

    The lever `plan` chooses among the scenarios of the study (a lever must not be called scenario: tables of EMA Workbench have a column of that name).
    An experiment runs all replicates and gives the mean of each outcome; names are those of the study with _ for what Python
    does not allow in a name. EMA Workbench samples real numbers evenly, whatever the study says of their distribution.

    ScenarioError: two factors have the same name then, one has a name that EMA Workbench keeps for itself, or has no values of its own.
    """
    need("ema_workbench", "to_ema")
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import CategoricalParameter, Model, ScalarOutcome
    read = read_any(study)
    _fit_for_ema(read)
    lived = _Experiment(read, window, group)
    model = Model("noaber", function=lived)
    names = [case.name for case in lived.cases]
    parameters = {True: [CategoricalParameter(LEVER, names)] if len(names) > 1 else [], False: []}
    for each in read.study.vary:
        if len(each.values or each.categories or "two") == 1:
            continue  # nothing to choose
        parameters[each.paths[0].rpartition(":")[2].startswith(LEVERS)].append(_in_ema(each))
    model.levers, model.uncertainties = parameters[True], parameters[False]
    model.outcomes = [ScalarOutcome(name) for name in read.study.outcomes or catalogue.names("outcome")]
    return model


def _fit_for_ema(read):
    """Raise ScenarioError where EMA Workbench could not tell factors apart, or has nothing to sample."""
    taken = dict.fromkeys(OF_EMA, "a column of EMA Workbench's own tables") | {LEVER: "the lever that chooses among scenarios"}
    for each in read.study.vary:
        name = python_name(each.label)
        if name in taken:
            raise ScenarioError(read.label, "vary", message=f'the factor "{each.label}" is called {name} there, which is {taken[name]}; give it another `name`')
        taken[name] = f'also what "{each.label}" is called'
    _have_values(read)


def _have_values(read):
    """Raise ScenarioError for a factor whose values stand in a table of points only: nothing says from what to sample."""
    for each in read.study.vary:
        if not (each.values or each.categories) and each.low is None:
            raise ScenarioError(read.label, "vary", message=f'"{each.label}" has no values of its own, only those of a table of points; give it `low` and `high` or `values`')


def python_name(label):
    """Return a label as a name that Python allows."""
    return re.sub(r"\W", "_", label)


def _in_ema(vary):
    from ema_workbench import CategoricalParameter, IntegerParameter, RealParameter
    name = python_name(vary.label)
    if vary.values or vary.categories:
        return CategoricalParameter(name, list(vary.values or vary.categories))
    if isinstance(vary.low, date):
        return CategoricalParameter(name, [date.fromordinal(day) for day in range(vary.low.toordinal(), vary.high.toordinal() + 1)])
    return IntegerParameter(name, math.ceil(vary.low), math.floor(vary.high)) if vary.whole else RealParameter(name, vary.low, vary.high)


class _Experiment:
    """The function of an EMA model: one point, all replicates, the mean of each outcome."""

    __name__ = "noaber"

    def __init__(self, read, window, group):
        self.read, self.bases = read, bases_of(read)
        self.cases = cases_of(read.study, self.bases, read.label)
        self.window, self.group = window, group
        self.windows = windows_as_dates(read, self.bases)

    def __call__(self, plan=None, **given):
        import json

        import numpy as np
        study = self.read.study
        row = tuple(given.get(python_name(each.label), each.values[0] if each.values else None) for each in study.vary)
        found = at_point(self.bases, self.cases, study.vary, row, self.read.label)
        chosen = found[[case.name for case in self.cases].index(plan or self.cases[0].name)]
        asked, values = Asked({self.window: self.windows[self.window]}, (self.group,), False, ""), []
        for replicate in range(study.replicates):
            record, = live(asked, Unit(("",), (chosen,), run_seed(study.seed, replicate), replicate))
            if record.error:
                raise RuntimeError(record.error)
            values.append(record.numbers)
        names = [each["o"] for each in json.loads(record.labels)]
        return dict(zip(names, np.mean(values, axis=0).tolist(), strict=True))
