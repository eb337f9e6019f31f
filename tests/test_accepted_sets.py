"""Accepted sets that are really lived: run as `compare --uncertainty` runs them, and told without flattery."""

import json

import pytest

from sim import load_scenario
from sim.studies.robustness import CALIBRATED
from sim.studies.robustness_accepted import lived_sets, read_accepted
from sim.studies.robustness_sets import DRAWN, Case


@pytest.fixture(scope="module")
def pages(experiment):
    """Return the modules that live and tell accepted sets."""
    return experiment("accepted_sets"), experiment("document_accepted")


def lived(**own):
    whole = {"C3": [0.25, 4.0], "C7": [0.2, 1.3], "C8": [0.1], "V2": [0.6], "V5": [0.5, 3.0, 8.0], "V8": [0.0, 0.1, 1.0]}
    return whole | own


@pytest.mark.parametrize("scenario", ["netherlands_2020", "lockdown_year", "lockdown"])
def test_a_set_is_lived_as_an_uncertainty_study_lives_it(scenario, pages):
    row = read_accepted(CALIBRATED).row(0)
    assert load_scenario(scenario, set=list(pages[0].settings_of(row))).hash() == Case(DRAWN, "set", row).applied(load_scenario(scenario)).hash()


def test_half_of_the_sets_are_spread_as_evenly_as_all(pages):
    places = pages[0].spread(read_accepted(CALIBRATED), 40)
    half = sorted(places[:20])
    assert len(set(places)) == 40 and {later - earlier for earlier, later in zip(half, half[1:], strict=False)} == {15}


def test_what_is_not_defined_and_a_world_that_cannot_be_made_are_in_no_range(pages):
    found = {"shipped": lived(), "lived": {"0": lived(), "1": lived(V2=[None]), "2": {}, "3": lived(V5=[2.0, 3.0, 8.0])}}
    held = {(each["fact"], each["part"].text.split(",")[0]): each["held"].tolist() for each in pages[0].table(found)}
    assert held["V2", "fall in weeks 2 to 5 as a share of the fall from peak to week 20"] == [True, False, False, True]
    assert held["V5", "rise of cases"] and all(not each[2] for each in held.values())


def test_what_compare_says_of_the_accepted_sets_is_what_living_them_gave(pages, repository):
    found = json.loads((repository / "docs" / "accepted_sets.json").read_text(encoding="utf-8"))
    counted = pages[1].counted(found)
    assert lived_sets() == json.loads(json.dumps(counted)), "run `make docs` and commit sim/studies/accepted_lived.json"
    assert f"All parts of the fitted facts at once: {counted['meet_fitted']} of {counted['sets']}" in pages[1].lived(found)


def test_the_page_counts_sets_that_meet_all_facts_no_fit_used(pages):
    found = {"people": 50, "seed": 1, "of": 300, "model": "0" * 16, "shipped": lived(), "lived": {"0": lived(), "7": lived(V5=[2.0, 3.0, 8.0]), "9": {}, "11": lived(C8=[0.3])}}
    page = pages[1].lived(found)
    assert "2 of 4 meet all three facts no fit used (V2 3, V5 2, V8 3)" in page and "at once: 2 of 4" in page
    assert "No world can be made of 1 of the sets (row 9" in page
    assert "Not run yet" in pages[1].lived(None)
