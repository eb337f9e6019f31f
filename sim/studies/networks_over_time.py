"""The network that is lived, week by week: who met or reached whom, counted, joined into components, and correlated."""

from collections import deque

import numpy as np

from ..core.layers import CHANNELS, CLOSE, ENCOUNTERS, HOUSEHOLD, IN_PERSON, LAYERS, NEIGHBOURHOOD, WORK_SCHOOL
from ..core.ties import KIN
from ..groups import first_morning_groups
from ..outcomes import OF_AGE
from ..population.networks import pairs_within
from . import network_measures as measures
from .ensemble import FEWEST_REAL

# Each pair used is written as one number: layer and whether remote in the top bits, then the pair, so that sorting gathers
# each layer. Friends are apart from kin, who keep the number of `close`.
FRIENDS, KIND_BIT, PAIR = len(LAYERS), 56, (1 << 56) - 1
KINDS = {"household": {HOUSEHOLD}, "kin": {CLOSE}, "friends": {FRIENDS}, "neighbourhood": {NEIGHBOURHOOD}, "work_school": {WORK_SCHOOL},
         "familiar": {LAYERS.index("familiar")}, "encounters": {ENCOUNTERS}}
WHOLE = set().union(*KINDS.values())
NETWORKS = {**KINDS, "close": {CLOSE, FRIENDS}, "known": WHOLE - {ENCOUNTERS}, "known outside": WHOLE - {ENCOUNTERS, HOUSEHOLD},
            "outside": WHOLE - {HOUSEHOLD}}
SHAPED = ("known", "close", "friends")  # networks whose shape and likeness are reported
APART = ("outside", "known outside", "friends")  # networks in which people with nobody are counted
LONG = 4  # the long window is so many short ones: 28 days of 7
COLUMNS = ("step", "time", "days", "measure", "layer", "group", "value")


class NetworksOverTime:
    """Watches a run, `run(scenario, each=watch)`, and measures every `every` days which ties were used in them.

    `table()` gives a DataFrame with columns step, time, days (length of the window), measure, layer, group, value:

    * `degree`, `degree_in_person`: people met or reached, mean by layer, in 7 and in 28 days;
    * `isolates`, `isolates_in_person`: share of people of a group who met or reached nobody of a network ("outside": outside the
      household, strangers included; "known outside": without them; "friends");
    * `giant_component`, `clustering`, `transitivity` as in network_measures;
    * `assortativity_distress`, `assortativity_loneliness`: Pearson over the ties used, persons of 12 and 15 and over;
    * `strength`: mean strength of the ties there were on the first morning, whether used or not.
    """

    def __init__(self, every=7):
        self.every, self.rows = every, []
        self._today, self._weeks, self._known = [], deque(maxlen=LONG), None

    def __call__(self, world, today):
        """Take in a step; at the end of each `every` days measure."""
        self._known = self._known or LivedTies(world)
        self._today.append(self._known.pairs_used(today))
        clock = today.clock
        if (clock.day + 1) % self.every or clock.hour not in (None, 23):
            return
        self._weeks.append(measures.distinct(np.concatenate(self._today)))
        self._today = []
        self._measure(today, self._weeks[-1], self.every, shape=True)
        if len(self._weeks) == LONG:
            self._measure(today, measures.distinct(np.concatenate(self._weeks)), self.every * LONG, shape=False)

    def table(self):
        """Return the DataFrame of all measures so far."""
        import pandas as pd
        return pd.DataFrame(self.rows, columns=list(COLUMNS))

    def _measure(self, today, used, days, shape):
        def put(measure, layer, value, group="everyone"):
            self.rows.append((today.clock.step, today.clock.time, days, measure, layer, group, float(value)))

        def split(used, layer, in_person=False):
            return pairs_of(used, layer, today.n_people, in_person)

        for layer in NETWORKS:
            for measure, pairs in (("degree", split(used, layer)), ("degree_in_person", split(used, layer, in_person=True))):
                put(measure, layer, 2 * len(pairs[0]) / today.n_people)
        if not shape:
            return
        for layer in APART:
            for measure, in_person in (("isolates", False), ("isolates_in_person", True)):
                alone = measures.degrees(*split(used, layer, in_person), today.n_people) == 0
                for group, share in self._known.shares(alone):
                    put(measure, layer, share, group)
        for layer in SHAPED:
            for measure, value in shape_of(split(used, layer), today).items():
                put(measure, layer, value)
        for layer, strength in self._known.strengths(today.strength):
            put("strength", layer, strength)


