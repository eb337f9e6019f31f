"""Help in courses, told one person at a time: who asks, whose turn it is, and what a session does."""

from .findings import feeling

NONE, WAITING, RECEIVING, DONE = range(4)


def courses(model):
    """Return the findings of this world that are about a course of help."""
    return [finding for finding in model.findings() if hasattr(finding, "course_sessions")]


def give_sessions(model):
    """Give out the day's sessions of each service: first to people in a course, then to those waiting, in drawn order."""
    for finding in courses(model):
        offer = model.outside.offers.get(finding.service)
        if offer is None or not model.clock.serves:
            continue
        day, queue = model.clock.day, []
        for person in model.people:
            status = getattr(person, f"{finding.course}_status")
            due = status == RECEIVING and model.own_draw(f"{finding.service}: session due", person.number) < 1 / finding.every_days
            if (due or status == WAITING) and can_be_reached(model, finding, person.number):
                queue.append((status == WAITING, model.own_draw(f"{finding.service}: turn", person.number), person.number))
        places = len(queue) if offer.capacity == float("inf") else int(offer.capacity * (day + 1)) - int(offer.capacity * day)
        for _, _, number in sorted(queue)[:places]:
            model.people[number].sessions_today.add(finding.service)


def can_be_reached(model, finding, number):
    """Tell whether a session can take place: a line for calls, a line or a net for chat and video, an open school for lessons; groups meet all the same."""
    if finding.service == "school_programme":
        return model.own_draw("school_programme: is open", number) < model.outside.open_to("school")[number]
    if finding.service == "loneliness_groups":
        return True
    works = model.outside.phone[number]
    if finding.service in ("self_help", "remote_therapy"):
        works = max(works, model.outside.internet[number] * model.people[number].digital_access)
    return model.lasting_draw("line works", number) < works


def may_ask(person, name, finding):
    """Tell whether a kind of help is for this person, as it feels today."""
    if person.age < 12:
        return False
    if name == "taking_up_help":
        return person.distress > finding.calls_from
    if name == "guided_self_help":
        return person.distress > finding.asks_from
    if name == "remote_therapy":
        return person.self_help_status == DONE and person.distress > finding.asks_from
    if name == "loneliness_groups":
        return person.loneliness > finding.joins_from
    return name != "school_lessons" or (person.at_school and not person.student)


def asks(person, name, finding):
    """Tell whether a person asks for help in this step."""
    model, offered = person.model, person.model.outside.offered(finding.service)[person.number]
    if not model.clock.serves or not may_ask(person, name, finding):
        return False
    draw = model.own_draw(f"{finding.service}: asks", person.number)
    if name == "taking_up_help":
        return draw < offered * finding.asks_a_day
    return model.lasting_draw(f"{finding.service}: accepts", person.number) < offered and draw < finding.asks_a_day


def in_a_course(name):
    """Return how a person answers to one kind of help: a session counts, relief follows the dose and fades with it."""
    def respond(person, finding, usual, mean, length):
        status, dose = getattr(person, f"{finding.course}_status"), getattr(person, f"{finding.course}_dose")
        had_session = finding.service in person.sessions_today
        sessions, after = getattr(person, f"{finding.course}_sessions") + had_session, status
        if had_session:
            after = DONE if sessions >= finding.course_sessions else RECEIVING
        elif status == NONE and asks(person, name, finding):
            after = WAITING
        more = had_session / finding.course_sessions - dose * length / finding.lasts_days
        relief = {f"{facet}_relief": -getattr(finding, facet) * more for facet in finding.relieves}
        return {f"{finding.course}_status": after - status, f"{finding.course}_sessions": float(had_session),
                f"{finding.course}_dose": more, **relief}
    return respond


for _name in ("taking_up_help", "check_in_calls", "phone_activation", "guided_self_help", "remote_therapy", "loneliness_groups",
              "attention_only", "school_lessons"):
    feeling(_name)(in_a_course(_name))
