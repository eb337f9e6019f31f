"""The mean-field limit: what the means do if all are alike, many, and meet anybody; solved as differential equations.

A declared part of the model (`PART`) is written down for the mean person, every other mechanism is off:

* company c = c0 q o g, with c0 usual, o open, q quality of contact, and g = mean(start) mean(accept) =
  (1 + seeks N) (1 - keeps_home T) exp(-1.5 pull D): people in need start more, under threat and in distress fewer;
* need N -> (c0 - c) / (c0 + floor), support S -> S0 (1 + depends (c - c0) / (c0 + 1/2));
* loneliness, emotional and social -> a N; low mood -> b L + threat T (1 - buffer S) + shared feelings; worry likewise;
* shared feelings (p - s) D c / (c0 + 1/2), with D and L the effects on distress and loneliness: among people all alike nobody is calmer than others.

Each arrow x -> y is dx/dt = (y - x) / tau with the time constants of Feelings, effects saturated as in the model. Ordinary
fluctuation is no part of it: withdrawal has mean 1 over it. The simulation meets the equations as people become many; its
days make each arrow half a day late, which `in_days` reproduces and `solve` does not.
"""

from dataclasses import dataclass

import numpy as np

from ..core.catalogue import names
from ..core.conditions import Conditions
from ..core.feelings import Feelings, saturated
from ..groups import eligible, first_morning_groups
from ..population.well_mixed import ALIKE, well_mixed
from ..run import FirstMorning, mechanisms_of
from ..step import step
from ..usual import find_usual
from ..world import World

PART = ("withdrawal", "social_need", "close_meetings", "company", "support", "shared_feelings", "stress_response", "loneliness",
        "lonely_low_mood")
STATES = ("need", "support", "low_mood", "worry", "emotional_loneliness", "social_loneliness")
COLUMNS = (*STATES, "distress_effect", "loneliness_effect", "company")


@dataclass(frozen=True)
class Given:
    """What the outside world is like on a day: how open meetings are, the threat, and the quality of contact; 1, 0, 1 is ordinary."""

    open: float = 1.0
    threat: float = 0.0
    quality: float = 1.0


