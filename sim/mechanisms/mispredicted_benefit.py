"""People expect less of talking with strangers than it gives, and only trying teaches them better."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class MispredictedBenefit(Mechanism):
    """Approaching others follows the expected reward, which talks teach and time takes away.

    A talk closes a part of the gap to the true reward, so that nobody comes to expect more than that. What the usual talks teach is
    forgotten without them; with them, expectation stays as it is.
    """

    name: ClassVar = "mispredicted_benefit"
    finding: ClassVar = "commuters predicted the opposite of what talking gave them; a week of approaching strangers raised expectations for at least a week"
    source: ClassVar = "Epley & Schroeder 2014, J Exp Psychol Gen 143:1980; Sandstrom, Boothby & Cooney 2022, J Exp Soc Psychol 102"
    evidence: ClassVar = "experiment"
    reads: ClassVar = ("expected_reward", "expectation", "talks", "talks:usual", "talks:usual_day")
    changes: ClassVar = ("approach", "expected_reward")

    follows: float = parameter(0.5, low=0.0, high=1.0, unit="share", source="assumption: of a relative change in expectation, passed on to approaching")
    learns: float = parameter(0.03, low=0.01, high=0.3, unit="share of the gap a day at twice the usual talks", source="assumption: daily improvement over a week (direction only)",
                              text="what talks teach; without any talk, expectation sinks to about half in the long run")
    forgets_days: float = parameter(40.0, low=7, high=180, unit="days (e-folding)", source="assumption", text="in which what more talks than usual have taught is lost, beside what the usual talks keep up")

    def plan(self, today):
        """Approach others as much as one expects of it."""
        base = today.traits.expectation
        return {"approach": 1 + np.float32(self.follows) * (today.state.expected_reward - base) / base}

    def feel(self, today):
        """Learn from talks a part of what is still to learn, and forget."""
        # On usual days what talks teach and what is forgotten of it are equal at the trait; off it, both draw back to it.
        drawn_back, (change,) = np.float32(today.dt * (1 / self.forgets_days + self.learns)), today.blank(1)
        _learn(today.state.expected_reward, today.traits.expectation, today.received.talks, today.usual.talks, today.usual_day.talks,
               np.float32(self.learns), drawn_back, change)
        return {"expected_reward": change}


@compiled
def _learn(expected, trait, talks, usual, usual_day, learns, drawn_back, change):
    zero, one = np.float32(0), np.float32(1)
    for i in range(expected.size):
        surplus = (talks[i] - usual[i]) / (usual_day[i] + one)
        change[i] = learns * max(zero, one - expected[i]) * surplus - drawn_back * (expected[i] - trait[i])
