"""A moment of a run, kept so that several futures can follow the same past."""

from dataclasses import dataclass, field
from pathlib import Path

from .run import Recorder, new_world
from .timeline.errors import ScenarioError

CHANGING = ("fluctuation", "strength", "met", "visits")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything a run needs to go on, in copies of its own; it can be pickled. Made by `CrisisModel.snapshot`.

    `steps_done` steps are past. `morning` (people, ties, what is usual) never changes in a run and is shared, not copied.
    """

    scenario: object
    morning: object = field(repr=False)
    steps_done: int
    arrays: dict = field(repr=False)
    state: dict = field(repr=False)
    recorded: dict = field(repr=False)


def snapshot_of(world, morning, recorder):
    """Return the Snapshot of a world between two steps."""
    done = len(recorder.times)
    return Snapshot(
        world.scenario, morning, world.steps_done, {name: getattr(world, name).copy() for name in CHANGING},
        {name: array.copy() for name, array in world.state.items()},
        {"table": recorder.table[:done].copy(), "times": tuple(recorder.times), "sessions": dict(recorder.sessions)})


def continued(snapshot, scenario):
    """Return (world, recorder) that stand where the snapshot was taken and go on under another scenario.

    Whom an intervention is for and who of them is invited is judged as on the first morning, so that it is the same
    as if the scenario had held from the start. Mechanisms are those of the new scenario; what is usual stays.
    """
    scenario = _with_same_people(snapshot, scenario)
    world = new_world(scenario, snapshot.morning)
    if snapshot.steps_done > world.n_steps:
        raise ScenarioError(f"{scenario.name}.toml", key="days",
                            message=f"expected at least the {snapshot.steps_done} steps of the snapshot, got {world.n_steps}")
    for name, array in snapshot.arrays.items():
        setattr(world, name, array.copy())
    # A quantity that was declared since then starts as on a first morning.
    world.state |= {name: array.copy() for name, array in snapshot.state.items()}
    world.steps_done = snapshot.steps_done
    recorder = Recorder(snapshot.morning.groups, world.n_steps)
    past = snapshot.recorded
    recorder.table[:len(past["times"])] = past["table"]
    recorder.times, recorder.sessions = list(past["times"]), dict(past["sessions"])
    return world, recorder


def _with_same_people(snapshot, scenario):
    """Return the scenario with the snapshot's population; ScenarioError where its past would have been another."""
    old = snapshot.scenario
    for key in ("start", "step", "feelings"):
        if getattr(scenario, key) != getattr(old, key):
            what = "other values" if key == "feelings" else getattr(scenario, key)
            wanted = "those" if key == "feelings" else f"{getattr(old, key)}, that"
            raise ScenarioError(f"{scenario.name}.toml", "[feelings]" if key == "feelings" else "", "" if key == "feelings" else key,
                                f"expected {wanted} of the run that was kept, got {what}: two futures of one past share it")
    files = {key: str(Path(old.folder, getattr(old.population, key)).resolve()) for key in ("network", "ages", "households")
             if getattr(old.population, key) and old.folder != scenario.folder}
    return scenario.model_copy(update={"population": old.population.model_copy(update=files)})
