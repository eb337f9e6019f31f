"""The scenarios of a study, at a point: as their files and the point say, together, and without a crisis."""

from dataclasses import dataclass
from itertools import combinations

from ...timeline.errors import ScenarioError, in_words
from ...timeline.files import find_scenario
from ...timeline.load import load_scenario
from ...timeline.settings import check_setting_names, settings_for, split_setting
from ..chosen import has_crisis
from ..differences import NO_CRISIS
from .scenario_table import scenarios_of_table

TOGETHER = " + "


@dataclass(frozen=True)
class Case:
    """What is run at every point: one base, several of them together, or the first without its crises."""

    name: str
    members: tuple
    calm: bool = False


def bases_of(read):
    """Return the Scenarios of a StudyFile before anything varies; ScenarioError if one cannot be used."""
    study = read.study
    given = [_found(read, each) for each in study.scenarios]
    stems = [each.stem if hasattr(each, "stem") else each for each in given]
    try:
        check_setting_names(stems, study.set)
        bases = [load_scenario(each, set=settings_for(stem, study.set), people=study.people, days=study.days)
                 for each, stem in zip(given, stems, strict=True)]
    except ScenarioError as error:
        raise _in_study(read, error) from None
    if study.scenario_table:
        bases += scenarios_of_table(read.folder / study.scenario_table, bases[0], f"{read.label}, scenario_table {study.scenario_table}")
    if len({base.name for base in bases}) < len(bases):
        raise ScenarioError(read.label, key="scenarios", message="two scenarios have the same name")
    return tuple(bases)


def _found(read, named):
    """Return the path beside the study file, where there is such a file, else what may be a shipped name."""
    beside = read.folder / named
    if beside.is_file():
        return beside
    try:
        if not find_scenario(named)[0].is_file():
            raise ScenarioError("", message=f"there is no file {in_words(named)} beside the study")
    except ScenarioError as error:
        raise ScenarioError(read.label, key="scenarios", message=error.message) from None
    return named


def _in_study(read, error):
    """Return the error of a setting with its place in the study file; any other names the scenario file it lies in."""
    option, _, setting = error.file.removeprefix("--").partition(" ")
    if option not in ("set", "people", "days") or not error.file.startswith("--"):
        return error
    return ScenarioError(read.label, key=option, message=f"{in_words(setting)}: {error.message}" if setting else error.message)


def cases_of(study, bases, label):
    """Return the Cases of a study: each base, its combinations, and the first without crises."""
    for each in bases[1:]:
        _check_same_time(bases[0], each, label)
    cases = [Case(each.name, (place,)) for place, each in enumerate(bases)]
    for size in range(2, study.combinations + 1):
        for members in combinations(range(1, len(bases)), size):
            _check_combinable(bases, members, label)
            cases.append(Case(TOGETHER.join(bases[place].name for place in members), members))
    if study.no_crisis:
        if not has_crisis(bases[0]):
            raise ScenarioError(label, key="no_crisis", message=f"{bases[0].name} has no crisis to leave out")
        cases.append(Case(NO_CRISIS, (0,), calm=True))
    return tuple(cases)


def _check_same_time(first, other, label):
    for name in ("start", "days", "step"):
        if getattr(first, name) != getattr(other, name):
            raise ScenarioError(label, key="scenarios", message=f"{other.name} has {name} {getattr(other, name)}, {first.name} {getattr(first, name)}; "
                                "scenarios of one study have the same start, days and step")


def _check_combinable(bases, members, label):
    """Raise ScenarioError unless policies differ in their interventions only, and in none of the same name."""
    for place in (0, *members):
        if bases[place].model_copy(update={"intervention": ()}).hash() != bases[0].model_copy(update={"intervention": ()}).hash():
            raise ScenarioError(label, key="combinations", message=f"{bases[place].name} differs from {bases[0].name} in more than its interventions")
    combined([bases[place] for place in members], label)


def combined(scenarios, label="study"):
    """Return one scenario with the interventions of all."""
    events = {}
    for scenario in scenarios:
        for event in scenario.intervention:
            if events.setdefault(event.name, event) != event:
                raise ScenarioError(label, key="combinations", message=f'"{event.name}" is another intervention in {scenario.name}; name them apart')
    return scenarios[0].model_copy(update={"intervention": tuple(events.values())})


def at_point(bases, cases, factors, row, label="study"):
    """Return the Scenario of every case at a point, a value for each factor; None leaves a factor as it is."""
    resolved = [_resolved(base, _settings_of(base.name, factors, row), len(bases) > 1) for base in bases]
    found = []
    for case in cases:
        members = [resolved[place] for place in case.members]
        scenario = members[0] if len(members) == 1 else combined(members, label)
        if case.calm:
            # Left out, not switched off: what varies in a crisis that is not there makes no other run.
            scenario = scenario.model_copy(update={"crisis": ()})
        found.append(scenario.model_copy(update={"name": case.name}))
    return found


def _resolved(base, settings, several):
    """Return a base with settings; an error tells which of several bases refuses them."""
    try:
        return load_scenario(base, set=settings) if settings else base
    except ScenarioError as error:
        if not several:
            raise
        raise ScenarioError(error.file, error.table, error.key, f"in {base.name}: {error.message}") from None


def _settings_of(name, factors, row):
    found = {}
    for factor, value in zip(factors, row, strict=True):
        for path in factor.paths if value is not None else ():
            wanted, bare = split_path(path)
            if wanted in ("", name):
                found[bare] = value
    return found


def split_path(path):
    """Return (NAME, path) of NAME:path, with no NAME where it is for all scenarios."""
    name, bare, _ = split_setting(f"{path}=0")
    return name, bare


def check_paths(factors, bases, label):
    """Raise ScenarioError if a path is for a scenario that is not there."""
    stems = [base.name for base in bases]
    for factor in factors:
        for path in factor.paths:
            name, _ = split_path(path)
            if name and name not in stems:
                raise ScenarioError(label, "[[vary]]", "path", f'"{name}" is none of the scenarios ({", ".join(stems)})')
