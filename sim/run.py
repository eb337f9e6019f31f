"""One scenario, one seed, no screen."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from .core import catalogue
from .core.feelings import FACETS
from .core.people import facet_level
from .core.spacious import give_back, keep_blocks
from .groups import eligible, first_morning_groups, put_scored
from .outcomes import OF_AGE
from .population.build import build_population
from .population.network_reading import NetworkMistake
from .population.stored_file import StoredMistake
from .population.threads import at_once, blocks, in_threads, is_large
from .step import step
from .timeline.csv_files import TableMistake
from .timeline.errors import ScenarioError
from .timeline.load import load_scenario
from .trace import Trace
from .usual import find_usual
from .world import World

BESIDE = 5  # outcomes, at most, that one thread sums: each alone would wait for its own sums, and too many together leave the other thread idle


@dataclass(frozen=True)
class FirstMorning:
    """What scenarios of one comparison share: the people, their groups, and what is usual for them."""

    population: object
    usual: object
    groups: object
    mechanisms: tuple
    seed: int


@dataclass(frozen=True)
class Result:
    """One finished run.

    `table` float64 (n_steps, n_groups, n_outcomes) holds means over the people scored, NaN for groups without any;
    `people_scored` int64 (n_groups, n_outcomes) their number; `reached` the people invited by each intervention;
    `sessions` the sessions given by each service.
    """

    scenario: object
    seed: int
    outcomes: tuple
    groups: tuple
    times: tuple
    table: np.ndarray
    people_scored: np.ndarray
    reached: dict
    population: object = field(repr=False)
    trace: object = field(default=None, repr=False)
    panel: object = field(default=None, repr=False)
    sessions: dict = field(default_factory=dict)

    @cached_property
    def series(self):
        """A DataFrame with columns step, time, group, outcome, value."""
        import pandas as pd
        n_steps, n_groups, n_outcomes = self.table.shape
        whole = n_groups * n_outcomes
        return pd.DataFrame({
            "step": np.repeat(np.arange(n_steps), whole), "time": np.repeat(np.array(self.times, "datetime64[s]"), whole),
            "group": np.tile(np.repeat(np.array(self.groups, object), n_outcomes), n_steps),
            "outcome": np.tile(np.array(self.outcomes, object), n_steps * n_groups), "value": self.table.reshape(-1)})


def mechanisms_of(scenario):
    """Return the mechanisms of a scenario in catalogue order: those on by default, as the file sets, adds or switches off."""
    chosen = []
    for name in catalogue.names("mechanism"):
        known = catalogue.find("mechanism", name)
        own = scenario.mechanisms.get(name, known() if known.on_by_default else False)
        if own is not False:
            chosen.append(own)
    return tuple(chosen)


def first_morning(scenario, seed, network=None, watch=None):
    """Return the FirstMorning of a scenario: people, groups, and the usual found in ordinary days, which `watch` sees as in `find_usual`."""
    catalogue.ensure_registered()
    keep_blocks(scenario.population.people or 0)  # a network tells its own number, and is no nation
    population = population_of(scenario, seed, network)
    mechanisms = mechanisms_of(scenario)
    usual = find_usual(scenario, population, mechanisms, seed, watch)
    if is_large(population.n_people):
        give_back()  # of 1 million people some 400 MB
    return FirstMorning(population, usual, first_morning_groups(population, scenario.feelings), mechanisms, seed)


def population_of(scenario, seed, network=None):
    """Return the Population of a scenario; a network or table that cannot be used is a ScenarioError."""
    try:
        return build_population(scenario, seed, network)
    except NetworkMistake as mistake:
        place = ("network",) if network is not None else (f"{scenario.name}.toml", "[population]", "network")
        raise ScenarioError(*place, message=str(mistake)) from None
    except StoredMistake as mistake:
        raise ScenarioError("--population", message=str(mistake)) from None
    except TableMistake as mistake:  # a table that was changed since the scenario was loaded
        raise ScenarioError(f"{scenario.name}.toml", "[population]", mistake.key, mistake.message) from None


def on_stored(scenario, file, people=None):
    """Return a scenario whose people are those of a file of `noaber population build`; a file that cannot be used is a ScenarioError."""
    from .population import stored
    try:
        return stored.on_stored(scenario, file, people)
    except StoredMistake as mistake:
        raise ScenarioError("--population", message=str(mistake)) from None


def new_world(scenario, morning):
    """Return a World on its first morning."""
    return World(scenario, morning.population, mechanisms_of(scenario), morning.seed, morning.usual, eligible)


class Recorder:
    """Means over groups for every outcome, step by step."""

    def __init__(self, groups, n_steps):
        self.outcomes = [catalogue.find("outcome", name) for name in catalogue.names("outcome")]
        self.groups, self.times, self.sessions = groups, [], {}
        self.people_scored = np.stack([groups.scored(outcome.of) for outcome in self.outcomes], axis=-1)
        self._old_enough = {of: groups.ages >= least for of, least in OF_AGE.items()}
        self._all_old_enough, self._room = {of for of, those in self._old_enough.items() if those.all()}, {}
        self.table = np.full((n_steps, *self.people_scored.shape), np.nan)  # of a stack, with its members first

    def record(self, today):
        """Add one step."""
        parts, places = [today.part_if(rows) for rows in blocks(today.n_people)], list(range(len(self.outcomes)))
        columns = [each.tolist() for each in np.array_split(places, -(-len(places) // BESIDE))] if in_threads(today.n_people) else [places]
        summed = at_once(today.n_people, *(partial(self._summed, parts, column) for column in columns))
        divided = [place for _, _, over in summed for place in over]
        sums = self.groups.joined(np.concatenate([top for top, _, _ in summed] + [under for _, under, _ in summed], axis=1))
        top, below = sums[..., :len(places)], self.people_scored.astype(np.float64)
        below[..., divided] = sums[..., len(places):]
        with np.errstate(invalid="ignore", divide="ignore"):
            self.table[len(self.times)] = np.where(below > 0, top / below, np.nan)
        self.times.append(today.clock.time)
        for service, uses in today.uses.items():
            given = int(uses.sum()) if self.groups.start is None else np.add.reduceat(uses, self.groups.start[:-1])
            self.sessions[service] = self.sessions.get(service, 0) + given

    def _summed(self, parts, places):
        """Return sums over cells of what outcomes sum over people and of what stands below the line, and the places of those that have such a line."""
        sums = None
        for today in parts:  # in order, so that blocks add up to the same bits as the whole
            values, divided = self._values(today, places)
            sums = self.groups.nothing(len(values)) if sums is None else sums
            self.groups.add(values, sums, today.first)
        return sums[:, :len(places)], sums[:, len(places):], divided

    def _values(self, today, places):
        """Return float64 (n_sums, n_people), outcome by outcome and then what stands below the line, and the places of outcomes with such a line; 0 for those too young."""
        values, divided = self._room_for(places, today.n_people), []
        for row, place in enumerate(places):
            outcome, found = self.outcomes[place], self.outcomes[place].of_step(today)
            old_enough = self._old_enough[outcome.of][today.first:today.first + today.n_people]
            if isinstance(found, tuple):
                found, under = found
                put_scored(self._of_each(under, today), old_enough, values[len(places) + len(divided)])
                divided.append(place)
            if outcome.of in self._all_old_enough:
                values[row] = found
            else:
                put_scored(self._of_each(found, today), old_enough, values[row])
        return values[:len(places) + len(divided)], divided

    @staticmethod
    def _of_each(found, today):
        """Return what an outcome says as an array (n_people,): one of a user's own may say one number for all, or a list."""
        return found if isinstance(found, np.ndarray) and found.shape == (today.n_people,) else np.full(today.n_people, found)

    def _room_for(self, places, n_people):
        """Return float64 (2 * n_places, n_people) to write to: kept, as fresh memory costs more than what is written there."""
        known = self._room.get(places[0])
        if known is None or known.shape[1] < n_people:
            known = self._room[places[0]] = np.empty((2 * len(places), n_people))
        return known[:, :n_people]


