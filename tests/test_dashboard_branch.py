"""Branches without a browser: the past is shared to the last bit, and the future is that of a file with the policy from that day."""

import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")

from sim import load_text, run  # noqa: E402
from sim.dashboard.branch_desk import Branched, BranchState  # noqa: E402
from sim.dashboard.branch_told import picture, sentences  # noqa: E402
from sim.dashboard.branches import Change, Trunk, amount, changed_from, offers, running_on, series_of  # noqa: E402
from sim.dashboard.titles import event_in  # noqa: E402

SPRING = """
title = "A spring"
start = 2020-03-02
days = 40
[population]
people = 120
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-09
until = 2020-04-03
severity = 0.8
ramp_days = 3
ramp_out_days = 4
"""
HELPED = """
[[intervention]]
kind = "helpline"
start = 2020-03-05
until = 2020-04-08
reach = 0.5
ramp_days = 2
[[intervention]]
kind = "outdoor_meetings"
start = 2020-03-10
until = 2020-03-12
reach = 0.5
"""
SEED = 4


@pytest.fixture(scope="module")
def offered():
    """The spring, and the spring with help."""
    return {"spring": load_text(SPRING, name="spring"), "helped": load_text(SPRING + HELPED, name="helped")}


@pytest.fixture(scope="module")
def trunk(offered):
    """The spring, lived to its end."""
    return Trunk(offered["spring"], 120, SEED)


def test_interventions_of_others_and_ends_of_crises_are_on_offer(offered):
    found = [change for change, _ in offers(offered["spring"], offered)]
    assert found == [Change("start", "helpline-1", "helped"), Change("start", "outdoor_meetings-1", "helped"), Change("end", "spring")]


@pytest.mark.parametrize("day", [3, 12, 20, 36])
def test_a_branch_is_bit_for_bit_a_run_of_the_file_that_is_offered_for_download(trunk, offered, day):
    changes = [change for change, _ in offers(offered["spring"], offered)]
    changed = changed_from(trunk.scenario, day, changes, offered)
    branch = trunk.go_on(day, changed)
    straight = run(load_text(changed.to_toml(), name="branch"), SEED)
    assert branch.table.tobytes() == straight.table.tobytes() and branch.times == straight.times
    assert branch.table[:day].tobytes() == trunk.result.table[:day].tobytes()
    assert branch.table.tobytes() != trunk.result.table.tobytes()


def test_to_change_nothing_changes_nothing(trunk, offered):
    same = trunk.go_on(15, changed_from(trunk.scenario, 15, [], offered))
    assert same.table.tobytes() == trunk.result.table.tobytes()


def test_an_intervention_begins_on_the_day_of_branching_and_never_ends_before_it_begins(offered):
    starts = [Change("start", name, "helped") for name in ("helpline-1", "outdoor_meetings-1")]
    changed = changed_from(offered["spring"], 20, starts, offered)
    assert [(str(event.start), str(event.until)) for event in changed.intervention] == [("2020-03-22", "2020-04-08"), ("2020-03-22", "None")]


def test_a_crisis_still_to_come_does_not_come_and_one_that_is_over_stays_as_it_was(offered):
    ends = [Change("end", "spring")]
    assert not changed_from(offered["spring"], 5, ends, offered).crisis[0].enabled
    assert str(changed_from(offered["spring"], 12, ends, offered).crisis[0].until) == "2020-03-14"
    assert changed_from(offered["spring"], 35, ends, offered).crisis == offered["spring"].crisis


def test_only_a_crisis_that_runs_is_there_to_be_ended(offered):
    first, end = offered["spring"].days_of(offered["spring"].crisis[0])
    running = [day for day in range(offered["spring"].days) if running_on(offered["spring"], offered["spring"].crisis[0], day)]
    assert running == list(range(first + 1, end))


def test_amounts_are_means_of_steps_and_sums_of_totals(trunk):
    days = series_of(trunk.result, "high_distress_days")
    assert amount(trunk.result, "high_distress_days", 10) == pytest.approx(days[10:].sum())
    assert amount(trunk.result, "distress") == pytest.approx(np.mean(series_of(trunk.result, "distress")))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_where_a_crisis_ends_in_the_other_life_is_drawn_and_the_headline_says_of_what_the_difference_is(trunk, offered, language):
    changes = [Change("start", "helpline-1", "helped"), Change("end", "spring")]
    changed = changed_from(trunk.scenario, 20, changes, offered)
    now = BranchState(trunk.scenario, trunk=trunk, branched=Branched(20, changed, trunk.go_on(20, changed)))
    bars = [bar for bar in picture(language, now, "distress")["bars"] if not bar.get("mark")]
    over = {bar["role"]: (bar["end"] - bar["start"]) // 86400 for bar in bars}
    assert over == {"crisis": 25, "end": 13, "intervention": 17}
    assert len([bar for bar in bars if "22" in bar["name"]]) == 1
    lead = sentences(language, now)[0].casefold()
    assert "spring" in lead and event_in(language, "helpline").casefold() in lead
    early = changed_from(trunk.scenario, 3, changes[1:], offered)
    never = BranchState(trunk.scenario, trunk=trunk, branched=Branched(3, early, trunk.result))
    assert [bar["end"] - bar["start"] for bar in picture(language, never, "distress")["bars"] if bar["role"] == "end"] == [0]
