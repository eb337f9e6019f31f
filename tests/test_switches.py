"""Findings that are off unless a file switches them on: switched on, each changes a scenario that concerns it."""

import numpy as np
import pytest

from sim.core import catalogue
from sim.run import first_morning, run
from sim.timeline.load import load_scenario

catalogue.ensure_registered()
SWITCHES = [name for name in catalogue.names("mechanism") if not catalogue.find("mechanism", name).on_by_default]
# by name: a shipped scenario that concerns it, days enough for it to act, the outcome it is about, and which way that goes
CONCERNS = {
    "season": ("baseline", 30, "distress", 1), "social_media": ("lockdown", 60, "distress", 1), "chronic_isolation": ("lockdown_year", 150, "distress", 1),
    "lonely_company": ("lockdown", 90, "loneliness", 1), "joy_of_helping": ("netherlands_2020_volunteering", 90, "distress", -1)}


def test_every_switch_has_a_scenario_that_concerns_it():
    assert set(CONCERNS) == set(SWITCHES)


@pytest.mark.parametrize("name", SWITCHES)
def test_a_finding_that_is_switched_on_does_something(name):
    scenario, days, outcome, way = CONCERNS[name]
    off, on = (load_scenario(scenario, people=200, days=days, set={f"mechanisms.{name}": state}) for state in (False, True))
    results = [run(each, morning=first_morning(each, 1)) for each in (off, on)]
    change = results[1].table[:, 0, results[0].outcomes.index(outcome)] - results[0].table[:, 0, results[0].outcomes.index(outcome)]
    assert way * change[-30:].mean() > 0.0005


def test_the_season_goes_by_the_day_of_the_year_and_not_by_the_day_of_the_run():
    mean = {}
    for start in ("2019-01-15", "2019-07-15"):
        scenarios = [load_scenario("baseline", people=200, days=30, set=[f"mechanisms.season={state}", f"start={start}"]) for state in ("false", "true")]
        off, on = (run(each, morning=first_morning(each, 1)) for each in scenarios)
        mean[start] = np.mean((on.table - off.table)[-10:, 0, on.outcomes.index("distress")])
    assert mean["2019-01-15"] > 0.01 and mean["2019-07-15"] < -0.01
