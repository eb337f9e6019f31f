"""A few small runs with every crisis, intervention and mechanism in them: whatever changes a bit of a run changes theirs."""

import hashlib

import numpy as np

from ..core import catalogue
from ..core.parameters import parameters_of
from ..run import run
from ..timeline.load import load_text
from ..timeline.scenario import Scenario

SHELVES = ("mechanism", "crisis", "intervention")
AT_HOME, HAZARDS = ("lockdown", "pandemic_threat", "economic_shock"), ("blackout", "flood", "earthquake", "heatwave")
# Several times the ordinary pace, so that a small run of weeks holds people who ask for help, wait for it and have it.
QUICK = """
[mechanisms]
guided_self_help = { asks_a_day = 1.0, course_sessions = 2, every_days = 1.0, asks_from = -2.0 }
remote_therapy = { asks_a_day = 1.0, asks_from = -2.0, every_days = 1.0 }
taking_up_help = { asks_a_day = 0.3, calls_from = 0.0, every_days = 1.0 }
loneliness_groups = { asks_a_day = 1.0, joins_from = -2.0, every_days = 1.0 }
school_lessons = { every_days = 1.0 }
"""
RUNS = (  # crises, which step, days, people
    (AT_HOME, "day", 150, 300), (HAZARDS, "day", 20, 300), (AT_HOME[:2] + HAZARDS[:1], "hour", 3, 200), ((), "day", 15, 300))


def declared():
    """Return one line for each number declared in the package: its place, value and range; words for readers are no part of it."""
    named = [(f"{shelf} {name}", catalogue.find(shelf, name)) for shelf in SHELVES for name in of_the_package(shelf)]
    return "\n".join(f"{place} {key} {told['default']} {told['low']} {told['high']}"
                     for place, known in [*named, ("feelings", Scenario.model_fields["feelings"].annotation)]
                     for key, told in parameters_of(known).items())


def lived():
    """Return 64 hex digits of the people, ties and tables of the runs; the same on every machine and with every Python."""
    digest = hashlib.sha256()
    for crises, step, days, people in RUNS:
        result = run(_scenario(crises, step, days, people), seed=1)
        traits, ties = result.population.traits.arrays, result.population.ties
        for array in (*traits.values(), ties.higher, ties.first_strength, np.nan_to_num(result.table, nan=-1.0), result.people_scored):
            digest.update(np.ascontiguousarray(array).tobytes())
        digest.update(f"{sorted(result.reached.items())} {sorted(result.sessions.items())}".encode())
    return digest.hexdigest()


def _scenario(crises, step, days, people):
    events = [f'[[crisis]]\nkind = "{kind}"\nstart = 2020-03-03\n' for kind in crises]
    if crises:
        events += [f'[[intervention]]\nkind = "{kind}"\nstart = 2020-03-04\nreach = 0.8\nuptake = 0.8\n' for kind in of_the_package("intervention")]
    head = f'title = "Probe"\nstart = 2020-03-02\ndays = {days}\nstep = "{step}"\npopulation = {{ people = {people} }}\n'
    others = [name for name in of_the_package("mechanism") if not catalogue.find("mechanism", name)().on_by_default]
    return load_text(head + "\n".join(events) + QUICK + "".join(f"{name} = {{}}\n" for name in others), name="probe")


def of_the_package(shelf):
    """Return the names on a shelf that come with the package: what a plugin adds is no part of the model's own numbers."""
    catalogue.ensure_registered()
    package = __package__.partition(".")[0] + "."
    return [name for name in catalogue.names(shelf) if catalogue.find(shelf, name).__module__.startswith(package)]
