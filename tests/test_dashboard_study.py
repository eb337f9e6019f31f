"""The page Study without a browser: what is offered to whom, what is read while a study runs, exports read back, and what is told of it."""

import json
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("duckdb", reason="studies are an extra: pip install noaber[studies]")

from tiny_studies import TINY, at_once, changed, content  # noqa: E402

from sim import ScenarioError, Workers, read_export, read_results, sensitivity_of, sweep  # noqa: E402
from sim.dashboard.study_choice import choice_of, policies_of  # noqa: E402
from sim.dashboard.study_desk import StudyDesk  # noqa: E402
from sim.dashboard.study_folder import offer_studies, offered_studies  # noqa: E402
from sim.dashboard.study_names import Naming  # noqa: E402
from sim.dashboard.study_small import tables  # noqa: E402
from sim.dashboard.study_told import matters_of, overview  # noqa: E402
from sim.dashboard.study_uploads import Refused, read_files  # noqa: E402
from sim.dashboard.study_view import unpacked, view_of  # noqa: E402
from sim.studies.sweep.exporting import export  # noqa: E402

DATES = {"path": "crisis.lockdown.until", "name": "until", "low": "2020-04-01", "high": "2020-05-01"}
SEVERITY = TINY["vary"][0]


@pytest.fixture(autouse=True)
def _nothing_offered():
    yield
    offer_studies(None, others_may_come=True)


@pytest.fixture
def tiny(tmp_path):
    """Return the folder of a finished tiny study with two factors."""
    sweep(changed(title="Tiny", days=90, replicates=2, design={"kind": "grid", "steps": 3}, vary=(SEVERITY, _dated(DATES))), tmp_path / "tiny", live=at_once)
    return tmp_path / "tiny"


def _dated(factor):
    from datetime import date
    return {**factor, "low": date.fromisoformat(factor["low"]), "high": date.fromisoformat(factor["high"])}


def seen(desk, holds):
    """Wait until the state of a desk is as it should be and return it."""
    until = time.monotonic() + 120
    while not holds(desk.state.value):
        assert time.monotonic() < until, desk.state.value
        time.sleep(0.05)
    return desk.state.value


