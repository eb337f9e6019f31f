"""One person's two lives, traced: the day they part, through whom and by what, whom they met, who supported whom, and what help they had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from .. import Scenario, run
from .encounters import CHANNELS, LAYERS, OFFERED, SURROUNDED
from .twins import NEVER, Stopped, Twins

# Ways in which a change comes from others; everything else acts on a person directly.
_FROM_OTHERS = frozenset(
    "shared_feelings support social_need loneliness lonely_company lonely_low_mood chance_encounters felt_uncertainty "
    "mispredicted_benefit".split()
)
_LONGEST_CHAIN = 15
_STATUS = "_status"


@dataclass(frozen=True)
class Link:
    """One step back from a person's parting: whose life parts when, and whether by what surrounds them or by somebody they met.

    `mechanisms` are those whose contribution differs that day, `met_only` in which of the worlds they met `via`: "both",
    "first", "second"; `events` name what differs between the scenarios and holds that day, where it acts directly.
    """

    row: int
    step: int
    direct: bool
    mechanisms: tuple[str, ...]
    events: tuple[str, ...] = ()
    via: int = NEVER
    layer: str = ""
    channel: str = ""
    met_only: str = "both"


@dataclass(frozen=True)
class Contact:
    """Somebody in a person's life: days together and days of calls and messages in both worlds, and the support passed, as a share."""

    row: int
    layer: str
    days: tuple[int, int]
    remote: tuple[int, int]
    support: tuple[float, float]


@dataclass(frozen=True)
class Help:
    """A moment at which somebody's place in a course of help changes; `status` is waiting, receiving or done."""

    world: int
    step: int
    course: str
    status: str


@dataclass(frozen=True, eq=False)
class Story:
    """Everything that is told of one person."""

    row: int
    chain: tuple[Link, ...]
    contacts: tuple[Contact, ...]
    help: tuple[Help, ...]
    offered: tuple[tuple[str, ...], tuple[str, ...]]


class _Notes:
    """What one run tells of one person: support by person who gave it, and the services that were ever offered."""

    def __init__(self, row: int, stop: Callable[[], bool]):
        self.row, self.support, self.offered, self._stop = row, {}, set(), stop

    def each(self, world, today) -> None:
        """Take note of a step."""
        if self._stop():
            raise Stopped
        self.offered |= {name for name, offer in today.conditions.offers.items() if offer.uptake[self.row] > 0}
        passed = next((one.exchange(today)["helped"] for one in world.mechanisms if one.name == "support"), None)
        if passed is not None:
            for other, amount in _support(today, self.row, passed.weight):
                self.support[other] = self.support.get(other, 0.0) + amount


def _support(today, row: int, weight: np.ndarray):
    """Give (other, amount) for the support that passes between a person and each one met; it passes both ways alike."""
    ties, strength = today.population.ties, today.strength
    for place, hits in today.meetings.over_ties:
        lower, higher = ties.lower_of(hits), ties.higher[hits]
        for k in np.flatnonzero((lower == row) | (higher == row)):
            yield int(lower[k] + higher[k] - row), float(weight[place] * strength[hits[k]])
    for place, groups, now, firmness in today.meetings.in_groups:
        if now[row]:
            for other in np.flatnonzero(now & (groups.of == groups.of[row])):
                if other != row:
                    yield int(other), float(weight[place] * np.float64(firmness))
    if today.meetings.by_chance:
        lower, higher, tie = today.meetings.by_chance
        for k in np.flatnonzero(((lower == row) | (higher == row)) & (tie >= 0)):
            place = int(ties.layer[tie[k]]) * len(CHANNELS)
            yield int(lower[k] + higher[k] - row), float(weight[place] * strength[tie[k]])


def story_of(twins: Twins, row: int, stop: Callable[[], bool] = lambda: False) -> Story:
    """Return the Story of a person: both lives again, traced for them and for those through whom the change came."""
    rows = _way_back(twins, row)
    traces, notes = [], []
    for scenario, morning in zip(twins.scenarios, twins.mornings, strict=True):
        note = _Notes(row, stop)
        traces.append(run(scenario, twins.seed, morning=morning, trace=rows, each=note.each).trace)
        notes.append(note)
    chain = _chain(twins, rows, traces)
    help_had = tuple(each for world, trace in enumerate(traces) for each in _help(world, row, trace.states))
    offered = tuple(tuple(sorted(note.offered)) for note in notes)
    return Story(row, chain, _contacts(twins, row, traces, notes), help_had, offered)


def _way_back(twins: Twins, row: int) -> list[int]:
    """Return the person, through whom their life parted, through whom that one's did, and so on."""
    rows = [row]
    while twins.via[rows[-1]] != NEVER and len(rows) < _LONGEST_CHAIN:
        rows.append(int(twins.via[rows[-1]]))
    return rows


