"""Being with others is company, worth more with those one is close to, and less by a screen."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter


@add
class Company(Mechanism):
    """Each meeting gives both ends company: the weight of its layer and channel times the strength of the tie."""

    name: ClassVar = "company"
    finding: ClassVar = "daily face-to-face contact goes with fewer symptoms, daily phone or video contact with 0.45 of that"
    source: ClassVar = "Sommerlad et al. 2022, Psychol Med 52 (n = 71,117): -0.258 and -0.117 PHQ-9; weights of layers are assumptions"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ()
    changes: ClassVar = ("company",)

    phone: float = parameter(0.45, low=0.2, high=0.7, unit="share of a meeting", source="Sommerlad et al. 2022: 0.117 / 0.258")
    text: float = parameter(0.30, low=0.0, high=0.45, unit="share of a meeting", source="assumption within 0 to 0.45; text meaningful, messaging apps not (evidence disagrees)")
    video: float = parameter(0.35, low=0.0, high=0.45, unit="share of a meeting", source="assumption within 0 to 0.45; Cochrane: uncertain")
    neighbour: float = parameter(0.5, low=0.2, high=1.0, unit="share of a close meeting", source="assumption")
    colleague: float = parameter(0.5, low=0.2, high=1.0, unit="share of a close meeting", source="assumption")
    familiar: float = parameter(0.3, low=0.05, high=0.6, unit="share of a close meeting", source="assumption")
    stranger: float = parameter(0.06, low=0.01, high=0.2, unit="company", source="assumption")

    def exchange(self, today):
        """Hand company to both ends of each meeting."""
        remote = {f"close_{channel}": getattr(self, channel) for channel in ("phone", "text", "video")}
        table = weights(household=1.0, close=1.0, neighbourhood=self.neighbour, work_school=self.colleague,
                        work_school_video=self.colleague * self.video,
                        neighbourhood_video=self.neighbour * self.video, familiar=self.familiar, encounters=self.stranger, **remote)
        return {"company": Passing(table, usual=True)}
