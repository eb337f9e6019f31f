"""Offers without sessions have places: how many people are invited to fill them, and what a place costs."""

import numpy as np

from ..core.catalogue import SHELVES
from ..core.conditions import Conditions
from .clock import Clock


def is_by_session(event, start):
    """Return whether what an intervention offers is given out in sessions, as calls and visits are; `start` is the scenario's.

    A mechanism that gives out sessions of a service names it in `changes`.
    """
    conditions = Conditions(clock=Clock(start, 0))
    event.change(conditions, 1.0, np.zeros(1, bool))  # asked of nobody: what an event does to those invited is not tried here
    given = {name for mechanism in SHELVES["mechanism"].values() for name in mechanism.changes if "meet" in mechanism.moments()}
    return not given.isdisjoint(conditions.offers)


def most_invited(event, n_people, luck):
    """Return how many people are invited so that they fill the places at usual uptake; infinite where no capacity is set.

    `luck`, one number from 0 to 1, rounds: half a person is invited in half of all runs.
    """
    if event.capacity_per_1000 is None or event.uptake == 0:
        return np.inf
    return int(event.capacity(n_people) / event.uptake + luck)
