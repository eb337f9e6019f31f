"""From dated events to the conditions of a step: which areas are hit, who is invited, what is open."""

from dataclasses import replace

import numpy as np

from ..core.chance import key, uniforms
from ..core.conditions import Conditions
from .errors import ScenarioError, table_of
from .events import Crisis
from .places import is_by_session, most_invited


class Calendar:
    """The events of a scenario over one population; whom they strike or invite (`eligible`) is settled on the first morning."""

    def __init__(self, scenario, population, members, eligible):
        self._crises = [event for event in scenario.crisis if event.enabled]
        self._interventions = [event for event in scenario.intervention if event.enabled]
        for each in members.populations:
            _check_areas([*self._crises, *self._interventions], each.n_areas, f"{scenario.name}.toml")
        self._zone, self._hit, self._struck = self._zones(members)
        self._members, self._n_people = members, population.n_people
        self._eligible = {event.name: eligible(event.who, event.name) for event in self._interventions}
        self._luck = {event.name: members.uniforms(f"reach {event.name}") for event in self._interventions}
        self._last_place = {event.name: members.spread(self._luck_of_last_place(event))
                            for event in self._interventions if not is_by_session(event, scenario.start)}

    def _luck_of_last_place(self, event):
        """Return for each member the luck from which there is no place left in an offer, infinite where there is one for all."""
        last = []
        for seed, rows in zip(self._members.seeds, self._members.slices(), strict=True):
            in_turn = np.sort(self._luck[event.name][rows][self._eligible[event.name][rows]])
            most = most_invited(event, rows.stop - rows.start, _lasting_luck(seed, event.name)("last place", 1)[0])
            last.append(in_turn[most] if most < len(in_turn) else np.inf)
        return np.array(last)

    def _zones(self, members):
        """Return each person's zone or None where there is only one, and by event the zones hit and {way: zones struck}, all bool (n_zones,)."""
        hit, struck = [], []
        for event in self._crises:
            hit.append(members.joined(lambda each, event=event: np.repeat(event.areas(each.n_areas), np.diff(each.area_start))))
            listed = [event.struck(each.traits, _lasting_luck(seed, event.name)) for each, seed in zip(members.populations, members.seeds, strict=True)]
            struck.append({way: np.concatenate([each[way] for each in listed]) for way in listed[0]})
        places = [(k, way) for k, ways in enumerate(struck) for way in ways]
        zone, table = _zones_of([*hit, *(hit[k] & struck[k][way] for k, way in places)], members.n_people)
        ways = [{} for _ in self._crises]
        for (k, way), zones in zip(places, table[len(hit):], strict=True):
            ways[k][way] = zones
        return zone if table.shape[1] > 1 else None, table[:len(hit)], ways

    def conditions_at(self, clock):
        """Return the Conditions of a step."""
        conditions = Conditions(self._hit.shape[1], self._zone, clock)
        for event, zones, struck in zip(self._crises, self._hit, self._struck, strict=True):
            level = event.level(clock)
            if level > 0:
                event.change(conditions.within(zones, struck), level)
        for event in self._interventions:
            ramp = event.ramp(clock)
            if ramp > 0:
                event.change(conditions, ramp, self.invited(event, ramp))
        if conditions.offers and self._members.n_members > 1:
            self._as_for_one_member(conditions)
        return conditions

    def _as_for_one_member(self, conditions):
        """Give offers the capacity and the cost they have for one member of a stack: all are of one size, and each has its own."""
        alone, nobody = Conditions(clock=conditions.clock), np.zeros(self._n_people // self._members.n_members, bool)
        for event in self._interventions:
            ramp = event.ramp(conditions.clock)
            if ramp > 0:
                event.change(alone, ramp, nobody)
        conditions.offers = {service: replace(offer, capacity=alone.offers[service].capacity, cost_per_use=alone.offers[service].cost_per_use)
                             for service, offer in conditions.offers.items()}

    def invited(self, event, ramp=1.0):
        """Return bool (n_people,): who gets the offer of an intervention, `ramp` of the way up, and no more than fill its places."""
        below = np.minimum(event.reach * ramp, self._last_place.get(event.name, np.inf))
        return self._eligible[event.name] & (self._luck[event.name] < below)

    def reached(self):
        """Return a dict from intervention name to the number of people invited at full reach."""
        return {name: int(each.sum()) for name, each in self.reached_of_members().items()}

    def reached_of_members(self):
        """Return a dict from intervention name to int64 (n_members,): the people of each member invited at full reach."""
        return {event.name: np.array([self.invited(event)[rows].sum() for rows in self._members.slices()]) for event in self._interventions}

    def fixed_cost(self, clock):
        """Return the cost of a step in euro per resident, but for sessions: a number, or float64 (n_people,) where places have a price.

        An intervention that reaches nobody costs nothing; a place is paid for by the day, for each of those invited at usual uptake.
        """
        running = [event for event in self._interventions if event.reach > 0 and event.ramp(clock) > 0]
        cost = sum(event.cost_fixed for event in running) / 1000 * clock.length
        for event in running:
            if event.cost_per_use > 0 and event.name in self._last_place:
                cost = cost + self.invited(event, event.ramp(clock)) * (event.uptake * event.cost_per_use * clock.length)
        return cost


def _check_areas(events, n_areas, file):
    """Raise ScenarioError for the first area that an event names and this population has not got."""
    for event in events:
        asked = [event.area] if isinstance(event, Crisis) else [who.area for who in (event.who if isinstance(event.who, tuple) else (event.who,))]
        for area in asked:
            if isinstance(area, tuple) and max(area) >= n_areas:
                there = f"area numbers from 0 to {n_areas - 1}" if n_areas > 1 else "0, the only area"
                raise ScenarioError(file, table_of((event.role, event.name)), "area" if event.role == "crisis" else "who.area",
                                    f"expected {there} of this population, got {max(area)}")


def _lasting_luck(seed, name):
    return lambda purpose, n: uniforms(key(seed, f"{purpose} {name}"), n)


def _zones_of(rows, n_people):
    """Return zones int32 (n_people,) of people who agree in all of some bool (n_people,) rows, and the rows by zone, bool (n_rows, n_zones)."""
    zone = np.zeros(n_people, np.int64)
    for row in rows:
        if row.any() and not row.all():
            zone = np.unique(2 * zone + row, return_inverse=True)[1].reshape(-1)
    first = np.unique(zone, return_index=True)[1]
    return zone.astype(np.int32), np.array([row[first] for row in rows], bool).reshape(len(rows), len(first))
