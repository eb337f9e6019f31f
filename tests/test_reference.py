"""The engine lives through the same days as the slow version: the same meetings exactly, the same feelings to 1e-5."""

import networkx
import numpy as np
from reference import FINDINGS, SlowModel
from small_worlds import EVERYTHING, pairs_met, scenario_of, world_of

from sim.core import catalogue
from sim.run import first_morning, new_world
from sim.step import step

NEAR = 1e-5


def both(scenario, seed):
    world, calendar = world_of(scenario, seed), world_of(scenario, seed).calendar
    return world, SlowModel(scenario, world.population, world.mechanisms, world.seed, world.usual, calendar)


def met_slowly(slow):
    """Let the slow version live one step, and return its meetings as `pairs_met` does."""
    slow.step()
    return sorted((one.lower, one.higher, one.layer, one.channel) for one in slow.met)


def farthest(world, slow):
    """Return {what: the largest distance between the engine's numbers and those of the slow version}."""
    apart = {name: max(abs(getattr(person, name) - array[person.number]) for person in slow.people)
             for name, array in world.state.items()}
    apart["strength"] = max(abs(tie.strength - world.strength[tie.number]) for tie in slow.ties)
    apart["fluctuation"] = max(np.abs(np.array(person.fluctuation) - world.fluctuation[person.number]).max() for person in slow.people)
    return apart


def test_the_slow_version_knows_every_finding():
    catalogue.ensure_registered()
    assert set(catalogue.names("mechanism")) == FINDINGS


def test_days_lived_slowly_are_the_same_days():
    scenario = scenario_of(EVERYTHING, people=200, days=30)
    world, slow = both(scenario, 1)
    channels = set()
    for day in range(30):
        met = pairs_met(step(world))
        assert met == met_slowly(slow), f"day {day}"
        apart = farthest(world, slow)
        assert max(apart.values()) < NEAR, f"day {day}: {apart}"
        channels |= {(layer, channel) for _, _, layer, channel in met}
    # The 30 days are a test of every form of meeting and of help only if they hold all of them.
    assert len(channels) == 11
    assert set(world.state["help_status"]) == {0, 1, 2, 3}
    assert (world.strength[world.population.ties.first_strength == 0] > 0).any()


def test_hours_lived_slowly_are_the_same_hours():
    scenario = scenario_of(EVERYTHING.replace("2020-03-09", "2020-03-03"), people=60, days=3, step="hour")
    world, slow = both(scenario, 1)
    for hour in range(3 * 24):
        assert pairs_met(step(world)) == met_slowly(slow), f"hour {hour}"
        apart = farthest(world, slow)
        assert max(apart.values()) < NEAR, f"hour {hour}: {apart}"


def test_crises_of_some_areas_are_the_same_when_lived_slowly():
    here = EVERYTHING.replace("severity = 0.9", "severity = 0.9\narea = 0.5").replace("2020-03-09", "2020-03-03")
    world, slow = both(scenario_of(here, people=700, days=3), 1)
    assert world.population.n_areas > 1
    for _ in range(3):
        assert pairs_met(step(world)) == met_slowly(slow)
    assert max(farthest(world, slow).values()) < NEAR


def test_an_imported_network_lived_slowly_is_the_same_network():
    layers = ("household", "close", "neighbourhood", "work_school", "familiar")
    graph = networkx.gnm_random_graph(70, 420, seed=3)
    for number, (_, _, tie) in enumerate(graph.edges(data=True)):
        tie.update(layer=layers[number % 5], weight=1 + number % 3)
    scenario = scenario_of(EVERYTHING.replace("2020-03-09", "2020-03-03"), people=70, days=12)
    morning = first_morning(scenario, 1, graph)
    world, calendar = new_world(scenario, morning), new_world(scenario, morning).calendar
    slow, met = SlowModel(scenario, morning.population, world.mechanisms, world.seed, world.usual, calendar), []
    for day in range(12):
        met.append(pairs_met(step(world)))
        assert met[-1] == met_slowly(slow), f"day {day}"
    assert max(farthest(world, slow).values()) < NEAR
    assert ("work_school", "video") in {each[2:] for each in sum(met, [])}
