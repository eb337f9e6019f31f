"""Contested: the loneliness of friends passes on, by strength of tie."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter


@add
class LonelyCompany(Mechanism):
    """The effect on the loneliness of those one meets, never their ordinary ups and downs, pushes one's own.

    Off unless a scenario switches it on: that the lonely are tied to the lonely may be choice and shared surroundings as
    well as influence. Read it as gaps in support that cluster, not as a fault of lonely people.
    """

    name: ClassVar = "lonely_company"
    finding: ClassVar = "people tied to a lonely person are 52 % more often lonely, 25 % at two and 15 % at three degrees; by friends more than by family"
    source: ClassVar = "Cacioppo, Fowler & Christakis 2009, J Pers Soc Psychol 97:977 (causal reading contested)"
    evidence: ClassVar = "longitudinal"
    on_by_default: ClassVar = False
    reads: ClassVar = ("loneliness_effect", "lonely_others", "company:usual_day")
    changes: ClassVar = ("lonely_others", "emotional_loneliness", "social_loneliness")

    passes: float = parameter(0.15, low=0.0, high=0.4, unit="SD per SD of those met", source="assumption; sign: Cacioppo et al. 2009")
    family: float = parameter(0.3, low=0.0, high=1.0, unit="share of a friend", source="assumption; sign: friends more than family")
    neighbour: float = parameter(0.5, low=0.0, high=1.0, unit="share of a friend", source="assumption")
    phone: float = parameter(0.45, low=0.0, high=0.7, unit="share of a meeting", source="Sommerlad et al. 2022: 0.117 / 0.258")

    def exchange(self, today):
        """Hand on the effect on loneliness."""
        table = weights(household=self.family, close=1.0, close_phone=self.phone, neighbourhood=self.neighbour)
        return {"lonely_others": Passing(table, gives=today.feelings.loneliness_effect)}

    def feel(self, today):
        """Push loneliness towards that of those met."""
        mean = today.received.lonely_others * np.float32(1 / today.dt) / (today.usual_day.company + np.float32(0.5))
        push = np.float32(self.passes) * mean
        return {"emotional_loneliness": push, "social_loneliness": push}
