"""Differences between scenarios, pair by pair: the same people with the same luck, with and without a change."""

from dataclasses import dataclass

import numpy as np

from ..core import catalogue
from ..groups import FEWEST_SHOWN
from .intervals import benjamini_hochberg, holm, paired_intervals
from .windows import window_values, windows_of

COLUMNS = ("scenario", "baseline", "group", "outcome", "unit", "window", "difference", "low", "high", "n_pairs",
           "baseline_value", "larger_than_chance", "matters", "direction")
NO_CRISIS = "no_crisis"
FAMILY = ("distress", "loneliness", "high_distress")  # outcomes of the verdict
# The whole interval has to lie beyond this for a difference to matter; an assumption that `compare(matters=...)` changes.
MATTERS = {"SD": 0.01, "share of people": 0.001}


@dataclass(frozen=True)
class Pairs:
    """Two scenarios over the replicates that both finished: values float64 (n_pairs, n_windows, n_groups, n_outcomes)."""

    scenario: str
    baseline: str
    with_change: np.ndarray
    without: np.ndarray
    people: np.ndarray
    runs: tuple
    windows: tuple
    groups: tuple
    outcomes: tuple
    invited: frozenset | None = None  # groups of whom the change invites anybody; None where it does more than invite

    @property
    def differences(self):
        """With the change minus without it, pair by pair."""
        return self.with_change - self.without

    def of(self, outcome, group="everyone", window="all", what="differences"):
        """Return float64 (n_pairs,) for one outcome, group and window."""
        return getattr(self, what)[:, self.windows.index(window), self.groups.index(group), self.outcomes.index(outcome)]

    def people_in(self, outcome, group="everyone"):
        """Return int64 (n_pairs,): people of a group scored for an outcome."""
        return self.people[:, self.groups.index(group), self.outcomes.index(outcome)]


def compared_names(scenarios):
    """Return [(scenario, baseline)]: each policy against the first, then the first against `no_crisis` where that was run."""
    names = [scenario.name for scenario in scenarios]
    policies = [(name, names[0]) for name in names[1:] if name != NO_CRISIS]
    return policies + ([(names[0], NO_CRISIS)] if NO_CRISIS in names[1:] else [])


def all_pairs(ensemble):
    """Return the Pairs of every comparison of an ensemble that has at least one."""
    found = (pairs_of(ensemble, *names) for names in compared_names(ensemble.scenarios))
    return [each for each in found if each is not None]


def pairs_of(ensemble, scenario, baseline):
    """Return the Pairs of two scenarios, or None if no replicate finished in both."""
    windows = windows_of(ensemble.scenarios)
    ours, theirs = ensemble.finished(scenario), ensemble.finished(baseline)
    both = sorted(set(ours) & set(theirs))
    if not both:
        return None
    one = ours[both[0]]
    totals = [catalogue.find("outcome", name).total for name in one.outcomes]
    values = [np.stack([window_values(side[r].table, windows, totals) for r in both]) for side in (ours, theirs)]
    people = np.stack([theirs[r].people_scored for r in both])
    return Pairs(scenario, baseline, *values, people, tuple((ours[r], theirs[r]) for r in both), tuple(windows), one.groups, one.outcomes,
                 _invited([(ours[r], theirs[r]) for r in both]) if _only_invites(ensemble, scenario, baseline) else None)


def _only_invites(ensemble, scenario, baseline):
    """Return whether two scenarios differ in their interventions and in nothing else that a run depends on."""
    hashes = {each.model_copy(update={"intervention": ()}).hash() for each in ensemble.scenarios if each.name in (scenario, baseline)}
    return len(hashes) == 1


def _invited(runs):
    """Return the groups of whom the first of each two runs invites others than the second, None if it invites nobody else."""
    found = set()
    for ours, theirs in runs:
        for name, counts in ours.invited.items():
            before = theirs.invited.get(name, (0,) * len(counts))
            found |= {group for group, now, then in zip(ours.groups, counts, before, strict=True) if now != then}
    return frozenset(found) or None


def effects_of(pairs, matters=None):
    """Return the DataFrame of effects: one row for each comparison, group, outcome and window.

    The mean over pairs of each replicate's own difference (a replicate without anybody in a group is left out), so every
    replicate counts the same. Groups with fewer than 30 people scored over all replicates are not shown; everyone always is.
    """
    import pandas as pd

    frames = [_rows(each, {**MATTERS, **(matters or {})}) for each in pairs]
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    effects = pd.concat(frames, ignore_index=True)
    effects["larger_than_chance"] = pd.array(_larger_than_chance(effects), "boolean")
    return effects[list(COLUMNS)]


def _rows(pairs, matters):
    import pandas as pd

    mean, low, high, p, n = paired_intervals(pairs.differences)
    there = np.isfinite(pairs.differences)
    base = np.where(there, pairs.without, 0.0).sum(axis=0) / np.maximum(n, 1)
    enough = pairs.people.sum(axis=0) >= FEWEST_SHOWN
    enough[pairs.groups.index("everyone")] = True
    window, group, outcome = np.nonzero((n > 0) & enough[None])
    order = np.lexsort((window, outcome, group))
    places = tuple(index[order] for index in (window, group, outcome))
    known = [catalogue.find("outcome", name) for name in pairs.outcomes]

    def column(values, index):
        return np.array(values, object)[places[index]]

    frame = pd.DataFrame({
        "scenario": pairs.scenario, "baseline": pairs.baseline, "group": column(pairs.groups, 1), "outcome": column(pairs.outcomes, 2),
        "unit": column([each.unit for each in known], 2), "window": column(pairs.windows, 0), "difference": mean[places],
        "low": low[places], "high": high[places], "n_pairs": n[places], "baseline_value": base[places], "p": p[places],
        "direction": column([f"{each.better} is better" if each.better != "-" else "-" for each in known], 2)})
    limit = np.array([matters.get(each.unit, np.nan) if each.better != "-" else np.nan for each in known])[places[2]]
    frame["matters"] = pd.array(beyond(frame["low"].to_numpy(), frame["high"].to_numpy(), limit), "boolean")
    return frame


def beyond(low, high, limit):
    """Return True where a whole interval lies beyond a limit on one side of 0, False where not, None where unknown."""
    low, high, limit = np.broadcast_arrays(*np.atleast_1d(low, high, limit))
    return [bool(a > c or b < -c) if np.isfinite([a, b, c]).all() else None for a, b, c in zip(low, high, limit, strict=True)]


def _larger_than_chance(effects):
    """Return True, False or None (no interval) per row: Holm over the verdict's family, Benjamini-Hochberg over all others."""
    p = effects["p"].to_numpy(np.float64)
    family = ((effects["group"] == "everyone") & (effects["window"] == "all") & effects["outcome"].isin(FAMILY)
              & (effects["baseline"] != NO_CRISIS)).to_numpy()
    holds = np.zeros(len(p), bool)
    holds[family], holds[~family] = holm(p[family]), benjamini_hochberg(p[~family])
    return [bool(held) if np.isfinite(each) else None for held, each in zip(holds, p, strict=True)]
