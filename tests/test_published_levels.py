"""The model against published levels: contacts in the Netherlands, and the size of what a strict lockdown does.

Tolerances are the published ranges; a value passes when the ensemble mean lies inside.
"""

from datetime import date

import numpy as np
import pytest

from sim.core.chance import run_seed
from sim.core.layers import CLOSE
from sim.core.ties import KIN
from sim.run import first_morning, run
from sim.timeline.load import load_scenario

pytestmark = pytest.mark.slow
REPLICATES, PEOPLE = 5, 4_000


def lived(scenario, each=None):
    """Return the Results of a scenario over a few replicates."""
    return [run(scenario, morning=first_morning(scenario, run_seed(1, r)), each=each) for r in range(REPLICATES)]


def mean(results, outcome, first, last, group="everyone"):
    """Return the mean over replicates and over the days from `first` to before `last`."""
    one = results[0]
    days = slice((first - one.scenario.start).days, (last - one.scenario.start).days)
    row, column = one.groups.index(group), one.outcomes.index(outcome)
    return float(np.mean([result.table[days, row, column].mean() for result in results]))


@pytest.fixture(scope="module")
def spring():
    return lived(load_scenario("netherlands_2020", people=PEOPLE, days=130))


@pytest.mark.parametrize(("low", "high", "first", "last"), [
    (13, 18, date(2020, 2, 24), date(2020, 3, 6)), (3, 4.5, date(2020, 4, 1), date(2020, 5, 1)), (7.5, 10.5, date(2020, 6, 2), date(2020, 7, 1)),
])
def test_contacts_follow_the_surveys_of_2020(spring, low, high, first, last):
    # Backer et al. 2021, Eurosurveillance 26(8): 14.9 before, 3.5 in April, 8.8 in June 2020, all ages
    assert low <= mean(spring, "contacts_in_person", first, last) <= high


def weekly_share(scenario, days):
    """Return (any channel, in person): shares of people of 15 and over with contact with kin and with friends in a week."""
    found = []
    for replicate in range(2):
        seen = {}

        def look(world, today, seen=seen):
            if today.clock.day in days:
                ties = world.population.ties
                for place, rows in today.meetings.over_ties:
                    if place // 4 == CLOSE:
                        for is_kin in (True, False):
                            some = rows[((ties.flags[rows] & KIN) > 0) == is_kin]
                            people = np.concatenate([ties.lower[some], ties.higher[some]])
                            for how in ("any", "in person") if place % 4 == 0 else ("any",):
                                seen.setdefault((how, is_kin), np.zeros(world.population.n_people, bool))[people] = True

        result = run(scenario, morning=first_morning(scenario, run_seed(1, replicate)), each=look)
        old_enough = result.population.traits.age >= 15
        found.append({key: people[old_enough].mean() for key, people in seen.items()})
    return {key: float(np.mean([each[key] for each in found])) for key in found[0]}


@pytest.mark.parametrize("is_kin", [True, False])
def test_weekly_contact_by_any_channel_falls_far_less_than_in_person(is_kin):
    scenario = load_scenario("netherlands_2020", people=PEOPLE, days=60)
    before, during = weekly_share(scenario, range(3, 10)), weekly_share(scenario, range(45, 52))
    any_channel, in_person = (1 - during[how, is_kin] / before[how, is_kin] for how in ("any", "in person"))
    assert any_channel < in_person / 2


def paired_change(outcome, group_of):
    """Return the mean change by lockdown.toml over its eight weeks, among people chosen by `group_of(traits)`."""
    strict = load_scenario("lockdown", people=PEOPLE, days=84)
    changes = []
    for replicate in range(REPLICATES):
        morning = first_morning(strict, run_seed(1, replicate))
        chosen = group_of(morning.population.traits)
        levels = []
        for scenario in (strict, strict.without_crises()):
            daily = []

            def keep(world, today, daily=daily):
                if date(2020, 3, 23) <= today.clock.date < date(2020, 5, 18):
                    daily.append(getattr(today.feelings, outcome)[chosen].mean(dtype=np.float64))

            run(scenario, morning=morning, each=keep)
            levels.append(np.mean(daily))
        changes.append(levels[0] - levels[1])
    return float(np.mean(changes))


@pytest.mark.parametrize(("outcome", "low", "high"), [("distress", 0.03, 0.24), ("loneliness", 0.10, 0.40)])
def test_a_strict_lockdown_harms_as_much_as_published(outcome, low, high):
    # Prati & Mancini 2021, g = 0.17 (0.06-0.24); Robinson et al. 2022, 0.10; Ernst et al. 2022, loneliness 0.27 (0.14-0.40)
    assert low <= paired_change(outcome, lambda traits: traits.age >= 18) <= high


@pytest.mark.parametrize("outcome", ["distress", "loneliness"])
def test_the_young_rise_more_than_the_rest(outcome):
    young = paired_change(outcome, lambda traits: (traits.age >= 18) & (traits.age < 25))
    rest = paired_change(outcome, lambda traits: traits.age >= 25)
    assert young > 1.2 * rest