class MeanField:
    """The equations for given mechanisms (a dict from name to Mechanism), Feelings, and usual company a day."""

    def __init__(self, mechanisms, feelings=None, usual_company=3.0, usual_support=ALIKE["usual_support"], sensitivity=1.0):
        self.mechanisms, self.feelings = mechanisms, feelings or Feelings()
        self.usual_company, self.usual_support, self.sensitivity = usual_company, usual_support, sensitivity
        self._days = np.array([getattr(self.feelings, name) for name in
                               ("need_days", "support_days", "low_mood_days", "worry_days", "loneliness_days", "loneliness_days")])

    def at_rest(self):
        """Return float64 (6,): the state of ordinary days, in the order of STATES."""
        return np.array([0.0, self.usual_support, 0.0, 0.0, 0.0, 0.0])

    def effects(self, state):
        """Return (effect on distress, effect on loneliness) in SD."""
        return (state[2] + state[3]) / (2 * self.feelings.distress_scale), (state[4] + state[5]) / (2 * self.feelings.loneliness_scale)

    def company(self, state, given):
        """Return the company a day."""
        withdrawal, seeks = self.mechanisms["withdrawal"], self.mechanisms["social_need"].seeks
        distress, _ = self.effects(state)
        wish = (1 + seeks * state[0]) * (1 - withdrawal.threat_keeps_home * given.threat) * np.exp(-1.5 * withdrawal.strength * distress)
        return self.usual_company * given.quality * given.open * wish

    def aims(self, state, given):
        """Return float64 (6,): where each part of the state is going."""
        lonely, low, stress = (self.mechanisms[name] for name in ("loneliness", "lonely_low_mood", "stress_response"))
        shared, usual, company = self.mechanisms["shared_feelings"], self.usual_company, self.company(state, given)
        distress, loneliness = self.effects(state)
        need = np.clip((usual - company) / (usual + self.mechanisms["social_need"].floor), -1, 1)
        support = self.usual_support * (1 + self.mechanisms["support"].depends * (company - usual) / (usual + 0.5))
        alarm = self.sensitivity * given.threat * (1 - stress.buffer * state[1])
        heard = distress * company / (usual + 0.5)
        weigh = (shared.passes - shared.soothes) * heard
        mood = low.low_mood * loneliness + stress.threat_low_mood * alarm + weigh + shared.dwells * max(distress, 0.0) * max(heard, 0.0)
        worry = low.worry * loneliness + stress.threat_worry * alarm + weigh
        hurt = self.sensitivity * state[0]
        facets = np.array([mood, worry, lonely.emotional * hurt, lonely.social * hurt])
        return np.array([need, np.clip(support, 0, 1), *saturated(facets, 4.0)])

    def rates(self, state, given):
        """Return float64 (6,): change a day."""
        return (self.aims(state, given) - state) / self._days

    def solve(self, path, start=None):
        """Return a DataFrame, one row a day before it is lived, of the differential equations; `path` is a list of Given, one a day."""
        from scipy.integrate import solve_ivp

        def day(state, given):
            return solve_ivp(lambda _, y: self.rates(y, given), (0, 1), state, method="LSODA", rtol=1e-8, atol=1e-10).y[:, -1]

        return self._course(path, day, start)

    def in_days(self, path, start=None):
        """Return what `solve` does, with all aims held for a day as the simulation holds them."""
        moved = 1 - np.exp(-1 / self._days)
        return self._course(path, lambda state, given: state + moved * (self.aims(state, given) - state), start)

    def settled(self, given, start=None, days=4_000):
        """Return float64 (6,): the state after many days under the same conditions."""
        from scipy.integrate import solve_ivp
        begin = self.at_rest() if start is None else np.asarray(start, float)
        return solve_ivp(lambda _, y: self.rates(y, given), (0, days), begin, method="LSODA", rtol=1e-8, atol=1e-10).y[:, -1]

    def growth(self, given=Given(), state=None, small=1e-6):
        """Return the growth rate a day of a small disturbance: the largest real part of the Jacobian's eigenvalues; above 0 it runs away."""
        rest = self.at_rest() if state is None else state
        # dwells bends at 0; a slightly raised state is on the side that could run away
        columns = [(self.rates(rest + step, given) - self.rates(rest, given)) / small for step in small * np.eye(len(rest))]
        return float(np.linalg.eigvals(np.stack(columns, axis=1)).real.max())

    def _course(self, path, day, start):
        import pandas as pd
        state, rows = self.at_rest() if start is None else np.asarray(start, float), []
        for given in path:
            rows.append([*state, *self.effects(state), self.company(state, given) / self.usual_company])
            state = day(state, given)
        return pd.DataFrame(rows, columns=list(COLUMNS))


class GivenConditions:
    """Stands in for the calendar of a world: the conditions of each day are those of a path of Given."""

    def __init__(self, path):
        self._path = path

    def conditions_at(self, clock):
        """Return the Conditions of a step."""
        given, conditions = self._path[clock.day], Conditions(clock=clock)
        editor = conditions.within(np.array([True]))
        editor.open("close", given.open)
        editor.alarm(threat=given.threat)
        return conditions


def part_of(scenario, **changed):
    """Return a scenario with the mechanisms of PART only; `withdrawal={"strength": 0.3}` changes parameters, also beyond their range."""
    chosen = {each.name: each for each in mechanisms_of(scenario.model_copy(update={"mechanisms": {}}))}
    own = {name: chosen[name].model_copy(update=changed[name]) for name in changed}
    return scenario.model_copy(update={"mechanisms": {**dict.fromkeys(set(names("mechanism")) - set(PART), False), **own}})


def alike_morning(scenario, n_people, seed, **population):
    """Return the FirstMorning of people who are all alike, see population.well_mixed."""
    people, mechanisms = well_mixed(n_people, seed, scenario.feelings, **population), mechanisms_of(scenario)
    return FirstMorning(people, find_usual(scenario, people, mechanisms, seed), first_morning_groups(people, scenario.feelings), mechanisms, seed)


def lived(scenario, morning, path, usual_company):
    """Return a DataFrame like that of `MeanField.solve`: the means of the simulation under a path of Given (quality 1 throughout)."""
    import pandas as pd
    world, rows = World(scenario, morning.population, morning.mechanisms, morning.seed, morning.usual, eligible), []
    world.calendar = GivenConditions(path)
    for _ in path:
        today = step(world)
        values = [*(today.state.arrays[name] for name in STATES), today.feelings.distress_effect, today.feelings.loneliness_effect]
        rows.append([each.mean(dtype=np.float64) for each in values] + [today.received.company.mean(dtype=np.float64) / usual_company])
    return pd.DataFrame(rows, columns=list(COLUMNS))
