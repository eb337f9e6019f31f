"""How real the networks of the recipe are: circles, contacts, clustering and people with nobody, held against published numbers."""

from dataclasses import dataclass

import numpy as np

from ..core.chance import run_seed
from ..core.layers import CLOSE, IN_PERSON, LAYERS, slot
from ..core.ties import INNER, KIN
from ..run import first_morning, run
from ..timeline.load import load_scenario
from . import network_measures as measures
from .networks_over_time import NETWORKS, LivedTies, pairs_of

DAYS = 28
# Surveys ask how often; assumption: "daily" is said from five days a week on, "weekly" from one.
SAID = {"daily": 5 / 7, "weekly": 1 / 7}
NEAR = 0.2  # assumption: a circle or clustering within a fifth of the published size counts as met
CBS = "Statistics Netherlands 2021, social contacts of persons of 15 and over in 2020"
CIRCLES = "Dunbar 2020, Proc R Soc A 476:20200446"
SURVEYED = "Backer et al. 2021, Eurosurveillance 26(8), 2016-17"


@dataclass(frozen=True)
class Target:
    """A published number: what it is, the value, the range that is accepted, and its source; without a range it is only told."""

    what: str
    published: str
    low: float | None
    high: float | None
    source: str
    unit: str = ""


def _near(what, published, source, unit="people"):
    return Target(what, f"{published:g}", published * (1 - NEAR), published * (1 + NEAR), source, unit)


def _points(what, percent, source):
    return Target(what, f"{percent} %", (percent - 5) / 100, (percent + 5) / 100, source, "share")


def _told(what, unit="people"):
    return Target(what, "", None, None, "", unit)


TARGETS = {
    "support": _near("innermost circle: household and inner close ties", 5, CIRCLES),
    "sympathy": _near("household and all close ties", 15, CIRCLES),
    "band": _near("household, close ties, neighbours and familiar faces", 50, CIRCLES),
    "active": _near("all of these and colleagues, classmates and those one could get to know", 150, CIRCLES),
    "contacts": Target("people met in person a day outside the household, mean", "14.9", 13, 18, SURVEYED, "a day"),
    "contacts 25": Target("people met in person a day outside the household, lower quartile of person-days", "4", 3, 5, SURVEYED, "a day"),
    "contacts 75": Target("people met in person a day outside the household, upper quartile of person-days", "20", 18, 22, SURVEYED, "a day"),
    "all contacts": Target("people met in person a day, household included", "13.4", 11, 18, "Mossong et al. 2008, PLoS Med 5:e74, eight countries", "a day"),
    "family daily": _points("people in contact with family outside the household by any channel: daily", 33, CBS),
    "family weekly": _points("people in contact with family outside the household by any channel: at least weekly", 83, CBS),
    "friends daily": _points("people in contact with friends by any channel: daily", 30, CBS),
    "friends weekly": _points("people in contact with friends by any channel: at least weekly", 76, CBS),
    "neighbours daily": _points("people in contact with neighbours: daily", 12, CBS),
    "neighbours weekly": _points("people in contact with neighbours: at least weekly", 55, CBS),
    "anyone weekly": Target("people in contact with family, friends or neighbours at least weekly", "96 %", 0.94, 0.98, CBS, "share"),
    "inner weekly": Target("inner ties used in a week by any channel", "at least weekly", 0.5, 1.0, CIRCLES, "share"),
    "clustering friends": Target("clustering among friends, average", "0.36 to 0.68", 0.36 * (1 - NEAR), 0.68 * (1 + NEAR),
                                 "friendship in a student hall, two schools and a Dutch class: Freeman et al. 1998, Coleman 1964, Michell & West 1996, Knecht 2008", ""),
    "clustering close": Target("clustering of household and close ties, average", "0.64 to 0.65", 0.64 * (1 - NEAR), 0.65 * (1 + NEAR),
                               "all relations in two villages: Banerjee et al. 2013, Science 341:1236498", ""),
    "clustering known": _told("clustering of all ties used in a week", ""),
    "giant component": _told("people in the largest component of household and close ties", "share"),
    "isolates": _told("people who in a week met or reached nobody they know outside the household", "share"),
    "no friend": _told("people without any friend outside kin", "share"),
    **{f"contacts {layer}": _told(f"met in person a day: {layer}", "a day") for layer in LAYERS},
    **{f"ties {layer}": _told(f"people one is tied to: {layer}") for layer in ("household", "kin", "friends", "neighbourhood", "work_school", "familiar")},
}


