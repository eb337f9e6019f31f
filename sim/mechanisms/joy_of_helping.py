"""Whether helping lifts the mood of those who help."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from .volunteering import SERVICE


@add
class JoyOfHelping(Mechanism):
    """Off unless a file switches it on: volunteers' low mood falls a little, as cohorts suggest and experiments do not confirm."""

    name: ClassVar = "joy_of_helping"
    finding: ClassVar = "in cohorts volunteers become less depressed; experiments do not confirm it"
    source: ClassVar = "Jenkinson et al. 2013, BMC Public Health 13:773"
    evidence: ClassVar = "longitudinal"
    on_by_default: ClassVar = False
    reads: ClassVar = (SERVICE,)
    changes: ClassVar = ("low_mood",)

    lifts: float = parameter(0.1, low=0.0, high=0.3, unit="SD", source="assumption: a small effect, as in cohorts")

    def feel(self, today):
        """Lift the mood of volunteers."""
        if SERVICE not in today.conditions.offers:
            return {}
        return {"low_mood": np.float32(-self.lifts) * today.takes_part(SERVICE).astype(np.float32)}
