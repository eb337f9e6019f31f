"""The slow version of a world: people who are agents, one by one, live through one step after another."""

import math

import mesa
import numpy as np

from sim.core.arithmetic import exp_of, normal_quantile_of
from sim.core.chance import MASK, bell_of, key, uniform_of
from sim.core.layers import LAYERS
from sim.core.ties import DORMANT, IN_CLUB, IN_GROUP
from sim.timeline.clock import Clock

from .exchange import hand_over, keep_ties
from .findings import known
from .meeting import decide_meetings
from .outside import Outside
from .person import Inhabitant, Person, Tie

# The findings this version knows; the test compares them with the catalogue, so that none is forgotten.
FINDINGS = frozenset((
    "withdrawal", "social_need", "mispredicted_benefit", "work_and_school", "close_meetings", "familiar_faces",
    "chance_encounters", "digital_contact", "joining_activities", "taking_up_help", "company", "support", "shared_feelings",
    "stress_response", "loneliness", "lonely_low_mood", "tie_upkeep", "virtual_meetings", "support_bubbles")) | known()


class PlainWorld:
    """One world, a model of whatever framework it is mixed with: the people of a population with the luck of a run seed.

    `everybody(act)` of the framework lets one person after the other do something. `met` holds the meetings of the last step.
    """

    def settle(self, kind_of_agent, scenario, population, mechanisms, seed, usual, calendar):
        """Begin the first morning; `usual` and `calendar` come from the engine: building people and reading a timeline is not what this checks."""
        self.crisis_scenario, self.run_seed = scenario, seed & MASK
        self.feelings, self.calendar, self.usual = scenario.feelings, calendar, usual
        self._findings = {mechanism.name: mechanism for mechanism in mechanisms}
        self.steps_lived, self.met = 0, []
        traits = {name: array.tolist() for name, array in population.traits.arrays.items()}
        self.people = [kind_of_agent(self, number, traits) for number in range(population.n_people)]
        self.ties = self._ties(population)
        self.members = {kind: self._members(kind, groups) for kind, groups in
                        (("work_school", population.groups), ("clubs", population.clubs))}
        self.areas = self._areas(population.area_start.tolist())
        self.visits = [0] * population.n_people
        self._usual_lists = {name: table.tolist() for name, table in usual.by_kind.items()}
        self._shocks = self._mixing()
        for person in self.people:
            self._first_ups_and_downs(person)

    def _ties(self, population):
        array, ties = population.ties, []
        columns = zip(array.lower.tolist(), array.higher.tolist(), array.layer.tolist(), array.rate.tolist(),
                      array.first_strength.tolist(), array.flags.tolist(), self.usual.met.tolist(), self.usual.called.tolist(),
                      strict=True)
        for number, (lower, higher, layer, rate, strength, flags, usual_met, usual_called) in enumerate(columns):
            tie = Tie()
            tie.number, tie.lower, tie.higher, tie.layer, tie.rate = number, lower, higher, LAYERS[layer], rate
            tie.strength = tie.first_strength = strength
            tie.dormant, tie.in_group, tie.in_club = bool(flags & DORMANT), bool(flags & IN_GROUP), bool(flags & IN_CLUB)
            # The engine keeps what is usual per unit of strength.
            tie.usual_met, tie.usual_called = usual_met * strength, usual_called * strength
            tie.forget_the_day()
            self.people[lower].ties.append(tie)
            self.people[lower].known[higher] = self.people[higher].known[lower] = tie
            ties.append(tie)
        return ties

    def _members(self, kind, groups):
        members = {}
        for person, group in zip(self.people, groups.of.tolist(), strict=True):
            if group >= 0:
                setattr(person, "group" if kind == "work_school" else "club", group)
                members.setdefault(group, []).append(person)
        return members

    def _areas(self, area_start):
        areas = [self.people[first:last] for first, last in zip(area_start, area_start[1:], strict=False)]
        for number, members in enumerate(areas):
            for person in members:
                person.area = number
        return areas

    def step(self):
        """Live through one step: look inside, plan, meet, hand over, respond, and only then change."""
        self.clock = Clock(self.crisis_scenario.start, self.steps_lived, self.crisis_scenario.step == "hour")
        self.outside, self._keys = Outside(self.calendar.conditions_at(self.clock), len(self.people)), {}
        if self.clock.opens_day:
            self._open_day()
        for act in (Inhabitant.look_inside, Inhabitant.make_plans, Inhabitant.forget_the_step):
            self.everybody(act)
        self.met = decide_meetings(self)
        hand_over(self, self.met)
        self.everybody(Inhabitant.respond)
        keep_ties(self)
        self.everybody(Inhabitant.change)
        self.steps_lived += 1

    def _open_day(self):
        self.visits = [0] * len(self.people)
        for tie in self.ties:
            tie.forget_the_day()
        if self.steps_lived:
            for person in self.people:
                self._next_ups_and_downs(person)

    def finding(self, name):
        """Return the mechanism whose parameters hold in this world, or None where it is off."""
        return self._findings.get(name)

    def findings(self):
        """Return the mechanisms of this world."""
        return self._findings.values()

    def key_today(self, purpose):
        """Return the key of today's draws for a purpose."""
        if purpose not in self._keys:
            self._keys[purpose] = key(self.run_seed, purpose, self.clock.day)
        return self._keys[purpose]

    def own_draw(self, purpose, number):
        """Return today's own number between 0 and 1 of a person for a purpose."""
        return uniform_of(self.key_today(purpose), number)

    def lasting_draw(self, purpose, number):
        """Return a person's number between 0 and 1 for a purpose that stays the same all run."""
        return uniform_of(key(self.run_seed, purpose), number)

    def usual_now(self, number):
        """Return what a person usually receives in a step like this one."""
        kind, hour = int(self.clock.is_weekend), self.clock.hour
        share = 1.0 if hour is None else float(self.usual.hours[kind, hour])
        return {name: lists[kind][number] * share for name, lists in self._usual_lists.items()}

    def usual_day(self, number):
        """Return what a person usually receives on a mean day."""
        return {name: lists[2][number] for name, lists in self._usual_lists.items()}

    def _mixing(self):
        """Return (spread of the first morning, spread of a day's news, share that stays): how ups and downs are made.

        Each facet keeps a share of yesterday's fluctuation; the news has just the spread that keeps the long run as it is.
        """
        feelings, trait = self.feelings, [math.sqrt(share) for share in (
            self.feelings.distress_trait_share, self.feelings.distress_trait_share,
            self.feelings.loneliness_trait_share, self.feelings.loneliness_trait_share)]
        spread = [math.sqrt(1 - each**2) for each in trait]
        days = [feelings.distress_fluctuation_days] * 2 + [feelings.loneliness_fluctuation_days] * 2
        stays = [exp_of(-1.0 / each) for each in days]
        together = [[feelings.correlations()[i][j] * spread[i] * spread[j] for j in range(4)] for i in range(4)]
        news = [[together[i][j] * (1 - stays[i] * stays[j]) for j in range(4)] for i in range(4)]
        return np.linalg.cholesky(together).tolist(), np.linalg.cholesky(news).tolist(), stays

    def _mixed(self, root, day, number):
        keys = [key(self.run_seed, f"fluctuation {k}", day) for k in range(4)]
        draws = [normal_quantile_of(uniform_of(each, number)) if day < 0 else bell_of(each, number) for each in keys]
        return [sum(root[row][k] * draws[k] for k in range(row + 1)) for row in range(4)]

    def _first_ups_and_downs(self, person):
        if person.is_scored:
            person.fluctuation = self._mixed(self._shocks[0], -1, person.number)

    def _next_ups_and_downs(self, person):
        if person.is_scored:
            news, stays = self._mixed(self._shocks[1], self.clock.day, person.number), self._shocks[2]
            person.fluctuation = [stays[k] * person.fluctuation[k] + news[k] for k in range(4)]


class SlowModel(PlainWorld, mesa.Model):
    """The slow version as a Mesa model; what it is made from is said in PlainWorld.settle."""

    def __init__(self, *made_from):
        super().__init__(rng=1)  # Mesa's own generator is never used: all luck is keyed
        self.settle(Person, *made_from)

    def everybody(self, act):
        """Let one person after the other do something."""
        self.agents.do(act)
