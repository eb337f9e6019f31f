"""The moment exchange: what passes between those who met in a step."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from .core import exchange
from .core.layers import ENCOUNTERS, IN_PERSON, N_SLOTS, slot
from .core.people import Table
from .population.threads import at_once, slices, threads_for

PEOPLE_AT_ONCE = 1 << 16  # that one thread takes at a time


def as_columns(passings, n_people):
    """Return weight float64 (24, n), by_strength bool (n,), column int64 (n,) and gives float32 (n_given, n_people) of n passings."""
    return *_terms(passings.values()), _gives(passings.values(), n_people)


def _terms(passings):
    weight, n_given = np.zeros((N_SLOTS, len(passings))), 0
    by_strength, column = np.array([passing.by_strength for passing in passings], bool), np.full(len(passings), -1)
    for p, passing in enumerate(passings):
        weight[:, p] = passing.weight
        if passing.gives is not None:
            column[p], n_given = n_given, n_given + 1
    return weight, by_strength, column


def _gives(passings, n_people):
    given = [passing.gives for passing in passings if passing.gives is not None]
    gives = np.empty((len(given), n_people), np.float32)
    for k, each in enumerate(given):
        gives[k] = each
    return gives


@dataclass(frozen=True)
class Terms:
    """On what terms passings are handed over: as in core.exchange, with what is `counted`, and what is handed `one_by_one` by slot."""

    weights: tuple  # kept, so that no other weights can have their numbers
    how: tuple
    counted: np.ndarray
    one_by_one: list


def _terms_of(today, passings):
    """Return the Terms of passings; worked out once for those that come again day after day, with weights that nobody can change."""
    listed = tuple(passings.values())
    if any(each.weight.flags.writeable for each in listed):
        return _new_terms(listed)
    return today.once(("terms", tuple((id(each.weight), each.by_strength, each.gives is None) for each in listed)), lambda: _new_terms(listed))


def _new_terms(passings):
    weight, by_strength, column = _terms(passings)
    counted = counted_alike(weight, by_strength, column)
    return Terms(tuple(each.weight for each in passings), (weight, by_strength, column), counted, [np.flatnonzero(here) for here in (weight != 0) & ~counted])


def counted_alike(weight, by_strength, column):
    """Return bool (24, n_passings): where every meeting of a slot gives the same, so that it is enough to count meetings."""
    alike = np.tile((column < 0) & ~by_strength, (N_SLOTS, 1))
    alike[slot(ENCOUNTERS, IN_PERSON)] = column < 0  # strangers: all of strength 1
    return alike & (weight != 0)


def hand_over(today, meetings, passings):
    """Return a table of float32 (n_people,): what each person received in this step under each name."""
    contacts, terms, n_people = meetings.contacts, _terms_of(today, passings), today.n_people
    (weight, *how), counted, one_by_one = terms.how, terms.counted, terms.one_by_one
    how.append(_gives(passings.values(), n_people))
    received = np.zeros((len(passings), n_people), np.int32)
    for place, groups, now, firmness in meetings.in_groups:
        at_once(n_people, *(partial(
            exchange.exchange_in_groups, groups.start[some.start:some.stop + 1], groups.members, now, firmness, one_by_one[place], weight[place],
            *how, received, contacts[:, place]) for some in slices(slice(0, groups.n_groups), PEOPLE_AT_ONCE)))
    # Parts in order of place, so that what people near each other receive is near in time too; of what different names hand over nothing is shared.
    parts = sorted((_part(meetings, number) for number, (_, rows) in enumerate(meetings.over_ties) if len(rows)), key=lambda part: part[1][0])
    meetings.ends.clear()
    at_once(n_people, *(partial(_exchange_between, parts, which, today.strength, weight, *how, received) for which in shares_of_threads(n_people, one_by_one, how[1])),
            *(partial(_count_meetings, [part for part in parts if part[0] == place], contacts[:, place]) for place in dict.fromkeys(part[0] for part in parts)))
    del parts  # the ends of those who met: of a nation a gigabyte
    # Those of some areas meet nobody of others.
    at_once(n_people, *(partial(_hand_over_by_chance, today, pairs, one_by_one, weight, how, received, contacts) for pairs in meetings.across))
    amounts = received.view(np.float32)
    at_once(n_people, *(partial(exchange.in_float32, received, contacts.T, counted, weight, rows.start, rows.stop, amounts)
                        for rows in slices(slice(0, n_people), PEOPLE_AT_ONCE)))
    return Table(dict(zip(passings, amounts, strict=True)), None, today.nothing)


def _part(meetings, number):
    place, rows = meetings.over_ties[number]
    return place, *meetings.ends[number], rows


def shares_of_threads(n_people, one_by_one, column):
    """Return a list of which passings each thread hands over, by slot as `one_by_one` is: each about as much work as any, what takes most dealt out first; `column` as in as_columns."""
    n_shares = threads_for(n_people)
    if n_shares == 1:
        return [one_by_one]
    work = np.bincount(np.concatenate(one_by_one), minlength=len(column)) * np.where(column < 0, 1, 2)  # what the other gives has to be fetched
    load, taken = np.zeros(n_shares), np.full(len(column), -1)
    for p in np.argsort(-work, kind="stable"):
        taken[p] = load.argmin()
        load[taken[p]] += work[p]
    return [[here[taken[here] == share] for here in one_by_one] for share in range(n_shares)]


def _count_meetings(parts, contacts):
    for _, lower, higher, _ in parts:
        exchange.count_meetings(lower, higher, contacts)


def _exchange_between(parts, which, strength, weight, *how):
    for place, *pairs in parts:
        if len(which[place]):
            exchange.exchange_between(*pairs, strength, which[place], weight[place], *how)


def _hand_over_by_chance(today, pairs, one_by_one, weight, how, received, contacts):
    """Hand over between those who came across each other; tied ones as their layer does."""
    (lower, higher, tie), strength, strangers = pairs, today.strength, slot(ENCOUNTERS, IN_PERSON)
    *tied, begin = exchange.count_strangers_and_sort_tied(lower, higher, tie, today.population.ties.segment, contacts[:, strangers])
    if len(one_by_one[strangers]):
        new = tie < 0
        exchange.exchange_between(lower[new], higher[new], np.zeros(new.sum(), np.int32), exchange.ONE, one_by_one[strangers], weight[strangers], *how, received)
    for layer in np.flatnonzero(np.diff(begin)):
        place, here = slot(layer, IN_PERSON), [each[begin[layer]:begin[layer + 1]] for each in tied]
        exchange.count_meetings(*here[:2], contacts[:, place])
        exchange.exchange_between(*here, strength, one_by_one[place], weight[place], *how, received)
