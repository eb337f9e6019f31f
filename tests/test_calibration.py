"""Calibration from draws to files: small and few, to see that the parts fit together."""

import json

import numpy as np
import pytest
from small_worlds import LOCKDOWN, PANDEMIC, scenario_of

pytest.importorskip("sklearn")
pytest.importorskip("emcee")

from sim.cli import main  # noqa: E402
from sim.core.feelings import Feelings  # noqa: E402
from sim.population.build import build_population  # noqa: E402
from sim.population.stacking import stacked  # noqa: E402
from sim.studies.calibration import living, table  # noqa: E402
from sim.studies.calibration.calibrate import Calibration  # noqa: E402
from sim.studies.calibration.design import SMALL_AS_NOW, Design, OtherDraws, keep_design, kept_design  # noqa: E402
from sim.studies.calibration.fit import Fit  # noqa: E402
from sim.studies.calibration.living import arms_for, live_stack  # noqa: E402
from sim.studies.calibration.prior import Drawn, can_be, drawn_parameters, stack_values, with_values  # noqa: E402
from sim.studies.calibration.probing import sorted_out  # noqa: E402
from sim.studies.facts.fact import LIVED, NO_CRISIS, Fact, Part  # noqa: E402
from sim.studies.facts.record import Window  # noqa: E402
from sim.studies.facts.statistics import rise  # noqa: E402
from sim.timeline.errors import ScenarioError  # noqa: E402
from sim.timeline.load import load_scenario  # noqa: E402

SCENARIO = scenario_of(LOCKDOWN + PANDEMIC)


@pytest.fixture(scope="module")
def drawn():
    """A few parameters of different kinds, sorted out by trying."""
    wanted = ("loneliness.emotional", "chance_encounters.chance", "company.phone", "tie_upkeep.gain", "feelings.low_mood_days", "taking_up_help.worry")
    return sorted_out([each for each in drawn_parameters(SCENARIO) if each.path in wanted])


def test_all_numbers_with_a_range_are_drawn_but_definitions():
    paths = {each.path: each for each in drawn_parameters(SCENARIO)}
    assert {"loneliness.emotional", "feelings.low_mood_days", "social_need.seeks"} <= set(paths)
    assert "chance_encounters.pairings" not in paths  # a whole number
    assert "withdrawal.ordinary_variance" not in paths  # a definition
    assert all(each.low <= each.default <= each.high for each in paths.values())


def test_parameters_that_go_into_tables_or_ties_are_drawn_once_a_stack(drawn):
    active, idle = drawn
    by_member = {each.path: each.by_member for each in active}
    assert by_member["loneliness.emotional"] and by_member["chance_encounters.chance"]
    assert not by_member["company.phone"] and not by_member["tie_upkeep.gain"] and not by_member["feelings.low_mood_days"]
    assert [each.path for each in idle] == ["taking_up_help.worry"]


def test_values_reach_the_members_they_are_meant_for(drawn):
    stack = stacked([build_population(scenario_of(people=20), seed) for seed in (1, 2)])
    shares = np.array([[0.0] * len(drawn[0]), [1.0] * len(drawn[0])])
    changed = with_values(SCENARIO, stack_values(drawn[0], shares, stack))
    assert np.array_equal(changed.mechanisms["loneliness"].emotional, np.float32([0.3] * 20 + [2.0] * 20))
    assert changed.mechanisms["company"].phone == 0.2 and changed.feelings.low_mood_days == drawn[0][-1].low
    assert isinstance(changed.mechanisms["loneliness"].social, float)  # what is not drawn stays


def test_a_longer_table_begins_with_the_shorter_one():
    design = Design(tuple(Drawn(f"made.{k}", 0.0, 1.0, 0.25, "", "assumption", k < 3) for k in range(5)), 8, 60, 1)
    before = design.shares(0), design.shares(1)
    later = design.shares(200)
    assert np.array_equal(before[0], design.shares(0)) and np.array_equal(before[1], design.shares(1))
    assert not np.array_equal(before[0], before[1]) and not np.array_equal(before[1], later)
    assert np.ptp(before[0][:, 3:], axis=0).max() == 0  # one value a stack
    assert np.all(design.shares(SMALL_AS_NOW[0]) == 0.25)
    luck = [design.luck_of(number)[0] for number in design.stacks(40)]
    assert len(set(luck)) == len(luck) == 4 + 5


def test_arms_without_a_crisis_are_lived_once():
    arms, keys = arms_for(SMALL_FACTS, 60)
    assert sorted(arms) == ["calm", "lockdown lived", "lockdown_year lived"]
    assert keys["made one", NO_CRISIS] == keys["made other", NO_CRISIS] == "calm"
    assert arms["calm"].scenario.days == 40 and arms["lockdown lived"].scenario.days == 35


