"""Close people phone, text and call by video, more when they miss company; the net must work."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import TieMeetings
from ..core.parameters import parameter


@add
class DigitalContact(Mechanism):
    """Each close tie has a draw a day for phone, text and video, in proportion to how often it meets in person."""

    name: ClassVar = "digital_contact"
    finding: ClassVar = "weekly contact with family and friends by any channel held at 83 % and 76 % in 2020 while meetings fell"
    source: ClassVar = "Statistics Netherlands 2021 (social contacts); modes of family contact 2017: app 32 %, phone 16 %, in person 8 % daily"
    evidence: ClassVar = "statistics"
    reads: ClassVar = ("call", "digital_access", "openness", "digital_push", "digital_inclusion")
    changes: ClassVar = ("close phone", "close text", "close video")
    meets_row_by_row: ClassVar = True

    phone: float = parameter(0.6, low=0.3, high=2.0, unit="calls per meeting in person", source="assumption near the modes of family contact")
    text: float = parameter(0.86, low=0.5, high=4.0, unit="days of texting per meeting in person", source="earlier fit, to facts C2 to C11 and CoMix, of an earlier state of the model (4,000 draws); the present fit ships no value, and this lies inside its 90 % interval, 0.54 to 1.9 (docs/calibration.md); set by hand before: 0.9")
    video: float = parameter(0.15, low=0.0, high=1.0, unit="calls per meeting in person", source="assumption")

    learns: float = parameter(0.7, low=0.0, high=1.0, unit="share of the lacking access", source="assumption", text="what help with going online makes up for")

    def meet(self, today):
        """Let close ties call and text."""
        push = today.plan.call * today.conditions.digital_push
        access = today.traits.digital_access
        screens = push * (access + (1 - access) * np.float32(self.learns) * today.offer("digital_inclusion"))
        one = today.alike()
        starts = {"phone": push, "text": screens, "video": screens}
        return [TieMeetings("close", channel, start.astype(np.float32, copy=False), one,
                            today.alike(today.conditions.open_to("close", channel)), scale=getattr(self, channel))
                for channel, start in starts.items()]
