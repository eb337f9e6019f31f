"""What the README shows of scenario files and of Python works as it stands there."""

import re
from datetime import date, timedelta

import pytest

from sim.timeline.load import load_text


@pytest.fixture(scope="module")
def sections(repository):
    """Return {heading: text} of the README."""
    parts = re.split(r"^## (.+)$", (repository / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_scenario_shown_loads(sections):
    scenario = load_text(blocks(sections["A scenario file"], "toml")[0], name="shown")
    assert scenario.population.people == 5_000
    assert next(event for event in scenario.crisis if event.name == "lockdown").severity == 0.7


def test_the_series_shown_drives_a_lockdown(sections, tmp_path):
    days = [date(2020, 2, 24) + timedelta(days=k) for k in range(90)]
    (tmp_path / "stringency.csv").write_text("CountryCode,date,stringency_index\n" + "".join(
        f"{country},{day},{level}\n" for country, level in (("NLD", 80), ("BEL", 20)) for day in days))
    event = blocks(sections["A scenario file"], "toml")[1]
    scenario = load_text("start = 2020-02-24\ndays = 90\n" + event, folder=tmp_path)
    measures, wave = scenario.crisis
    assert measures.severity.daily == (0.8,) * 90 and (measures.threat, measures.uncertainty) == (0, 0) and wave.severity == 0.12


def test_the_python_shown_runs(sections, capsys):
    exec(blocks(sections["From Python"], "python")[0].replace("1_000", "200").replace("replicates=10", "replicates=2"), {})
    assert "What the crisis did" in capsys.readouterr().out