def network_realism(people=4_000, replicates=3, seed=1):
    """Return a DataFrame with columns key, what, unit, published, low, high, value, met, source; `met` is None where nothing is published.

    Values are means over replicates of ordinary life, measured over four weeks of `baseline`; persons of 15 and over where the
    source counts those.
    """
    import pandas as pd
    scenario = load_scenario("baseline", people=people, days=DAYS)
    found = [_measured(scenario, run_seed(seed, replicate)) for replicate in range(replicates)]
    rows = []
    for key, target in TARGETS.items():
        value = float(np.mean([each[key] for each in found]))
        met = None if target.low is None else bool(target.low <= value <= target.high)
        rows.append((key, target.what, target.unit, target.published, target.low, target.high, value, met, target.source))
    return pd.DataFrame(rows, columns=["key", "what", "unit", "published", "low", "high", "value", "met", "source"])


def _measured(scenario, seed):
    morning, watch = first_morning(scenario, seed), _Month()
    run(scenario, morning=morning, each=watch)
    return {**_circles(watch.ties, morning.population), **watch.measures(morning.population)}


def _circles(lived, population):
    """Return {key: value} of the ties there are: sizes of circles, ties by layer, clustering."""
    ties, n = population.ties, population.n_people
    awake, by_layer = ties.first_strength > 0, {}
    for name in ("household", "kin", "friends", "neighbourhood", "familiar"):
        by_layer[name] = 2 * (awake & np.isin(lived.layer, list(NETWORKS[name]))).sum() / n
    colleagues = np.bincount(population.groups.of[population.groups.of >= 0]) - 1
    by_layer["work_school"] = float((colleagues * (colleagues + 1)).sum() / n)
    inner = 2 * (awake & (ties.flags & INNER > 0)).sum() / n
    near = by_layer["household"] + by_layer["kin"] + by_layer["friends"]
    band = near + by_layer["neighbourhood"] + by_layer["familiar"]
    friends = (ties.layer == CLOSE) & (ties.flags & KIN == 0)
    pairs = {"friends": friends, "close": ties.layer <= CLOSE}
    shape = {f"clustering {name}": measures.clustering(ties.lower[rows], ties.higher[rows], n)[0] for name, rows in pairs.items()}
    close = ties.lower[pairs["close"]], ties.higher[pairs["close"]]
    return {"support": by_layer["household"] + inner, "sympathy": near, "band": band,
            "active": band + by_layer["work_school"] + 2 * (~awake).sum() / n, **shape,
            "giant component": measures.giant_component_share(*close, n),
            "no friend": float((measures.degrees(ties.lower[friends], ties.higher[friends], n) == 0).mean()),
            **{f"ties {name}": value for name, value in by_layer.items()}}


class _Month:
    """Watches four weeks: contacts of each person-day, and who was met or reached on a day and in a week."""

    def __init__(self):
        self.ties, self._days, self._contacts = None, [], []

    def __call__(self, world, today):
        self.ties = self.ties or LivedTies(world)
        self._days.append(measures.distinct(self.ties.pairs_used(today)))
        self._contacts.append(today.meetings.contacts[:, [slot(layer, IN_PERSON) for layer in range(len(LAYERS))]].copy())

    def measures(self, population):
        """Return {key: value}."""
        contacts, n = np.stack(self._contacts), population.n_people
        outside, grown = contacts[:, :, 1:].sum(axis=2), population.traits.age >= 15
        weeks = [measures.distinct(np.concatenate(self._days[first:first + 7])) for first in range(0, len(self._days) - 6, 7)]

        def with_any(used, *networks):
            return sum(measures.degrees(*pairs_of(used, name, n), n) for name in networks) > 0

        lived, circles = {}, {"family": ("kin",), "friends": ("friends",), "neighbours": ("neighbourhood",), "anyone": ("close", "neighbourhood")}
        for who, networks in circles.items():
            days = np.mean([with_any(used, *networks)[grown] for used in self._days], axis=0)
            lived |= {f"{who} {often}": float((days >= least - 1e-9).mean()) for often, least in SAID.items()}
        ties = population.ties
        inner = measures.distinct(np.flatnonzero(ties.flags & INNER > 0))
        codes = ties.lower[inner].astype(np.int64) * n + ties.higher[inner]
        used = [np.isin(codes, np.add(*(end * scale for end, scale in zip(pairs_of(week, "close", n), (n, 1), strict=True)))).mean() for week in weeks]
        return {**lived, "contacts": outside.mean(), "contacts 25": np.quantile(outside, 0.25), "contacts 75": np.quantile(outside, 0.75),
                "all contacts": contacts.sum(axis=2).mean(), "inner weekly": float(np.mean(used)),
                "isolates": float(np.mean([(~with_any(week, "known outside")).mean() for week in weeks])),
                "clustering known": float(np.mean([measures.clustering(*pairs_of(week, "known", n), n)[0] for week in weeks])),
                **{f"contacts {layer}": contacts[:, :, k].mean() for k, layer in enumerate(LAYERS)}}
