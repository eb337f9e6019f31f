"""Findings about news, screens and danger, told one person at a time."""

from sim.core.arithmetic import exp_of

from .findings import Passed, feeling, passing, planning

SCREENS = ("phone", "text", "video")


@feeling("news_exposure")
def follow_the_news(person, finding, usual, mean, length):
    """Look at the news as much as worry and uncertainty ask, and worry about what is seen."""
    outside, number = person.model.outside, person.number
    bears_badly = max(0.0, 1 + finding.intolerance * person.intolerance_of_uncertainty)
    wish = finding.per_worry * (person.worry + person.worry_relief) + finding.per_uncertainty * person.felt_uncertainty * bears_badly
    looks = 1 + person.news_checking
    looks -= outside.offered("news_diet")[number] * max(0.0, looks - finding.diet)
    seen = max(0.0, outside.news[number] - finding.stale * person.used_to_threat) * looks
    push = (finding.worry * seen - finding.good * outside.offered("good_news")[number]) * person.sensitivity
    return {"news_checking": (1 - exp_of(-length / finding.checking_days)) * (wish - person.news_checking),
            "worry": push, "low_mood": finding.hopeless * push}


@planning("needs_order")
def see_to_safety_first(person, finding):
    """Let need count for less while power or home is gone."""
    outside, number = person.model.outside, person.number
    safe = min(1.0, outside.power[number]) * (1 - outside.lost_home[number]) * (1 - outside.shock[number])
    return {"initiate": 1 - finding.visits * (1 - safe) * person.need, "call": 1 - finding.calls * (1 - safe) * person.need}


@planning("digital_displacement")
def visit_less_for_screens(person, finding):
    """Start fewer visits the more company one has had by screen."""
    return {"initiate": 1 - finding.displaces * person.screen_time}


@passing("digital_displacement")
def count_screens(model, finding):
    """Hand over company by screen."""
    return {"screens": Passed({("close", channel): getattr(finding, channel) for channel in SCREENS})}


@feeling("digital_displacement")
def tire_of_screens(person, finding, usual, mean, length):
    """Remember screens of late, and miss what too many of them do not give."""
    more = (person.received["screens"] - usual["screens"]) / length / (mean["company"] + 1)
    return {"screen_time": (1 - exp_of(-length / finding.days)) * (more - person.screen_time),
            "need": finding.wears * max(0.0, person.screen_time - finding.enough)}
