"""A day of two or three people whose every number a test writes down, so that what a mechanism says can be worked out by hand."""

from datetime import date
from types import SimpleNamespace

import numpy as np

from sim.core.conditions import Conditions
from sim.core.people import Table, first_state
from sim.core.today import Today
from sim.timeline.clock import Clock

MONDAY = date(2020, 3, 2)
TRAITS = {"sensitivity": 1.0, "hazard_sensitivity": 1.0, "intolerance_of_uncertainty": 0.0, "social_anxiety": 0.0, "lives_alone": 0.0, "age": 40.0, "digital_access": 1.0,
          "usual_support": 0.7, "expectation": 0.6}
FEELINGS = {name: 0.0 for feeling in ("distress", "loneliness") for name in (feeling, f"{feeling}_effect", f"{feeling}_deviation")}


def a_day(n_people=2, *, on=MONDAY, hour=None, seed=1, levels=None, closed=None, offers=None, traits=None, state=None, feelings=None,
          received=None, usual=None, plan=None):
    """Return a Today of ordinary people on an ordinary day, but for what is given: one number for all, or a list of one each.

    `levels` sets conditions by name, `closed` the openness of settings, `offers` the uptake of services; `usual` is both what
    is usual now and on a mean day.
    """
    def table(given, ordinary):
        return {name: np.broadcast_to(np.asarray(value, np.float32), (n_people,)).copy() for name, value in {**ordinary, **(given or {})}.items()}

    known = Table(table(traits, TRAITS))
    population = SimpleNamespace(traits=known, n_people=n_people)
    conditions = Conditions()
    for name, value in (levels or {}).items():
        conditions.levels[name][:] = value
    for setting, share in (closed or {}).items():
        conditions.within(np.array([True])).open(setting, share)
    for service, uptake in table(offers, {}).items():
        conditions.offer(service, uptake)
    clock = Clock(on, 0 if hour is None else hour, hour is not None)
    ordinary = table(usual, {})
    today = Today(clock, seed, population, {**first_state(known, n_people), **table(state, {})}, table(feelings, FEELINGS), conditions,
                  None, ordinary, ordinary)
    today.received, today.plan = Table(table(received, {}), None, today.nothing), Table(table(plan, {}))
    return today
