"""What the outside world is like during a step; crises and interventions write here and nowhere else."""

from dataclasses import dataclass

import numpy as np

from .layers import CHANNELS, IN_PERSON, PHONE, SETTINGS

NO_CAP = 255  # visitors a day; nobody comes near it
# value on an ordinary day: nothing threatens, everything works
ORDINARY = {
    "threat": 0.0, "uncertainty": 0.0, "news": 0.0, "power": 1.0, "phone": 1.0, "internet": 1.0, "daylight": 1.0,
    "digital_push": 1.0, "neighbourly": 1.0, "nearby": 1.0, "side_by_side": 1.0, "shock": 0.0, "lost_home": 0.0, "lost_income": 0.0, "heat": 0.0,
}
_ORDINARY_LEVELS = np.array(list(ORDINARY.values()), np.float32)[:, None]
ALARMS = ("threat", "uncertainty", "news")
# shock: the part of the whole blow of a disaster that falls in a day; lost_home, lost_income: how much of it is gone
BURDENS = ("shock", "lost_home", "lost_income", "heat")


@dataclass(frozen=True)
class Offer:
    """A service on offer: `uptake` float32 (n_people,) is the chance to accept at usual mood, 0 for people not invited.

    `capacity` is sessions a day for all residents together (infinite where none is set), `cost_per_use` euro.
    """

    uptake: np.ndarray
    capacity: float
    cost_per_use: float

    def joined_with(self, other):
        """Return the two offers as one: either may be accepted, capacities add up, costs are averaged by capacity."""
        uptake = 1 - (1 - self.uptake) * (1 - other.uptake)
        together = self.capacity + other.capacity
        share = self.capacity / together if 0 < together < np.inf else 0.5
        cost = share * self.cost_per_use + (1 - share) * other.cost_per_use
        return Offer(uptake, self.capacity + other.capacity, cost)


def anybody(level):
    """Return whether a level of a step, a float32 scalar or (n_people,), is other than 0 for anybody."""
    return bool(level.any() if level.ndim else level)  # of a scalar, a tenth of the time of np.any


def for_all(level):
    """Return whether a supply, a float32 scalar or (n_people,), is the usual 1 for all."""
    return bool((level == 1).all() if level.ndim else level == 1)


class Conditions:
    """Openness by setting and channel, alarms, supplies, visitor cap and offers, by zone.

    A zone is a set of people whom the same crises strike in the same ways. With one zone every value is a float32 scalar,
    otherwise (n_people,).
    """

    def __init__(self, n_zones=1, zone=None, clock=None):
        self.zone, self.clock = zone, clock
        self.openness = np.ones((n_zones, len(SETTINGS), len(CHANNELS)), np.float32)
        self.levels = dict(zip(ORDINARY, np.repeat(_ORDINARY_LEVELS, n_zones, axis=1), strict=True))
        self.visitors_max = np.full(n_zones, NO_CAP, np.int32)
        self.offers = {}

    def _for_people(self, by_zone):
        return by_zone[0] if self.zone is None else by_zone[self.zone]

    def __getattr__(self, name):
        """Return a level such as `threat`: float32 scalar, or (n_people,) where crises differ by area."""
        levels = self.__dict__.get("levels", {})
        if name not in levels:
            raise AttributeError(f"conditions have no '{name}'; they have {', '.join(levels)}")
        return self._for_people(levels[name])

    def open_to(self, setting, channel="in_person"):
        """Return how open a setting is by a channel, 0 to 1: float32 scalar or (n_people,); remote channels need their net."""
        column = CHANNELS.index(channel)
        by_zone = self.openness[:, SETTINGS.index(setting), column]
        if column == PHONE:
            by_zone = by_zone * self.levels["phone"]
        elif column != IN_PERSON:
            by_zone = by_zone * self.levels["internet"]
        return self._for_people(by_zone)

    def visitors_cap(self):
        """Return the most visitors a household member may receive or visit in a day: int32 scalar or (n_people,)."""
        return self._for_people(self.visitors_max)

    def caps_visitors(self):
        """Return whether there is a cap for anybody, also outside a part."""
        return bool((self.visitors_max < NO_CAP).any())

    def offer(self, service, uptake, capacity=np.inf, cost_per_use=0.0):
        """Add an offer of help or company; a second offer of the same service is joined to the first."""
        new = Offer(uptake.astype(np.float32), capacity, cost_per_use)
        self.offers[service] = self.offers[service].joined_with(new) if service in self.offers else new

    def part(self, rows):
        """Return the same conditions for a slice of people, sharing the tables."""
        block = Conditions.__new__(Conditions)
        block.clock = self.clock
        block.openness, block.levels, block.visitors_max = self.openness, self.levels, self.visitors_max
        block.zone = None if self.zone is None else self.zone[rows]
        block.offers = {service: Offer(offer.uptake[rows], offer.capacity, offer.cost_per_use)
                        for service, offer in self.offers.items()}
        return block

    def within(self, zones, struck=None):
        """Return the editor of these zones, bool (n_zones,); a crisis gets one for the areas it hits, and {way: zones} of those it strikes."""
        return ConditionsEditor(self, zones, struck)


class ConditionsEditor:
    """Changes conditions inside some zones in the way overlaps combine: openness multiplies, alarms add up, caps take the lowest."""

    def __init__(self, conditions, zones, struck=None):
        self._conditions = conditions
        self._zones = slice(None) if zones is not None and zones.all() else zones  # a slice takes a fifth of the time
        self._struck = struck
        self.clock = conditions.clock  # of the step, or None where only the table of a level is asked for

    def those(self, way):
        """Return the editor of the people whom the crisis strikes in one of its ways; of all in these zones where nobody was drawn."""
        return self if self._struck is None else ConditionsEditor(self._conditions, self._struck[way])

    def open(self, setting, share, channel="in_person"):
        """Multiply the openness of a setting for a channel by `share` (0 closed, 1 unchanged)."""
        table = self._conditions.openness
        table[self._zones, SETTINGS.index(setting), CHANNELS.index(channel)] *= np.float32(share)

    def alarm(self, **alarms):
        """Raise threat, uncertainty or news (0 to 1 each); with others it becomes 1 - (1 - a)(1 - b)."""
        self._raise(ALARMS, "alarm", alarms)

    def burden(self, **burdens):
        """Raise shock, lost_home, lost_income or heat (0 to 1 each); they combine as alarms do."""
        self._raise(BURDENS, "burden", burdens)

    def _raise(self, known, kind, levels):
        for name, value in levels.items():
            if name not in known:
                raise KeyError(f"no {kind} '{name}'; there are {', '.join(known)}")
            level = self._conditions.levels[name]
            level[self._zones] = 1 - (1 - level[self._zones]) * np.float32(1 - value)

    def scale(self, **factors):
        """Multiply power, phone, internet, daylight, digital_push, neighbourly, nearby or side_by_side."""
        for name, factor in factors.items():
            self._conditions.levels[name][self._zones] *= np.float32(factor)

    def cap_visitors(self, most):
        """Allow at most this many visitors a day; the lowest cap holds."""
        caps = self._conditions.visitors_max
        caps[self._zones] = np.minimum(caps[self._zones], int(most))
