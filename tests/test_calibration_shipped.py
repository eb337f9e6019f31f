"""What of a calibration travels with the model fits the model: values by the rule, sets within the declared ranges, a page that tells it."""

import json

import numpy as np
import pandas as pd
import pytest

from sim.studies.calibration.calibrate import SCENARIO
from sim.studies.calibration.shipping import KEPT, SETS, outlived, ranges_now, shipped_of, thinned
from sim.studies.robustness import CALIBRATED
from sim.studies.robustness_accepted import declared_numbers, read_accepted

ROW = {"parameter": "fatigue.days", "unit": "ratio", "fitted": True, "now": 0.2, "low": 0.0, "high": 0.4, "median": 0.1, "q05": 0.02, "q95": 0.25, "to_ship": 0.05,
       "spread_left": 0.5, "taught": "in part", "information": 1.0, "source": "assumption"}
FACT = {"name": "C8", "fact": "C8", "text": "rise", "fitted": True, "low": 0.03, "high": None, "target": 0.1, "median": 0.1, "q05": 0.05, "q95": 0.2, "shipped": 0.1, "now": 0.1,
        "in_range": True, "shipped_in_range": True, "source": "made up"}
FOUND = {"draws": 400, "people": 60, "members": 5, "seed": 1, "scenario": "lockdown_year", "waves": [], "version": "0", "model": "0" * 16, "rule": "", "ranges": {}, "fitted": ["fatigue.days"],
         "gains": {"fatigue.days": 0.7}, "parameters": [ROW, {**ROW, "parameter": "season.swing", "fitted": False, "taught": "not"}], "facts": [FACT],
         "recovery": [{"parameter": "fatigue.days", "covered": 41, "rows": 50, "good_enough": True}], "left_out": [], "out_of_reach": ["C10b"], "idle": ["cut_off.weighs"]}


@pytest.fixture(scope="module")
def pages(experiment):
    """Return the modules that make the documents."""
    return experiment("document_calibration"), experiment("document_validation")


@pytest.fixture(scope="module")
def told(repository):
    """Return the calibration that is committed; skip where there is none."""
    file = repository / "docs" / "calibration.json"
    if not file.is_file():
        pytest.skip("no calibration is committed")
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_calibration_and_its_accepted_sets_travel_together(repository):
    assert (repository / "docs" / "calibration.json").is_file() == CALIBRATED.is_file()


def test_the_model_still_has_the_numbers_that_were_drawn(told):
    differ = outlived(told["ranges"], ranges_now(SCENARIO))
    assert not differ, f"calibrate again: {'; '.join(differ)}"


def test_accepted_sets_that_are_shipped_fit_the_calibration_that_is_told(told):
    sets = read_accepted(CALIBRATED)  # refuses what is not declared or out of range
    assert set(sets.paths) == set(told["ranges"]) and len(sets.values) == SETS
    middle = dict(zip(sets.paths, np.median(sets.values, axis=0), strict=True))
    assert [each["parameter"] for each in told["parameters"] if not each["q05"] <= middle[each["parameter"]] <= each["q95"]] == []


def test_fitted_values_are_shipped_by_the_rule(told):
    found_again = {each["parameter"]: each["covered"] >= 0.8 * each["rows"] for each in told["recovery"]}
    for row in (each for each in told["parameters"] if each["fitted"]):
        now = declared_numbers()[row["parameter"]]["default"]
        assert shipped_of(row, now) == ("by hand" if row["to_ship"] is None or row["parameter"] in KEPT else "fitted"), f"{row['parameter']} is {now:g}, fitted {row['to_ship']}, before {row['now']:g}"
        assert (row["to_ship"] is not None) == (row["taught"] in ("well", "in part") and found_again[row["parameter"]])
        hardly = row["taught"] in ("hardly", "not")  # then a value by hand near an end of its range is no worse than another
        assert shipped_of(row, now) == "fitted" or hardly or row["q05"] <= now <= row["q95"], f"{row['parameter']} by hand lies outside its 90 % interval"


def test_a_thinned_table_is_even():
    rows = pd.DataFrame({"number": range(1000)})
    assert thinned(rows, 4)["number"].tolist() == [0, 250, 500, 750]
    assert len(thinned(rows)) == SETS and len(thinned(rows.head(7))) == 7


def test_a_rounded_value_is_still_the_fitted_one():
    assert [shipped_of(ROW, value) for value in (0.051, 0.2, 0.1)] == ["fitted", "by hand", "another"]
    assert shipped_of({**ROW, "to_ship": None}, 0.05) == "another"


def test_what_changed_since_a_calibration_is_said():
    said = outlived({"a.x": [0, 1], "a.y": [0, 1], "a.z": [0, 1]}, {"a.y": [0, 2], "a.z": [0.0, 1.0], "a.w": [0, 1]})
    assert said == ["a.x was drawn and is declared no more", "a.w is declared and was not drawn", "a.y was drawn from 0 to 1, and is declared from 0 to 2"]
    assert ranges_now(SCENARIO) and not outlived(ranges_now(SCENARIO), ranges_now(SCENARIO))


def test_the_page_tells_what_was_taught_and_what_was_not(pages):
    page = pages[0].calibration(FOUND, {"people": 50, "seeds": 1, "series": {"r": 0.5, "apart": 0.4}, "calendar": {"r": 0.6, "apart": 0.3}, "waves": [[["2020-04-16", "2020-04-26"], 0.3, 0.9, 0.8]]})
    assert "About 1 of these 1 parameters the facts taught nothing" in page and "C10b" in page and "41 of 50" in page
    assert "failed" in page and "The calendar follows the survey more closely" in page
    assert "No calibration is committed yet" in pages[0].calibration(None)


def test_the_report_says_that_sizes_are_fitted_once_they_are(pages):
    facts = {"facts": [], "seed": 1}
    assert "No fit has changed any of them" in pages[1].validation(facts)
    assert "of the 1 sizes fitted, 0 ship as fitted: none" in pages[1].validation(facts, None, FOUND)


def test_the_report_tells_which_mechanism_is_needed_for_which_fact(pages):
    part = {"value": 0.1, "low": 0.0, "high": None, "passed": True}
    ablation = {"without": ["support", "season"], "people": 50, "replicates": 3, "seed": 1, "whole": [{"fact": "C8", "parts": [part]}, {"fact": "C9", "parts": [{**part, "value": -0.1}]}],
                "needed": [{"without": "season", "fact": "C8", "text": "rise", "value": 0.1, "value_without": None}]}
    page = pages[1].validation({"facts": [], "seed": 1}, ablation)
    assert "| `season` | C8: rise (0.1, unknown) |\n| `support` | none |" in page and "in these small runs: C9." in page
    assert "has not been run" not in page
