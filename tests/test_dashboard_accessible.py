"""Nobody is kept out: axe-core on every page and state, in both languages, light and dark; the keyboard; small screens; Dutch."""

import os
import re
import subprocess
import sys
import urllib.request

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from test_dashboard_browser import page_of  # noqa: E402

from sim.dashboard.served_page import page_changes  # noqa: E402

pytestmark = pytest.mark.browser

# Like shipped ones, so that their titles and events have Dutch names, but small.
SMALL = 'extends = "{name}"\n[population]\npeople = 100\n'
OFFERED = ("lockdown", "lockdown_helpline", "community_programme")
PATHS = ("", "compare", "person", "branch", "study", "learn", "evidence")
STEPS = ("learn?learn.step=play", "learn?learn.step=teacher", "evidence?of=nowhere")
LOOKS = (("en", "light"), ("nl", "dark"))
# Words that no Dutch sentence has; "of", "in" and "is" are Dutch too.
ENGLISH = re.compile(r"\b(the|and|people|with|from|which|their|this|that|than|not|are|for|by|day|days|nothing|what|who|when|each|other|between)\b", re.I)
# What is read or heard, outside what is marked as English and what is typed.
TEXTS = """() => { const found = [], skip = 'script, style, code, pre, [lang="en"]:not(html), .language';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(skip)) found.push(walk.currentNode.textContent);
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-valuetext]'))
    if (!one.closest(skip)) for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) found.push(one.getAttribute(name) || '');
  return found.map((text) => text.trim()).filter(Boolean); }"""
OPEN = """() => { for (const one of document.querySelectorAll('.noaber-main details')) one.open = true;
  document.querySelectorAll('.noaber-chart .save button[aria-pressed=false]').forEach((button) => button.click()); }"""
# Where another element is put in the place of one, the browser keeps the tag of the first, unless the two have keys.
MISTAGGED = """() => [...document.querySelectorAll('[tag]')].filter((one) => one.getAttribute('tag') !== one.tagName.toLowerCase())
  .map((one) => `<${one.tagName.toLowerCase()}> for ${one.getAttribute('tag')}: ${one.textContent.slice(0, 60)}`)"""
