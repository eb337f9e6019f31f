"""From dated events to the conditions of a step: which areas are hit, who is invited, what is open."""

import numpy as np

from ..core.chance import key, uniforms
from ..core.conditions import Conditions


class Calendar:
    """The events of a scenario over one population; `invitable` (from `eligible`) is judged once, on the first morning."""

    def __init__(self, scenario, population, seed, eligible):
        self._crises = [event for event in scenario.crisis if event.enabled]
        self._interventions = [event for event in scenario.intervention if event.enabled]
        self._zone, self._hit = self._zones(population)
        self._n_people = population.n_people
        self._eligible = {event.name: eligible(event.who, event.name) for event in self._interventions}
        self._luck = {event.name: uniforms(key(seed, f"reach {event.name}"), population.n_people) for event in self._interventions}

    def _zones(self, population):
        hit = np.array([event.areas(population.n_areas) for event in self._crises], bool).reshape(len(self._crises), population.n_areas)
        if hit.shape[0] == 0 or hit.all():
            return None, np.ones((len(self._crises), 1), bool)
        kinds, zone_of_area = np.unique(hit, axis=1, return_inverse=True)
        area_of_person = np.repeat(np.arange(population.n_areas), np.diff(population.area_start))
        return zone_of_area.reshape(-1)[area_of_person].astype(np.int32), kinds

    def conditions_at(self, clock):
        """Return the Conditions of a step."""
        n_zones = self._hit.shape[1]
        conditions = Conditions(n_zones, None if n_zones == 1 else self._zone, clock)
        for event, zones in zip(self._crises, self._hit, strict=True):
            level = event.level(clock)
            if level > 0:
                event.change(conditions.within(zones), level)
        for event in self._interventions:
            ramp = event.ramp(clock)
            if ramp > 0:
                event.change(conditions, ramp, self.invited(event, ramp))
        return conditions

    def invited(self, event, ramp=1.0):
        """Return bool (n_people,): who gets the offer of an intervention, `ramp` of the way up."""
        return self._eligible[event.name] & (self._luck[event.name] < event.reach * ramp)

    def reached(self):
        """Return a dict from intervention name to the number of people invited at full reach."""
        return {event.name: int(self.invited(event).sum()) for event in self._interventions}

    def fixed_cost(self, clock):
        """Return the fixed cost of a step in euro per resident; an intervention that reaches nobody costs nothing."""
        running = (event for event in self._interventions if event.reach > 0 and event.ramp(clock) > 0)
        return sum(event.cost_fixed for event in running) / 1000 * clock.length
