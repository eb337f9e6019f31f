"""Populations kept in files: built once, shared by scenarios, the same bits as built anew.

A file holds people and ties with what they were built of; the usual, which depends on the mechanisms too, is found by the first
run and kept beside it (see kept.py).
"""

import inspect
import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from ..core import catalogue
from ..core.layers import LAYERS
from ..core.people import Table
from ..core.ties import Groups, Ties
from ..version import __version__
from .kept import forget
from .population import Population
from .stored_file import RoomInFile, StoredMistake, arrays_of, head_of

TOP = Path(__file__).parents[1]
# What can change a bit of a built population; networks of others are not stored.
BUILDING = tuple(f"core/{name}.py" for name in ("arithmetic", "chance", "feelings", "layers", "ties")) + tuple(
    f"population/{name}.py" for name in ("circles", "group_levels", "households", "networks", "orders", "places", "population", "recipes", "tie_building",
                                         "tie_rows", "tie_search", "traits", "usual_company"))
TIES = ("higher", "rate", "first_strength", "flags")
GROUPS = ("of", "start", "members", "is_school")


def building_of(scenario, seed):
    """Return a dict of all that a scenario's population is built of: recipe, people, seed, options, feelings, code."""
    wanted = scenario.population
    if wanted.network:
        raise StoredMistake("a population with a network of its own is not stored: the network is a file already")
    told = {"recipe": wanted.recipe, "people": wanted.people, "seed": seed if wanted.seed is None else wanted.seed,
            "options": scenario.population_options(), "feelings": scenario.feelings.model_dump(), "code": _code_of(wanted.recipe)}
    return json.loads(json.dumps(told))


def identity(building):
    """Return the 16 hex digits that two populations share if they were built of the same."""
    return sha256(json.dumps(building, sort_keys=True).encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def _code_of(recipe):
    """Return 16 hex digits of the code that builds a population; of a plugin's recipe its file too."""
    kind = catalogue.find("recipe", recipe)
    files = [TOP / name for name in BUILDING]
    source = Path(inspect.getsourcefile(kind))
    files += [] if source in files else [source]
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def store(scenario, seed, path):
    """Build the population of a scenario into a file and return what its head tells; a file of that name is replaced when all is done.

    Raises
    ------
    StoredMistake
        If its population cannot be stored, or the disk has no room for it.
    """
    building = building_of(scenario, seed)
    try:
        _build(scenario, building, RoomInFile(path))
        forget(path)
    except OSError as error:
        raise StoredMistake(f"{Path(path).name}: cannot be written: {error.strerror or error}") from None
    return head_of(path)


def _build(scenario, building, room):
    recipe = catalogue.find("recipe", building["recipe"])()
    try:
        in_room = {"room": room} if "room" in inspect.signature(recipe.build).parameters else {}
        population = recipe.build(building["people"], building["seed"], scenario.feelings, **scenario.population_options(), **in_room)
        room.keep(_arrays(population), {"noaber": __version__, "hash": identity(building), "building": building, "people_represented": population.people_represented})
    finally:
        room.close()


def _arrays(population):
    groups = {f"{kind}.{name}": getattr(getattr(population, kind), name) for kind in ("groups", "clubs") for name in GROUPS}
    return {"area_start": population.area_start, **{f"ties.{name}": getattr(population.ties, name) for name in TIES},
            "ties.start": population.ties.start.reshape(-1), **groups,
            **{f"traits.{name}": array for name, array in population.traits.arrays.items()}}


def on_stored(scenario, path, people=None):
    """Return a scenario whose people are those of a file: their number and seed are the file's, and all else they are built of must be equal.

    Raises
    ------
    StoredMistake
        If the file is none, or was built of something else than this scenario's population.
    """
    path, told = Path(path), head_of(path)
    building = told["building"]
    if people not in (None, building["people"]):
        raise StoredMistake(f"{path.name}: the file holds {building['people']:,} people, not {people:,}; leave --people out")
    own = scenario.population.model_copy(update={"people": building["people"], "seed": building["seed"]})
    scenario = scenario.model_copy(update={"population": own, "stored": path.resolve()})
    wanted = building_of(scenario, building["seed"])
    for name, what in (("recipe", "another recipe"), ("options", "other ages, households or people represented"), ("feelings", "other numbers in [feelings]")):
        if wanted[name] != building[name]:
            raise StoredMistake(f"{path.name}: the file was built with {what} than {scenario.name} asks for; build it for {scenario.name}")
    if wanted != building:
        raise StoredMistake(f"{path.name}: the file was built by another state of noaber's code (noaber {told['noaber']}); build it again")
    return scenario


def population_in(scenario, seed):
    """Return the Population of the file of a scenario, or None if the scenario was changed since and would build another one."""
    told = head_of(scenario.stored)
    if told["building"] != building_of(scenario, seed):
        return None
    return _loaded(scenario.stored, scenario.stored.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _loaded(path, _changed):
    return load(path)


def load(path):
    """Return the Population of a file, its arrays mapped from it.

    Raises
    ------
    StoredMistake
        If it is not the file of a population, or a damaged one.
    """
    told = head_of(path)
    arrays = arrays_of(path, told)

    def those(kind, names):
        return {name: arrays[f"{kind}.{name}"] for name in names}

    traits = Table({name.removeprefix("traits."): array for name, array in arrays.items() if name.startswith("traits.")})
    traits.lock()
    groups, clubs = (Groups(**those(kind, GROUPS)) for kind in ("groups", "clubs"))
    ties = Ties(**those("ties", TIES), start=arrays["ties.start"].reshape(len(LAYERS), -1))
    population = Population(traits, ties, groups, clubs, arrays["area_start"], told["building"]["seed"], told["people_represented"])
    for name, value in (("file", Path(path)), ("hash", told["hash"])):
        object.__setattr__(population, name, value)  # only here, so that no other population passes for that of the file
    return population
