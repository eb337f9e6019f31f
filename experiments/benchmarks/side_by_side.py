"""The same model in several ways, side by side: the same people, draws and outcomes, in one run, on one thread.

    python experiments/benchmarks/side_by_side.py --people 1000 --people 10000 --ways engine numpy mesa agentpy

All ways live through the same days in turn; a round is `--days` days of each. What is measured is processor time, and ratios
are medians over rounds, so that other work on the machine matters little. It stops if two worlds part: meetings must be the
same but for two, or one in 100,000 of a step (a rounding of the last bit can decide about one), and so must the outcomes, to 1e-4.
"""

import argparse
import gc
import json
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from statistics import median
from time import process_time

for library in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[library] = "1"

from ways import NEEDS, WAYS  # noqa: E402

from sim import load_scenario  # noqa: E402
from sim.population import threads  # noqa: E402
from sim.run import first_morning  # noqa: E402

threads.THREADS = 1

WARM_UP = 300  # people; enough to have every kernel compiled
NEAR = 1e-4


def one_round(worlds, days):
    """Return ({way: seconds of processor time}, meetings) of the next days; an error if the worlds part."""
    seconds, meetings = dict.fromkeys(worlds, 0.0), 0
    for _ in range(days):
        for name, world in worlds.items():
            began = process_time()
            world.step()
            seconds[name] += process_time() - began
        told = {name: world.told() for name, world in worlds.items()}
        check_together(told)
        meetings += next(iter(told.values()))["meetings"]
    return seconds, meetings


def check_together(told):
    """Stop if the outcomes of a step differ between ways."""
    (first, expected), *others = told.items()
    for name, outcomes in others:
        for what, value in outcomes.items():
            room = max(2, expected[what] // 100_000) if what == "meetings" else NEAR
            if not abs(value - expected[what]) <= room:
                raise SystemExit(f"the worlds have parted: {what} is {value} in {name} and {expected[what]} in {first}")


def lived(ways, scenario_name, people, days, rounds, seed=1):
    """Return a dict for one size: people, contacts per person-day, outcomes, and {way: {ns per person-day, times the engine's}}."""
    scenario = load_scenario(scenario_name, people=people, days=days * rounds + 1)
    morning = first_morning(scenario, seed)
    worlds = {name: WAYS[name](scenario, morning, days * rounds + 1) for name in ways}
    one_round(worlds, 1)  # the first day touches every array for the first time
    # Millions of agents and ties would be looked through again and again by the collector, and slow all but the engine.
    gc.collect()
    gc.freeze()
    measured = [one_round(worlds, days) for _ in range(rounds)]
    gc.unfreeze()
    costs = {}
    for name in ways:
        each = [seconds[name] / (people * days) * 1e9 for seconds, _ in measured]
        ratios = sorted(seconds[name] / seconds[ways[0]] for seconds, _ in measured)
        costs[name] = {"ns_per_person_day": median(each), "times_the_first": median(ratios), "lowest": ratios[0], "highest": ratios[-1]}
    return {"people": people, "contacts_per_person_day": 2 * sum(met for _, met in measured) / (people * days * rounds),
            "rounds": rounds, "days": days, "ways": costs, "outcomes": {name: world.told() for name, world in worlds.items()}}


def available(ways):
    """Return (the ways that can be had here, a sentence on those that cannot)."""
    missing = [name for name in ways if NEEDS.get(name) and find_spec(NEEDS[name]) is None]
    said = f"not installed: {', '.join(missing)} (pip install -e '.[benchmarks]')" if missing else ""
    return [name for name in ways if name not in missing], said


def versions(ways):
    """Return {package: version} of what the ways rest on."""
    found = {}
    for name in ("numba", *(NEEDS[way] for way in ways if way in NEEDS)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def printed(size):
    """Return the lines of one size."""
    head = f"{size['people']:,} people, {size['rounds']} rounds of {size['days']} days, {size['contacts_per_person_day']:.1f} contacts per person-day, one thread"
    rows = [head, f"  {'way':10}{'ns per person-day':>20}{'times':>9}{'from - to':>18}{'high distress':>15}{'lonely':>9}"]
    for name, cost in size["ways"].items():
        told = size["outcomes"][name]
        spread = f"{cost['lowest']:,.1f} - {cost['highest']:,.1f}"
        rows.append(f"  {name:10}{cost['ns_per_person_day']:20,.0f}{cost['times_the_first']:9,.1f}{spread:>18}{told['high_distress']:15.4f}{told['lonely']:9.4f}")
    return "\n".join(rows)


def parsed(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="baseline", help="a file, or the name of a shipped scenario")
    parser.add_argument("--people", type=int, action="append", help="a size; may be given several times (default 1,000 and 10,000)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="the first one is what the others are compared with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=1, help="days of a round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Measure and print."""
    asked = parsed(arguments)
    ways, said = available(asked.ways)
    if said:
        print(f"left out, {said}", file=sys.stderr)
    lived(ways, asked.scenario, WARM_UP, 1, 1)
    sizes = []
    for people in asked.people or (1_000, 10_000):
        sizes.append(lived(ways, asked.scenario, people, asked.days, asked.rounds, asked.seed))
        if not asked.json:
            print(printed(sizes[-1]), flush=True)
    if asked.json:
        print(json.dumps({"scenario": asked.scenario, "versions": versions(ways), "left_out": said, "sizes": sizes}, default=float))


if __name__ == "__main__":
    main()
