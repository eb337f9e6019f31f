"""One person and Branch in a browser: picked by key or by click, told in both languages, and the same digits as the command prints."""

import re
import subprocess
import sys
import zipfile

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402
from test_dashboard_browser import address, page_of  # noqa: E402, F401

pytestmark = pytest.mark.browser


def told(page):
    """Wait until somebody's story is told and return its heading."""
    page.locator(".noaber-story ul").wait_for()
    return page.locator(".noaber-story h2").inner_text()


def test_a_person_is_picked_by_key_or_by_click_told_in_both_languages_and_traced_by_the_command(address, browser_path, tmp_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/person")
        first = told(page)
        listed = page.get_by_label("People found")
        listed.focus()
        listed.press("ArrowDown")
        expect(page.locator(".noaber-story h2")).not_to_have_text(first)
        second = told(page)
        expect(page.locator("#noaber-people-list option:checked")).to_have_text(second)
        expect(page.locator(".noaber-story")).to_contain_text(re.compile("part|never"))

        page.get_by_label("Search by name or number").fill("17")
        expect(page.locator("#noaber-people-list option")).to_have_text([re.compile("no. 17$")])
        box = page.locator(".noaber-network canvas").bounding_box()
        page.locator(".noaber-network canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        expect(page.locator(".noaber-story h2")).not_to_have_text(second)
        third = told(page)

        page.locator("summary", has_text="As a table").click()
        expect(page.get_by_role("row", name="2 March 2020")).to_be_visible()
        page.get_by_role("button", name="Nederlands").click()
        page.get_by_role("row", name="2 maart 2020").wait_for()
        expect(page.locator(".noaber-story h2")).to_contain_text(third.split(",")[0])
        expect(page.locator(".noaber-chart [role=img]")).to_have_attribute("aria-label", re.compile("."))
        with page.expect_download() as download:
            page.get_by_role("button", name="Bestanden bij de opdracht (ZIP)").click()
        with zipfile.ZipFile(download.value.path()) as files:
            files.extractall(tmp_path)
        asked = page.locator(".noaber-area-foot code").all_inner_texts()
    assert (tmp_path / "command.txt").read_text(encoding="utf-8").split("\n")[:2] == asked
    code = "import sys; from sim.cli import main; main()"
    for each in asked:  # one for each life, with a file of its own where it needs one
        subprocess.run([sys.executable, "-c", code, *each.split()[1:], "--quiet"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    assert len(list(tmp_path.glob("person_*"))) == 2
    assert complaints == []


def test_a_branch_shows_the_digits_that_the_command_prints_for_the_file_it_offers(address, browser_path, tmp_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/branch")
        page.locator(".noaber-branch-form button[type=submit]:not([disabled])").wait_for()
        day = page.get_by_label("Day on which the policy changes")
        day.focus()
        day.press("Home")
        for _ in range(10):
            day.press("ArrowRight")
        page.get_by_text("12 March 2020, day 10 of 24").wait_for()
        page.get_by_label("end: spring").check()
        page.get_by_role("button", name="Go on from here").click()
        page.locator(".noaber-told .lead", has_text="12 March 2020").wait_for()
        page.locator("summary", has_text="Over all days").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the scenario").click()
        download.value.save_as(tmp_path / "branch.toml")
        rows = page.locator("details[open] tbody tr")
        expect(rows.first).to_be_visible()
        table = rows.all_inner_texts()
    shown = {row.split("\t")[0]: row.split("\t")[2] for row in table}
    command = [sys.executable, "-c", "from sim.cli import main; main()", "run", str(tmp_path / "branch.toml"), "--run-seed", "1", "--quiet"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for label, outcome in (("stress, SD", "distress"), ("days with high distress per person", "high_distress_days"), ("perceived support", "support")):
        line = next(line for line in printed.splitlines() if line.startswith(f"{outcome} "))
        assert shown[label].replace("−", "-").replace("\u00a0", "") in line.split(), (label, line)
    assert complaints == []
