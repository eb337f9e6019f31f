"""The study of one scenario behind `noaber run`: its runs, its means over windows, its files."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..core import catalogue
from ..core.chance import run_seed as seed_of_replicate
from ..core.spacious import keep_blocks
from ..run import first_morning, on_stored, run
from ..studies import ensemble as studies
from ..studies.compare import command_of
from ..studies.files import results_in, series_of, write_ensemble, write_table
from ..studies.networks_over_time import NetworksOverTime
from ..studies.trajectories import SHORTEST, Trajectories, onset
from ..studies.windows import window_values, windows_of
from ..studies.work import run_all
from ..timeline.errors import ScenarioError
from ..timeline.load import load_scenario
from ..usual import ORDINARY_DAYS
from .printing import table


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    scenario: str
    run_seed: int | None = None
    seed: int = 1
    replicates: int = 1
    people: int | None = None
    days: int | None = None
    jobs: int = 1
    set: tuple = ()
    panel: bool = False
    trace: tuple = ()
    network: bool = False
    trajectories: bool = False
    population: str | None = None

    @property
    def command(self):
        """The command line that asks for the same, without --out and --jobs."""
        seeds = {"run-seed": self.run_seed} if self.run_seed is not None else {"replicates": self.replicates, "seed": self.seed}
        words = command_of("run", [self.scenario], people=self.people, days=self.days, set=self.set, panel=self.panel, **seeds,
                           population=self.population and Path(self.population).name)
        also = [flag for flag, given in (("--network", self.network), ("--trajectories", self.trajectories)) if given]
        return " ".join([words, *(f"--trace {person}" for person in self.trace), *also])


def prepared(asked):
    """Return the Study of what was asked for, its scenario loaded and checked."""
    scenario = load_scenario(asked.scenario, set=list(asked.set), people=asked.people, days=asked.days)
    if asked.population is not None:
        scenario = on_stored(scenario, asked.population, asked.people)
    if asked.trajectories:
        _check_courses(scenario)
    keep_blocks(scenario.population.people or 0)  # now, before progress is shown, which takes a thread
    return Study(asked, scenario)


def _check_courses(scenario):
    """Raise ScenarioError unless a crisis begins in a scenario and is followed for long enough to sort people by it."""
    if not any(event.enabled for event in scenario.crisis):
        raise ScenarioError("--trajectories", message=f'there is no crisis in "{scenario.name}", so nobody has a course through one; leave it out')
    first = onset(scenario)
    if scenario.days - first < SHORTEST:
        raise ScenarioError("--trajectories", message=f"expected at least {SHORTEST} days from the first day of the crisis on, got "
                                                      f"{max(0, scenario.days - first)}; add --days {first + SHORTEST} or more")


class Study:
    """One scenario, one run or several: `run` fills `ensemble`, the rest tells of it."""

    def __init__(self, asked, scenario):
        self.asked, self.scenario, self.ensemble, self.trace = asked, scenario, None, None
        self.what = "runs" if asked.replicates > 1 else f"{scenario.step}s"
        self._watched = {"network.parquet": NetworksOverTime()} if asked.network else {}
        self._watched |= {"trajectories.csv": Trajectories()} if asked.trajectories else {}
        self._panels = tempfile.TemporaryDirectory(prefix="noaber-panel-") if asked.panel else None

    def run(self, plugins, work):
        """Run all replicates; a single run shows its steps as long `work`, several show runs."""
        folder = self._panels and self._panels.name
        if self.asked.replicates > 1:
            self.ensemble = run_all((self.scenario,), self.asked.replicates, self.asked.seed, jobs=self.asked.jobs, plugins=plugins,
                                    panel_folder=folder, progress=work.progress, stop=work.stop)
            return
        own = seed_of_replicate(self.asked.seed, 0) if self.asked.run_seed is None else self.asked.run_seed
        total = self.scenario.days * (24 if self.scenario.step == "hour" else 1)

        def watch(done, of=total):
            work.progress(done, of)
            return not work.stop()

        def morning_of(scenario, seed):
            work.part("Building people" if scenario.stored is None else "Loading people", "people")
            morning = first_morning(scenario, seed, watch=ordinary)
            work.part("Running", self.what)
            return morning

        def ordinary(days):
            if days == 0:
                work.part("Finding what is usual", "ordinary days")
            goes_on = watch(days, ORDINARY_DAYS)
            if days == ORDINARY_DAYS:
                work.part("Working out what is usual", "people")
            return goes_on

        runs = tuple(studies.runs_of_seed((self.scenario,), own, 0, folder, watch, self._followed, morning_of=morning_of))
        self.ensemble = studies.Ensemble((self.scenario,), None if self.asked.run_seed is not None else self.asked.seed, 1, runs, not runs)

    def _followed(self, *given, morning, each, **more):
        """Run, and keep what was asked for: the trace of people, the network week by week, the courses of stress."""
        n_people = morning.population.n_people
        if max(self.asked.trace, default=0) >= n_people:
            raise ScenarioError("--trace", message=f"expected a person from 0 to {n_people - 1}, got {max(self.asked.trace)}")
        more["morning"] = morning

        def all_of(world, today):
            for watch in (each, *self._watched.values()):
                watch(world, today)

        result = run(*given, **more, trace=self.asked.trace, each=all_of if self._watched else each)
        self.trace = result.trace
        return result

    def write(self, out, plugins):
        """Write the files of the study to a folder and return their names."""
        with results_in(out) as unfinished:
            write_ensemble(self.ensemble, unfinished, self.asked.command, plugins)
            if self.trace is not None:
                for name, rows in zip(("trace_meetings.csv", "trace_changes.csv"), self.trace.tables(), strict=True):
                    rows.to_csv(unfinished / name, index=False, lineterminator="\n")
            for name, watch in self._watched.items() if self.ensemble.first_finished and not self.ensemble.stopped else ():
                write_table(watch.table(), unfinished / name)
            return sorted(each.name for each in Path(unfinished).iterdir())

    def means(self):
        """Return (windows, outcomes, groups, float64 (n_windows, n_groups, n_outcomes)): means over the finished replicates."""
        runs = list(self.ensemble.finished(self.scenario.name).values())
        windows, outcomes = windows_of([self.scenario]), runs[0].outcomes
        totals = [catalogue.find("outcome", name).total for name in outcomes]
        values = np.stack([window_values(each.table, windows, totals) for each in runs])
        there = np.isfinite(values)
        summed = np.where(there, values, 0.0).sum(axis=0)
        return list(windows), outcomes, runs[0].groups, np.where(there.any(axis=0), summed / np.maximum(there.sum(axis=0), 1), np.nan)

    def text(self):
        """Return a table of outcomes of everyone by window."""
        windows, outcomes, groups, means = self.means()
        units = {name: catalogue.find("outcome", name).unit for name in outcomes}
        rows = [[name, *(_number(value, units[name]) for value in means[:, groups.index("everyone"), column]), units[name]]
                for column, name in enumerate(outcomes)]
        done = len(self.ensemble.finished(self.scenario.name))
        about = f"run seed {self.ensemble.runs[0].seed}" if self.asked.replicates == 1 else f"mean of {done} runs, study seed {self.asked.seed}"
        title = f"{self.scenario.title}: {self.ensemble.first_finished.n_people:,} people, {self.scenario.days} days, {about}"
        return title + "\n\n" + table(["everyone", *windows, "unit"], rows)

    def document(self, files):
        """Return the result as a dict for JSON."""
        runs = [{"run_id": each.run_id, "replicate": each.replicate, "seed": each.seed, "status": "done" if each.finished else "failed",
                 "error": each.error} for each in self.ensemble.runs]
        found = {"scenario": self.scenario.name, "title": self.scenario.title, "start": self.scenario.start, "days": self.scenario.days,
                 "step": self.scenario.step, "runs": runs, "stopped_early": self.ensemble.stopped, "files": files, "means": []}
        if self.ensemble.first_finished is None:
            return found
        windows, outcomes, groups, means = self.means()
        found["means"] = [
            {"window": window, "group": group, "outcome": outcome, "unit": catalogue.find("outcome", outcome).unit, "value": means[w, g, o]}
            for w, window in enumerate(windows) for g, group in enumerate(groups) for o, outcome in enumerate(outcomes)]
        return found


def _number(value, unit):
    if not np.isfinite(value):
        return "-"
    return f"{value:.1%}" if unit.startswith("share") else f"{value:.2f}"


def same_as_before(done, folder):
    """Return whether a run has the series that series.parquet of a folder holds for it; None if it holds none."""
    import pyarrow.parquet as pq
    file = Path(folder) / "series.parquet"
    if not file.is_file():
        return None
    rows = [("scenario", "=", done.scenario), ("seed", "=", done.seed)]
    before = pq.read_table(file, columns=["step", "group", "outcome", "value"], filters=rows)
    now = series_of(done).select(before.column_names)
    if not before.num_rows:
        return None
    return all(before[name].to_pylist() == now[name].to_pylist() for name in before.column_names)
