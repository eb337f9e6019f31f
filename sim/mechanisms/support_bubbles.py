"""People who live alone keep seeing the one they are closest to, whatever rules close."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.closeness import strongest_close_ties
from ..core.mechanism import Mechanism
from ..core.meeting import ChosenTieMeetings

SERVICE = "support_bubbles"


@add
class SupportBubbles(Mechanism):
    """What rules take from the strongest close tie of somebody who lives alone is given back; visits in a bubble fill no cap."""

    name: ClassVar = "support_bubbles"
    finding: ClassVar = "people living alone were lonelier before and during lockdowns; rules of several countries let them join one other household"
    source: ClassVar = "Statistics Netherlands 2019 (strongly lonely 14 % living alone); that a bubble is used as the tie was before is an assumption"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("initiate", "accept", "lives_alone", SERVICE)
    changes: ClassVar = ("close in_person",)

    def meet(self, today):
        """Let the two of a bubble meet as they would with nothing closed."""
        if SERVICE not in today.conditions.offers:
            return []
        strongest = today.once("strongest close ties", lambda: strongest_close_ties(today.population.ties, today.n_people))
        member = today.traits.lives_alone & today.takes_part(SERVICE) & (strongest >= 0)
        return [ChosenTieMeetings("close", np.unique(strongest[member]), today.plan.initiate, today.plan.accept)]
