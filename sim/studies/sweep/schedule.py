"""Every run of a plan in the order in which they are run, under its hash: made once, in one pass, also for hundreds of thousands."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from .identity import RUN_DIGITS


@dataclass(frozen=True)
class Schedule:
    """Units in order: `points`, `replicates` and `seeds` int64 (n_units,); `runs` a list of hashes, those of a unit's cases side by side."""

    points: np.ndarray
    replicates: np.ndarray
    seeds: np.ndarray
    runs: list
    n_cases: int

    @cached_property
    def distinct(self):
        """The hashes without those that two points share, as keys of a dict in order."""
        return dict.fromkeys(self.runs)

    def units(self):
        """Give (point, replicate, hashes of its cases) of each unit."""
        n = self.n_cases
        for k, (point, replicate) in enumerate(zip(self.points.tolist(), self.replicates.tolist(), strict=True)):
            yield point, replicate, self.runs[k * n:(k + 1) * n]

    def unit(self, k):
        """Return what `units` gives as number k."""
        return int(self.points[k]), int(self.replicates[k]), self.runs[k * self.n_cases:(k + 1) * self.n_cases]


def schedule_of(plan):
    """Return the Schedule of a plan; each hash is that of `run_hash`."""
    units = np.array(list(plan.units()), np.int64).reshape(-1, 2)
    points, replicates = units.T
    chosen, place = np.unique(replicates, return_inverse=True)
    seeds = np.array([plan.seed_of(replicate) for replicate in chosen.tolist()], np.int64)[place]
    heads = [[scenario.encode() for scenario in row] for row in plan.hashes]
    tail, runs, last = f" {plan.code} {plan.kept}".encode(), [], None
    for point, seed in zip(points.tolist(), seeds.tolist(), strict=True):
        if seed != last:
            last, end = seed, b" %d" % seed + tail
        runs += [sha256(head + end).hexdigest()[:RUN_DIGITS] for head in heads[point]]
    return Schedule(points, replicates, seeds, runs, len(plan.cases))
