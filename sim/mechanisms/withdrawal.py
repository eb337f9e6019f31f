"""Distressed and socially anxious people withdraw: they start and accept fewer meetings."""

from typing import ClassVar

import numpy as np

from ..core.arithmetic import exp
from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class Withdrawal(Mechanism):
    """Inclinations fall with distress above one's own usual, faster in the socially anxious, and under threat.

    Factors have mean 1 over ordinary fluctuation, so that withdrawal moves no one's ordinary days. Trait differences in
    contact are built into ties and rates.
    """

    name: ClassVar = "withdrawal"
    finding: ClassVar = "students with more depressive symptoms spent less time with others, and of it more in twos and less in groups, but not less with friends"
    source: ClassVar = "Elmer & Stadtfeld 2020, Sci Rep 10:1444 (RFID, n = 123); Schaefer, Kornienko & Fox 2011, Am Sociol Rev 76(5):764-785 (the depressed withdraw from friendships)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("distress_deviation", "social_anxiety", "threat")
    changes: ClassVar = ("initiate", "accept", "approach", "go_out")

    strength: float = parameter(0.051, low=0.0, high=0.4, unit="log inclination per SD", source="earlier fit, to facts C2 to C11 and CoMix, of an earlier state of the model (4,000 draws): 90 % 0.0087 to 0.19; the present fit ships no value, and the facts taught it nothing about this one (docs/calibration.md): in its accepted sets 0.014 to 0.37; set by hand before: 0.15")
    anxious_share: float = parameter(0.5, low=0.0, high=1.0, unit="per SD of social anxiety", source="assumption")
    strangers: float = parameter(1.5, low=1.0, high=3.0, unit="ratio", source="assumption: not less with friends, so more with strangers, whom the study did not look at")
    threat_keeps_home: float = parameter(0.25, low=0.0, high=0.6, unit="share at full threat", source="assumption")
    ordinary_variance: float = parameter(0.35, low=0.2, high=0.6, unit="SD squared", source="definition: 1 less feelings.distress_trait_share, 0.35 as shipped; not tied in code, so who sets or draws the one and not the other gives factors another mean than 1")

    def plan(self, today):
        """Scale inclinations by distress, social anxiety and threat."""
        pulls, exponents = np.array([1, 0.5, self.strangers], np.float32), np.empty((3, today.n_people), np.float32)
        worse = today.feelings.distress_deviation
        _pull_back(worse, today.traits.social_anxiety, np.float32(self.strength), np.float32(self.anxious_share),
                   np.float32(0.5 * self.ordinary_variance), pulls, exponents)
        whole, half, of_strangers = exp(exponents)
        cautious = 1 - np.float32(self.threat_keeps_home) * today.conditions.threat
        return {"initiate": whole * cautious, "accept": half, "approach": of_strangers, "go_out": half * cautious}


@compiled
def _pull_back(worse, anxiety, strength, anxious_share, half_variance, pulls, exponents):
    for k in range(pulls.size):
        for i in range(worse.size):
            anxious = max(np.float32(0), np.float32(1) + anxious_share * anxiety[i])
            pull = strength * anxious * pulls[k]
            exponents[k, i] = -pull * worse[i] - half_variance * pull * pull
