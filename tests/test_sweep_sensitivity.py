"""Sensitivity through the whole path, from study file to archive to indices, on functions whose indices are known."""

import math

import numpy as np
import pytest
from tiny_studies import at_once

from sim.studies.sweep.results import read_results
from sim.studies.sweep.sensitivity import ranking_of, sensitivity_of
from sim.studies.sweep.sweeping import sweep
from sim.studies.sweep.tables import Record, labels_text

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
