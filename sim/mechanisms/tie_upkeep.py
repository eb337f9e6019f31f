"""Ties live from meetings and calls, and fade without them."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.layers import HOUSEHOLD
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.ties import DORMANT, MET, PHONED, TEXTED, VIDEO_CALLED

CALLED = PHONED | TEXTED | VIDEO_CALLED


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
        _upkeep(ties.of_layer(HOUSEHOLD).stop, ties.flags, ties.first_strength, today.strength, today.met, today.met_before,
                today.usual_met, today.usual_called, self.gain, self.call_worth, today.dt, self.dormant_days, change)
        return {"strength": change}


@compiled
def _upkeep(first, flags, first_strength, strength, uses, before, usual_met, usual_called, gain, call_worth, length, dormant_days, change):
    for t in range(first, strength.size):
        used = uses[t] & ~before[t]
        met = 1.0 if used & MET else 0.0
        if flags[t] & DORMANT:
            change[t] = gain * met - np.float64(strength[t]) * (length / dormant_days)
            continue
        # A day of calls counts once, by whatever channels and at whatever hours.
        called = call_worth if used & CALLED and not before[t] & CALLED else 0.0
        usual = np.float64(usual_met[t]) + call_worth * np.float64(usual_called[t])
        share = np.float64(strength[t]) / np.float64(first_strength[t])
        change[t] = gain * (met + called - usual * share * length)
