"""What can be kept of each person: one function of a step a measure, levels weighed by the length of the step, counts added up."""

from dataclasses import dataclass
from typing import Callable

import numpy as np

from ... import outcomes
from ...core.feelings import FACETS, HIGH_DISTRESS, LONELY, STRONGLY_LONELY
from ...core.layers import CHANNELS, CLOSE, ENCOUNTERS, FAMILIAR, HOUSEHOLD, IN_PERSON, LAYERS, NEIGHBOURHOOD, PHONE, VIDEO, WORK_SCHOOL, slot
from ...core.people import facet_level
from ..measurement import SCALES
from ...core.ties import CALLED, KIN, MET, MET_BY_CHANCE, MET_IN_CLUB, MET_IN_GROUP

IN_COMPANY = MET | MET_IN_GROUP | MET_IN_CLUB | MET_BY_CHANCE
TIE_USES = {"met": np.uint8(IN_COMPANY), "called": np.uint8(CALLED), "any": np.uint8(IN_COMPANY | CALLED)}


@dataclass(frozen=True)
class Measure:
    """A number of each person in a step; a `count` is added up over the steps of a day, a level is averaged."""

    name: str
    of_step: Callable
    count: bool = False


class Beginning:
    """One step as measures see it: the world, its Today, and what was worked out already."""

    def __init__(self, world, today):
        self.world, self.today, self._known = world, today, {}

    def amount(self, name):
        """Return float64 (n_people,): what a measure adds to a sum over days in this step."""
        measure = MEASURES[name]
        values = np.asarray(measure.of_step(self), np.float64)
        return values if measure.count else values * self.today.dt

    def once(self, name, make):
        """Return what `make()` gave when this was first asked for in this step."""
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]


MEASURES = {}


def measure(name, count=False):
    """Return a decorator that puts a function of a Beginning on the list of measures."""
    def put(function):
        MEASURES[name] = Measure(name, function, count)
        return function
    return put


for _facet in FACETS:
    measure(_facet)(lambda step, facet=_facet: facet_level(step.today.traits, step.today.state.arrays, step.world.fluctuation, facet))
for _feeling in ("distress", "loneliness", "distress_effect", "loneliness_effect"):
    measure(_feeling)(lambda step, name=_feeling: getattr(step.today.feelings, name))
for _state in ("need", "support", "expected_reward"):
    measure(_state)(lambda step, name=_state: getattr(step.today.state, name))
measure("trauma")(lambda step: step.today.state.trauma)
measure("lost_home")(lambda step: step.today.everyone(step.today.conditions.lost_home))
for _place, _whose in enumerate(("own", "area")):
    measure(f"cohesion_{_whose}")(lambda step, place=_place: step.once("cohesion", lambda: _cohesion(step))[place])
measure("high_distress")(lambda step: step.today.feelings.distress > HIGH_DISTRESS)
measure("lonely")(lambda step: step.today.feelings.loneliness > LONELY)
measure("strongly_lonely")(lambda step: step.today.feelings.loneliness > STRONGLY_LONELY)
measure("socially_anxious")(lambda step: SCALES["sias"].cases(step.today.traits.social_anxiety))
measure("close_ties")(lambda step: outcomes.close_ties(step.today))


def _cohesion(step):
    from ...core.closeness import cohesion
    return cohesion(step.today.population)


def _met(*layers, channels=(IN_PERSON,)):
    columns = [slot(layer, channel) for layer in layers for channel in channels]
    return lambda step: step.today.meetings.contacts[:, columns].sum(axis=1)


measure("contacts_known", count=True)(_met(CLOSE, NEIGHBOURHOOD, FAMILIAR))
REMOTE = tuple(channel for channel in range(len(CHANNELS)) if channel != IN_PERSON)
measure("contacts_in_person", count=True)(lambda step: step.today.meetings.contacts[:, outcomes.IN_PERSON_OUTSIDE].sum(axis=1))
measure("contacts_remote", count=True)(lambda step: step.today.meetings.contacts[:, outcomes.REMOTE].sum(axis=1))
measure("contacts_spoken", count=True)(_met(*range(len(LAYERS)), channels=(PHONE, VIDEO)))
for _name, _layer in {"household": HOUSEHOLD, "close": CLOSE, "neighbour": NEIGHBOURHOOD, "work_school": WORK_SCHOOL, "familiar": FAMILIAR,
                      "stranger": ENCOUNTERS}.items():
    measure(f"contacts_{_name}", count=True)(_met(_layer))
# Days with at least one: of scenarios by the day only, for hours would each count.
measure("day_in_person", count=True)(lambda step: MEASURES["contacts_in_person"].of_step(step) > 0)
measure("day_spoken", count=True)(lambda step: MEASURES["contacts_spoken"].of_step(step) > 0)


def _with_close(step, is_kin, channel_bits):
    """Return bool (n_people,): who had contact with kin, or with friends, outside the household in this step."""
    ties, rows = step.today.population.ties, step.today.population.ties.of_layer(CLOSE)
    wanted = ((step.today.met[rows] & channel_bits) > 0) & (((ties.flags[rows] & KIN) > 0) == is_kin)
    found = np.flatnonzero(wanted) + rows.start
    had = np.zeros(step.today.n_people, bool)
    had[ties.lower[found]] = True
    had[ties.higher[found]] = True
    return had


for _who, _kin in (("family", True), ("friends", False)):
    measure(f"day_with_{_who}", count=True)(lambda step, kin=_kin: _with_close(step, kin, TIE_USES["any"]))
    measure(f"day_met_{_who}", count=True)(lambda step, kin=_kin: _with_close(step, kin, TIE_USES["met"]))
measure("day_met_close", count=True)(lambda step: _with_close(step, True, TIE_USES["met"]) | _with_close(step, False, TIE_USES["met"]))
