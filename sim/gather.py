"""The moments meet and exchange: who meets whom in a step, and what passes between them."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

import numpy as np

from .core import encounters, exchange, kernels
from .core.chosen import meet_chosen
from .core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, hour_bounds, slot
from .core.meeting import ChanceMeetings, ChosenTieMeetings, GroupMeetings, Sessions, TieMeetings
from .core.people import Table
from .core.ties import IN_CLUB, IN_GROUP, MET_IN_CLUB, MET_IN_GROUP, ends_of
from .population.threads import at_once, in_threads, slices

AT_ONCE = (GroupMeetings, TieMeetings, ChosenTieMeetings, ChanceMeetings, Sessions)  # groups first: ties inside them need no draw then
TIES_AT_ONCE, PAIRS_AT_ONCE, PEOPLE_AT_ONCE = 1 << 18, 1 << 18, 1 << 16  # what one thread takes at a time


@dataclass
class Meetings:
    """Who met in a step: rows of ties by slot, members of groups, pairs by chance; `contacts` int16 (n_people, 24)."""

    contacts: np.ndarray
    over_ties: list = field(default_factory=list)  # (slot, rows of ties)
    in_groups: list = field(default_factory=list)  # (slot, groups, who is there now, strength)
    across: list = field(default_factory=list)  # by_chance in some areas each
    ends: dict = field(default_factory=dict)  # both ends, int32 (2, n), of those `over_ties` for whom they were listed, until it is handed over

    @cached_property
    def by_chance(self):
        """Pairs who came across each other: (lower ids, higher ids, rows of ties or -1), or () where nobody could."""
        return self.across[0] if len(self.across) == 1 else tuple(np.concatenate(each) for each in zip(*self.across, strict=True))


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
    left, specs = ordered(specs)[::-1], None
    while left:
        spec = left.pop()  # what it holds is let go as soon as it is decided
        if isinstance(spec, GroupMeetings):
            _in_groups(today, spec, bounds, meetings, taking_part, met)
        elif isinstance(spec, TieMeetings):
            _over_ties(today, [spec, *(left.pop() for _ in range(sum(isinstance(each, TieMeetings) for each in left)))], bounds, meetings, met, visits)
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
    members = today.members
    luck = (members.people, members.clubs if spec.groups == "clubs" else members.groups, *(members.keys(f"{what} {spec.groups}", day) for what in ("attend", "hour")))
    at_once(today.n_people, *(partial(kernels.attend, groups.of, spec.chance, spec.above, rows.start, rows.stop, *luck, low, high, there, now)
                              for rows in slices(slice(0, today.n_people), PEOPLE_AT_ONCE)))
    meetings.in_groups.append((_place(spec), groups, now, spec.strength))
    if spec.channel == "in_person":
        taking_part[spec.groups] = there
        flag, bit = (IN_GROUP, MET_IN_GROUP) if spec.groups == "work_school" else (IN_CLUB, MET_IN_CLUB)
        ties = today.population.ties
        rows = ties.flagged(flag)
        at_once(today.n_people, *(partial(_mark_group_meetings, ties, rows[some], np.uint8(bit), there, met)
                                  for some in slices(slice(0, len(rows)), PAIRS_AT_ONCE)))


def _mark_group_meetings(ties, rows, bit, there, met):
    kernels.mark_group_meetings(ties.lower_of(rows), ties.higher, rows, bit, there, met)


def _over_ties(today, specs, bounds, meetings, met, visits):
    """Decide all TieMeetings. Those of a layer look at its ties block by block, so that they come from memory once; they ask nothing of each other."""
    layers, hits = [LAYERS.index(spec.layer) for spec in specs], [None] * len(specs)
    for layer in dict.fromkeys(layers):
        here = [k for k, each in enumerate(layers) if each == layer]
        for k, parts in zip(here, _in_layer(today, layer, [specs[k] for k in here], bounds[layer], met), strict=True):
            hits[k] = parts
    for k, spec in enumerate(specs):
        parts, hits[k] = hits[k], None
        if spec.cap is not None:
            whole, bit = _joined(parts), np.uint8(1 << CHANNELS.index(spec.channel))
            parts = [whole[:, :kernels.keep_within_cap(whole, *_luck(today, spec), spec.cap, visits, met, bit)]]
        meetings.ends[k] = np.concatenate([part[1:] for part in parts], axis=1)  # apart from the rows, which stay until the step's end
        meetings.over_ties.append((_place(spec), np.concatenate([part[0] for part in parts])))


def _luck(today, spec):
    return today.members.people, today.members.keys(f"meet {spec.layer} {spec.channel}", today.clock.day)


def _in_layer(today, layer, specs, span, met):
    """Return a list of the ties that meet by each of some TieMeetings of a layer: parts with rows, lower and higher ids, int32 (3, n)."""
    ties = today.population.ties
    asked = [(spec, CHANNELS.index(spec.channel), kernels.most_willing(spec.start, spec.accept), _luck(today, spec)) for spec in specs]

    def meet(rows):
        found, hits = [], np.empty((3, rows.stop - rows.start), np.int32)
        for spec, channel, most, luck in asked:
            n_hits = kernels.meet_ties(
                ties.start[layer], ties.higher, ties.rate, today.strength, rows.start, rows.stop, *most, *luck, *span, spec.scale,
                channel == IN_PERSON, spec.openness, spec.start, spec.accept, met, np.uint8(1 << channel), hits)
            found.append(hits[:, :n_hits].copy())
        ties.let_go(rows)
        return found

    return list(zip(*at_once(today.n_people, *(partial(meet, rows) for rows in slices(ties.of_layer(layer), TIES_AT_ONCE))), strict=True))


def _joined(parts):
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)


def _over_chosen(today, spec, bounds, meetings, met):
    ties, layer = today.population.ties, LAYERS.index(spec.layer)
    draw_keys, hits = today.members.keys(f"meet {spec.layer} in_person", today.clock.day), np.empty(len(spec.rows), np.int32)
    n_hits = meet_chosen(ties.lower_of(spec.rows), ties.higher, ties.rate, today.strength, spec.rows, today.members.people, draw_keys, *bounds[layer], spec.start,
                         spec.accept, met, np.uint8(1 << IN_PERSON), hits)
    meetings.over_ties.append((slot(layer, IN_PERSON), hits[:n_hits]))


def _by_chance(today, spec, bounds, meetings, taking_part, met):
    population, ties, day = today.population, today.population.ties, today.clock.day
    luck = today.members.people, today.members.areas, today.members.keys("pairings", day), today.members.keys("encounters", day)
    together = at_once(today.n_people, *(partial(_who_is_together, today, groups.of, taking_part[name])
                                         for name, groups in (("work_school", population.groups), ("clubs", population.clubs))))
    tied = ties.within_areas(population.area_start)

    def meet(first, last):
        n_people = int(population.area_start[last] - population.area_start[first])
        room = n_people * spec.pairings // 2 + spec.pairings * (last - first) + 1
        pairs = [np.empty(room, np.int32) for _ in range(3)]
        n_hits = encounters.meet_by_chance(
            population.area_start, first, last, *luck, *bounds[ENCOUNTERS], spec.pairings, spec.chance, spec.out, spec.talk,
            population.traits.household, *together, *tied, ties.start, ties.higher, today.strength, met, *pairs)
        return tuple(each[:n_hits].copy() for each in pairs)

    meetings.across = at_once(today.n_people, *(partial(meet, *areas) for areas in _areas_at_once(population.area_start)))


def _areas_at_once(area_start):
    """Return a list of (first, last): areas that are worked at once, which have PEOPLE_AT_ONCE people or a few more."""
    ends = np.searchsorted(area_start, np.arange(PEOPLE_AT_ONCE, area_start[-1], PEOPLE_AT_ONCE))
    ends = np.unique(np.concatenate([[0], ends, [len(area_start) - 1]])).tolist()
    return list(zip(ends[:-1], ends[1:], strict=True))


def _who_is_together(today, of, taking_part):
    """Return int32 (n_people,): the group of those who take part today, and a number of one's own for the others."""
    alone = today.once("numbers of one's own", lambda: -1 - np.arange(today.n_people, dtype=np.int32))
    return np.where(taking_part, of, alone)


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
    for number, (place, hits) in enumerate(meetings.over_ties):
        pairs = _with_ends(today, place // len(CHANNELS), hits, meetings.ends.pop(number, None))
        # What is handed over lies apart for each name, and so do contacts.
        at_once(n_people, partial(exchange.count_meetings, *pairs[:2], contacts[:, place]),
                *(partial(exchange.exchange_between, *pairs, which, weight[place], *how, received) for which in _apart(n_people, one_by_one[place])))
    # Those of some areas meet nobody of others.
    at_once(n_people, *(partial(_hand_over_by_chance, today, pairs, one_by_one, weight, how, received, contacts) for pairs in meetings.across))
    amounts = received.view(np.float32)
    at_once(n_people, *(partial(exchange.in_float32, received, contacts, counted, weight, rows.start, rows.stop, amounts)
                        for rows in slices(slice(0, n_people), PEOPLE_AT_ONCE)))
    return Table(dict(zip(passings, amounts, strict=True)), None, today.nothing)


def _apart(n_people, which):
    """Return which passings threads hand over, one each; all at once where there is but one thread."""
    return np.split(which, len(which)) if in_threads(n_people) and len(which) else [which]


def _with_ends(today, layer, hits, ends):
    """Return (lower ids, higher ids, strength) of rows of ties of a layer; `ends` are their ids if they were listed, or None."""
    ties = today.population.ties
    if ends is not None:
        return *ends, _joined(at_once(today.n_people, *(partial(lambda some: today.strength[hits[some]][None], some)
                                                        for some in slices(slice(0, len(hits)), PAIRS_AT_ONCE))))[0]
    one, other, firmness = np.empty(len(hits), np.int32), np.empty(len(hits), np.int32), np.empty(len(hits), np.float32)
    ends_of(ties.start[layer], ties.higher, today.strength, hits, one, other, firmness)
    return one, other, firmness


def _hand_over_by_chance(today, pairs, one_by_one, weight, how, received, contacts):
    """Hand over between those who came across each other; tied ones as their layer does."""
    (lower, higher, tie), strength, strangers = pairs, today.strength, slot(ENCOUNTERS, IN_PERSON)
    tied = exchange.count_strangers(lower, higher, tie, contacts[:, strangers])
    if len(one_by_one[strangers]):
        new = tie < 0
        exchange.exchange_between(lower[new], higher[new], np.ones(new.sum(), np.float32), one_by_one[strangers], weight[strangers], *how, received)
    layer = today.population.ties.layer_of(tie[tied])
    for number in np.flatnonzero(np.bincount(layer)):
        place, here = slot(number, IN_PERSON), tied[layer == number]
        exchange.count_meetings(lower[here], higher[here], contacts[:, place])
        exchange.exchange_between(lower[here], higher[here], strength[tie[here]], one_by_one[place], weight[place], *how, received)
