"""Where mechanisms, crises, interventions, outcomes and recipes are found by name, in a fixed order."""

import importlib
import importlib.util
import sys
from pathlib import Path

SHELVES = {"mechanism": {}, "crisis": {}, "intervention": {}, "outcome": {}, "recipe": {}}
REGISTERING = ("mechanisms", "timeline.crises", "timeline.hazards", "timeline.offers_of_help", "timeline.offers_of_company",
               "timeline.offers_of_information", "outcomes", "outcomes_long_run", "population.recipes")


def add(thing):
    """Put a declared class or outcome on its shelf and return it, so that it can stand as a decorator.

    Raises
    ------
    ValueError
        If the name is taken by something else.
    """
    shelf = SHELVES[thing.shelf]
    name = thing.catalogue_name() if callable(getattr(thing, "catalogue_name", None)) else thing.name
    taken = shelf.get(name)
    if taken is not None and getattr(taken, "__module__", None) != getattr(thing, "__module__", None):
        raise ValueError(f"a {thing.shelf} named '{name}' exists already")
    shelf[name] = thing
    return thing


def find(shelf, name):
    """Return what stands under `name` on a shelf; KeyError if nothing does."""
    return SHELVES[shelf][name]


def names(shelf):
    """Return the names on a shelf in catalogue order, the order in which contributions are added."""
    return list(SHELVES[shelf])


def on_shelves():
    """Return {shelf: its names in catalogue order}: what two processes must have in common to live the same runs."""
    return {shelf: names(shelf) for shelf in SHELVES}


def position(shelf, name):
    """Return the place of a name in catalogue order, from 0."""
    return list(SHELVES[shelf]).index(name)


def ensure_registered():
    """Import what fills the shelves. By name, because core stands below all of it and imports none of it."""
    package = __package__.rpartition(".")[0]
    for module in REGISTERING:
        importlib.import_module(f"{package}.{module}")


def load_plugin(file):
    """Run a Python file of the user's that adds to the catalogue; each file once in a process.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    path = Path(file).resolve()
    if not path.is_file():
        raise FileNotFoundError(f"no plugin file {file}")
    module_name = "noaber_plugin_" + "".join(c if c.isalnum() else "_" for c in str(path))
    if module_name in sys.modules:
        return sys.modules[module_name]
    ensure_registered()  # first, so that the order of contributions never depends on when a plugin was loaded
    spec = importlib.util.spec_from_file_location(module_name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[module_name]
        raise
    return module
