"""Other programs get from a study what `sweep` gets from it."""

import inspect
import warnings
from datetime import date

import numpy as np
import pandas as pd
import pytest
from mesa.batchrunner import batch_run

from sim import CrisisModel, load_scenario
from sim.core.chance import run_seed
from sim import ScenarioError  # noqa: E402
from sim.studies.sweep.bridges import points_from_salib, to_ema, to_salib, write_points
from sim.studies.sweep.reading import checked_study
from sim.studies.sweep.results import read_results
from sim.studies.sweep.scenario_table import scenarios_of_table
from sim.studies.sweep.sweeping import sweep

pytest.importorskip("duckdb")
SMALL = {"scenarios": ("lockdown",), "people": 40, "days": 30, "replicates": 2,
         "vary": ({"path": "crisis.lockdown.severity", "name": "severity", "values": (0.2, 0.9)},), "outcomes": ("distress", "contacts_in_person")}
MIXED = {"scenarios": ("lockdown",), "people": 40, "days": 30, "design": {"kind": "latin_hypercube", "points": 8},
         "vary": ({"path": "crisis.lockdown.severity", "low": 0.2, "high": 0.8}, {"path": "crisis.lockdown.ramp_days", "low": 1, "high": 9, "whole": True},
                  {"path": "crisis.lockdown.start", "low": date(2020, 3, 2), "high": date(2020, 3, 8)},
                  {"path": "step", "categories": ("day", "hour")})}


def test_mesas_batch_run_gives_what_sweep_gives_for_the_same_run_seeds(tmp_path):
    sweep({**SMALL, "series": True}, tmp_path)
    runs = read_results(tmp_path).runs
    seeds, settings = [run_seed(1, replicate) for replicate in range(2)], [f"crisis.lockdown.severity={value}" for value in (0.2, 0.9)]
    parameters = {"file": "lockdown", "people": 40, "days": 30, "set": settings}
    more = {"rng": seeds} if "rng" in inspect.signature(batch_run).parameters else {}
    rows = pd.DataFrame(batch_run(CrisisModel, parameters if more else {**parameters, "rng": seeds}, display_progress=False, data_collection_period=1, **more))
    for run in runs.itertuples():
        series = pd.read_parquet(tmp_path / "series" / f"{run.run}.parquet").query("group == 'everyone' and outcome == 'distress'")["value"]
        batch = rows[(rows["rng"] == run.seed) & (rows["set"] == settings[run.point])]["distress"]
        assert np.array_equal(series.to_numpy(), batch.to_numpy())


def test_samples_of_salib_become_points_of_a_study(tmp_path):
    latin = pytest.importorskip("SALib.sample.latin")
    problem = to_salib(MIXED)
    samples = latin.sample(problem, 20, seed=1)
    rows = points_from_salib(MIXED, samples)
    assert {row[3] for row in rows} == {"day", "hour"} and {type(row[1]) for row in rows} == {int}
    assert all(date(2020, 3, 2) <= row[2] <= date(2020, 3, 8) and 0.2 <= row[0] <= 0.8 for row in rows)
    write_points(MIXED, samples, tmp_path / "points.csv")
    from sim.studies.sweep.designs import points_of
    again = points_of(checked_study({"scenarios": ("lockdown",), "design": {"kind": "csv", "file": "points.csv"}}, folder=tmp_path))
    assert list(again.rows) == rows


