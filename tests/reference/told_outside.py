"""Findings about what comes from outside, by news and screens, seasons and danger, told one person at a time."""

from sim.core.arithmetic import exp_of

from .findings import feeling


@feeling("news_exposure")
def follow_the_news(person, finding, usual, mean, length):
    """Look at the news as much as worry and uncertainty ask, and worry about what is seen."""
    outside, number = person.model.outside, person.number
    bears_badly = max(0.0, 1 + finding.intolerance * person.intolerance_of_uncertainty)
    wish = finding.per_worry * (person.worry + person.worry_relief) + finding.per_uncertainty * person.felt_uncertainty * bears_badly
    looks = 1 + person.news_checking
    looks -= outside.offered("news_diet")[number] * max(0.0, looks - finding.diet)
    seen = max(0.0, outside.news[number] - person.used_to_threat) * looks
    push = (finding.worry * seen - finding.good * outside.offered("good_news")[number]) * person.sensitivity
    return {"news_checking": (1 - exp_of(-length / finding.checking_days)) * (wish - person.news_checking),
            "worry": push, "low_mood": finding.hopeless * push}
