"""The dashboard in a browser, used as a visitor would: it opens, answers, plays, says what is wrong, and asks nobody else."""

import os
import re
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from playwright.sync_api import expect  # noqa: E402

from sim import decimals  # noqa: E402
from sim.dashboard.words import signed  # noqa: E402

# What the server delivers is waited for, as long as a slow machine may need that compiles the model first.
PATIENCE = 300_000
expect.set_options(timeout=PATIENCE)

pytestmark = pytest.mark.browser

LOCKDOWN = """
title = "A short lockdown"
start = 2020-03-02
days = 24
[population]
people = 150
[[crisis]]
kind = "lockdown"
name = "spring"
start = 2020-03-09
until = 2020-03-20
severity = 0.8
"""
HELPLINE = """
title = "The same with a helpline"
extends = "short.toml"
[[intervention]]
kind = "helpline"
start = 2020-03-10
until = 2020-03-24
reach = 0.5
"""
# As root and on a shared machine; the profile is fresh each time.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the dashboard on two small scenarios, as the command does, and give its address.

    One server for all tests here: what one visitor does must not be seen by the next.
    """
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "short.toml").write_text(LOCKDOWN, encoding="utf-8")
    (folder / "helped.toml").write_text(HELPLINE, encoding="utf-8")
    code = "import sys; from sim.dashboard.serve import serve; serve(sys.argv[1:], port=0, open_browser=False)"
    command = [sys.executable, "-c", code, str(folder / "short.toml"), str(folder / "helped.toml")]
    own_cache = {**os.environ, "NOABER_CACHE": str(folder / "cache")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=own_cache) as server:
        try:
            yield re.search(r"http://localhost:\d+", server.stdout.readline())[0]
        finally:
            server.terminate()


@contextmanager
def page_of(browser_path, complaints):
    """Open an empty page that notes in a list every request elsewhere, every answer of 400 or more, every error, and every warning in the console."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_path), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("request", lambda request: _is_ours(request.url) or complaints.append(f"asked {request.url}"))
        page.on("response", lambda reply: reply.status < 400 or complaints.append(f"{reply.status} {reply.url}"))
        page.on("pageerror", lambda error: complaints.append(f"error {error}"))
        page.on("console", lambda said: _is_complaint(said) and complaints.append(f"{said.type} {said.text}"))
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def _is_complaint(said):
    # That a canvas is read often is said of these tests, which look at its colours.
    return said.type in ("warning", "error") and "willReadFrequently" not in said.text


def _is_ours(url):
    return url.startswith(("http://localhost:", "data:", "blob:"))


