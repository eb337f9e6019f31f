"""Dates of extended files against those of the file that extends them: cut off at its end, or told with what to set."""

import pytest

from sim.timeline.errors import ScenarioError
from sim.timeline.load import load_scenario

FLOOD = 'start = 2025-01-06\ndays = 100\n[[crisis]]\nkind = "flood"\nname = "flood"\nstart = 2025-02-03\n'


def loaded(folder, text, **given):
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return load_scenario(folder / "mine.toml", **given)


def mistake_in(folder, text, **given):
    with pytest.raises(ScenarioError) as caught:
        loaded(folder, text, **given)
    return caught.value


@pytest.mark.parametrize(("days", "said"), [(60, "cut off: lockdown, pandemic"), (25, "left out: lockdown; cut off: pandemic")])
def test_fewer_days_than_the_extended_file_cut_its_events_off_as_the_option_does(tmp_path, days, said):
    mine = loaded(tmp_path, f'extends = "lockdown"\ndays = {days}\n')
    assert mine == load_scenario("lockdown", days=days)
    assert [notice.partition("days; ")[2] for notice in mine.notices] == [said]
    again = 'extends = "mine.toml"\n[population]\npeople = 100\n'
    (tmp_path / "again.toml").write_text(again, encoding="utf-8")
    assert load_scenario(tmp_path / "again.toml").crisis == mine.crisis, "also where that file is extended in turn"


def test_a_date_of_the_files_own_outside_is_refused_there(tmp_path):
    found = mistake_in(tmp_path, 'extends = "lockdown"\ndays = 60\n[[crisis]]\nname = "lockdown"\nuntil = 2020-06-01\n')
    assert (found.key, found.table) == ("until", '[[crisis]] "lockdown"') and found.file.endswith("mine.toml")


@pytest.mark.parametrize(("until", "fits"), [("2025-01-11", True), ("2025-01-11T00:00:00", True), ("2025-01-11T01:00:00", False), ("2025-01-12", False)])
def test_an_event_may_last_to_the_midnight_at_which_the_scenario_ends_and_no_longer(tmp_path, until, fits):
    text = f'start = 2025-01-06\ndays = 5\nstep = "hour"\n[[crisis]]\nkind = "blackout"\nname = "dark"\nstart = 2025-01-10\nuntil = {until}\n'
    if fits:
        assert loaded(tmp_path, text).crisis[0].until is not None and loaded(tmp_path, text).notices == ()
    else:
        assert "outside the scenario" in mistake_in(tmp_path, text).message


def test_a_start_after_inherited_events_is_named_as_the_mistake(tmp_path):
    found = mistake_in(tmp_path, 'extends = "lockdown"\nstart = 2020-04-01\n')
    assert found.file.endswith("mine.toml") and found.key == "start"
    assert '"lockdown" of lockdown.toml (shipped) begins on 2020-03-23, before the scenario' in found.message


@pytest.mark.parametrize("extends", ['["lockdown", "flood.toml"]', '["flood.toml", "lockdown"]'])
def test_files_of_different_dates_say_what_to_set_and_that_works(tmp_path, extends):
    (tmp_path / "flood.toml").write_text(FLOOD, encoding="utf-8")
    found = mistake_in(tmp_path, f"extends = {extends}\n")
    assert found.file.endswith("mine.toml") and found.key == "extends"
    assert "set start = 2020-02-24 and days = 1878 here, which holds all it extends, or give it dates of its own here" in found.message
    assert {event.name for event in loaded(tmp_path, f"extends = {extends}\nstart = 2020-02-24\ndays = 1878\n").crisis} == {"lockdown", "pandemic", "flood"}


def test_a_shorter_setting_is_told_of_the_option_that_cuts(tmp_path):
    assert "--days cuts later events off" in mistake_in(tmp_path, 'extends = "lockdown"\n', set=["days=60"]).message
