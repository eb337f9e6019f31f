"""What a step costs at several sizes that take turns, and how far its meetings are from the memory bound."""

from statistics import median
from time import process_time

from ..population.threads import is_large
from .bench_rows import Row, thousands

SCENARIO = "baseline"
WARM_UP = 200  # people; enough to have every kernel compiled
MOST_TIMES_LARGER = 2.0  # a person-day may cost at a million so many times what it costs at 100,000
MOST_TIMES_THE_BOUND = 5.0
DAYS_OF_A_YEAR = 365
LARGE, LARGEST = 100_000, 1_000_000  # at the smaller of them all that a step reads lies in the caches, and memory bounds nothing


class Size:
    """A world of so many people on its first morning, and what its steps cost until now."""

    def __init__(self, people, days):
        from ..run import Recorder, first_morning, new_world
        from ..timeline.load import load_scenario
        scenario, began = load_scenario(SCENARIO, people=people, days=days + 2), process_time()  # one that does not count, and one for `look`
        morning = first_morning(scenario, 1)
        self.people, self.first_morning_seconds = people, process_time() - began
        self.world, self.recorder = new_world(scenario, morning), Recorder(morning.groups, days + 1)
        self.steps, self.recordings, self.contacts = [], [], []

    def live(self):
        """Live and record one day as a run does."""
        from ..run import step_and_price
        recorded = []

        def record(today):
            recorded.append(process_time())
            self.recorder.record(today)
            recorded.append(process_time())

        began = process_time()
        self.world.overwrites = is_large(self.people)
        today = step_and_price(self.world, record)
        self.recordings.append(recorded[1] - recorded[0])
        self.steps.append(process_time() - began - self.recordings[-1])
        self.contacts.append(float(today.meetings.contacts.sum(dtype=int)) / self.people)

    def look(self):
        """Return the Today of one more day that leaves what it began with as it was."""
        from ..run import step_and_price
        self.world.overwrites = False
        return step_and_price(self.world)

    def each(self, seconds):
        """Return nanoseconds per person-day of a number of seconds a day."""
        return seconds / self.people * 1e9

    @property
    def contacts_a_day(self):
        """Contacts per person-day of all channels and the household; the first day, which touches every array first, does not count."""
        return sum(self.contacts[1:]) / len(self.contacts[1:])


def lived(people, days, say):
    """Return a list of Size of which each has lived so many days and one; larger ones take turns with smaller ones."""
    say("compiling what needs compiling")
    warm = Size(WARM_UP, 2)
    for _ in range(2):
        warm.live()
    sizes = []
    for each in people:
        say(f"first morning of {each:,} people")
        sizes.append(Size(each, days))
    for day in range(days + 1):
        if day % max(1, days // 5) == 0:
            say(f"day {day + 1} of {days + 1}")
        for size in sizes:
            size.live()
    return sizes


def step_rows(sizes):
    """Return the rows on what a step costs."""
    rows = []
    for size in sizes:
        rows += [Row(f"step, {thousands(size.people)}", size.each(median(size.steps[1:])), "ns per person-day", size.contacts_a_day,
                     note="one day, all mechanisms; processor time, median of days"),
                 Row(f"step and its outcomes by group, {thousands(size.people)}", size.each(median(map(sum, zip(size.steps[1:], size.recordings[1:], strict=True)))),
                     "ns per person-day", size.contacts_a_day, note="the median of both together"),
                 Row(f"people, ties, usual and groups, {thousands(size.people)}", size.first_morning_seconds, "s", note="processor time of the first morning")]
    rows.append(Row("outcomes kept of a year, whatever the number of people", DAYS_OF_A_YEAR * sizes[-1].recorder.table[0].nbytes / 1e6, "MB",
                    note="means of every outcome in every group, for each day"))
    by_size = {size.people: size for size in sizes}
    if {LARGE, LARGEST} <= by_size.keys():
        small, large = by_size[LARGE], by_size[LARGEST]
        ratios = [large.each(one) / small.each(other) for one, other in zip(large.steps[1:], small.steps[1:], strict=True)]
        rows.append(Row("cost per person-day at 1 million against 100,000", median(ratios), "times", large.contacts_a_day, MOST_TIMES_LARGER,
                        note="median of the ratios of the same days"))
    return rows


def bound_rows(size):
    """Return the row on the memory bound of meetings and exchange, and the counts that it is made of."""
    from .bench_contacts import against_memory
    told = against_memory(size.world, size.look())
    note = (f"{told['ns_per_person_day']:.0f} ns against {told['bound_ns_per_person_day']:.0f} ns: {told['bytes_per_person_day']:,.0f} bytes at "
            f"{told['gigabytes_a_second']:.1f} GB/s and {told['far_reads_per_person_day']:.1f} far reads at {told['million_far_reads_a_second']:.0f} million/s")
    return [Row(f"meetings and exchange against the memory bound, {thousands(size.people)}", told["times_the_bound"], "times", size.contacts_a_day,
                MOST_TIMES_THE_BOUND if size.people >= LARGEST else None, note=note)], told
