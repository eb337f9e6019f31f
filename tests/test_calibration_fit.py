"""The statistics of calibration, on a made-up model whose answer is known."""

import json

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("emcee")

from sim.studies.calibration.calibrate import Calibration  # noqa: E402
from sim.studies.calibration.contacts import Wave, contacts_fact, read_waves, relative  # noqa: E402
from sim.studies.calibration.design import Design  # noqa: E402
from sim.studies.calibration.emulating import learn  # noqa: E402
from sim.studies.calibration.fit import fit  # noqa: E402
from sim.studies.calibration.prior import Drawn  # noqa: E402
from sim.studies.calibration.screening import screened  # noqa: E402
from sim.studies.calibration.shipping import RULE, SETS, thinned  # noqa: E402
from sim.studies.calibration.table import DrawTable  # noqa: E402
from sim.studies.calibration.targets import GIVEN, LOGARITHMIC, Target, calibration_facts, targets  # noqa: E402
from sim.studies.calibration.told import fact_rows, parameter_rows, taught  # noqa: E402

STRONG, TWIN, WEAK, NOTHING = range(4)
DRAWN = tuple(Drawn(f"made.{name}", 0.0, 2.0, 1.0, "", "assumption") for name in ("strong", "twin", "weak", "nothing"))
LUCK = 0.05


def facts_of(shares, luck):
    """Two facts: one of strong + twin (who do the same), one of weak, plus luck."""
    u = 2 * np.asarray(shares) - 1
    return np.stack([u[:, STRONG] + u[:, TWIN], 0.5 * u[:, WEAK] ** 2 + u[:, WEAK]], axis=1) + LUCK * luck.standard_normal((len(u), 2))