def run(scenario, seed=1, *, people=None, days=None, trace=(), panel=False, network=None, morning=None, watch=None, each=None):
    """Run one scenario under one run seed and return its Result.

    Parameters
    ----------
    scenario : Scenario, path or str
        A scenario, its file, or the name of a shipped one.
    seed : int
        Run seed; the same seed gives the same bits on every machine.
    people, days : int, optional
        Replace the scenario's own.
    trace : iterable of int
        People whose meetings and contributions are kept in `result.trace`.
    network : networkx.Graph or path, optional
        The ties, in place of the scenario's recipe.
    watch : callable, optional
        Called with the number of steps done; returning False ends the run early.
    each : callable, optional
        Called with the world and the Today of every step, for measures of one's own. With an attribute `of_world_only` that is
        true it leaves the Today alone, and a large run may change its arrays in place.

    Raises
    ------
    ScenarioError
        If the scenario cannot be used; the message names file, table and key.
    """
    if people is not None or days is not None or isinstance(scenario, (str, Path)):
        scenario = load_scenario(scenario, people=people, days=days)
    morning = morning or first_morning(scenario, seed, network)
    world = new_world(scenario, morning)
    traced = Trace(trace)
    world.trace = traced if traced.people else None
    world.overwrites = is_large(world.population.n_people) and not panel and getattr(each, "of_world_only", each is None)
    recorder, sheets = Recorder(morning.groups, world.n_steps), []
    for _ in range(world.n_steps):
        today = step_and_price(world, recorder.record)
        if panel:
            sheets.append(panel_sheet(today))
        if each is not None:
            each(world, today)
        today = None  # a nation's takes gigabytes that the next step needs
        if watch is not None and watch(world.steps_done) is False:
            break
    return result_so_far(world, morning, recorder, sheets)


def result_so_far(world, morning, recorder, sheets=()):
    """Return the Result of the steps recorded until now."""
    done = len(recorder.times)
    return Result(world.scenario, morning.seed, tuple(each.name for each in recorder.outcomes), morning.groups.names,
                  tuple(recorder.times), recorder.table[:done].copy(), recorder.people_scored, world.calendar.reached(),
                  morning.population, world.trace, sheets, dict(recorder.sessions))


def step_and_price(world, seen=None):
    """Move a world one step on and return its Today with the step's fixed cost; `seen` is called with it before anything is changed."""
    fixed = world.calendar.fixed_cost(world.clock)

    def priced(today):
        today.fixed_cost = fixed
        if seen is not None:
            seen(today)

    return step(world, priced)


def panel_sheet(today):
    """Return a dict of arrays (n_people,): the step's number, feelings, state and contacts of everybody."""
    from .core.layers import CHANNELS, LAYERS
    contacts = {f"{layer} {channel}": today.meetings.contacts[:, k] for k, (layer, channel) in
                enumerate((layer, channel) for layer in LAYERS for channel in CHANNELS)}
    facets = {f"felt_{facet}": facet_level(today.traits, today.state.arrays, today.fluctuation, facet) for facet in FACETS}
    return {"step": today.clock.step, **today.feelings.arrays, **facets, **today.state.arrays,
            **{name: values for name, values in contacts.items() if values.any()}}
