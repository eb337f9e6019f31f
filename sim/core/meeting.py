"""The forms in which a mechanism says who meets and what passes between those who met."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .layers import CHANNELS, LAYERS, N_SLOTS, slot


@dataclass(frozen=True)
class TieMeetings:
    """Tied pairs of one layer meet by one channel, each with its own draw.

    A pair meets with probability rate * scale * min(openness of both) * (start_i accept_j + start_j accept_i) / 2.
    `start`, `accept`, `openness` are float32 (n_people,); `cap` int32 (n_people,) limits such meetings a day. A `scale`
    that differs between people, (n_people,), becomes part of what each starts.
    """

    layer: str
    channel: str
    start: np.ndarray
    accept: np.ndarray
    openness: np.ndarray
    scale: float = 1.0
    cap: np.ndarray | None = None

    def __post_init__(self):
        if getattr(self.scale, "ndim", 0):
            object.__setattr__(self, "start", (self.start * self.scale).astype(np.float32))
            object.__setattr__(self, "scale", 1.0)


@dataclass(frozen=True)
class ChosenTieMeetings:
    """Tied pairs of one layer that are picked out, int32 `rows`, meet in person whatever is closed and outside every cap.

    They meet by the day's draw of the tie, with probability rate * (start_i accept_j + start_j accept_i) / 2, unless the
    ordinary TieMeetings of the layer let them meet already.
    """

    layer: str
    rows: np.ndarray
    start: np.ndarray
    accept: np.ndarray


@dataclass(frozen=True)
class GroupMeetings:
    """All members of a group who take part on a day meet; one draw of presence a person and day.

    `groups` is "work_school" or "clubs"; a person takes part when its draw lies from `above` to `above + chance`.
    """

    groups: str
    layer: str
    channel: str
    chance: np.ndarray
    above: np.ndarray
    strength: float


@dataclass(frozen=True)
class ChanceMeetings:
    """People of one area come across each other: `pairings` partners a day, each met with probability
    chance * out_i out_j * (talk_i + talk_j) / 2. Between tied people it is a use of their tie. A `chance` that differs
    between people, (n_people,), becomes part of their talk."""

    pairings: int
    chance: float
    out: np.ndarray
    talk: np.ndarray

    def __post_init__(self):
        if getattr(self.chance, "ndim", 0):
            object.__setattr__(self, "talk", (self.talk * self.chance).astype(np.float32))
            object.__setattr__(self, "chance", 1.0)


@dataclass(frozen=True)
class Sessions:
    """Sessions of a service given in this step: `given` bool (n_people,)."""

    service: str
    given: np.ndarray


@dataclass(frozen=True)
class Passing:
    """What each meeting hands to both ends: weight[layer, channel] * strength (if `by_strength`) * what the other gives.

    `gives` is float32 (n_people,), or None for 1. With `usual` the ordinary amount is computed at the first morning and
    stands in `today.usual` under the same name. Amounts are summed as whole multiples of 2**-20, at most 2,000 a step.
    """

    weight: np.ndarray
    gives: np.ndarray | None = None
    by_strength: bool = True
    usual: bool = False


def weights(**by_layer):
    """Return float64 (24,), the weight of each layer and channel: `weights(close=1, close_phone=0.45)`."""
    return _weights(tuple(by_layer.items()))


@lru_cache(maxsize=256)
def _weights(by_layer):
    table = np.zeros(N_SLOTS)
    for name, weight in by_layer:
        layer, channel = name, "in_person"
        for candidate in CHANNELS[1:]:
            if name.endswith("_" + candidate):
                layer, channel = name[: -len(candidate) - 1], candidate
        table[slot(LAYERS.index(layer), CHANNELS.index(channel))] = weight
    table.flags.writeable = False
    return table
