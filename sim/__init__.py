"""What a crisis does to people's stress and loneliness, and what helps most, for whom.

The public names are loaded when they are first asked for, so that `import sim` costs next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType

_HOMES = {
    "core.caching": ("cache_folder",),
    "timeline.load": ("load_scenario", "load_text"),
    "timeline.scenario": ("Scenario",),
    "timeline.schema": ("schema",),
    "timeline.errors": ("ScenarioError",),
    "timeline.events": ("Crisis", "Intervention", "Who"),
    "run": ("Result", "run"),
    "model": ("CrisisModel",),
    "person": ("Person",),
    "snapshot": ("Snapshot",),
    "studies.compare": ("Answer", "compare"),
    "studies.sweep.sweeping": ("Swept", "resume", "sweep"),
    "studies.sweep.results": ("SweepResults", "read_results", "read_sweep"),
    "studies.sweep.broken": ("ArchiveError",),
    "studies.sweep.sensitivity": ("sensitivity_of",),
    "studies.sweep.robust": ("robust_choice",),
    "studies.sweep.importing": ("read_export",),
    "studies.sweep.courses": ("read_courses",),
    "studies.sweep.boxes": ("box_where",),
    "studies.sweep.pictures": ("Picture", "pictures_of"),
    "studies.sweep.told": ("robust_sentences", "sensitivity_sentences"),
    "studies.sweep.bridges": ("to_ema", "to_salib"),
    "studies.standing": ("Workers",),
    "studies.listed": ("listed",),
    "studies.amounts": ("decimals",),
    "studies.differences": ("MATTERS",),
    "studies.limits": ("failures_in",),
    "studies.spoken": ("shared_texts", "shared_topics"),
    "population.network_files": ("population_from_network",),
    "population.network_renumbered": ("renumbered_network",),
    "population.network_writing": ("write_network",),
    "population.recipes": ("Recipe",),
    "outcomes": ("outcome",),
    "core.catalogue": ("add", "load_plugin"),
    "core.mechanism": ("Mechanism",),
    "core.meeting": ("ChanceMeetings", "GroupMeetings", "Passing", "Sessions", "TieMeetings", "weights"),
    "core.parameters": ("parameter",),
    "core.people": ("Quantity", "declare_quantity"),
    "version": ("__version__",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


class _Package(ModuleType):
    """The package itself: importing sim/run.py must not put that module in the place of the function `sim.run`."""

    def __setattr__(self, name, value):
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name):
    """Load a public name."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sim' has no public name '{name}'; it has {', '.join(__all__)}")
    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__():
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