def test_the_first_page_answers_and_a_slider_gives_another_answer_without_the_network(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == "en"
        answer = page.get_by_role("region", name="Answer", exact=True)
        answer.locator(".figures").wait_for()
        expect(answer).to_contain_text(re.compile(r"Because of this crisis, .+ of every 1,000 residents"))
        page.locator("[data-phase=done]").wait_for()
        expect(page.get_by_role("row", name="The same with a helpline")).to_be_visible()
        page.get_by_text("People, days and pairs").click()
        expect(page.locator("code")).to_have_text("noaber compare short.toml helped.toml --people 150 --days 24 --replicates 20 --seed 1")
        digits = answer.locator(".value").all_inner_texts()

        slider = page.get_by_role("slider", name="How strong: spring")
        slider.focus()
        slider.press("PageDown")
        expect(page.locator("code")).to_contain_text("--set crisis.spring.severity=0.7")
        expect(answer.locator(".value")).not_to_have_text(digits, use_inner_text=True)
        _fits(page)
    assert complaints == []


def test_stop_holds_for_what_was_slid_just_before(address, browser_path):
    with page_of(browser_path, []) as page:
        page.goto(f"{address}/?people=2000&pairs=40")
        slider = page.get_by_role("slider", name="How strong: spring")
        slider.wait_for()
        page.get_by_role("button", name="Stop").wait_for()
        page.evaluate(
            """() => { const slider = document.querySelector('#timeline input[type=range], input[type=range]');
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, 0.4);
            slider.dispatchEvent(new Event('input', { bubbles: true })); slider.dispatchEvent(new Event('change', { bubbles: true }));
            [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Stop').click(); }"""
        )
        expect(page.locator("[data-phase=stopped]")).to_be_visible()
        page.wait_for_timeout(800)  # as long as a slider is waited for, and more
        expect(page.locator("[data-phase=stopped]")).to_be_visible()


def test_a_page_without_sliders_says_what_sliders_set(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/person?people=40&set.crisis.spring.severity=0.3")
        expect(page.locator("p.note", has_text="spring")).to_contain_text(re.compile(r"spring 30\s%"))
    assert complaints == []


def test_a_visitor_plays_a_scenario(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        step = page.get_by_role("button", name="Step")
        page.locator(".now", has_text="Day 0").wait_for()
        step.click()
        page.locator(".now", has_text="Day 1 (3 March 2020)").wait_for()
        _network_is_drawn(page)
        page.get_by_label("Speed").select_option("fast")
        page.get_by_role("button", name="Play").click()
        page.locator(".now", has_text="the end").wait_for()
        expect(page.get_by_role("button", name="Play")).to_be_disabled()
        page.get_by_role("button", name="Start again").click()
        page.locator(".now", has_text="Day 0").wait_for()
    assert complaints == []


def test_a_comparison_is_stopped_within_a_second_run_again_and_taken_along_with_the_digits_of_the_command(address, browser_path, tmp_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/compare?pairs=400&people=400")
        for _ in range(2):  # the first time processes start and compile
            expect(page.get_by_role("button", name="Run")).to_be_enabled()
            begun = _milliseconds(page, "Run", r"^[1-9]\d* of 1,200 runs")
            stopped = _milliseconds(page, "Stop", "^Stopped after [1-9]")
        # A busy machine may need more than a second, but then it needs long to begin as well.
        assert stopped < max(1000, 4 * begun), (stopped, begun)
        page.get_by_role("spinbutton", name="Pairs of runs").fill("8")
        page.get_by_role("spinbutton", name="People").fill("150")
        page.get_by_role("button", name="Run").click()
        page.get_by_text("Done: 24 runs.").wait_for()
        expect(page.get_by_text("8 pairs of runs with 150 people each over 24 days")).to_be_visible()
        expect(page.get_by_role("row", name="Stress, SD")).to_contain_text(re.compile(r"(higher|lower) in \d of 8 pairs"))
        expect(page.locator(".multiple .noaber-chart")).to_have_count(4)
        shown = page.get_by_role("row", name="High distress, per 1,000").locator("b").all_inner_texts()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Scenario files (ZIP)").click()
        with zipfile.ZipFile(saved.value.path()) as archive:
            archive.extractall(tmp_path)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Differences (CSV)").click()
        lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
        assert "--people 150" in lines[1] and sum(line.startswith("#") for line in lines) >= 6
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as PNG: Stress, SD").click()
        assert Path(saved.value.path()).read_bytes()[:4] == b"\x89PNG"
    command = (tmp_path / "command.txt").read_text(encoding="utf-8").split()
    code = "import sys; from sim.cli import main; sys.exit(main())"
    subprocess.run([sys.executable, "-c", code, *command[1:], "--quiet", "--out", "results"], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    effects = pd.read_csv(tmp_path / "results" / "effects.csv")
    rows = effects[(effects["outcome"] == "high_distress") & (effects["group"] == "everyone") & (effects["window"] == "all")]
    # With as many decimals as the command's sentences.
    places = {row["baseline"]: decimals(*(1000 * row[key] for key in ("difference", "low", "high")), 2) for _, row in rows.iterrows()}
    printed = {row["baseline"]: signed("en", 1000 * row["difference"], places[row["baseline"]]) for _, row in rows.iterrows()}
    assert [printed["no_crisis"], printed["short"]] == shown
    assert complaints == []


def test_a_link_brings_the_whole_state_to_another_visitor(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/?lang=nl&people=120&set.crisis.spring.severity=0.35&seed=3")
        page.locator("[data-phase=done]").wait_for()
        page.get_by_text("Mensen, dagen en paren").click()
        for part in ("--people 120", "--seed 3", "severity=0.35"):
            expect(page.locator("code")).to_contain_text(part)
        digits = page.locator(".value").all_inner_texts()
        _in_language(page, "nl")
        link = page.url
    with page_of(browser_path, complaints) as page:
        page.goto(link)
        page.locator("[data-phase=done]").wait_for()
        expect(page.locator(".value")).to_have_text(digits, use_inner_text=True)
        expect(page).to_have_url(link)
        page.goto(f"{address}/?people=abc&set.crisis.spring.threat=1&of=nowhere&days=99999999&lang=xx")
        page.locator("[data-phase=done]").wait_for()
        expect(page.get_by_role("alert").locator("li")).to_have_count(5)
        expect(page).to_have_url(f"{address}/?lang=en")
    assert complaints == []


def test_a_mistake_is_said_in_a_sentence(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.get_by_text("People, days and pairs").click()
        people = page.get_by_role("spinbutton", name="People")
        people.fill("3")
        people.press("Tab")
        expect(page.locator("form .mistake")).to_have_text("People must be a whole number from 10 to 20,000.")
        assert "Traceback" not in page.locator("body").inner_text()
    assert complaints == []


PAGES = {
    "": ("Explore", "Verkennen"), "compare": ("Compare", "Vergelijken"), "person": ("One person", "Eén persoon"),
    "branch": ("Branch", "Vertakken"), "study": ("Study", "Studie"), "learn": ("Learn", "Leren"), "evidence": ("Evidence", "Bewijs"),
}  # fmt: skip


def test_every_page_opens_by_keyboard_and_by_address_in_both_languages(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        for path, (english, dutch) in PAGES.items():
            page.get_by_role("navigation").get_by_role("link", name=english).press("Enter")
            expect(page).to_have_title(re.compile(f"{english} –"))
            expect(page).to_have_url(re.compile(rf"//[^/]+/{path}(\?.*)?$"))
            if path:
                expect(page.locator("#noaber-content")).to_be_focused()
            page.goto(f"{address}/{path}")
            page.get_by_role("button", name="Nederlands").press("Enter")
            expect(page).to_have_title(re.compile(f"{dutch} –"))
            _in_language(page, "nl")
            page.get_by_role("button", name="English").click()
            _in_language(page, "en")
    assert complaints == []


def test_dark_stays_dark_after_opening_again(address, browser_path):
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(address)
        page.get_by_role("button", name="Light or dark: Light").click()
        page.goto(f"{address}/learn")
        page.get_by_role("button", name="Light or dark: Dark").wait_for()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert complaints == []


def _milliseconds(page, button, said):
    """Press a button and return how long it takes until the form says something, by the clock of the browser."""
    return page.evaluate(
        """([button, said]) => new Promise((done) => {
        const form = document.querySelector('form'), pressed = [...form.querySelectorAll('button')].find((one) => one.textContent.trim() === button);
        const told = () => new RegExp(said).test(form.querySelector('[role=status]').textContent.trim()) && done(performance.now() - start);
        new MutationObserver(told).observe(form, { childList: true, characterData: true, subtree: true });
        const start = performance.now();
        pressed.click();
    })""",
        [button, said],
    )


def _in_language(page, language):
    """Wait until the document is in a language, as screen readers hear it."""
    expect(page.locator("html")).to_have_attribute("lang", language)


def _network_is_drawn(page):
    """Wait until there is colour on the canvas."""
    page.locator(".noaber-network canvas[data-frame]").wait_for()
    page.wait_for_function(
        """() => { const c = document.querySelector('.noaber-network canvas');
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, seen = new Set();
        for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]);
        return seen.size > 10; }"""
    )


def _fits(page):
    """Wait until everything is visible without scrolling the page, which fills the window."""
    page.wait_for_function("() => { const m = document.querySelector('.noaber-main'); return m.scrollHeight <= m.clientHeight + 1; }")
    page.wait_for_function("() => innerHeight - document.querySelector('.noaber-explore').getBoundingClientRect().bottom < 20")
