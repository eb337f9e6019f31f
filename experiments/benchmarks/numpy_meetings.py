"""The moments meet and exchange in plain NumPy: who meets whom and what passes between them, with no compiled loop.

Written as one who knows NumPy would: ties in blocks that stay in the cache, a cheap upper bound first so that only few ties
are looked at closely, sums by `bincount`. The draws are those of the engine, bit for bit, and so are the meetings; sums are
of whole numbers (in float64, far below 2**53), so that the amounts are the same too.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy_draws import day_units, falls_in, mixed, pair_draws, uniforms

from sim.core.chance import GOLD, key
from sim.core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, hour_bounds, slot
from sim.core.meeting import ChanceMeetings, ChosenTieMeetings, GroupMeetings, TieMeetings
from sim.core.people import Table
from sim.core.ties import IN_CLUB, IN_GROUP, MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP
from sim.gather import groups_of, ordered

AWAKE = np.float32(0.02)
SEEN = np.uint8(MET | MET_IN_GROUP | MET_IN_CLUB | MET_BY_CHANCE)
BLOCK = 32_768  # ties at once: their temporary arrays stay in the second-level cache
SLACK = 1.00001  # rounding must not lose a meeting
FIXED = 1048576.0


@dataclass
class Meetings:
    """Who met in a step: pairs by slot with the strength of their tie, and groups with who is there."""

    contacts: np.ndarray
    over_ties: list = field(default_factory=list)  # (slot, rows of ties)
    in_groups: list = field(default_factory=list)  # (slot, groups, who is there now, strength)
    by_chance: tuple = ()  # (lower ids, higher ids, rows of ties or -1)

    @property
    def decided_on(self):
        """Slots in which meetings over ties or in groups were decided on."""
        return {place for place, *_ in (*self.over_ties, *self.in_groups)}


def gather(today, specs, met, visits):
    """Decide who meets in this step: the plain twin of sim.gather.gather."""
    n_people = today.n_people
    meetings = Meetings(np.zeros((N_SLOTS, n_people), np.int16).T)
    spans = hour_bounds(today.clock.hour, today.clock.is_weekend).tolist()
    there = {"work_school": np.zeros(n_people, bool), "clubs": np.zeros(n_people, bool)}
    for spec in ordered(specs):
        if isinstance(spec, GroupMeetings):
            _in_groups(today, spec, spans[LAYERS.index(spec.layer)], meetings, there, met)
        elif isinstance(spec, TieMeetings):
            _over_ties(today, spec, spans[LAYERS.index(spec.layer)], meetings, met, visits)
        elif isinstance(spec, ChosenTieMeetings):
            _over_chosen(today, spec, spans[LAYERS.index(spec.layer)], meetings, met)
        elif isinstance(spec, ChanceMeetings):
            _by_chance(today, spec, spans[ENCOUNTERS], meetings, there, met)
        else:
            today.uses[spec.service] = spec.given.astype(np.int32)
    return meetings


def _in_groups(today, spec, span, meetings, taking_part, met):
    if not spec.chance.any():
        return
    groups, day = groups_of(today.population, spec), today.clock.day
    draw = uniforms(key(today.seed, f"attend {spec.groups}", day), today.n_people)
    there = (groups.of >= 0) & (spec.chance > 0) & (spec.above <= draw) & (draw < spec.above + spec.chance)
    now = there
    if span != [0.0, 1.0]:
        moment = mixed(key(today.seed, f"hour {spec.groups}", day), np.arange(1, groups.n_groups + 1, dtype=np.uint64))
        now = there & falls_in(moment, span, True)[groups.of]
    meetings.in_groups.append((slot(LAYERS.index(spec.layer), CHANNELS.index(spec.channel)), groups, now, spec.strength))
    if spec.channel == "in_person":
        taking_part[spec.groups] = there
        flag, bit = (IN_GROUP, MET_IN_GROUP) if spec.groups == "work_school" else (IN_CLUB, MET_IN_CLUB)
        ties = today.population.ties
        rows = ties.flagged(flag)
        met[rows[there[ties.lower[rows]] & there[ties.higher[rows]]]] |= np.uint8(bit)


def _chances(ties, rows, start, accept, scale=1.0, openness=None):
    """Return float64 (n_rows,): the chance of ties to meet, multiplied in the order of the engine so that no bit differs."""
    i, j = ties.lower[rows], ties.higher[rows]
    start_i, start_j = start[i].astype(np.float64), start[j].astype(np.float64)
    wish = start_i * accept[j] + start_j * accept[i]
    both = 1.0 if openness is None else np.minimum(openness[i], openness[j]).astype(np.float64)
    return ties.rate[rows].astype(np.float64) * scale * both * (0.5 * wish)


def _over_ties(today, spec, span, meetings, met, visits):
    ties, layer, channel = today.population.ties, LAYERS.index(spec.layer), CHANNELS.index(spec.channel)
    rows, apart, bit = ties.of_layer(layer), SEEN if channel == IN_PERSON else np.uint8(0), np.uint8(1 << channel)
    draw_key, found = key(today.seed, f"meet {spec.layer} {spec.channel}", today.clock.day), []
    if rows.start == rows.stop:
        return meetings.over_ties.append((slot(layer, channel), np.empty(0, np.int64)))
    highest = SLACK * 2.0**32 * spec.scale * float(spec.openness.max()) * float(spec.start.max()) * float(spec.accept.max())
    for first in range(rows.start, rows.stop, BLOCK):
        here = slice(first, min(first + BLOCK, rows.stop))
        draws = pair_draws(draw_key, ties.lower[here], ties.higher[here])
        likely = np.flatnonzero(draws.astype(np.float32) <= ties.rate[here] * np.float32(highest))
        t = likely + first
        draws = draws[likely]
        meets = (day_units(draws) < _chances(ties, t, spec.start, spec.accept, spec.scale, spec.openness)) & falls_in(draws, span)
        meets &= (today.strength[t] >= AWAKE) & (met[t] & apart == 0)
        found.append(t[meets])
        met[found[-1]] |= bit
    hits = np.concatenate(found)
    if spec.cap is not None:
        hits = _within_cap(ties, hits, draw_key, spec.cap, visits, met, bit)
    meetings.over_ties.append((slot(layer, channel), hits))


def _within_cap(ties, hits, draw_key, cap, visits, met, bit):
    """Drop visits beyond each person's cap, the largest draws first: one by one, as each decision bears on the next."""
    lower, higher = ties.lower[hits], ties.higher[hits]
    wanted = np.bincount(np.concatenate([lower, higher]), minlength=len(visits))
    full = visits + wanted > cap
    contested, room = np.flatnonzero(full[lower] | full[higher]), (cap - visits).tolist()
    contested = contested[np.argsort(pair_draws(draw_key, lower[contested], higher[contested]), kind="stable")]
    kept = np.ones(len(hits), bool)
    for k, i, j in zip(contested.tolist(), lower[contested].tolist(), higher[contested].tolist(), strict=True):
        if room[i] > 0 and room[j] > 0:
            room[i] -= 1
            room[j] -= 1
        else:
            kept[k] = False
    met[hits[~kept]] &= ~bit
    visits += np.bincount(np.concatenate([lower[kept], higher[kept]]), minlength=len(visits)).astype(visits.dtype)
    return hits[kept]


