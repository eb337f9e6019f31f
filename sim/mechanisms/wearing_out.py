"""Unmet need that lasts for months wears people out: what was borne in the first month is not borne in the tenth."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity
from .stress_response import buffered_threat

declare_quantity(Quantity("exhaustion", "sum", 0.0, -1, 1, "share", "how worn out one is by months of unmet need; negative is rested"))


@add
class WearingOut(Mechanism):
    """Exhaustion follows need over months; people bear it while reserves last; what goes beyond pushes low mood, less in those with support."""

    name: ClassVar = "wearing_out"
    finding: ClassVar = "an assumption: no study of months of unmet need is known to us; depressive symptoms did stay (0.20 SD two to four months on) when anxiety had fallen back"
    source: ClassVar = "assumption; the sign of outlasting: Robinson et al. 2022, J Affect Disord 296:567. The rise of the Dutch winter of 2021 rests on it"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("need", "exhaustion", "support", "sensitivity")
    changes: ClassVar = ("exhaustion", "low_mood")

    days: float = parameter(75.0, low=40, high=365, unit="days (e-folding)", source="assumption: months")
    reserve: float = parameter(0.15, low=0.0, high=0.3, unit="share", source="assumption", text="exhaustion that is borne without harm")
    buffer: float = parameter(0.6, low=0.0, high=0.9, unit="share of it that full support removes", source="assumption: as in stress_response")
    low_mood: float = parameter(8.0, low=0.0, high=15.0, unit="SD at full exhaustion without any support", source="assumption")

    def feel(self, today):
        """Wear out in need, and feel low for it."""
        worn = today.state.exhaustion
        beyond = np.maximum(np.float32(0), worn - np.float32(self.reserve))
        return {"exhaustion": np.float32(today.dt / self.days) * (today.state.need - worn),
                "low_mood": np.float32(self.low_mood) * buffered_threat(beyond, today.state.support, np.float32(self.buffer)) * today.traits.sensitivity}
