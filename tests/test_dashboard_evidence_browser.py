"""The page of evidence in a browser: searched and filtered, the search in its link, and a finding switched off from it on Explore and Compare."""

import re

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402
from test_dashboard_browser import address, page_of  # noqa: E402, F401

from sim import listed, load_scenario  # noqa: E402

pytestmark = pytest.mark.browser


def test_evidence_is_searched_and_filtered_and_its_link_brings_that_back_in_dutch(address, browser_path):  # noqa: F811
    calls = [row for row in listed("parameters") if row["path"].startswith("mechanisms.check_in_calls.")]
    guessed = sorted(row["path"] for row in calls if row["evidence"] == "assumption")
    assert 0 < len(guessed) < len(calls)
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/evidence?lang=en")
        finding = page.locator(".ev-finding[data-name=check_in_calls]")
        page.get_by_label("Search").press_sequentially("kahlon lay callers")
        expect(page.locator(".ev-finding[data-name=withdrawal]")).to_have_count(0)
        finding.locator("summary").press("Enter")
        expect(finding.locator("tbody tr")).to_have_count(len(calls))
        page.get_by_role("button", name=re.compile(r"^Numbers \d")).press("Enter")
        page.get_by_label("Search").fill("mechanisms.check_in_calls.")
        page.get_by_label("Kind of evidence").select_option("assumption")
        expect(page.locator("tbody th")).to_have_count(len(guessed))
        expect(page).to_have_url(re.compile(r"evidence\.find=mechanisms\.check_in_calls\..*evidence\.kind=assumption|evidence\.kind=assumption.*evidence\.find=mechanisms\.check_in_calls\."))
        link = page.url
    with page_of(browser_path, complaints) as page:
        page.goto(f"{link}&lang=nl")
        page.get_by_role("columnheader", name="Aannemelijk bereik").wait_for()
        expect(page.locator("tbody th")).to_have_count(len(guessed))
        assert sorted(page.locator("tbody th code").all_inner_texts()) == guessed
        page.get_by_role("button", name="Alles tonen").click()
        page.get_by_role("button", name=re.compile("^Wat het niet kan zeggen")).press("Enter")
        expect(page.get_by_role("row", name="zelfdoding en zelfbeschadiging")).to_be_visible()
    assert complaints == []


def test_a_finding_is_switched_off_on_explore_and_on_compare(address, browser_path, tmp_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/evidence?lang=en")
        finding = page.locator(".ev-finding[data-name=stress_response]")
        finding.locator("summary").press("Enter")
        finding.get_by_role("link", name="Open Explore without this finding").press("Enter")
        page.locator("[data-phase=done]").wait_for()
        looked_at = page.locator("#ask-situation").input_value()
        expect(page.get_by_text("Findings switched off: Stress")).to_be_visible()
        page.locator("#timeline > summary").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Download scenario").click()
        file = tmp_path / f"{looked_at}.toml"
        saved.value.save_as(file)
        assert load_scenario(file).mechanisms["stress_response"] is False
        page.get_by_role("navigation").get_by_role("link", name="Compare").click()
        expect(page.locator("#compare-first")).to_have_value(looked_at)
    assert complaints == []
