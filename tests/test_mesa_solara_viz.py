"""The script for those who know Mesa: its page is drawn by Mesa's own SolaraViz."""

import importlib.util

import pytest

pytest.importorskip("altair", reason="Mesa's SolaraViz imports altair: pip install noaber[dev]")
solara = pytest.importorskip("solara", reason="SolaraViz needs solara: pip install noaber[dashboard]")


@pytest.fixture(scope="module")
def script(repository):
    """Import the script as `solara run` does."""
    spec = importlib.util.spec_from_file_location("mesa_solara_viz", repository / "experiments" / "mesa_solara_viz.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_settings_are_those_of_the_model(script):
    small = script.Lockdown(people=60, severity=0.2, days=40)
    assert small.n_people == 60 and len(small.places) == 60
    assert next(each for each in small.crisis_scenario.crisis if each.name == "lockdown").severity == 0.2