def _over_chosen(today, spec, span, meetings, met):
    ties, layer = today.population.ties, LAYERS.index(spec.layer)
    t = np.asarray(spec.rows)
    t = t[(today.strength[t] >= AWAKE) & (met[t] & SEEN == 0)]
    draws = pair_draws(key(today.seed, f"meet {spec.layer} in_person", today.clock.day), ties.lower[t], ties.higher[t])
    hits = t[(day_units(draws) < _chances(ties, t, spec.start, spec.accept, 1.0)) & falls_in(draws, span)]
    met[hits] |= np.uint8(MET)
    meetings.over_ties.append((slot(layer, IN_PERSON), hits))


def _places(today):
    """Return what stays about places, found once: (first person, size) of each area, each person's area and number in it."""
    start = np.asarray(today.population.area_start, np.int64)
    area = np.repeat(np.arange(len(start) - 1), np.diff(start))
    return np.diff(start), area, np.arange(today.n_people) - start[:-1][area]


def _by_chance(today, spec, span, meetings, there, met):
    """Let everybody come across some others of the area; every pair is looked at from its lower end."""
    size, area, place = today.once("NumPy: places", lambda: _places(today))
    day, population = today.clock.day, today.population
    bits = mixed(key(today.seed, "pairings", day), np.arange(1, len(size) + 1, dtype=np.uint64))
    stride = 1 + (bits >> np.uint64(32)).astype(np.int64) % np.maximum(1, (size - 1) // spec.pairings)
    base = (bits % size.astype(np.uint64)).astype(np.int64)
    work = np.where(there["work_school"], population.groups.of, -1)
    club, household = np.where(there["clubs"], population.clubs.of, -1), population.traits.household
    lower, higher = [], []
    for k in range(spec.pairings):
        total = np.where(k < np.minimum(spec.pairings, size), (base + k * stride) % size, -1)[area]
        partner = total - place
        partner += (partner < 0) * size[area]
        i = np.flatnonzero((partner > place) & (total >= 0))
        j = (i + partner[i] - place[i]).astype(np.int32)
        draws = pair_draws(key(today.seed, "encounters", day), i.astype(np.int32), j)
        wish = 0.5 * (spec.talk[i].astype(np.float64) + spec.talk[j])
        chance = spec.chance * (spec.out[i].astype(np.float64) * spec.out[j]) * wish
        meets = (day_units(draws) < chance) & falls_in(draws, span)
        i, j = i[meets], j[meets]
        apart = (household[i] != household[j]) & ((work[i] != work[j]) | (work[i] < 0)) & ((club[i] != club[j]) | (club[i] < 0))
        lower.append(i[apart])
        higher.append(j[apart])
    meetings.by_chance = _settled(today, np.concatenate(lower), np.concatenate(higher), met)


def _settled(today, lower, higher, met):
    """Return (lower ids, higher ids, rows of ties or -1) of pairs who did not meet today; their ties count as used."""
    ties = today.population.ties
    pairs, order = today.once("NumPy: pairs", lambda: _sorted_pairs(ties))
    asked = (lower.astype(np.int64) << 32) | higher
    found = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
    tie = np.where(pairs[found] == asked, order[found], -1)
    tied = tie >= 0
    new = ~tied | (met[tie] & SEEN == 0)
    met[tie[tied & new]] |= np.uint8(MET_BY_CHANCE)
    tie = np.where(tied & (today.strength[tie] >= AWAKE), tie, -1)
    return lower[new].astype(np.int32), higher[new], tie[new]


def _sorted_pairs(ties):
    pairs = (ties.lower.astype(np.int64) << 32) | ties.higher
    order = np.argsort(pairs)
    return pairs[order], order


def hand_over(today, meetings, passings):
    """Return a table of float32 (n_people,), what each person received: the plain twin of sim.hand_over.hand_over."""
    n_people, ties, contacts = today.n_people, today.population.ties, meetings.contacts
    received = {name: np.zeros(n_people) for name in passings}
    for place, groups, now, firmness in meetings.in_groups:
        _among_those_present(groups, now, firmness, place, passings, received, contacts[:, place])
    forms = [(place, ties.lower[rows], ties.higher[rows], today.strength[rows]) for place, rows in meetings.over_ties]
    if meetings.by_chance:
        lower, higher, tie = meetings.by_chance
        layer = np.where(tie >= 0, ties.layer[tie], ENCOUNTERS)
        for number in np.flatnonzero(np.bincount(layer)).tolist():
            here = layer == number
            strength = np.ones(here.sum(), np.float32) if number == ENCOUNTERS else today.strength[tie[here]]
            forms.append((slot(number, IN_PERSON), lower[here], higher[here], strength))
    for place, lower, higher, strength in forms:
        _between(place, lower, higher, strength.astype(np.float64), passings, received, contacts[:, place])
    amounts = {name: (total * (1.0 / FIXED)).astype(np.float32) for name, total in received.items()}
    return Table(amounts, None, today.nothing)


def _whole(amount):
    return np.floor(amount * FIXED + 0.5)


def _between(place, lower, higher, strength, passings, received, contacts):
    """Hand over between pairs who met in one form of meeting, and count them."""
    n_people = len(contacts)
    n_met = np.bincount(lower, minlength=n_people) + np.bincount(higher, minlength=n_people)
    contacts += n_met.astype(np.int16)
    for name, passing in passings.items():
        weight = float(passing.weight[place])
        if not weight:
            continue
        if passing.gives is None and not passing.by_strength:
            received[name] += _whole(weight) * n_met
            continue
        amount = weight * strength if passing.by_strength else weight
        to_lower = to_higher = _whole(amount) if passing.gives is None else None
        if passing.gives is not None:
            to_lower, to_higher = _whole(amount * passing.gives[higher]), _whole(amount * passing.gives[lower])
        received[name] += np.bincount(lower, to_lower, n_people) + np.bincount(higher, to_higher, n_people)


def _among_those_present(groups, now, firmness, place, passings, received, contacts):
    """Hand over among those present in each group: everybody receives the sum over the others there."""
    present = np.flatnonzero(now)
    of = groups.of[present]
    others = np.bincount(of, minlength=groups.n_groups)[of] - 1
    contacts[present] += others.astype(np.int16)
    for name, passing in passings.items():
        weight = float(passing.weight[place])
        if not weight:
            continue
        amount = weight * (firmness if passing.by_strength else 1.0)
        if passing.gives is None:
            received[name][present] += _whole(amount) * others
        else:
            own = _whole(amount * passing.gives[present].astype(np.float64))
            received[name][present] += np.bincount(of, own, groups.n_groups)[of] - own
