"""How quick the dashboard is for one visitor and for twelve at once, measured in a Chromium on this machine.

Run `python experiments/dashboard_timings.py --chromium /path/to/chromium` with the extras dashboard and dev installed; it
starts a server of its own on the shipped scenarios and prints one line for each figure. Other work on the machine is counted
too, so its load is printed with them.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

FLAGS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()
SERVE = "from sim.dashboard.serve import serve; serve([], port=0, open_browser=False)"
ANSWERED = "document.querySelector('.noaber-answer .figures') !== null"
PATIENCE = 300_000  # milliseconds


@contextmanager
def server(cache):
    """Start the dashboard and give its address."""
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, env={**os.environ, "NOABER_CACHE": cache}) as process:
        try:
            yield re.search(r"http://localhost:\d+", process.stdout.readline())[0]
        finally:
            process.terminate()


def seconds_until(page, condition, act=lambda: None):
    """Return how long it takes after an act until a condition holds in the page."""
    begun = time.perf_counter()
    act()
    page.wait_for_function(condition, timeout=PATIENCE, polling=20)
    return time.perf_counter() - begun


def opened(browser, address):
    """Return a new visitor's page and the seconds until its first screen has the answer."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(PATIENCE)
    return page, seconds_until(page, ANSWERED, lambda: page.goto(address, timeout=PATIENCE))


def one_visitor(browser, address, say):
    """Measure opening, a slider, a step and playing."""
    page, took = opened(browser, address)
    say("first screen with its answer", f"{took:.2f} s")
    page.locator("[data-phase=done]").wait_for()
    for name in ("reach", "severity"):
        slider = page.locator(f"#ask-{name}")
        for move in range(2):
            settled = "document.querySelector('.noaber-answer').dataset.phase !== 'running' && !document.querySelector('.noaber-answer').classList.contains('stale')"
            value = int(slider.get_attribute("aria-valuetext").rstrip("%")) - 7
            changed = f"new URLSearchParams(location.search).toString().includes('{value / 100:g}') && {settled}"
            took = seconds_until(page, changed, lambda: slider.fill(str(value)))  # noqa: B023  called at once
            say(f"first paired answer after the slider of {name}, move {move + 1}", f"{took:.2f} s")
    page.goto(f"{address}/?people=2000", timeout=PATIENCE)
    page.locator("canvas[data-frame]").first.wait_for()
    canvas = "document.querySelector('canvas[data-frame]').dataset.frame"
    page.wait_for_timeout(3000)
    before = page.evaluate(canvas)
    say("Step to changed picture, 2,000 people", f"{1000 * seconds_until(page, f'{canvas} !== {before!r}', page.get_by_role('button', name='Step').click):.0f} ms")
    page.get_by_label("Speed").select_option("fast")
    first, begun = int(page.evaluate(canvas)), time.perf_counter()
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(3000)
    say("redraws, 2,000 people", f"{(int(page.evaluate(canvas)) - first) / (time.perf_counter() - begun):.1f} a second")


def many_visitors(browser, address, say, count):
    """Measure the first answer of visitors who come at once."""
    pages = [browser.new_context(viewport={"width": 1366, "height": 768}).new_page() for _ in range(count)]
    begun = time.perf_counter()
    for page in pages:
        page.goto(address, wait_until="commit", timeout=PATIENCE)
    for page in pages:
        page.wait_for_function(ANSWERED, timeout=PATIENCE, polling=20)
    say(f"the last of {count} visitors has the first answer", f"{time.perf_counter() - begun:.2f} s")


def main():
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", required=True, help="path of a Chromium")
    parser.add_argument("--visitors", type=int, default=12)
    asked = parser.parse_args()

    def say(what, figure):
        print(f"{what}: {figure} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)", flush=True)

    with tempfile.TemporaryDirectory() as cache, server(cache) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        page, _ = opened(browser, address)  # the first run after a change compiles the model
        page.locator("[data-phase=done]").wait_for()
        page.close()
        one_visitor(browser, address, say)
        many_visitors(browser, address, say, asked.visitors)
        browser.close()


if __name__ == "__main__":
    main()
