"""People as named arrays with one row a person: traits that stay, state that changes, and how changes are applied."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .compiled import compiled
from .feelings import FACETS, decay, saturated_one


class Table:
    """Named arrays with one row a person, read as attributes; `watch` is told each name that is read.

    `absent` maps names that may be missing, because what makes them is switched off, to the array that stands for them.
    """

    __slots__ = ("arrays", "watch", "absent", "__dict__")

    def __init__(self, arrays, watch=None, absent=None):
        hold = super().__setattr__
        hold("arrays", arrays)
        hold("watch", watch)
        hold("absent", absent or {})
        if watch is None:  # they are found as any attribute is then; some 150 are asked for in a step
            hold("__dict__", arrays)

    def __getattr__(self, name):
        """Return the array of that name, or say which names there are."""
        array = self.arrays.get(name, self.absent.get(name))
        if array is None:
            raise AttributeError(f"there is no '{name}' here, only {', '.join(sorted(self.arrays))}")
        if self.watch is not None:
            self.watch(name)
        return array

    def __reduce__(self):
        """Say how a copy is made, in another process too."""
        return Table, (self.arrays, self.watch, self.absent)

    def __setattr__(self, name, value):
        """Refuse: a table is read, and changes are returned to the step."""
        raise AttributeError(f"'{name}' cannot be set: return a contribution instead")

    def __delattr__(self, name):
        """Refuse, for the same reason."""
        raise AttributeError(f"'{name}' cannot be taken away")

    def part(self, rows):
        """Return the same table for a slice of rows, without copying."""
        return Table({name: _rows_of(array, rows) for name, array in self.arrays.items()}, self.watch,
                     {name: _rows_of(array, rows) for name, array in self.absent.items()})

    def lock(self):
        """Make every array read-only."""
        for array in self.arrays.values():
            array.flags.writeable = False


def _rows_of(value, rows):
    return value[rows] if getattr(value, "ndim", 0) else value


@dataclass(frozen=True)
class Quantity:
    """One array of the state: how it starts, what range it keeps, and how contributions change it.

    `rule` is "level" (contributions add up to the level it moves to, at its own rate) or "sum" (they are added).
    `days` names the parameter of `Feelings` with its time constant. `start` is a number or the name of a trait.
    """

    name: str
    rule: str
    start: float | str
    low: float
    high: float
    unit: str
    text: str
    days: str = ""
    saturates: bool = False


def _facet(name, text, days):
    return Quantity(name, "level", 0.0, -6, 6, "SD", f"effect on {text}", days, saturates=True)


QUANTITIES = {quantity.name: quantity for quantity in (
    _facet("low_mood", "low mood", "low_mood_days"),
    _facet("worry", "worry", "worry_days"),
    _facet("emotional_loneliness", "emotional loneliness", "loneliness_days"),
    _facet("social_loneliness", "social loneliness", "loneliness_days"),
    Quantity("need", "level", 0.0, -1, 1, "share", "unmet need for company against the usual; negative is a surplus", "need_days"),
    Quantity("support", "level", "usual_support", 0, 1, "share", "perceived support", "support_days"),
    Quantity("expected_reward", "sum", "expectation", 0, 2, "share of the true reward", "expected reward of talking with strangers"),
    *(Quantity(f"{facet}_relief", "sum", 0.0, -3, 3, "SD", f"what help took off {text} at once; part of its effect")
      for facet, text in (("low_mood", "low mood"), ("worry", "worry"), ("emotional_loneliness", "emotional loneliness"),
                          ("social_loneliness", "social loneliness"))),
)}


def declare_quantity(quantity):
    """Add an array to the state of every run from now on; for mechanisms that need a new quantity."""
    known = QUANTITIES.get(quantity.name)
    if known not in (None, quantity):
        raise ValueError(f"a quantity named '{quantity.name}' exists already")
    QUANTITIES[quantity.name] = quantity
    return quantity


def first_state(traits, n_people):
    """Return a dict of float32 arrays (n_people,): the state on the first morning."""
    return {name: start_of(quantity, traits, n_people) for name, quantity in QUANTITIES.items()}


def start_of(quantity, traits, n_people):
    """Return float32 (n_people,): where a quantity starts, and where a level stays on which nothing acts."""
    start = getattr(traits, quantity.start) if isinstance(quantity.start, str) else quantity.start
    if np.isscalar(start):
        return np.full(n_people, start, np.float32) if start else np.zeros(n_people, np.float32)  # memory comes with the first change of a 0
    return start.astype(np.float32)


def apply_contributions(old, quantity, contributions, length, feelings, scored=None):
    """Return float32 (n_people,): a state array after a step of `length` days.

    `contributions` are float32 arrays in catalogue order; they are added in that order, so the bits do not
    depend on the order in which mechanisms were listed or run. They count for nobody who is not `scored`, bool (n_people,).
    """
    if quantity.rule == "sum" and not contributions:
        return old
    before, last = _all_in_two(contributions, old)
    new = np.empty_like(old)
    _move(old, before, last, EVERYBODY if scored is None else scored, quantity.rule == "sum", quantity.saturates,
          *_bounds(quantity.rule == "sum" or 1 - decay(length, getattr(feelings, quantity.days)), quantity.low, quantity.high), new)
    return new


@lru_cache(maxsize=256)
def _bounds(moved, low, high):
    return np.float32(moved), np.float32(low), np.float32(high)


def _all_in_two(contributions, old):
    """Return two arrays that add up to all contributions, added in their order; the first is one 0 where there is but one."""
    rows = [as_row(each, old.size) for each in contributions]
    if len(rows) < 2:
        return NOTHING, rows[0] if rows else np.zeros_like(old)
    return in_two(rows, np.add)


def in_two(rows, join):
    """Return two arrays of at least two: all but the last, joined in their order by `join`, as np.add, and the last."""
    before = rows[0]
    if len(rows) > 2:
        before = join(rows[0], rows[1])
        for row in rows[2:-1]:
            join(before, row, out=before)
    return before, rows[-1]


def as_row(contribution, n_people):
    """Return a contribution as float32 (n_people,), in the one layout that the kernel is compiled for."""
    if isinstance(contribution, np.ndarray) and contribution.dtype is FLOAT32 and contribution.shape == (n_people,) and contribution.flags.carray:
        return contribution
    return np.full(n_people, contribution, np.float32)


BLOCK = 1024  # people at once
EVERYBODY, NOTHING, FLOAT32 = np.ones(1, np.bool_), np.zeros(1, np.float32), np.dtype(np.float32)


@compiled
def _move(old, before, last, scored, is_sum, saturates, moved, low, high, new):
    everyone = scored.size < new.size  # or it is one person, who is scored
    alone = before.size < new.size
    # Step by step over few people, so that the compiler can do several at once: one loop with all that may be asked for keeps it from that.
    for block in range(0, new.size, BLOCK):
        goal, start, end = new[block:block + BLOCK], old[block:block + BLOCK], last[block:block + BLOCK]
        if alone:
            for k in range(goal.size):
                goal[k] = np.float32(0) + end[k]
        else:
            begun = before[block:block + BLOCK]
            for k in range(goal.size):
                goal[k] = begun[k] + end[k]
        if not everyone:
            is_scored = scored[block:block + BLOCK]
            for k in range(goal.size):
                goal[k] = goal[k] if is_scored[k] else np.float32(0)
        if saturates:
            for k in range(goal.size):
                goal[k] = saturated_one(goal[k])
        if is_sum:
            for k in range(goal.size):
                goal[k] = start[k] + goal[k]
        else:
            for k in range(goal.size):
                goal[k] = start[k] + moved * (goal[k] - start[k])
        for k in range(goal.size):
            number = low if goal[k] < low else goal[k]
            goal[k] = high if number > high else number


def product_within(before, last, low, high):
    """Return float32 (n_people,): the product of two such arrays, not below `low` nor above `high`; NaN stays, and a zero keeps its sign."""
    product = np.empty_like(last)
    _multiply_within(before, last, np.float32(low), np.float32(high), product)
    return product


@compiled
def _multiply_within(before, last, low, high, product):
    for k in range(product.size):
        number = before[k] * last[k]
        number = low if number < low else number
        product[k] = high if number > high else number


FELT_FROM = (*FACETS, *(f"{facet}_relief" for facet in FACETS))


def felt(traits, state, fluctuation, feelings):
    """Return a dict of float32 arrays (n_people,): distress and loneliness, their effects and deviations from the trait."""
    out = {}
    for name, first, scale in (("distress", 0, feelings.distress_scale), ("loneliness", 2, feelings.loneliness_scale)):
        facets = FACETS[first:first + 2]
        parts = [state[each] for each in (*facets, *(f"{facet}_relief" for facet in facets))]
        trait = np.ascontiguousarray(getattr(traits, f"trait_{name}"))
        made = {each: np.empty(trait.size, np.float32) for each in (name, f"{name}_effect", f"{name}_deviation")}
        _feel(trait, *parts, fluctuation, first, np.float32(0.5 / scale), *made.values())
        out |= made
    return out


def facet_level(traits, state, fluctuation, facet):
    """Return float32 (n_people,): one facet as felt, in its own SD: trait, ordinary fluctuation, effect, and what help took off at once."""
    wave = fluctuation[:, FACETS.index(facet)]
    return getattr(traits, f"trait_{facet}") + wave + state[facet] + state[f"{facet}_relief"]


@compiled
def _feel(trait, one, other, relief_of_one, relief_of_other, fluctuation, first, share, level, effect, deviation):
    # Two loops, and unsigned columns that cannot count from the end, so that the compiler can do several people at once; between them `deviation` holds the fluctuation alone.
    one_column, other_column = np.uint64(first), np.uint64(first) + np.uint64(1)
    for i in range(trait.size):
        deviation[i] = (fluctuation[i, one_column] + fluctuation[i, other_column]) * share
    for i in range(trait.size):
        moved = (one[i] + other[i]) * share + (relief_of_one[i] + relief_of_other[i]) * share
        effect[i] = moved
        level[i] = trait[i] + deviation[i] + moved
        deviation[i] += moved
