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
        change = np.zeros(ties.n_ties, np.float32)
        worth = worth_of_uses(self.gain, self.call_worth)
        _upkeep(ties.of_layer(HOUSEHOLD).stop, ties.flags, today.strength, today.used(), worth, today.usual_met, today.usual_called,
                self.call_worth, self.gain * today.dt, today.dt / self.dormant_days, change)
        return {"strength": change}


@lru_cache(maxsize=64)
def worth_of_uses(gain, call_worth):
    """Return float64 (256,): the strength a tie gains for each way of being used in a step, by its bits."""
    met = [1.0 if bits & MET else 0.0 for bits in range(256)]
    called = [call_worth if bits & CALLED else 0.0 for bits in range(256)]
    return gain * (np.array(met) + np.array(called))


@compiled
def _upkeep(first, flags, strength, used, worth, usual_met, usual_called, call_worth, gain, fading, change):
    for t in range(first, strength.size):
        usual = np.float64(usual_met[t]) + call_worth * np.float64(usual_called[t])
        loss = fading if flags[t] & DORMANT else gain * usual
        change[t] = worth[used[t]] - loss * np.float64(strength[t])
