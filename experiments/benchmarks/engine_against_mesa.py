"""How much faster the engine is than the same model as plain Mesa agents: same people, same draws, side by side.

    python experiments/benchmarks/engine_against_mesa.py --people 10000 --rounds 5

Both live through the same days in turn, on one thread; a round is `--days` days of each. The slow version is the one
the tests hold the engine against (tests/reference): Mesa agents with cached neighbours. What is measured is processor time,
and ratios are medians over rounds, so that other work on the machine matters little. It stops if the two worlds part.
"""

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from time import process_time

for library in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[library] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from reference import SlowModel  # noqa: E402

from sim import load_scenario  # noqa: E402
from sim.run import Recorder, first_morning, new_world, step_and_price  # noqa: E402

WARM_UP = 300  # people; enough to have every kernel compiled


def both_worlds(scenario, people, days, seed):
    """Return (engine's world, slow model) of the same first morning."""
    chosen = load_scenario(scenario, people=people, days=days)
    morning = first_morning(chosen, seed)
    world, calendar = new_world(chosen, morning), new_world(chosen, morning).calendar
    return world, SlowModel(chosen, morning.population, world.mechanisms, world.seed, world.usual, calendar)


def one_round(world, slow, days):
    """Return (engine's seconds, seconds of the slow version, meetings) of the next days; an error if they part."""
    seconds, slow_seconds, meetings = 0.0, 0.0, 0
    for _ in range(days):
        began = process_time()
        today = step_and_price(world)
        between = process_time()
        slow.step()
        slow_seconds += process_time() - between
        seconds += between - began
        met = int(today.meetings.contacts.sum()) // 2
        # A rounding of the last bit may part a handful of draws in a billion; more is an error of one of the two.
        if abs(met - len(slow.met)) > max(2, met // 100_000):
            raise SystemExit(f"the two have parted: {met} meetings against {len(slow.met)}")
        meetings += met
    return seconds, slow_seconds, meetings


def side_by_side(options):
    """Print nanoseconds per person-day of both, contacts a day, and the ratio, over interleaved rounds."""
    one_round(*both_worlds(options.scenario, WARM_UP, 2, 1), 2)
    world, slow = both_worlds(options.scenario, options.people, options.days * (options.rounds + 1), options.seed)
    one_round(world, slow, 1)  # the first day touches every array for the first time
    rounds = [one_round(world, slow, options.days) for _ in range(options.rounds)]
    person_days = options.people * options.days
    engine, mesa = (median(each[k] for each in rounds) / person_days * 1e9 for k in (0, 1))
    ratios = sorted(each[1] / each[0] for each in rounds)
    print(f"{options.scenario}, {options.people:,} people, {options.rounds} rounds of {options.days} days each, one thread")
    print(f"  engine         {engine:12,.0f} ns per person-day")
    print(f"  Mesa agents    {mesa:12,.0f} ns per person-day")
    print(f"  contacts       {2 * sum(each[2] for each in rounds) / person_days / options.rounds:12.1f} per person-day, all channels and the household")
    print(f"  ratio          {median(ratios):12,.0f} (median; {ratios[0]:,.0f} to {ratios[-1]:,.0f})")


def engine_alone(options):
    """Print nanoseconds per person-day of the engine at a larger size, of the step and with outcomes recorded."""
    scenario = load_scenario(options.scenario, people=options.large, days=options.large_days + 1)
    morning = first_morning(scenario, options.seed)
    world, recorder = new_world(scenario, morning), Recorder(morning.groups, options.large_days + 1)
    steps, recordings = [], []
    for _ in range(options.large_days + 1):
        began = process_time()
        today = step_and_price(world)
        between = process_time()
        recorder.record(today)
        recordings.append(process_time() - began)
        steps.append(between - began)
    print(f"{options.scenario}, {options.large:,} people, {options.large_days} days, one thread (median day; fastest day)")
    for name, seconds in (("step", steps[1:]), ("step and outcomes", recordings[1:])):
        print(f"  {name:18} {median(seconds) / options.large * 1e9:8,.0f} {min(seconds) / options.large * 1e9:8,.0f} ns per person-day")


def parsed(arguments=None):
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", default="baseline", help="a file, or the name of a shipped scenario")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--days", type=int, default=1, help="days of a round")
    parser.add_argument("--large", type=int, default=100_000, help="people for the engine alone; 0 leaves it out")
    parser.add_argument("--large-days", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    chosen = parsed()
    side_by_side(chosen)
    if chosen.large:
        engine_alone(chosen)
