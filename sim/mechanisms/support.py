"""Company of close people is felt as support, and support felt is what lasts."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter


@add
class Support(Mechanism):
    """Perceived support moves, over two weeks, with support received against the usual."""

    name: ClassVar = "support"
    finding: ClassVar = "high perceived support goes with far fewer symptoms, about seven times the difference daily meetings make"
    source: ClassVar = "Sommerlad et al. 2022, Psychol Med 52 (n = 71,117): -1.836 PHQ-9"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("usual_support", "helped", "helped:usual", "helped:usual_day")
    changes: ClassVar = ("helped", "support")

    phone: float = parameter(0.7, low=0.3, high=1.0, unit="share of a meeting", source="assumption: talk carries most support")
    text: float = parameter(0.3, low=0.0, high=0.7, unit="share of a meeting", source="assumption")
    video: float = parameter(0.6, low=0.0, high=1.0, unit="share of a meeting", source="assumption")
    depends: float = parameter(0.5, low=0.0, high=1.0, unit="share", source="assumption: how far perceived support follows what is received")

    def exchange(self, today):
        """Hand support to both ends of meetings between close people."""
        remote = {f"close_{channel}": getattr(self, channel) for channel in ("phone", "text", "video")}
        return {"helped": Passing(weights(household=1.0, close=1.0, neighbourhood=0.3, work_school=0.2, **remote), usual=True)}

    def feel(self, today):
        """Move perceived support with what was received."""
        (level,) = today.blank(1)
        _follow(today.traits.usual_support, today.received.helped, today.usual.helped, today.usual_day.helped, np.float32(1 / today.dt),
                np.float32(self.depends), level)
        return {"support": level}


@compiled
def _follow(own, helped, usual, usual_day, per_length, depends, level):
    for i in range(level.size):
        surplus = (helped[i] - usual[i]) * per_length / (usual_day[i] + np.float32(0.5))
        level[i] = own[i] * (np.float32(1) + depends * surplus)
