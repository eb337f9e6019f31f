"""Scenario files are read, laid over each other, changed by settings, written back and told apart."""

from datetime import date

import pytest

from sim.core import catalogue
from sim.timeline.errors import ScenarioError
from sim.timeline.load import load_scenario, load_text
from sim.timeline.scenario import Scenario
from sim.timeline.settings import check_setting_names, settings_for
from sim.timeline.shipped import shipped_scenarios

HEAD = 'title = "A spring"\nstart = 2020-02-24\ndays = 100\n'
LOCKDOWN = '[[crisis]]\nkind = "lockdown"\nname = "spring"\nstart = 2020-03-16\nuntil = 2020-05-11\nseverity = 0.8\n'
HELPLINE = '[[intervention]]\nkind = "helpline"\nstart = 2020-04-01\nreach = 0.5\nwho = { lives_alone = true, age_min = 65 }\n'


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_file_says_who_what_and_when(tmp_path):
    write(tmp_path, spring=HEAD + "[population]\npeople = 500\n" + LOCKDOWN + HELPLINE)
    scenario = load_scenario(tmp_path / "spring.toml")
    assert (scenario.name, scenario.title, scenario.start, scenario.days) == ("spring", "A spring", date(2020, 2, 24), 100)
    assert scenario.population.people == 500
    assert scenario.crisis[0].severity == 0.8
    assert scenario.intervention[0].name == "helpline-1"
    assert scenario.intervention[0].who.age_min == 65


def test_bars_cover_the_days_of_each_enabled_event():
    scenario = load_text(HEAD + LOCKDOWN + HELPLINE + LOCKDOWN.replace("spring", "never") + "enabled = false\n")
    assert scenario.timeline_bars() == [("spring", "lockdown", "crisis", 21, 77), ("helpline-1", "helpline", "intervention", 37, 100)]


def test_an_event_that_ends_within_a_day_covers_that_day():
    dark = '[[crisis]]\nkind = "blackout"\nstart = 2020-03-01T04:18:00\nuntil = 2020-03-01T10:00:00\n'
    assert load_text(HEAD + dark).timeline_bars() == [("blackout-1", "blackout", "crisis", 6, 7)]


def test_unnamed_events_are_numbered_by_kind():
    scenario = load_text(HEAD + HELPLINE + HELPLINE + LOCKDOWN.replace('name = "spring"\n', ""))
    assert [event.name for event in scenario.events] == ["lockdown-1", "helpline-1", "helpline-2"]


def test_a_resolved_file_loads_as_an_equal_scenario():
    other = "[mechanisms]\nwithdrawal = false\n[mechanisms.social_need]\nseeks = 0.2\n[feelings]\nworry_days = 30\n"
    scenario = load_text(HEAD + LOCKDOWN + HELPLINE + other)
    again = load_text(scenario.to_toml(), name="another_name")
    assert again == scenario
    assert again.hash() == scenario.hash()
    assert again.mechanisms["withdrawal"] is False
    assert again.mechanisms["social_need"].seeks == 0.2
    assert "extends" not in scenario.to_toml()


def test_who_may_be_a_list_of_which_one_must_hold():
    scenario = load_text(HEAD + HELPLINE.replace("{ lives_alone = true, age_min = 65 }", '[{ sex = "man" }, { area = [1, 2] }]'))
    assert [each.area for each in scenario.intervention[0].who] == [None, (1, 2)]
    assert load_text(scenario.to_toml()) == scenario


def test_the_hash_sees_what_matters_and_not_the_title():
    scenario = load_text(HEAD + LOCKDOWN)
    assert load_text((HEAD + LOCKDOWN).replace("A spring", "Another"), name="x").hash() == scenario.hash()
    assert load_text((HEAD + LOCKDOWN).replace("0.8", "0.7")).hash() != scenario.hash()
    assert len(scenario.hash()) == 16


