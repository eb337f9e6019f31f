"""Offers of company and of information, told one person at a time: routines, volunteering, visits, a game of talking with strangers."""

from .findings import feeling, planning


def takes_part(person, service):
    """Tell whether a person accepts a service, drawn once a run."""
    model = person.model
    return model.lasting_draw(f"{service}: accepts", person.number) < model.outside.offered(service)[person.number]


def plays(person, finding):
    """Tell whether a person is in its week of talking with strangers."""
    return takes_part(person, "talk_to_strangers") and person.days_of_game < finding.lasts_days - 1e-3


@planning("talking_to_strangers")
def approach_as_a_game(person, finding):
    """Approach others more while the game lasts."""
    return {"approach": 1 + finding.more * plays(person, finding)}


@feeling("talking_to_strangers")
def learn_from_the_game(person, finding, usual, mean, length):
    """Come to expect more of talking with strangers."""
    if not plays(person, finding):
        return {}
    return {"days_of_game": length, "expected_reward": finding.learns * max(0.0, 1 - person.expected_reward) * length}


@planning("visit_routines")
def keep_fixed_days(person, finding):
    """Start more visits and calls."""
    more = 1 + finding.more * takes_part(person, "visit_routines")
    return {"initiate": more, "call": more}


def regained(model, tie):
    """Return the strength that a close tie regains in a step because one of the two has a routine."""
    finding = model.finding("visit_routines")
    if not finding or tie.layer != "close" or "visit_routines" not in model.outside.offers:
        return 0.0
    if not any(takes_part(model.people[end], "visit_routines") for end in (tie.lower, tie.higher)):
        return 0.0
    return model.clock.length / finding.protects_days * max(0.0, tie.first_strength - tie.strength)


@planning("volunteering")
def help_on_a_weekday(person, finding):
    """Be out among people on one's day, as far as places are open."""
    model = person.model
    today = int(model.lasting_draw("volunteering: weekday", person.number) * 7) == model.clock.date.weekday()
    helps = takes_part(person, "volunteering") * today * model.outside.open_to("familiar")[person.number]
    return {"go_out": 1 + finding.out * helps, "approach": 1 + finding.talks * helps}


@feeling("joy_of_helping")
def be_glad_to_help(person, finding, usual, mean, length):
    """Be in a better mood as a volunteer."""
    return {"low_mood": -finding.lifts * takes_part(person, "volunteering")}


def knock_at_doors(model):
    """Give out the day's visits to people whose phones are dead, in drawn order."""
    finding, offer = model.finding("door_to_door"), model.outside.offers.get("door_to_door")
    if not finding or offer is None or not model.clock.serves or min(model.outside.phone) == 1:
        return
    wanted = [(model.own_draw("door_to_door: turn", person.number), person.number) for person in model.people
              if model.own_draw("door_to_door: at home", person.number)
              < model.outside.offered("door_to_door")[person.number] * (1 - model.outside.phone[person.number])]
    day, places = model.clock.day, len(wanted)
    if offer.capacity < float("inf"):
        places = int(offer.capacity * (day + 1)) - int(offer.capacity * day)
    for _, number in sorted(wanted)[:places]:
        model.people[number].sessions_today.add("door_to_door")


@feeling("door_to_door")
def be_visited(person, finding, usual, mean, length):
    """Have had company and news for a day after a visit."""
    fresh = person.visited
    left = fresh - length * fresh
    after = 1.0 if "door_to_door" in person.sessions_today else left
    return {"visited": after - fresh, "need": -finding.company * fresh / (mean["company"] + finding.floor),
            "worry": -finding.eases * fresh * person.sensitivity, "felt_uncertainty": -finding.informs * fresh}
