"""The moments meet and exchange: who meets whom in a step, and what passes between them."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from .core import exchange, kernels
from .core.chosen import meet_chosen
from .core.chance import key
from .core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, hour_bounds, slot
from .core.meeting import ChanceMeetings, ChosenTieMeetings, GroupMeetings, Sessions, TieMeetings
from .core.people import Table
from .core.ties import IN_CLUB, IN_GROUP, MET_IN_CLUB, MET_IN_GROUP

AT_ONCE = (GroupMeetings, TieMeetings, ChosenTieMeetings, ChanceMeetings, Sessions)  # groups first: ties inside them need no draw then


@dataclass
class Meetings:
    """Who met in a step: rows of ties by slot, members of groups, pairs by chance; `contacts` int16 (n_people, 24)."""

    contacts: np.ndarray
    over_ties: list = field(default_factory=list)  # (slot, rows of ties)
    ends: dict = field(default_factory=dict)  # place in over_ties -> (lower ids, higher ids, strength), where known already
    in_groups: list = field(default_factory=list)  # (slot, groups, who is there now, strength)
    by_chance: tuple = ()  # (lower ids, higher ids, rows of ties or -1)


def ordered(specs):
    """Return meetings in the order in which they are decided; an error if two write the same layer and channel."""
    written = set()
    for spec in specs:
        place = (type(spec).__name__, getattr(spec, "layer", getattr(spec, "service", "encounters")), getattr(spec, "channel", ""),
                 getattr(spec, "groups", ""))
        if place in written:
            raise ValueError(f"two mechanisms decide on meetings in {place}; one writer for each layer and channel")
        written.add(place)
    return sorted(specs, key=lambda spec: AT_ONCE.index(type(spec)))


@lru_cache(maxsize=64)
def _bounds(hour, is_weekend):
    return tuple(map(tuple, hour_bounds(hour, is_weekend).tolist()))


def gather(today, specs, met, visits):
    """Decide who meets in this step and return Meetings; `met` uint8 (n_ties,) and `visits` int32 (n_people,) are of the day."""
    n_people = today.n_people
    # Column by column in memory: each form of meeting counts in its own.
    meetings = Meetings(np.zeros((N_SLOTS, n_people), np.int16).T)
    bounds = _bounds(today.clock.hour, today.clock.is_weekend)
    taking_part = {"work_school": np.zeros(n_people, bool), "clubs": np.zeros(n_people, bool)}
    for spec in ordered(specs):
        if isinstance(spec, GroupMeetings):
            _in_groups(today, spec, bounds, meetings, taking_part, met)
        elif isinstance(spec, TieMeetings):
            _over_ties(today, spec, bounds, meetings, met, visits)
        elif isinstance(spec, ChosenTieMeetings):
            _over_chosen(today, spec, bounds, meetings, met)
        elif isinstance(spec, ChanceMeetings):
            _by_chance(today, spec, bounds, meetings, taking_part, met)
        else:
            today.uses[spec.service] = spec.given.astype(np.int32)
    return meetings


def _place(spec):
    return _slot_named(spec.layer, spec.channel)


@lru_cache(maxsize=None)
def _slot_named(layer, channel):
    return slot(LAYERS.index(layer), CHANNELS.index(channel))


def groups_of(population, spec):
    """Return the Groups a GroupMeetings is about."""
    return population.groups if spec.groups == "work_school" else population.clubs


def _in_groups(today, spec, bounds, meetings, taking_part, met):
    groups, day = groups_of(today.population, spec), today.clock.day
    if not spec.chance.any():  # nobody, as on a Sunday
        return
    there, now = np.zeros(today.n_people, bool), np.zeros(today.n_people, bool)
    low, high = bounds[LAYERS.index(spec.layer)]
    kernels.attend(groups.of, spec.chance, spec.above, np.uint64(key(today.seed, f"attend {spec.groups}", day)),
                   np.uint64(key(today.seed, f"hour {spec.groups}", day)), low, high, there, now)
    meetings.in_groups.append((_place(spec), groups, now, spec.strength))
    if spec.channel == "in_person":
        taking_part[spec.groups] = there
        flag, bit = (IN_GROUP, MET_IN_GROUP) if spec.groups == "work_school" else (IN_CLUB, MET_IN_CLUB)
        ties = today.population.ties
        kernels.mark_group_meetings(ties.lower, ties.higher, ties.flagged(flag), np.uint8(bit), there, met)


def _over_ties(today, spec, bounds, meetings, met, visits):
    ties, layer = today.population.ties, LAYERS.index(spec.layer)
    rows = ties.of_layer(layer)
    n_rows = rows.stop - rows.start
    hits, *pairs = np.empty(n_rows, np.int32), np.empty(n_rows, np.int32), np.empty(n_rows, np.int32), np.empty(n_rows, np.float32)
    draw_key = np.uint64(key(today.seed, f"meet {spec.layer} {spec.channel}", today.clock.day))
    channel = CHANNELS.index(spec.channel)
    bit = np.uint8(1 << channel)
    n_hits = kernels.meet_ties(
        ties.lower, ties.higher, ties.rate, today.strength, rows.start, rows.stop, draw_key, *bounds[layer], spec.scale,
        channel == IN_PERSON, spec.openness, spec.start, spec.accept, met, bit, hits, *pairs)
    if spec.cap is not None:
        n_hits = kernels.keep_within_cap(ties.lower, ties.higher, hits, n_hits, draw_key, spec.cap, visits, met, bit)
        pairs = ties.lower[hits[:n_hits]], ties.higher[hits[:n_hits]], today.strength[hits[:n_hits]]
    meetings.ends[len(meetings.over_ties)] = tuple(each[:n_hits] for each in pairs)
    meetings.over_ties.append((_place(spec), hits[:n_hits]))


def _over_chosen(today, spec, bounds, meetings, met):
    ties, layer = today.population.ties, LAYERS.index(spec.layer)
    draw_key, hits = np.uint64(key(today.seed, f"meet {spec.layer} in_person", today.clock.day)), np.empty(len(spec.rows), np.int32)
    n_hits = meet_chosen(ties.lower, ties.higher, ties.rate, today.strength, spec.rows, draw_key, *bounds[layer], spec.start, spec.accept,
                         met, np.uint8(1 << IN_PERSON), hits)
    meetings.over_ties.append((slot(layer, IN_PERSON), hits[:n_hits]))


def _by_chance(today, spec, bounds, meetings, taking_part, met):
    population, ties, day = today.population, today.population.ties, today.clock.day
    room = today.n_people * spec.pairings // 2 + spec.pairings * population.n_areas + 1
    lower, higher, tie = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    n_hits = kernels.meet_by_chance(
        population.area_start, np.uint64(key(today.seed, "pairings", day)), np.uint64(key(today.seed, "encounters", day)),
        *bounds[ENCOUNTERS], spec.pairings, spec.chance, spec.out, spec.talk, population.traits.household,
        _who_is_together(today, population.groups.of, taking_part["work_school"]),
        _who_is_together(today, population.clubs.of, taking_part["clubs"]),
        *ties.within_areas(population.area_start), ties.tie, today.strength, met, lower, higher, tie)
    meetings.by_chance = (lower[:n_hits], higher[:n_hits], tie[:n_hits])


def _who_is_together(today, of, taking_part):
    """Return int32 (n_people,): the group of those who take part today, and a number of one's own for the others."""
    alone = today.once("numbers of one's own", lambda: -1 - np.arange(today.n_people, dtype=np.int32))
    return np.where(taking_part, of, alone)


