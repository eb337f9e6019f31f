"""The timeline editor in a browser: by mouse, by keyboard, in Dutch; files in and out, and the digits of a downloaded scenario."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

import pandas as pd  # noqa: E402
from playwright.sync_api import expect  # noqa: E402
from test_dashboard_browser import HELPLINE, LOCKDOWN, page_of  # noqa: E402

from sim import load_scenario  # noqa: E402

pytestmark = pytest.mark.browser

_SERVE = """
import sys
from sim.dashboard import serve
serve._FORCED["SOLARA_APP"] = "timeline_app"
serve.serve(sys.argv[1:], port=0, open_browser=False)
"""


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory):
    """Return a folder with two small scenarios."""
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    (folder / "helped.toml").write_text(HELPLINE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(scenarios):
    """Serve the page of the editor alone, and give its address; the scenario is 24 days from 2 March 2020."""
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here.parent), str(here), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", _SERVE, str(scenarios / "helped.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}) as server:
        try:
            yield re.search(r"http://localhost:\d+", server.stdout.readline())[0]
        finally:
            server.terminate()


@pytest.fixture
def page(address, browser_path):
    """Open the page of the editor; at the end nothing may have gone wrong or elsewhere."""
    complaints = []
    with page_of(browser_path, complaints) as opened:
        opened.goto(address)
        bar(opened, "spring").wait_for()
        yield opened
    assert complaints == []


def bar(page, name):
    """Return the bar of an event."""
    return page.get_by_role("slider", name=re.compile(rf"(Crisis|Intervention|Interventie) {name},"))


def days(page, name, first, end):
    """Wait until a bar runs between two dates."""
    expect(bar(page, name)).to_have_attribute("aria-valuetext", f"{first} to before {end}")


def drag(page, element, by):
    """Drag an element by so many pixels."""
    box = element.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by / 2, y)
    page.mouse.move(x + by, y)
    page.mouse.up()


def test_a_bar_is_dragged_and_its_end_and_both_are_undone(page):
    before = page.locator("#hash").inner_text()
    day = page.locator(".tl-lane").first.bounding_box()["width"] / 24
    drag(page, bar(page, "spring"), 3 * day)
    days(page, "spring", "12 March 2020", "23 March 2020")
    drag(page, page.get_by_role("slider", name="End of spring"), -4 * day)
    days(page, "spring", "12 March 2020", "19 March 2020")
    expect(page.locator("#hash")).not_to_have_text(before)
    page.get_by_role("button", name="Undo").click()
    days(page, "spring", "12 March 2020", "23 March 2020")
    page.get_by_role("button", name="Undo").click()
    days(page, "spring", "9 March 2020", "20 March 2020")
    expect(page.locator("#hash")).to_have_text(before)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect(page.get_by_role("button", name="Redo")).to_be_focused()
    page.get_by_role("button", name="Redo").click()
    days(page, "spring", "12 March 2020", "23 March 2020")


def test_everything_can_be_done_by_keyboard(page):
    slider = bar(page, "spring")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    days(page, "spring", "12 March 2020", "23 March 2020")
    page.wait_for_timeout(600)  # so that the next keys are a step of their own
    page.keyboard.press("PageDown")
    days(page, "spring", "5 March 2020", "16 March 2020")
    page.wait_for_timeout(600)
    page.keyboard.press("Control+z")
    days(page, "spring", "12 March 2020", "23 March 2020")
    page.keyboard.press("Enter")
    page.locator(".tl-form h2:focus").wait_for()
    severity = page.get_by_role("slider", name="Severity")
    severity.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#timeline-severity")).to_have_value("0.75")
    page.keyboard.press("Escape")
    page.locator(".tl-bar:focus").wait_for()
    expect(slider).to_have_attribute("aria-label", re.compile("Level 75%"))
    page.keyboard.press("Shift+Tab")  # what is done stands above the crises
    expect(bar(page, "Helpline")).to_be_focused()
    page.keyboard.press("Delete")
    bar(page, "Helpline").wait_for(state="detached")
    expect(slider).to_be_focused()
    slider.press("Delete")  # the last one: from here something can only be added
    expect(page.locator("summary", has_text="Add …")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    page.locator(".tl-form h2:focus", has_text="Helpline").wait_for()
    page.get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(page.locator("summary", has_text="Add …")).to_be_focused()


def test_a_typed_mistake_is_told_beside_its_field_in_dutch_and_mended(page, address):
    page.goto(f"{address}/?lang=nl")
    bar(page, "spring").press("Enter")
    severity = page.get_by_label("Ernst", exact=True).last
    before = page.locator("#hash").inner_text()
    severity.fill("1,5")
    severity.press("Tab")
    page.locator("#timeline-severity-about", has_text="De ernst moet van 0 tot 1 zijn, maar er staat 1,5.").wait_for()
    expect(severity).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#hash")).to_have_text(before)
    until = page.get_by_label("Eindigt voor").first
    until.fill("2020-03-05")
    page.locator("#timeline-until-about", has_text="Verwacht wordt een dag na het begin, 9 maart 2020").wait_for()
    severity.fill("0,5")
    severity.press("Tab")
    until.fill("2020-03-18")
    page.get_by_role("status").get_by_text("vragen aandacht").wait_for(state="detached")
    expect(page.locator("#hash")).not_to_have_text(before)


def test_an_offer_is_added_with_a_target_group_from_a_plain_list(page):
    page.get_by_text("Add …").click()
    kinds = page.get_by_label("What to add")
    expect(kinds.locator("option")).to_have_count(28)
    expect(kinds.locator("optgroup")).to_have_count(2)
    kinds.select_option(label="Check-in calls")
    page.get_by_text("Volunteers phone people who are invited").wait_for()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Check-in calls").wait_for()
    expect(kinds).to_be_hidden()
    for open_form in (lambda: page.locator(".tl-name", has_text="Spring").click(), lambda: bar(page, "Check-in calls").press("Enter")):
        page.get_by_text("Add …").click()  # what pops up lies over the bars and the form
        expect(kinds).to_be_visible()
        open_form()
        expect(kinds).to_be_hidden()
    page.get_by_role("heading", name="Check-in calls").wait_for()
    days(page, "Check-in calls", "9 March 2020", "20 March 2020")
    page.get_by_text("Target group", exact=True).click()
    page.get_by_label("Living alone").select_option("yes")
    capacity = page.get_by_label("Capacity per 1,000 residents")
    capacity.fill("0.5")
    capacity.press("Tab")
    expect(page.get_by_label("Living alone")).to_have_value("yes")
    expect(capacity).to_have_value("0.5")
    page.get_by_text("As a table").click()
    level = page.get_by_label("Check-in calls: Reach")
    level.fill("45%")
    level.press("Tab")
    expect(page.locator("#timeline-reach")).to_have_value("0.45")


def test_what_is_being_typed_is_not_overwritten_by_what_the_server_says_of_the_change_before(page):
    page.locator(".tl-name", has_text="Helpline").click()
    capacity, before = page.get_by_label("Capacity per 1,000 residents"), page.locator("#hash").inner_text()
    usual = capacity.input_value()
    page.get_by_text("Target group", exact=True).click()
    page.get_by_label("Living alone").select_option("yes")
    capacity.fill("0.5")
    expect(page.locator("#hash")).not_to_have_text(before)  # the server has answered to the first change
    page.wait_for_timeout(500)
    expect(capacity).to_have_value("0.5")
    before = page.locator("#hash").inner_text()
    capacity.press("Enter")
    expect(page.locator("#hash")).not_to_have_text(before)
    page.get_by_role("button", name="Undo").click()
    expect(capacity).to_have_value(usual)
    expect(page.get_by_label("Living alone")).to_have_value("yes")


def test_a_downloaded_scenario_runs_to_the_digits_of_the_screen(page, tmp_path):
    from sim.cli import main

    bar(page, "spring").focus()
    page.keyboard.press("ArrowRight")
    days(page, "spring", "10 March 2020", "21 March 2020")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("#digits")).not_to_be_empty()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download scenario").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert re.fullmatch(r"my_scenario_[0-9a-f]{6}\.toml", file.name)
    expect(page.locator("#hash")).to_have_text(load_scenario(file).hash())
    assert not main(["run", str(file), "--run-seed", "1", "--out", str(tmp_path / "results"), "--quiet"])
    series = pd.read_parquet(tmp_path / "results" / "series.parquet").query("outcome == 'distress' and group == 'everyone'")
    expect(page.locator("#digits")).to_have_text(repr(float(series.sort_values("step").value.iloc[-1])))
    page.get_by_text("Answers so far (1)").click()
    page.get_by_text("Distress ends at").wait_for()


def test_a_good_file_is_opened_and_a_bad_one_told(page, scenarios, tmp_path):
    good, bad, code = tmp_path / "good.toml", tmp_path / "bad.toml", tmp_path / "code.py"
    good.write_text(LOCKDOWN.replace("A short lockdown", "My own lockdown").replace('"spring"', '"mine"'), encoding="utf-8")
    bad.write_text(LOCKDOWN.replace("severity", "sevirity"), encoding="utf-8")
    code.write_text("print(1)", encoding="utf-8")
    page.get_by_text("Open file …").click()
    chooser, said = page.locator("input[type=file]"), page.get_by_role("status")
    chooser.set_input_files(bad)
    said.get_by_text('sevirity: Unknown key; did you mean "severity"?').wait_for()
    expect(bar(page, "spring")).to_have_count(1)
    page.get_by_text("Open file …").click()
    chooser.set_input_files(code)
    said.get_by_text("code.py cannot be opened here").wait_for()
    page.get_by_text("Open file …").click()
    chooser.set_input_files(good)
    said.get_by_text("(My own lockdown).").wait_for()
    bar(page, "mine").wait_for()
    expect(page.locator("#hash")).to_have_text(load_scenario(good).hash())
    page.get_by_role("button", name="Undo").click()
    bar(page, "spring").wait_for()
