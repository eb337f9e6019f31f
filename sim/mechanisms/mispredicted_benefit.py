"""People expect less of talking with strangers than it gives, and only trying teaches them better."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class MispredictedBenefit(Mechanism):
    """Approaching others follows the expected reward; more talks than usual raise it, fewer let it sink, and it returns slowly."""

    name: ClassVar = "mispredicted_benefit"
    finding: ClassVar = "commuters predicted the opposite of what talking gave them; a week of approaching strangers raised expectations for at least a week"
    source: ClassVar = "Epley & Schroeder 2014, J Exp Psychol Gen 143:1980; Sandstrom, Boothby & Cooney 2022, J Exp Soc Psychol 102"
    evidence: ClassVar = "experiment"
    reads: ClassVar = ("expected_reward", "expectation", "talks", "talks:usual", "talks:usual_day")
    changes: ClassVar = ("approach", "expected_reward")

    follows: float = parameter(0.5, low=0.0, high=1.0, unit="share", source="assumption: of a relative change in expectation, passed on to approaching")
    learns: float = parameter(0.03, low=0.01, high=0.3, unit="share of the gap a day at twice the usual talks", source="assumption: daily improvement over a week (direction only)")
    forgets_days: float = parameter(40.0, low=7, high=180, unit="days (e-folding)", source="assumption")

    def plan(self, today):
        """Approach others as much as one expects of it."""
        base = today.traits.expectation
        return {"approach": 1 + np.float32(self.follows) * (today.state.expected_reward - base) / base}

    def feel(self, today):
        """Learn from talks beyond the usual, and forget."""
        expected = today.state.expected_reward
        surplus = (today.received.talks - today.usual.talks) / (today.usual_day.talks + 1)
        learnt = np.float32(self.learns) * (1 - today.traits.expectation) * surplus
        forgotten = np.float32(today.dt / self.forgets_days) * (expected - today.traits.expectation)
        return {"expected_reward": learnt - forgotten}
