"""Compare policies: the same people with the same luck live through each scenario."""

import operator
import shlex
import tempfile
from pathlib import Path

from ..core import catalogue
from ..core.spacious import keep_blocks
from ..run import on_stored
from ..timeline.errors import ScenarioError
from ..timeline.scenario import Scenario
from .answer import Answer
from .chosen import chosen_scenarios
from .files import without_folders
from .robustness import asked_for, planned, robustness_of
from .work import run_all

MOST_REPLICATES = 100_000


def compare(scenarios, replicates=20, seed=1, people=None, days=None, jobs=1, set=(), panel=False, plugins=(), progress=None,
            stop=None, matters=None, uncertainty=None, workers=None, so_far=None, population=None):
    """Run scenarios on the same people with the same luck and return what differs, an Answer.

    The first scenario is the baseline; it is also run with its crises disabled, named `no_crisis`, unless it has none.

    Parameters
    ----------
    scenarios : list of Scenario, path or str
        Scenarios, their files, or names of shipped ones. A name that comes twice gets a number.
    replicates : int
        Pairs of runs; intervals need 5.
    seed : int
        Study seed; the run seed of replicate r is `sim.core.chance.run_seed(seed, r)`.
    people, days : int, optional
        Replace the scenarios' own.
    jobs : int
        Processes, or threads of this one for small models; the results do not depend on it. With more than one, a script needs
        `if __name__ == "__main__":`.
    set : list of str, or dict
        Settings "path=value" for all scenarios, or "NAME:path=value" for one.
    panel : bool
        Keep every person on every step, for people.parquet.
    plugins : list of path
        Python files of one's own that add to the catalogue.
    progress : callable, optional
        Called as progress(runs done, runs in all); runs of 50,000 people or more that are under way count as the part that is lived.
    stop : callable, optional
        Ends the comparison when it returns True; what is finished is kept.
    matters : dict, optional
        From which size a difference matters, by unit: {"SD": 0.01, "share of people": 0.001} unless told otherwise.
    uncertainty : bool, int, path or dict, optional
        Also tell whether the answer holds with other numbers (see `robustness`): True; how many parameter sets; a table of
        accepted ones; or both as {"sets": 16, "accepted": "posterior.csv"}.
    workers : Workers, optional
        Processes that stay and remember, in place of `jobs`, for one question after another.
    so_far : callable, optional
        Called with the Answer of the first pairs, each time another pair is whole.
    population : path, optional
        A file of `noaber population build`, whose people live in all scenarios and replicates.

    Raises
    ------
    ScenarioError
        If a scenario or the file cannot be used, or scenarios differ in people, start, days or step.
    """
    replicates, jobs = _whole(replicates, "replicates", 1, MOST_REPLICATES), _whole(jobs, "jobs", 1, 4096)
    seed = _whole(seed, "seed", 0, 2**63 - 1)
    _load_plugins(plugins)
    given = [scenarios] if isinstance(scenarios, (str, Path, Scenario)) else list(scenarios)
    chosen = chosen_scenarios(given, people, days, set)
    if population is not None:
        chosen = tuple(on_stored(each, population, people) for each in chosen)
    keep_blocks(max(each.population.people or 0 for each in chosen))
    asked = asked_for(uncertainty)
    cases, idle = planned(chosen, seed, asked) if asked else ((), ())
    parts = _Parts(progress, len(chosen) * replicates, asked.runs(cases, chosen, replicates) if asked else 0)
    folder = tempfile.TemporaryDirectory(prefix="noaber-panel-") if panel else None

    def answer(ensemble, robust=None):
        command = command_of("compare", given, people=people, days=days, replicates=ensemble.replicates, seed=seed, set=set, panel=panel,
                             plugins=plugins, population=population and Path(population).name, more=asked.words if asked else ())
        return Answer(ensemble, command, dict(matters or {}), tuple(plugins), folder, robust)

    ensemble = run_all(chosen, replicates, seed, jobs=jobs, plugins=plugins, panel_folder=folder and folder.name,
                       progress=parts.first, stop=stop, workers=workers, so_far=so_far and (lambda part: so_far(answer(part))))
    robust = None
    if asked and not ensemble.stopped:
        robust = robustness_of(ensemble, cases, asked, idle, jobs=jobs, plugins=plugins, progress=parts.second, stop=stop)
    return answer(ensemble, robust)


class _Parts:
    """One report of progress for a study of two parts: what each has done of the runs of both."""

    def __init__(self, progress, first, second):
        self._report, self._before, self._total = progress or (lambda done, total: None), first, first + second

    def first(self, done, _total):
        self._report(done, self._total)

    def second(self, done, _total):
        self._report(self._before + done, self._total)


def command_of(verb, given, set=(), panel=False, plugins=(), more=(), **flags):
    """Return the command line that asks for the same: file names only, without --out and --jobs, which change nothing."""
    names = [each.name if isinstance(each, Scenario) else Path(each).name for each in given]
    settings = [f"{path}={value}" for path, value in set.items()] if isinstance(set, dict) else [set] if isinstance(set, str) else set
    words = ["noaber", verb, *names, *(f"--{flag} {value}" for flag, value in flags.items() if value is not None)]
    words += [f"--set {shlex.quote(without_folders(setting))}" for setting in settings] + (["--panel"] if panel else [])
    return " ".join([*words, *more] + [f"--plugin {Path(file).name}" for file in plugins])


def _load_plugins(files):
    for file in files:
        try:
            catalogue.load_plugin(file)
        except FileNotFoundError as error:
            raise ScenarioError(f"--plugin {Path(file).name}", message=str(error)) from None


def _whole(number, name, least, most):
    try:
        whole = operator.index(number)
    except TypeError:
        whole = None
    if whole is None or isinstance(number, bool) or not least <= whole <= most:
        raise ScenarioError(f"--{name}", message=f"expected a whole number from {least} to {most}, got {number!r:.50}")
    return whole
