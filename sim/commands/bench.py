"""`noaber bench`: how fast the model is on this machine."""

from typing import Annotated

import typer

from . import options
from .printing import give, give_json, say, table

Sizes = Annotated[list[int], typer.Option("--people", metavar="N", min=100, max=2_000_000, help="Size to measure; may be given several times.")]
Days = Annotated[int, typer.Option("--days", metavar="N", min=1, max=365, help="Days to measure over, after one that is not counted.")]
WARM_UP = 200  # people; enough to have every kernel compiled


def bench(people: Sizes = (1_000, 10_000), days: Days = 20, as_json: options.Json = False, quiet: options.Quiet = False):
    """Measure the speed on this machine: nanoseconds per person-day and per contact, one thread."""
    say("Compiling what needs compiling...", quiet)
    measured(WARM_UP, 2)
    rows = []
    for size in people:
        say(f"{size:,} people, {days} days...", quiet)
        rows.append(measured(size, days))
    if as_json:
        give_json({"scenario": "baseline", "days": days, "sizes": rows})
    else:
        give(table(["people", "ns per person-day", "ns per contact", "contacts a day", "first morning, s"],
                   [[f"{row['people']:,}", f"{row['ns_per_person_day']:,.0f}", f"{row['ns_per_contact']:,.0f}",
                     f"{row['contacts_per_person_day']:.1f}", f"{row['first_morning_seconds']:.2f}"] for row in rows]))


def measured(n_people, days):
    """Return a dict of what a run of the baseline cost: the first morning, and the median day after the first."""
    from statistics import median
    from time import perf_counter

    from ..run import first_morning, new_world, step_and_price
    from ..timeline.load import load_scenario
    scenario = load_scenario("baseline", people=n_people, days=days + 1)
    began = perf_counter()
    morning = first_morning(scenario, 1)
    built = perf_counter() - began
    world, took, contacts = new_world(scenario, morning), [], 0.0
    for day in range(days + 1):
        before = perf_counter()
        today = step_and_price(world)
        after = perf_counter()
        if day:  # the first day touches every array for the first time
            took.append(after - before)
            contacts += float(today.meetings.contacts.sum()) / n_people / days
    each = median(took) / n_people * 1e9
    return {"people": n_people, "ns_per_person_day": each, "ns_per_contact": each / contacts if contacts else None,
            "contacts_per_person_day": contacts, "first_morning_seconds": built}
