"""On paper: what a continent would cost on many machines, from border ties counted in our own population.

    python experiments/benchmarks/continent.py [--people 450000000] [--generated 200000]

People are numbered by place, so a part is a run of numbers that ends between two areas. Every draw is a hash of the pair, and
what a meeting passes on is known in the morning: if both parts of a border tie know the wishes of both ends, both decide the
same meeting, and one exchange a day is enough (but for the visitor cap, which needs a few more in a lockdown). So each day a
part sends a record of everybody who has a border tie, or a group, in another part, once to each such part: its halo.

Counted: border ties and halo of the population that our recipe makes for `--generated` people, cut into parts. Carried over
to the continent: of ties whose length does not grow with the country, min(1, length / people of a part) are cut by each of the
P - 1 borders; of kin who live anywhere, all but 1 in P. Assumed: all else, see ASSUMED.
"""

import argparse
import json

import numpy as np

from sim import load_scenario
from sim.core.ties import KIN
from sim.run import population_of

ASSUMED = {
    "ns_per_person_day": (700.0, "step and recording on one core, measured at 1 million (noaber bench --full)"),
    "bytes_per_person": (1_200.0, "kept of a person with its ties during a run; experiments/benchmarks/nation.py measures it"),
    "cores": (32.0, "cores of a node"),
    "scaling": (0.5, "of what so many cores could do: the memory they share bounds it"),
    "record_bytes": (64.0, "of a person in the halo: number, six wishes, presence, what is passed on"),
    "gigabytes_a_second": (10.0, "into and out of a node (100 Gbit/s, most of it reached)"),
    "latency_us": (5.0, "for each message, with packing; a part writes to every part where it has somebody"),
    "imbalance": (0.10, "the slowest part takes so much longer than the mean"),
    "sums_kilobytes": (4.0, "outcomes by group, added up over all parts in log2(P) rounds"),
}
PARTS = (1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
KIN_NEXT_DOOR = 1_000  # people; kin farther away than this live anywhere (they are drawn from all households)
DASK_TASK_MS = 2.3  # measured for a task of Dask with its scheduler on one machine


def cut_between_areas(area_start, parts):
    """Return int64 (parts + 1,): where parts begin, in as equal numbers of people as areas allow."""
    area_start = np.asarray(area_start, np.int64)
    wanted = np.arange(1, parts) * area_start[-1] / parts
    return np.concatenate([[0], area_start[np.searchsorted(area_start, wanted)], area_start[-1:]])


def border(population, parts):
    """Return (ties between parts, records sent a day): the latter counts each person once for each other part that needs it."""
    begins, ties, n_people = cut_between_areas(population.area_start, parts), population.ties, population.n_people
    part = np.searchsorted(begins, np.arange(n_people), side="right") - 1
    lower, higher = ties.lower, ties.higher
    crosses = part[lower] != part[higher]
    needs = [lower[crosses] * np.int64(parts) + part[higher[crosses]], higher[crosses] * np.int64(parts) + part[lower[crosses]]]
    for groups in (population.groups, population.clubs):
        needs.append(_needed_by_groups(groups, part, parts))
    return int(crosses.sum()), len(np.unique(np.concatenate(needs)))


def _needed_by_groups(groups, part, parts):
    """Return (person, part) as numbers: members of a group, with the other parts in which it has members."""
    member = groups.members.astype(np.int64)
    where = np.unique(groups.of[member].astype(np.int64) * parts + part[member])  # (group, part)
    first, last = (np.searchsorted(where // parts, groups.of[member], side=side) for side in ("left", "right"))
    count = last - first
    person = np.repeat(member, count)
    there = where[np.repeat(first, count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)] % parts
    return (person * parts + there)[there != part[person]]


class Spans:
    """How long ties are, from a population that was generated: per person, of fixed length, and kin who live anywhere."""

    def __init__(self, population):
        ties = population.ties
        length = (ties.higher.astype(np.int64) - ties.lower).astype(np.float64)
        far = ((ties.flags & KIN) != 0) & (length > KIN_NEXT_DOOR)
        self.n_people, self.near, self.far_a_person = population.n_people, length[~far], far.sum() / population.n_people

    def border_a_person(self, people_of_a_part, parts):
        """Return the expected (near, far) border ties a person, where a part has so many people."""
        inside = 1 - 1 / parts  # P parts have P - 1 borders, and kin anywhere live in one's own part by 1 in P
        return inside * np.minimum(1.0, self.near / people_of_a_part).sum() / self.n_people, inside * self.far_a_person


def costs(people, parts, spans, assumed):
    """Return a row of the table: a day on so many nodes, in seconds, and what a year takes."""
    share = people / parts
    near, far = spans.border_a_person(share, parts)
    # Each border tie is seen from both ends; ends of near ones share a neighbour part more often than not, so this is the most.
    records = 2 * (near + far) * share
    n_messages = min(parts - 1, records)
    compute = share * assumed["ns_per_person_day"] * 1e-9 / max(1.0, assumed["cores"] * assumed["scaling"])
    exchange = records * assumed["record_bytes"] / (assumed["gigabytes_a_second"] * 1e9) + n_messages * assumed["latency_us"] * 1e-6
    sums = np.log2(parts) * (assumed["latency_us"] * 1e-6 + assumed["sums_kilobytes"] * 1e-6 / assumed["gigabytes_a_second"])
    day = compute * (1 + assumed["imbalance"] * (parts > 1)) + exchange + sums
    return {"nodes": parts, "people_of_a_node": share, "gigabytes_of_a_node": (share * assumed["bytes_per_person"] + records * assumed["record_bytes"]) / 1e9,
            "border_ties_share": (near + far) / (len(spans.near) / spans.n_people + spans.far_a_person), "records_sent": records,
            "megabytes_sent": records * assumed["record_bytes"] / 1e6, "compute_s": compute, "exchange_s": exchange + sums, "day_s": day,
            "year_minutes": day * 365 / 60, "dask_s": parts * DASK_TASK_MS / 1e3 if parts > 1 else 0.0}


def counted(population, spans, listed=(2, 4, 8, 16, 32)):
    """Return rows: border ties and halo as counted in the generated population, and the border ties that the law expects."""
    rows = []
    for parts in listed:
        ties, halo = border(population, parts)
        expected = sum(spans.border_a_person(population.n_people / parts, parts)) * population.n_people
        rows.append({"parts": parts, "border_ties": ties, "expected": expected, "halo": halo, "border_ties_share": ties / population.ties.n_ties})
    return rows


def main():
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--people", type=float, default=450e6)
    asked.add_argument("--generated", type=int, default=200_000, help="people of the population in which ties are counted")
    asked.add_argument("--json", action="store_true")
    for name, (value, text) in ASSUMED.items():
        asked.add_argument(f"--{name.replace('_', '-')}", type=float, default=value, help=text)
    asked = asked.parse_args()
    population = population_of(load_scenario("baseline", people=asked.generated, days=1), 1)
    spans, assumed = Spans(population), {name: getattr(asked, name) for name in ASSUMED}
    borders = counted(population, spans)
    table = [costs(asked.people, parts, spans, assumed) for parts in PARTS]
    alone = table[0]["day_s"]
    for row in table:
        row["efficiency"] = alone / row["day_s"] / row["nodes"]
    if asked.json:
        return print(json.dumps({"people": asked.people, "assumed": assumed, "counted": borders, "table": table}, indent=1, default=float))
    print(f"Counted in {population.n_people:,} people of our recipe, {population.ties.n_ties:,} ties:\n")
    print(f"{'parts':>6}{'border ties':>13}{'expected':>12}{'of all ties':>13}{'records a day':>15}")
    for row in borders:
        print(f"{row['parts']:6}{row['border_ties']:13,}{row['expected']:12,.0f}{row['border_ties_share']:13.1%}{row['halo']:15,}")
    print(f"\n{asked.people:,.0f} people, one year; assumed: " + "; ".join(f"{name} {assumed[name]:g} ({text})" for name, (_, text) in ASSUMED.items()) + "\n")
    print(f"{'nodes':>6}{'people/node':>13}{'GB/node':>9}{'border ties':>13}{'MB sent/day':>13}{'compute s':>11}{'exchange s':>12}{'year, min':>11}{'efficiency':>12}{'Dask s/day':>12}")
    for row in table:
        print(f"{row['nodes']:6}{row['people_of_a_node']:13,.0f}{row['gigabytes_of_a_node']:9.1f}{row['border_ties_share']:13.1%}{row['megabytes_sent']:13,.1f}"
              f"{row['compute_s']:11.3f}{row['exchange_s']:12.4f}{row['year_minutes']:11.2f}{row['efficiency']:12.0%}{row['dask_s']:12.2f}")
    return None


if __name__ == "__main__":
    main()
