"""What is usual for a person: closed form from rates and ties, corrected by 28 ordinary days actually lived."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from .core import expectation
from .core.conditions import Conditions
from .core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, RHYTHM, slot
from .core.meeting import ChanceMeetings, GroupMeetings, TieMeetings
from .core.mechanism import PLANS
from .core.members import members_of
from .core.people import Table, first_state
from .core.spacious import let_go, spacious
from .core.ties import IN_GROUP
from .core.today import Today
from .gather import groups_of, ordered
from .hand_over import as_columns
from .population.kept import depends_on, keep, kept
from .population.stacking import in_order_of_ties
from .population.threads import at_once, is_large, slices
from .step import answers, live, who_meets
from .timeline.clock import Clock
from .world import World

ORDINARY_DAYS = 28
BLOCK, MANY, AREAS = 1 << 18, 1 << 22, 1 << 6  # ties that one thread works at once, and all; areas that one thread works at once


@dataclass(frozen=True)
class Usual:
    """Ordinary amounts: `by_kind[name]` float32 (3, n_people) a day for weekdays, weekends and their mean (3 rows), `hours` float64 (2, 24).

    `correction` float64 (24,) is the ratio of meetings lived to meetings expected, by layer and channel. `met` and `called`
    float32 (n_ties,) are the chances that a tie is used in person, and by phone, text or video, on a mean day, divided by
    its first strength. Of a stack there are `hours` and `correction` for each member, and `member` says whose everybody is.
    """

    by_kind: dict
    hours: np.ndarray
    correction: np.ndarray
    met: np.ndarray
    called: np.ndarray
    member: np.ndarray | None = None

    def at(self, clock):
        """Return two dicts of float32 (n_people,): what is usual in this step, and on a mean day."""
        kind = int(clock.is_weekend)
        now = {name: table[kind] for name, table in self.by_kind.items()}
        if clock.hour is not None:
            share = self.hours[..., kind, clock.hour].astype(np.float32)
            share = share if self.member is None else share[self.member]
            now = {name: of_day * share for name, of_day in now.items()}
        mean = {name: table[2] for name, table in self.by_kind.items()}
        return now, mean


NOTHING_YET = Usual({}, np.ones((2, 24)) / 24, np.ones(N_SLOTS), None, None)
ENOUGH_TO_TELL = 400  # meetings lived: below, chance alone moves the ratio by more than 5 %


class EndedEarly(Exception):
    """Who watched the ordinary days did not want to see them to their end."""


def find_usual(scenario, population, mechanisms, seed, watch=None):
    """Return the Usual of these people under these mechanisms; the events of the scenario play no part.

    With Members in place of a run seed each member of the stack has the usual that it has alone. `watch` is called with the
    number of ordinary days lived; if it returns False, EndedEarly is raised. For a population from a file it is kept beside it.
    """
    members = members_of(population, seed)
    what = None if population.file is None else depends_on(_ordinary(scenario), mechanisms, members.seeds)
    if (arrays := kept(population, what)) is not None:
        return _from_kept(World(_ordinary(scenario), population, mechanisms, members, NOTHING_YET, None), arrays)
    found = usual_of_each(scenario, population, mechanisms, members, watch)
    if len(found) > 1:
        return usual_of_stack(found, members)
    keep(population, what, {"hours": found[0].hours.ravel(), "correction": found[0].correction,
                            **{f"of {name}": table.ravel() for name, table in found[0].by_kind.items()}})
    return found[0]


def _ordinary(scenario):
    return scenario.model_copy(update={"crisis": (), "intervention": (), "step": "day"})


def _from_kept(world, arrays):
    """Return the Usual of arrays kept for a world; what a tie is used is not kept: it is most of the bytes and an eighth of the work."""
    correction, n_people = arrays["correction"], world.population.n_people
    by_kind = {name.removeprefix("of "): array.reshape(3, n_people) for name, array in arrays.items() if name.startswith("of ")}
    return Usual(by_kind, arrays["hours"].reshape(2, 24), correction, *_used(world, correction))


def usual_of_each(scenario, population, mechanisms, members, watch=None):
    """Return a list of the Usual of each member, found by living them together as this population."""
    ordinary = _ordinary(scenario)
    kinds, lived, got = _ordinary_days(World(ordinary, population, mechanisms, members, NOTHING_YET, None), watch)
    return [_settled(World(ordinary, each, mechanisms, own_seed, NOTHING_YET, None), kinds, lived[m], {name: sums[m] for name, sums in got.items()})
            for m, (each, own_seed) in enumerate(zip(members.populations, members.seeds, strict=True))]


def usual_of_stack(found, members):
    """Return the Usual of a stack from a list of those of its members."""
    by_kind = {name: np.concatenate([each.by_kind[name] for each in found], axis=1) for name in found[0].by_kind}
    met, called = (in_order_of_ties(members.populations, [getattr(each, name) for each in found]) for name in ("met", "called"))
    return Usual(by_kind, np.array([each.hours for each in found]), np.array([each.correction for each in found]), met, called,
                 np.repeat(np.arange(members.n_members), np.diff(members.people)))


def _ordinary_days(world, watch):
    """Live through ordinary days; return how many of each kind, meetings (n_members, 24) and {name: amounts received (n_members,)}."""
    world.steps_done, world.overwrites = -ORDINARY_DAYS, is_large(world.population.n_people)
    kinds, lived, got = np.zeros(2), np.zeros((world.members.n_members, N_SLOTS)), {}
    if watch is not None and watch(0) is False:
        raise EndedEarly
    while world.steps_done < 0:
        today = live(world)
        kinds[int(today.clock.is_weekend)] += 1
        received = today.received.arrays
        counted, *added = at_once(today.n_people, partial(counted_by_form, today.meetings, world.population.ties, world.members),
                                  *(lambda amount=amount: [expectation.add_all(amount[rows]) for rows in world.members.slices()] for amount in received.values()))
        lived += counted
        for name, amount in zip(received, added, strict=True):
            got[name] = got.get(name, 0.0) + np.array(amount)
        world.steps_done += 1
        today = received = None  # a nation's takes gigabytes that the next step needs
        if watch is not None and watch(ORDINARY_DAYS + world.steps_done) is False:
            raise EndedEarly
    return kinds, lived, got


def counted_by_form(meetings, ties, members):
    """Return float64 (n_members, 24): meetings of a step by slot, with every chance encounter counted as one, also between tied people."""
    counts = np.zeros((members.n_members, N_SLOTS))
    for place, hits in meetings.over_ties:
        counts[:, place] += len(hits) if members.n_members == 1 else _by_member(members, ties.lower_of(hits))
    for place, groups, now, _ in meetings.in_groups:
        there = np.flatnonzero(now)
        of = groups.of[there]
        counts[:, place] += _by_member(members, there, np.bincount(of)[of] - 1) / 2
    for lower, _, _ in meetings.across:
        counts[:, slot(ENCOUNTERS, IN_PERSON)] += _by_member(members, lower)
    return counts


def _by_member(members, people, weights=None):
    if members.n_members == 1:
        return len(people) if weights is None else weights.sum()
    return np.bincount(np.searchsorted(members.people, people, side="right") - 1, weights, members.n_members)


def _settled(world, kinds, lived, got):
    """Return the Usual of one population: what is expected, corrected by what was lived."""
    expected, _ = _expected(world, np.ones(N_SLOTS), only_meetings=True)
    correction = _ratio(lived, kinds @ expected, lived >= ENOUGH_TO_TELL)
    expected, amounts = _expected(world, correction)
    by_kind = {}
    for name in list(amounts):
        table = np.stack(amounts.pop(name))
        # Encounters of tied people give more than those of strangers, which no closed form here knows.
        whole = float((kinds @ table).cumsum()[-1])
        by_kind[name] = _with_mean(table * _ratio(got[name], whole, lived.sum() >= ENOUGH_TO_TELL))
    return Usual(by_kind, _hours(expected * correction), correction, *_used(world, correction))


def _ratio(lived, expected, enough):
    return np.where(enough & (expected > 0), lived / np.maximum(expected, 1e-9), 1.0)


class _Ordinary:
    """A weekday or a day of the weekend with ordinary conditions, usual plans and the first state: who may meet, and what passes then."""

    def __init__(self, world, kind):
        self.today = _ordinary_today(world, kind)
        self.passings = {name: passing for _, named in answers(world, "exchange", self.today) for name, passing in named.items() if passing.usual}
        self.specs = ordered([spec for listed in who_meets(world, self.today) for spec in listed])
        self.together = next((spec.chance for spec in self.specs if isinstance(spec, GroupMeetings) and spec.groups == "work_school"
                              and spec.channel == "in_person"), np.zeros(self.today.n_people, np.float32))


def _expected(world, correction, only_meetings=False):
    """Return expected meetings, float64 (2, 24) by kind of day, and {name: float64 (2, n_people)}."""
    meetings, n_people, amounts = np.zeros((2, N_SLOTS)), world.population.n_people, {}
    for kind in range(2):  # one after the other: all that is said of a day takes gigabytes of a nation
        day = _Ordinary(world, kind)
        passings = {} if only_meetings else day.passings
        weight, by_strength, *_ = as_columns(passings, n_people)
        expected = np.zeros((len(passings), n_people))
        while day.specs:
            _expect(day, day.specs.pop(0), weight * correction[:, None], by_strength, expected, meetings[kind])
        for name, amount in zip(passings, expected, strict=True):
            amounts.setdefault(name, []).append(amount)
    return meetings, amounts


def _used(world, correction):
    """Return two float32 (n_ties,): uses in person and by other channels on a mean day by first strength, worked in blocks: ties are many."""
    ties, (n_ways, n_kinds) = world.population.ties, (2, 2)
    ordinary = [_Ordinary(world, kind) for kind in range(n_kinds)]
    per_strength = [spacious(ties.n_ties, np.float32) for _ in range(n_ways)]

    def find(layer, rows):
        uses, (lower, chances) = np.zeros((n_kinds, n_ways, rows.stop - rows.start)), _room(rows)
        for kind, day in enumerate(ordinary):
            for spec in day.specs:
                if isinstance(spec, TieMeetings) and spec.layer == LAYERS[layer]:
                    way, place = 0 if spec.channel == "in_person" else 1, slot(layer, CHANNELS.index(spec.channel))
                    _chances_of(day, spec, rows, lower, chances)
                    expectation.expect_uses(world.strength[rows], chances, correction[place], uses[kind, way])
        first, mean = ties.first_strength[rows], (5 * uses[0] + 2 * uses[1]) / 7
        for way in range(n_ways):
            per_strength[way][rows] = mean[way] / np.where(first > 0, first, np.inf)
            let_go(per_strength[way][rows])
        ties.let_go(rows)

    at_once(world.population.n_people, *(partial(find, layer, rows) for layer in range(len(LAYERS)) for rows in slices(ties.of_layer(layer), BLOCK)))
    return per_strength


def _ordinary_today(world, kind):
    """Return a Today with ordinary conditions, usual plans and the first state, on a weekday or at a weekend."""
    start, population = world.scenario.start, world.population
    step = next(s for s in range(7) if Clock(start, s).is_weekend == bool(kind))
    one = np.ones(population.n_people, np.float32)
    state = first_state(population.traits, population.n_people)
    nothing_felt = {name: 0 * one for name in ("distress_deviation", "loneliness_deviation", "distress_effect", "loneliness_effect")}
    feelings = {"distress": population.traits.trait_distress, "loneliness": population.traits.trait_loneliness, **nothing_felt}
    today = Today(Clock(start, step), world.members, population, state, feelings, Conditions(), world.strength, {}, {})
    today.plan = Table({name: one for name in PLANS})
    return today


def _expect(day, spec, weight, by_strength, expected, meetings):
    """Add what one form of meeting gives in expectation to `expected` and its number to `meetings`."""
    if isinstance(spec, TieMeetings):
        place = slot(LAYERS.index(spec.layer), CHANNELS.index(spec.channel))
        meetings[place] += _expect_over_ties(day, spec, weight[place], by_strength, expected)
    elif isinstance(spec, GroupMeetings):
        groups, place = groups_of(day.today.population, spec), slot(LAYERS.index(spec.layer), CHANNELS.index(spec.channel))
        chance = np.where(groups.of >= 0, spec.chance, np.float32(0))
        meetings[place] += expectation.expect_in_groups(groups.start, groups.members, chance, spec.strength, weight[place],
                                                        by_strength, expected)
    elif isinstance(spec, ChanceMeetings):
        place, area_start, n_people = slot(ENCOUNTERS, IN_PERSON), day.today.population.area_start, day.today.n_people
        met = np.empty(n_people)
        at_once(n_people, *(partial(expectation.expect_encounters, area_start, some.start, some.stop, spec.pairings, spec.chance, spec.out, spec.talk, met)
                            for some in slices(slice(0, len(area_start) - 1), AREAS)))
        for of_all, worth in zip(expected, weight[place], strict=True):
            of_all += met * worth
        meetings[place] += 0.5 * expectation.add_on(0.0, met)


def _expect_over_ties(day, spec, weight, by_strength, expected):
    """Add what the ties of a layer give in expectation, and return the expected meetings.

    Chances are worked out by all threads; they are added up in the order of ties, what they give by one thread for each passing.
    """
    today, ties, meetings = day.today, day.today.population.ties, 0.0
    for rows in slices(ties.of_layer(LAYERS.index(spec.layer)), MANY):
        lower, chances = _room(rows)
        at_once(today.n_people, *(partial(_chances_of, day, spec, some, lower[some.start - rows.start:], chances[some.start - rows.start:])
                                  for some in slices(rows, BLOCK)))
        at_once(today.n_people, *(partial(expectation.expect_amounts, lower, ties.higher[rows], today.strength[rows], chances, *each)
                                  for each in zip(weight, by_strength, expected, strict=True) if each[0]))
        meetings = expectation.add_on(meetings, chances)
        ties.let_go(rows)
    return meetings


def _room(rows):
    """Return room for the lower ids and the chances, int32 and float64, of rows of ties."""
    return np.empty(rows.stop - rows.start, np.int32), np.empty(rows.stop - rows.start)


def _chances_of(day, spec, rows, lower, chances):
    """Write the lower ids and the chances to meet of rows of ties of the layer of some TieMeetings."""
    ties = day.today.population.ties
    expectation.expect_ties(
        ties.start[LAYERS.index(spec.layer)], ties.higher, ties.flags, ties.rate, day.today.strength, rows.start, rows.stop,
        IN_GROUP if spec.channel == "in_person" else 0, day.together, spec.scale, spec.openness, spec.start, spec.accept, lower, chances)


def _with_mean(table):
    mean = (5 * table[0] + 2 * table[1]) / 7
    return np.concatenate([table, mean[None]]).astype(np.float32)


def _hours(per_kind):
    shares = np.zeros((2, 24))
    for kind in range(2):
        by_layer = per_kind[kind].reshape(len(LAYERS), len(CHANNELS)).sum(axis=1)
        total = sum(by_layer)
        if total > 0:
            shares[kind] = sum(by_layer[layer] * RHYTHM[kind, layer] for layer in range(len(LAYERS))) / total
    return shares
