"""What the verdict claims no more than its numbers bear: order, groups, costs, and what the model is known to get wrong."""

from dataclasses import replace

import pytest
from compared_worlds import CRISIS, GROUPS, HELPLINE, everywhere, written_by_hand

from sim import compare, load_scenario, load_text
from sim.studies.headline import headline
from sim.studies.limits import IN_FULL, IN_SHORT, known_failures, of_the_pandemic
from sim.studies.spoken import speaking
from sim.studies.wording import gain_sentences
from sim.studies.report_tables import cost_rows


def line_with(answer, words):
    """Return the lines of the verdict that hold some words, joined."""
    return "\n".join(line for line in answer.summary().splitlines() if words in line)


def test_who_lowers_loneliness_more_is_said_beside_who_lowers_high_distress():
    answer = written_by_hand({"outdoors": {"high_distress": everywhere(-0.01)}, "activities": {"loneliness": everywhere(-0.02)}})
    said = headline(answer.verdict)
    assert said.startswith("Of the two policies, “Policy outdoors” helps most")
    assert "The other changes that number too little to matter" in said
    assert "“Policy activities” makes loneliness 0.022 SD lower (0.021 to 0.022), more than “Policy outdoors” does." in said
    assert "makes stress" not in said


def test_a_feeling_lowered_by_hardly_more_than_the_best_policy_lowers_it_is_not_said():
    changes = {"best": {"high_distress": everywhere(-0.01), "loneliness": everywhere(-0.02)}, "other": {"loneliness": everywhere(-0.025)}}
    assert "loneliness" not in headline(written_by_hand(changes).verdict)
    changes["best"]["loneliness"], changes["other"]["loneliness"] = everywhere(-0.008), everywhere(-0.012)  # one matters, one does not
    assert "“Policy other” makes loneliness 0.013 SD lower" in headline(written_by_hand(changes).verdict)


def test_no_proof_of_an_effect_is_not_told_as_proof_of_none():
    few = headline(written_by_hand({"helped": {"high_distress": everywhere(-0.01)}}, n_pairs=3).verdict)
    assert few.startswith("“Policy helped” is not shown to lower the number of people with high distress by enough to matter")
    harm = headline(written_by_hand({"harmful": {"high_distress": everywhere(0.01)}, "idle": {}}).verdict)
    assert harm.startswith("None of the two policies is shown to lower the number")
    assert "“Policy harmful” raises it: of 1,000 residents of 12 and over, 10.9 more with high distress" in harm


def test_policies_that_differ_too_little_to_matter_are_said_to_help_alike():
    answer = written_by_hand({"one": {"high_distress": everywhere(-0.0104)}, "two": {"high_distress": everywhere(-0.01)}})
    assert "“Policy one” leaves fewer people with high distress than “Policy two” in 20 of 20 pairs, but by too little to matter." in answer.summary()
    assert "“Policy one” and “Policy two” help most, and which of them more is too small a difference to matter" in headline(answer.verdict)


def test_each_policy_is_measured_against_the_best_not_only_against_its_neighbour():
    changes = {name: {"high_distress": everywhere(change)} for name, change in (("a", -0.0116), ("b", -0.0108), ("c", -0.01))}
    said = headline(written_by_hand(changes).verdict)
    assert "“Policy a” and “Policy b” help most" in said
    assert "“Policy c” helps too, but less." in said
    near = {name: {"high_distress": everywhere(change)} for name, change in (("a", -0.0104), ("b", -0.0102), ("c", -0.01))}
    assert "“Policy a”, “Policy b” and “Policy c” help most" in headline(written_by_hand(near).verdict)


def test_a_cost_per_day_of_an_effect_too_small_to_matter_says_so():
    changes = {"high_distress": everywhere(-0.0003), "high_distress_days": everywhere(-0.0003), "cost": everywhere(1.5)}
    answer = written_by_hand({"helped": changes})
    assert "per day with high distress averted, an effect too small to matter." in answer.summary()
    assert cost_rows(answer.verdict)[0]["per_day"].endswith("), an effect too small to matter")
    large = {"high_distress": everywhere(-0.01), "high_distress_days": everywhere(-0.01), "cost": everywhere(1.5)}
    assert cost_rows(written_by_hand({"helped": large}).verdict)[0]["per_day"].endswith(")")


def test_a_difference_near_zero_that_may_be_chance_is_none_to_speak_of():
    answer = written_by_hand({"helped": {}})
    for each in answer.ensemble.runs:
        if each.scenario == "helped":
            each.table[:, :, 0] += 0.0004 * (-1) ** each.replicate - 0.00001
    said = line_with(answer, "loneliness unchanged")
    assert "No difference to speak of in stress; loneliness unchanged." in said
    assert "0.000" not in answer.summary()


