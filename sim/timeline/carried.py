"""Through which mechanisms an event acts: those that read a service which an offer puts there, or a condition which a crisis changes."""

import sys

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


def readers_of(conditions, scenario):
    """Return {condition: [(mechanism, its kind of evidence)]} of those that are on in a scenario, in catalogue order; without a reader, left out.

    What answers an offer alone (a helpline's calls, a club's evenings) is named only where the scenario has that offer.
    """
    offered = {service for event in scenario.intervention if event.enabled for service in services_of(event, scenario.start)}
    on = [(name, kind) for name, kind in SHELVES["mechanism"].items() if _is_on(name, kind, scenario) and _service_of(kind) in (None, *offered)]
    found = {each: [(name, kind.evidence) for name, kind in on if each in kind.reads] for each in conditions}
    return {each: names for each, names in found.items() if names}


def _is_on(name, kind, scenario):
    own = scenario.mechanisms.get(name)
    return kind.on_by_default if own is None else own is not False


def _service_of(kind):
    """Return the service without which a mechanism does nothing, None if there is none."""
    return getattr(kind, "service", None) or getattr(sys.modules[kind.__module__], "SERVICE", None)
