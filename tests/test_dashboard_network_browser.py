"""The network in a browser: one person by click or from the list, colours and layers, and a network drawn by clicking."""

import zipfile

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402
from test_dashboard_browser import address, page_of  # noqa: E402, F401

pytestmark = pytest.mark.browser

TEN = [(60, 60), (140, 60), (220, 60), (300, 60), (380, 60), (60, 200), (140, 200), (220, 200), (300, 200), (380, 200)]
# The colour at a place, and whether the frame drawn is newer than one.
COLOURS = """() => { const c = document.querySelector('.noaber-network canvas');
  const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = {};
  for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) { const k = d[i] + ',' + d[i + 1] + ',' + d[i + 2]; seen[k] = (seen[k] || 0) + 1; }
  return Object.entries(seen).filter((one) => one[1] > 80).map((one) => one[0]); }"""
# As on a machine so busy that the code of a picture takes three seconds to load.
LATE = """const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => make(blob.type === 'text/javascript'
    ? new Blob(['await new Promise((go) => setTimeout(go, 3000));\\n', blob], { type: blob.type }) : blob);"""


def test_pictures_that_load_late_follow_the_model_like_others(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.add_init_script(LATE)
        page.goto(address)
        canvas = page.locator(".noaber-network canvas[data-frame]")
        canvas.wait_for()
        before = canvas.get_attribute("data-frame")
        page.get_by_role("button", name="Step").click()
        page.locator(f".noaber-network canvas[data-frame]:not([data-frame='{before}'])").wait_for()
    assert complaints == []


def test_a_person_is_looked_at_by_click_or_from_the_list_and_followed_over_a_step(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        canvas = page.locator(".noaber-network canvas[data-frame]")
        canvas.wait_for()
        box = canvas.bounding_box()
        said = page.locator(".noaber-around .person")
        canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        said.get_by_text("SD").or_(said.get_by_text("too young")).wait_for()
        page.get_by_text("Ties and people").click()
        page.get_by_label("Find a person by name or number").fill("23")
        people = page.get_by_label("People", exact=True).and_(page.locator("#noaber-network-people"))
        page.locator("#noaber-network-people option", has_text="no. 23").wait_for(state="attached")
        people.select_option(index=0)
        name = people.locator("option").first.inner_text().split(",")[0]
        said.get_by_text(name).wait_for()
        assert page.locator(".noaber-canvas").bounding_box()["height"] > 160  # on a screen of 768 px
        page.get_by_role("button", name="Step").click()
        said.get_by_text("in the last step").wait_for()
    assert complaints == []


def test_colours_tell_groups_and_layers_come_and_go(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        canvas = page.locator(".noaber-network canvas[data-frame]")
        canvas.wait_for()
        page.get_by_label("Colour", exact=True).select_option("age")
        page.locator("canvas[aria-label*='age group']").wait_for()
        page.wait_for_function(f"() => ({COLOURS})().includes('0,114,178')")
        page.wait_for_function(f"() => ['230,159,0', '0,158,115'].every((one) => ({COLOURS})().includes(one))")
        page.get_by_text("Ties and people").click()
        before = canvas.get_attribute("aria-label")
        page.get_by_label("familiar faces").check()
        expect(canvas).not_to_have_attribute("aria-label", before)
    assert complaints == []


def test_a_class_draws_its_own_network_of_which_no_single_person_is_shown(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.locator(".noaber-network canvas[data-frame]").wait_for()
        page.get_by_role("button", name="Draw a network of your own").click()
        drawing = page.locator(".noaber-draw svg")
        box = drawing.bounding_box()
        scale = min(box["width"] / 600, box["height"] / 380)
        left, top = (box["width"] - 600 * scale) / 2, (box["height"] - 380 * scale) / 2

        def click(place):
            drawing.click(position={"x": left + place[0] * scale, "y": top + place[1] * scale})

        for place in TEN:
            click(place)
        use = page.get_by_role("button", name="Use this network")
        page.get_by_text("10 people, 0 ties.").wait_for()
        expect(use).to_be_disabled()
        click(TEN[0])
        click(TEN[1])
        page.get_by_text("10 people, 1 ties.").wait_for()
        page.get_by_label("Tie person").select_option("9")
        page.get_by_label("with person").select_option("4")
        page.get_by_role("button", name="Tie or untie").click()
        page.get_by_text("10 people, 2 ties.").wait_for()
        use.click()
        page.locator(".now", has_text="among 10 people").wait_for()
        page.get_by_text("nobody can be opened").wait_for()
        page.get_by_text("Ties and people").click()
        expect(page.locator("#noaber-network-people")).to_have_count(0)
    assert complaints == []


def test_a_second_drawing_takes_the_place_of_the_first_is_edited_taken_along_and_missed_by_a_link(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/?pairs=4")
        page.locator(".noaber-network canvas[data-frame]").wait_for()
        page.get_by_text("People, days and pairs").click()
        command, asked = page.locator(".noaber-area-ask code"), [""]
        for people in (12, 13):
            page.get_by_role("button", name="Draw a network of your own").click()
            page.get_by_role("button", name="Start with a circle of 12").click()
            for _ in range(people - 12):
                page.get_by_role("button", name="Add a person").click()
            page.get_by_role("button", name="Use this network").click()
            page.locator(".now", has_text=f"among {people} people").wait_for()
            asked.append(_another(page, command, asked[-1]))
            page.get_by_role("button", name="Step").click()
            page.locator(".now", has_text="Day 1").wait_for()
        page.locator("details.tl-dock > summary").click()
        page.get_by_label("Crisis spring, Level 80%").press("ArrowRight")
        _another(page, command, asked[-1])
        page.locator(".now", has_text="among 13 people").wait_for()
        page.locator("details.tl-dock > summary").click()  # what is open lies over the rest
        with page.expect_download() as saved:
            page.get_by_role("button", name="Files for the command (ZIP)").click()
        with zipfile.ZipFile(saved.value.path()) as files:
            names = files.namelist()
        assert all(name in names for name in command.inner_text().split() if name.endswith(".toml"))
        (network,) = (name for name in names if name.endswith(".csv"))
        asked = []  # before a drawing is lost that no link brings back
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto(f"{page.url}&lang=nl&days=0")
        assert asked == ["beforeunload"]
        told = page.locator(".noaber-left-out")
        expect(told.locator("li")).to_have_count(2)
        expect(told).to_contain_text(network)
        told.get_by_role("button", name="Sluiten").click()
        expect(told).to_have_count(0)
    assert complaints == []


def _another(page, command, before):
    """Wait until another command of a drawn network is shown, and return it."""
    page.wait_for_function("(before) => { const now = document.querySelector('.noaber-area-ask code')?.textContent || ''; return now.includes('my_scenario') && now !== before; }", arg=before)
    return command.text_content()
