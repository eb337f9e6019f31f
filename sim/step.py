"""One step, a day or an hour, from start to end."""

from dataclasses import fields, replace
from functools import partial

import numpy as np

from .core.mechanism import PLAN_BOUNDS, PLAN_MOST, PLANS
from .core.people import Table, as_row, in_two, product_within
from .core.spacious import is_nation
from .gather import gather
from .hand_over import hand_over
from .population.threads import at_once, by_rows, in_one_block


def step(world, seen=None):
    """Move a world one step on and return what happened, a Today; `seen` is called with it before anything is changed.

    Mechanisms read the state of the step's start and what earlier moments produced; the end of the step applies all
    changes at once, added in catalogue order, so the order in which mechanisms are listed or run cannot matter. A nation
    forgets who met whom once all is handed over, unless a trace or a panel is asked for: only what is counted stays.
    """
    today = live(world)
    if world.overwrites and world.trace is None and is_nation(today.n_people):
        today.meetings.forget_pairs()
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
    acting = world.acting("meet")
    if in_one_block(today.n_people):
        return at_once(today.n_people, *(partial(each.meet, today) for each in acting))
    others, by_row = ([k for k, each in enumerate(acting) if each.meets_in_blocks() == asked] for asked in (False, True))
    said = dict(zip(others, at_once(today.n_people, *(partial(acting[k].meet, today) for k in others)), strict=True))
    said |= zip(by_row, meetings_in_blocks([acting[k] for k in by_row], today), strict=True)
    return [said[k] for k in range(len(acting))]


def meetings_in_blocks(mechanisms, today):
    """Return a list of what `meet` of each mechanism returns, asked in blocks of people: what is worked out on the way stays in the processor's cache."""
    first_said = {}

    def make(rows):
        part = today.part(rows)
        said = [mechanism.meet(part) for mechanism in mechanisms]
        forms, own = zip(*(_form_of(k, specs, rows, today.n_people) for k, specs in enumerate(said)), strict=True)
        _check_alike(mechanisms, first_said.setdefault("forms", forms), forms)
        first_said.setdefault("meetings", said)
        return {place: array for each in own for place, array in each.items()}

    made = by_rows(today.n_people, make) if mechanisms else {}
    return [[replace(spec, **{name: _whole(array, form[n, name], made) for name, array in _arrays_of(spec)}) for n, spec in enumerate(specs)]
            for specs, form in (zip(first_said["meetings"], first_said["forms"], strict=True) if mechanisms else ())]


def _form_of(k, specs, rows, n_people):
    """Return what blocks of people must agree on in the meetings that mechanism k lists, and {(k, n, field): array} of those with numbers of their own."""
    form, own, places = {}, {}, {}
    for n, spec in enumerate(specs):
        arrays = dict(_arrays_of(spec))
        form[n] = type(spec), {each.name: getattr(spec, each.name) for each in fields(spec) if each.name not in arrays}
        for name, array in arrays.items():
            if _is_cut_from(array.base, array, rows, n_people):
                form[n, name] = "cut from", id(array.base)
            else:
                form[n, name] = "own", places.setdefault(id(array), (k, n, name)), array.dtype
                own.setdefault(places[id(array)], array)
    return form, own


def _arrays_of(spec):
    return [(each.name, getattr(spec, each.name)) for each in fields(spec) if getattr(getattr(spec, each.name), "ndim", 0)]


def _is_cut_from(base, array, rows, n_people):
    """Return whether an array is these rows of an array over all people, so that nothing need be put together."""
    return (isinstance(base, np.ndarray) and (base.shape, base.dtype) == ((n_people,), array.dtype) and array.flags.c_contiguous and base.flags.c_contiguous
            and len(array) == rows.stop - rows.start and array.ctypes.data == base.ctypes.data + rows.start * base.itemsize)


def _whole(array, told, made):
    how, place, *_ = told
    return made[place] if how == "own" else array.base


def _check_alike(mechanisms, forms, others):
    for mechanism, one, other in zip(mechanisms, forms, others, strict=True):
        if one != other:
            raise ValueError(f"mechanism '{mechanism.name}' says `meets_row_by_row`, but does not list the same meetings for all people")


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
        factors = [as_row(factor, n_people) for _, factor in by_array.get(name, ())]
        if not factors:
            plans[name] = usual
            continue
        before, last = in_two(factors, np.multiply) if len(factors) > 1 else (usual, *factors)
        plans[name] = product_within(before, last, PLAN_BOUNDS[0], PLAN_MOST.get(name, PLAN_BOUNDS[1]))
    unknown = set(by_array) - set(PLANS)
    if unknown:
        raise ValueError(f"unknown plans {sorted(unknown)}; there are {', '.join(PLANS)}")
    return plans
