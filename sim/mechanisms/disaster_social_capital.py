"""Close ties, one's own and those of the whole neighbourhood, take off part of a disaster's blow; company afterwards eases the loss."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.closeness import cohesion
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("protection", "sum", 0.0, -0.9, 0.9, "share", "what close ties before a disaster take off its blow; negative where they are thin"))


@add
class DisasterSocialCapital(Mechanism):
    """Protection follows the strength of one's ties and the mean of one's area before the disaster; unmet need adds to the strain of loss."""

    name: ClassVar = "disaster_social_capital"
    finding: ClassVar = "cohesion before the tsunami went with fewer severe post-traumatic symptoms (11.4 % had them): OR 0.87 by person, 0.75 by area"
    source: ClassVar = "Hikichi et al. 2016, Am J Epidemiol 183:902 (n = 3,567); socialising eased what housing damage did: Hikichi et al. 2017, Lancet Planet Health 1:e105"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("protection", "lost_home", "need", "sensitivity")
    changes: ClassVar = ("protection", "low_mood")

    own: float = parameter(0.08, low=0.0, high=0.2, unit="share per SD of own cohesion", source="assumption: set so that the odds ratio is near 0.87 (Hikichi et al. 2016)")
    area: float = parameter(0.12, low=0.0, high=0.35, unit="share per SD of the area's cohesion", source="assumption: set so that the odds ratio is near 0.75 (Hikichi et al. 2016)")
    missed: float = parameter(0.25, low=0.0, high=0.8, unit="SD with home and all usual company lost", source="assumption: without company loss weighs twice; sign: Hikichi et al. 2017, - 0.10 against + 0.05")

    def feel(self, today):
        """Settle protection on the first day, and feel lost company in a lost home."""
        target = today.once("protection", lambda: today.members.joined(self._protection))[today.first:today.first + today.n_people]
        alone = today.conditions.lost_home * today.state.need * today.traits.sensitivity
        return {"protection": target - today.state.protection, "low_mood": np.float32(self.missed) * alone}

    def _protection(self, population):
        own, area = cohesion(population)
        return np.float32(self.own) * own + np.float32(self.area) * area