def shape_of(pairs, today):
    """Return {measure: value}: giant component, clustering and assortativity of a network of pairs."""
    age, n_people = today.traits.age, today.n_people
    average, transitivity = measures.clustering(*pairs, n_people)
    alike = {f"assortativity_{feeling}": measures.assortativity(*pairs, getattr(today.feelings, feeling), age >= OF_AGE[of])
             for feeling, of in (("distress", "12+"), ("loneliness", "15+"))}
    return {"giant_component": measures.giant_component_share(*pairs, n_people), "clustering": average, "transitivity": transitivity,
            **alike}


def pairs_of(used, network, n_people, in_person=False):
    """Return (lower, higher) of the distinct pairs of a network among sorted numbers of pairs used, see LivedTies."""
    wanted = [2 * kind + remote for kind in NETWORKS[network] for remote in ((0,) if in_person else (0, 1))]
    first = np.searchsorted(used, np.array(wanted, np.int64) << KIND_BIT)
    last = np.searchsorted(used, np.array(wanted, np.int64) + 1 << KIND_BIT)
    pairs = [used[low:high] & PAIR for low, high in zip(first, last, strict=True) if high > low]
    pairs = pairs[0] if len(pairs) == 1 else measures.distinct(np.concatenate([*pairs, np.empty(0, np.int64)]))
    return pairs // n_people, pairs % n_people


class LivedTies:
    """Tells who met or reached whom in the steps of a run, as numbers of pairs; `layer` is that of each tie, friends apart from kin."""

    def __init__(self, world):
        population = self.population = world.population
        self.n_people = population.n_people
        ties = population.ties
        self.layer = np.where((ties.layer == CLOSE) & (ties.flags & KIN == 0), FRIENDS, ties.layer).astype(np.int64)
        self.pairs = self._coded(ties.lower, ties.higher, self.layer, 0)
        awake = ties.first_strength > 0  # a dormant tie is between people who do not know each other yet
        self._tied = dict(zip((self.pairs[awake] & PAIR).tolist(), self.layer[awake].tolist(), strict=True))
        self._in_groups = {}
        self._groups = first_morning_groups(population, world.scenario.feelings)

    def _coded(self, lower, higher, layer, remote):
        return ((2 * np.int64(layer) + remote) << KIND_BIT) | (lower.astype(np.int64) * self.n_people + higher)

    def pairs_used(self, today):
        """Return int64: the pairs who met or reached each other in a step, as numbers."""
        meetings = today.meetings
        used = [self.pairs[rows] | self._remote(place) for place, rows in meetings.over_ties]
        for place, groups, now, _ in meetings.in_groups:
            one, two, pairs = self._pairs_in(groups, place // len(CHANNELS))
            used.append(pairs[now[one] & now[two]] | self._remote(place))
        if meetings.by_chance:
            lower, higher, tie = meetings.by_chance
            used.append(self._coded(lower, higher, np.where(tie < 0, ENCOUNTERS, self.layer[tie]), 0))
        return np.concatenate(used)

    @staticmethod
    def _remote(place):
        return np.int64(place % len(CHANNELS) != IN_PERSON) << KIND_BIT

    def _pairs_in(self, groups, layer):
        """Return (one, two, numbers) of all pairs of a kind of groups; those who are tied count as their tie."""
        if id(groups) not in self._in_groups:
            one, two = pairs_within(groups.of)
            lower, higher = np.minimum(one, two), np.maximum(one, two)
            kinds = np.array([self._tied.get(pair, layer) for pair in (lower * self.n_people + higher).tolist()], np.int64)
            self._in_groups[id(groups)] = lower, higher, self._coded(lower, higher, kinds, 0)
        return self._in_groups[id(groups)]

    def shares(self, holds):
        """Return [(group, share of its people of whom it holds)], groups in which single people could be recognised left out."""
        sums = self._groups.sums(holds[None].astype(np.float64))[:, 0]
        return [(name, total / size) for (name, size), total in zip(self._groups.sizes.items(), sums, strict=True)
                if size >= FEWEST_REAL or name == "everyone"]

    def strengths(self, strength):
        """Return [(layer, mean strength of the ties there were on the first morning)]."""
        there = self.population.ties.first_strength > 0
        return [(name, strength[mine].mean(dtype=np.float64)) for name, kinds in KINDS.items()
                if name != "household" and (mine := there & np.isin(self.layer, list(kinds))).any()]
