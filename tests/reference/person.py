"""A person of the slow version: an agent that holds plain numbers and its ties, and lives by the findings."""

import math

import mesa

from sim.core.arithmetic import exp_of
from sim.core.people import QUANTITIES

from .findings import FEELING, PLANNING

PLANS = ("initiate", "accept", "approach", "go_out", "call", "attend", "look_in")


class Tie:
    """Two people who know each other, or could: what stays about it, its strength, and how it was used."""

    __slots__ = ("number", "lower", "higher", "layer", "rate", "first_strength", "dormant", "in_group", "in_club", "usual_met",
                 "usual_called", "strength", "seen_today", "called_today", "met_now", "called_now", "club_now")

    def forget_the_day(self):
        """Begin a day on which the two have not met yet."""
        self.seen_today = self.called_today = False


class Inhabitant:
    """One inhabitant, an agent of whatever framework it is mixed with; `number` is its row in the arrays of the engine."""

    def __init__(self, model, number, traits):
        super().__init__(model)
        self.number = number
        for name, values in traits.items():
            setattr(self, name, values[number])
        self.ties = []  # those in which this person has the smaller number, so that each tie is looked at once
        self.known = {}  # the number of another person -> the tie with them
        self.group = self.club = self.area = None
        self.is_scored = self.age >= 12
        for name, quantity in QUANTITIES.items():
            setattr(self, name, getattr(self, quantity.start) if isinstance(quantity.start, str) else quantity.start)
        self.fluctuation = [0.0] * 4

    def look_inside(self):
        """Find out how distressed and lonely one is, and how much of that is an effect of what happened."""
        feelings = self.model.feelings
        to_distress, to_loneliness = 0.5 / feelings.distress_scale, 0.5 / feelings.loneliness_scale
        low_mood, worry, emotional, social = self.fluctuation
        self.distress_effect = (self.low_mood + self.worry + self.low_mood_relief + self.worry_relief) * to_distress
        self.loneliness_effect = (self.emotional_loneliness + self.social_loneliness
                                  + self.emotional_loneliness_relief + self.social_loneliness_relief) * to_loneliness
        self.worse_than_usual = (low_mood + worry) * to_distress + self.distress_effect
        self.distress = self.trait_distress + self.worse_than_usual
        self.loneliness = self.trait_loneliness + (emotional + social) * to_loneliness + self.loneliness_effect

    def make_plans(self):
        """Decide how inclined one is today to start and accept meetings, to talk, to go out and to call; 1 is usual."""
        withdrawal, hunger = self.model.finding("withdrawal"), self.model.finding("social_need")
        pull = withdrawal.strength * max(0.0, 1 + withdrawal.anxious_share * self.social_anxiety)

        def willing(pull):
            # Over ordinary ups and downs this has mean 1: the second term is half the variance of the first.
            return exp_of(-pull * self.worse_than_usual - 0.5 * withdrawal.ordinary_variance * pull * pull)

        cautious = 1 - withdrawal.threat_keeps_home * self.model.outside.threat[self.number]
        hope = self.model.finding("mispredicted_benefit").follows * (self.expected_reward - self.expectation) / self.expectation
        wish = {"initiate": willing(pull) * cautious * (1 + hunger.seeks * self.need), "accept": willing(0.5 * pull),
                "approach": willing(withdrawal.strangers * pull) * (1 + hope), "go_out": willing(0.5 * pull) * cautious,
                "call": 1 + hunger.seeks_digital * self.need, "attend": 1.0, "look_in": 1.0}
        for name, plan in PLANNING.items():
            for what, factor in plan(self, self.model.finding(name)).items() if self.model.finding(name) else ():
                wish[what] *= factor
        for what in PLANS:
            setattr(self, what, within(0, 4 if what == "look_in" else 2, wish[what]))
        self.starts = self._starts()

    def _starts(self):
        """Return how inclined one is to start visits and calls, as rules allow; outdoors wins back part of what they close."""
        outside, number = self.model.outside, self.number
        outdoors = self.model.finding("close_meetings").outdoors_worth * outside.offered("outdoor_meetings")[number]
        close, near = outside.open_to("close")[number], outside.open_to("neighbourhood")[number]
        call = self.call * outside.digital_push[number]
        learnt = self.model.finding("digital_contact").learns * outside.offered("digital_inclusion")[number]
        access = self.digital_access + (1 - self.digital_access) * learnt
        return {"close": self.initiate * (close + (1 - close) * outdoors),
                "neighbourhood": self.initiate * (near + (1 - near) * outdoors) * self.look_in * outside.side_by_side[number],
                "phone": call, "text": call * access, "video": call * access}

    def forget_the_step(self):
        """Have received nothing yet in this step."""
        self.company = self.helped = self.talks = self.burden = 0.0
        self.received = {}
        self.sessions_today = set()

    def respond(self):
        """Work out where one's feelings move and what changes; nothing changes before everybody has done so."""
        model, length = self.model, self.model.clock.length
        self.coming = {}
        usual, mean = model.usual_now(self.number), model.usual_day(self.number)
        self._hunger_and_support(usual, mean, length)
        self._learn_about_strangers(usual, mean, length)
        self._feel(usual, mean, length)
        for name, feel in FEELING.items():
            for what, amount in feel(self, model.finding(name), usual, mean, length).items() if model.finding(name) else ():
                self.coming[what] = self.coming.get(what, 0.0) + amount

    def _hunger_and_support(self, usual, mean, length):
        hunger, support = self.model.finding("social_need"), self.model.finding("support")
        self.coming["need"] = (self.set_point * usual["company"] - self.company) / length / (mean["company"] + hunger.floor)
        surplus = (self.helped - usual["helped"]) / length / (mean["helped"] + 0.5)
        self.coming["support"] = self.usual_support * (1 + support.depends * surplus)

    def _learn_about_strangers(self, usual, mean, length):
        learning = self.model.finding("mispredicted_benefit")
        surplus = (self.talks - usual["talks"]) / (mean["talks"] + 1)
        learnt = learning.learns * max(0.0, 1 - self.expected_reward) * surplus
        drawn_back = (1 / learning.forgets_days + learning.learns) * length * (self.expected_reward - self.expectation)
        self.coming["expected_reward"] = learnt - drawn_back

    def _feel(self, usual, mean, length):
        """Find where the four facets of feeling move to."""
        stress, lonely, strangers = (self.model.finding(name) for name in ("stress_response", "loneliness", "chance_encounters"))
        outside, lonely_mood = self.model.outside, self.model.finding("lonely_low_mood")
        alarming = max(0.0, outside.threat[self.number] - self.used_to_threat)
        sharper = max(0.0, 1 + stress.intolerance * self.intolerance_of_uncertainty)
        threat = alarming * (1 - stress.buffer * self.support) * sharper * self.sensitivity
        unsure = self.felt_uncertainty * sharper * self.sensitivity
        more_talks = (self.talks - usual["talks"]) / length / (mean["talks"] + 1)
        from_others = self.burden / length / (mean["company"] + 0.5) if mean["company"] > 0 else 0.0
        sharing = self.model.finding("shared_feelings")
        both = -strangers.reward * more_talks * self.sensitivity + sharing.passes * from_others
        dwelling = sharing.dwells * max(0.0, self.distress_effect) * max(0.0, from_others)
        self.coming["low_mood"] = (both + dwelling + stress.threat_low_mood * threat + stress.uncertainty_low_mood * unsure
                                   + lonely_mood.low_mood * self.loneliness_effect)
        self.coming["worry"] = (both + stress.threat_worry * threat + stress.uncertainty_worry * unsure
                                + lonely_mood.worry * self.loneliness_effect)
        hurt = self.need * self.sensitivity
        self.coming["emotional_loneliness"] = lonely.emotional * hurt
        self.coming["social_loneliness"] = lonely.social * hurt

    def change(self):
        """End the step: move to where `respond` said."""
        feelings, length = self.model.feelings, self.model.clock.length
        for name, quantity in QUANTITIES.items():
            old, goal = getattr(self, name), self.coming.get(name)
            if goal is None and quantity.rule == "level":
                goal = getattr(self, quantity.start) if isinstance(quantity.start, str) else quantity.start
            if quantity.rule == "sum":
                new = old + (goal or 0.0)
            else:
                if quantity.saturates:
                    goal = goal / math.sqrt(1 + (goal / 4) ** 2) if self.is_scored else 0.0  # bends towards 4 SD
                new = old + (1 - exp_of(-length / getattr(feelings, quantity.days))) * (goal - old)
            setattr(self, name, within(quantity.low, quantity.high, new))


class Person(Inhabitant, mesa.Agent):
    """An inhabitant as a Mesa agent."""


def within(low, high, number):
    """Return the number, or the bound it is beyond."""
    return min(max(number, low), high)
