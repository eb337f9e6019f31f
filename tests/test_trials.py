"""Trials rerun as trials: who takes part, that only treatment makes a difference, and what is printed."""

import json
from dataclasses import replace

import numpy as np

from sim.cli import main
from sim.core.chance import run_seed
from sim.run import first_morning, new_world
from sim.studies.trials import TRIALS, _eligible, _one_pair, score, trial_effect, trial_effects
from sim.timeline.load import load_scenario

QUICK = {"people": 300, "replicates": 2}
NOTHING = tuple(f"mechanisms.check_in_calls.{facet}=0.0" for facet in ("low_mood", "worry", "emotional_loneliness", "social_loneliness"))


def test_a_rerun_gives_back_what_the_trial_of_lay_calls_published():
    effects = dict(zip((each.scale for each in TRIALS["lay_calls"].results), trial_effects("lay_calls", **QUICK), strict=True))
    for result in TRIALS["lay_calls"].results:
        assert result.low < effects[result.scale].mean < result.high, result.scale
    assert effects["low_mood"].treated > 10


def test_activation_by_phone_changes_emotional_and_not_social_loneliness():
    effects = [trial_effect("phone_activation", scale, **QUICK).mean for scale in ("emotional_loneliness", "social_loneliness")]
    assert effects[0] < -0.1 < -0.05 < effects[1]


def test_a_treatment_without_effect_makes_no_difference_at_all():
    for effect in trial_effects(replace(TRIALS["lay_calls"], settings=()), settings=NOTHING, **QUICK):
        assert effect.mean == 0


def test_people_who_do_not_meet_the_criteria_take_no_part():
    trial, scenario = TRIALS["phone_activation"], load_scenario("baseline", people=1000, days=1)
    world = new_world(scenario, first_morning(scenario, run_seed(1, 0)))
    may = _eligible(trial, world)
    assert 0 < may.sum() < 200
    assert (world.population.traits.age[may] >= 65).all()
    assert (score(world, "phq9")[may] >= 5).all()


def test_a_facet_is_scored_as_trait_and_fluctuation_and_effect_and_relief():
    scenario = load_scenario("baseline", people=100, days=1)
    world = new_world(scenario, first_morning(scenario, 1))
    before = score(world, "worry")
    world.state["worry"] = world.state["worry"] + np.float32(0.5)
    world.state["worry_relief"] = world.state["worry_relief"] - np.float32(0.2)
    assert np.allclose(score(world, "worry") - before, 0.3, atol=1e-6)


def test_the_command_prints_what_was_published_beside_what_the_model_gives(capsys):
    words = ["trial", "guided_self_help", "--people", "200", "--replicates", "1", "--quiet"]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "guided_self_help: low_mood, SD" in printed and "-0.40" in printed and "Linde" in printed
    assert main([*words, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["trials"][0]
    assert row["published"] == -0.40 and row["by_construction"] and row["value"] < 0


def test_a_size_that_is_an_assumption_is_not_told_as_taken_from_a_trial(capsys):
    assert {name for name, trial in TRIALS.items() if not trial.by_construction} == {"school_lessons", "strangers_game"}
    assert all(("is a parameter" in trial.size) == trial.by_construction for trial in TRIALS.values())
    assert main(["trial", "strangers_game", "--people", "100", "--replicates", "1", "--quiet"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "the size is an assumption; only the sign was published" in printed and "taken from" not in printed
    assert "nan" not in printed


def test_an_unknown_trial_is_told_with_the_known_ones(capsys):
    assert main(["trial", "lay_call"]) == 2
    assert "lay_calls" in capsys.readouterr().err


def test_a_drawn_half_of_those_eligible_is_treated_and_the_other_half_is_not():
    trial, people = TRIALS["school_lessons"], 600
    eligible, treated = 0, 0
    for replicate in range(4):
        world = new_world(load_scenario("baseline", people=people, days=1), first_morning(load_scenario("baseline", people=people, days=1), run_seed(1, replicate)))
        eligible += _eligible(trial, world).sum()
        treated += _one_pair(replace(trial, days=1, results=()), people, run_seed(1, replicate), ())[1]
    assert 0.35 < treated / eligible < 0.65 and eligible > 100
