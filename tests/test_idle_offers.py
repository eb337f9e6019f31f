"""An offer that reaches nobody or does nothing is told on checking and explaining, with the reason."""

import pytest
from small_worlds import scenario_of
from tiny_studies import at_once

from sim.cli import main
from sim.studies.idle_offers import notes_on_offers
from sim.studies.sweep.sweeping import sweep
from sim.timeline.errors import ScenarioError

FLOOD = '[[crisis]]\nkind = "flood"\n'


def notes_on(kind, more="", around="", after=""):
    """Return the notices on one offer of a kind among 300 people."""
    return notes_on_offers(scenario_of(f'{around}\n[[intervention]]\nkind = "{kind}"\nname = "it"\n{more}\n{after}', people=300, days=10))


@pytest.mark.parametrize(("kind", "more", "after", "why"), [
    ("clubs", "who = { age_min = 90, child_under_12 = true }", "", "nobody here is one of those it is for"),
    ("school_programme", "who = { age_min = 65 }", "", "only pupils of 12 and over can use it, and there are none among those it is for"),
    ("support_bubbles", "who = { lives_alone = false }", "", "only people who live alone can use it, and there are none among those it is for"),
    ("news_diet", "", "[mechanisms]\nnews_exposure = false", "it acts through news_exposure, switched off here"),
    ("keeping_together", "", "", "no crisis of the scenario makes people leave their homes"),
    ("door_to_door", "", "", "no crisis of the scenario cuts phones"),
    ("helpline", "capacity_per_1000 = 0.0", "", "its capacity_per_1000 is 0")])
def test_an_offer_that_does_nothing_says_why(kind, more, after, why):
    assert notes_on(kind, more, after=after) == [f'"it" does nothing: {why}']


@pytest.mark.parametrize(("kind", "more", "around"), [
    ("clubs", "who = { age_min = 65 }", ""), ("school_programme", "", ""), ("support_bubbles", "", ""), ("helpline", "", ""),
    ("keeping_together", "", FLOOD), ("door_to_door", "", FLOOD), ("clubs", "reach = 0.0\nenabled = false", "")])
def test_an_offer_of_use_or_switched_off_has_no_notice(kind, more, around):
    assert notes_on(kind, more, around) == []


def said_of_a_study(folder, **study):
    """Return the notes on a tiny study whose runs cost nothing."""
    said = []
    sweep({"people": 60, "replicates": 1, **study}, folder / "out", live=at_once, said=said.append)
    return [each for each in said if each.startswith("Note: ")]


def test_a_sweep_tells_once_of_a_programme_that_begins_after_the_last_day_and_of_offers_in_vain(tmp_path):
    pytest.importorskip("duckdb")
    (tmp_path / "base.toml").write_text('start = 2020-03-02\ndays = 60\n[[crisis]]\nkind = "pandemic_threat"\nname = "threat"\n', encoding="utf-8")
    for name, kind, more in (("late", "helpline", "start = 2020-04-20"), ("none", "clubs", "who = { age_min = 110 }")):
        offer = f'[[intervention]]\nkind = "{kind}"\nname = "{name}"\n{more}\n'
        (tmp_path / f"{name}.toml").write_text(f'extends = "base.toml"\n{offer}', encoding="utf-8")
    severity, scenarios = {"path": "crisis.threat.severity", "values": (0.2, 0.5, 0.9)}, tuple(str(tmp_path / f"{name}.toml") for name in ("base", "late", "none"))
    told = said_of_a_study(tmp_path, scenarios=scenarios, days=30, combinations=2, no_crisis=True, vary=(severity,))
    assert told == ["Note: the scenario ends on 2020-04-01 after 30 days; left out: late.", 'Note: in none, "none" does nothing: nobody here is one of those it is for.']


@pytest.mark.parametrize(("values", "notes"), [((0.0, 0.5), []), ((0.0,), ['Note: in lockdown_helpline, "helpline" does nothing: its reach is 0.'])])
def test_what_is_of_use_where_it_varies_is_not_called_idle(tmp_path, values, notes):
    pytest.importorskip("duckdb")
    varied = {"path": "lockdown_helpline:intervention.helpline.reach", "values": values}
    assert said_of_a_study(tmp_path, scenarios=("lockdown", "lockdown_helpline"), days=90, vary=(varied,)) == notes


def test_areas_that_are_not_there_are_refused_before_a_run():
    with pytest.raises(ScenarioError, match="0, the only area of this population, got 7"):
        notes_on("clubs", "who = { area = [7] }")


def test_check_and_explain_tell_it(tmp_path, capfd):
    file = tmp_path / "idle.toml"
    file.write_text('start = 2020-03-02\ndays = 5\n[population]\npeople = 60\n[[intervention]]\nkind = "door_to_door"\n', encoding="utf-8")
    for verb in ("check", "explain"):
        assert main([verb, str(file)]) == 0
        said = capfd.readouterr()
        assert 'Note: "door_to_door-1" does nothing: no crisis of the scenario cuts phones.' in " ".join((said.out + said.err).split())


def test_run_and_compare_tell_it_once_and_not_of_the_world_without_crises(tmp_path, capfd):
    calm = 'start = 2020-03-02\ndays = 5\n[population]\npeople = 60\n'
    cut = '[[crisis]]\nkind = "blackout"\n[[intervention]]\nkind = "door_to_door"\n'
    (tmp_path / "cut.toml").write_text(calm + cut, encoding="utf-8")
    (tmp_path / "none.toml").write_text(calm + cut + '[[intervention]]\nkind = "helpline"\nname = "line"\nwho = { age_min = 110 }\n', encoding="utf-8")
    note = '"line" does nothing: nobody here is one of those it is for.'
    for arguments, said in ((["run", "none.toml"], f"Note: {note}"), (["compare", "cut.toml", "none.toml", "--replicates", "2"], f"Note: in none, {note}")):
        assert main([arguments[0], *(str(tmp_path / each) if each.endswith("toml") else each for each in arguments[1:])]) == 0
        told = capfd.readouterr().err
        assert [line for line in told.splitlines() if "does nothing" in line] == [said]
