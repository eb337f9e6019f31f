"""A week of talking with people one does not know, as a game."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

SERVICE = "talk_to_strangers"
declare_quantity(Quantity("days_of_game", "sum", 0.0, 0, 1000, "days", "days played of a game of talking with strangers"))


@add
class TalkingToStrangers(Mechanism):
    """Players approach others more, and each day expect a little more of it; what they learned fades as other expectations do."""

    name: ClassVar = "talking_to_strangers"
    finding: ClassVar = "a week of a game of approaching strangers raised expectations of it, day by day, and they were still higher a week later"
    source: ClassVar = "Sandstrom, Boothby & Cooney 2022, J Exp Soc Psychol 102; no effect of a campaign on a population is known"
    evidence: ClassVar = "experiment"
    reads: ClassVar = (SERVICE, "days_of_game", "expected_reward")
    changes: ClassVar = ("approach", "days_of_game", "expected_reward")

    lasts_days: float = parameter(7.0, low=1, high=60, unit="days", source="Sandstrom et al. 2022: a week")
    more: float = parameter(0.5, low=0.0, high=1.0, unit="share more approaching", source="assumption")
    learns: float = parameter(0.05, low=0.0, high=0.3, unit="share of the gap to the true reward, a day", source="assumption: direction only (Sandstrom et al. 2022)")

    def plan(self, today):
        """Approach others more while the game lasts."""
        return {"approach": 1 + np.float32(self.more) * self._plays(today)} if SERVICE in today.conditions.offers else {}

    def feel(self, today):
        """Find that talking is better than one thought."""
        if SERVICE not in today.conditions.offers:
            return {}
        played = self._plays(today) * np.float32(today.dt)
        gap = np.maximum(np.float32(0), 1 - today.state.expected_reward)
        return {"days_of_game": played, "expected_reward": np.float32(self.learns) * gap * played}

    def _plays(self, today):
        return (today.takes_part(SERVICE) & (today.state.days_of_game < np.float32(self.lasts_days - 1e-3))).astype(np.float32)
