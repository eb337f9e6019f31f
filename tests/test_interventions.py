"""Interventions of every kind: nothing for nobody, two offers of one service, and a shipped scenario for each."""

import numpy as np
import pytest
from small_worlds import LOCKDOWN, morning_of, scenario_of

from sim import listed
from sim.core import catalogue
from sim.core.conditions import Conditions, Offer
from sim.run import run
from sim.studies.passing import in_words
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


@pytest.mark.parametrize("row", listed("interventions"), ids=lambda row: row["kind"])
def test_every_intervention_says_by_what_its_effect_passes_and_what_its_costs_rest_on(row):
    assert "half-life" in row["passes"] and "days (`" in row["passes"]
    assert all(row["cost sources"].values())


def test_a_half_life_follows_the_parameter_it_is_said_to_come_from(monkeypatch):
    field = catalogue.find("mechanism", "check_in_calls").model_fields["lasts_days"]
    assert "120 days" in in_words("check_in_calls")
    monkeypatch.setattr(field, "default", 86.5)
    assert "60 days" in in_words("check_in_calls")
