"""The same model in four ways: the engine, vectorised NumPy, plain Mesa agents and AgentPy agents, each one world to live in.

All of them begin with the same people, ties and usual, know the same mechanisms and draw the same numbers; agents hold their
neighbours, so that nobody looks anybody up. A way has `step()`, which is timed, and `told()`, which is not.
"""

import sys
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "tests")]

from numpy_step import in_numpy  # noqa: E402
from reference import Inhabitant, PlainWorld, SlowModel  # noqa: E402

from sim.core.feelings import HIGH_DISTRESS, LONELY, YOUNGEST_WITH_DISTRESS, YOUNGEST_WITH_LONELINESS  # noqa: E402
from sim.run import new_world, step_and_price  # noqa: E402


def told_of(meetings, age, distress, loneliness):
    """Return the outcomes of the last step: meetings, means of the two feelings, and the shares above their thresholds."""
    distress, loneliness = distress[age >= YOUNGEST_WITH_DISTRESS], loneliness[age >= YOUNGEST_WITH_LONELINESS]
    return {"meetings": meetings, "distress": distress.mean(dtype=float), "high_distress": (distress > HIGH_DISTRESS).mean(),
            "loneliness": loneliness.mean(dtype=float), "lonely": (loneliness > LONELY).mean()}


class Engine:
    """The engine: arrays, and kernels compiled by numba."""

    def __init__(self, scenario, morning, _):
        self.world, self.today = new_world(scenario, morning), None

    def step(self):
        """Live one step."""
        self.today = step_and_price(self.world)

    def told(self):
        """Return the outcomes of the last step."""
        feelings, traits = self.today.feelings, self.today.traits
        return told_of(int(self.today.meetings.contacts.sum(dtype=int)) // 2, traits.age, feelings.distress, feelings.loneliness)


class NumPy(Engine):
    """The engine's moments with every compiled kernel replaced by its array twin."""

    def step(self):
        """Live one step."""
        with in_numpy():
            self.today = step_and_price(self.world)


class Mesa:
    """One Mesa agent a person, with cached neighbours: the version that the tests hold the engine against."""

    def __init__(self, scenario, morning, days):
        self.age, self.model = morning.population.traits.age, self.made(days, *_made_from(scenario, morning))

    def made(self, _, *made_from):
        """Return the model."""
        return SlowModel(*made_from)

    def step(self):
        """Live one step."""
        self.model.step()

    def told(self):
        """Return the outcomes of the last step."""
        distress, loneliness = np.array([(one.distress, one.loneliness) for one in self.model.people]).T
        return told_of(len(self.model.met), self.age, distress, loneliness)


class AgentPy(Mesa):
    """One AgentPy agent a person, in an AgentList, with the same rules and cached neighbours."""

    def made(self, days, *made_from):
        """Return the model; AgentPy is only imported here."""
        import agentpy

        class Person(Inhabitant, agentpy.Agent):
            """An inhabitant as an AgentPy agent."""

        class Model(PlainWorld, agentpy.Model):
            """The plain world as an AgentPy model."""

            def setup(self):
                """Begin the first morning."""
                self.settle(Person, *made_from)
                self.agents = agentpy.AgentList(self, self.people)

            def everybody(self, act):
                """Let one person after the other do something."""
                getattr(self.agents, act.__name__)()

        model = Model({"steps": days})
        model.sim_setup()
        return model

    def step(self):
        """Live one step, as AgentPy's own loop does."""
        self.model.sim_step()


WAYS = {"engine": Engine, "numpy": NumPy, "mesa": Mesa, "agentpy": AgentPy}
NEEDS = {"numpy": "numpy", "mesa": "mesa", "agentpy": "agentpy"}  # the package whose version is told


def _made_from(scenario, morning):
    world = new_world(scenario, morning)
    return scenario, morning.population, world.mechanisms, world.seed, world.usual, world.calendar