def counted_by_form(meetings):
    """Return float64 (24,): meetings of a step by slot, with every chance encounter counted as one, also between tied people."""
    counts = np.zeros(N_SLOTS)
    for place, hits in meetings.over_ties:
        counts[place] += len(hits)
    for place, groups, now, _ in meetings.in_groups:
        present = np.bincount(groups.of[now], minlength=groups.n_groups).astype(np.float64)
        counts[place] += (present * (present - 1) / 2).sum()
    if meetings.by_chance:
        counts[slot(ENCOUNTERS, IN_PERSON)] += len(meetings.by_chance[0])
    return counts


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
    ties, strength, contacts, terms = today.population.ties, today.strength, meetings.contacts, _terms_of(today, passings)
    (weight, *how), counted, one_by_one = terms.how, terms.counted, terms.one_by_one
    how.append(_gives(passings.values(), today.n_people))
    received = np.zeros((len(passings), today.n_people), np.int32)
    for place, groups, now, firmness in meetings.in_groups:
        exchange.exchange_in_groups(groups.start, groups.members, now, firmness, one_by_one[place], weight[place], *how, received,
                                    contacts[:, place])
    for number, (place, hits) in enumerate(meetings.over_ties):
        pairs = meetings.ends.get(number) or (ties.lower[hits], ties.higher[hits], strength[hits])
        exchange.exchange_between(*pairs, one_by_one[place], weight[place], *how, received, contacts[:, place], 1)
    if meetings.by_chance:
        _hand_over_by_chance(ties, strength, meetings.by_chance, one_by_one, weight, how, received, contacts)
    amounts = np.empty((len(passings), today.n_people), np.float32)
    exchange.in_float32(received, contacts, counted, weight, amounts)
    return Table(dict(zip(passings, amounts, strict=True)), None, today.nothing)


def _hand_over_by_chance(ties, strength, pairs, one_by_one, weight, how, received, contacts):
    """Hand over between those who came across each other; tied ones as their layer does."""
    lower, higher, tie = pairs
    strangers = slot(ENCOUNTERS, IN_PERSON)
    tied = exchange.count_strangers(lower, higher, tie, contacts[:, strangers])
    if len(one_by_one[strangers]):
        new = tie < 0
        exchange.exchange_between(lower[new], higher[new], np.ones(new.sum(), np.float32), one_by_one[strangers], weight[strangers],
                                  *how, received, contacts[:, strangers], 0)
    layer = np.searchsorted(ties.segment, tie[tied], side="right") - 1
    for number in np.flatnonzero(np.bincount(layer)):
        place, here = slot(number, IN_PERSON), tied[layer == number]
        exchange.exchange_between(lower[here], higher[here], strength[tie[here]], one_by_one[place], weight[place], *how, received,
                                  contacts[:, place], 1)