def made_table(n=400):
    luck = np.random.default_rng(1)
    shares, middle = luck.random((n, 4)), np.full((40, 4), 0.5)
    return DrawTable(shares, facts_of(shares, luck), np.arange(n) // 25, facts_of(middle, luck), facts_of(middle[:2], luck))


def target(name, mean, sd=0.1):
    return Target(name, name, name, lambda values: values[0], mean, sd, mean - 2 * (sd or 0.1), mean + 2 * (sd or 0.1), "made up")


@pytest.fixture(scope="module")
def found():
    return fit(made_table(), DRAWN, (target("sum", 1.0), target("curve", 0.625)), seed=1, most_held_out=8)


def test_the_emulator_predicts_rows_it_was_not_shown():
    table, luck = made_table(), np.random.default_rng(2)
    emulator = learn(table.shares, table.facts, (STRONG, WEAK))
    shares = luck.random((200, 4))
    apart = emulator.facts(shares) - facts_of(shares, luck)
    assert np.all(np.sqrt(np.mean(apart ** 2, axis=0)) < 1.3 * LUCK)
    assert np.allclose(np.sqrt(np.diag(emulator.residual)), LUCK, rtol=0.25)


def test_what_a_parameter_adds_to_the_variance_of_a_fact_is_read_off_its_coefficients():
    emulator = learn(made_table().shares, made_table().facts)
    assert emulator.spread_by([STRONG])[0, 0] == pytest.approx(1 / 3, rel=0.05)  # variance of u, drawn evenly from -1 to 1
    assert emulator.spread_by([WEAK])[1, 1] == pytest.approx(1 / 3 + 0.25 * 4 / 45, rel=0.05)  # of u**2: 1/5 - 1/9
    assert emulator.spread_by([NOTHING])[0, 0] < 1e-3


def test_screening_leaves_out_what_no_fact_depends_on():
    emulator = learn(made_table().shares, made_table().facts)
    columns, gains = screened(emulator, np.diag([0.01, 0.01]))
    assert NOTHING not in columns and WEAK in columns
    assert all(gain > 0.05 for gain in gains)
    assert len(screened(emulator, np.diag([0.01, 0.01]), most=1)[0]) == 1


def test_the_fit_finds_what_the_facts_determine(found):
    weak = DRAWN[WEAK].at(found.accepted[:, WEAK])
    assert np.median(weak) == pytest.approx(1.5, abs=0.06)  # u = 0.5 gives 0.5 + 0.125
    assert taught(found.narrowed[WEAK]) == "well"


def test_the_fit_says_what_the_facts_cannot_tell_apart(found):
    u = 2 * found.accepted - 1
    assert np.mean(u[:, STRONG] + u[:, TWIN]) == pytest.approx(1.0, abs=0.08)  # their sum is known
    assert min(found.narrowed[STRONG], found.narrowed[TWIN]) > 0.4  # each alone is not
    rows = {each["parameter"]: each for each in parameter_rows(found)}
    assert rows["made.nothing"]["taught"] == "not" and not rows["made.nothing"]["fitted"]


def test_accepted_sets_meet_the_facts_whatever_the_others_are(found):
    rows = {each["name"]: each for each in fact_rows(found, made_table())}
    assert all(each["in_range"] and each["shipped_in_range"] for each in rows.values())
    assert rows["sum"]["q95"] - rows["sum"]["q05"] < 0.5


def test_most_rows_held_out_are_recovered(found):
    assert found.recovery.n_rows == 8
    assert np.all(found.recovery.covered >= 5)  # 0.4 % of honest runs fall below


def test_only_what_was_found_again_and_taught_at_least_in_part_is_to_be_shipped(found):
    for row in (each for each in parameter_rows(found) if each["fitted"]):
        again = found.recovery.good_enough[found.columns.index([each.path for each in DRAWN].index(row["parameter"]))]
        assert (row["to_ship"] is None) == (row["spread_left"] >= 0.7 or not again)
    kept = [k for k in range(len(DRAWN)) if found.narrowed[k] >= 0.7]
    assert NOTHING in kept and np.all(found.to_ship[kept] == 0.5)  # the value of now


def test_a_calibration_says_how_it_was_made_and_by_which_rule_values_are_shipped(found):
    idle = (Drawn("made.idle", 0.0, 1.0, 0.5, "", "assumption"),)
    calibration = Calibration(Design(DRAWN, 25, 60, 1), idle, 400, made_table(), found)
    told = json.loads(json.dumps(calibration.document()))
    assert set(told["gains"]) == set(told["fitted"]) and min(told["gains"].values()) > 0.05
    assert told["ranges"] == {**{each.path: [0.0, 2.0] for each in DRAWN}, "made.idle": [0.0, 1.0]}
    assert (told["draws"], told["people"], told["members"], told["seed"], len(told["model"])) == (400, 60, 25, 1, 16)
    assert told["rule"] == RULE and RULE in calibration.report()
    assert len(thinned(calibration.posterior())) == SETS and list(thinned(calibration.posterior()).columns) == list(told["ranges"])


@pytest.mark.slow
def test_the_intervals_of_fifty_rows_hold_the_truth_in_forty():
    found = fit(made_table(), DRAWN, (target("sum", 1.0), target("curve", 0.625)), seed=1)
    assert found.recovery.n_rows == 50
    assert np.all(found.recovery.good_enough)
    assert np.all(found.recovery.covered <= 49)  # an interval that holds everything says nothing


def test_a_fact_out_of_reach_is_told_and_spoils_nothing():
    table = made_table()
    spoilt = fit(table, DRAWN, (target("sum", 9.0), target("curve", 0.625)), seed=1, most_held_out=1)
    assert spoilt.out_of_reach == ("sum",) and spoilt.fitted == (1,)
    assert np.median(DRAWN[WEAK].at(spoilt.accepted[:, WEAK])) == pytest.approx(1.5, abs=0.06)


def test_a_sign_is_told_and_not_fitted(found):
    told = fit(made_table(), DRAWN, (target("sum", float("nan"), None), target("curve", 0.625)), seed=1, most_held_out=1)
    assert told.fitted == (1,)
    assert [each["target"] for each in fact_rows(told, made_table())][0] is None


def test_every_calibration_fact_is_fitted_or_only_a_sign():
    facts = {each.name: each for each in calibration_facts()}
    assert {"C2", "C3", "C4", "C5", "C7", "C8", "C9", "C10", "C11"} <= set(facts)
    for name, part in {*GIVEN, *LOGARITHMIC}:
        assert part < len(facts[name].parts)
    for each in targets():
        assert each.fitted or each.low is None or each.high is None
        if each.fitted and each.fact != "C10":
            low, high = (end is None or end for end in (each.low, each.high))
            assert (low is True or each.shown(each.mean) >= low) and (high is True or each.shown(each.mean) <= high), each.name


def test_waves_of_a_survey_count_relative_to_their_mean(tmp_path):
    file = tmp_path / "waves.csv"
    file.write_text("wave,first_day,last_day,adjusted_mean_not_home\n1,2020-04-16,2020-04-26,1.0\n2,2020-06-03,2020-06-10,4.0\n3,2021-09-01,2021-09-05,9\n")
    waves = read_waves(file)
    assert len(waves) == 2 and waves[0].window.n_days == 11
    assert relative([1.0, 4.0]) == pytest.approx([-np.log(2), np.log(2)])
    assert relative([10.0, 40.0]) == pytest.approx(relative([1.0, 4.0]))  # a survey may have a factor of its own
    assert [part.target for part in contacts_fact(waves).parts] == ["0.50", "2.00"]
    assert [round(each.mean, 2) for each in targets(waves)[-2:]] == [-0.69, 0.69]
    with pytest.raises(ValueError, match="adjusted_mean_not_home"):
        file.write_text("first_day,last_day\n")
        read_waves(file)
    assert isinstance(waves[0], Wave)


def test_the_dutch_contact_survey_can_be_read(shared):
    waves = read_waves(shared / "data" / "comix_netherlands" / "waves_adjusted.csv")
    assert len(waves) > 10 and all(0.5 < each.contacts < 15 for each in waves)
