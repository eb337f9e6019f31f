"""Many runs of the same scenarios: replicate r has the same people and the same luck in each of them."""

import re
import time
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

import numpy as np

from ..run import first_morning, run
from ..timeline.errors import ScenarioError
from ..usual import EndedEarly
from ..version import __version__
from .panel import write_panel


@dataclass(frozen=True)
class Run:
    """One run of a study, finished or failed; `table` and `people_scored` are those of `sim.run.Result`, None if it failed."""

    scenario: str
    replicate: int
    seed: int
    scenario_hash: str
    error: str = ""
    seconds: float = 0.0
    table: np.ndarray | None = field(default=None, repr=False)
    people_scored: np.ndarray | None = field(default=None, repr=False)
    outcomes: tuple = ()
    groups: tuple = ()
    times: tuple = ()
    reached: dict = field(default_factory=dict)
    invited: dict = field(default_factory=dict)  # intervention: people of each group whom it invites at full reach
    sessions: dict = field(default_factory=dict)
    n_people: int = 0
    people_represented: int = 0
    panel_file: str | None = None
    notes: tuple = ()

    @property
    def finished(self):
        """Whether the run has results."""
        return self.table is not None

    @property
    def run_id(self):
        """12 hex digits that name this run: the same for the same scenario, run seed and version."""
        return sha256(f"{self.scenario_hash} {self.seed} {__version__}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Ensemble:
    """What a study has run: the scenarios, the study seed, and the runs in order of replicate and scenario."""

    scenarios: tuple
    seed: int
    replicates: int
    runs: tuple
    stopped: bool = False

    def finished(self, name):
        """Return a dict from replicate to finished Run of one scenario."""
        return {each.replicate: each for each in self.runs if each.scenario == name and each.finished}

    @property
    def first_finished(self):
        """Any finished run, to ask for names of groups and outcomes; None if there is none."""
        return next((each for each in self.runs if each.finished), None)


def runs_of_seed(scenarios, seed, replicate=0, panel_folder=None, watch=lambda steps: True, run=run, mornings=None, morning_of=None):
    """Give the Run of every scenario under one run seed; `watch(steps done)` ends them early by returning False.

    Scenarios with the same people, feelings and mechanisms share one first morning: the events play no part in it. `mornings`
    is a dict that keeps them by (what they depend on, seed), `morning_of(scenario, seed)` makes one.
    """
    mornings = {} if mornings is None else mornings
    morning_of = morning_of or partial(first_morning, watch=lambda days: watch(0))
    for scenario in scenarios:
        if not watch(0):
            return
        begun = time.monotonic()
        record = record_of(scenario, seed, replicate)
        try:
            shared = same_morning(scenario), seed
            if shared not in mornings:
                mornings[shared] = morning_of(scenario, seed)
            invited = {}
            result = run(scenario, seed, morning=mornings[shared], panel=panel_folder is not None, watch=watch,
                         each=_counting_invited(scenario, mornings[shared].groups, invited))
        except ScenarioError:
            raise  # a mistake in the input is the same in every replicate
        except EndedEarly:
            return
        except Exception as error:
            yield Run(**record, error=_in_one_line(error), seconds=time.monotonic() - begun)
            continue
        if len(result.times) == scenario.days * (24 if scenario.step == "hour" else 1):
            panel = write_panel(panel_folder, scenario, replicate, result) if panel_folder is not None else None
            yield finished_run(record, result, panel, time.monotonic() - begun, invited)


def _counting_invited(scenario, groups, invited):
    """Return a measure for `run` that on the first step it sees fills `invited` with {intervention: people of each group}."""
    def count(world, _today):
        if not invited:
            for event in scenario.intervention:
                if event.enabled:
                    invited[event.name] = tuple((groups.masks & world.calendar.invited(event)).sum(axis=1).tolist())
    count.of_world_only = True
    return count


def record_of(scenario, seed, replicate):
    """Return the fields that a Run has before anything is lived."""
    return {"scenario": scenario.name, "replicate": replicate, "seed": seed, "scenario_hash": scenario.hash()}


def same_morning(scenario):
    """Return what a first morning depends on beside the run seed: scenarios that agree in it share one, for events play no part."""
    return scenario.model_copy(update={"crisis": (), "intervention": ()}).hash()


def finished_run(record, result, panel, seconds, invited):
    """Return the Run of a Result that came to its end; `panel` is the file of its panel, where one was kept."""
    population = result.population
    table = result.table
    if result.scenario.population.network:
        table = _without_small_groups(table, result.people_scored)
    return Run(**record, seconds=seconds, table=table, people_scored=result.people_scored, outcomes=result.outcomes,
               groups=result.groups, times=result.times, reached=result.reached, invited=invited, sessions=result.sessions,
               n_people=population.n_people, people_represented=population.people_represented, panel_file=panel,
               notes=tuple(population.notes))


FEWEST_REAL = 10  # people of an imported network in a group that is shown


def _without_small_groups(table, people_scored):
    """Return the table without groups in which single people of a real network could be recognised."""
    shown = people_scored >= FEWEST_REAL
    shown[0] = True  # everyone
    return np.where(shown[None], table, np.nan)


FOLDER = re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\\/\s'\":]+)+[\\/]")


def _in_one_line(error):
    """Return what went wrong in one line, files without their folders: the manifest tells it too, and names no machine."""
    return FOLDER.sub("", " ".join(f"{type(error).__name__}: {error}".split()))[:500]
