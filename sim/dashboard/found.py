"""What was found on a question, as plain numbers and texts: small enough to keep, and the same whoever asks."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import numpy as np
from scipy.stats import t as student

NO_CRISIS = "no_crisis"


@dataclass(frozen=True)
class Found:
    """The answer so far: `verdict` is that of `compare`, `lines` mean stress a day by scenario with its 95 % interval."""

    pairs: int
    people: int
    seed: int
    days: int
    command: str
    verdict: dict = field(repr=False)
    lines: dict = field(repr=False)

    def document(self) -> dict:
        """Return it as a dict that JSON can hold."""
        return asdict(self)

    @property
    def crisis(self) -> dict:
        """What the crisis did over all days, by outcome; empty without a crisis."""
        return (self.verdict.get("crisis") or {}).get("all", {})

    @property
    def policies(self) -> list[dict]:
        """The policies, the most helpful first."""
        return self.verdict["policies"]

    def policy(self, name: str) -> dict | None:
        """Return one policy by name, or None."""
        return next((each for each in self.policies if each["name"] == name), None)


def found_in(answer, seed: int) -> Found:
    """Return what an Answer of `compare` says."""
    first = answer.scenarios[0]
    runs = {each.name: list(answer.ensemble.finished(each.name).values()) for each in answer.scenarios}
    return Found(
        pairs=answer.ensemble.replicates,
        people=answer.verdict["n_people"],
        seed=seed,
        days=first.days,
        command=answer.command,
        verdict=answer.verdict,
        lines={name: line_over(of_name, "distress") for name, of_name in runs.items() if of_name},
    )


def line_over(runs: list, outcome: str) -> dict:
    """Return the mean over runs of an outcome of everyone, step by step, and the interval of that mean."""
    group, column = runs[0].groups.index("everyone"), runs[0].outcomes.index(outcome)
    values = np.array([run.table[:, group, column] for run in runs])
    mean, n = values.mean(axis=0), len(runs)
    line = {"mean": _numbers(mean)}
    if n > 1:
        half = student.ppf(0.975, n - 1) * values.std(axis=0, ddof=1) / np.sqrt(n)
        line |= {"low": _numbers(mean - half), "high": _numbers(mean + half)}
    return line


def _numbers(values: np.ndarray) -> list[float | None]:
    """Return values for the chart, one place later: the value of a step is that at its end, as the live line has it."""
    return [None, *(None if np.isnan(value) else round(float(value), 5) for value in values)]


def interval_of(effect: dict, enough: int) -> tuple[float, float] | None:
    """Return the interval of an effect, or None where there are too few pairs to show one."""
    if effect["n_pairs"] < enough or effect["low"] is None:
        return None
    return effect["low"], effect["high"]
