"""From dated events to the conditions of a step: which areas are hit, who is invited, what is open."""

import numpy as np

from ..core.chance import key, uniforms
from ..core.conditions import Conditions
from .errors import ScenarioError, table_of
from .events import Crisis
from .places import is_by_session, most_invited


class Calendar:
    """The events of a scenario over one population; whom they strike or invite (`eligible`) is settled on the first morning."""

    def __init__(self, scenario, population, seed, eligible):
        self._crises = [event for event in scenario.crisis if event.enabled]
        self._interventions = [event for event in scenario.intervention if event.enabled]
        _check_areas([*self._crises, *self._interventions], population.n_areas, f"{scenario.name}.toml")
        self._zone, self._hit, self._struck = self._zones(population, seed)
        self._n_people = population.n_people
        self._eligible = {event.name: eligible(event.who, event.name) for event in self._interventions}
        self._luck = {event.name: uniforms(key(seed, f"reach {event.name}"), population.n_people) for event in self._interventions}
        self._last_place = {event.name: self._luck_of_last_place(event, _lasting_luck(seed, event.name))
                            for event in self._interventions if not is_by_session(event, scenario.start)}

    def _luck_of_last_place(self, event, luck):
        """Return the luck from which there is no place left in an offer, infinite where there is one for all."""
        most, in_turn = most_invited(event, self._n_people, luck("last place", 1)[0]), np.sort(self._luck[event.name][self._eligible[event.name]])
        return in_turn[most] if most < len(in_turn) else np.inf

    def _zones(self, population, seed):
        """Return each person's zone or None where there is only one, and by event the zones hit and {way: zones struck}, all bool (n_zones,)."""
        area = np.repeat(np.arange(population.n_areas), np.diff(population.area_start))
        hit = [event.areas(population.n_areas)[area] for event in self._crises]
        struck = [event.struck(population.traits, _lasting_luck(seed, event.name)) for event in self._crises]
        places = [(k, way) for k, ways in enumerate(struck) for way in ways]
        zone, table = _zones_of([*hit, *(hit[k] & struck[k][way] for k, way in places)], population.n_people)
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
        return conditions

    def invited(self, event, ramp=1.0):
        """Return bool (n_people,): who gets the offer of an intervention, `ramp` of the way up, and no more than fill its places."""
        below = min(event.reach * ramp, self._last_place.get(event.name, np.inf))
        return self._eligible[event.name] & (self._luck[event.name] < below)

    def reached(self):
        """Return a dict from intervention name to the number of people invited at full reach."""
        return {event.name: int(self.invited(event).sum()) for event in self._interventions}

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