def _made(name, scenario, last):
    window = Window(load_scenario(scenario).start, last)
    return Fact(name, name, scenario, (Part("rise", 0.0, 1.0, "0.1"),), "calibrate", "made up",
                lambda arms: rise(arms, "loneliness", window), (LIVED, NO_CRISIS), (("loneliness", window),))


DAY_35, DAY_40 = (load_scenario("lockdown").start.fromordinal(load_scenario("lockdown").start.toordinal() + days) for days in (35, 40))
SMALL_FACTS = (_made("made one", "lockdown", DAY_35), _made("made other", "lockdown_year", DAY_40))


def test_a_stronger_parameter_shows_in_the_facts_of_its_own_member():
    one = Drawn("loneliness.emotional", 0.0, 2.0, 1.0, "", "assumption", True)
    other = Drawn("loneliness.social", 0.0, 2.0, 1.0, "", "assumption", True)
    design = Design((one, other), 6, 120, 1)
    shares, values = live_stack(design, 0, SMALL_FACTS)
    strength, risen = shares.sum(axis=1), np.array(values["made other"])[:, 0]
    assert np.corrcoef(strength, risen)[0, 1] > 0.8


def test_a_run_that_was_cut_short_goes_on_and_gives_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "calibration_facts", lambda waves: SMALL_FACTS[:1])
    monkeypatch.setattr(table, "targets", lambda waves: ())
    lived = []
    monkeypatch.setattr(table, "live_stack", lambda *given: lived.append(given[1]) or living.live_stack(*given))
    design = Design((Drawn("loneliness.emotional", 0.3, 2.0, 1.15, "", "assumption", True),), 2, 30, 1)
    assert not table.simulate(design, 4, tmp_path, stop=lambda: len(lived) > 4)
    first = list(lived)
    assert table.simulate(design, 4, tmp_path) and len(lived) == 7  # the one that was broken off is done again
    assert sorted(set(lived)) == sorted(design.stacks(4)) and lived[len(first):][0] == first[-1]


def test_a_folder_keeps_draws_of_one_design(tmp_path):
    design, idle = Design(drawn_parameters(SCENARIO)[:3], 2, 30, 1), drawn_parameters(SCENARIO)[3:5]
    assert kept_design(tmp_path, design.drawn + idle, 2, 30, 1, ()) is None
    keep_design(tmp_path, design, idle)
    assert kept_design(tmp_path, design.drawn + idle, 2, 30, 1, ()) == (design, idle)
    for drawn, people, seed in ((design.drawn, 30, 1), (design.drawn + idle, 31, 1), (design.drawn + idle, 30, 2)):
        with pytest.raises(OtherDraws, match="another folder"):
            kept_design(tmp_path, drawn, 2, people, seed, ())


def test_draws_of_another_design_are_refused(tmp_path, capsys):
    (tmp_path / "design.json").write_text(json.dumps({"made": "up"}))
    assert main(["calibrate", "--draws", "100", "--people", "50", "--out", str(tmp_path), "--quiet"]) == 2
    assert "another folder" in capsys.readouterr().err
    assert main(["calibrate", "--contacts", str(tmp_path / "none.csv")]) == 2
    assert "No such file" in capsys.readouterr().err


CORNER = {"feelings.distress_facets_r": 0.4, "feelings.loneliness_facets_r": 0.3, "feelings.distress_loneliness_r": 0.6,
          "feelings.distress_fluctuation_days": 3.0, "feelings.loneliness_fluctuation_days": 40.0}


def test_a_set_whose_feelings_cannot_hold_together_is_told_and_not_accepted():
    with pytest.raises(ScenarioError, match="cannot hold together"):
        load_scenario("baseline", set=CORNER)
    assert not can_be(CORNER)
    for path, value in CORNER.items():  # each alone is well within what can be
        assert can_be({path: value, "company.stranger": 0.1})


def test_sets_that_cannot_be_are_no_part_of_what_a_fit_hands_on():
    as_now = Feelings()
    drawn = tuple(Drawn(path, value, getattr(as_now, path.partition(".")[2]), value, "", "assumption") for path, value in CORNER.items())
    accepted = np.array([[1.0] * len(drawn), [0.0] * len(drawn), [0.0, *[1.0] * (len(drawn) - 1)]])  # as now, the corner, one number of it
    fit = Fit(drawn, (), (), (), (), np.zeros(len(drawn)), accepted, accepted[0], None, np.zeros(0), None, (), ())
    idle = Drawn("taking_up_help.worry", 0.2, 0.4, 0.3, "", "assumption")
    rows = Calibration(Design(drawn, 3, 30, 1), (idle,), 3, None, fit).posterior()
    assert list(rows.columns) == [*CORNER, idle.path] and rows[idle.path].between(0.2, 0.4).all()
    assert rows["feelings.distress_facets_r"].to_list() == [as_now.distress_facets_r, 0.4] and rows.index.to_list() == [0, 1]
    assert rows["feelings.loneliness_facets_r"].to_list() == [as_now.loneliness_facets_r] * 2
