"""Ties live from meetings and calls, and fade without them."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.layers import HOUSEHOLD
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.spacious import let_go, spacious
from ..core.ties import CALLED, DORMANT, MET, ByRows

BY_CALL, IN_PERSON = np.uint8(CALLED), np.uint8(MET)


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
        ties, strength, used, length = today.population.ties, today.strength, today.used_in(), today.dt
        loss, known = today.once("loss of ties", lambda: (spacious(ties.n_ties, np.float32), set()))
        usual_uses = today.usual_met, today.usual_called
        first, worth = ties.of_layer(HOUSEHOLD).stop, worth_of_uses(self.gain, self.call_worth)

        def change(rows):
            changed, kept = np.empty(rows.stop - rows.start, np.float32), slice(max(first, rows.start), max(first, rows.stop))
            changed[:kept.start - rows.start] = 0
            if (rows.start, rows.stop) not in known:
                self._lose(*(each[kept] for each in (*usual_uses, ties.flags, loss)))
                known.add((rows.start, rows.stop))
            _upkeep(strength[kept], used(kept), worth, loss[kept], length, changed[kept.start - rows.start:])
            let_go(loss[kept])
            return changed

        return {"strength": ByRows(ties.n_ties, change)}

    def _lose(self, met, called, flags, loss):
        """Write into `loss`, float32 (n,), what some ties lose a day as a share of their strength, just what they usually gain."""
        usual = self.gain * (met.astype(np.float64) + self.call_worth * called)
        loss[:] = np.where(flags & DORMANT, 1 / self.dormant_days, usual)
        for looked_through in (met, called, flags):
            let_go(looked_through)


@lru_cache(maxsize=64)
def worth_of_uses(gain, call_worth):
    """Return float64 (2, 2): the strength a tie gains in a step by whether its two met, and whether they called."""
    return gain * np.add.outer([0.0, 1.0], [0.0, call_worth])


@compiled
def _upkeep(strength, used, worth, loss, length, change):
    # Chosen among four numbers, not looked up in a table, so that the compiler can do several ties at once.
    unused, called, met, both = worth[0, 0], worth[0, 1], worth[1, 0], worth[1, 1]
    for t in range(strength.size):
        if_met = both if used[t] & BY_CALL != 0 else met
        if_not = called if used[t] & BY_CALL != 0 else unused
        gained = if_met if used[t] & IN_PERSON != 0 else if_not
        change[t] = gained - length * np.float64(loss[t]) * np.float64(strength[t])
