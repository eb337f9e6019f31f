"""Talk passes on a part of how others fare: the distress of others weighs, somebody calmer calms, and two who are distressed dwell on it."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.meeting import Passing, weights
from ..core.parameters import parameter


@add
class SharedFeelings(Mechanism):
    """Talk draws the effects of a crisis, never ordinary ups and downs, towards those of the people one meets, by strength of tie.

    Who is more distressed than they are is calmed, who is calmer takes on a part; a lonely day does neither.
    """

    name: ClassVar = "shared_feelings"
    finding: ClassVar = "distress and loneliness cluster among friends, by exclusion and by influence; people who get no support from others are more distressed"
    source: ClassVar = "Cacioppo, Fowler & Christakis 2009, J Pers Soc Psychol 97:977 (causal reading contested); that talk with somebody calmer calms is the essay's, its form an assumption"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("distress_effect", "burden", "shared_talk", "company:usual_day")
    changes: ClassVar = ("burden", "shared_talk", "low_mood", "worry")

    passes: float = parameter(0.10, low=0.0, high=0.2, unit="SD per SD of those met", source="assumption")
    soothes: float = parameter(0.15, low=0.0, high=0.3, unit="SD per SD of one's own, on a usual day of talk", source="assumption, with fact V14 in sight: above `passes`, so that talk calms, and burdens only where both are highly distressed",
                               text="what a usual day of talk with people without any effect takes off one's own")
    dwells: float = parameter(0.10, low=0.0, high=0.3, unit="SD per SD of one's own times SD of those met", source="assumption; sign: co-rumination where both are distressed")

    def exchange(self, today):
        """Hand on the effect on distress, and the talk itself."""
        table = weights(household=1.0, close=1.0, close_phone=0.45, neighbourhood=0.5, work_school=0.5)
        return {"burden": Passing(table, gives=today.feelings.distress_effect), "shared_talk": Passing(table)}

    def feel(self, today):
        """Push low mood and worry towards those met, and low mood more where both are distressed."""
        own, (worry, low_mood) = today.feelings.distress_effect, today.blank(2)
        _share(own, today.received.burden, today.received.shared_talk, today.usual_day.company, np.float32(1 / today.dt), np.float32(self.passes),
               np.float32(self.soothes), np.float32(self.dwells), worry, low_mood)
        return {"low_mood": low_mood, "worry": worry}


@compiled
def _share(own, burden, shared_talk, usual, per_length, passes, soothes, dwells, worry, low_mood):
    zero = np.float32(0)
    for i in range(own.size):
        # Who usually has no company, as where that mechanism is off, has no usual talk to share feelings in.
        share = per_length / (usual[i] + np.float32(0.5)) if usual[i] > zero else zero
        mean, talk = burden[i] * share, shared_talk[i] * share
        push = passes * mean - soothes * own[i] * talk
        both = max(zero, own[i]) * max(zero, mean)
        low_mood[i], worry[i] = push + dwells * both, push
