"""Several visitors in a browser: each sees the own choices only, hears the answer to the own question, and opens the other's link."""

import re

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402
from test_dashboard_browser import LOCKDOWN, PATIENCE, address, page_of  # noqa: E402, F401

pytestmark = pytest.mark.browser


def visitor(page, complaints):
    """Return the page of somebody else, with cookies of its own."""
    other = page.context.browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    other.set_default_timeout(PATIENCE)
    other.on("response", lambda reply: reply.status < 400 or complaints.append(f"{reply.status} {reply.url}"))
    other.on("pageerror", lambda error: complaints.append(f"error {error}"))
    return other


def digits(page):
    """Wait for the whole answer and return its figures."""
    page.locator("[data-phase=done]").wait_for()
    return page.locator(".value").all_inner_texts()


def test_two_who_ask_the_same_at_once_both_hear_the_answer_and_do_not_see_each_other(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as first:
        second = visitor(first, complaints)
        for page in (first, second):  # the second joins while the answer is being worked out for the first
            page.goto(f"{address}/?seed=77", wait_until="commit")
        before = digits(first)
        assert digits(second) == before

        second.get_by_text("People, days and pairs").click()
        first.get_by_role("button", name="Nederlands").click()
        first.get_by_label("Hoe sterk: spring").press("PageDown")
        expect(first.locator(".value")).not_to_have_text(before, use_inner_text=True)
        digits(first)
        expect(second.locator("html")).to_have_attribute("lang", "en")
        expect(second.locator("code")).to_have_text(re.compile("--seed 77$"))
        assert digits(second) == before and "set." not in second.url
        first.close()
        second.get_by_role("slider", name="How strong: spring").press("PageUp")
        expect(second.locator("code")).to_contain_text("severity=0.9")
        expect(second.locator(".value")).not_to_have_text(before, use_inner_text=True)
    assert complaints == []


def test_an_edit_on_the_first_page_is_answered_and_its_link_opens_on_every_page_of_another(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        before = digits(page)
        page.locator("#timeline > summary").click()
        page.get_by_role("slider", name=re.compile("Crisis spring,")).press("ArrowRight")
        page.wait_for_function("location.search.includes('timeline.own')")
        expect(page.locator(".value")).not_to_have_text(before, use_inner_text=True)
        after, link = digits(page), page.url
        edited = page.locator("#ask-situation").input_value()
        assert edited.startswith("my_scenario_")

        other = visitor(page, complaints)
        other.goto(link)
        assert digits(other) == after
        expect(other).to_have_url(link)
        other.locator("#timeline > summary").click()
        expect(other.get_by_role("slider", name=re.compile("Crisis spring,"))).to_have_attribute("aria-valuetext", "10 March 2020 to before 21 March 2020")
        search = link.partition("?")[2]
        for path, control in (("compare", "#compare-first"), ("person", "#noaber-twins-first"), ("branch", "#noaber-trunk")):
            other.goto(f"{address}/{path}?{search}")
            expect(other.locator(control)).to_have_value(edited)

        page.get_by_role("button", name="Undo").click()
        expect(page).to_have_url(f"{address}/?lang=en")
        expect(page.locator(".value")).to_have_text(before, use_inner_text=True)
    assert complaints == []


def test_a_file_is_opened_on_the_first_page_and_asked_about_a_bad_one_is_told_and_no_other_visitor_sees_either(address, browser_path, tmp_path):  # noqa: F811
    good, bad = tmp_path / "mine.toml", tmp_path / "bad.toml"
    good.write_text(LOCKDOWN.replace("A short lockdown", "My own lockdown").replace('"spring"', '"mine"').replace("0.8", "0.3"), encoding="utf-8")
    bad.write_text(LOCKDOWN.replace("0.8", "8.0"), encoding="utf-8")
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        before = digits(page)
        page.locator("#timeline > summary").click()
        for file, said in ((bad, "severity: "), (good, "(My own lockdown).")):
            page.get_by_text("Open file …").click()
            page.locator("#timeline input[type=file]").set_input_files(file)
            page.locator("#timeline [role=status]", has_text=said).wait_for()
            if file == bad:
                assert digits(page) == before and "timeline.own" not in page.url
        expect(page.get_by_role("slider", name="How strong: mine")).to_be_visible()
        expect(page.locator(".value")).not_to_have_text(before, use_inner_text=True)
        after, link = digits(page), page.url
        opened = page.locator("#ask-situation").input_value()

        other = visitor(page, complaints)
        other.goto(address)
        assert digits(other) == before
        expect(other.locator(f"#ask-situation option[value={opened}]")).to_have_count(0)
        other.goto(link)
        assert digits(other) == after
        expect(other.get_by_role("slider", name="How strong: mine")).to_be_visible()
    assert complaints == []
