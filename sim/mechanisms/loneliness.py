"""Unmet need for company turns into loneliness over weeks."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class Loneliness(Mechanism):
    """Need pushes emotional and social loneliness, in some people far more than in others."""

    name: ClassVar = "loneliness"
    finding: ClassVar = "loneliness rose while contact was restricted (SMD 0.27), most in the young"
    source: ClassVar = "Ernst et al. 2022, Am Psychol 77:660; van den Boom et al. 2023, Public Health Rep 138:812 (n = 92,062, read in its abstract)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("need", "sensitivity")
    changes: ClassVar = ("emotional_loneliness", "social_loneliness")

    emotional: float = parameter(1.15, low=0.3, high=2.0, unit="SD at full need", source="assumption: fitted by hand to a rise of 0.10 to 0.40 SD in a strict lockdown")
    social: float = parameter(1.15, low=0.3, high=2.0, unit="SD at full need", source="assumption: as emotional")

    def feel(self, today):
        """Push loneliness by need."""
        hurt = today.state.need * today.traits.sensitivity
        return {"emotional_loneliness": np.float32(self.emotional) * hurt, "social_loneliness": np.float32(self.social) * hurt}
