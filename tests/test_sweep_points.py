"""Points that no scenario can have, points of a table by the names of factors, and what is said of both before anything is run."""

from datetime import date

import pytest
from tiny_studies import at_once, changed, content

from sim.studies.sweep.forecasting import forecast, noted
from sim.studies.sweep.plan import plan_of, replanned
from sim.studies.sweep.reading import checked_study
from sim.studies.sweep.results import read_results
from sim.studies.sweep.sweeping import Manner, resume, sweep
from sim.studies.sweep.tables import KeptPlan
from sim.timeline.errors import ScenarioError

pytest.importorskip("duckdb")
# Of these nine pairs, three end before they begin.
FROM_UNTIL = tuple({"path": f"crisis.lockdown.{end}", "name": end, "values": tuple(date(2020, 3, day) for day in days)}
                   for end, days in {"start": (9, 20, 24), "until": (15, 22, 30)}.items())


def test_combinations_that_exclude_each_other_are_named_with_how_many_there_are():
    with pytest.raises(ScenarioError) as told:
        plan_of(checked_study(changed(days=90, vary=FROM_UNTIL), "study.toml"))
    said = str(told.value)
    assert said.startswith('study.toml, [[vary]] 2, key "values": 3 of 9 points are impossible (start = 2020-03-20, until = 2020-03-15: [[crisis]] "lockdown", key "until": ')
    assert "start = 2020-03-24, until = 2020-03-22" in said and "write skip_impossible = true" in said


def test_impossible_points_are_failed_runs_where_the_study_skips_them(tmp_path):
    study, said = changed(days=90, vary=FROM_UNTIL, skip_impossible=True), []
    found = sweep(study, tmp_path, live=at_once, said=said.append)
    assert (found.total, found.ran, found.failed) == (30, 30, ()) and said[0] == "30 runs: 6 of 9 points, 1 scenario, 5 replicates."
    failed = [row["error"] for row in content(tmp_path) if row["status"] == "failed"]
    assert len(failed) == 15 and all(each.startswith("impossible: start = 2020-03-2") for each in failed)
    assert resume(tmp_path, live=at_once, retry=True).ran == sweep(study, tmp_path, live=at_once).ran == 0
    assert read_results(tmp_path).runs.groupby("status")["run"].count().to_dict() == {"done": 30, "failed": 15}


def test_a_study_of_which_every_point_is_impossible_is_refused_though_it_skips_them():
    with pytest.raises(ScenarioError, match="2 of 2 points are impossible"):
        plan_of(checked_study(changed(skip_impossible=True, vary=({"path": "crisis.lockdown.severity", "values": (1.5, 2.5)},))))


def test_columns_of_a_table_bear_names_or_paths_of_factors_and_the_rest_is_crossed(tmp_path):
    (tmp_path / "points.csv").write_text("severity,stress_response.threat_worry\n0.2,0.5\n0.8,0.7\n")
    study = changed(design={"kind": "csv", "file": "points.csv"},
                    vary=({"path": "crisis.lockdown.ramp_days", "name": "ramp", "values": (1, 2)}, {"path": "mechanisms.stress_response.threat_worry", "name": "worry"},
                          {"path": ("crisis.lockdown.severity", "crisis.pandemic.severity"), "name": "severity", "low": 0.1, "high": 0.9}))
    plan = plan_of(checked_study(study, folder=tmp_path))
    assert [each.label for each in plan.points.factors] == ["severity", "worry", "ramp"]
    assert plan.points.rows == ((0.2, 0.5, 1), (0.2, 0.5, 2), (0.8, 0.7, 1), (0.8, 0.7, 2))
    assert {event.severity for event in plan.scenarios_at(2)[0].crisis} == {0.8}
    again = replanned(KeptPlan(plan.key, plan.document, plan.points_text, "[]", "another model"))
    assert (again.points.rows, again.points.factors, again.hashes) == (plan.points.rows, plan.points.factors, plan.hashes)


def test_a_factor_that_neither_a_table_nor_the_study_gives_values_is_told(tmp_path):
    (tmp_path / "points.csv").write_text("crisis.lockdown.severity\n0.2\n")
    study = changed(design={"kind": "csv", "file": "points.csv"}, vary=({"path": "crisis.lockdown.ramp_days", "name": "ramp"},))
    with pytest.raises(ScenarioError, match='no column "ramp", and its \\[\\[vary\\]\\] gives no values either'):
        plan_of(checked_study(study, folder=tmp_path))


def test_how_a_grid_spreads_a_range_is_said():
    spread = {"path": "crisis.lockdown.severity", "name": "severity", "low": 0.1, "high": 0.9}
    (said,) = noted(plan_of(checked_study(changed(days=90, vary=(spread,), design={"kind": "grid"}))))
    assert said.startswith("Evenly spread values of each range: severity 5, from 0.1 to 0.9 (steps")
    assert not noted(plan_of(checked_study(changed(days=90, vary=({"path": "crisis.lockdown.severity", "values": (0.1, 0.9)},)))))


@pytest.mark.parametrize(("path", "wanted"), [
    ("lockdown_helpline:intervention.helplin.reach", 'in lockdown_helpline: there is no intervention named "helplin"; did you mean "helpline"? (helpline)'),
    ("intervention.helpline.reach", "the scenario has none; what only one scenario has is written NAME:path"),
    ("crisis.lockdown", "expected crisis.NAME.KEY=VALUE with the name of an event (lockdown, pandemic); what only one scenario has is written NAME:path"),
    ("crisis.lockdown.severty", 'unknown key; did you mean "severity"?'), ("mechanisms.fatigues.days", 'unknown mechanism "fatigues"'), ("dayz.a", 'unknown path "dayz"')])
def test_a_wrong_path_is_a_mistake_and_no_impossible_point_also_where_one_factor_is_varied_at_a_time(path, wanted):
    study = changed(scenarios=("lockdown", "lockdown_helpline"), days=90, skip_impossible=True, design={"kind": "one_at_a_time"},
                    vary=({"path": path, "values": (0.2, 0.5)}, {"path": "crisis.lockdown.severity", "values": (0.2, 0.5)}))
    with pytest.raises(ScenarioError) as told:
        plan_of(checked_study(study, "study.toml"))
    assert str(told.value).startswith('study.toml, [[vary]] 1, key "path": ') and wanted in str(told.value)


def test_a_forecast_from_the_first_runs_alone_which_may_compile_the_model_is_told_as_the_most_it_takes():
    assert forecast(10, [(1, 60.0)], Manner()).startswith("The 9 left take at most about 9 min with 1 process: the first ones, which also load or compile the model, took 60 s")
    assert forecast(10, [(1, 60.0), (1, 2.0)], Manner()).startswith("The 8 left take about 16 s with 1 process: a timed sample took 2 s")
