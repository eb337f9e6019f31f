"""What we report: one function of a step, a unit, a label and a direction each."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Callable, ClassVar

import numpy as np

from .core.catalogue import add
from .core.compiled import compiled
from .core.feelings import HIGH_DISTRESS, LONELY, STRONGLY_LONELY
from .core.layers import CHANNELS, CLOSE, HOUSEHOLD, IN_PERSON, LAYERS, slot
from .core.tie_ends import person_of

AT_ONCE = 128  # ties that are looked over at once
CLOSE_FROM = 0.2  # a close tie counts from this strength
OF_AGE = {"everyone": 0, "12+": 12, "15+": 15}


@dataclass(frozen=True)
class Outcome:
    """A reported number.

    `of_step(today)` returns (n_people,) values, one number for all, or a pair of arrays whose sums are divided. `better` is "lower",
    "higher" or "-"; a `total` is summed over the days of a window, others are averaged; `of` is "everyone", "12+" or "15+".
    """

    shelf: ClassVar[str] = "outcome"
    name: str
    label: str
    unit: str
    better: str
    of_step: Callable
    of: str = "everyone"
    total: bool = False


def outcome(name, *, label, unit, better, of="everyone", total=False):
    """Return a decorator that puts a function of a step on the list of outcomes."""
    def put(function):
        add(Outcome(name, label, unit, better, function, of, total))
        return function
    return put


@outcome("distress", label="stress", unit="SD", better="lower", of="12+")
def distress(today):
    """Latent distress in SD of the population before the crisis."""
    return today.feelings.distress


@outcome("loneliness", label="loneliness", unit="SD", better="lower", of="15+")
def loneliness(today):
    """Latent loneliness in SD of the population before the crisis."""
    return today.feelings.loneliness


@outcome("need", label="unmet need for company", unit="share", better="lower")
def need(today):
    """Positive part of need."""
    return np.maximum(today.state.need, 0)


@outcome("high_distress", label="high distress", unit="share of people", better="lower", of="12+")
def high_distress(today):
    """People whose distress is above the level of MHI-5 below 60."""
    return today.feelings.distress > HIGH_DISTRESS


@outcome("lonely", label="somewhat or strongly lonely", unit="share of people", better="lower", of="15+")
def lonely(today):
    """People above the cut of somewhat lonely."""
    return today.feelings.loneliness > LONELY


@outcome("strongly_lonely", label="strongly lonely", unit="share of people", better="lower", of="15+")
def strongly_lonely(today):
    """People above the cut of strongly lonely."""
    return today.feelings.loneliness > STRONGLY_LONELY


@outcome("high_distress_days", label="days with high distress", unit="days per person", better="lower", of="12+", total=True)
def high_distress_days(today):
    """Days lived with high distress."""
    return (today.feelings.distress > HIGH_DISTRESS) * today.dt


IN_PERSON_OUTSIDE = np.array([slot(layer, IN_PERSON) for layer in range(len(LAYERS)) if layer != HOUSEHOLD])
REMOTE = np.array([slot(layer, channel) for layer in range(len(LAYERS)) for channel in range(len(CHANNELS)) if channel != IN_PERSON])


@outcome("contacts_in_person", label="people met in person outside the household", unit="per person per day", better="higher")
def contacts_in_person(today):
    """Distinct people met in person, household left out."""
    return _counted(today, IN_PERSON_OUTSIDE) / today.dt


@outcome("contacts_remote", label="people reached by phone, text or video", unit="per person per day", better="higher")
def contacts_remote(today):
    """People reached by phone, text or video, counted by channel."""
    return _counted(today, today.once_a_step("remote slots", lambda: np.array(sorted(today.meetings.decided_on.intersection(REMOTE.tolist())), np.int64))) / today.dt


def _counted(today, slots):
    counts = np.zeros(today.n_people, np.int64)
    _count_contacts(today.meetings.contacts, slots, counts)
    return counts


@compiled
def _count_contacts(contacts, slots, counts):
    for place in slots:
        for i in range(counts.size):
            counts[i] += contacts[i, place]


@outcome("company", label="company", unit="share of usual", better="higher")
def company(today):
    """Company had, as a share of what is usual for these people."""
    if "company" not in today.received.arrays:
        return np.ones(today.n_people)
    return today.received.company * (1 / today.dt), today.usual_day.company


@outcome("support", label="perceived support", unit="share", better="higher")
def support(today):
    """Perceived support, 0 to 1."""
    return today.state.support


@outcome("close_ties", label="close ties", unit="per person", better="higher")
def close_ties(today):
    """Friends and kin outside the household with a tie of strength 0.2 or more."""
    return today.of_all("close ties", lambda: _close_ties_now(today))


def _close_ties_now(today):
    """Return float64 (n_people,): close ties, counted once in a world and from then on where a tie became close or ceased to be."""
    ties, rows = today.population.ties, today.population.ties.of_layer(CLOSE)
    counts, were_close = today.once("close ties", lambda: (np.zeros(today.population.n_people, np.int32), np.zeros(rows.stop - rows.start, np.bool_)))
    recount_strong(ties.start[CLOSE], ties.higher, today.strength, CLOSE_FROM, were_close, counts)
    ties.let_go(rows)
    return counts.astype(np.float64)


def count_close_ties(population, strength):
    """Return float64 (n_people,): close ties of strength 0.2 or more."""
    ties, counts = population.ties, np.zeros(population.n_people)
    count_strong(ties.start[CLOSE], ties.higher, strength, CLOSE_FROM, counts)
    ties.let_go(ties.of_layer(CLOSE))
    return counts


@compiled
def count_strong(row_start, higher, strength, least, counts):
    """Add to `counts`, for both ends, the ties of a layer with strength `least` or more; `row_start` is the layer's part of Ties.start."""
    for i in range(row_start.size - 1):
        count = 0.0
        for t in range(row_start[i], row_start[i + 1]):
            close = 1.0 if strength[t] >= least else 0.0
            count += close
            counts[higher[t]] += close
        counts[i] += count


