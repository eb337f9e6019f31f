"""Groups of people, fixed on the first morning, and sums over them."""

from dataclasses import dataclass

import numpy as np

from .core.compiled import compiled
from .core.feelings import HIGH_DISTRESS, LONELY
from .outcomes import OF_AGE, count_close_ties

AGES = ((0, 11), (12, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64), (65, 74))
FEW_CLOSE_TIES = 3
FEWEST_SHOWN = 30
WORST_TENTH = 1.2816  # standard normal quantile of 0.9


@dataclass(frozen=True)
class Groups:
    """Named groups over one population: `masks` bool (n_groups, n_people), worked with as cells that share all memberships.

    Of a stack with `start`, int64 (n_members + 1,), all numbers are given by member: what has n_groups rows has (n_members, n_groups).
    """

    names: tuple
    masks: np.ndarray
    cell: np.ndarray
    membership: np.ndarray
    ages: np.ndarray
    start: np.ndarray | None = None

    @property
    def _n_members(self):
        return 1 if self.start is None else len(self.start) - 1

    @property
    def sizes(self):
        """People in each group."""
        return {name: int(mask.sum()) for name, mask in zip(self.names, self.masks, strict=True)}

    def scored(self, of):
        """Return int64 (n_groups,): people of each group who are old enough to be scored."""
        return self.counted(self.ages >= OF_AGE[of])

    def counted(self, those):
        """Return int64 (n_groups,): how many of those, bool (n_people,), are in each group."""
        if self.start is None:
            return (self.masks & those).sum(axis=1)
        return np.array([(self.masks[:, begin:end] & those[begin:end]).sum(axis=1) for begin, end in zip(self.start, self.start[1:], strict=False)])

    def sums(self, values):
        """Return float64 (n_groups, n_values) of sums over groups of float64 (n_values, n_people), added in row order."""
        by_cell = self.nothing(len(values))
        self.add(values, by_cell)
        return self.joined(by_cell)

    def nothing(self, n_values):
        """Return float64 (n_members * n_cells, n_values), sums over nobody as yet."""
        return np.zeros((self._n_members * len(self.membership), n_values))

    def add(self, values, by_cell, first=0):
        """Add float64 (n_values, n) of the people from `first` on to sums over cells, in row order."""
        _sum_cells(self.cell[first:first + values.shape[1]], values, by_cell)

    def joined(self, by_cell):
        """Return float64 (n_groups, n_values): sums over groups from sums over cells."""
        out = np.zeros((self._n_members, len(self.names), by_cell.shape[1]))
        _sum_groups(self.membership, by_cell, out)
        return out[0] if self.start is None else out


@compiled
def put_scored(found, old_enough, values):
    """Write what was found of people into float64 `values`, 0 for those who are not old enough to be scored."""
    for k in range(values.size):
        number = np.float64(found[k])  # read of everybody, so that the compiler can do several at once
        values[k] = number if old_enough[k] else 0.0


@compiled
def _sum_cells(cell, values, by_cell):
    n_values = by_cell.shape[1]
    in_fours = n_values - n_values % 4
    # Four values side by side: their sums need not wait for one another, as those of one cell do.
    for v in range(0, in_fours, 4):
        for k in range(cell.size):
            c = cell[k]
            by_cell[c, v] += values[v, k]
            by_cell[c, v + 1] += values[v + 1, k]
            by_cell[c, v + 2] += values[v + 2, k]
            by_cell[c, v + 3] += values[v + 3, k]
    for v in range(in_fours, n_values):
        for k in range(cell.size):
            by_cell[cell[k], v] += values[v, k]


@compiled
def _sum_groups(membership, by_cell, out):
    for m in range(out.shape[0]):
        first = m * membership.shape[0]
        for c in range(membership.shape[0]):
            for g in range(membership.shape[1]):
                if membership[c, g]:
                    for v in range(by_cell.shape[1]):
                        out[m, g, v] += by_cell[first + c, v]


def first_morning_groups(population, feelings, members=None):
    """Return the Groups of a population, from traits and first ties alone; by member, where it is a stack with Members."""
    traits = population.traits
    age, scored = traits.age, traits.age >= 12
    named = {"everyone": np.ones(population.n_people, bool)}
    named |= {f"age {low}-{high}": (age >= low) & (age <= high) for low, high in AGES}
    named |= {"age 75+": age >= 75, "women": traits.woman, "men": ~traits.woman, "living alone": traits.lives_alone,
              "parents of children under 12": traits.child_under_12, "students": traits.student,
              "few close ties": count_close_ties(population, population.ties.first_strength) < FEW_CLOSE_TIES,
              "low mood": scored & low_mood(traits, feelings), "worst_off_tenth": scored & worst_off(traits, feelings)}
    masks = np.stack(list(named.values()))
    cell, membership = _cells(masks)
    if members is None:
        return Groups(tuple(named), masks, cell, membership, age)
    member = np.repeat(np.arange(members.n_members), np.diff(members.people))
    return Groups(tuple(named), masks, cell + member * len(membership), membership, age, members.people)


def _cells(masks):
    """Return (int64 (n_people,), bool (n_cells, n_groups)): each person's cell, and of which groups its people are; by whole numbers, not by sorting people."""
    places, members_of = np.arange(len(masks))[::-1], np.zeros(masks.shape[1], np.int64)
    for place, mask in zip(places, masks, strict=True):
        members_of |= mask.astype(np.int64) << place
    there = np.bincount(members_of, minlength=1 << len(masks)) > 0
    return (there.cumsum() - 1)[members_of], (np.flatnonzero(there)[:, None] >> places & 1).astype(bool)


def low_mood(traits, feelings):
    """Return bool (n_people,): trait distress in the top 11.5 % of the population before the crisis."""
    return traits.trait_distress > np.float32(HIGH_DISTRESS * feelings.distress_trait_share**0.5)


def worst_off(traits, feelings):
    """Return bool (n_people,): the tenth with the highest sum of trait distress and trait loneliness."""
    shares = feelings.distress_trait_share, feelings.loneliness_trait_share
    spread = (sum(shares) + 2 * feelings.distress_loneliness_r * (shares[0] * shares[1]) ** 0.5) ** 0.5
    return traits.trait_distress + traits.trait_loneliness > np.float32(WORST_TENTH * spread)


def eligible(world, who, name):
    """Return bool (n_people,): whom an intervention is for, judged on the first morning; a tuple of Who is an "or"."""
    if isinstance(who, tuple):
        return np.any([eligible(world, each, f"{name} {k}") for k, each in enumerate(who)], axis=0)
    population, traits, feelings = world.population, world.population.traits, world.scenario.feelings
    judged = {
        "age_min": lambda value: traits.age >= value, "age_max": lambda value: traits.age <= value,
        "sex": lambda value: traits.woman == (value == "woman"), "area": lambda value: world.members.joined(lambda each: np.isin(each.traits.area, value)),
        "few_close_ties": lambda value: (count_close_ties(population, population.ties.first_strength) < FEW_CLOSE_TIES) == value,
        "low_mood": lambda value: ((traits.age >= 12) & low_mood(traits, feelings)) == value,
        "lonely": lambda value: (world.feelings_now()["loneliness"] > LONELY) == value,
        "share": lambda value: world.members.uniforms(f"who {name}") < value,
    }
    holds = np.ones(population.n_people, bool)
    for field in type(who).model_fields:
        value = getattr(who, field)
        if value is not None:
            holds &= judged[field](value) if field in judged else getattr(traits, field) == value
    return holds
