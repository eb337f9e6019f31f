"""Those who have not met people for long shy away from them; only meeting heals it."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

declare_quantity(Quantity("avoidance", "sum", 0.0, -1, 2, "SD", "unease about meeting people that grew while one met few"))


@add
class Avoidance(Mechanism):
    """Unease grows while talks are fewer than usual, faster in the socially anxious; it fades with each day of ordinary meetings."""

    name: ClassVar = "avoidance"
    finding: ClassVar = "after a year of rules half of adults felt uneasy about meeting in person; avoided situations keep their fear, graded exposure lowers it"
    source: ClassVar = "APA 2021, Stress in America (49 % uneasy); contacts 13 % below in May 2023 (Backer et al. 2024); exposure: Sandstrom et al. 2022"
    evidence: ClassVar = "cross-sectional"
    reads: ClassVar = ("avoidance", "social_anxiety", "talks", "talks:usual", "talks:usual_day", "sensitivity", "graded_exposure")
    changes: ClassVar = ("avoidance", "initiate", "approach", "go_out", "worry")

    grows_days: float = parameter(60.0, low=20, high=180, unit="days without talks for 1 SD", source="assumption")
    heals_days: float = parameter(60.0, low=20, high=365, unit="days of ordinary meetings (e-folding)", source="assumption: contacts came back within months, not at once")
    graded: float = parameter(1.5, low=0.0, high=4.0, unit="share faster", source="assumption; graded exposure lowers fear stepwise", text="how much faster unease heals with graded exposure")
    anxious_share: float = parameter(0.5, low=0.0, high=1.0, unit="per SD of social anxiety", source="assumption")
    keeps_away: float = parameter(0.12, low=0.0, high=0.4, unit="share per SD", source="assumption: re-entry was slower than rules")
    unease: float = parameter(0.02, low=0.0, high=0.2, unit="SD of worry per SD on an ordinary day", source="assumption; sign: unease about meeting in person")

    def plan(self, today):
        """Start fewer meetings, with strangers above all."""
        shy = np.float32(self.keeps_away) * today.state.avoidance
        return {"initiate": 1 - np.float32(0.5) * shy, "approach": 1 - shy, "go_out": 1 - np.float32(0.5) * shy}

    def feel(self, today):
        """Let unease grow where talks are missing and heal where they are not; meeting while uneasy worries."""
        traits, (change, worry) = today.traits, today.blank(2)
        _avoid(today.state.avoidance, today.received.talks, today.usual.talks, today.usual_day.talks, today.offer("graded_exposure"),
               traits.social_anxiety, traits.sensitivity, np.float32(today.dt), np.float32(1 / today.dt), np.float32(self.anxious_share),
               np.float32(self.graded), np.float32(1 / self.grows_days), np.float32(1 / self.heals_days), np.float32(self.unease), change, worry)
        return {"avoidance": change, "worry": worry}


@compiled
def _avoid(had, talks, usual, usual_day, graded_exposure, anxiety, sensitivity, length, per_length, anxious_share, graded, grows, heals, unease,
           change, worry):
    # All of it linear in talks, so that 24 hours do what their day does.
    one = np.float32(1)
    for i in range(had.size):
        share = talks[i] / (usual_day[i] + one)
        missing = usual[i] / (usual_day[i] + one) - share
        anxious = max(np.float32(0.2), one + anxious_share * anxiety[i])
        faster = one + graded * graded_exposure[i]
        change[i] = missing * anxious * grows - had[i] * (length - missing) * faster * heals
        worry[i] = unease * had[i] * (share * per_length) * sensitivity[i]
