"""Findings that are off unless a scenario asks for them, told one person at a time."""

import math

from sim.core.chance import key, uniform_of

from .findings import Passed, feeling, passing


@feeling("social_media")
def scroll(person, finding, usual, mean, length):
    """Use social media more while public life is closed, and be harmed, helped or left alone by it."""
    outside, number = person.model.outside, person.number
    closed = 1 - outside.open_to("encounters")[number]
    more = finding.rises * (1 if person.age < 30 else finding.older) * closed * outside.internet[number] * person.digital_access
    kind = uniform_of(key(person.model.run_seed, "social media"), number)
    helped = finding.relief * (kind > 1 - finding.helped)
    return {"low_mood": more * (finding.low_mood * (kind < finding.harmed) - helped),
            "worry": more * (finding.worry * (kind < finding.harmed) - helped)}


@feeling("season")
def feel_the_season(person, finding, usual, mean, length):
    """Feel lower the darker the days are."""
    date, number = person.model.clock.date, person.number
    day, days = date.timetuple().tm_yday, date.replace(month=12, day=31).timetuple().tm_yday
    dark = math.cos(2 * math.pi * (day - 355) / days) + 1 - person.model.outside.daylight[number]
    return {"low_mood": finding.amplitude * dark * max(0.0, 1 + finding.prone * person.trait_distress)}


@feeling("chronic_isolation")
def stay_alone_too_long(person, finding, usual, mean, length):
    """Count days alone, and after many of them hold on to effects and react more to threat."""
    alone = min(1.0, max(0.0, (person.need - finding.isolated_from) / finding.width))
    long_alone = min(1.0, max(0.0, (person.isolation - 1) * finding.onset_days / finding.builds_days))
    held = finding.holds * long_alone
    threat = finding.reacts * long_alone * person.model.outside.threat[person.number] * person.sensitivity
    return {"isolation": length * (alone / finding.onset_days - (1 - alone) * person.isolation / finding.heals_days),
            "low_mood": held * person.low_mood, "worry": held * person.worry + threat}


@passing("lonely_company")
def pass_loneliness_on(model, finding):
    """Hand on the effect on loneliness."""
    weights = {("household", "in_person"): finding.family, ("close", "in_person"): 1.0, ("close", "phone"): finding.phone,
               ("neighbourhood", "in_person"): finding.neighbour}
    return {"lonely_others": Passed(weights, gives=lambda person: person.loneliness_effect)}


@feeling("lonely_company")
def grow_lonely_with_others(person, finding, usual, mean, length):
    """Be pushed towards the loneliness of those one met."""
    push = finding.passes * person.received["lonely_others"] / length / (mean["company"] + 0.5)
    return {"emotional_loneliness": push, "social_loneliness": push}
