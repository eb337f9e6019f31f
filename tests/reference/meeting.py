"""Who meets whom in a step, decided pair by pair."""

from operator import itemgetter
from typing import NamedTuple

from sim.core.chance import GOLD, UNIT, day_bits_of, key, mix, uniform_of
from sim.core.layers import LAYERS, hour_bounds

from .told_company import knock_at_doors, takes_part
from .told_help import give_sessions

AWAKE = 0.02  # people with a weaker tie do not think of each other
IN_PERSON_DRAW = {layer: f"meet {layer} in_person" for layer in LAYERS}
REMOTE_DRAW = {"close": {channel: f"meet close {channel}" for channel in ("phone", "text", "video")},
               "work_school": {"video": "meet work_school video"}}


class Meeting(NamedTuple):
    """Two people, the smaller number first, where and how they met, and how strong their tie is (1 for strangers)."""

    lower: int
    higher: int
    layer: str
    channel: str
    strength: float


def decide_meetings(model):
    """Return the list of Meetings of this step, and note on ties and people how they were used."""
    clock, people = model.clock, model.people
    spans = dict(zip(LAYERS, hour_bounds(clock.hour, clock.is_weekend).tolist(), strict=True))
    there, meetings, visits = {}, [], []
    for person in people:
        person.going, person.online = shares_at_work(model, person)
    for kind, wish in (("work_school", going_to_work), ("clubs", going_to_club)):
        there[kind] = meet_in_groups(model, kind, wish, spans["work_school" if kind == "work_school" else "neighbourhood"], meetings)
    note_group_meetings(people, there, clock.opens_day)
    for person in people:
        meet_tied_people(model, person, spans, meetings, visits)
    keep_within_cap(model, visits, meetings)
    meet_in_bubbles(model, spans["close"], meetings)
    for members in model.areas:
        meet_by_chance(model, members, spans["encounters"], there, meetings)
    give_sessions(model)
    knock_at_doors(model)
    return meetings


def shares_at_work(model, person):
    """Return the share of days a person goes to work or school now, and the share it meets its group online."""
    finding = model.finding("work_and_school")
    if model.clock.is_weekend:
        return 0.0, 0.0
    if person.at_school:
        share = model.outside.open_to("school")[person.number]
    else:
        is_open = person.closes_late < model.outside.open_to("work")[person.number]
        share = 1.0 if is_open else finding.still_goes
    online = finding.online * model.outside.open_to("work", "video")[person.number]
    return min(1.0, person.attendance * person.attend) * share, person.attendance * (1 - share) * online


def going_to_work(_, person):
    """Return a dict from channel to the (from, to) in which a person's draw must lie to be at work or school, or online."""
    return {"in_person": (0.0, person.going), "video": (person.going, person.going + person.online)}


def going_to_club(model, person):
    """Return where a person's draw must lie to be at the club today, which meets on one weekday."""
    weekday, number = int(uniform_of(key(model.run_seed, "club weekday"), person.club) * 7), person.number
    if (weekday + 3) % 7 == model.clock.date.weekday():
        means = person.digital_access * model.outside.internet[number]
        return {"video": (0.0, model.outside.offered("virtual_meetings")[number] * person.accept * means)}
    if weekday != model.clock.date.weekday():
        return {"in_person": (0.0, 0.0)}
    invited = model.outside.offered("neighbourhood_activities")[person.number]
    return {"in_person": (0.0, invited * person.accept * model.outside.around_home(person.number))}


def meet_in_groups(model, kind, wish, span, meetings):
    """Let all members of a group meet who are there; return the numbers of those there today, at whatever hour."""
    attend, hour = model.key_today(f"attend {kind}"), model.key_today(f"hour {kind}")
    layer, finding = ("work_school", "work_and_school") if kind == "work_school" else ("neighbourhood", "joining_activities")
    firmness, there = dict.fromkeys(("in_person", "video"), model.finding(finding).firmness), set()
    if kind == "clubs":
        firmness["video"] = model.finding("virtual_meetings").firmness
    for group, members in model.members[kind].items():
        present = {}
        for person in members:
            for channel, (low, high) in wish(model, person).items():
                if low < high and low <= uniform_of(attend, person.number) < high:
                    present.setdefault(channel, []).append(person.number)
        there.update(present.get("in_person", ()))
        if falls_in(mix(hour + (group + 1) * GOLD), span):
            meetings += [Meeting(i, j, layer, channel, firmness[channel]) for channel, numbers in present.items()
                         for n, i in enumerate(numbers) for j in numbers[n + 1:]]
    return there


