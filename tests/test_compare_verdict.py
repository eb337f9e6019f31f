"""What the verdict says, on numbers written by hand."""

import numpy as np
import pytest
from compared_worlds import CRISIS, HELPLINE, everywhere, written_by_hand

from sim import compare, load_text
from sim.studies.costs import ratio_interval
from sim.studies.headline import headline
from sim.studies.amounts import amount, euro


def line_with(answer, words):
    """Return the lines of the verdict that hold some words, joined."""
    return "\n".join(line for line in answer.summary().splitlines() if words in line)


def test_an_effect_is_told_in_people():
    answer = written_by_hand({"helped": {"high_distress": everywhere(-0.006)}})
    assert "of 1,000 residents of 12 and over, 6.6 fewer with high distress on an average day (6.4 to 6.7)." in line_with(answer, "1. Policy helped")
    assert headline(answer.verdict).startswith("“Policy helped” helps: of 1,000 residents")


def test_a_sure_but_small_effect_is_called_too_small_to_matter():
    answer = written_by_hand({"helped": {"high_distress": everywhere(-0.0003), "distress": everywhere(-0.001)}})
    assert "lower in 20 of 20 pairs, but too small to matter" in line_with(answer, "1. Policy helped")
    assert "Stress lower in 20 of 20 pairs, but too small to matter" in answer.summary()
    assert "does not change the number of people with high distress by enough to matter" in headline(answer.verdict)


def test_a_comparison_of_different_crises_says_that_the_difference_is_not_the_policys_alone():
    first = load_text(CRISIS, name="crisis", people=40)
    later, helped = load_text(CRISIS.replace("03-05", "03-06") + HELPLINE, name="later", people=40), load_text(CRISIS + HELPLINE, name="helped", people=40)
    answer = compare([first, later, helped], replicates=1)
    assert answer.verdict["other_crises"] == ["later"] and not answer.verdict["only_crisis"]
    assert "Beware: “later” has other crises than “" in answer.summary()


def test_two_versions_of_one_crisis_are_told_as_a_change_of_the_crisis_that_helps_nobody():
    first, milder = (load_text(CRISIS.replace("0.9", severity), name=f"crisis_{severity[2:]}", people=40) for severity in ("0.9", "0.6"))
    answer = compare([first, milder.model_copy(update={"title": "Milder"})], replicates=1)
    assert answer.verdict["only_crisis"] == ["crisis_6"] and "the crisis's change, not a policy's" in headline(answer.verdict)
    assert headline(answer.verdict).startswith("With “Milder” in place of “Twelve days”, ") and "Beware" not in answer.summary()


def test_no_effect_at_all_is_called_none():
    answer = written_by_hand({"helped": {}})
    assert "not one more or fewer with high distress" in line_with(answer, "1. Policy helped")
    assert "Costs nothing in the model." in answer.summary()


def test_what_may_be_chance_is_called_so():
    answer = written_by_hand({"helped": {"high_distress": everywhere(0.01)}}, n_pairs=6)
    runs = [each for each in answer.ensemble.runs if each.scenario == "helped"]
    for each, change in zip(runs, (0.02, -0.03, 0.01, 0.02, -0.02, 0.01), strict=True):
        each.table[:, :, 2] = 0.12 + change
    said = line_with(answer, "1. Policy helped")
    assert "higher in 4 of 6 pairs, which may be chance" in said


def test_policies_are_ranked_by_people_with_high_distress():
    answer = written_by_hand({"small": {"high_distress": everywhere(-0.002)}, "large": {"high_distress": everywhere(-0.02)}})
    assert [each["name"] for each in answer.verdict["policies"]] == ["large", "small"]
    assert "“Policy large” leaves fewer people with high distress than “Policy small” in 20 of 20 pairs." in answer.summary()
    assert headline(answer.verdict).startswith("Of the two policies, “Policy large” helps most")


def test_equal_policies_have_no_order():
    answer = written_by_hand({"one": {"high_distress": everywhere(-0.01)}, "two": {"high_distress": everywhere(-0.01)}})
    assert "Whether “Policy one” or “Policy two” helps more against high distress is not established." in answer.summary()


def test_the_crisis_is_told_first():
    answer = written_by_hand({"helped": {}})
    said = line_with(answer, "During the crisis (1 day):")
    assert "20 more with high distress on an average day" in said
    assert "120 instead of 100" in said


def test_a_group_that_gains_more_than_the_rest_is_named():
    answer = written_by_hand({"helped": {"high_distress": {"everyone": -0.01, "women": -0.016, "students": -0.01}}}, students=100)
    assert "Helps most: women" in answer.summary()
    assert "students" not in answer.summary()


def test_no_group_is_named_when_all_gain_alike():
    assert "Helps most" not in written_by_hand({"helped": {"high_distress": everywhere(-0.01)}}, students=100).summary()


def test_cost_per_day_averted_is_total_euro_over_total_days():
    # 2 days of 1.50 euro over 2 days of 0.005 days a person: 300 euro, the same in every pair.
    changes = {"high_distress": everywhere(-0.005), "high_distress_days": everywhere(-0.005), "cost": everywhere(1.5)}
    answer = written_by_hand({"helped": changes})
    assert answer.verdict["policies"][0]["costs"]["euro_per_day_averted"] == pytest.approx([300, 300, 300])
    assert "€300 (€300 to €300) per day with high distress averted" in answer.summary()


def test_cost_per_day_is_not_established_where_no_days_are_averted():
    answer = written_by_hand({"helped": {"high_distress_days": everywhere(0.005), "cost": everywhere(1.5)}})
    assert "the cost per day with high distress averted is not established" in answer.summary()


def test_the_bootstrap_of_one_study_is_always_the_same_and_holds_the_ratio():
    euros, days = np.arange(10.0, 30.0), np.linspace(1, 3, 20)
    first, second = ratio_interval(euros, days, 1, "a"), ratio_interval(euros, days, 1, "a")
    assert first == second != ratio_interval(euros, days, 2, "a")
    assert first[0] == pytest.approx(euros.sum() / days.sum())
    assert first[1] < first[0] < first[2]


def test_the_verdict_always_says_that_pairs_measure_luck():
    said = written_by_hand({"helped": {}}).summary()
    assert "Pairs measure luck, not whether the model is right" in said
    assert "113" in said
    assert "12 and over" in said


def test_below_five_pairs_the_verdict_gives_no_range():
    said = written_by_hand({"helped": {"high_distress": everywhere(-0.01)}}, n_pairs=3).summary()
    assert "fewer than 5 pairs give no range" in said


@pytest.mark.parametrize("number, said", [(0, "€0"), (0.314, "€0.31"), (340.2, "€340"), (31234, "€31,200"), (5.44e6, "€5.4 million"), (1.2e9, "€1.2 billion")])
def test_money_is_written_as_people_read_it(number, said):
    assert euro(number) == said


def test_numbers_have_the_digits_their_interval_can_tell_apart():
    def said(difference, low, high):
        return amount({"difference": difference, "low": low, "high": high}, less="fewer", more="more")

    assert said(-6.2, -8.4, -4.1) == "6 fewer (4 to 8)"
    assert said(0.62, 0.41, 0.84) == "0.6 more (0.4 to 0.8)"
    assert said(-1.0, -3.2, 1.2) == "1 fewer (3 fewer to 1 more)"