def test_visitors_from_elsewhere_see_a_folder_only_if_it_was_named(tiny, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    tiny.rename(tmp_path / "results")
    offer_studies(None, others_may_come=True)
    assert offered_studies() == ()
    offer_studies(None, others_may_come=False)
    assert [(each.name, each.title) for each in offered_studies()] == [("results", "Tiny")]
    offer_studies(tmp_path / "elsewhere", others_may_come=False)
    assert offered_studies() == ()


def test_what_is_published_is_read_without_the_database(tiny):
    (tiny / "archive.duckdb").write_bytes(b"held by another process")
    offer_studies(tiny, others_may_come=False)
    desk = StudyDesk()
    desk.watch("en")
    state = seen(desk, lambda state: state.view and not state.busy)
    assert state.overview[0][0] == "18 of 18 runs are finished." and [part.key for part in state.parts] == ["map", "matters"]
    desk.choose("up", "")
    desk.choose("across", "until")  # the next moment: it builds on the choice before
    state = seen(desk, lambda state: not state.busy and state.parts)
    assert (state.view.across, state.view.up) == ("until", "") and [row[0] for row in state.parts[0].rows] == ["1 April 2020", "16 April 2020", "1 May 2020"]
    desk.open("../tiny")
    assert desk.state.value.of == "tiny"
    desk.close()


def test_failed_runs_are_told_in_plain_words_and_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv("BREAKS_ABOVE", "0.5")
    sweep(changed(replicates=1), tmp_path / "out", live=at_once)
    results = read_results(tmp_path / "out")
    naming = Naming(results, "en")
    told, factors, errors = overview(naming)
    assert "Failed: 6. They are left out of everything below." in told and errors == [["the model could not go on: too severe", "6"]]
    assert factors[0][:2] == ["severity", "0 to 1"]
    assert matters_of(naming, view_of(results, {})).sentences[0].startswith("It depends most on severity.")


def test_without_the_library_for_indices_the_page_says_what_to_install(tiny, monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib", None)
    results = read_results(tiny)
    said = matters_of(Naming(results, "nl"), view_of(results, {}))
    assert said.sentences == ("Hiervoor is SALib nodig, dat hier niet is geïnstalleerd. Wie dit dashboard beheert, voegt het toe met: pip install 'noaber[studies]'",)


def test_the_small_study_runs_with_the_scenarios_that_are_shipped(tmp_path):
    found = sweep({**tables(), "people": 20, "replicates": 1}, tmp_path / "small")
    assert found.ran == found.total == 24


def test_policies_that_tie_are_told_as_equals_and_those_too_small_to_matter_as_such(tmp_path):
    (tmp_path / "milder.toml").write_text('extends = "lockdown"\n[[crisis]]\nname = "lockdown"\nseverity = 0.3\n', encoding="utf-8")
    (tmp_path / "hardly.toml").write_text('extends = "lockdown"\n[[crisis]]\nname = "lockdown"\nseverity = 0.895\n', encoding="utf-8")
    told, drawn = {}, {}
    for name, policies in {"milder": ("milder.toml",), "hardly": ("hardly.toml",), "none": ()}.items():
        scenarios = ("lockdown", "lockdown_helpline", "community_programme", *(str(tmp_path / each) for each in policies))
        sweep(changed(scenarios=scenarios, days=90, replicates=2, vary=(_dated(DATES),), design={"kind": "grid", "steps": 2}), tmp_path / name, live=at_once)
        naming = Naming(read_results(tmp_path / name), "en")
        view = view_of(naming.results, {})
        choice = choice_of(naming, view)
        told[name], drawn[name] = " ".join((*choice.told, *matters_of(naming, view).sentences)), policies_of(naming, choice)
    assert {name: "best in" in each.svg for name, each in drawn.items()} == {"milder": True, "hardly": False, "none": False}
    assert drawn["hardly"].sentences[0].endswith("so none is recommended.") and "gives most" in drawn["milder"].sentences[0]
    tied = "There is no difference in any world between helpline and community programme."
    assert "Whoever wants to regret least chooses “milder”" in told["milder"] and tied in told["milder"]
    assert "from best to worst over all values: milder, lockdown = helpline = community programme (=: no difference at any of them)." in told["milder"]
    assert "“milder” leads the next by a difference that matters (0.010 SD) at 100\u00a0% of them." in told["milder"]
    assert "below 0.010 SD, from which it matters, in every world" in told["hardly"] and "No scenario makes a difference that matters (0.010 SD)" in told["hardly"]
    assert "No policy makes a difference that matters (at least 0.010 SD) in any world, so none is recommended." in told["hardly"]
    assert "No policy does better than doing nothing in any world, so none is recommended." in told["none"]
    assert "There is no ranking: lockdown, helpline and community programme come out exactly the same at all values." in told["none"]


def test_a_choice_is_told_as_so_far_until_all_runs_are_there(tmp_path):
    sweep(changed(scenarios=("lockdown", "lockdown_helpline"), replicates=2), tmp_path / "out", live=at_once)
    results = read_results(tmp_path / "out")
    fewer = results.runs.assign(status=["missing", *results.runs["status"][1:]])
    choices = [choice_of(Naming(replace(results, runs=runs), "en"), view_of(results, {})) for runs in (fewer, results.runs)]
    assert [each.so_far for each in choices] == [True, False] and choices[1].told[1] in choices[0].told[1]
    assert overview(Naming(replace(results, runs=fewer), "en"))[0][0] == "Counted on this page so far: 23 of 24 runs."  # as the sentence below it
    first = (results.runs["point"] == 0).to_numpy()[:, None, None, None]
    alone = replace(results, numbers=np.where(first, results.numbers, np.nan))
    assert "In the one world of which all runs are there" in choice_of(Naming(alone, "en"), view_of(results, {})).told[0]
    assert choices[0].told[1].startswith("So far, after 23 of 24 runs") and "So far" not in " ".join(choices[1].told)


DESIGNS = {
    "grid": {"days": 90, "design": {"kind": "grid", "steps": 3}, "vary": (SEVERITY, _dated(DATES)), "replicates": 2},
    "morris": {"design": {"kind": "morris", "points": 3}, "replicates": 2},
    "one at a time": {"days": 90, "design": {"kind": "one_at_a_time", "steps": 3}, "vary": (SEVERITY, _dated(DATES)), "replicates": 1},
    "luck": {"design": {"kind": "sobol", "points": 8, "luck": True}, "replicates": 3},
    "names": {"vary": ({"path": "crisis.lockdown.school_closed", "name": "schools", "categories": (0.0, 1.0)},), "replicates": 1},
}


@pytest.mark.parametrize("kind", DESIGNS)
def test_an_export_that_is_read_back_is_the_study(kind, tmp_path):
    sweep(changed(**DESIGNS[kind]), tmp_path / "out", live=at_once)
    results = read_results(tmp_path / "out")
    export(results, tmp_path / "table.csv")
    again = read_export(tmp_path / "table.csv", tmp_path / "table.csv.manifest.json")
    assert (again.points, again.factors, again.cases) == (results.points, results.factors, results.cases)
    assert np.array_equal(again.values("distress"), results.values("distress"), equal_nan=True)
    assert repr(sensitivity_of(again, "distress")) == repr(sensitivity_of(results, "distress"))


DAMAGE = {
    "a row is gone": lambda table, about: ("\n".join(table.splitlines()[:-1]), about),
    "a row is twice there": lambda table, about: (table + table.splitlines()[-1] + "\n", about),
    "a point far away": lambda table, about: (table.replace(",8,", ",800000000,"), about),
    "an outcome nobody knows": lambda table, about: (table.replace("distress", "mischief"), about),
    "a huge design": lambda table, about: (table, about.replace('kind = \\"grid\\"', 'kind = \\"morris\\"\\npoints = 9000000')),
    "no study": lambda table, about: (table, json.dumps({**json.loads(about), "study": "scenarios = 5"})),
    "another list": lambda table, about: (table, "[]"),
    "deep": lambda table, about: (table, "[" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_export_is_refused_where(damage, tiny, tmp_path):
    export(read_results(tiny), tmp_path / "table.csv")
    table, about = (tmp_path / name for name in ("table.csv", "table.csv.manifest.json"))
    changed_table, changed_about = DAMAGE[damage](table.read_text(encoding="utf-8"), about.read_text(encoding="utf-8"))
    table.write_text(changed_table, encoding="utf-8")
    about.write_text(changed_about, encoding="utf-8")
    with pytest.raises(ScenarioError):
        read_export(table, about)


@pytest.mark.parametrize("files", [None, [], [{}, {}], [{"name": "a.csv"}, {"name": "a.csv.manifest.json", "content": "!!"}],
                                   [{"name": "../a.csv", "content": "YQ=="}, {"name": "a.manifest.json", "content": "e30="}],
                                   [{"name": "a.csv", "content": "YQ==", "size": 1e9}, {"name": "a.manifest.json", "content": "e30="}]])
def test_files_that_are_no_export_are_refused_whatever_a_browser_sends(files):
    with pytest.raises(Refused):
        read_files(files)


def test_a_link_can_wish_for_nothing_that_the_study_has_not(tiny):
    results = read_results(tiny)
    usual = view_of(results, {})
    assert view_of(results, unpacked("mischief|never|<b>|by:nobody|until|until")) == usual.changed(results, "across", "until")
    assert usual.changed(results, "outcome", "mischief") == usual == usual.changed(results, "naming", "x")


def test_processes_that_stay_give_the_bits_of_this_one(tmp_path):
    study = changed(people=20, days=20, replicates=2, vary=({"path": "crisis.pandemic.severity", "values": (0.2, 0.8)},), design={"kind": "grid"})
    workers = Workers(1)
    try:
        sweep(study, tmp_path / "there", workers=workers)
    finally:
        workers.close()
    sweep(study, tmp_path / "here")
    assert content(tmp_path / "there") == content(tmp_path / "here")
