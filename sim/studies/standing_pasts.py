"""Pasts that runs share: scenarios live alike until the first step on which an event of only one of them begins.

Who moves the slider of a crisis in March asks nothing new about February. What was lived is kept at the steps on which events
begin, and a run goes on from the latest that it shares; its bits are those of a run from the first morning.
"""

from collections import OrderedDict
from dataclasses import replace

from ..run import Recorder, new_world, result_so_far, step_and_price
from ..snapshot import continued, snapshot_of
from ..timeline.clock import Clock

PASTS_KEPT = 80_000_000  # bytes


class Pasts:
    """Moments of runs by what they depend on, the longest unused forgotten first; for people who stay in memory only."""

    def __init__(self, most=PASTS_KEPT):
        self._most, self._size, self._kept = most, 0, OrderedDict()

    def run_among(self, scenarios):
        """Return what does as `sim.run` for one of these scenarios, from the latest past known, and keeps those the others share."""
        begun = {each.name: beginnings(each) for each in scenarios}
        steps = {step for pairs in begun.values() for _, step in pairs if step > 0}

        def run(scenario, seed, *, morning, watch=None, each=None, panel=False):
            if panel:
                raise ValueError("a panel needs every step, also those of a past that is only remembered")
            keys = {step: (_before(scenario, begun[scenario.name], step).hash(), step, seed) for step in steps}
            world, recorder = self._latest(scenario, morning, keys)
            while world.steps_done < world.n_steps:
                if world.steps_done in keys:
                    self._keep(keys[world.steps_done], world, morning, recorder)
                today = step_and_price(world)
                recorder.record(today)
                if each is not None:
                    each(world, today)
                if watch is not None and watch(world.steps_done) is False:
                    break
            return result_so_far(world, morning, recorder)

        return run

    def _latest(self, scenario, morning, keys):
        known = [step for step, key in keys.items() if key in self._kept]
        if known:
            self._kept.move_to_end(keys[max(known)])
            return continued(replace(self._kept[keys[max(known)]], morning=morning), scenario)
        world = new_world(scenario, morning)
        return world, Recorder(morning.groups, world.n_steps)

    def _keep(self, key, world, morning, recorder):
        if key in self._kept:
            return
        # Without the first morning, which is kept elsewhere, if at all.
        self._kept[key] = past = replace(snapshot_of(world, morning, recorder), morning=None)
        self._size += _bytes_of(past)
        while self._size > self._most:
            self._size -= _bytes_of(self._kept.popitem(last=False)[1])


def beginnings(scenario):
    """Return [(event, the first step on which it changes anything)] of the enabled events that change something before the end."""
    found = []
    for event in scenario.events:
        strength = event.level if event.role == "crisis" else event.ramp
        clocks = (Clock(scenario.start, step, scenario.step == "hour") for step in range(_n_steps(scenario) if event.enabled else 0))
        found += [(event, clock.step) for clock in clocks if strength(clock) > 0][:1]
    return found


def _before(scenario, begun, step):
    """Return a scenario with only the events that change something before a step."""
    events = [event for event, first in begun if first < step]
    return scenario.model_copy(update={role: tuple(event for event in events if event.role == role) for role in ("crisis", "intervention")})


def _n_steps(scenario):
    return scenario.days * (24 if scenario.step == "hour" else 1)


def _bytes_of(past):
    arrays = (*past.arrays.values(), *past.state.values(), past.recorded["table"])
    return sum(each.nbytes for each in arrays)
