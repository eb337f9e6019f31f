"""Threat and uncertainty feed distress; support buffers threat, intolerance of uncertainty sharpens both."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.compiled import compiled
from ..core.mechanism import Mechanism
from ..core.parameters import parameter


@add
class StressResponse(Mechanism):
    """Support takes a share off threat and does nothing here on a calm day: the buffering; its small main effect is support_relief."""

    name: ClassVar = "stress_response"
    finding: ClassVar = "perceived support buffers stress; intolerance of uncertainty goes with symptoms (r = 0.51)"
    source: ClassVar = "Cohen & Wills 1985, Psychol Bull 98:310; McEvoy et al. 2019, Clin Psychol Rev 73 (181 studies)"
    evidence: ClassVar = "longitudinal"
    reads: ClassVar = ("threat", "used_to_threat", "felt_uncertainty", "support", "sensitivity", "intolerance_of_uncertainty")
    changes: ClassVar = ("low_mood", "worry")

    threat_worry: float = parameter(0.7, low=0.0, high=1.5, unit="SD at full threat", source="assumption: total with loneliness 0.10 to 0.17 SD early in lockdown (Robinson et al. 2022)")
    threat_low_mood: float = parameter(0.7, low=0.0, high=1.5, unit="SD at full threat", source="assumption")
    uncertainty_worry: float = parameter(0.38, low=0.0, high=1.0, unit="SD at full uncertainty", source="assumption, with facts V5 and V14 in sight")
    uncertainty_low_mood: float = parameter(0.38, low=0.0, high=1.0, unit="SD at full uncertainty", source="assumption, with facts V5 and V14 in sight")
    buffer: float = parameter(0.6, low=0.0, high=0.9, unit="share of threat that full support removes", source="assumption; form: Cohen & Wills 1985")
    intolerance: float = parameter(0.5, low=0.0, high=1.0, unit="per SD", source="assumption; sign: McEvoy et al. 2019")

    def feel(self, today):
        """Push worry and low mood."""
        traits, state, (worry, low_mood) = today.traits, today.state, today.blank(2)
        _respond(today.everyone(today.conditions.threat), state.used_to_threat, state.felt_uncertainty, state.support,
                 traits.intolerance_of_uncertainty, traits.sensitivity, np.float32(self.intolerance), np.float32(self.buffer),
                 np.float32(self.threat_worry), np.float32(self.uncertainty_worry), np.float32(self.threat_low_mood),
                 np.float32(self.uncertainty_low_mood), worry, low_mood)
        return {"worry": worry, "low_mood": low_mood}


def buffered_threat(threat, support, buffer):
    """Return the threat that still reaches each person after support from others.

    Parameters
    ----------
    threat : float or ndarray of shape (n_people,)
        How threatening the day is, from 0 (calm) to 1 (extreme).
    support : ndarray of shape (n_people,)
        Perceived support, from 0 (none) to 1 (as much as one could wish).
    buffer : float
        Share of the threat that full support removes, from 0 to 1.

    Returns
    -------
    ndarray of shape (n_people,)
        Felt threat, from 0 to `threat`.

    References
    ----------
    cohen1985 : Cohen & Wills, Psychological Bulletin 98(2), 310-357. Supports the form; the size of `buffer` is assumed.
    """
    return threat * (np.float32(1) - buffer * support)


_buffered_one = compiled(buffered_threat)


@compiled
def _respond(threat, used_to_threat, felt_uncertainty, support, intolerance, sensitivity, sharpens, buffer, threat_worry, uncertainty_worry,
             threat_low_mood, uncertainty_low_mood, worry, low_mood):
    for i in range(worry.size):
        sharper = max(np.float32(0), np.float32(1) + sharpens * intolerance[i])
        alarming = max(np.float32(0), threat[i] - used_to_threat[i])
        felt = _buffered_one(alarming, support[i], buffer) * sharper * sensitivity[i]
        unsure = felt_uncertainty[i] * sharper * sensitivity[i]
        worry[i] = threat_worry * felt + uncertainty_worry * unsure
        low_mood[i] = threat_low_mood * felt + uncertainty_low_mood * unsure