def in_some_pairs(n_changed, group="women"):
    """Return an answer in which everyone gains in every pair, and one group only in the first few."""
    answer = written_by_hand({"helped": {"high_distress": everywhere(-0.02)}})
    for each in answer.ensemble.runs:
        if each.scenario == "helped":
            each.table[:, GROUPS.index(group), 2] = 0.12 - 0.004 * (each.replicate < n_changed)
    return answer


def test_a_group_to_which_nothing_happened_in_nearly_every_pair_is_not_said_to_gain_less():
    assert "Helps less: women" not in in_some_pairs(4).summary()
    assert "Helps less: women" in in_some_pairs(5).summary()


def test_a_group_nobody_of_whom_is_invited_is_not_said_to_gain_less():
    answer = in_some_pairs(20)
    assert "Helps less: women" in answer.summary()
    first, helped = (each for each in answer.scenarios if each.name != "no_crisis")
    calls = load_text(CRISIS + HELPLINE, days=2, set=["crisis.short.start=2020-03-03"]).intervention
    scenarios = (first, helped.model_copy(update={"intervention": calls}), answer.scenarios[-1])
    for counts, named in (((500, 0, 10), False), ((500, 1, 10), True)):
        runs = tuple(replace(each, invited={"calls": counts}) if each.scenario == "helped" else each for each in answer.ensemble.runs)
        said = replace(answer, ensemble=replace(answer.ensemble, scenarios=scenarios, runs=runs)).summary()
        assert ("Helps less: women" in said) is named


def test_what_a_group_gains_is_told_in_its_unit_with_its_direction_behind_and_nought_as_too_small():
    gains = [{"group": "women", "outcome": "loneliness", "change": -0.031, "change_of_rest": -0.004, "difference": -0.027},
             {"group": "living alone", "outcome": "loneliness", "change": -0.012, "change_of_rest": 0.0, "difference": -0.012}]
    policy = {"effects": {}, "gains": gains}
    assert gain_sentences(policy) == ["Better off than the rest: women (loneliness 0.03 SD lower, too small to show among the rest); "
                                      "people living alone (loneliness 0.01 SD lower, no change among the rest)."]
    cases = {"effects": {}, "gains": [{"group": "women", "outcome": "high_distress", "change": 0.02, "change_of_rest": 0.004, "difference": 0.016}]}
    with speaking("nl"):
        assert "(eenzaamheid 0,03 SD lager, te klein om te tonen bij de rest)" in gain_sentences(policy)[0]
        assert "(20 meer van de 1.000, 4 meer bij de rest)" in gain_sentences(cases)[0]


def test_a_policy_that_changes_the_crisis_too_may_reach_anybody():
    answer = in_some_pairs(20)
    shorter = answer.scenarios[1].crisis[0].model_copy(update={"severity": 0.5})
    scenarios = (answer.scenarios[0], answer.scenarios[1].model_copy(update={"crisis": (shorter,)}), answer.scenarios[2])
    runs = tuple(replace(each, invited={"calls": (500, 0, 10)}) if each.scenario == "helped" else each for each in answer.ensemble.runs)
    assert "Helps less: women" in replace(answer, ensemble=replace(answer.ensemble, scenarios=scenarios, runs=runs)).summary()


def test_a_study_of_the_pandemic_tells_every_held_out_check_that_fails():
    said = written_by_hand({"helped": {}}).summary()
    assert all(each in said for each in IN_FULL)
    assert IN_SHORT not in said


@pytest.mark.parametrize("event, all_of_it", [
    ('kind = "lockdown"\nstart = 2020-03-05', True), ('kind = "pandemic_threat"\nstart = 2020-03-05', True),
    ('kind = "lockdown"\nstart = 2020-03-05\nenabled = false', False), ('kind = "blackout"\nstart = 2020-03-05', False)])
def test_other_studies_tell_it_in_short(event, all_of_it):
    scenario = load_text(f"start = 2020-03-02\ndays = 12\n[[crisis]]\n{event}\n")
    assert of_the_pandemic([scenario]) is all_of_it
    assert known_failures({"of_the_pandemic": all_of_it}) == (IN_FULL if all_of_it else (IN_SHORT,))


def test_a_lockdown_of_another_year_is_not_of_the_pandemic():
    assert not of_the_pandemic([load_text('start = 2024-03-02\ndays = 12\n[[crisis]]\nkind = "lockdown"\n')])
    assert of_the_pandemic([load_scenario("netherlands_2020_helpline", days=60)])


def test_each_run_counts_whom_of_each_group_it_invites():
    adults = CRISIS + HELPLINE + "who = { age_min = 18 }\n"
    answer = compare([load_text(CRISIS, name="crisis"), load_text(adults, name="adults")], replicates=1, people=100, days=3)
    run = answer.ensemble.finished("adults")[0]
    counts = dict(zip(run.groups, run.invited["calls"], strict=True))
    assert counts["everyone"] == run.reached["calls"] > 0
    assert counts["age 0-11"] == counts["age 12-17"] == 0
    assert "age 12-17" not in answer.pairs[0].invited
    assert "everyone" in answer.pairs[0].invited