def test_an_ema_model_gives_the_means_that_sweep_stores(tmp_path):
    pytest.importorskip("ema_workbench")
    sweep(SMALL, tmp_path)
    stored = read_results(tmp_path).values("distress").mean(axis=1)[:, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import Scenario, perform_experiments
        model = to_ema(SMALL)
        assert [each.name for each in model.uncertainties] == ["severity"]
        _, outcomes = perform_experiments(model, scenarios=[Scenario(str(value), severity=value) for value in (0.2, 0.9)])
    assert outcomes["distress"] == pytest.approx(stored, rel=1e-12)


def test_scenarios_of_a_study_are_a_lever_that_runs():
    pytest.importorskip("ema_workbench")
    study = {**SMALL, "scenarios": ("lockdown", "lockdown_helpline"), "replicates": 1}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import perform_experiments
        table, outcomes = perform_experiments(to_ema(study), scenarios=1, policies=2)
    assert set(table["plan"]) <= {"lockdown", "lockdown_helpline"} and len(table) == len(outcomes["distress"]) == 2


@pytest.mark.parametrize(("vary", "said"), [
    ([{"path": "crisis.lockdown.severity", "name": "scenario", "low": 0.2, "high": 0.9}], "EMA Workbench's own tables"),
    ([{"path": "crisis.lockdown.severity", "name": "a-b", "low": 0.2, "high": 0.9},
      {"path": "crisis.pandemic.severity", "name": "a b", "low": 0.2, "high": 0.9}], 'also what "a-b" is called')])
def test_factors_that_ema_could_not_tell_apart_are_refused(vary, said):
    pytest.importorskip("ema_workbench")
    with pytest.raises(ScenarioError, match=said):
        to_ema({**SMALL, "vary": vary})


def test_ema_samples_whole_numbers_from_within_a_range_with_broken_ends():
    pytest.importorskip("ema_workbench")
    vary = ({"path": "crisis.lockdown.ramp_days", "name": "ramp", "low": 1.5, "high": 8.5, "whole": True}, {"path": "crisis.lockdown.severity", "name": "severity", "low": 0.25, "high": 0.75})
    ramp, severity = to_ema({**SMALL, "vary": vary, "design": {"kind": "latin_hypercube", "points": 2}}).uncertainties
    assert (ramp.lower_bound, ramp.upper_bound, severity.lower_bound, severity.upper_bound) == (2, 8, 0.25, 0.75)
    assert {type(each) for each in (ramp.lower_bound, ramp.upper_bound)} == {int}


@pytest.mark.parametrize("bridge", [to_salib, to_ema])
def test_a_factor_with_values_in_a_table_of_points_only_is_nothing_to_sample(bridge):
    pytest.importorskip("ema_workbench")
    with pytest.raises(ScenarioError, match='"ramp" has no values of its own'):
        bridge({**SMALL, "design": {"kind": "csv", "file": "points.csv"}, "vary": (*SMALL["vary"], {"path": "crisis.lockdown.ramp_days", "name": "ramp"})})


def test_two_factors_on_one_path_are_refused():
    with pytest.raises(ScenarioError, match="two factors set crisis.lockdown.severity"):
        checked_study({**SMALL, "vary": [{"path": "crisis.lockdown.severity", "name": name, "low": 0.2, "high": 0.9} for name in ("strictness", "again")]})


def test_a_table_of_scenarios_is_read_as_epimodel_writes_it(tmp_path):
    (tmp_path / "table.csv").write_text(".scenario.id,.at,crisis.lockdown.severity,crisis.lockdown.ramp_days\nshort,1,0.8,2\nshort,40,0.1,\nmild,1,0.3,\n")
    short, mild = scenarios_of_table(tmp_path / "table.csv", load_scenario("lockdown", people=40, days=60), "table.csv")
    assert (short.name, mild.crisis[0].severity, short.crisis[0].ramp_days) == ("short", 0.3, 2)
    assert short.crisis[0].severity.daily == (0.8,) * 39 + (0.1,) * 21


@pytest.mark.parametrize(("lines", "said"), [
    ("low,1,0.2,0.3\n", "table.csv: line 2: expected as many cells"), ("low,0,0.2\n", "expected a day, a whole number from 1"),
    ("low,1,abc\n", 'table.csv: the scenario "low": crisis.lockdown.severity=')])
def test_a_mistake_in_a_table_of_scenarios_is_named_with_the_table(tmp_path, lines, said):
    (tmp_path / "table.csv").write_text(".scenario.id,.at,crisis.lockdown.severity\n" + lines)
    with pytest.raises(ScenarioError) as caught:
        scenarios_of_table(tmp_path / "table.csv", load_scenario("lockdown", people=40, days=60), "table.csv")
    assert said in str(caught.value) and "--set" not in str(caught.value)
