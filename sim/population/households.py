"""Households as published and by quota, with the age and sex of everyone in them."""

from dataclasses import dataclass

import numpy as np

from ..core.chance import key, uniforms
from .declared import HOMES
from .orders import stable_order
from .threads import by_rows

# Statistics Netherlands 37975, private households on 1 January 2020 by size 1, 2, 3, 4, 5 and more.
HOUSEHOLDS_2020 = {1: 3_079_778, 2: 2_610_601, 3: 938_515, 4: 961_314, 5: 407_592}
FIVE_OR_MORE = {5: 0.75, 6: 0.20, 7: 0.05}  # assumption: mean 5.3
# Statistics Netherlands 37296ned, population on 1 January 2019: (from age, below age, persons).
AGES_2019 = ((0, 20, 3_791_838), (20, 40, 4_309_987), (40, 65, 5_866_334), (65, 80, 2_515_184), (80, 100, 798_820))
# assumption, near 2,302,921 households of several without and 2,615,101 with children: kinds of household by size.
KINDS = {1: {"single": 1.0}, 2: {"couple": 0.862, "one_parent": 0.138}, 3: {"couple": 0.056, "parents": 0.83, "one_parent": 0.114},
         4: {"parents": 0.92, "one_parent": 0.08}, 5: {"parents": 1.0}, 6: {"parents": 1.0}, 7: {"parents": 1.0}}
_KIND_NAMES = ("single", "couple", "parents", "one_parent")
SINGLE, COUPLE, PARENTS, ONE_PARENT = range(len(_KIND_NAMES))
# assumption, near persons living alone by age (CBS 37620: 5 % of 10-19, 22 % of 20-21, 33 % of 70-89): (from age, below age, share).
SINGLE_AGES = ((18, 30, 0.19), (30, 45, 0.19), (45, 65, 0.29), (65, 80, 0.21), (80, 98, 0.12))
COUPLE_AGES = ((20, 35, 0.17), (35, 55, 0.15), (55, 65, 0.24), (65, 80, 0.34), (80, 96, 0.10))
OLDEST_CHILD_AT_HOME = 25.0  # assumption


@dataclass(frozen=True)
class Inhabitants:
    """Arrays (n_people,) in order of place: `household` int32, `age` int16 in years, `woman` bool; `size` by household."""

    household: np.ndarray
    age: np.ndarray
    woman: np.ndarray
    size: np.ndarray

    def part(self, rows):
        """Return the same of a slice of people; `size` stays by household."""
        return Inhabitants(self.household[rows], self.age[rows], self.woman[rows], self.size)


def sizes_by_quota(n_people, households=None):
    """Return a dict from household size to number of households, as near to the published shares as n_people allows."""
    published = dict(HOUSEHOLDS_2020 if households is None else households)
    many = published.pop(5, 0)
    for size, share in FIVE_OR_MORE.items():
        published[size] = published.get(size, 0) + many * share
    persons = sum(size * count for size, count in published.items())
    exact = {size: n_people * count / persons for size, count in published.items()}
    whole = {size: int(count) for size, count in exact.items()}
    left = n_people - sum(size * count for size, count in whole.items())
    for size in sorted(exact, key=lambda size: whole[size] - exact[size]):
        if size <= left:
            whole[size] += 1
            left -= size
    whole[1] += left
    return whole


def ages_by_quota(n_people, ages=None):
    """Return float64 (n_people,): sorted ages at the quantiles of the published age groups, even within a group."""
    bands = AGES_2019 if ages is None else ages
    total = sum(count for _, _, count in bands)
    upto = np.cumsum([0] + [count / total for _, _, count in bands])
    place = (np.arange(n_people) + 0.5) / n_people
    band = np.clip(np.searchsorted(upto, place, side="right") - 1, 0, len(bands) - 1)
    inside = (place - upto[band]) / (upto[band + 1] - upto[band])
    last = band == len(bands) - 1
    inside = np.where(last, 1 - np.sqrt(1 - inside), inside)  # the oldest group thins out towards its end
    first, below = np.array([low for low, _, _ in bands]), np.array([high for _, high, _ in bands])
    return first[band] + inside * (below - first)[band]