def falls_in(bits, span):
    """Tell whether a draw belongs to this hour: its lowest 11 bits choose the moment of the day."""
    return span[0] <= (bits & 2047) / 2048 < span[1]


def note_group_meetings(people, there, opens_day):
    """Remember which tied people see each other in a group today, and need no other meeting; a day has one such note."""
    for person in people:
        for tie in person.ties:
            tie.met_now = tie.called_now = tie.club_now = False
            if tie.in_group and tie.lower in there["work_school"] and tie.higher in there["work_school"]:
                tie.seen_today = True
            if tie.in_club and tie.lower in there["clubs"] and tie.higher in there["clubs"]:
                tie.seen_today, tie.club_now = True, opens_day


def meet_tied_people(model, person, spans, meetings, visits):
    """Let a person meet in person, phone, text and call those it is tied to; meetings with close people wait in `visits`."""
    for tie in person.ties:
        if tie.strength < AWAKE:
            continue
        other, span = model.people[tie.higher], spans[tie.layer]
        if not tie.seen_today:
            draw = draw_within(span, model.key_today(IN_PERSON_DRAW[tie.layer]), tie, chance_to_see(model, tie, person, other))
            if draw is not None:
                tie.met_now = tie.seen_today = True
                visits.append((draw, tie))
        for channel, purpose in REMOTE_DRAW.get(tie.layer, {}).items():
            if draw_within(span, model.key_today(purpose), tie, chance_to_call(model, tie, person, other, channel)) is not None:
                tie.called_now = not tie.called_today
                meetings.append(Meeting(tie.lower, tie.higher, tie.layer, channel, tie.strength))
        tie.called_today = tie.called_today or tie.called_now


def draw_within(span, draw_key, tie, chance):
    """Return the draw of a tie if it is below the chance and its moment falls in this step, else None."""
    bits = day_bits_of(draw_key, tie.lower, tie.higher)
    draw = ((bits >> 11) + 0.5) * UNIT
    return draw if draw < chance and falls_in(mix(bits), span) else None


def chance_to_see(model, tie, one, other):
    """Return the chance that two tied people meet in person today: either may start, the other accepts."""
    if tie.layer == "household":
        return tie.rate * lowest_open(model, "household", "in_person", one, other)
    if tie.layer == "familiar":
        wish = one.go_out * one.approach * other.go_out + other.go_out * other.approach * one.go_out
        return tie.rate * model.finding("familiar_faces").pace * near_and_open(model, one, other) * 0.5 * wish
    if tie.layer == "work_school":
        return tie.rate * one.going * other.going
    near = min(model.outside.around_home(end.number) for end in (one, other)) if tie.layer == "neighbourhood" else 1.0
    return tie.rate * near * 0.5 * (one.starts[tie.layer] * other.accept + other.starts[tie.layer] * one.accept)


def chance_to_call(model, tie, one, other, channel):
    """Return the chance that two close people phone, text or call by video today, or colleagues meet online."""
    if tie.layer == "work_school":
        return tie.rate * one.online * other.online
    wish = 0.5 * (one.starts[channel] + other.starts[channel])
    return tie.rate * getattr(model.finding("digital_contact"), channel) * lowest_open(model, "close", channel, one, other) * wish


def near_and_open(model, one, other):
    """Return how far familiar faces are open for two people, each with what is still near of their quarter."""
    is_open = model.outside.open_to("familiar")
    return min(is_open[end.number] * model.outside.around_home(end.number) for end in (one, other))


