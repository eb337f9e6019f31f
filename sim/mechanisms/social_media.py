"""Passive use of social media grows while public life is closed; it harms some, helps some and does nothing to most."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.conditions import anybody
from ..core.mechanism import Mechanism
from ..core.parameters import parameter

YOUNG_UNTIL = 30


@add
class SocialMedia(Mechanism):
    """More time on screens in the young above all, with an effect whose sign is the person's own.

    Off unless a scenario switches it on: an umbrella review calls the link weak or inconsistent (Valkenburg, Meier & Beyens
    2022), correlations across people (r = 0.11) say little about cause, and no study gives the rise of passive use itself.
    """

    name: ClassVar = "social_media"
    finding: ClassVar = "time on social media goes weakly with depression (r = 0.11), problematic use more; within persons 28 % feel worse, 26 % better, 45 % neither"
    source: ClassVar = (
        "Ivie et al. 2020, J Affect Disord 275:165; Cunningham et al. 2021, Res Child Adolesc Psychopathol 49:241; "
        "Shannon et al. 2022, JMIR Ment Health 9:e33450 (n = 9,269); Valkenburg et al. 2021, Commun Res (n = 387; shares read in its abstract)")
    evidence: ClassVar = "cross-sectional"
    on_by_default: ClassVar = False
    reads: ClassVar = ("openness", "internet", "digital_access", "age")
    changes: ClassVar = ("low_mood", "worry")

    rises: float = parameter(0.5, low=0.0, high=1.0, unit="SD of use while public life is closed", source="assumption; the young, below 30")
    older: float = parameter(0.4, low=0.0, high=1.0, unit="share of the rise in the young", source="assumption")
    harmed: float = parameter(0.28, low=0.1, high=0.4, unit="share of people", source="Valkenburg et al. 2021: 28 % only declines (adolescents, any use; read in its abstract)")
    helped: float = parameter(0.26, low=0.1, high=0.46, unit="share of people", source="Valkenburg et al. 2021: 26 % only gains (adolescents, any use; read in its abstract)")
    low_mood: float = parameter(0.27, low=0.0, high=0.27, unit="SD per SD of use in those it harms", source="Shannon et al. 2022: r = 0.273 with problematic use; an upper bound")
    worry: float = parameter(0.35, low=0.0, high=0.35, unit="SD per SD of use in those it harms", source="Shannon et al. 2022: r = 0.348 with problematic use; an upper bound")
    relief: float = parameter(0.11, low=0.0, high=0.27, unit="SD per SD of use in those it helps", source="assumption: of the order of r = 0.11")

    def feel(self, today):
        """Push mood by the rise in use, for the worse or the better."""
        closed = 1 - today.conditions.open_to("encounters")
        if not anybody(closed):
            return {}
        more = np.where(today.traits.age < YOUNG_UNTIL, np.float32(1), np.float32(self.older)) * np.float32(self.rises)
        more = more * closed * today.conditions.internet * today.traits.digital_access
        kind = today.fixed_draw("social media")
        worse, better = kind < self.harmed, kind > 1 - np.float64(self.helped)
        relief = np.where(better, np.float32(self.relief), np.float32(0))
        return {name: more * (np.where(worse, np.float32(size), np.float32(0)) - relief)
                for name, size in (("low_mood", self.low_mood), ("worry", self.worry))}
