"""Help in courses: people take it up, wait while places are short, have their sessions, and feel better for a while."""

from typing import ClassVar

import numpy as np

from ..core.feelings import FACETS, YOUNGEST_WITH_DISTRESS
from ..core.mechanism import Mechanism
from ..core.meeting import Sessions
from ..core.people import Quantity, declare_quantity

NONE, WAITING, RECEIVING, DONE = 0, 1, 2, 3


def declare_course(course, text):
    """Add the three arrays of one kind of course to the state: where one is in it, sessions so far, and what still works."""
    declare_quantity(Quantity(f"{course}_status", "sum", 0.0, 0, 3, "code", f"{text}: 0 none, 1 waiting, 2 receiving, 3 done"))
    declare_quantity(Quantity(f"{course}_sessions", "sum", 0.0, 0, 1e6, "sessions", f"{text}: sessions so far"))
    declare_quantity(Quantity(f"{course}_dose", "sum", 0.0, 0, 10, "courses", f"{text}: what still works, 1 at the end of a full course"))


def reads_of(course, service, *others):
    """Return `reads` of a Course: age, its own arrays, its offer and uses, and what its subclass looks at besides."""
    own = tuple(f"{course}_{array}" for array in ("status", "sessions", "dose"))
    return ("age", *own, service, f"{service}:uses", *others)


def changes_of(course, service, *facets):
    """Return `changes` of a Course that relieves some facets."""
    return (service, f"{course}_status", f"{course}_sessions", f"{course}_dose", *(f"{facet}_relief" for facet in facets))


def in_turn(today, service, wanted, later):
    """Return bool (n_people,): who of those who want a session get one today, in drawn order, those of `later` after the others.

    A day's places are what the capacity adds up to by its end, less what it added up to before, so that fractions are not lost.
    """
    capacity, day = today.conditions.offers[service].capacity, today.clock.day
    if np.isinf(capacity):
        return wanted
    queue, given = np.flatnonzero(wanted), np.zeros(today.n_people, bool)
    # The capacity is that of each member, whose people queue among themselves.
    first = np.searchsorted(queue, today.members.people)
    member = np.repeat(np.arange(len(first) - 1), np.diff(first))
    turn = np.lexsort((today.draw(f"{service}: turn")[queue], later[queue], member))
    given[queue[turn[np.arange(len(queue)) - first[member] < int(capacity * (day + 1)) - int(capacity * day)]]] = True
    return given


class Course(Mechanism):
    """One kind of help. Subclass it, name `course` (of its arrays) and `service` (as offered), and declare the parameters.

    Needed are `asks_a_day`, `course_sessions`, `every_days`, `lasts_days`, and one parameter for each facet in `relieves`, the
    SD it is lower by at the end of a full course. A person has one course of each service in a run. Each dose fades at its own
    rate, and what it takes off a facet is in proportion to it, so that services add up and nothing fades twice.
    """

    course: ClassVar[str]
    service: ClassVar[str]
    relieves: ClassVar[tuple[str, ...]] = FACETS
    asked_once: ClassVar[bool] = True  # whether `uptake` is drawn once a person, or scales each day's chance to ask

    def may_ask(self, today):
        """Return bool (n_people,): for whom this help is on a day like this; by itself, all whose feelings are scored."""
        return today.traits.age >= YOUNGEST_WITH_DISTRESS

    def within_reach(self, today):
        """Return bool (n_people,): who can be reached for a session today."""
        return np.ones(today.n_people, bool)

    def meet(self, today):
        """Give out the day's sessions in drawn order, first to those in a course, then to those waiting."""
        offer = today.conditions.offers.get(self.service)
        if offer is None or not today.clock.serves:
            return []
        status, reached = getattr(today.state, f"{self.course}_status"), self.within_reach(today)
        due = (status == RECEIVING) & (today.draw(f"{self.service}: session due") < 1 / self.every_days) & reached
        waiting = (status == WAITING) & reached
        return [Sessions(self.service, in_turn(today, self.service, due | waiting, waiting))]

    def feel(self, today):
        """Let people ask, count their sessions, and let relief follow the dose, which grows with sessions and fades."""
        dose = getattr(today.state, f"{self.course}_dose")
        given, offer = today.uses.get(self.service), today.conditions.offers.get(self.service)
        if offer is None and given is None and not dose.any():
            return {}
        status, sessions = getattr(today.state, f"{self.course}_status"), getattr(today.state, f"{self.course}_sessions")
        given = today.everyone(0.0) if given is None else given.astype(np.float32)
        after = np.where(self._asking(today, status), np.float32(WAITING), status)
        done = sessions + given >= self.course_sessions
        after = np.where(given > 0, np.where(done, np.float32(DONE), np.float32(RECEIVING)), after)
        change = given * np.float32(1 / self.course_sessions) - np.float32(today.dt / self.lasts_days) * dose
        relief = {f"{facet}_relief": np.float32(-getattr(self, facet)) * change for facet in self.relieves}
        return {f"{self.course}_status": after - status, f"{self.course}_sessions": given, f"{self.course}_dose": change, **relief}

    def _asking(self, today, status):
        if not today.clock.serves:
            return np.zeros(today.n_people, bool)
        draw = today.draw(f"{self.service}: asks")
        if self.asked_once:
            willing = today.takes_part(self.service) & (draw < self.asks_a_day)
        else:
            willing = draw < today.offer(self.service) * np.float32(self.asks_a_day)
        return willing & (status == NONE) & self.may_ask(today)


class ByPhone(Course):
    """Help by phone: nobody whose line is dead can have a session, and the same lines are dead until more of them work."""

    def within_reach(self, today):
        """Return whose line works."""
        return today.fixed_draw("line works") < today.conditions.phone


class ByPhoneOrInternet(Course):
    """Help by phone, chat or video: one of the nets is enough, the internet for those who use it."""

    def within_reach(self, today):
        """Return who has a line or, as far as text and video are used, the internet."""
        internet = today.conditions.internet * today.traits.digital_access
        return today.fixed_draw("line works") < np.maximum(today.conditions.phone, internet)
