"""One step, a day or an hour, from start to end."""

from dataclasses import fields, replace
from functools import partial

import numpy as np

from .core.mechanism import PLAN_BOUNDS, PLAN_MOST, PLANS
from .core.people import Table
from .gather import gather
from .hand_over import hand_over
from .population.threads import ROWS, at_once, by_rows


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
    """Return a list of what each mechanism says of meetings, in catalogue order; where people are many in threads, and in blocks if it can be asked so."""
    asked = [partial(mechanism.meet, today) for mechanism in world.acting("meet")]
    if today.n_people <= ROWS:
        return [each() for each in asked]
    in_blocks = {k: meetings_in_blocks(mechanism.meet, today) for k, mechanism in enumerate(world.acting("meet")) if mechanism.meets_row_by_row}
    others = iter(at_once(today.n_people, *(each for k, each in enumerate(asked) if k not in in_blocks)))
    return [in_blocks[k] if k in in_blocks else next(others) for k in range(len(asked))]


def meetings_in_blocks(meet, today):
    """Return what `meet(today)` returns, asked in blocks of people: what is worked out on the way stays in the processor's cache."""
    listed = []

    def make(rows):
        specs = meet(today.part(rows))
        arrays = {(k, each.name): getattr(spec, each.name) for k, spec in enumerate(specs) for each in fields(spec)
                  if isinstance(getattr(spec, each.name), np.ndarray)}
        own = {id(array): place for place, array in reversed(arrays.items()) if not _is_part_of_all(array, today.n_people)}
        if not listed:
            listed.append((specs, {place: own.get(id(array)) for place, array in arrays.items()}, arrays))
        return {place: arrays[place] for place in own.values()}

    made = by_rows(today.n_people, make)
    ((specs, places, arrays),) = listed
    whole = {place: made[own] if own else arrays[place].base for place, own in places.items()}
    return [replace(spec, **{name: whole[number, name] for number, name in whole if number == k}) for k, spec in enumerate(specs)]


def _is_part_of_all(array, n_people):
    return array.base is not None and array.base.shape == (n_people,) and array.base.dtype == array.dtype


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
