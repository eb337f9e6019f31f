"""The moment meet: who meets whom in a step."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

import numpy as np

from .core import encounters, kernels, visitors
from .core.chosen import meet_chosen
from .core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, hour_bounds, slot
from .core.meeting import ChanceMeetings, ChosenTieMeetings, GroupMeetings, Sessions, TieMeetings
from .core.spacious import let_go
from .core.ties import IN_CLUB, IN_GROUP, MET_IN_CLUB, MET_IN_GROUP
from .population.threads import at_once, slices

AT_ONCE = (GroupMeetings, TieMeetings, ChosenTieMeetings, ChanceMeetings, Sessions)  # groups first: ties inside them need no draw then
TIES_AT_ONCE, PAIRS_AT_ONCE, PEOPLE_AT_ONCE = 1 << 18, 1 << 18, 1 << 16  # what one thread takes at a time


@dataclass
class Meetings:
    """Who met in a step: rows of ties by slot, members of groups, pairs by chance; `contacts` int16 (n_people, 24)."""

    contacts: np.ndarray
    over_ties: list = field(default_factory=list)  # (slot, rows of ties), of many people in parts
    in_groups: list = field(default_factory=list)  # (slot, groups, who is there now, strength)
    across: list = field(default_factory=list)  # by_chance in some areas each
    ends: dict = field(default_factory=dict)  # lower and higher ids, int32 (n,) each, of each part of `over_ties`, until it is handed over
    decided_on: set = field(default_factory=set)  # slots in which meetings over ties or in groups were decided on, whether anybody met or not

    @cached_property
    def by_chance(self):
        """Pairs who came across each other: (lower ids, higher ids, rows of ties or -1), or () where nobody could."""
        return self.across[0] if len(self.across) == 1 else tuple(np.concatenate(each) for each in zip(*self.across, strict=True))

    def forget_pairs(self):
        """Let go of the pairs who met, as soon as all is handed over; what is counted stays."""
        self.__dict__.pop("by_chance", None)
        self.over_ties = self.across = Forgotten()


class Forgotten:
    """Stands where pairs were that a nation has no memory for; says so to whom looks there."""

    def __iter__(self, *_):
        """Say that nothing is here."""
        raise RuntimeError("a run of so many people forgets who met whom once all is handed over; `meetings.contacts` counts them, and with a panel, a trace or `each` pairs are kept")

    __getitem__ = __len__ = __iter__


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
    meetings.decided_on.add(_place(spec))
    if spec.channel == "in_person":
        taking_part[spec.groups] = there
        flag, bit = (IN_GROUP, MET_IN_GROUP) if spec.groups == "work_school" else (IN_CLUB, MET_IN_CLUB)
        ties = today.population.ties
        at_once(today.n_people, *(partial(_mark_group_meetings, ties, flag, some, np.uint8(bit), there, met)
                                  for some in slices(slice(0, len(ties.flagged(flag))), PAIRS_AT_ONCE)))


def _mark_group_meetings(ties, flag, some, bit, there, met):
    kernels.mark_group_meetings(ties.lower_flagged(flag, some), ties.higher, ties.flagged(flag)[some], bit, there, met)


def _over_ties(today, specs, bounds, meetings, met, visits):
    """Decide all TieMeetings. Those of a layer look at its ties block by block, so that they come from memory once; they ask nothing of each other."""
    layers, hits = [LAYERS.index(spec.layer) for spec in specs], [None] * len(specs)
    willing = {id(each): each for spec in specs for each in (spec.start, spec.accept)}
    most_of = dict(zip(willing, at_once(today.n_people, *(partial(kernels.most, each) for each in willing.values())), strict=True))
    most = [(most_of[id(spec.start)], most_of[id(spec.accept)]) for spec in specs]
    for layer in dict.fromkeys(layers):
        here = [k for k, each in enumerate(layers) if each == layer]
        for k, parts in zip(here, _in_layer(today, layer, [(specs[k], most[k]) for k in here], bounds[layer], met), strict=True):
            hits[k] = parts
    for k, spec in enumerate(specs):
        parts, hits[k] = hits[k], None
        if spec.cap is not None:
            parts = keep_within_cap(today, spec, parts, visits, met)
        _note(meetings, _place(spec), parts)


def keep_within_cap(today, spec, parts, visits, met):
    """Return parts (rows, lower ids, higher ids) of meetings less those beyond each person's cap, the largest draws first; `visits` counts the day."""
    n_people, counts = today.n_people, [np.zeros(today.n_people, np.int32) for _ in range(2)]
    at_once(n_people, *(partial(_count_ends, [part[end] for part in parts], counted) for end, counted in enumerate(counts, 1)))
    contested = at_once(n_people, *(partial(visitors.list_contested, *ends, *counts, spec.cap, visits, *_luck(today, spec)) for _, *ends in parts))
    at_once(n_people, *(partial(visitors.count_all, spec.cap, visits, *counts, rows.start, rows.stop) for rows in slices(slice(0, n_people), PEOPLE_AT_ONCE)))
    lower, higher = (np.concatenate([part[end][places] for part, (places, _) in zip(parts, contested, strict=True)]) for end in (1, 2))
    order = np.argsort(np.concatenate([draws for _, draws in contested]), kind="stable")
    stays = visitors.choose(order, lower, higher, counts[0], visits)
    until = np.cumsum([len(places) for places, _ in contested])
    bit = np.uint8(1 << CHANNELS.index(spec.channel))
    return at_once(n_people, *(partial(_without, part, places, stays[end - len(places):end], met, bit)
                               for part, (places, _), end in zip(parts, contested, until.tolist(), strict=True)))