def test_the_hash_sees_the_contents_of_files_and_not_where_they_are(tmp_path):
    hashes = []
    for place, text in (("a", "age,people\n1,2\n"), ("b/c", "age,people\n1,2\n"), ("d", "age,people\n1,3\n")):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        (folder / "ages.csv").write_text(text)
        write(folder, town=HEAD + '[population]\nages = "ages.csv"\n')
        scenario = load_scenario(folder / "town.toml")
        hashes.append(scenario.hash())
        assert str(tmp_path) not in scenario.to_toml()
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_file_named_absolutely_is_written_back_relative(tmp_path):
    (tmp_path / "ages.csv").write_text("age,people\n1,2\n")
    write(tmp_path, town=HEAD + f'[population]\nages = "{(tmp_path / "ages.csv").as_posix()}"\n')
    assert load_scenario(tmp_path / "town.toml").population.ages == "ages.csv"


def test_extending_merges_tables_by_key_and_events_by_name(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "ages.csv").write_text("age,people\n1,2\n")
    write(tmp_path / "inner", base=HEAD + '[population]\npeople = 300\nages = "ages.csv"\n' + LOCKDOWN)
    write(tmp_path, child='extends = "inner/base.toml"\ndays = 90\n[population]\npeople = 400\n'
          '[[crisis]]\nname = "spring"\nseverity = 0.5\n' + HELPLINE)
    scenario = load_scenario(tmp_path / "child.toml")
    assert (scenario.title, scenario.days, scenario.population.people) == ("A spring", 90, 400)
    assert scenario.population.ages == "inner/ages.csv"
    assert [(event.name, event.severity, event.until) for event in scenario.crisis] == [("spring", 0.5, date(2020, 5, 11))]
    assert len(scenario.intervention) == 1
    (tmp_path / "resolved.toml").write_text(scenario.to_toml(), encoding="utf-8")
    assert load_scenario(tmp_path / "resolved.toml") == scenario


def test_a_shared_base_does_not_undo_what_the_first_file_changed(tmp_path):
    write(tmp_path, base=HEAD + LOCKDOWN, mild='extends = "base.toml"\n[[crisis]]\nname = "spring"\nseverity = 0.3\n',
          helped='extends = "base.toml"\n' + HELPLINE, both='extends = ["mild.toml", "helped.toml"]\n')
    both = load_scenario(tmp_path / "both.toml")
    assert both.crisis[0].severity == 0.3
    assert len(both.intervention) == 1


def test_an_unnamed_event_that_changes_an_extended_one_is_told(tmp_path):
    write(tmp_path, base=HEAD + HELPLINE, child='extends = "base.toml"\n[[intervention]]\nkind = "helpline"\nreach = 0.9\n')
    scenario = load_scenario(tmp_path / "child.toml")
    assert [event.reach for event in scenario.intervention] == [0.9]
    assert 'changes "helpline-1" of' in scenario.notices[0]


def test_a_mistake_in_an_extended_file_names_that_file(tmp_path):
    write(tmp_path, base=HEAD + LOCKDOWN.replace("0.8", "8"), child='extends = "base.toml"\n')
    with pytest.raises(ScenarioError, match=r'base.toml, \[\[crisis\]\] "spring", key "severity"'):
        load_scenario(tmp_path / "child.toml")


@pytest.mark.parametrize("settings", [
    ["crisis.spring.severity=0.6", "population.people=500", "intervention.helpline-1.reach=0", "intervention.helpline-1.who.age_min=70",
     "mechanisms.social_need.seeks=0.2", "mechanisms.withdrawal=false", "crisis.spring.until=2020-05-01", "title=a=b: c"],
])
def test_settings_are_applied_last(settings):
    scenario = load_text(HEAD + LOCKDOWN + HELPLINE, set=settings)
    assert (scenario.crisis[0].severity, scenario.crisis[0].until) == (0.6, date(2020, 5, 1))
    assert (scenario.population.people, scenario.title) == (500, "a=b: c")
    assert (scenario.intervention[0].reach, scenario.intervention[0].who.age_min, scenario.intervention[0].who.lives_alone) == (0, 70, True)
    assert (scenario.mechanisms["social_need"].seeks, scenario.mechanisms["withdrawal"]) == (0.2, False)


