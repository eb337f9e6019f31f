"""For scale: how many person-days a second other libraries live in contact models of their own. These are other models.

    python experiments/benchmarks/other_models.py [--people 10000] [--days 60] [--json]

Mesa's is its example of a virus on a network, Starsim's an SIS infection on random contacts, Covasim's COVID-19 on its hybrid
households, schools and workplaces. Each has a few states, far fewer mechanisms and other contacts than ours; a person-day of
one is not a person-day of another, and the contacts each looks at a day are printed beside. What is not installed is left out
(in an environment of its own: pip install starsim covasim). Processor time of one thread, after days that are not counted.
"""

import argparse
import json
import os
import warnings
from importlib.metadata import PackageNotFoundError, version
from time import process_time

for library in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[library] = "1"

DEGREE = 15  # contacts a day, where a model lets one choose


def ours(people, days):
    """Return (what it is, seconds, contacts per person-day) of our own step with all mechanisms."""
    from sim import load_scenario
    from sim.population import threads
    from sim.run import first_morning, new_world, step_and_price
    threads.THREADS = 1
    scenario = load_scenario("baseline", people=people, days=days + 1)
    world, seconds, contacts = new_world(scenario, first_morning(scenario, 1)), 0.0, 0
    for day in range(days + 1):
        began = process_time()
        today = step_and_price(world)
        if day:
            seconds += process_time() - began
            contacts += int(today.meetings.contacts.sum(dtype=int))
    return "noaber, baseline, all mechanisms", seconds, contacts / people / days


def mesa(people, days):
    """Return the same of Mesa's example of a virus on a network, of which half carry the virus and nobody recovers."""
    from mesa.examples.basic.virus_on_network.agents import State
    from mesa.examples.basic.virus_on_network.model import VirusOnNetwork
    model = VirusOnNetwork(num_nodes=people, avg_node_degree=DEGREE, initial_outbreak_size=people // 2, virus_spread_chance=0.0,
                           recovery_chance=0.0, virus_check_frequency=0.0)
    model.step()
    began = process_time()
    for _ in range(days):
        model.step()
    seconds = process_time() - began
    looked_at = [len(agent.cell.neighborhood) for agent in model.agents if agent.state is State.INFECTED]
    return "Mesa, example virus_on_network", seconds, sum(looked_at) / people


def starsim(people, days):
    """Return the same of an SIS infection on Starsim's random network."""
    import starsim as ss

    def made(n_people, n_days):
        sim = ss.Sim(n_agents=n_people, start="2020-01-01", dur=n_days, dt=ss.days(1) if hasattr(ss, "days") else 1 / 365, verbose=0,
                     diseases=ss.SIS(init_prev=0.1), networks=ss.RandomNet(n_contacts=DEGREE))
        sim.init()
        return sim

    return "Starsim, SIS on RandomNet", *_run(made, people, days, lambda sim: sum(len(net.edges.p1) for net in sim.networks.values()) * 2 / people)


def covasim(people, days):
    """Return the same of Covasim's hybrid population."""
    import covasim as cv

    def made(n_people, n_days):
        sim = cv.Sim(pop_size=n_people, pop_type="hybrid", n_days=n_days, verbose=0, pop_infected=n_people // 100)
        sim.initialize()
        return sim

    return "Covasim, hybrid", *_run(made, people, days, lambda sim: sum(len(layer) for layer in sim.people.contacts.values()) * 2 / people)


def _run(made, people, days, contacts):
    made(min(people, 500), 5).run()  # compiles
    sim = made(people, days)
    a_day = contacts(sim)
    began = process_time()
    sim.run()
    return process_time() - began, a_day


MODELS = {"noaber": ours, "mesa": mesa, "starsim": starsim, "covasim": covasim}


def measured(people, days, listed=tuple(MODELS)):
    """Return (rows, what was left out and why)."""
    rows, left_out = [], []
    for name in listed:
        try:
            what, seconds, contacts = MODELS[name](people, days)
        except ImportError as error:
            left_out.append(f"{name}: not installed here ({error})")
            continue
        except Exception as error:  # another release of it, with another interface: the others can be measured all the same
            left_out.append(f"{name}: this release cannot be run so ({type(error).__name__}: {error})")
            continue
        rows.append({"model": what, "version": version_of(name), "people": people, "days": days, "person_days_a_second": people * days / seconds,
                     "contacts_per_person_day": contacts, "ns_per_person_day": seconds / people / days * 1e9})
    return rows, left_out


def version_of(name):
    """Return the version of an installed package, or that of our own checkout."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def main():
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--days", type=int, default=60)
    asked.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    asked.add_argument("--json", action="store_true")
    asked = asked.parse_args()
    warnings.simplefilter("ignore")
    rows, left_out = measured(asked.people, asked.days, asked.models)
    if asked.json:
        return print(json.dumps({"rows": rows, "left_out": left_out}, default=float))
    print(f"Other models than ours, for scale: {asked.people:,} people, {asked.days} days\n")
    print(f"{'model':34}{'version':>9}{'person-days/s':>15}{'contacts a day':>16}{'ns per person-day':>19}")
    for row in rows:
        print(f"{row['model']:34}{row['version']:>9}{row['person_days_a_second']:15,.0f}{row['contacts_per_person_day']:16.1f}{row['ns_per_person_day']:19,.0f}")
    for each in left_out:
        print(f"left out: {each}")
    return None


if __name__ == "__main__":
    main()
