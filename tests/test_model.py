"""The Mesa face: a real mesa.Model that steps like `run`, with people to look at and nothing of its own."""

import gc
import weakref

import mesa
import numpy as np
import pytest
from small_worlds import EVERYTHING, scenario_of

from sim import CrisisModel, Person, ScenarioError, run

DAYS, PEOPLE = 12, 120


@pytest.fixture(scope="module")
def scenario():
    return scenario_of(EVERYTHING, people=PEOPLE, days=DAYS)


@pytest.fixture(scope="module")
def finished(scenario):
    """A model at the end of its run; tests only look at it."""
    model = CrisisModel(scenario, rng=5)
    model.run_model()
    return model


def test_it_is_a_mesa_model_that_steps_bit_for_bit_like_run(scenario, finished):
    result = run(scenario, seed=5)
    assert isinstance(finished, mesa.Model)
    assert finished.result().table.tobytes() == result.table.tobytes()
    assert finished.series.equals(result.series)
    assert finished.result().sessions == result.sessions


def test_hours_step_bit_for_bit_like_run():
    scenario = scenario_of(EVERYTHING, people=30, days=3, step="hour")
    model = CrisisModel(scenario, rng=2)
    for hour in range(30):
        assert (model.steps, model.day) == (hour, hour // 24)
        model.step()
    model.run_model()
    assert model.result().table.tobytes() == run(scenario, seed=2).table.tobytes()


def test_running_ends_with_the_scenario_and_further_steps_change_nothing(scenario):
    model = CrisisModel(scenario, rng=5)
    assert model.running and model.day == 0 and model.date == scenario.start
    model.run_model()
    assert not model.running and model.steps == model.day == DAYS and model.date == scenario.end
    before = model.values("distress")
    model.step()
    assert np.array_equal(model.values("distress"), before, equal_nan=True)
    assert len(model.datacollector.get_model_vars_dataframe()) == DAYS


def test_a_model_without_a_seed_is_the_same_every_time(scenario):
    assert np.array_equal(CrisisModel(scenario).values("sociability"), CrisisModel(scenario, rng=1).values("sociability"))
    assert not np.array_equal(CrisisModel(scenario).values("sociability"), CrisisModel(scenario, rng=2).values("sociability"))


def test_a_seed_that_is_no_whole_number_is_refused(scenario):
    with pytest.raises(TypeError, match="whole number"):
        CrisisModel(scenario, rng=np.random.default_rng(1))


def test_the_file_may_be_a_path_a_shipped_name_or_a_scenario(repository, scenario):
    by_name = CrisisModel("lockdown", people=30, days=20)
    by_path = CrisisModel(repository / "scenarios" / "lockdown.toml", people=30, days=20)
    assert by_name.crisis_scenario == by_path.crisis_scenario
    assert by_name.n_people == 30 and by_name.crisis_scenario.days == 20
    assert CrisisModel(scenario).crisis_scenario is scenario


def test_settings_change_the_scenario():
    model = CrisisModel("lockdown", people=30, set="crisis.lockdown.severity=0.25")
    assert {event.name: event.severity for event in model.crisis_scenario.crisis}["lockdown"] == 0.25


def test_a_mistake_is_a_scenario_error_before_anything_is_built():
    with pytest.raises(ScenarioError, match="lockdwn"):
        CrisisModel("lockdwn")


def test_the_datacollector_holds_the_outcomes_of_everyone(finished):
    collected = finished.datacollector.get_model_vars_dataframe()
    series = finished.series[finished.series["group"] == "everyone"]
    for name in collected:
        assert np.array_equal(collected[name], series[series["outcome"] == name]["value"], equal_nan=True)


def test_people_are_views_of_their_rows(finished):
    people = list(finished.agents)
    assert len(people) == PEOPLE and all(isinstance(person, Person) for person in people)
    assert [person.row for person in people] == list(range(PEOPLE))
    assert [person.unique_id for person in people] == list(range(1, PEOPLE + 1))
    for name in ("age", "distress", "loneliness", "need", "sociability", "household", "contacts_in_person"):
        assert np.array_equal([getattr(person, name) for person in people], finished.values(name), equal_nan=True)


def test_people_change_with_the_model(scenario):
    model = CrisisModel(scenario)
    adult = next(person for person in model.agents if person.age >= 18)
    before = adult.distress
    model.step()
    assert adult.distress != before


def test_people_cannot_be_written_but_may_carry_names_of_ones_own(scenario):
    person = next(iter(CrisisModel(scenario).agents))
    with pytest.raises(AttributeError, match="view of a row"):
        person.distress = 0.0
    person.seat = 3
    assert person.seat == 3
    with pytest.raises(AttributeError, match="no 'stress'"):
        _ = person.stress


def test_mesa_tools_select_people(finished):
    old = finished.agents.select(lambda person: person.age >= 65)
    assert len(old) == (finished.values("age") >= 65).sum()
    assert finished.agents_by_type[Person].agg("age", max) == finished.values("age").max()


def test_young_children_have_no_scored_feelings(finished):
    age = finished.values("age")
    assert (np.isnan(finished.values("distress")) == (age < 12)).all()
    assert (np.isnan(finished.values("loneliness")) == (age < 15)).all()


def test_values_are_copies_and_unknown_names_are_told(finished):
    finished.values("age")[:] = 200
    assert finished.values("age").max() < 120
    with pytest.raises(ValueError, match="no 'stress'.*distress"):
        finished.values("stress")


def test_outcomes_of_people_have_no_value_before_the_first_step(scenario):
    model = CrisisModel(scenario)
    assert np.isnan(model.values("contacts_in_person")).all()
    model.step()
    assert model.values("contacts_in_person").mean() == model.result().table[0, 0, 7]


def test_models_are_freed_when_dropped(scenario):
    kept = []
    for seed in range(20):
        model = CrisisModel(scenario, rng=seed)
        assert len(model.agents) == PEOPLE
        model.step()
        kept.append(weakref.ref(model))
    del model
    gc.collect()
    assert [reference() for reference in kept if reference() is not None] == []