def _count_ends(ends, counts):
    for each in ends:
        visitors.count_ends(each, counts)


def _without(part, places, stays, met, bit):
    if stays.all():
        return part
    n_kept = visitors.drop(*part, places, stays, met, bit)
    return [each[:n_kept].copy() for each in part]


def _note(meetings, place, parts):
    """Note the ties that meet; what is (3, n) of a nation is never joined: it would be written twice, and by one thread."""
    meetings.decided_on.add(place)
    for rows, *ends in parts:
        meetings.ends[len(meetings.over_ties)] = ends  # apart from the rows, which stay until the step's end
        meetings.over_ties.append((place, rows))


def _luck(today, spec):
    return today.members.people, today.members.keys(f"meet {spec.layer} {spec.channel}", today.clock.day)


def _in_layer(today, layer, specs, span, met):
    """Return a list of the ties that meet by each of some TieMeetings of a layer, given with the most that anybody starts and accepts: parts with rows, lower and higher ids, int32 (n,) each."""
    ties = today.population.ties
    asked = [(spec, CHANNELS.index(spec.channel), most, _luck(today, spec)) for spec, most in specs]

    def meet(rows):
        found, hits, lower = [], np.empty((3, rows.stop - rows.start), np.int32), ties.lower_between(layer, rows)
        for spec, channel, most, luck in asked:
            n_hits = kernels.meet_ties(
                ties.start[layer], lower, ties.higher, ties.rate, today.strength, rows.start, rows.stop, *most, *luck, *span, spec.scale,
                channel == IN_PERSON, spec.openness, spec.start, spec.accept, met, np.uint8(1 << channel), hits)
            found.append([each[:n_hits].copy() for each in hits])
        ties.let_go(rows)
        return found

    return list(zip(*at_once(today.n_people, *(partial(meet, rows) for rows in slices(ties.of_layer(layer), TIES_AT_ONCE))), strict=True))


def _over_chosen(today, spec, bounds, meetings, met):
    ties, layer = today.population.ties, LAYERS.index(spec.layer)
    draw_keys, hits = today.members.keys(f"meet {spec.layer} in_person", today.clock.day), np.empty(len(spec.rows), np.int32)
    n_hits = meet_chosen(ties.lower_of(spec.rows), ties.higher, ties.rate, today.strength, spec.rows, today.members.people, draw_keys, *bounds[layer], spec.start,
                         spec.accept, met, np.uint8(1 << IN_PERSON), hits)
    _note(meetings, slot(layer, IN_PERSON), [(hits[:n_hits], ties.lower_of(hits[:n_hits]), ties.higher[hits[:n_hits]])])


def _by_chance(today, spec, bounds, meetings, taking_part, met):
    population, ties, day = today.population, today.population.ties, today.clock.day
    luck = today.members.people, today.members.areas, today.members.keys("pairings", day), today.members.keys("encounters", day)
    there = population.groups.of, taking_part["work_school"], population.clubs.of, taking_part["clubs"]
    words, tied = ties.within_areas(population.area_start)

    def meet(first, last):
        n_people = int(population.area_start[last] - population.area_start[first])
        room = n_people * spec.pairings // 2 + spec.pairings * (last - first) + 1
        pairs = [np.empty(room, np.int32) for _ in range(3)]
        n_hits = encounters.meet_by_chance(
            population.area_start, first, last, *luck, *bounds[ENCOUNTERS], spec.pairings, spec.chance, spec.out, spec.talk,
            population.traits.household, *there, words, tied, ties.start, ties.higher, today.strength, met, *pairs)
        let_go(tied[words[first]:words[last]])
        return tuple(each[:n_hits].copy() for each in pairs)

    meetings.across = at_once(today.n_people, *(partial(meet, *areas) for areas in today.once("areas at once", lambda: _areas_at_once(population.area_start))))


def _areas_at_once(area_start):
    """Return a list of (first, last): areas that are worked at once, which have PEOPLE_AT_ONCE people or a few more."""
    ends = np.searchsorted(area_start, [rows.stop for rows in slices(slice(0, int(area_start[-1])), PEOPLE_AT_ONCE)])
    ends = np.unique([0, *ends[:-1], len(area_start) - 1]).tolist()
    return list(zip(ends[:-1], ends[1:], strict=True))
