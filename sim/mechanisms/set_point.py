"""What counts as enough company adapts in part to what one has."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("set_point", "sum", 1.0, 0.3, 1.7, "share of usual", "company that counts as enough, as a share of the usual"))


@add
class SetPoint(Mechanism):
    """After months of less company less is missed; when company comes back it is felt as a surplus for a while."""

    name: ClassVar = "set_point"
    finding: ClassVar = "social homeostasis: a chronic deficit shifts the set-point, and company after it is felt as more than enough"
    source: ClassVar = "Matthews & Tye 2019, Ann N Y Acad Sci 1457:5 (detector, controller, effector with adaptation)"
    evidence: ClassVar = "animal"
    reads: ClassVar = ("set_point", "company", "company:usual", "company:usual_day")
    changes: ClassVar = ("set_point",)

    share: float = parameter(0.2, low=0.0, high=0.6, unit="share of the gap", source="assumption: full adaptation would end loneliness within a summer")
    days: float = parameter(120.0, low=60, high=365, unit="days (e-folding)", source="assumption: months")

    def feel(self, today):
        """Move to the adapted part of the difference between company had and usual."""
        (change,) = today.blank(1)
        _adapt(today.state.set_point, today.received.company, today.usual.company, today.usual_day.company, np.float32(today.dt), np.float32(self.share),
               np.float32(1 / self.days), change)
        return {"set_point": change}


@compiled
def _adapt(set_point, company, usual, usual_day, length, share, pace, change):
    for i in range(change.size):
        gap = (company[i] - usual[i]) / (usual_day[i] + np.float32(1))
        away = (set_point[i] - np.float32(1)) * length
        change[i] = pace * (share * gap - away)
