"""Who feels more supported than usual feels better than usual, on calm days too."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class SupportRelief(Mechanism):
    """The main effect beside the buffering: support above one's usual lifts low mood and eases worry, support lost does the reverse."""

    name: ClassVar = "support_relief"
    finding: ClassVar = "high perceived support goes with 1.836 fewer points of PHQ-9 than low, which is 0.31 SD"
    source: ClassVar = "Sommerlad et al. 2022, Psychol Med 52 (n = 71,117): -1.836; SD 6.0: Fancourt, Steptoe & Bu 2021, Lancet Psychiatry 8:141"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("support", "usual_support", "sensitivity")
    changes: ClassVar = ("low_mood", "worry")

    relief: float = parameter(
        1.15, low=0.0, high=1.5, unit="SD of low mood per unit of support",
        source="1.836 / 6.0 = 0.31 SD between high and low support; medians of the outer thirds of usual_support (SD 0.137) lie 2 x 0.967 SD = 0.265 apart: "
               "0.31 / 0.265 = 1.16. assumption: thirds, and that all of the association is an effect, so this is an upper estimate")
    of_worry: float = parameter(0.3, low=0.0, high=1.0, unit="share of the relief of low mood", source="assumption, with facts C9 and V14 in sight: the study asked for depression only")

    def feel(self, today):
        """Push low mood and worry against what support is above the usual; nothing where it is usual."""
        more = (today.state.support - today.traits.usual_support) * today.traits.sensitivity
        relief = np.float32(-self.relief) * more
        return {"low_mood": relief, "worry": np.float32(self.of_worry) * relief}
