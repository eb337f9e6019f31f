"""Fixed days for friends and family: more meetings and calls are started, and weakened ties come back."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.layers import CLOSE
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.spacious import let_go
from ..core.ties import ByRows

SERVICE = "visit_routines"


@add
class VisitRoutines(Mechanism):
    """Who has a routine starts more visits and calls, and close ties that lost strength regain it."""

    name: ClassVar = "visit_routines"
    finding: ClassVar = "planning rewarding days and contact by phone lowered depression and emotional loneliness; routines by themselves were not tried"
    source: ClassVar = "Gilbody et al. 2024, Lancet Healthy Longevity 5:e97 is the nearest trial; sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = (SERVICE, "strength")
    changes: ClassVar = ("initiate", "call", "strength")

    more: float = parameter(0.15, low=0.0, high=0.5, unit="share more started", source="assumption")
    protects_days: float = parameter(90.0, low=20, high=720, unit="days (e-folding)", source="assumption", text="time in which a close tie regains what it lost")

    def plan(self, today):
        """Start more meetings and calls."""
        if SERVICE not in today.conditions.offers:
            return {}
        more = 1 + np.float32(self.more) * today.takes_part(SERVICE).astype(np.float32)
        return {"initiate": more, "call": more}

    def bond(self, today):
        """Let close ties of people with a routine regain what they lost."""
        if SERVICE not in today.conditions.offers:
            return {}
        ties, strength, keeps, share = today.population.ties, today.strength, today.takes_part(SERVICE), np.float32(today.dt / self.protects_days)
        close = ties.of_layer(CLOSE)

        def change(rows):
            changed = np.zeros(rows.stop - rows.start, np.float32)
            some = slice(max(rows.start, close.start), min(rows.stop, close.stop))
            if some.start < some.stop:
                _regain(ties.lower_between(CLOSE, some), ties.higher[some], keeps, ties.first_strength[some], strength[some], share,
                        changed[some.start - rows.start:some.stop - rows.start])
                let_go(ties.first_strength[some])
            return changed

        return {"strength": ByRows(ties.n_ties, change)}


@compiled
def _regain(lower, higher, keeps, first_strength, strength, share, change):
    for t in range(change.size):
        if (keeps[lower[t]] or keeps[higher[t]]) and strength[t] < first_strength[t]:
            change[t] = share * (first_strength[t] - strength[t])
