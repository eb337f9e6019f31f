"""The plan of a study: which runs belong to it, in which order, and under which hash each is stored."""

import json
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from ...core.chance import run_seed
from ...timeline.errors import ScenarioError
from ...timeline.files import parsed_toml
from ...timeline.load import load_text
from ...timeline.scenario import FILES
from .cases import at_point, bases_of, cases_of, check_paths
from .dates import windows_as_dates
from .designs import Points, points_of
from .identity import code_of, kept_text, text_hash
from .impossible import check_possible, mark_of, reason_of
from .reading import StudyFile, check_groups, checked_study
from .schedule import schedule_of
from .study import Vary


@dataclass(frozen=True)
class Plan:
    """A study as it is run. `hashes[point][case]` are the scenario hashes, `marks` those of the bases; `code` names the model."""

    read: StudyFile = field(repr=False)
    bases: tuple = field(repr=False)
    cases: tuple
    points: Points = field(repr=False)
    windows: dict
    code: str
    marks: tuple = field(repr=False)
    hashes: tuple = field(repr=False, default=())

    @property
    def study(self):
        """What the study file says."""
        return self.read.study

    @cached_property
    def key(self):
        """16 hex digits of all that makes this plan."""
        return text_hash(self.document, self.points_text, self.code)

    @cached_property
    def kept(self):
        """What is kept of each run, as a text."""
        return kept_text(self.windows, self.study.groups)

    def units(self):
        """Give (point, replicate), the first replicate of every point first, so that a study cut short is balanced."""
        if self.points.lucks:
            yield from enumerate(self.points.lucks)
            return
        for replicate in range(self.study.replicates):
            for point in range(len(self.points.rows)):
                yield point, replicate

    @property
    def n_runs(self):
        """Runs of all points, cases and replicates, those that coincide counted apart."""
        return len(self.points.rows) * (1 if self.points.lucks else self.study.replicates) * len(self.cases)

    def seed_of(self, replicate):
        """Return the run seed of a replicate."""
        return _seeds(self.study.seed, replicate)

    @cached_property
    def schedule(self):
        """The Schedule: every run in order, under its hash."""
        return schedule_of(self)

    @cached_property
    def impossible(self):
        """{point: why no scenario can have its values}."""
        return {point: reason for point, row in enumerate(self.hashes) if (reason := reason_of(row[0]))}

    @cached_property
    def possible_runs(self):
        """The hashes of the runs that can be run, each once, as keys of a dict in order."""
        if not self.impossible:
            return self.schedule.distinct
        return dict.fromkeys(run for point, _, runs in self.schedule.units() if point not in self.impossible for run in runs)

    def scenarios_at(self, point):
        """Return the Scenario of each case at a point."""
        return at_point(self.bases, self.cases, self.points.factors, self.points.rows[point], self.read.label)

    @cached_property
    def document(self):
        """What an archive keeps to make the plan again: study, factors and bases, as a JSON text of TOML texts."""
        factors = [each.model_dump() for each in self.points.factors]
        # The values of a table are those of its points: told once, as there may be a hundred thousand of them.
        tabled = self.points.tabled
        return json.dumps({"label": self.read.label, "study": _as_toml(self.study.model_dump()), "tabled": tabled,
                           "factors": _as_toml({"vary": [each | {"values": None} for each in factors[:tabled]] + factors[tabled:]}),
                           "lucks": self.points.lucks, "windows": self.windows, "marks": self.marks,
                           "bases": [[base.name, _without_folders(base).to_toml()] for base in self.bases]})

    @cached_property
    def points_text(self):
        """The points as a JSON text."""
        return json.dumps([[json_value(value) for value in row] for row in self.points.rows])


def plan_of(read, plugins=(), stored=lambda key: None):
    """Return the Plan of a StudyFile; every point is resolved and checked here, before anything is run.

    `stored` gives the KeptPlan that an archive has under a key, if any: what was resolved and checked once for the same
    study, points, files and model is not resolved again.

    Raises
    ------
    ScenarioError
        For the first mistake in the study, in a scenario, or at a point.
    """
    bases = bases_of(read)
    cases, points = cases_of(read.study, bases, read.label), points_of(read)
    check_paths(points.factors, bases, read.label)
    if set(read.study.groups) != {"everyone"}:
        check_groups(read, _group_names())
    windows = windows_as_dates(read, bases)
    draft = Plan(read, bases, cases, points, windows, code_of(plugins), _marks(bases))
    return _with_hashes(draft, stored(draft.key))


