"""Where phones are dead, volunteers knock at doors."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.conditions import for_all
from ..core.mechanism import Mechanism
from ..core.meeting import Sessions
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity
from .courses import in_turn

SERVICE = "door_to_door"
declare_quantity(Quantity("visited", "sum", 0.0, 0, 1, "share", "how fresh the last visit of a volunteer is: 1 at the door, gone in a day"))


@add
class DoorToDoor(Mechanism):
    """A visit is company for a day, brings news, and eases the worry of those who are cut off; with phones working nobody comes."""

    name: ClassVar = "door_to_door"
    finding: ClassVar = "in power outages loss of communication is a main stressor, and people help each other; visits were not tried in experiments"
    source: ClassVar = "Rubin & Rogers 2019, Int J Disaster Risk Reduct 39:101226 (review, 47 studies); sizes are assumptions"
    evidence: ClassVar = "assumption"
    reads: ClassVar = (SERVICE, f"{SERVICE}:uses", "phone", "visited", "sensitivity", "company:usual_day")
    changes: ClassVar = (SERVICE, "visited", "need", "worry", "felt_uncertainty")

    company: float = parameter(0.5, low=0.0, high=2.0, unit="company", source="assumption: as a neighbour met")
    floor: float = parameter(1.0, low=0.3, high=3.0, unit="company a day", source="definition: social_need.floor as shipped; not tied in code, so who sets or draws that one sets this one too")
    eases: float = parameter(0.1, low=0.0, high=0.4, unit="SD of worry on a day of a visit", source="assumption: most of what being cut off adds")
    informs: float = parameter(0.2, low=0.0, high=0.6, unit="share of full uncertainty", source="assumption")

    def meet(self, today):
        """Give out the day's visits in drawn order, in proportion to how long phones are dead."""
        if SERVICE not in today.conditions.offers or not today.clock.serves or for_all(today.conditions.phone):
            return []
        wanted = today.draw(f"{SERVICE}: at home") < today.offer(SERVICE) * (1 - today.conditions.phone)
        return [Sessions(SERVICE, in_turn(today, SERVICE, wanted, np.zeros(today.n_people, bool)))]

    def feel(self, today):
        """Have had company and news, for a day."""
        fresh, given = today.state.visited, today.uses.get(SERVICE)
        if given is None and not fresh.any():
            return {}
        given = today.everyone(0.0) if given is None else given.astype(np.float32)
        faded = np.float32(today.dt) * fresh
        had = np.float32(-self.company) * fresh / (today.usual_day.company + np.float32(self.floor))
        return {"visited": given * (1 - fresh + faded) - faded, "need": had,
                "worry": np.float32(-self.eases) * fresh * today.traits.sensitivity, "felt_uncertainty": np.float32(-self.informs) * fresh}
