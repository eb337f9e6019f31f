"""The page Study in a browser: an archive made by the command, an export, a bad file, a link, and a small study started by the visitor."""

import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")
pytest.importorskip("duckdb", reason="studies are an extra: pip install noaber[studies]")

from test_dashboard_browser import HELPLINE, LOCKDOWN, page_of  # noqa: E402

from sim import read_results  # noqa: E402

pytestmark = pytest.mark.browser

STUDY = """
title = "Tiny study"
scenarios = ["short.toml", "helped.toml"]
people = 100
days = 20
replicates = 2
series = true
outcomes = ["distress", "loneliness"]
[[vary]]
path = "crisis.spring.severity"
name = "<img src=x onerror=document.title='broken'> & $strict$"
values = [0.3, 0.6, 0.9]
[[vary]]
path = "crisis.spring.until"
name = "until"
values = [2020-03-14, 2020-03-20]
"""
NOABER = "import sys; from sim.cli import main; sys.exit(main())"
# Few people, so that the small study takes seconds.
SERVE = "import sys; from sim.dashboard.serve import serve; serve(sys.argv[2:], port=0, open_browser=False, people_limit=40, studies=sys.argv[1])"


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    """Return a folder with the archive of a tiny study and its export, made by the command."""
    folder = tmp_path_factory.mktemp("studies")
    for name, text in (("short", LOCKDOWN), ("helped", HELPLINE), ("study", STUDY)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    for command in (["sweep", "study.toml", "--out", "results/tiny"], ["export", "--out", "results/tiny", "--to", "tiny.csv"]):
        subprocess.run([sys.executable, "-c", NOABER, *command, "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="module")
def address(studies):
    """Serve the studies and give the address of their page."""
    command = [sys.executable, "-c", SERVE, str(studies / "results"), str(studies / "short.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "NOABER_CACHE": str(studies / "cache")}) as server:
        try:
            yield re.search(r"http://localhost:\d+", server.stdout.readline())[0] + "/study"
        finally:
            server.terminate()


def drawn(page, key):
    """Wait for a picture and return what it says to those who do not see it."""
    picture = page.locator(f"[data-part={key}] svg[role=img]")
    picture.wait_for()
    return picture.get_attribute("aria-label")


def test_a_study_of_the_folder_is_shown_taken_along_and_restored_from_its_link(address, browser_path, studies):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.get_by_text("24 of 24 runs are finished.").wait_for()
        for key in ("policies", "duels", "regret", "map", "matters", "course"):
            assert drawn(page, key)
        before = drawn(page, "course")
        page.get_by_label("Outcome", exact=True).select_option("loneliness")
        page.get_by_label("Map and ranking of factors: which quantity").select_option("in:short")
        page.get_by_role("heading", name="Over the values that were varied: loneliness, in “short”").wait_for()
        page.locator("[data-part=course] p", has_text="highest on").first.wait_for()
        assert drawn(page, "course") != before
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as CSV: Over the values").click()
        lines = [line for line in Path(saved.value.path()).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
        means = read_results(studies / "results" / "tiny").values("loneliness")[..., 0].mean(axis=1)
        assert sorted(float(row["loneliness"]) for row in rows) == pytest.approx(sorted(means))
        for kind, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
            with page.expect_download() as saved:
                page.get_by_role("button", name=f"Save as {kind}: Over the values").click()
            assert Path(saved.value.path()).read_bytes().startswith(begins)
        page.locator("[data-part=map] summary").click()
        assert page.locator("[data-part=map] tbody tr").count() == 6
        assert page.title().startswith("Study")  # a factor's name is text, whatever it looks like
        link, told = page.url, page.locator("[data-part=map] p").first.inner_text()
    with page_of(browser_path, complaints) as page:
        page.goto(link)
        page.get_by_role("heading", name="loneliness, in “short”").first.wait_for()
        page.locator("[data-part=map] p").first.wait_for()
        assert page.locator("[data-part=map] p").first.inner_text() == told and page.url == link
        page.get_by_role("button", name="Nederlands").click()
        page.get_by_text("24 van 24 runs zijn klaar.").wait_for()
        page.get_by_role("heading", name="Over de gevarieerde waarden: eenzaamheid").wait_for()
        page.goto(f"{address}?study.of=../../etc&study.view=nonsense%7C%7C%3Cb%3E")
        page.get_by_text("24 van 24 runs zijn klaar.").wait_for()  # the address names no language: the one chosen last is kept
    assert complaints == []


def test_an_export_is_opened_and_a_bad_file_is_told(address, browser_path, studies, tmp_path):
    complaints = []
    bad = tmp_path / "tiny.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    manifest = studies / "tiny.csv.manifest.json"
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.get_by_text("24 of 24 runs are finished.").wait_for()
        files = page.locator("input[type=file]")
        files.set_input_files([bad])
        page.get_by_role("alert").get_by_text("choose two files together").wait_for()
        files.set_input_files([bad, manifest])
        page.get_by_role("alert").get_by_text("These files cannot be used: table.csv: no table of an export").wait_for()
        files.set_input_files([studies / "tiny.csv", manifest])
        page.locator("#noaber-study-of option", has_text="opened here: tiny.csv").wait_for(state="attached")
        page.wait_for_function("() => document.querySelector('#noaber-study-of').value === 'own 1'")
        assert drawn(page, "map") and "study.of" not in page.url
    assert complaints == []


def test_a_visitor_starts_a_small_study_stops_it_and_sees_it_through(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.get_by_role("button", name="Start the small study").click()
        page.get_by_role("progressbar", name="Progress of the small study").wait_for()
        page.get_by_text(re.compile(r"^\d+ of 48 runs")).first.wait_for()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text(re.compile(r"Stopped after \d+ runs|Done: 48 runs")).wait_for()
        if page.get_by_role("button", name="Go on").is_visible():
            page.get_by_role("button", name="Go on").click()
        page.get_by_text("Done: 48 runs.").wait_for()
        page.get_by_text("48 of 48 runs are finished.").wait_for()
        page.get_by_role("heading", name="Which help does well in most lockdowns?").wait_for()
        for key in ("map", "matters", "policies", "course"):
            assert drawn(page, key)
        assert "Luck is" in page.locator("[data-part=matters]").inner_text()
    assert complaints == []
