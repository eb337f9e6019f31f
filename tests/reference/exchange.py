"""What passes between two people who met: company, support, talk with strangers, and the burden of the other."""

from .findings import PASSING
from .told_company import regained


def weights_of(model):
    """Return a dict from (layer, channel) to the (company, help, talks, burden) that one meeting hands to each end."""
    company, support = model.finding("company"), model.finding("support")
    return {
        ("household", "in_person"): (1.0, 1.0, 0.0, 1.0),
        ("close", "in_person"): (1.0, 1.0, 0.0, 1.0),
        ("close", "phone"): (company.phone, support.phone, 0.0, 0.45),
        ("close", "text"): (company.text, support.text, 0.0, 0.0),
        ("close", "video"): (company.video, support.video, 0.0, 0.0),
        ("neighbourhood", "in_person"): (company.neighbour, 0.3, 0.0, 0.5),
        ("neighbourhood", "video"): (company.neighbour * company.video, 0.0, 0.0, 0.0),
        ("work_school", "in_person"): (company.colleague, 0.2, 0.0, 0.5),
        ("work_school", "video"): (company.colleague * company.video, 0.0, 0.0, 0.0),
        ("familiar", "in_person"): (company.familiar, 0.0, 1.0, 0.0),
        ("encounters", "in_person"): (company.stranger, 0.0, 1.0, 0.0),
    }


def hand_over(model, meetings):
    """Give both ends of every meeting what it hands over; all but talks count by the strength of the tie."""
    table, people = weights_of(model), model.people
    for lower, higher, layer, channel, strength in meetings:
        company, helped, talks, burden = table[layer, channel]
        for one, other in ((people[lower], people[higher]), (people[higher], people[lower])):
            one.company += company * strength
            one.helped += helped * strength
            one.talks += talks
            one.burden += burden * strength * other.distress_effect
    for name, passes in PASSING.items():
        if model.finding(name):
            for what, passed in passes(model, model.finding(name)).items():
                _pass_on(what, passed, people, meetings)


def _pass_on(what, passed, people, meetings):
    for person in people:
        person.received[what] = 0.0
    for lower, higher, layer, channel, strength in meetings:
        weight = passed.weights.get((layer, channel), 0.0) * (strength if passed.by_strength else 1.0)
        people[lower].received[what] += weight * passed.gives(people[higher])
        people[higher].received[what] += weight * passed.gives(people[lower])


def keep_ties(model):
    """Strengthen the ties that were used in this step, and let all lose what they usually gain."""
    upkeep, wakes, length = model.finding("tie_upkeep"), model.finding("joining_activities").wakes, model.clock.length
    for tie in model.ties:
        if tie.layer == "household":
            continue
        if tie.dormant:
            change = upkeep.gain * tie.met_now - tie.strength * length / upkeep.dormant_days + wakes * tie.club_now
        else:
            usual = tie.usual_met + upkeep.call_worth * tie.usual_called
            used = tie.met_now + upkeep.call_worth * tie.called_now
            change = upkeep.gain * (used - usual * tie.strength / tie.first_strength * length)
        change += regained(model, tie)
        tie.strength = min(max(tie.strength + change, 0.0), 1.0)
