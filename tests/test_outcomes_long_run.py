"""Outcomes that are only reported, and who waits for help or has had some: by hand, and without feedback."""

import pytest
from few_people import a_day

from sim.core import catalogue
from sim.core.mechanism import MOMENTS
from sim.mechanisms.courses import DONE, NONE, RECEIVING, WAITING
from sim.outcomes import help_used, help_waiting
from sim.outcomes_long_run import coping_drinking, mortality_odds


def test_the_odds_of_drinking_to_cope_are_as_usual_without_a_crisis_and_is_of_adults_only():
    pull, adults = coping_drinking(a_day(2, traits={"age": [40, 17]}))
    assert pull.tolist() == [1, 0] and adults.tolist() == [True, False]


def test_the_published_odds_ratios_are_what_a_reader_gets_and_both_at_once_multiply():
    today = a_day(5, feelings={"distress_effect": [1, 0, 0, -1, 1]}, state={"need": [0, 1, 1, 0, 1]}, traits={"lives_alone": [0, 1, 0, 0, 1]})
    assert coping_drinking(today)[0] == pytest.approx([1.6, 1.2, 1, 1 / 1.6, 1.6 * 1.2], abs=2e-3)


def test_the_largest_of_three_odds_counts():
    today = a_day(4, feelings={"loneliness": [0, 2, 2, 2]}, state={"need": [0.4, 0, 0.6, 0.6]}, traits={"lives_alone": [0, 0, 0, 1]})
    assert mortality_odds(today) == pytest.approx([1, 1.26, 1.29, 1.32])


def test_who_waits_for_one_kind_of_help_may_have_had_another():
    today = a_day(5, state={"help_status": [NONE, WAITING, RECEIVING, DONE, NONE], "therapy_status": [NONE, NONE, NONE, WAITING, DONE]})
    assert help_waiting(today).tolist() == [False, True, False, True, False]
    assert help_used(today).tolist() == [False, False, True, True, True]


def test_nothing_acts_on_what_is_only_reported():
    catalogue.ensure_registered()
    read = {name for each in catalogue.names("mechanism") for name in catalogue.find("mechanism", each).reads}
    assert {"coping_drinking", "mortality_odds"} <= set(catalogue.names("outcome"))
    assert not {"coping_drinking", "mortality_odds"} & read and "outcomes" not in MOMENTS
