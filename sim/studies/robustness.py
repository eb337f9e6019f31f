"""Robustness of an answer: the same comparison under other numbers, and with each finding switched off in turn."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..core import catalogue
from ..core.chance import run_seed
from ..timeline.errors import ScenarioError
from .differences import FAMILY, NO_CRISIS, compared_names
from .intervals import paired_intervals
from .robustness_accepted import lived_sets, read_accepted
from .robustness_idle import idle_mechanisms
from .robustness_sets import DRAWN, LEANING, OFF, ON, SHIPPED, Case, parameter_sets, switches
from .windows import window_values
from .work import Unit, run_units

SETS = 16  # parameter sets, the two that lean to one cause among them
PAIRS = 3  # pairs of runs in each set; the spread over sets is what counts
SWITCHED_PAIRS = 2  # with each finding switched: there are dozens, and people and luck are those of the comparison itself
MOST_SETS = 10_000
CALIBRATED = Path(__file__).with_name("accepted_sets.csv")  # what noaber calibrate accepted, where it is shipped
RANGES = "ranges"  # in place of a file: draw over the declared ranges
FIRST_SEED = 1_000_000  # replicate numbers from here on make the run seeds of parameter sets, apart from those of the comparison
COLUMNS = ("kind", "name", "scenario", "baseline", "outcome", "unit", "difference", "low", "high", "n_pairs", "rank")


@dataclass(frozen=True)
class Asked:
    """What of robustness was asked for: how many sets, and a file of accepted ones."""

    sets: int = SETS
    accepted: str | None = None
    pairs: int = PAIRS

    def pairs_of(self, case, replicates):
        """Return how many pairs a case gets: never more than the comparison itself."""
        wanted = {SHIPPED: replicates, OFF: SWITCHED_PAIRS, ON: SWITCHED_PAIRS}.get(case.kind, self.pairs)
        return min(wanted, replicates)

    def runs(self, cases, scenarios, replicates):
        """Return how many runs all cases but the shipped one take."""
        return len(scenarios) * sum(self.pairs_of(case, replicates) for case in cases if case.kind != SHIPPED)

    @property
    def words(self):
        """The flags that ask for the same, the file without its folder."""
        flags = ["--uncertainty", f"--sets {self.sets}"]
        return flags + ([f"--accepted {Path(self.accepted).name}"] if self.accepted else [f"--accepted {RANGES}"] if CALIBRATED.is_file() else [])


def asked_for(uncertainty):
    """Return the Asked of what `compare(uncertainty=...)` was given, None for nothing; ScenarioError for what cannot be.

    Sets come from the file that is named, else from those a shipped calibration accepted, else from the declared ranges.
    """
    if uncertainty is None or uncertainty is False:
        return None
    own = dict(uncertainty) if isinstance(uncertainty, dict) else {} if uncertainty is True else \
        {"accepted": uncertainty} if isinstance(uncertainty, (str, Path)) else {"sets": uncertainty}
    sets, accepted = own.get("sets", SETS), own.get("accepted")
    if set(own) - {"sets", "accepted"} or isinstance(sets, bool) or not isinstance(sets, int) or not 2 <= sets <= MOST_SETS:
        raise ScenarioError("uncertainty", message=f"expected True, a whole number of sets from 2 to {MOST_SETS:,}, a file of accepted sets, "
                            f'or {{"sets": ..., "accepted": ...}}, got {uncertainty!r:.60}')
    if accepted is None and CALIBRATED.is_file():
        accepted = CALIBRATED
    return Asked(sets, None if accepted is None or str(accepted) == RANGES else str(accepted))


@dataclass(frozen=True)
class Robustness:
    """What came out: `values` maps (number of a case, scenario) to float64 (n_pairs, 3), means over all days of the verdict's outcomes."""

    scenarios: tuple = field(repr=False)
    cases: tuple
    accepted: str | None
    values: dict = field(repr=False)
    failed: tuple = ()
    stopped: bool = False
    idle: tuple = ()  # findings that have no part in the scenarios, and were not switched
    lived: dict | None = None  # of the shipped accepted sets: how many meet which facts when really lived

    def differences(self, case, scenario, baseline, outcome="high_distress", first=None):
        """Return float64 (n_pairs,): the change in one outcome, pair by pair, NaN where a run is missing; `first` keeps so many."""
        column = FAMILY.index(outcome)
        with_change, without = self.values[case, scenario], self.values[case, baseline]
        return (with_change[:, column] - without[:, column])[:first]

    def mean(self, case, scenario, baseline, outcome="high_distress", first=None):
        """Return the mean of these differences, NaN where no pair is whole."""
        each = self.differences(case, scenario, baseline, outcome, first)
        return float(np.mean(each[np.isfinite(each)])) if np.isfinite(each).any() else float("nan")

    def pairs_in(self, *kinds):
        """Return how many pairs the cases of these kinds have."""
        return max((len(self.values[k, self.scenarios[0].name]) for k, case in enumerate(self.cases) if case.kind in kinds), default=0)

    def of_kind(self, *kinds):
        """Return the numbers of the cases of these kinds for which every scenario has results."""
        names = [each.name for each in self.scenarios]
        whole = [all(np.isfinite(self.values[k, name]).any() for name in names) for k in range(len(self.cases))]
        return [k for k, case in enumerate(self.cases) if case.kind in kinds and whole[k]]

    def table(self):
        """Return the DataFrame of robustness.csv: a row for each case, comparison and outcome."""
        import pandas as pd

        rows = [row for k in range(len(self.cases)) for outcome in FAMILY for row in self._rows(k, outcome)]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _rows(self, k, outcome):
        case, unit, compared = self.cases[k], catalogue.find("outcome", outcome).unit, compared_names(self.scenarios)
        found = {names: paired_intervals(self.differences(k, *names, outcome)) for names in compared}
        policies = [float(each[0]) for (_, baseline), each in found.items() if baseline != NO_CRISIS]
        for (scenario, baseline), (mean, low, high, _, n) in found.items():
            if n:
                rank = None if baseline == NO_CRISIS else 1 + sum(other < mean for other in policies)
                yield case.kind, case.name, scenario, baseline, outcome, unit, *map(float, (mean, low, high)), int(n), rank

    def sets(self):
        """Return the DataFrame of parameter_sets.csv: a row for each set with its numbers, in the form of a table of accepted sets."""
        import pandas as pd

        sets = [case for case in self.cases if case.kind in (LEANING, DRAWN)]
        paths = list(dict.fromkeys(path for case in sets for path in case.values))
        return pd.DataFrame([[case.name, *(case.values.get(path) for path in paths)] for case in sets], columns=["set", *paths])


