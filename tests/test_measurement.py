"""Measurement models: scores read off the latent scales, with the cuts and spreads they declare."""

import numpy as np
import pytest

from sim.core.arithmetic import normal_quantile
from sim.core.feelings import Feelings, HIGH_DISTRESS, LONELY, STRONGLY_LONELY
from sim.core.parameters import parameters_of
from sim.population.households import inhabitants
from sim.population.traits import character
from sim.studies.measurement import GAD7, MHI5, PHQ9, SCALES, UCLA3, scores_of

POPULATION = normal_quantile((np.arange(100_000) + 0.5) / 100_000).astype(np.float32)


@pytest.mark.parametrize("scale", [PHQ9(), GAD7(), UCLA3()])
def test_a_scale_has_its_declared_mean_and_spread_in_a_standard_population(scale):
    scores = scale.scores(POPULATION)
    assert scores.mean() == pytest.approx(scale.mean, abs=0.01)
    assert scores.std() == pytest.approx(scale.sd, abs=0.01)
    assert scores.min() == scale.lowest and scores.max() == scale.highest


def test_mhi5_below_60_is_exactly_high_distress():
    cut = np.float32(HIGH_DISTRESS)
    latent = np.array([np.nextafter(cut, np.float32(-9)), cut, np.nextafter(cut, np.float32(9))], np.float32)
    assert MHI5().scores(latent).tolist() == [60, 60, 56]
    assert (MHI5().cases(POPULATION) == (POPULATION > HIGH_DISTRESS)).all()


def test_mhi5_runs_from_100_to_0_in_steps_of_4():
    scores = MHI5().scores(np.linspace(-9, 9, 10_001, dtype=np.float32))
    assert sorted(set(scores.tolist())) == list(range(0, 101, 4))
    assert (np.diff(scores) <= 0).all()


def test_dutch_categories_are_cut_where_the_outcomes_are():
    latent = np.array([LONELY - 0.01, LONELY + 0.01, STRONGLY_LONELY + 0.01], np.float32)
    assert SCALES["cbs_loneliness"].scores(latent).tolist() == [0, 1, 2]


def test_36_percent_of_the_young_are_over_the_cut_of_social_anxiety_and_fewer_of_the_rest():
    people = inhabitants(60_000, 2)
    anxious = character(people, np.zeros(60_000, bool), Feelings(), 2)["social_anxiety"]
    over, young = SCALES["sias"].cases(anxious), (people.age >= 16) & (people.age < 30)
    assert over[young].mean() == pytest.approx(0.36, abs=0.01) and over[people.age >= 30].mean() < 0.25


def test_a_shift_of_a_tenth_of_an_sd_is_about_half_a_point_of_phq9():
    shift = PHQ9().scores(POPULATION + np.float32(0.1)).mean() - PHQ9().scores(POPULATION).mean()
    assert 0.5 < shift < 0.6  # 0.1 of an SD of 6.0 points, less what floor and steps take


def test_every_number_of_a_scale_has_a_source():
    for scale in SCALES.values():
        assert all(row["source"] for row in parameters_of(type(scale)).values())


def test_scores_need_only_the_feelings_there_are():
    assert set(scores_of({"low_mood": POPULATION[:3], "worry": POPULATION[:3]})) == {"phq9", "gad7"}


def test_a_spread_no_scale_can_have_is_refused():
    with pytest.raises(ValueError, match="no scale of 27 points"):
        PHQ9(mean=6.6, sd=4.0).model_copy(update={"sd": 1.0}).scores(POPULATION)


def test_people_parquet_tells_each_persons_scores(tmp_path):
    import pandas as pd

    from sim.cli import main
    assert main(["run", "lockdown", "--people", "60", "--days", "3", "--panel", "--out", str(tmp_path / "kept"), "--quiet"]) == 0
    people = pd.read_parquet(tmp_path / "kept/people.parquet")
    assert len(people) == 180
    assert (people["phq9"] == PHQ9().scores(people["felt_low_mood"])).all() and people["ucla3"].between(3, 9).all()
    assert ((people["mhi5"] < 60) == (people["distress"] > np.float32(HIGH_DISTRESS))).all()
