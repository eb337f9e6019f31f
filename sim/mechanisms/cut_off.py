"""Without phone and internet people do not know how others fare and cannot call for help; without power the frail are in danger."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.closeness import cohesion, frail
from ..core.conditions import for_all
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class CutOff(Mechanism):
    """Silence makes days unclear and worries, most those who live alone, are frail, or have few close to them."""

    name: ClassVar = "cut_off"
    finding: ClassVar = "in power outages panic is unlikely; loss of communication is a main stressor, the ill and the old are vulnerable"
    source: ClassVar = "Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (review, 47 studies); sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = ("phone", "internet", "power", "digital_access", "lives_alone", "age", "hazard_sensitivity")
    changes: ClassVar = ("worry", "felt_uncertainty")

    worries: float = parameter(0.10, low=0.0, high=0.5, unit="SD without any net", source="assumption")
    unclear: float = parameter(0.15, low=0.0, high=0.8, unit="share of full uncertainty, without any net", source="assumption")
    alone: float = parameter(1.0, low=0.0, high=3.0, unit="times more in those who live alone", source="assumption; sign: review of 47 studies")
    frail: float = parameter(1.0, low=0.0, high=3.0, unit="times more in the frail", source="assumption; sign: review of 47 studies")
    known: float = parameter(0.3, low=0.0, high=0.6, unit="share less per SD of close ties", source="assumption")
    dark: float = parameter(0.3, low=0.0, high=0.8, unit="SD in the frail, without power", source="assumption: devices, lifts and care at home fail")

    def feel(self, today):
        """Worry by what fails, and by how much one depends on it."""
        conditions, traits = today.conditions, today.traits
        if for_all(conditions.phone) and for_all(conditions.internet) and for_all(conditions.power):
            return {}
        silence = 1 - np.maximum(today.everyone(conditions.phone), conditions.internet * traits.digital_access)
        ill = frail(traits.age, today.fixed_draw("frail")).astype(np.float32)
        close = today.once("own cohesion", lambda: today.members.joined(lambda each: cohesion(each)[0]))[today.first:today.first + today.n_people]
        depends = 1 + np.float32(self.alone) * traits.lives_alone + np.float32(self.frail) * ill - np.float32(self.known) * close
        push = silence * np.maximum(np.float32(0), depends) * np.float32(self.worries) + np.float32(self.dark) * ill * (1 - conditions.power)
        return {"worry": push * traits.hazard_sensitivity, "felt_uncertainty": np.float32(self.unclear) * silence}
