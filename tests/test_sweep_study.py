"""Study files: one mistake gives one message that names the place and what was expected; designs give the points they promise."""

from datetime import date

import numpy as np
import pytest
from tiny_studies import TINY, at_once, changed

from sim.cli import main
from sim.core.chance import run_seed
from sim.studies.sweep.designs import points_of
from sim.studies.sweep.plan import plan_of
from sim.studies.sweep.reading import checked_study, read_study
from sim.studies.sweep.results import read_results
from sim.studies.sweep.sensitivity import sensitivity_of
from sim.studies.sweep.sweeping import sweep
from sim.timeline.errors import ScenarioError

SEVERITY = {"path": "crisis.lockdown.severity", "low": 0.1, "high": 0.9}
MISTAKES = {
    "no scenarios": ("replicates = 3", 'key "scenarios": missing'),
    "an unknown key": ('scenarios = ["lockdown"]\nreplicats = 3', 'key "replicats": unknown key; did you mean "replicates"?'),
    "an empty file": (" \n", 'study.toml: the file is empty; a study has at least scenarios = ["lockdown"]'),
    "an unknown scenario": ('scenarios = ["lokdown"]', 'study.toml, key "scenarios": unknown scenario "lokdown"; did you mean "lockdown"?'),
    "a scenario that is no file": ('scenarios = ["none.toml"]', 'study.toml, key "scenarios": there is no file "none.toml" beside the study'),
    "an unknown setting": ('scenarios = ["lockdown"]\nset = ["day=3"]', 'study.toml, key "set": "day=3": unknown path "day"; did you mean "days"?'),
    "an unknown outcome": ('scenarios = ["lockdown"]\noutcomes = ["distres"]', 'unknown outcome "distres"; did you mean "distress"?'),
    "an unknown group": ('scenarios = ["lockdown"]\ngroups = ["woman"]', 'unknown group "woman"; did you mean "women"?'),
    "too few replicates": ('scenarios = ["lockdown"]\nreplicates = 0', 'key "replicates": expected'),
    "an unknown design": ('scenarios = ["lockdown"]\n[design]\nkind = "sobl"', '[design], key "kind": expected "grid"'),
    "no points": ('scenarios = ["lockdown"]\n[design]\nkind = "sobol"', '[design], key "points"'),
    "a range without an end": ('scenarios = ["lockdown"]\n[[vary]]\npath = "days"\nlow = 3', "[[vary]] 1: expected one of: values, categories, or a range"),
    "a range upside down": ('scenarios = ["lockdown"]\n[[vary]]\npath = "days"\nlow = 9\nhigh = 3', "[[vary]] 1: expected low below high"),
    "an unknown path": ('scenarios = ["lockdown"]\n[[vary]]\npath = "crisis.spring.severity"\nvalues = [0.1]', 'there is no crisis named "spring"'),
    "a value out of range": ('scenarios = ["lockdown"]\n[[vary]]\npath = "crisis.lockdown.severity"\nvalues = [0.1, 1.5]', 'study.toml, [[vary]] 1, key "values": 1 of 2 points is impossible (crisis.lockdown.severity = 1.5: '
                             '[[crisis]] "lockdown", key "severity": severity must be from 0 to 1, got 1.5)'),
    "a column of no factor": ('scenarios = ["lockdown"]\n[[vary]]\npath = "days"\nname = "length"\n[design]\nkind = "csv"\nfile = "study.toml"',
                              'is neither the name of a [[vary]] of the study (length) nor a path'),
    "no values outside a table": ('scenarios = ["lockdown"]\n[[vary]]\npath = "days"', "[[vary]] 1: expected one of: values, categories, or a range"),
    "a path of no scenario": ('scenarios = ["lockdown"]\n[[vary]]\npath = "other:days"\nvalues = [9]', '"other" is none of the scenarios (lockdown)'),
    "a window outside": ('scenarios = ["lockdown"]\n[windows.late]\nstart = 2020-03-01\nuntil = 2029-01-01', '[windows.late], key "until": expected dates from'),
    "a window upside down": ('scenarios = ["lockdown"]\n[windows.late]\nstart = 2020-04-01\nuntil = 2020-03-01', '[windows.late], key "until": expected a date after start'),
    "scenarios of different length": ('scenarios = ["lockdown", "lockdown_year"]', "lockdown_year has days 365, lockdown 180"),
    "no table of points": ('scenarios = ["lockdown"]\n[design]\nkind = "csv"\nfile = "none.csv"', "none.csv: cannot be read"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_study_file_costs_one_message_and_leaves_nothing(mistake, tmp_path, capsys):
    text, wanted = MISTAKES[mistake]
    (tmp_path / "study.toml").write_text(text)
    assert main(["sweep", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err.strip()
    assert wanted in err and "\n" not in err
    assert not (tmp_path / "out").exists()


def test_a_grid_crosses_lists_ranges_and_dates():
    study = changed(vary=({**SEVERITY, "steps": 3}, {"path": "step", "categories": ("day", "hour")},
                          {"path": "crisis.lockdown.start", "low": date(2020, 3, 2), "high": date(2020, 3, 6), "steps": 2}))
    rows = points_of(checked_study(study)).rows
    assert len(rows) == len(set(rows)) == 3 * 2 * 2
    assert {row[0] for row in rows} == {0.1, 0.5, 0.9} and {row[2] for row in rows} == {date(2020, 3, 2), date(2020, 3, 6)}


@pytest.mark.parametrize(("kind", "n"), [("latin_hypercube", 8), ("sobol", 8 * 4), ("morris", 8 * 3)])
def test_designs_of_salib_fill_the_ranges(kind, n):
    pytest.importorskip("SALib")
    rows = points_of(checked_study(changed(vary=(SEVERITY, {"path": "crisis.lockdown.ramp_days", "low": 1, "high": 9, "whole": True}), design={"kind": kind, "points": 8}))).rows
    assert len(rows) == n
    assert all(0.1 <= severity <= 0.9 and type(days) is int and 1 <= days <= 9 for severity, days in rows)
    assert max(row[0] for row in rows) - min(row[0] for row in rows) > 0.4


@pytest.mark.parametrize(("more", "middle"), [({}, 0.5), ({"distribution": "log_uniform"}, 0.3), ({"distribution": "triangular", "peak": 0.9}, 0.666),
                                              ({"distribution": "normal", "mean": 0.5, "sd": 0.1}, 0.5)])
def test_half_of_a_distribution_lies_below_its_median(more, middle):
    from sim.studies.sweep.factors import value_at
    from sim.studies.sweep.study import Vary
    assert value_at(Vary(**SEVERITY, **more), 0.5) == pytest.approx(middle, abs=0.001)
    shares = [value_at(Vary(**SEVERITY, **more), share) for share in np.linspace(0, 1, 50)]
    assert shares == sorted(shares) and shares[0] >= 0.1 and shares[-1] <= 0.9


def test_accepted_sets_of_a_calibration_are_points_drawn_by_their_weight(tmp_path):
    (tmp_path / "accepted.csv").write_text("stress_response.threat_worry,weight\n0.2,1\n0.4,0\n0.6,3\n")
    study = {"scenarios": ("lockdown",), "design": {"kind": "csv", "file": "accepted.csv", "points": 8}, "vary": ({**SEVERITY, "steps": 2},)}
    rows = points_of(checked_study(study, folder=tmp_path)).rows
    assert [sum(row[0] == value for row in rows) / 2 for value in (0.2, 0.4, 0.6)] == [2, 0, 6] and len(rows) == 16


def test_parameters_of_a_policy_make_no_further_runs_of_the_baseline():
    study = changed(scenarios=("lockdown", "lockdown_helpline"), replicates=1, no_crisis=True,
                    vary=({"path": "lockdown_helpline:intervention.helpline.reach", "values": (0.1, 0.2, 0.3)},))
    hashes = plan_of(checked_study({**study, "days": 90})).hashes
    assert [len({row[case] for row in hashes}) for case in range(3)] == [1, 3, 1]


def test_luck_can_be_a_factor_of_its_own(tmp_path):
    pytest.importorskip("SALib")
    pytest.importorskip("duckdb")
    found = sweep(changed(replicates=8, design={"kind": "sobol", "points": 256, "luck": True}, vary=(SEVERITY,)), tmp_path, live=at_once)
    assert found.total < 256 * 4  # points that draw the same luck and value are one run
    indices = {(each.factor, each.measure): each.value for each in sensitivity_of(read_results(tmp_path), "distress").indices}
    # Severity is uniform over 0.8, luck has the spread of the last three digits of eight seeds; they only add up.
    of_severity, of_luck = 0.8**2 / 12, np.var([run_seed(1, replicate) % 1000 / 1000 for replicate in range(8)])
    for measure in ("S1", "ST"):
        assert indices["crisis.lockdown.severity", measure] == pytest.approx(of_severity / (of_severity + of_luck), abs=0.03)
        assert indices["luck", measure] == pytest.approx(of_luck / (of_severity + of_luck), abs=0.03)


def test_failed_runs_are_left_out_of_indices_with_what_hangs_on_them(tmp_path, monkeypatch):
    pytest.importorskip("SALib")
    pytest.importorskip("duckdb")
    monkeypatch.setenv("BREAKS_ABOVE", "0.85")
    sweep(changed(replicates=2, design={"kind": "sobol", "points": 32}, vary=(SEVERITY,)), tmp_path, live=at_once)
    found = sensitivity_of(read_results(tmp_path), "distress")
    assert 0 < found.left_out < 32 and found.indices[0].value == pytest.approx(1, abs=0.1)


def test_the_tiny_study_can_be_read_from_a_file(tmp_path):
    import tomli_w
    (tmp_path / "tiny.toml").write_text(tomli_w.dumps({**TINY, "scenarios": ["lockdown"], "vary": list(TINY["vary"])}))
    assert read_study(tmp_path / "tiny.toml").study == checked_study(TINY).study


def test_an_unknown_case_of_a_setting_is_told():
    with pytest.raises(ScenarioError, match='unknown scenario "lockdwn"'):
        plan_of(checked_study(changed(set=("lockdwn:days=9",))))


def test_check_tells_what_a_study_asks_for_and_what_is_wrong_with_it(tmp_path, capsys):
    (tmp_path / "study.toml").write_text('scenarios = ["lockdown"]\nreplicates = 3\n[[vary]]\npath = "crisis.lockdown.severity"\nvalues = [0.1, 0.9]\n')
    assert main(["check", str(tmp_path / "study.toml")]) == 0
    assert capsys.readouterr().out.strip().endswith("ok; 6 runs: 2 points, 1 scenario, 3 replicates")
    (tmp_path / "study.toml").write_text('scenarios = ["lockdown"]\nreplicats = 3\n')
    assert main(["check", str(tmp_path / "study.toml")]) == 2
    assert 'did you mean "replicates"?' in capsys.readouterr().err


def test_what_is_told_of_a_study_counts_the_runs_that_sweep_counts(tmp_path, capsys):
    pytest.importorskip("SALib")
    pytest.importorskip("duckdb")
    severities = {"path": "crisis.lockdown.severity", "values": (0.2, 0.8)}
    said, study = [], changed(replicates=3, design={"kind": "sobol", "points": 16, "luck": True}, vary=(severities,))
    found = sweep(study, tmp_path, live=at_once, estimate=True, said=said.append)
    assert found.total == 6 and said[0].startswith("6 runs: 64 points, 1 scenario, each point once, under the luck of one of 3 replicates (58 coincide")
    assert main(["sensitivity", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert f"Note: {6 - found.ran} of 6 runs are missing" in told.err
    assert "so that there are 6 runs" in " ".join(told.out.split())
