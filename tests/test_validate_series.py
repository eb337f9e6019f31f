"""Series that were set aside for validation: the model's course beside the published one, where the tables are at hand."""

import json
from datetime import date

import numpy as np
import pytest

from sim.studies.held_out import MEASURES, daily_means, held_out, series_text

START = date(2020, 2, 24)


@pytest.fixture(scope="module")
def compared(shared):
    return held_out(shared / "data", *daily_means(people=1_500, replicates=1))


def test_a_series_that_is_not_there_is_left_out(tmp_path):
    assert held_out(tmp_path, START, {name: np.zeros(10) for name in MEASURES}) == []


def test_a_model_that_follows_a_series_exactly_correlates_fully(tmp_path):
    folder = tmp_path / "yougov_netherlands"
    folder.mkdir()
    (folder / "netherlands_monthly.csv").write_text(
        "month_end,avoided_guests_at_home,avoided_small_gatherings,avoided_going_out\n2020-03-31,80,80,\n2020-04-30,60,60,\n2020-05-31,40,40,\n", encoding="utf-8")
    monthly = np.repeat([1.0, 1.0, 2.0, 3.0], [6, 31, 30, 31])  # six days of February
    found = {each.text: each for each in held_out(tmp_path, START, {name: monthly for name in MEASURES})}
    assert found["avoided_guests_at_home and contacts_close, correlation over months"].number == pytest.approx(-1)


PANEL = """study,measure,period,value,unit,n,source
RIVM cohort,change since round 1 (2020-04-17): more anxious,2020-06-17,-24,percentage points,,x
RIVM cohort,change since round 1 (2020-04-17): somewhat or strongly lonely,2020-06-17,-19,percentage points,,x
RIVM cohort,life grade 1-10,2020-06-17,7.4,mean,,x
RIVM cohort,life grade 1-10,2021-05-05,7.1,mean,,x
RIVM cohort,life grade 1-10,2021-06-16,7.4,mean,,x
"""


def of_the_cohort(folder, **days):
    (folder / "netherlands_statistics").mkdir()
    (folder / "netherlands_statistics" / "pandemic_panels.csv").write_text(PANEL, encoding="utf-8")
    found = held_out(folder, START, {name: days.get(name.replace("change of ", ""), np.zeros(493)) for name in MEASURES})
    return {each.text.partition(" (")[0]: each for each in found}


def test_a_cohort_that_fell_while_the_model_rises_is_told_as_the_opposite_direction(tmp_path):
    found = of_the_cohort(tmp_path, lonely=np.linspace(0, 0.493, 494)[:493], worry=np.linspace(0.493, 0, 494)[:493])
    lonely, anxious = (found[f"{asked}, change from 2020-04-17 to 2020-06-17"] for asked in ("somewhat or strongly lonely", "more anxious"))
    assert (lonely.number, lonely.published, lonely.same_direction) == (pytest.approx(6.1, abs=0.02), -19.0, False)
    assert anxious.number < 0 and anxious.same_direction
    assert "[same direction: NO]" in series_text([lonely])


def test_a_life_grade_that_is_back_has_no_direction_and_one_that_fell_goes_with_more_distress(tmp_path):
    distress = np.zeros(493)
    distress[(date(2021, 5, 1) - START).days:(date(2021, 5, 10) - START).days] = 0.1
    found = of_the_cohort(tmp_path, distress=distress)
    fell, back, whole = (found[f"life grade, change from {first} to {last}"] for first, last in (("2020-06-17", "2021-05-05"), ("2021-05-05", "2021-06-16"), ("2020-06-17", "2021-06-16")))
    assert (fell.number, fell.published, fell.same_direction) == (pytest.approx(-0.1), -0.3, True)
    assert back.number == pytest.approx(0.1) and back.same_direction and whole.same_direction is None


def test_changes_are_those_against_the_same_people_without_the_crisis():
    start, days = daily_means(people=100, replicates=1)
    before = (date(2020, 3, 6) - start).days
    changes = [days[name] for name in MEASURES if name.startswith("change of ")]
    assert all((np.abs(each[:before]) < 1e-9).all() for each in changes if np.isfinite(each).all())  # luck is the same until something happens
    assert days["change of distress"][before + 30:].max() > 0.02


@pytest.fixture
def told(experiment):
    """Return the function that tells series in the report."""
    return experiment("document_series").series


def test_the_report_names_what_goes_the_other_way_and_bears_results_of_before(told, tmp_path):
    run = {"people": 50, "replicates": 1, "seed": 1}
    rows = [vars(each) for each in of_the_cohort(tmp_path, lonely=np.arange(493.0)).values()]
    page = told({"series": json.loads(json.dumps(rows)), "series_run": run})
    opposite = next(line for line in page.split("\n") if line.startswith("**In the opposite direction"))
    assert "somewhat or strongly lonely" in opposite and "Loneliness falls too late" in page
    old = [{key: value for key, value in row.items() if key != "same_direction"} for row in rows]
    assert "opposite" not in told({"series": [{**row, "series": "LISS panel"} for row in old], "series_run": run})
    assert "before the rows of the RIVM cohort" in told({"series": [], "series_run": run})


@pytest.mark.slow
def test_contacts_follow_two_surveys_nothing_was_fitted_to(compared):
    direct = [each.number for each in compared if each.series == "umd_ctis"]
    avoided = [each.number for each in compared if each.series == "yougov_netherlands"]
    assert len(direct) == 2 and len(avoided) == 6
    assert min(direct) > 0.5 and max(avoided[:4]) < -0.5  # the other two are times left home and fear of infection
