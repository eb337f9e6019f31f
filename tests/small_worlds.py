"""Worlds that several tests share: scenarios as text, a world on its first morning, and who met whom in a step."""

from functools import lru_cache

from sim.core.layers import CHANNELS, ENCOUNTERS, IN_PERSON, LAYERS
from sim.run import first_morning, new_world
from sim.timeline.load import load_text

HEAD = 'title = "A spring"\nstart = 2020-03-02\ndays = 30\n'  # a Monday
LOCKDOWN = """
[[crisis]]
kind = "lockdown"
start = 2020-03-09
until = 2020-03-26
severity = 0.9
ramp_days = 3
ramp_out_days = 4
"""
PANDEMIC = """
[[crisis]]
kind = "pandemic_threat"
severity = 0.8
ramp_days = 5
"""
HELPLINE = """
[[intervention]]
kind = "helpline"
reach = 0.9
uptake = 1.0
capacity_per_1000 = 20.0
"""
ACTIVITIES = """
[[intervention]]
kind = "neighbourhood_activities"
start = 2020-03-04
reach = 0.8
uptake = 0.9
"""
OUTDOORS = """
[[intervention]]
kind = "outdoor_meetings"
start = 2020-03-11
reach = 0.7
uptake = 0.9
ramp_days = 2
"""
COURSES = """
[[intervention]]
kind = "stepped_care"
reach = 0.9
uptake = 1.0
capacity_per_1000 = 10.0
self_help_per_1000 = 60.0
[mechanisms.guided_self_help]
asks_a_day = 0.5
course_sessions = 2
every_days = 1.0
""" + "".join(f'''
[[intervention]]
kind = "{kind}"
reach = 0.7
uptake = 0.9
''' for kind in ("check_in_calls", "phone_activation", "loneliness_groups", "attention_only", "school_programme"))
DISASTERS = """
[[crisis]]
kind = "flood"
start = 2020-03-03
area = 0.5
displaced = 0.3
kept_together = 0.4
acute_days = 22
outage = 0.2
neighbourly_days = 28
[[crisis]]
kind = "heatwave"
start = 2020-03-03
severity = 0.5
[[crisis]]
kind = "economic_shock"
start = 2020-03-03
lost_work = 0.15
ramp_days = 2
"""
OFFERS = """
[mechanisms]
joy_of_helping = true
""" + "".join(f'''
[[intervention]]
kind = "{kind}"
start = 2020-03-05
reach = 0.7
uptake = 0.6
''' for kind in ("virtual_meetings", "support_bubbles", "visit_routines", "volunteering", "door_to_door", "keeping_together",
                 "talk_to_strangers", "news_diet", "clear_information", "digital_inclusion", "gradual_reopening"))
# findings that are off unless a file switches them on, with values that let them act within the month
CONTESTED = """
[mechanisms.social_media]
rises = 0.6
[mechanisms.season]
amplitude = 0.12
[mechanisms.lonely_company]
passes = 0.2
[mechanisms.chronic_isolation]
isolated_from = 0.1
width = 0.4
onset_days = 4.0
builds_days = 3.0
"""
EVERYTHING = DISASTERS + LOCKDOWN + PANDEMIC + HELPLINE + ACTIVITIES + OUTDOORS + COURSES + OFFERS + CONTESTED


def scenario_of(events="", *, people=200, days=30, step="day"):
    """Return a Scenario of these events, in a place of the Netherlands recipe."""
    return load_text(f'{HEAD}step = "{step}"\n{events}', people=people, days=days)


@lru_cache(maxsize=8)
def morning_of(scenario, seed=1):
    """Return the FirstMorning of a scenario; what a test changes of a world is never part of it."""
    return first_morning(scenario, seed)


def world_of(scenario, seed=1):
    """Return a new World of a scenario."""
    return new_world(scenario, morning_of(scenario, seed))


def pairs_met(today):
    """Return a sorted list of (lower id, higher id, layer, channel): the meetings of a step."""
    return sorted(met_over_ties(today) + met_in_groups(today) + met_by_chance(today))


def met_over_ties(today):
    """Return the meetings along ties."""
    ties = today.population.ties
    return [(i, j, *where(place)) for place, rows in today.meetings.over_ties
            for i, j in zip(ties.lower[rows].tolist(), ties.higher[rows].tolist(), strict=True)]


def met_in_groups(today):
    """Return the meetings of colleagues, classmates and members of clubs."""
    met = []
    for place, groups, now, _ in today.meetings.in_groups:
        for first, last in zip(groups.start, groups.start[1:], strict=False):
            present = [i for i in groups.members[first:last].tolist() if now[i]]
            met += [(i, j, *where(place)) for n, i in enumerate(present) for j in present[n + 1:]]
    return met


def met_by_chance(today):
    """Return the meetings of people who came across each other; those of tied people count as their layer."""
    layer, met = today.population.ties.layer, zip(*(column.tolist() for column in today.meetings.by_chance), strict=True)
    return [(i, j, LAYERS[ENCOUNTERS if tie < 0 else layer[tie]], CHANNELS[IN_PERSON]) for i, j, tie in met]


def where(place):
    """Return (layer, channel) of a column of the contact table."""
    return LAYERS[place // len(CHANNELS)], CHANNELS[place % len(CHANNELS)]
