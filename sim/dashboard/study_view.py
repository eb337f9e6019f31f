"""What of a study is looked at: which outcome, span of time, group and quantity, over which factors; read from a link and written to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from .. import SweepResults
from .study_names import NO_CRISIS

KEYS = ("outcome", "window", "group", "about", "across", "up")
PLACE = "study.view"  # in the address: one entry for all of it
_BETWEEN = "|"


@dataclass(frozen=True)
class View:
    """One look at a study; `up` is empty where only one factor is shown."""

    outcome: str = ""
    window: str = "all"
    group: str = "everyone"
    about: str = ""
    across: str = ""
    up: str = ""

    def changed(self, results: SweepResults, key: str, value: str) -> View:
        """Return the view with another value of one key; what cannot be chosen changes nothing."""
        if key not in KEYS or value not in choices(results)[key]:
            return self
        wish = {**asdict(self), key: value}
        if wish["across"] == wish["up"]:
            wish["up" if key == "across" else "across"] = self.across if key == "up" else self.up
        return view_of(results, wish)

    def packed(self) -> str:
        """Return it as one text for a link."""
        return _BETWEEN.join(getattr(self, key) for key in KEYS)


def unpacked(text: str) -> dict[str, str]:
    """Return what a link wishes; anything may stand in it."""
    return dict(zip(KEYS, text[:600].split(_BETWEEN), strict=False))


def choices(results: SweepResults) -> dict[str, list[str]]:
    """Return what can be chosen for each key, what is usual first."""
    others = results.cases[1:]
    levels, changes = [f"in:{each}" for each in results.cases], [f"by:{each}" for each in others]
    about = [*changes, *levels] if others and others[0] != NO_CRISIS else [*levels[:1], *changes, *levels[1:]]
    outcomes = [each for each in results.told_outcomes if each in results.outcomes]
    factors = [each.label for each in results.factors]
    spread = results.study.design.kind != "one_at_a_time"  # else no two factors ever move together
    return {
        "outcome": outcomes,
        "window": sorted(results.windows, key=lambda name: name != "all"),
        "group": sorted(results.groups, key=lambda name: name != "everyone"),
        "about": about,
        "across": factors,
        "up": [*factors[1:], *factors[:1], ""] if len(factors) > 1 and spread else [""],
    }


def view_of(results: SweepResults, wish: Mapping[str, str]) -> View:
    """Return the view that was wished, as far as this study has it; what is usual for the rest."""
    found = {}
    for key, possible in choices(results).items():
        wished = wish.get(key, possible[0] if possible else "")
        found[key] = wished if wished in possible else possible[0] if possible else ""
    if found["up"] == found["across"] and found["up"]:
        found["up"] = next((each for each in choices(results)["up"] if each != found["across"]), "")
    return View(**found)


def quantity(results: SweepResults, view: View) -> np.ndarray:
    """Return the quantity looked at, float64 (n_points, n_replicates): an outcome, or what a scenario changes in it."""
    kind, _, case = view.about.partition(":")
    values = results.values(view.outcome, view.window, view.group)
    own = values[..., results.cases.index(case)]
    return own if kind == "in" else own - values[..., 0]


def quantity_name(results: SweepResults, view: View) -> str:
    """Return what `sim.sensitivity_of` calls the quantity looked at."""
    kind, _, case = view.about.partition(":")
    return f"{view.outcome} in {case}" if kind == "in" else f"{view.outcome}, {case} less {results.cases[0]}"
