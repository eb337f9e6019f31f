"""Findings about what goes on inside people, told one person at a time."""

from .findings import feeling, passing, planning, Passed

BY_TALK = {("household", "in_person"): 1.0, ("close", "in_person"): 1.0, ("neighbourhood", "in_person"): 0.5, ("work_school", "in_person"): 0.5}


@feeling("getting_used")
def grow_used_to_alarms(person, finding, usual, mean, length):
    """Move towards the share of an alarm that wears off."""
    outside, number = person.model.outside, person.number
    pace = length / finding.days / max(0.5, 1 + finding.intolerant * person.intolerance_of_uncertainty)
    share = min(1.0, max(0.0, finding.share - finding.intolerant_share * person.intolerance_of_uncertainty))
    return {"used_to_threat": pace * (share * outside.threat[number] - person.used_to_threat),
            "used_to_uncertainty": pace * (share * outside.uncertainty[number] - person.used_to_uncertainty)}


@passing("felt_uncertainty")
def calm_others(model, finding):
    """Hand on how calm one is while days are unclear."""
    if not any(model.outside.uncertainty):
        return {"calm": Passed({})}
    remote = {("close", "phone"): finding.phone, ("close", "video"): finding.phone}
    return {"calm": Passed(BY_TALK | remote, gives=lambda person: 1 - person.felt_uncertainty)}


@feeling("felt_uncertainty")
def feel_uncertain(person, finding, usual, mean, length):
    """Feel what is unclear and new, less what others and clear information make plain."""
    outside, number = person.model.outside, person.number
    unclear = outside.uncertainty[number] * (1 - finding.clear * outside.offered("clear_information")[number])
    talk = person.received["calm"] / length / (mean["company"] + 0.5)
    return {"felt_uncertainty": max(0.0, unclear - person.used_to_uncertainty) * (1 - finding.reassures * talk)}


@feeling("set_point")
def adapt_in_part(person, finding, usual, mean, length):
    """Come to count less company as enough, in part and slowly."""
    gap = (person.company - usual["company"]) / (mean["company"] + 1)
    return {"set_point": (finding.share * gap - (person.set_point - 1) * length) / finding.days}


@planning("avoidance")
def shy_away(person, finding):
    """Start and approach less while uneasy."""
    shy = finding.keeps_away * person.avoidance
    return {"initiate": 1 - 0.5 * shy, "approach": 1 - shy, "go_out": 1 - 0.5 * shy}


@feeling("avoidance")
def grow_uneasy(person, finding, usual, mean, length):
    """Grow uneasy without talks, heal with them, and worry where one meets people all the same."""
    share, ordinary = (each / (mean["talks"] + 1) for each in (person.talks, usual["talks"]))
    anxious = max(0.2, 1 + finding.anxious_share * person.social_anxiety)
    healing = length - (ordinary - share)
    faster = 1 + finding.graded * person.model.outside.offered("graded_exposure")[person.number]
    change = (ordinary - share) * anxious / finding.grows_days - person.avoidance * healing * faster / finding.heals_days
    return {"avoidance": change, "worry": finding.unease * person.avoidance * share / length * person.sensitivity}


@planning("group_avoidance")
def skip_groups(person, finding):
    """Attend less on worse days."""
    anxious = max(0.0, 1 + finding.anxious_share * person.social_anxiety)
    return {"attend": 1 - finding.skips * anxious * person.worse_than_usual}


@planning("fatigue")
def start_with_what_energy_is_left(person, finding):
    """Start as much as energy allows."""
    return {"initiate": 1 + finding.tired * (person.energy - 1)}


@feeling("fatigue")
def tire(person, finding, usual, mean, length):
    """Tire without company if one lives alone or is highly sociable."""
    prone = person.lives_alone or person.sociability > finding.sociable_from
    gap = (person.company - usual["company"]) / (mean["company"] + 1)
    return {"energy": finding.drains / finding.days * gap * prone - length / finding.days * (person.energy - 1)}


@planning("confidence")
def seek_with_confidence(person, finding):
    """Start and approach more after good contact."""
    factor = 1 + finding.starts * person.confidence
    return {"initiate": factor, "approach": factor}


@feeling("confidence")
def win_confidence(person, finding, usual, mean, length):
    """Win confidence by more company than usual, lose it in days."""
    surplus = (person.company - usual["company"]) / (mean["company"] + 1)
    return {"confidence": (surplus - length * person.confidence) / finding.days}


@feeling("care_burden")
def care(person, finding, usual, mean, length):
    """Carry the lessons of a child whose school is closed."""
    closed = 1 - person.model.outside.open_to("school")[person.number]
    carries = 2 * (finding.mothers if person.woman else 1) / (1 + finding.mothers)
    push = finding.weighs * closed * carries * person.child_under_12 * person.sensitivity
    return {"worry": push, "low_mood": push}


@feeling("wearing_out")
def wear_out(person, finding, usual, mean, length):
    """Wear out in need over months, and feel low for it."""
    return {"exhaustion": length / finding.days * (person.need - person.exhaustion),
            "low_mood": finding.low_mood * max(0.0, person.exhaustion - finding.reserve) * (1 - finding.buffer * person.support) * person.sensitivity}