def planned(scenarios, seed, asked):
    """Return (Cases of a study of robustness, what is shipped first; findings that are idle); ScenarioError if the sets cannot be used."""
    accepted = read_accepted(asked.accepted) if asked.accepted else None
    sets = parameter_sets(scenarios, asked.sets, seed, accepted)
    idle = idle_mechanisms(scenarios, run_seed(seed, 0))
    return (Case(SHIPPED, SHIPPED), *sets, *(case for case in switches(scenarios) if case.kind != OFF or case.name not in idle)), idle


def units_of(scenarios, cases, seed, pairs_of):
    """Return (Units to run, [(number of a case, pair)] of each), numbered from 0; `pairs_of(case)` says how many pairs it gets.

    Sets have people and luck of their own, switched findings those of the comparison's first pairs.
    """
    units, places, next_seed = [], [], FIRST_SEED
    for k, case in enumerate(cases):
        if case.kind == SHIPPED:
            continue
        lived, pairs = tuple(case.applied(each) for each in scenarios), pairs_of(case)
        first, next_seed = (0, next_seed) if case.kind in (OFF, ON) else (next_seed, next_seed + pairs)
        for pair in range(pairs):
            units.append(Unit(lived, run_seed(seed, first + pair), len(places)))
            places.append((k, pair))
    return units, places


def robustness_of(ensemble, cases, asked, idle=(), **how):
    """Run every case but the shipped one, which `ensemble` has run, and return the Robustness; `how` is as in `run_units`."""
    def pairs_of(case):
        return asked.pairs_of(case, ensemble.replicates)

    def take(run, place=None):
        k, pair = place or places[run.replicate]
        if run.finished:
            values[k, run.scenario][pair] = _means(run)
        elif k:
            failed.append((run.replicate, f"{cases[k].name}, {run.scenario}: {run.error}"))

    scenarios, failed = ensemble.scenarios, []
    units, places = units_of(scenarios, cases, ensemble.seed, pairs_of)
    values = {(k, each.name): np.full((pairs_of(case), len(FAMILY)), np.nan) for k, case in enumerate(cases) for each in scenarios}
    for each in ensemble.runs:
        take(each, (0, each.replicate))
    whole = run_units(units, take, **how)
    accepted = Path(asked.accepted).name if asked.accepted else None
    lived = lived_sets() if asked.accepted == str(CALIBRATED) else None
    return Robustness(scenarios, cases, accepted, values, tuple(said for _, said in sorted(failed)), not whole, idle, lived)


def _means(run):
    """Return float64 (3,): the mean over all days of each outcome of the verdict, for everyone."""
    totals = [catalogue.find("outcome", name).total for name in run.outcomes]
    everything = window_values(run.table, {"all": np.ones(len(run.table), bool)}, totals)[0, run.groups.index("everyone")]
    return np.array([everything[run.outcomes.index(name)] for name in FAMILY])