FOCUSED = """() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return { what: e.outerHTML.slice(0, 160), body: e === document.body, drawn: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth }; }"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the dashboard on small scenarios with the names and titles of shipped ones, and give its address."""
    folder = tmp_path_factory.mktemp("small")
    for name in OFFERED:
        (folder / f"{name}.toml").write_text(SMALL.format(name=name), encoding="utf-8")
    code = "import sys; from sim.dashboard.serve import serve; serve(sys.argv[1:], port=0, open_browser=False)"
    command = [sys.executable, "-c", code, *(str(folder / f"{name}.toml") for name in OFFERED)]
    environment = {**os.environ, "NOABER_CACHE": str(folder / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            yield re.search(r"http://localhost:\d+", server.stdout.readline())[0]
        finally:
            server.terminate()


def _open(page, place):
    """Go to a page and wait for its content; as a visitor would, load it again where a very busy machine leaves it blank."""
    from playwright.sync_api import TimeoutError as TooLate

    content = page.locator(".noaber-main section, .noaber-main article, .noaber-main form").first
    page.goto(place)
    try:
        content.wait_for(timeout=90_000)
    except TooLate:
        page.goto(place)
        content.wait_for()


def _states(page, address, language):
    """Go through every page and what can be opened on it; yield the name of each state."""
    for path in (*PATHS, *STEPS):
        _open(page, f"{address}/{path}{'&' if '?' in path else '?'}lang={language}&pairs=8&days=60")
        if path == "":
            page.locator("[data-phase=done]").wait_for()
        if path == "compare":
            page.locator("form button[type=submit]").click()
            page.locator(".noaber-downloads").wait_for()
            page.locator("progress").wait_for(state="detached")
        if path == "person":
            page.locator("#noaber-people-list option").first.wait_for(state="attached")
            page.locator("#noaber-people-list").select_option(index=0)
            page.locator(".noaber-story li").first.wait_for()
        if path == "branch":
            page.locator("form button[type=submit]:enabled").click()
            page.locator(".noaber-told .lead").wait_for()
        yield path or "explore"
        # Not by clicking: what is open may lie over the next.
        page.evaluate(OPEN)
        page.wait_for_timeout(500)
        yield f"{path or 'explore'}, all opened"


@pytest.fixture(scope="module", params=LOOKS, ids="-".join)
def seen(request, address, browser_path):
    """Visit everything once in a language and a theme; give what axe-core found, what is read, and complaints, by state."""
    language, theme = request.param
    barriers, texts, complaints = [], {}, []
    with page_of(browser_path, complaints) as page:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for state in _states(page, address, language):
            for rule in Axe().run(page).response["violations"]:
                if rule["impact"] in ("critical", "serious"):
                    barriers.append(f"{state}: {rule['id']} at {[node['target'] for node in rule['nodes']][:3]}: {rule['help']}")
            barriers += [f"{state}: {each}" for each in page.evaluate(MISTAGGED)]
            texts[state] = page.evaluate(TEXTS)
    return language, barriers, texts, complaints


def test_axe_finds_nothing_critical_or_serious_on_any_page_and_every_element_is_what_it_was_meant_to_be(seen):
    _, barriers, _, complaints = seen
    assert barriers == [] and complaints == []


def test_the_page_that_solara_serves_is_changed_in_each_way_that_is_meant(address):
    with urllib.request.urlopen(address, timeout=120) as answer:
        served = answer.read().decode()
    assert '<html lang="en">' in served and "user-scalable=no" not in served and "AbortSignal.timeout =" in served
    assert all(ours in served for _, ours in page_changes()) and "Made with" not in served and "loading_text }}" not in served
    assert not re.search(r'href="https?://|src="https?://', served)
    # The bar of a busy server shows up only now and then, and has no name.
    assert served.count("<v-progress-linear") == served.count('<v-progress-linear aria-hidden="true"') == 1


def test_who_waits_for_the_dashboard_reads_so_in_their_language_and_colours(address, browser_path):
    with page_of(browser_path, []) as page:
        page.route("**/*.min.js", lambda route: None)  # what draws the page never comes
        page.emulate_media(color_scheme="dark")
        for path, told in (("?lang=nl", "Het dashboard wordt geopend …"), ("", "The dashboard is being opened …")):
            page.goto(f"{address}/{path}", wait_until="commit")
            page.get_by_role("status").get_by_text(told).wait_for()
            assert page.get_by_role("status").inner_text().split("\n")[1:] == [told] and page.get_by_role("link").count() == 0
            assert page.evaluate("getComputedStyle(document.getElementById('loader-container')).backgroundColor") == "rgb(20, 24, 29)"


def test_a_dutch_page_has_no_english_but_what_is_marked_so(seen):
    language, _, texts, _ = seen
    if language == "nl":
        found = {(state, text[:120]) for state, read in texts.items() for text in read if ENGLISH.search(text)}
        assert sorted(found) == []


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        for path in PATHS:
            _open(page, f"{address}/{path}?lang=en&pairs=8&days=60")
            page.keyboard.press("Tab")
            page.wait_for_function("document.activeElement.className === 'skip'")
            stops = []
            for _ in range(25):
                page.keyboard.press("Tab")
                stop = page.evaluate(FOCUSED)
                if stop["body"]:
                    break
                assert stop["drawn"] and stop["inside"], f"{path}: {stop}"
                stops.append(stop["what"])
            assert len(set(stops)) > len(PATHS) + 2, f"{path}: {stops}"
        _open(page, f"{address}/compare?lang=en&pairs=8&days=60")  # a key pressed before the page is drawn goes nowhere
        page.keyboard.press("Tab")
        page.wait_for_function("document.activeElement.className === 'skip'")
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'noaber-content'")
    assert complaints == []


@pytest.mark.parametrize(("width", "height"), [(683, 384), (1024, 768)], ids=["a laptop at twice the size", "a tablet"])
def test_no_page_needs_scrolling_sideways_on(width, height, address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.set_viewport_size({"width": width, "height": height})
        for path in PATHS:
            _open(page, f"{address}/{path}?pairs=8&days=60")
            page.wait_for_timeout(500)
            wide = page.evaluate("() => { const m = document.querySelector('.noaber-main'); return [m.scrollWidth - m.clientWidth, document.documentElement.scrollWidth - innerWidth]; }")
            assert max(wide) <= 1, path
    assert complaints == []


# How high the chart is drawn, how far "Ties and people" reaches out of its card, and whether the corner of what popped up is on top.
HEIGHT = "() => document.querySelector('.noaber-area-chart .u-over').clientHeight"
OUT = """() => { const around = document.querySelector('.noaber-around'); around.querySelector('details').open = true;
  return around.getBoundingClientRect().bottom - around.closest('.noaber-card').getBoundingClientRect().bottom; }"""
ON_TOP = """() => { document.querySelector('.tl-dock').open = true; const popped = [...document.querySelectorAll('.tl-docked .tl-pop')].pop();
  popped.open = true; const sheet = popped.querySelector('.tl-sheet'), box = sheet.getBoundingClientRect();
  return sheet.contains(document.elementFromPoint(box.left + 8, box.bottom - 8)); }"""


# Whether the timeline, opened, leaves all of the ranking and the chart to be scrolled into sight; which names are not to be read in whole.
UNCOVERED = """() => ['ranking', 'chart'].every((name) => { const card = document.querySelector('.noaber-area-' + name);
  card.scrollIntoView({ block: 'end' }); const box = card.getBoundingClientRect();
  return card.contains(document.elementFromPoint(box.left + box.width / 2, box.bottom - 4)); })"""
CUT = """() => [...document.querySelectorAll('.noaber-ranking button, .noaber-ask .picked')].filter((one) =>
  one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""


@pytest.mark.parametrize("language", ["en", "nl"])
def test_on_a_small_laptop_the_chart_has_height_and_what_opens_is_whole(language, address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        _open(page, f"{address}/?lang={language}&days=60")
        page.locator("[data-phase=done]").wait_for()
        page.locator(".noaber-around details").wait_for()
        page.wait_for_function(f"({HEIGHT})() >= 90")
        assert page.evaluate(OUT) < 0
        assert page.evaluate(ON_TOP)
        page.wait_for_function("document.querySelector('.tl-pop[open] .tl-sheet').getBoundingClientRect().right <= innerWidth")
        assert page.locator(".tl-answered").is_visible() and "60" in page.locator(".tl-answered").inner_text()
        assert page.evaluate(UNCOVERED)
        page.locator(".tl-name").first.click()
        page.locator(".tl-form h2").wait_for()
        assert page.evaluate(UNCOVERED)  # the form stands beside them
        page.locator(".tl-form header button").last.click()
        page.locator(".tl-form").wait_for(state="detached")
        page.set_viewport_size({"width": 768, "height": 1024})
        menu = page.locator("#ask-policy")
        assert page.locator(".picked", has=menu).locator("span").inner_text() == menu.evaluate("one => one.selectedOptions[0].text")
        assert page.evaluate(CUT) == [] and page.evaluate(UNCOVERED)
    assert complaints == []
