"""Distressed people who are offered help by phone call, wait their turn, and feel better for a while."""

from typing import ClassVar

import numpy as np

from ..core.catalogue import add
from ..core.mechanism import Mechanism
from ..core.meeting import Sessions
from ..core.parameters import parameter
from ..core.people import Quantity, declare_quantity

NONE, WAITING, RECEIVING, DONE = 0, 1, 2, 3
SERVICE = "helpline"

declare_quantity(Quantity("help_status", "sum", 0.0, 0, 3, "code", "0 no help, 1 waiting, 2 receiving, 3 done"))
declare_quantity(Quantity("help_sessions", "sum", 0.0, 0, 1e6, "sessions", "sessions of help so far"))


@add
class TakingUpHelp(Mechanism):
    """Sessions are given out in keyed order, first to those in a course, then to those waiting, up to the day's capacity."""

    name: ClassVar = "taking_up_help"
    finding: ClassVar = "four weeks of empathic calls by lay callers lowered PHQ-8 by 1.6 and GAD-7 by 2.0 points more than no calls"
    source: ClassVar = "Kahlon et al. 2021, JAMA Psychiatry 78:616 (n = 240)"
    evidence: ClassVar = "experiment"
    reads: ClassVar = ("distress", "helpline", "phone", "help_status", "help_sessions", "low_mood_relief", "worry_relief", "helpline:uses")
    changes: ClassVar = ("helpline", "help_status", "help_sessions", "low_mood_relief", "worry_relief")

    calls_from: float = parameter(0.8, low=0.0, high=2.0, unit="SD of distress", source="assumption: who thinks of calling")
    calls_a_day: float = parameter(0.05, low=0.002, high=0.3, unit="share of those above the line a day, at full uptake", source="assumption")
    course: int = parameter(8, low=1, high=40, unit="sessions", source="Kahlon et al. 2021: calls over four weeks, number assumed")
    every_days: float = parameter(3.5, low=1, high=14, unit="days between sessions", source="assumption: 8 sessions in four weeks")
    low_mood: float = parameter(0.27, low=0.0, high=0.6, unit="SD for a full course", source="Kahlon et al. 2021: 1.6 / 6.0 points PHQ")
    worry: float = parameter(0.36, low=0.0, high=0.7, unit="SD for a full course", source="Kahlon et al. 2021: 2.0 / 5.6 points GAD")
    lasts_days: float = parameter(173.0, low=40, high=500, unit="days (e-folding)", source="assumption: half-life 120 days; effects fade (Morrish et al. 2023)")

    def meet(self, today):
        """Give out the day's sessions."""
        offer = today.conditions.offers.get(SERVICE)
        if offer is None or not today.clock.serves:
            return []
        given = np.zeros(today.n_people, bool)
        status, line = today.state.help_status, today.everyone(today.conditions.phone) > 0
        due = (status == RECEIVING) & (today.draw("session due") < 1 / self.every_days) & line
        waiting = (status == WAITING) & line
        day = today.clock.day
        places = np.inf if np.isinf(offer.capacity) else int(offer.capacity * (day + 1)) - int(offer.capacity * day)
        turn = np.lexsort((today.draw("session turn"), waiting))
        turn = turn[(due | waiting)[turn]]
        given[turn[: int(min(places, len(turn)))]] = True
        return [Sessions(SERVICE, given)]

    def feel(self, today):
        """Let people call, count their sessions, and let relief grow with sessions and fade."""
        state = today.state
        given = np.asarray(today.uses.get(SERVICE, today.everyone(0.0)), np.float32)
        status, had = state.help_status, state.help_sessions + given
        calls = np.zeros(today.n_people, bool)
        if today.clock.serves:
            chance = today.offer(SERVICE) * np.float32(self.calls_a_day)
            calls = (status == NONE) & (today.feelings.distress > np.float32(self.calls_from)) & (today.draw("call") < chance)
        after = np.where(calls, np.float32(WAITING), status)
        after = np.where(given > 0, np.where(had >= self.course, np.float32(DONE), np.float32(RECEIVING)), after)
        fading = np.float32(today.dt / self.lasts_days)
        relief = {name: -np.float32(size / self.course) * given - fading * getattr(state, name)
                  for name, size in (("low_mood_relief", self.low_mood), ("worry_relief", self.worry))}
        return {"help_status": after - status, "help_sessions": given, **relief}
