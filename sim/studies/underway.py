"""How much is lived of runs that are under way: of many people a single one takes so long that who waits for whole runs sees nothing."""

from ..population.threads import is_large
from ..run import first_morning
from ..usual import ORDINARY_DAYS
from .ensemble import runs_of_seed


class Underway:
    """The runs of a Unit while they are lived: `add(share)` is told of parts of runs of many people, 1 for each whole run.

    `goes_on()` ends them early by returning False, between two days and also between the ordinary days before the first.
    """

    def __init__(self, unit, goes_on, add):
        self._unit, self._goes_on, self._add = unit, goes_on, add
        self._place, self._told, self._ordinary_days = -1, 0.0, 0

    def runs(self, panel_folder):
        """Give the Runs as they come."""
        yield from runs_of_seed(*self._unit, panel_folder, self._watch, morning_of=self._morning_of)
        if self._goes_on():
            self._tell(1.0)

    def _morning_of(self, scenario, seed):
        self._ordinary_days = ORDINARY_DAYS  # a later scenario with the same morning has none
        return first_morning(scenario, seed, watch=self._watch_ordinary)

    def _watch_ordinary(self, days):
        self._tell(days / (ORDINARY_DAYS + self._n_steps))
        return self._goes_on()

    def _watch(self, steps):
        if steps == 0:  # a run begins
            self._tell(1.0)
            self._place, self._told, self._ordinary_days = self._place + 1, 0.0, 0
        else:
            self._tell((self._ordinary_days + steps) / (self._ordinary_days + self._n_steps))
        return self._goes_on()

    @property
    def _n_steps(self):
        scenario = self._unit.scenarios[self._place]
        return scenario.days * (24 if scenario.step == "hour" else 1)

    def _tell(self, share):
        if self._place >= 0 and is_large(self._unit.scenarios[self._place].population.people or 0):
            self._add(share - self._told)
            self._told = share
