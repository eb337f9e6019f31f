"""How far meetings and exchange are from what the memory alone would take: bytes and far reads counted, both rates measured.

The bound is bytes / bandwidth + far reads / rate of random reads. Bytes are what the arrays as they are stored make
necessary, each read or written once in a pass: of a sparse pass, the cache lines it touches. A read is far if it goes to a
person more than FAR people away, whose numbers cannot be expected in a second-level cache of 512 kB; nearer ones are free.
Random reads are measured on a table as large as all that is read of people. What the processor computes, draws above all,
is not in the bound.
"""

from statistics import median
from time import process_time

import numpy as np

from ..core.layers import ENCOUNTERS, IN_PERSON, LAYERS, N_SLOTS, slot
from ..core.meeting import ChanceMeetings, GroupMeetings, TieMeetings
from ..gather import gather
from ..hand_over import hand_over
from ..step import answers
from .bench_machine import gather_rate, triad_bandwidth

FAR = 1 << 13  # people; some 60 bytes of each are read where two meet
LINE = 64  # bytes that memory gives at once
PARTS = {"tie": 8, "wishes": 12, "start of ties": 4, "pair": 8, "encounters": 20, "group": 13}  # bytes of a row


def specs_of(world, today):
    """Return (what mechanisms say of meetings, {name: passing}) of a step that was lived."""
    specs = [spec for _, listed in answers(world, "meet", today) for spec in listed]
    return specs, {name: passing for _, named in answers(world, "exchange", today) for name, passing in named.items()}


def timed_contacts(world, today):
    """Return (seconds, Meetings, specs, passings): the meetings and exchange of a step that was lived, decided once more."""
    specs, passings = specs_of(world, today)
    met, visits = np.ones_like(world.met), np.ones_like(world.visits)
    met[:], visits[:] = 0, 0  # touched, so that memory is there
    began = process_time()
    meetings = gather(today, specs, met, visits)
    hand_over(today, meetings, passings)
    return process_time() - began, meetings, specs, passings


def counted(today, meetings, specs, passings):
    """Return (bytes, far reads) that the meetings and exchange of a step make necessary."""
    population, n_people, moved, far = today.population, today.n_people, 0, 0
    handed = [sum(1 + (each.gives is not None) for each in passings.values() if each.weight[place]) for place in range(N_SLOTS)]
    for layer in {spec.layer for spec in specs if isinstance(spec, TieMeetings)}:  # all channels look at a tie while it is at hand
        rows = population.ties.of_layer(LAYERS.index(layer))
        moved += PARTS["tie"] * (rows.stop - rows.start) + PARTS["start of ties"] * n_people
    for spec in specs:
        if isinstance(spec, TieMeetings):
            moved += PARTS["wishes"] * n_people
        elif isinstance(spec, ChanceMeetings):
            moved += PARTS["encounters"] * n_people
        elif isinstance(spec, GroupMeetings):
            moved += PARTS["group"] * n_people
    for place, rows in meetings.over_ties:
        lower = population.ties.lower_of(rows)
        # Strength is read twice, use is read and written; the rows are written and read, and so are both ends.
        moved += 2 * lines(rows, 4) + 2 * lines(rows, 1) + (8 + 16) * len(rows)
        far += (3 + 1 + handed[place]) * int((population.ties.higher[rows] - lower > FAR).sum())
    for place, groups, now, _ in meetings.in_groups:
        apart = np.abs(np.diff(groups.members.astype(np.int64), prepend=0)) > FAR
        far += (2 + handed[place]) * int((apart & now[groups.members]).sum())
    if meetings.by_chance:
        moved += 2 * (4 + PARTS["pair"]) * len(meetings.by_chance[0])
        far += handed[slot(ENCOUNTERS, IN_PERSON)] * int((meetings.by_chance[1] - meetings.by_chance[0] > FAR).sum())
    used = len({place for place, _ in meetings.over_ties} | {place for place, *_ in meetings.in_groups}) + 1
    given = sum(each.gives is not None for each in passings.values())
    # Sums are cleared, added to, and turned into amounts; what is given is copied; contacts are cleared, and counted where used.
    moved += n_people * (4 * 5 * len(passings) + 4 * 2 * given + 2 * N_SLOTS + 2 * 2 * used)
    return moved, far


def lines(rows, width):
    """Return the bytes of the cache lines that ascending rows of numbers of so many bytes lie in."""
    return LINE * (np.count_nonzero(np.diff(rows // (LINE // width))) + 1) if len(rows) else 0


def against_memory(world, today, rounds=5):
    """Return a dict: how many times as long as the memory bound meetings and exchange take, and all that it is made of."""
    timed_contacts(world, today)
    took = [timed_contacts(world, today)[0] for _ in range(rounds)]
    _, meetings, specs, passings = timed_contacts(world, today)
    n_bytes, far = counted(today, meetings, specs, passings)
    # The memory is measured on as much as the step goes through, which at small sizes lies in a cache and is quicker.
    read = PARTS["wishes"] + 2 + 4 * sum(1 + (each.gives is not None) for each in passings.values())
    bandwidth, rate = triad_bandwidth(n_bytes), gather_rate(read * today.n_people)
    bound = n_bytes / bandwidth + far / rate
    each = 1e9 / today.n_people
    return {"times_the_bound": float(median(took) / bound), "ns_per_person_day": median(took) * each, "bound_ns_per_person_day": float(bound * each),
            "bytes_per_person_day": float(n_bytes / today.n_people), "far_reads_per_person_day": far / today.n_people,
            "gigabytes_a_second": bandwidth / 1e9, "million_far_reads_a_second": rate / 1e6}
