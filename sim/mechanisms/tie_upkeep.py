"""Ties live from meetings and calls, and fade without them."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.layers import HOUSEHOLD
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.ties import CALLED, DORMANT, MET


@add
class TieUpkeep(Mechanism):
    """A tie gains with each meeting and call and loses every day what it usually gains, in proportion to its strength."""

    name: ClassVar = "tie_upkeep"
    finding: ClassVar = "core networks change within 6 to 12 months when contexts change; contact keeps ties"
    source: ClassVar = "Small, Pamphile & McMahan 2015, Soc Networks 40:90; sizes are assumptions"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("strength", "met", "usual_met", "usual_called")
    changes: ClassVar = ("strength",)

    gain: float = parameter(0.004, low=0.001, high=0.01, unit="strength per meeting", source="assumption")
    call_worth: float = parameter(0.45, low=0.2, high=0.7, unit="share of a meeting", source="Sommerlad et al. 2022: 0.117 / 0.258")
    dormant_days: float = parameter(120.0, low=30, high=365, unit="days (e-folding)", source="assumption: a new tie fades that is not kept")

    def bond(self, today):
        """Return the change of every tie's strength."""
        ties = today.population.ties
        change = np.empty(ties.n_ties, np.float32)
        met, called = today.usual_met, today.usual_called
        loss = today.once("loss of ties", lambda: self._loss(ties, met, called))
        _upkeep(ties.of_layer(HOUSEHOLD).stop, today.strength, today.used(), worth_of_uses(self.gain, self.call_worth), loss,
                today.dt, change)
        return {"strength": change}

    def _loss(self, ties, met, called):
        """Return float32 (n_ties,): what a tie loses a day as a share of its strength, just what it usually gains."""
        usual = self.gain * (met.astype(np.float64) + self.call_worth * called)
        return np.where(ties.flags & DORMANT, 1 / self.dormant_days, usual).astype(np.float32)


@lru_cache(maxsize=64)
def worth_of_uses(gain, call_worth):
    """Return float64 (256,): the strength a tie gains for each way of being used in a step, by its bits."""
    met = [1.0 if bits & MET else 0.0 for bits in range(256)]
    called = [call_worth if bits & CALLED else 0.0 for bits in range(256)]
    return gain * (np.array(met) + np.array(called))


@compiled
def _upkeep(first, strength, used, worth, loss, length, change):
    change[:first] = 0
    # Chosen among four numbers, not looked up by bits, so that the compiler can do several ties at once.
    unused, met, called, both = worth[0], worth[MET], worth[CALLED], worth[MET | CALLED]
    for t in range(first, strength.size):
        if_called, if_not = (both, met) if used[t] & MET else (called, unused)
        gained = if_called if used[t] & CALLED else if_not
        change[t] = gained - length * np.float64(loss[t]) * np.float64(strength[t])
