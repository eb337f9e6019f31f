"""The Mesa face of a run: a model whose people are agents to look at, and whose steps are those of `run`."""

import operator
from datetime import date
from functools import partial
from pathlib import Path

import mesa
import numpy as np

from .core.chance import MASK
from .groups import OF_AGE
from .person import register_people
from .population.network_writing import network_graph
from .run import Recorder, first_morning, new_world, result_so_far, step_and_price
from .snapshot import continued, snapshot_of
from .timeline.errors import ScenarioError
from .timeline.load import load_scenario

FIRST_SEED = 1  # of runs that nobody gave a seed: there is no clock and no luck from outside
YOUNGEST = {"distress": OF_AGE["12+"], "loneliness": OF_AGE["15+"]}


class CrisisModel(mesa.Model):
    """A scenario as a `mesa.Model`; it steps bit for bit like `run(scenario, seed=rng)`.

    Parameters
    ----------
    file : str, Path or Scenario
        A scenario file, the name of a shipped one, or a Scenario; kept as `crisis_scenario`.
    people, days : int, optional
        Replace the scenario's own.
    rng : int, optional
        Run seed; 1 if not given, so that a model without a seed is the same every time.
    network : networkx.Graph or path, optional
        The ties, in place of the scenario's recipe or network.
    set : str, list of str or dict, optional
        Settings such as "crisis.spring.severity=0.6", as for `load_scenario`.

    Raises
    ------
    ScenarioError
        If the scenario or the network cannot be used; the message names file, table and key.

    Notes
    -----
    `steps`, `running` and `agents` are Mesa's. `running` is False after the last step, and further steps change nothing.
    `random` and Mesa's generator play no part in the run. A step is a day or an hour, as the scenario says.
    """

    def __init__(self, file, people=None, days=None, rng=None, network=None, set=()):
        scenario = _scenario(file, set, people, days)
        if people is not None and network is not None:
            raise ScenarioError("people", message="expected no people beside a network, which brings its own")
        morning = first_morning(scenario, _seed(rng), network)
        world = new_world(scenario, morning)
        self._begin(world, morning, Recorder(morning.groups, world.n_steps))

    def _begin(self, world, morning, recorder):
        super().__init__(rng=morning.seed & MASK)
        self._world, self._morning, self._recorder = world, morning, recorder
        self._today, self._felt, self._felt_at = None, None, None
        self._people_made = False
        self.crisis_scenario = world.scenario
        self.datacollector = mesa.DataCollector(
            {outcome.name: partial(_of_everyone, column=column) for column, outcome in enumerate(recorder.outcomes)})
        # Mesa counts its own steps and collects each; a restored model walks it through the past that it shares.
        for _ in range(world.steps_done):
            self.step()
        self.running = self.steps < world.n_steps

    def step(self):
        """Live through the next day or hour; nothing after the last one."""
        if self.steps > self._world.n_steps:
            return
        if self.steps > self._world.steps_done:
            self._today = step_and_price(self._world)
            self._recorder.record(self._today)
        self.datacollector.collect(self)
        self.running = self.steps < self._world.n_steps

    @property
    def population(self):
        """The Population: traits, ties, groups, areas and notes on how it was made."""
        return self._morning.population

    @property
    def n_people(self):
        """Number of people."""
        return self.population.n_people

    @property
    def day(self):
        """Whole days lived: 0 on the first morning."""
        return self._world.clock.day

    @property
    def date(self) -> date:
        """Date of the step that comes next."""
        return self._world.clock.date

    @property
    def agents(self):
        """The AgentSet of every Person, made when first asked for."""
        self._make_people()
        return super().agents

    @property
    def agent_types(self):
        """The types of agents: Person."""
        self._make_people()
        return super().agent_types

    @property
    def agents_by_type(self):
        """A dict from type to AgentSet."""
        self._make_people()
        return super().agents_by_type

    def _make_people(self):
        if not self._people_made:
            self._people_made = True
            register_people(self, self.n_people)

    def values(self, name):
        """Return float64 (n_people,): a trait, a state or a feeling now, or an outcome in the last step.

        NaN for distress of children under 12 and loneliness under 15, and for outcomes before the first step.

        Raises
        ------
        ValueError
            If there is nothing of that name; the message lists what there is.
        """
        return np.array(self._array(name), np.float64)

    def value_of(self, name, row):
        """Return one person's number, as a plain Python value; AttributeError if there is nothing of that name."""
        if not self.has_values(name):
            raise AttributeError(f"a person has no '{name}', only {', '.join(self._names())}")
        return self._array(name)[row].item()

    def has_values(self, name):
        """Return whether `values` knows a name."""
        return name in self.population.traits.arrays or name in self._world.state or name in self._feelings() or any(
            name == outcome.name for outcome in self._recorder.outcomes)

    def _names(self):
        outcomes = (outcome.name for outcome in self._recorder.outcomes)
        return sorted({*self.population.traits.arrays, *self._world.state, *self._feelings(), *outcomes})

    def _array(self, name):
        for table in (self.population.traits.arrays, self._world.state, self._feelings()):
            if name in table:
                return table[name]
        for outcome in self._recorder.outcomes:
            if outcome.name == name:
                return self._of_last_step(outcome)
        raise ValueError(f"there is no '{name}', only {', '.join(self._names())}")

    def _feelings(self):
        if self._felt_at != self._world.steps_done:
            felt = self._world.feelings_now()
            for name, least in YOUNGEST.items():
                felt[name] = np.where(self.population.traits.age >= least, felt[name], np.float32(np.nan))
            self._felt, self._felt_at = felt, self._world.steps_done
        return self._felt

    def _of_last_step(self, outcome):
        if self._today is None:
            return np.full(self.n_people, np.nan)
        values = outcome.of_step(self._today)
        if isinstance(values, tuple):
            with np.errstate(invalid="ignore", divide="ignore"):
                values = values[0] / values[1]
        return np.where(self.population.traits.age >= OF_AGE[outcome.of], values, np.nan)

    @property
    def network(self):
        """A networkx.Graph of people and ties as they are now, made anew at each call.

        Nodes are rows, or the names of an imported network, in the order of rows, with all traits, distress and
        loneliness; edges have layer and strength. Dormant ties and strangers are left out; colleagues and classmates
        share a `work_school_group`.
        """
        felt = {name: self._feelings()[name] for name in YOUNGEST}
        return network_graph(self.population, self._world.strength, felt)

    @property
    def series(self):
        """A DataFrame with columns step, time, group, outcome, value of the steps so far, as `Result.series`."""
        return self.result().series

    def result(self):
        """Return the Result of the steps so far."""
        return result_so_far(self._world, self._morning, self._recorder)

    def snapshot(self):
        """Return a Snapshot of this moment, from which `restore` makes models that share this past."""
        return snapshot_of(self._world, self._morning, self._recorder)

    @classmethod
    def restore(cls, saved, file=None, days=None, set=()):
        """Return a model with the past of a snapshot and the future of another scenario, or of its own if none is given.

        The new scenario's calendar holds from now on: events that would have begun earlier begin now, on the level they
        would have today. Who is invited is judged as on the first morning. The people stay those of the snapshot.

        Raises
        ------
        ScenarioError
            If start, step or feelings differ from those of the snapshot, or the new scenario ends before it.
        """
        scenario = _scenario(saved.scenario if file is None else file, set, None, days)
        world, recorder = continued(saved, scenario)
        model = cls.__new__(cls)
        model._begin(world, saved.morning, recorder)
        return model


def _scenario(file, set, people, days):
    if isinstance(file, (str, Path)) or set or people is not None or days is not None:
        return load_scenario(file, set=set, people=people, days=days)
    return file


def _seed(rng):
    try:
        return FIRST_SEED if rng is None else operator.index(rng)
    except TypeError:
        raise TypeError(f"rng is a run seed, a whole number, not {type(rng).__name__}") from None


def _of_everyone(model, column):
    """Return an outcome of everyone in the step that Mesa counts as the last."""
    return float(model._recorder.table[model.steps - 1, 0, column])
