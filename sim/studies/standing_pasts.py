"""Pasts that runs share: scenarios live alike until the first step on which an event of only one of them begins.

Who moves the slider of a crisis in March asks nothing new about February. What was lived is kept at the steps on which events
begin, and a run goes on from the latest that it shares; its bits are those of a run from the first morning.
"""

from collections import OrderedDict
from dataclasses import replace

from ..core.members import members_of
from ..run import Recorder, new_world, result_so_far, step_and_price
from ..snapshot import continued, snapshot_of
from ..timeline.clock import Clock

PASTS_KEPT = 80_000_000  # bytes


class Pasts:
    """Moments of runs by what they depend on, the longest unused forgotten first; for people who stay in memory only."""

    def __init__(self, most=PASTS_KEPT):
        self._most, self._size, self._kept = most, 0, OrderedDict()

    def among(self, scenarios):
        """Return what these scenarios share of their pasts, an Among."""
        return Among(self, scenarios)

    def run_among(self, scenarios):
        """Return what does as `sim.run` for one of these scenarios, from the latest past known, and keeps those the others share."""
        shared = self.among(scenarios)

        def run(scenario, _seed, *, morning, watch=None, each=None, panel=False):
            if panel:
                raise ValueError("a panel needs every step, also those of a past that is only remembered")
            world, recorder = shared.begun(scenario, morning)
            while world.steps_done < world.n_steps:
                shared.seen(world, recorder)
                today = step_and_price(world)
                recorder.record(today)
                if each is not None:
                    each(world, today)
                if watch is not None and watch(world.steps_done) is False:
                    break
            return result_so_far(world, morning, recorder)

        return run

    def latest(self, keys):
        """Return the Snapshot of the first of these keys that is known, or None."""
        for key in keys:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return None

    def keep(self, key, world, recorder):
        """Keep this moment of a run, without the first morning, which is kept elsewhere, if at all."""
        if key in self._kept:
            return
        self._kept[key] = past = snapshot_of(world, None, recorder)
        self._size += _bytes_of(past)
        while self._size > self._most:
            self._size -= _bytes_of(self._kept.popitem(last=False)[1])


class Among:
    """The moments at which events of some scenarios begin: from which of them a run, or a stack of runs, can go on, and which are kept."""

    def __init__(self, pasts, scenarios):
        self._pasts, self._begun = pasts, {each.name: beginnings(each) for each in scenarios}
        self._steps = sorted({step for pairs in self._begun.values() for _, step in pairs if step > 0}, reverse=True)
        self._hashes = {}

    def begun(self, scenario, morning):
        """Return (world, recorder) at the latest moment known, or on the first morning."""
        seeds = members_of(morning.population, morning.seed).seeds
        past = self._pasts.latest(self._key(scenario, step, seeds) for step in self._steps)
        if past is not None:
            return continued(replace(past, morning=morning), scenario)
        world = new_world(scenario, morning)
        return world, Recorder(morning.groups, world.n_steps)

    def seen(self, world, recorder):
        """Keep a moment that others share; to be called before each step."""
        if world.steps_done in self._steps:
            self._pasts.keep(self._key(world.scenario, world.steps_done, world.members.seeds), world, recorder)

    def _key(self, scenario, step, seeds):
        if (scenario.name, step) not in self._hashes:
            self._hashes[scenario.name, step] = _before(scenario, self._begun[scenario.name], step).hash()
        return self._hashes[scenario.name, step], step, seeds


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