def _chain(twins: Twins, rows: list[int], traces: list) -> tuple[Link, ...]:
    """Return how the two lives came to part, from the person back to where something acts directly."""
    links = []
    for row in rows:
        if twins.parted[row] == NEVER:
            break
        link = _link(twins, row, traces)
        links.append(link)
        if link.direct or link.via == NEVER:
            break
    return tuple(links)


def _link(twins: Twins, row: int, traces: list) -> Link:
    step, via = int(twins.parted[row]), int(twins.via[row])
    one, other = ({key: amount for key, amount in _contributions(trace, row, step)} for trace in traces)
    # A mechanism that has nothing to offer says nothing, which is the same as nought.
    differing = tuple(dict.fromkeys(key[1] for key in sorted(one.keys() | other.keys()) if one.get(key, 0.0) != other.get(key, 0.0)))
    met = [{(who, layer, channel) for at, mine, who, layer, channel in trace.meetings if (at, mine) == (step, row)} for trace in traces]
    direct = _acts_itself(int(twins.touched[row]), via, differing, met[0] != met[1], _courses(traces))
    if direct or via == NEVER:
        return Link(row, step, direct, differing, events_that_differ(*twins.scenarios, step // twins.steps_a_day))
    _, layer, channel = min((each for each in met[0] | met[1] if each[0] == via), key=lambda each: LAYERS.index(each[1]))
    worlds = [any(who == via for who, _, _ in day) for day in met]
    return Link(row, step, False, differing, (), via, layer, channel, "both" if all(worlds) else "first" if worlds[0] else "second")


def _acts_itself(touched: int, via: int, differing: tuple, met_others: bool, courses: set) -> bool:
    """Return whether what differs between the scenarios acts on a person directly, and not through somebody met."""
    if touched == SURROUNDED:
        return via == NEVER or met_others or bool(set(differing) - _FROM_OTHERS)
    return touched == OFFERED and bool(courses & set(differing))


def _courses(traces: list) -> set[str]:
    """Return the mechanisms by which people take up a course of help."""
    return {mechanism for trace in traces for _, _, quantity, mechanism, _ in trace.changes if quantity.endswith(_STATUS)}


def _contributions(trace, row: int, step: int):
    """Give ((quantity, mechanism), amount) of one person in one step."""
    return (((quantity, mechanism), amount) for at, who, quantity, mechanism, amount in trace.changes if (at, who) == (step, row))


def events_that_differ(first: Scenario, second: Scenario, day: int) -> tuple[str, ...]:
    """Return the names of the events that two scenarios do not share and that hold on a day in either, or held until then."""
    named = []
    for mine, theirs in ((second, first), (first, second)):
        known = {event.name: event for event in theirs.events if event.enabled}
        for event in mine.events:
            if event.enabled and known.get(event.name) != event and mine.days_of(event)[0] <= day and event.name not in named:
                named.append(event.name)
    return tuple(named)


def _contacts(twins: Twins, row: int, traces: list, notes: list[_Notes]) -> tuple[Contact, ...]:
    """Return everybody the person met more than by chance, those who gave most support first."""
    near = {int(other): layer for layer, rows in reversed(list(twins.picture.near(row).items())) for other in rows}
    days, remote = ([_days_with(row, trace.meetings, twins.steps_a_day, channel) for trace in traces] for channel in ("in_person", "remote"))
    layers = {who: layer for trace in traces for _, mine, who, layer, _ in trace.meetings if mine == row and layer != "encounters"} | near
    totals = [sum(note.support.values()) or 1.0 for note in notes]
    found = []
    for other, layer in layers.items():
        count = partial(_of_both, other=other)
        support = tuple(note.support.get(other, 0.0) / total for note, total in zip(notes, totals, strict=True))
        found.append(Contact(other, layer, count(days), count(remote), support))
    return tuple(sorted(found, key=lambda one: (-sum(one.support), -sum(one.days), one.row)))


def _of_both(counts: list[dict], other: int) -> tuple[int, int]:
    return tuple(len(count.get(other, ())) for count in counts)


def _days_with(row: int, meetings: list, steps_a_day: int, how: str) -> dict[int, set[int]]:
    """Return by person the days on which they met, or had contact from afar."""
    days: dict[int, set[int]] = {}
    for step, mine, who, _layer, channel in meetings:
        if mine == row and (channel == "in_person") == (how == "in_person"):
            days.setdefault(who, set()).add(step // steps_a_day)
    return days


def _help(world: int, row: int, states: list):
    """Give the moments at which a person asked for help, began and finished a course."""
    last: dict[str, int] = {}
    for step, who, state in states:
        for name in [name for name in state if who == row and name.endswith(_STATUS)]:
            now = int(round(state[name]))
            if now != last.get(name, 0):
                last[name] = now
                yield Help(world, max(0, step - 1), name.removesuffix(_STATUS), ("none", "waiting", "receiving", "done")[now])
