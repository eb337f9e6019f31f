"""Loneliness that passes on: by hand, and that it is off unless asked for."""

import pytest
from few_people import a_day
from small_worlds import CONTESTED, scenario_of

from sim.core.layers import CHANNELS, LAYERS, slot
from sim.mechanisms.lonely_company import LonelyCompany
from sim.run import mechanisms_of

LONELY = LonelyCompany(passes=0.2, family=0.3, neighbour=0.5, phone=0.4)


def test_friends_hand_on_more_of_their_loneliness_than_family():
    passing = LONELY.exchange(a_day(2, feelings={"loneliness_effect": [0.5, 0.0]}))["lonely_others"]
    by_form = {(layer, channel): passing.weight[slot(LAYERS.index(layer), CHANNELS.index(channel))] for layer in LAYERS for channel in CHANNELS}
    assert by_form[("close", "in_person")] == 1 and by_form[("household", "in_person")] == 0.3
    assert by_form[("close", "phone")] == 0.4 and by_form[("encounters", "in_person")] == 0
    assert passing.gives == pytest.approx([0.5, 0.0]) and passing.by_strength


def test_the_effect_on_those_met_pushes_both_facets():
    said = LONELY.feel(a_day(1, received={"lonely_others": 0.6}, usual={"company": 1.5}))
    assert said["emotional_loneliness"] == said["social_loneliness"] == pytest.approx([0.2 * 0.6 / 2])


def test_without_effects_nothing_passes():
    assert not LONELY.exchange(a_day(3, feelings={"loneliness": 2.0}))["lonely_others"].gives.any()


def test_contested_findings_act_only_where_a_file_asks_for_them():
    contested = {"social_media", "season", "lonely_company", "chronic_isolation"}
    assert contested.isdisjoint(each.name for each in mechanisms_of(scenario_of()))
    assert contested <= {each.name for each in mechanisms_of(scenario_of(CONTESTED))}
