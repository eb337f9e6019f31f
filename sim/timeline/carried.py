"""Through which mechanisms an offer acts: those that read a service which it puts on offer."""

import numpy as np

from ..core.catalogue import SHELVES
from ..core.conditions import Conditions
from .clock import Clock


def services_of(event, start):
    """Return the services an intervention puts on offer, asked of the intervention itself; `start` is the scenario's."""
    conditions = Conditions(clock=Clock(start, 0))
    event.change(conditions, 1.0, np.zeros(1, bool))
    return tuple(conditions.offers)


def carried_by(event, start):
    """Return the names of the mechanisms that read a service of an intervention, in catalogue order."""
    services = set(services_of(event, start))
    return tuple(name for name, kind in SHELVES["mechanism"].items() if services & set(kind.reads))
