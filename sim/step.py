"""One step, a day or an hour, from start to end."""

from functools import partial

import numpy as np

from .core.mechanism import PLAN_BOUNDS, PLAN_MOST, PLANS
from .core.people import Table
from .gather import gather, hand_over
from .population.threads import at_once, by_rows


def step(world, seen=None):
    """Move a world one step on and return what happened, a Today; `seen` is called with it before anything is changed.

    Mechanisms read the state of the step's start and what earlier moments produced; the end of the step applies all
    changes at once, added in catalogue order, so the order in which mechanisms are listed or run cannot matter.
    """
    today = live(world)
    if seen is not None:
        seen(today)
    world.advance(today, partial(contributions, world, "feel"), partial(contributions, world, "bond"))
    return today


def live(world):
    """Live through the moments plan, meet and exchange of the next step and return Today; nothing is changed yet."""
    today = world.morning()
    today.plan = Table(by_rows(today.n_people, lambda rows: combined_plans(contributions(world, "plan", today.part_if(rows)), rows.stop - rows.start), world.room("plan")))
    today.meetings = gather(today, [spec for listed in who_meets(world, today) for spec in listed], today.met, world.visits)
    passings = {name: passing for _, named in answers(world, "exchange", today) for name, passing in named.items()}
    today.received = hand_over(today, today.meetings, passings)
    return today


def who_meets(world, today):
    """Return a list of what each mechanism says of meetings, in catalogue order; they say it in threads where people are many."""
    return at_once(today.n_people, *(partial(mechanism.meet, today) for mechanism in world.acting("meet")))


def answers(world, moment, today):
    """Return a list of (mechanism, what it says at this moment), in catalogue order."""
    return [(mechanism, getattr(mechanism, moment)(today)) for mechanism in world.acting(moment)]


def contributions(world, moment, today):
    """Return a dict from array name to a list of (mechanism name, contribution), in catalogue order."""
    by_array = {}
    for mechanism, said in answers(world, moment, today):
        for name, contribution in said.items():
            if name not in mechanism.changes:
                raise ValueError(f"mechanism '{mechanism.name}' returned '{name}' without declaring it in `changes`")
            by_array.setdefault(name, []).append((mechanism.name, contribution))
    return by_array


def combined_plans(by_array, n_people):
    """Return a dict of float32 (n_people,): the product of all factors on each inclination, within PLAN_BOUNDS and PLAN_MOST."""
    plans, usual = {}, np.ones(n_people, np.float32)
    for name in PLANS:
        factors = [np.asarray(factor, np.float32) for _, factor in by_array.get(name, ())]
        if not factors:
            plans[name] = usual
            continue
        product = usual * factors[0]
        for factor in factors[1:]:
            product *= factor
        np.maximum(product, np.float32(PLAN_BOUNDS[0]), out=product)
        plans[name] = np.minimum(product, np.float32(PLAN_MOST.get(name, PLAN_BOUNDS[1])), out=product)
    unknown = set(by_array) - set(PLANS)
    if unknown:
        raise ValueError(f"unknown plans {sorted(unknown)}; there are {', '.join(PLANS)}")
    return plans