@compiled
def recount_strong(row_start, higher, strength, least, were, counts):
    """Bring `counts`, int32 (n_people,) for both ends, up to which ties of a layer have strength `least` or more; `were` tells which had, and is told."""
    first = row_start[0]
    for block in range(0, were.size, AT_ONCE):
        last = min(block + AT_ONCE, were.size)
        now, before, n_changed = strength[first + block:first + last], were[block:last], 0
        for k in range(now.size):
            n_changed += (now[k] >= least) != before[k]
        if n_changed == 0:
            continue
        i = person_of(row_start, first + block)
        for k in range(block, last):
            is_strong = strength[first + k] >= least
            if is_strong != were[k]:
                while row_start[i + 1] <= first + k:
                    i += 1
                change = 1 if is_strong else -1
                counts[i] += change
                counts[higher[first + k]] += change
                were[k] = is_strong


@outcome("help_waiting", label="waiting for help", unit="share of people", better="-")
def help_waiting(today):
    """People who asked for help of some kind and wait."""
    return _in_a_course(today, 1, 1)


@outcome("help_used", label="have had help", unit="share of people", better="-")
def help_used(today):
    """People who have had at least one session of some kind of help."""
    return _in_a_course(today, 2, np.inf)


def _in_a_course(today, least, most):
    """Return bool (n_people,): who has a status from `least` to `most` in some kind of help."""
    found, arrays = np.zeros(today.n_people, bool), today.state.arrays
    for name in _statuses(tuple(arrays)):
        _mark_between(arrays[name], np.float32(least), np.float32(most), found)
    return found


@compiled
def _mark_between(status, least, most, found):
    for i in range(found.size):
        found[i] |= (status[i] >= least) & (status[i] <= most)


@lru_cache(maxsize=8)
def _statuses(names):
    return tuple(name for name in names if name.endswith("_status"))


@outcome("cost", label="cost", unit="euro per resident", better="lower", total=True)
def cost(today):
    """Fixed cost, places and sessions used."""
    euros = np.full(today.n_people, today.fixed_cost)
    for service, uses in today.uses.items():
        offer = today.conditions.offers.get(service)
        if offer is not None:
            euros += uses * offer.cost_per_use
    return euros
