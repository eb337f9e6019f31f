"""The lesson in a browser: its five steps taken by keyboard in both languages, its link, and the teacher's page on paper."""

import os
import re
import subprocess
import sys

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402
from test_dashboard_accessible import MISTAGGED  # noqa: E402
from test_dashboard_browser import LOCKDOWN, page_of  # noqa: E402

from sim.dashboard.learn_told import QUESTIONS, STEPS  # noqa: E402
from sim.dashboard.words import say  # noqa: E402

pytestmark = pytest.mark.browser

# The lesson itself, with fewer people in fewer worlds.
SMALL = """
import sys
from sim.dashboard.serve import prepare_environment, serve
prepare_environment()
from sim.dashboard import learn_worlds
learn_worlds.PEOPLE, learn_worlds.PAIRS = 60, 2
serve(sys.argv[1:], port=0, open_browser=False)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the dashboard with a small lesson and give its address."""
    folder = tmp_path_factory.mktemp("lesson")
    (folder / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    own_cache = {**os.environ, "NOABER_CACHE": str(folder / "cache")}
    with subprocess.Popen([sys.executable, "-c", SMALL, str(folder / "short.toml")], stdout=subprocess.PIPE, text=True, env=own_cache) as server:
        try:
            yield re.search(r"http://localhost:\d+", server.stdout.readline())[0]
        finally:
            server.terminate()


class Pupil:
    """Somebody who does the lesson by keyboard, in a language."""

    def __init__(self, page, language):
        self.page, self.language = page, language

    def reads(self, key, **fill):
        """Return a text of the lesson."""
        return say(self.language, f"learn.{key}", **fill)

    def answers(self, question, value):
        """Choose an answer; the address keeps it."""
        group = self.page.get_by_role("group", name=self.reads(f"ask_{question}"))
        group.get_by_role("radio", name=self.reads(f"{question}_{value}"), exact=True).press("Space")
        expect(self.page).to_have_url(re.compile(rf"\b{question}-{value}\b"))

    def goes_on(self, step):
        """Go on to a step; reading begins at its heading, and what comes before it is ticked off."""
        self.page.get_by_role("button", name=self.reads("next", title=self.reads(f"step_{step}")), exact=True).press("Enter")
        expect(self.page.get_by_role("heading", name=f"{STEPS.index(step) + 1}. {self.reads(f'step_{step}')}")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_pupil_takes_the_five_steps_by_keyboard_and_a_link_brings_the_answers_back(language, address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        pupil = Pupil(page, language)
        page.goto(f"{address}/learn?lang={language}")
        for question, value in (("stress", "down"), ("who", "young"), ("peak", "middle")):
            pupil.answers(question, value)
        pupil.goes_on("play")
        play_and_follow(pupil)
        pupil.goes_on("look")
        expect(page.locator(".ln-judged")).to_have_count(3)
        expect(page.locator(".ln-judged").first).to_contain_text(pupil.reads("you_said", answer=pupil.reads("stress_down")))
        expect(page.locator(".ln-judged").first).to_contain_text(pupil.reads("differs"))  # stress rises in every lockdown
        page.locator(".noaber-chart canvas").wait_for()
        page.locator("summary", has_text=pupil.reads("table")).press("Enter")
        page.get_by_role("columnheader", name=pupil.reads("line_lonely_without")).wait_for()
        pupil.goes_on("explain")
        expect(page.get_by_role("table")).to_have_count(0)  # the causes are shown to who has guessed
        pupil.answers("cause", "spread")
        expect(page.locator("tbody tr")).to_have_count(len(QUESTIONS["cause"]))
        assert page.evaluate(MISTAGGED) == []
        pupil.goes_on("change")
        page.get_by_text(pupil.reads("choose_first")).wait_for()
        pupil.answers("change", "school")
        pupil.answers("effect", "more")
        expect(page.get_by_role("heading", name=pupil.reads("result"))).to_be_visible()
        expect(page.locator(".ln-judged")).to_contain_text(re.compile(r"[−+\d][\d.,]+ SD"))
        assert page.evaluate(MISTAGGED) == []
        told, link = page.locator(".ln-judged").inner_text(), page.url
        a_link_brings_back(link, told, pupil)
    assert complaints == []


def play_and_follow(pupil):
    """Take a step, follow the first of the list, who is of a pupil's age, and play the spring to its end."""
    page = pupil.page
    page.locator(".noaber-network canvas[data-frame]").wait_for()
    page.get_by_role("button", name=say(pupil.language, "player.step"), exact=True).press("Enter")
    expect(page.locator(".now")).to_have_attribute("data-day", "1")
    page.get_by_label(pupil.reads("follow")).select_option(index=1)
    expect(page.locator(".ln-play .lead")).to_contain_text(re.compile(r"1[2-7] (years|jaar): stress [+−]?\d"))
    page.get_by_label(say(pupil.language, "player.speed")).select_option("30")
    page.get_by_role("button", name=say(pupil.language, "player.play"), exact=True).press("Enter")
    # 119 steps at 30 a second; a run that is not told what was drawn waits two seconds for each.
    expect(page.locator(".now")).to_have_attribute("data-day", "120", timeout=100_000)


def a_link_brings_back(link, told, pupil):
    """See the same in somebody else's browser, who then begins anew."""
    other = pupil.page.context.browser.new_context().new_page()
    other.goto(link)
    expect(other.locator(".ln-judged")).to_have_text(told, use_inner_text=True)
    other.get_by_role("button", name=pupil.reads("again")).press("Enter")
    expect(other.get_by_role("heading", name=f"1. {pupil.reads('step_predict')}")).to_be_visible()
    expect(other.locator("input:checked")).to_have_count(0)


def test_the_teachers_page_is_printed_whole(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/learn?lang=nl")
        page.get_by_role("button", name="Voor de docent").press("Enter")
        page.get_by_role("heading", name="Wat het model niet kan zeggen").wait_for()
        assert "0800-0432" in page.locator(".ln-is-teacher").inner_text() and "0800-0113" in page.locator(".ln-is-teacher").inner_text()
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation", name="Pagina's").is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.noaber')).position") == "static"
        assert page.pdf().count(b"/Type /Page\n") >= 2
    assert complaints == []