def inhabitants(n_people, seed, households=None, ages=None):
    """Return the Inhabitants of a place: household sizes and ages by quota, their combination and order by keyed draws."""
    counts = sizes_by_quota(n_people, households)
    sizes = np.repeat(list(counts), list(counts.values()))
    kinds = np.concatenate([_kinds(size, count) for size, count in counts.items()] or [np.array([], np.int8)])
    order = stable_order(uniforms(key(seed, "order of households"), len(sizes)))
    sizes, kinds = sizes[order], kinds[order]
    household = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    rank = np.arange(n_people, dtype=np.int32) - np.repeat((np.cumsum(sizes) - sizes).astype(np.int32), sizes)
    kind, of_household = kinds[household], uniforms(key(seed, "age of household"), len(sizes))
    wished = by_rows(n_people, lambda rows: _wished_ages(seed, household[rows], rank[rows], kind[rows], of_household, rows.start))
    age = np.empty(n_people)
    # Ages follow the published groups exactly: the k-th youngest wish gets the k-th youngest age.
    age[stable_order(wished["age"])] = ages_by_quota(n_people, ages)
    women = by_rows(n_people, lambda rows: _women(seed, rank[rows], kind[rows], wished["is_child"][rows], age[rows], rows.start))
    return Inhabitants(household, age.astype(np.int16), women["woman"], sizes)


def _kinds(size, count):
    shares = KINDS[size]
    upto = np.round(np.cumsum(list(shares.values())) * count).astype(int)
    return np.repeat(np.array([_KIND_NAMES.index(name) for name in shares], np.int8), np.diff(np.concatenate([[0], upto])))


def _from_bands(draws, bands):
    upto = np.cumsum([0.0] + [share for _, _, share in bands])
    upto[-1] = 1.0
    band = np.searchsorted(upto, draws, side="right") - 1
    inside = (draws - upto[band]) / (upto[band + 1] - upto[band])
    first, below = np.array([low for low, _, _ in bands]), np.array([high for _, high, _ in bands])
    return first[band] + inside * (below - first)[band]


def _wished_ages(seed, household, rank, kind, of_household, first):
    of_household = of_household[household]
    own = uniforms(key(seed, "age of person"), len(household), first)
    eldest = of_household * OLDEST_CHILD_AT_HOME
    n_parents = np.select([kind == PARENTS, kind == ONE_PARENT], [np.int8(2), np.int8(1)], np.int8(0))
    is_child = (n_parents > 0) & (rank >= n_parents)
    wished = np.where(kind == SINGLE, _from_bands(own, SINGLE_AGES), _from_bands(of_household, COUPLE_AGES) + HOMES.couple_years * (own - 0.5))
    wished = np.where((n_parents > 0) & ~is_child, eldest + HOMES.parents_older + HOMES.parents_years * (own - 0.5), wished)
    wished = np.where(is_child, np.maximum(eldest - HOMES.sibling_years * (rank - n_parents) - own, 0.01 * own), wished)
    return {"age": wished, "is_child": is_child}


def _women(seed, rank, kind, is_child, age, first):
    draw = uniforms(key(seed, "sex"), len(age), first)
    single = np.where(age >= 70, HOMES.women_alone_old, HOMES.women_alone)
    share = np.select([is_child, kind == SINGLE, kind == ONE_PARENT], [HOMES.girls, single, HOMES.one_parent_women], 0.5)
    couple = ((kind == COUPLE) | (kind == PARENTS)) & ~is_child & (rank < 2)
    return {"woman": np.where(couple, (rank == 0) ^ (draw < HOMES.same_sex), draw < share)}
