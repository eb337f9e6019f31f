"""Sensitivity through the whole path, from study file to archive to indices, on functions whose indices are known."""

import math

import numpy as np
import pytest
from tiny_studies import at_once, changed

from sim.studies.sweep.luck import around_luck, share_of_luck
from sim.studies.sweep.results import read_results
from sim.studies.sweep.sensitivity import ranking_of, sensitivity_of
from sim.studies.sweep.sweeping import sweep
from sim.studies.sweep.tables import Record, labels_text
from sim.studies.sweep.told import sensitivity_sentences

pytest.importorskip("duckdb")
pytest.importorskip("SALib")
ISHIGAMI = {"S1": (0.3139, 0.4424, 0.0), "ST": (0.5576, 0.4424, 0.2437)}  # a = 7, b = 0.1 (Ishigami & Homma 1990)


def ishigami(asked, unit, watch=lambda steps: True, *, strict=False):
    """Live a unit as the Ishigami function of three places of a scenario, each from -pi to pi."""
    records = []
    for run, scenario in zip(unit.runs, unit.scenarios, strict=True):
        shares = (scenario.crisis[0].severity, scenario.mechanisms["stress_response"].threat_worry, scenario.mechanisms["stress_response"].uncertainty_worry)
        x, y, z = (math.pi * (2 * share - 1) for share in shares)
        value = math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x)
        records.append(Record(run, scenario.hash(), unit.seed, "", 0.0, 10, labels_text(("all",), ("everyone",), ("distress",)), (value,), code=asked.code))
    return records


def study_of(kind, points, **more):
    vary = tuple({"path": path, "low": 0.0, "high": 1.0} for path in
                 ("crisis.lockdown.severity", "mechanisms.stress_response.threat_worry", "mechanisms.stress_response.uncertainty_worry"))
    return {"scenarios": ("lockdown",), "people": 10, "days": 30, "replicates": 1, "vary": vary, "design": {"kind": kind, "points": points, **more}}


def indices(folder, measure):
    return np.array([each.value for each in sensitivity_of(read_results(folder), "distress").indices if each.measure == measure])


def test_sobol_indices_of_ishigamis_function_come_out_right_through_the_whole_path(tmp_path):
    sweep(study_of("sobol", 512), tmp_path, live=ishigami)
    found = sensitivity_of(read_results(tmp_path), "distress")
    for measure, known in ISHIGAMI.items():
        values = [each for each in found.indices if each.measure == measure]
        assert [each.value for each in values] == pytest.approx(known, abs=0.06)
        assert all(each.low <= value <= each.high for each, value in zip(values, known, strict=True))


def test_morris_screening_finds_what_matters_not_at_all(tmp_path):
    study = study_of("morris", 30)
    idle = {"path": "population.people_represented", "values": (1000, 2000)}
    sweep({**study, "vary": (*study["vary"], idle)}, tmp_path, live=ishigami)
    *mattering, nothing = indices(tmp_path, "mu_star")
    assert nothing == 0 and min(mattering) > 1


def test_why_nothing_is_said_of_a_factor_is_told_apart(tmp_path):
    def without(n_points, **more):
        vary = {"path": "crisis.lockdown.severity", "values": tuple(k / 10 for k in range(n_points))}
        folder = tmp_path / "-".join([str(n_points), *more])
        sweep(changed(vary=(vary,), replicates=2), folder, **{"live": at_once, **more})
        return sensitivity_sentences(sensitivity_of(read_results(folder), "distress"))[0]
    assert "too few points to tell which factors matter: the study has 3, and it takes 5" in without(3)
    assert "too few points are finished to tell which factors matter: 3 of 8, and it takes 5" in without(8, estimate=True)
    assert "it is exactly the same at all 8 finished points" in without(8, live=always_the_same)


def test_what_stands_in_brackets_is_told(tmp_path):
    for kind, wanted in {"one_at_a_time": "In brackets: the lowest and the highest mean, against the scenario as it is.", "grid": "In brackets: 95 % intervals, over points."}.items():
        sweep(changed(design={"kind": kind}), tmp_path, live=at_once)
        assert wanted in sensitivity_sentences(sensitivity_of(read_results(tmp_path), "distress"))


def always_the_same(asked, unit, watch=lambda steps: True, *, strict=False):
    """Live a unit whose stress is 1 whatever happens."""
    labels = labels_text(("all",), ("everyone",), ("distress",))
    return [Record(run, scenario.hash(), unit.seed, "", 0.0, 10, labels, (1.0,), code=asked.code) for run, scenario in zip(unit.runs, unit.scenarios, strict=True)]


@pytest.mark.parametrize(("values", "share"), [
    (np.ones((3, 4)), np.nan), (np.arange(3.0)[:, None], np.nan), (np.full((3, 4), np.nan), np.nan),  # nothing varies, one replicate, no run
    (np.tile([0.0, 1.0], (3, 1)), 1.0), (np.tile(np.arange(3.0), (2, 1)).T, 0.0), ([[0.0, 2.0], [2.0, 4.0], [9.0, np.nan]], 2 / 3)])
def test_the_share_of_luck_is_that_worked_out_by_hand_and_unknown_where_nothing_varies(values, share):
    assert share_of_luck(np.asarray(values)) == pytest.approx(share, nan_ok=True)


def test_the_share_of_luck_has_an_interval_that_mostly_holds_the_true_share():
    chance, held = np.random.default_rng(1), 0
    spread = np.linspace(-1, 1, 9)[:, None] / np.std(np.linspace(-1, 1, 9))
    for _ in range(200):  # luck of each seed, the same at all points, and of each run: 0.5 of the variance with that of the points
        values = spread + chance.normal(0, 0.8, (1, 8)) + chance.normal(0, 0.6, (9, 8))
        low, high = around_luck(values)
        held += low <= 0.5 <= high
    assert 0.88 < held / 200 < 0.99
    assert np.isnan(around_luck(values[:, :2])).all()