def replanned(stored, plugins=(), beside="."):
    """Return the Plan that an archive keeps as a `KeptPlan`; its hashes are made anew if the model has changed since."""
    document, code = json.loads(stored.document), code_of(plugins)
    bases = tuple(load_text(text, name=name, folder=beside) for name, text in document["bases"])
    read = checked_study(parsed_toml(document["study"], document["label"]), document["label"], beside)
    lucks = tuple(document["lucks"]) if document["lucks"] else None
    points = Points(*factors_and_rows(document, json.loads(stored.points)), None, lucks, document.get("tabled", 0))
    cases = cases_of(read.study, bases, read.label)
    draft = Plan(read, bases, cases, points, document["windows"], code, _marks(bases))
    same = stored.code == code and document.get("marks") == list(draft.marks)
    return _with_hashes(draft, stored if same else None)


def _with_hashes(draft, stored):
    """Return a Plan with its hashes: those of a KeptPlan of the same study and model, else made anew."""
    known = tuple(map(tuple, json.loads(stored.hashes))) if stored and not _names_files(draft.points.factors) else ()
    return replace(draft, hashes=known or _hashes(draft))


def _marks(bases):
    """Return the hash of each base, which files of networks and people enter with their contents."""
    return tuple(base.hash() for base in bases)


def _names_files(factors):
    """Return whether a factor chooses among files, whose contents no mark of a base tells of."""
    return any(path.rpartition(".")[2] in FILES for factor in factors for path in factor.paths)


def _hashes(draft):
    found, impossible = [], {}
    for point, row in enumerate(draft.points.rows):
        try:
            found.append(tuple(each.hash() for each in draft.scenarios_at(point)))
        except ScenarioError as error:
            impossible[point] = error
            found.append((mark_of(draft.points.factors, row, error),) * len(draft.cases))
    check_possible(draft, impossible)
    return tuple(found)


def _group_names():
    from ...groups import first_morning_groups
    from ...run import population_of
    from ...timeline.load import load_scenario
    few = load_scenario("baseline", people=10)
    return first_morning_groups(population_of(few, 1), few.feelings).names


@lru_cache(maxsize=4096)
def _seeds(seed, replicate):
    return run_seed(seed, replicate)


def factors_and_rows(document, points):
    """Return the Vary of each column of points and the rows, of what an archive keeps of a plan."""
    rows = tuple(tuple(value_of_json(value) for value in row) for row in points)
    tables = [as_tuples(each) for each in tomllib.loads(document["factors"]).get("vary", ())]
    for place in range(document.get("tabled", 0)):
        tables[place]["values"] = tuple(dict.fromkeys(row[place] for row in rows))
    return tuple(map(Vary.model_validate, tables)), rows


def json_value(value):
    """Return a value for JSON: a date as {"date": ...}."""
    return {"date": value.isoformat()} if isinstance(value, date) else value


def value_of_json(value):
    """Return the value of `json_value`."""
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def _without_folders(scenario):
    """Return a scenario whose files are named without their folders: an archive says nothing about one machine."""
    bare = {name: Path(named).name for name in FILES if (named := getattr(scenario.population, name))}
    return scenario.model_copy(update={"population": scenario.population.model_copy(update=bare)}) if bare else scenario


def _as_toml(tables):
    import tomli_w
    return tomli_w.dumps(_said(tables))


def _said(value):
    if isinstance(value, dict):
        return {key: _said(each) for key, each in value.items() if each is not None}
    return [_said(each) for each in value] if isinstance(value, (list, tuple)) else value


def as_tuples(value):
    """Return a value of a file with tuples in place of lists."""
    if isinstance(value, dict):
        return {key: as_tuples(each) for key, each in value.items()}
    return tuple(as_tuples(each) for each in value) if isinstance(value, list) else value
