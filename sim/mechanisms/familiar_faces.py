"""People exchange a few words with familiar faces in shops, transport and clubs."""

from typing import ClassVar

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import TieMeetings
from ..core.parameters import parameter


@add
class FamiliarFaces(Mechanism):
    """Weak ties of 20 to 50 faces, met by those who are out and willing to talk."""

    name: ClassVar = "familiar_faces"
    finding: ClassVar = "days with more contact with weak ties are better days; weak ties count beside close ones"
    source: ClassVar = "Sandstrom & Dunn 2014, Pers Soc Psychol Bull 40:910"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("go_out", "approach", "openness", "nearby", "kept_together")
    changes: ClassVar = ("familiar in_person",)
    meets_row_by_row: ClassVar = True

    pace: float = parameter(1.0, low=0.5, high=2.0, unit="ratio", source="assumption: 1 keeps the recipe's rates")

    def meet(self, today):
        """Let familiar faces meet where both are out."""
        openness = today.conditions.open_to("familiar") * today.around_home()
        return [TieMeetings("familiar", "in_person", today.plan.go_out * today.plan.approach, today.plan.go_out, openness,
                            scale=self.pace)]