def lowest_open(model, setting, channel, one, other):
    """Return how open a setting is for two people: as far as for the one for whom it is less open."""
    is_open = model.outside.open_to(setting, channel)
    return min(is_open[one.number], is_open[other.number])


def keep_within_cap(model, visits, meetings):
    """Let visits happen in the order of their draws; close people only until one of the two has had as many as allowed today."""
    cap = model.outside.visitors_cap
    is_limited = min(cap) < 255
    for _, tie in sorted(visits, key=itemgetter(0)):
        if is_limited and tie.layer == "close":
            ends = (tie.lower, tie.higher)
            if any(model.visits[end] >= cap[end] for end in ends):
                tie.met_now = tie.seen_today = False
                continue
            for end in ends:
                model.visits[end] += 1
        meetings.append(Meeting(tie.lower, tie.higher, tie.layer, "in_person", tie.strength))


def meet_in_bubbles(model, span, meetings):
    """Let those who live alone see whom they are closest to as if nothing were closed and no visits counted."""
    if "support_bubbles" not in model.outside.offers:
        return
    strongest = {}
    for tie in model.ties:
        for end in (tie.lower, tie.higher) if tie.layer == "close" else ():
            if end not in strongest or tie.first_strength > strongest[end].first_strength:
                strongest[end] = tie
    for tie in {strongest[one.number].number: strongest[one.number] for one in model.people
                if one.lives_alone and one.number in strongest and takes_part(one, "support_bubbles")}.values():
        one, other = model.people[tie.lower], model.people[tie.higher]
        chance = tie.rate * 0.5 * (one.initiate * other.accept + other.initiate * one.accept)
        if tie.strength >= AWAKE and not tie.seen_today and draw_within(span, model.key_today(IN_PERSON_DRAW["close"]), tie, chance) is not None:
            tie.met_now = tie.seen_today = True
            meetings.append(Meeting(tie.lower, tie.higher, "close", "in_person", tie.strength))


def meet_by_chance(model, members, span, there, meetings):
    """Let people of one area come across each other: everyone is paired with some others a day, by one rule for both ends."""
    finding, size = model.finding("chance_encounters"), len(members)
    if size < 2:
        return
    bits = mix(model.key_today("pairings") + (members[0].area + 1) * GOLD)
    base, stride = bits % size, 1 + (bits >> 32) % max(1, (size - 1) // finding.pairings)
    draw_key, roots = model.key_today("encounters"), [root_of_open(model, person) for person in members]
    for place, person in enumerate(members):
        for k in range(min(finding.pairings, size)):
            partner = (base + k * stride - place) % size
            if partner <= place:
                continue
            other = members[partner]
            bits = day_bits_of(draw_key, person.number, other.number)
            out = person.outgoing * person.go_out * roots[place] * (other.outgoing * other.go_out * roots[partner])
            chance = finding.chance * out * 0.5 * (person.approach + other.approach)
            if ((bits >> 11) + 0.5) * UNIT < chance and falls_in(mix(bits), span) and not see_each_other(person, other, there):
                meetings.append(encounter(person, other))


def root_of_open(model, person):
    """Return the root of how open encounters are: both ends must be out, and each has its share in that."""
    return min(1.0, model.outside.open_to("encounters")[person.number] ** 0.5)


def see_each_other(one, other, there):
    """Tell whether two people see each other today anyway: at home, at work, at the club or by another meeting."""
    tie = one.known.get(other.number)
    if one.household == other.household or (tie is not None and tie.seen_today):
        return True
    return any(getattr(one, of) is not None and getattr(one, of) == getattr(other, of) and {one.number, other.number} <= there[kind]
               for of, kind in (("group", "work_school"), ("club", "clubs")))


def encounter(one, other):
    """Return the meeting of two who come across each other; if they know each other it counts for their tie."""
    tie = one.known.get(other.number)
    if tie is not None:
        tie.seen_today = True
        if tie.strength >= AWAKE:
            return Meeting(one.number, other.number, tie.layer, "in_person", tie.strength)
    return Meeting(one.number, other.number, "encounters", "in_person", 1.0)
