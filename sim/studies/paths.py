"""Through which paths a crisis reaches stress and loneliness: each is cut by itself, and what then goes away ran through it."""

from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from ..core.chance import run_seed
from ..run import run
from ..timeline.errors import ScenarioError
from .intervals import paired_intervals
from .paths_arrows import Path, paths_of
from .sweep.forecasting import duration
from .windows import window_values, windows_of
from .work import Unit, run_units

OUTCOMES = ("distress", "loneliness")
WINDOWS = ("crisis", "all")
TOO_SMALL = 0.005  # SD; of a change below this no shares are told
NOTHING = "nothing to explain: the scenario has no crisis and no intervention that is switched on"
TIMED_STEPS = 10
WHOLE, REMAINDER = "the whole change", "remainder"


@dataclass(frozen=True)
class Explained:
    """What ran through which path: `changes` float64 (1 + n_paths, n_pairs, n_windows, 2), first the whole, then with each path cut."""

    scenario: object = field(repr=False)
    against: str
    paths: tuple
    windows: dict = field(repr=False)
    changes: np.ndarray = field(repr=False)
    people: int
    failed: tuple = ()
    stopped: bool = False

    def rows(self, window, outcome):
        """Return a dict for the whole change, each carrier, the remainder and each damper: size with its interval, and share of the whole.

        A path's size is the whole less what is left when that path alone is cut. The remainder is the whole less all carriers. What a
        damper takes off is no share of the whole: its row says under "without" how large the change would be if it were cut.
        """
        column = list(self.windows).index(window), OUTCOMES.index(outcome)
        whole = self.changes[0, :, *column]
        left = [self.changes[k, :, *column] for k in range(1, len(self.paths) + 1)]
        carried = [whole - each for path, each in zip(self.paths, left, strict=True) if not path.dampens]
        size = float(np.nanmean(whole)) if np.isfinite(whole).any() else float("nan")
        told = [self._row("carrier", path, whole - each, each, size) for path, each in zip(self.paths, left, strict=True) if path.name not in self.unfinished]
        rest = self._row("remainder", Path(REMAINDER, "what the carriers leave, or (if negative) count twice"), whole - np.sum(carried, axis=0), None, size)
        return [self._row("whole", Path(WHOLE, "with the crisis less without it"), whole, None, size),
                *(row for row in told if row["role"] == "carrier"), *([] if self.unfinished else [rest]),
                *(row for row in told if row["role"] == "damper")]

    @property
    def unfinished(self):
        """The names of the paths of which no pair was finished: they have no row, and then there is no remainder."""
        return [path.name for path, each in zip(self.paths, self.changes[1:], strict=True) if not np.isfinite(each).any()]

    def _row(self, role, path, each, left, whole):
        mean, low, high, _, n = (float(value) for value in paired_intervals(each))
        share = mean / whole if abs(whole) >= TOO_SMALL and not path.dampens else None
        without = None if left is None or not np.isfinite(left).any() else float(np.nanmean(left))
        return {"path": path.name, "role": "damper" if path.dampens else role, "through": path.words, "mechanisms": path.arrows(self.scenario),
                "change": mean, "low": low, "high": high, "n_pairs": int(n), "share": share, "without": without}


def explain_paths(scenario, replicates=3, seed=1, jobs=1, plugins=(), progress=None, stop=None, said=None):
    """Run a scenario with and without its crises, whole and with each path cut, on the same people with the same luck.

    Parameters
    ----------
    scenario : Scenario
        A scenario with a crisis; without one, its interventions are explained.
    replicates, seed, jobs, plugins, progress, stop
        As in `compare`. When it is stopped, the paths finished so far are told.
    said : callable, optional
        Called with a sentence on how many runs there are and how long they take, from a few timed steps; without it none is timed.

    Raises
    ------
    ScenarioError
        If the scenario has no crisis and no intervention.
    """
    calm, against = _without_events(scenario)
    windows = {name: steps for name, steps in windows_of([scenario, calm]).items() if name in WINDOWS}
    paths = tuple(paths_of(scenario))
    variants = [(scenario, calm), *((path.cut(scenario), path.cut(calm)) for path in paths)]
    units = [Unit(variant, run_seed(seed, replicate), k * replicates + replicate) for k, variant in enumerate(variants) for replicate in range(replicates)]
    n_runs = sum(len(unit.scenarios) for unit in units)
    (said or (lambda text: None))(forecast(n_runs, len(variants), replicates, timed(scenario, run_seed(seed, 0)) if said else 0.0, jobs))
    levels = np.full((2, len(variants), replicates, len(windows), len(OUTCOMES)), np.nan)
    failed, people = [], []

    def take(run):
        k, replicate = divmod(run.replicate, replicates)
        if run.finished:
            values = window_values(run.table, windows, [False] * len(run.outcomes))[:, run.groups.index("everyone")]
            levels[int(run.scenario == calm.name), k, replicate] = values[:, [run.outcomes.index(name) for name in OUTCOMES]]
            people.append(run.n_people)
        else:
            failed.append((run.replicate, run.error))

    whole = run_units(units, take, jobs=jobs, plugins=plugins, progress=progress, stop=stop)
    return Explained(scenario, against, paths, windows, levels[0] - levels[1], max(people, default=0), tuple(error for _, error in sorted(failed)), not whole)


def timed(scenario, seed):
    """Return about how many seconds a run of a scenario takes on this machine: a few steps are lived, of which the first, which also compiles, does not count."""
    days = -(-(TIMED_STEPS + 1) // (24 if scenario.step == "hour" else 1))
    at = []
    run(scenario.model_copy(update={"days": min(days, scenario.days)}), seed, each=lambda world, today: at.append(perf_counter()))
    return (at[-1] - at[0]) / (len(at) - 1) * (scenario.days * (24 if scenario.step == "hour" else 1)) if len(at) > 1 else 0.0


def forecast(n_runs, n_variants, replicates, seconds, jobs):
    """Return the sentence on how many runs there are and how long they take, at these seconds a run."""
    how = f"the scenario whole and with each of {n_variants - 1} paths cut, with the crisis and without, {replicates} pair{'s' * (replicates > 1)}"
    about = duration(n_runs * seconds / jobs)
    return f"{n_runs} runs: {how}; about {about} with {jobs} process{'es' * (jobs > 1)}, from a few timed steps on this machine, beside the first mornings."


def _without_events(scenario):
    """Return the scenario it is held against, and in words what that one lacks."""
    if any(event.enabled for event in scenario.crisis):
        return scenario.without_crises("without"), "without its crises"
    if not any(event.enabled for event in scenario.intervention):
        raise ScenarioError(f"{scenario.name}.toml", message=NOTHING)
    off = tuple(event.model_copy(update={"enabled": False}) for event in scenario.intervention)
    return scenario.model_copy(update={"intervention": off, "name": "without"}), "without its interventions"


def document(explained):
    """Return what was found as a dict for JSON."""
    first = next(iter(explained.windows))
    return {"scenario": explained.scenario.name, "title": explained.scenario.title, "against": explained.against, "people": explained.people,
            "n_pairs": explained.changes.shape[1], "stopped_early": explained.stopped, "unfinished": explained.unfinished, "failed": list(explained.failed),
            "told_window": first if first != "all" else "all",
            "paths": [{"window": window, "outcome": outcome, "unit": "SD", **row}
                      for window in explained.windows for outcome in OUTCOMES for row in explained.rows(window, outcome)]}
