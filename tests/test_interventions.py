"""Interventions of every kind: nothing for nobody, two offers of one service, and a shipped scenario for each."""

import numpy as np
import pytest
from small_worlds import LOCKDOWN, morning_of, scenario_of

from sim.core import catalogue
from sim.core.conditions import Conditions, Offer
from sim.run import run
from sim.timeline.load import load_scenario
from sim.timeline.shipped import shipped_scenarios

catalogue.ensure_registered()
KINDS = catalogue.names("intervention")
NOT_DUTCH = {"door_to_door": "blackout_72h_door_to_door", "keeping_together": "flood_moved_together"}


def table_of(events):
    """Return the outcomes of a fortnight of lockdown with some events."""
    scenario = scenario_of(LOCKDOWN.replace("2020-03-09", "2020-03-02") + events, people=120, days=14)
    return run(scenario, seed=1, morning=morning_of(scenario)).table


@pytest.fixture(scope="module")
def without():
    """Return the outcomes of the fortnight without any intervention."""
    return table_of("")


@pytest.mark.parametrize("nothing", ["reach = 0.0", "enabled = false"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_intervention_that_reaches_nobody_changes_nothing_at_all(kind, nothing, without):
    assert np.array_equal(table_of(f'\n[[intervention]]\nkind = "{kind}"\n{nothing}\n'), without, equal_nan=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_intervention_stands_in_a_shipped_scenario(kind):
    names = [NOT_DUTCH[kind]] if kind in NOT_DUTCH else [name for name in shipped_scenarios() if name.startswith("netherlands_2020_")]
    assert kind in {event.kind for name in names for event in load_scenario(name).intervention}


@pytest.mark.parametrize("kind", KINDS)
def test_two_offers_of_one_kind_reach_whom_either_reaches(kind):
    event, conditions = catalogue.find("intervention", kind)(uptake=0.5), Conditions()
    event.change(conditions, 1.0, np.array([True, True, False]))
    event.change(conditions, 1.0, np.array([False, True, False]))
    for offer in conditions.offers.values():
        assert np.allclose(offer.uptake, [0.5, 0.75, 0.0])


@pytest.mark.parametrize(("capacities", "joined", "cost"), [((0.0, 0.0), 0.0, 15.0), ((1.0, 3.0), 4.0, 17.5), ((np.inf, 3.0), np.inf, 15.0)])
def test_costs_of_two_offers_are_averaged_by_capacity_and_evenly_where_none_or_all_is_had(capacities, joined, cost):
    both = [Offer(np.zeros(1, np.float32), capacity, price) for capacity, price in zip(capacities, (10.0, 20.0), strict=True)]
    offer = both[0].joined_with(both[1])
    assert (offer.capacity, offer.cost_per_use) == (joined, cost)


def test_clubs_close_with_the_places_they_meet_in():
    offered = {}
    for kind in ("clubs", "neighbourhood_activities"):
        conditions = Conditions()
        conditions.within(np.array([True])).open("familiar", 0.25)
        catalogue.find("intervention", kind)(uptake=0.4).change(conditions, 1.0, np.array([True]))
        offered[kind] = float(conditions.offers["neighbourhood_activities"].uptake[0])
    assert offered == {"clubs": pytest.approx(0.1), "neighbourhood_activities": pytest.approx(0.4)}