def test_settings_may_be_a_dict_of_values_and_apply_to_a_scenario_in_hand():
    scenario = load_text(HEAD + LOCKDOWN)
    changed = load_scenario(scenario, set={"crisis.spring.severity": 0.25, "crisis.spring.enabled": False}, people=77)
    assert (changed.crisis[0].severity, changed.crisis[0].enabled, changed.population.people) == (0.25, False, 77)
    assert load_scenario(scenario) == scenario


def test_a_setting_for_one_scenario_is_left_out_for_others():
    settings = ["days=50", "helped:intervention.helpline.reach=0.1", "other:title=a:b"]
    assert settings_for("helped", settings) == ("days=50", "intervention.helpline.reach=0.1")
    assert settings_for("other", settings) == ("days=50", "title=a:b")
    check_setting_names(["helped", "other"], settings)
    with pytest.raises(ScenarioError, match='did you mean "helped"'):
        check_setting_names(["helped"], ["helpd:days=3"])


def test_fewer_days_cut_later_events_off_with_one_notice():
    scenario = load_text(HEAD + LOCKDOWN + HELPLINE, days=30)
    assert (scenario.days, len(scenario.intervention)) == (30, 0)
    assert scenario.timeline_bars() == [("spring", "lockdown", "crisis", 21, 30)]
    assert scenario.notices == ("the scenario ends on 2020-03-25 after 30 days; left out: helpline-1; cut off: spring",)
    assert load_text(scenario.to_toml()) == scenario


def test_more_days_leave_events_as_they_are():
    scenario = load_text(HEAD + LOCKDOWN, days=200)
    assert (scenario.days, scenario.crisis[0].until, scenario.notices) == (200, date(2020, 5, 11), ())


def test_a_network_brings_its_own_people(tmp_path):
    (tmp_path / "village.csv").write_text("source,target\na,b\n")
    write(tmp_path, base=HEAD + "[population]\npeople = 300\n", village='extends = "base.toml"\n[population]\nnetwork = "village.csv"\n')
    scenario = load_scenario(tmp_path / "village.toml")
    assert (scenario.population.network, scenario.population.people, scenario.population.recipe) == ("village.csv", None, None)
    with pytest.raises(ScenarioError, match="expected no people beside a network"):
        load_scenario(tmp_path / "village.toml", people=50)


def test_without_crises_only_the_crises_are_off():
    scenario = load_text(HEAD + LOCKDOWN + HELPLINE).without_crises()
    assert scenario.name == "no_crisis"
    assert [event.enabled for event in scenario.events] == [False, True]


def test_a_scenario_made_in_python_names_its_events():
    catalogue.ensure_registered()
    lockdown, helpline = catalogue.find("crisis", "lockdown"), catalogue.find("intervention", "helpline")
    made = Scenario(title="scenario", start=date(2020, 2, 24), days=100, crisis=(lockdown(severity=0.5), lockdown(severity=0.1)), intervention=(helpline(),))
    assert [event.name for event in made.events] == ["lockdown-1", "lockdown-2", "helpline-1"]
    assert load_text(made.to_toml()) == made == load_scenario(made)
    with pytest.raises(ValueError, match="names are unique"):
        Scenario(start=date(2020, 2, 24), days=100, crisis=(lockdown(name="x"),), intervention=(helpline(name="x"),))


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_shipped_scenario_loads_by_name_without_notices_and_equals_its_own_text(name):
    scenario = load_scenario(name)
    assert scenario.name == name
    assert scenario.notices == ()
    assert load_text(scenario.to_toml()) == scenario
    assert scenario.timeline_bars() or name == "baseline"


def test_a_shipped_scenario_can_be_extended_by_its_name_from_any_folder(tmp_path):
    write(tmp_path, mine='extends = "lockdown"\n' + HELPLINE)
    assert len(load_scenario(tmp_path / "mine.toml").events) == len(load_scenario("lockdown").events) + 1
