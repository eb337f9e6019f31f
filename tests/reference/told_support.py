"""Findings about what others do for one's mood, told one person at a time: support that is felt, and talk with somebody calmer."""

from .findings import Passed, feeling, passing
from .told_people import BY_TALK


@feeling("support_relief")
def be_lifted_by_support(person, finding, usual, mean, length):
    """Feel better with more support than usual, worse with less."""
    lifted = -finding.relief * (person.support - person.usual_support) * person.sensitivity
    return {"low_mood": lifted, "worry": finding.of_worry * lifted}


@passing("shared_feelings")
def talk(model, finding):
    """Hand on the talk itself; what the other has to bear is handed on in exchange.py."""
    return {"shared_talk": Passed(BY_TALK | {("close", "phone"): 0.45})}


@feeling("shared_feelings")
def be_calmed(person, finding, usual, mean, length):
    """Lose a part of one's own effect in talk; what those met have to bear comes in person.py."""
    if mean["company"] <= 0:
        return {}
    talked = person.received["shared_talk"] / length / (mean["company"] + 0.5)
    calmed = -finding.soothes * person.distress_effect * talked
    return {"low_mood": calmed, "worry": calmed}
