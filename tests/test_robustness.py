"""Whether an answer holds with other numbers: counted right, told right, the same for any number of processes."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from compared_worlds import CRISIS, HELPLINE, everywhere, written_by_hand

from sim import ScenarioError, compare, load_text
from sim.core import catalogue
from sim.studies.report import rebuild_report
from sim.studies.robustness import CALIBRATED, COLUMNS, Robustness, asked_for
from sim.studies.robustness_sets import Case

KEPT = ("work_and_school", "stress_response", "taking_up_help")  # few findings, so that few are switched
IDLE = ("heat_strain",)  # on, but there is no heat
CASES = (Case("shipped", "shipped"), Case("leaning", "mostly threat"), Case("leaning", "mostly isolation"), Case("drawn", "set 3"),
         Case("off", "taking_up_help"))
# mean high distress, in 1,000, of first, small, large and no crisis in each case; the policies help by 2 and 20 as shipped
LEVELS = [(120, 118, 100, 100), (150, 140, 120, 100), (120, 110, 118, 100), (130, 129, 126, 100), (120, 118, 120, 100)]


@pytest.fixture(scope="module")
def answer():
    """Return an answer by hand in which the large policy is better in two of three sets, and loses its effect without one finding."""
    found = written_by_hand({"small": {"high_distress": everywhere(-0.002)}, "large": {"high_distress": everywhere(-0.02)}})
    values = {}
    for k, levels in enumerate(LEVELS):
        for scenario, level in zip(found.scenarios, levels, strict=True):
            values[k, scenario.name] = np.full((20 if k == 0 else 2, 3), level / 1000)
    return dataclasses.replace(found, robust=Robustness(found.scenarios, CASES, None, values))


def test_sets_in_which_an_order_holds_are_counted(answer):
    found = answer.verdict["robustness"]
    (order,) = found["orders"]
    assert (order["better"], order["worse"], order["holds_in"], order["n_sets"]) == ("large", "small", 2, 3)
    assert order["clearly_reversed"] == ["mostly isolation"]
    assert found["first_stays_first_in"] == 2


def test_the_range_of_an_effect_over_sets_is_told(answer):
    large = answer.verdict["robustness"]["policies"][0]
    assert (large["name"], large["lowest"], large["highest"]) == ("large", pytest.approx(-0.030), pytest.approx(-0.002))
    assert "“Policy large” lowers high distress in 3 of 3 sets: from 30 fewer to 2.0 fewer of 1,000" in answer.summary()


def test_a_finding_that_turns_the_order_round_is_named(answer):
    said = answer.summary()
    assert "the order changes without taking up help (“Policy small” comes first)" in said
    assert "“Policy large” no longer helps by enough to matter without taking up help." in said
    assert "“Policy small” no longer helps" not in said


def test_unfitted_ranges_are_called_so(answer):
    assert "not fitted to anything" in answer.summary()
    fitted = dataclasses.replace(answer, robust=dataclasses.replace(answer.robust, accepted="posterior.csv"))
    assert "posterior.csv accepts" in fitted.summary() and "not fitted to anything" not in fitted.summary()
    assert "are those of the accepted ones" in fitted.summary() and "need not meet the facts" not in fitted.summary() + answer.summary()
    ends = tuple(dataclasses.replace(case, values={"loneliness.social": 2.0}) for case in CASES[1:3])
    beyond = dataclasses.replace(fitted, robust=dataclasses.replace(fitted.robust, cases=(CASES[0], *ends, *CASES[3:])))
    assert "1 of the 9 strengths they lean by are not in the accepted sets" in beyond.summary() and "need not meet the facts" in beyond.summary()
    assert all("do not vary between sets" in each.summary() for each in (answer, fitted))


def test_how_many_accepted_sets_meet_the_facts_is_said_of_those_that_were_lived(answer):
    lived = {"sets": 40, "people": 50, "fitted": ["C3", "C8"], "unused": ["V2", "V5"], "meet_fitted": 2, "meet_unused": 0, "shipped_misses": ["C3"]}
    own, shipped = (dataclasses.replace(answer, robust=dataclasses.replace(answer.robust, accepted="sets.csv", lived=each)).summary() for each in (None, lived))
    assert "Of 40 such sets that were really lived (50 people, one pair of runs each; the shipped numbers so miss C3), 2 meet C3 and C8 together, which the fit used, and none V2 and V5 together" in shipped
    assert "is not known here" in own and "is not known here" not in shipped + answer.summary()


def test_a_crisis_that_every_set_makes_worse_than_the_model_as_shipped_is_said_to(answer):
    assert "as shipped it lies" not in answer.summary()
    first = answer.scenarios[0].name
    milder = {key: value - 0.01 if key == (0, first) else value for key, value in answer.robust.values.items()}
    told = dataclasses.replace(answer, robust=dataclasses.replace(answer.robust, values=milder)).summary()
    assert "The crisis itself raises high distress in 3 of 3 sets: from 20 more to 50 more of 1,000 on an average day, 10 more as shipped" in told
    assert "; as shipped it lies below all of them." in told


def test_without_being_asked_nothing_is_said_or_written_of_robustness(tmp_path):
    answer = written_by_hand({"helped": {}})
    answer.write(tmp_path)
    assert "other numbers" not in answer.summary() and "robustness" not in answer.verdict and answer.robustness is None
    assert not (tmp_path / "robustness.csv").exists()


@pytest.fixture(scope="module")
def small():
    """Return a crisis and a helpline under few findings."""
    off = "[mechanisms]\n" + "".join(f"{name} = false\n" for name in names_of_mechanisms() if name not in KEPT + IDLE)
    return [load_text(CRISIS + off, name="crisis", people=60, days=6), load_text(CRISIS + HELPLINE + off, name="helped", people=60, days=6)]


def names_of_mechanisms():
    catalogue.ensure_registered()
    return catalogue.names("mechanism")


@pytest.fixture(scope="module")
def tried(small):
    """Return the small comparison with its uncertainty."""
    return compare(small, replicates=2, uncertainty={"sets": 3, "accepted": "ranges"})


def test_every_set_and_every_finding_has_its_rows(tried, tmp_path):
    tried.write(tmp_path)
    table = pd.read_csv(tmp_path / "robustness.csv")
    assert tuple(table.columns) == COLUMNS
    assert {"mostly threat", "mostly isolation", "set 3"} == set(table.loc[table["kind"].isin(["leaning", "drawn"]), "name"])
    assert set(KEPT) == set(table.loc[table["kind"] == "off", "name"])
    assert tried.robust.idle == IDLE
    assert {("helped", "crisis"), ("crisis", "no_crisis")} == set(zip(table["scenario"], table["baseline"], strict=True))
    assert (table.loc[(table["name"] == "taking_up_help") & (table["scenario"] == "helped"), "difference"] == 0).all()


def test_the_sets_that_are_written_can_be_given_back_as_accepted_ones(tried, small, tmp_path):
    tried.write(tmp_path)
    again = compare(small, replicates=1, uncertainty={"sets": 2, "accepted": tmp_path / "parameter_sets.csv"})
    assert again.verdict["robustness"]["accepted"] == "parameter_sets.csv"
    ours, theirs = (answer.robust.cases[1].values["stress_response.threat_worry"] for answer in (tried, again))
    assert ours == theirs


def test_the_report_is_made_of_the_files_alone_and_holds_the_section(tried, tmp_path):
    tried.write(tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Does the answer hold with other numbers?" in page and "Mostly isolation" in page
    rebuild_report(tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"].endswith("--uncertainty --sets 3" + (" --accepted ranges" if CALIBRATED.is_file() else ""))


@pytest.mark.slow
def test_two_processes_find_the_same_as_one(tried, small):
    again = compare(small, replicates=2, uncertainty={"sets": 3, "accepted": "ranges"}, jobs=2)
    pd.testing.assert_frame_equal(again.robustness, tried.robustness, check_exact=True)
    assert again.verdict == tried.verdict


def test_progress_counts_both_parts(small):
    seen = []
    compare(small, replicates=1, uncertainty=2, progress=lambda done, total: seen.append((done, total)))
    assert {total for _, total in seen} == {3 * (1 + 2 + len(KEPT))} and seen[-1][0] == seen[-1][1]


def test_stopping_among_the_sets_keeps_the_comparison(small):
    seen = []
    answer = compare(small, replicates=1, uncertainty=2, progress=lambda done, total: seen.append(done), stop=lambda: len(seen) > 6)
    assert answer.stopped and not answer.ensemble.stopped
    assert "stopped early" in answer.summary()


@pytest.mark.parametrize("wrong", [1, 2.5, {"sets": "many"}, {"set": 3}, 10**6])
def test_what_cannot_be_meant_is_refused(wrong):
    with pytest.raises(ScenarioError, match="uncertainty: expected True"):
        asked_for(wrong)
