"""Contact is a need like food: company below one's usual builds up need over days to weeks, and need makes one seek company."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class SocialNeed(Mechanism):
    """Need moves to the shortfall of company against the usual; those in need initiate more and call more."""

    name: ClassVar = "social_need"
    finding: ClassVar = "isolation makes people crave company as fasting makes them crave food; a shortfall raises the drive to seek contact"
    source: ClassVar = "Tomova et al. 2020, Nat Neurosci 23:1597 (n = 40); Matthews & Tye 2019, Ann N Y Acad Sci 1457:5"
    evidence: ClassVar = "experiment"
    reads: ClassVar = ("need", "set_point", "company", "company:usual", "company:usual_day")
    changes: ClassVar = ("need", "initiate", "call")

    seeks: float = parameter(0.3, low=0.0, high=0.8, unit="share more at full need", source="assumption")
    seeks_digital: float = parameter(0.8, low=0.0, high=1.0, unit="share more at full need", source="assumption: any-channel contact held up in 2020 (CBS)")
    floor: float = parameter(1.0, low=0.3, high=3.0, unit="company a day", source="assumption: keeps the need of people with little usual company finite; door_to_door.floor is to be the same")

    def plan(self, today):
        """Seek company in need."""
        need = today.state.need
        # Linear, so that the ordinary ups and downs of need leave the mean where it is.
        return {"initiate": 1 + np.float32(self.seeks) * need, "call": 1 + np.float32(self.seeks_digital) * need}

    def feel(self, today):
        """Move need towards the shortfall of company."""
        short = (today.state.set_point * today.usual.company - today.received.company) * np.float32(1 / today.dt)
        return {"need": short / (today.usual_day.company + np.float32(self.floor))}
