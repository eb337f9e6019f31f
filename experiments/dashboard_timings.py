"""How quick the dashboard is, for one visitor and for twelve at once, measured in a Chromium on this machine.

Run `python experiments/dashboard_timings.py --chromium /path/to/chromium` on Linux with the extras dashboard and dev
installed; it starts servers of its own on the shipped scenarios, prints a line for each figure and writes
docs/dashboard_timings.md with `--write`. Other work on the machine slows what is measured, so seconds of processor time stand
beside those of the clock, and the load with them.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

from dashboard_timings_told import document

FLAGS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync").split()
SERVE = "from sim.dashboard.serve import serve; serve([], port=0, open_browser=False)"
ANSWERED = "document.querySelector('.noaber-answer .figures') !== null"
USABLE = f"{ANSWERED} && document.querySelector('canvas[data-frame]') !== null && !document.querySelector('.noaber-player button').disabled"
SETTLED = "!document.querySelector('.noaber-answer').classList.contains('stale') && document.querySelector('.noaber-answer').dataset.phase !== 'running'"
FRAME = "document.querySelector('canvas[data-frame]').dataset.frame"
PATIENCE = 300_000  # milliseconds
MOVES, STEPS, PLAYED, SESSIONS, WARM_UP = 6, 10, 5.0, 20, 5
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


@contextmanager
def server(cache):
    """Start the dashboard and give its address and process number."""
    with subprocess.Popen([sys.executable, "-c", SERVE], stdout=subprocess.PIPE, text=True, env={**os.environ, "NOABER_CACHE": cache}) as process:
        try:
            yield re.search(r"http://localhost:\d+", process.stdout.readline())[0], process.pid
        finally:
            process.terminate()


def with_children(number):
    """Return the numbers of a process and of all that it started."""
    found = [number]
    for task in Path(f"/proc/{number}/task").glob("*/children"):
        for child in task.read_text().split():
            found += with_children(int(child))
    return found


def processor_seconds(numbers):
    """Return the processor time that these processes have taken."""
    total = 0
    for number in numbers:
        try:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def megabytes(numbers):
    """Return the memory that these processes hold."""
    return sum(int(Path(f"/proc/{number}/statm").read_text().split()[1]) for number in numbers) * PAGE / 1e6


class Meter:
    """Clock and processor time of acts in one browser on one server."""

    def __init__(self, browser, address, number, figures):
        self.browser, self.address, self.number, self.figures = browser, address, number, figures

    def spent(self):
        """Return processor seconds of the server with its workers, and of the browsers."""
        server = with_children(self.number)
        return processor_seconds(server), processor_seconds(set(with_children(os.getpid())) - {os.getpid(), *server})

    def until(self, page, condition, act=lambda: None):
        """Return (seconds, processor seconds of the server, of the browser) from an act until a condition holds in the page."""
        before, begun = self.spent(), time.perf_counter()
        act()
        page.wait_for_function(condition, timeout=PATIENCE, polling=10)
        took = time.perf_counter() - begun
        return took, *(now - then for now, then in zip(self.spent(), before, strict=True))

    def note(self, what, limit, unit, each):
        """Keep a figure: the median and the worst of what was measured, with the limit it is held against."""
        wall, ours, theirs = zip(*each, strict=True)
        self.figures.append((what, limit, unit, median(wall), max(wall), median(ours), median(theirs), os.getloadavg()[0]))
        print(f"{what}: median {median(wall):.3f}, worst {max(wall):.3f} {unit}; processor seconds {median(ours):.2f} server, "
              f"{median(theirs):.2f} browser; load {os.getloadavg()[0]:.1f}", flush=True)

    def visitor(self):
        """Return the empty page of a new visitor."""
        page = self.browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.set_default_timeout(PATIENCE)
        return page


def first_screen(meter):
    """Measure how long a new visitor waits for the first screen."""
    page = meter.visitor()
    took = meter.until(page, USABLE, lambda: page.goto(meter.address, timeout=PATIENCE, wait_until="commit"))
    page.context.close()
    return took


def answered_to_the_end(meter):
    """Wait until the first question is answered and kept, and the processes have met the people of the first pairs."""
    page = meter.visitor()
    page.goto(meter.address, timeout=PATIENCE)
    page.locator("[data-phase=done]").wait_for()
    page.context.close()
    time.sleep(15)


def sliders(meter):
    """Measure the first paired answer after sliders."""
    answered_to_the_end(meter)
    page = meter.visitor()
    page.goto(meter.address, timeout=PATIENCE)
    page.locator("[data-phase=done]").wait_for()
    page.wait_for_timeout(3000)
    for name in ("reach", "severity"):
        slider, each = page.locator(f"#ask-{name}"), []
        for _ in range(MOVES):
            value = int(slider.get_attribute("aria-valuetext").rstrip("%")) - 7
            # The command belongs to the answer on the screen.
            changed = f"document.querySelector('.noaber-command code')?.textContent.includes('={value / 100:g}') && {SETTLED}"
            each.append(meter.until(page, changed, lambda: slider.fill(str(value))))  # noqa: B023  called at once
            page.wait_for_timeout(500)
        meter.note(f"first paired answer after a move of the slider of {name}, 500 people", 1.5, "s", each)
        page.locator("[data-phase=done]").wait_for()
    page.context.close()


def drawing(meter, people, limits):
    """Measure a step and playing."""
    page, size = meter.visitor(), f"{people:,} people"
    page.goto(f"{meter.address}/?people={people}&days=365", timeout=PATIENCE)
    page.locator("canvas[data-frame]").first.wait_for()
    page.get_by_role("button", name="Stop").click()  # of the answer: only the drawing is measured
    page.wait_for_timeout(3000)
    step, each = page.get_by_role("button", name="Step"), []
    for _ in range(STEPS):
        before = page.evaluate(FRAME)
        each.append(meter.until(page, f"{FRAME} !== {before!r}", step.click))
        page.wait_for_timeout(200)
    meter.note(f"click on Step to changed picture, {size}", limits[0], "s", each)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1000)
    first, begun, spent = int(page.evaluate(FRAME)), time.perf_counter(), meter.spent()
    page.wait_for_timeout(1000 * PLAYED)
    rate = (int(page.evaluate(FRAME)) - first) / (time.perf_counter() - begun)
    used = [(now - then) / PLAYED for now, then in zip(meter.spent(), spent, strict=True)]
    meter.note(f"redraws while playing, {size}", limits[1], "a second", [(rate, *used)])
    page.context.close()


def growth(meter):
    """Measure how much the server and its workers hold more after each session that was opened and closed."""
    held = []
    for _ in range(WARM_UP + SESSIONS):
        first_screen(meter)
        time.sleep(2)
        held.append(megabytes(with_children(meter.number)))
    grown = (held[-1] - held[WARM_UP - 1]) / SESSIONS
    print("megabytes held:", *(round(each) for each in held))
    meter.note(f"growth of the server's memory per session, {SESSIONS} opened and closed after the first {WARM_UP}", 5, "MB", [(grown, 0, 0)])


def many_visitors(meter, count):
    """Measure the first answer of visitors who come at once, first with browsers, which share the machine, and then without."""
    pages = [meter.visitor() for _ in range(count)]
    before, begun, took = meter.spent(), time.perf_counter(), []
    for page in pages:
        page.goto(meter.address, wait_until="commit", timeout=PATIENCE)
    for page in pages:
        page.wait_for_function(ANSWERED, timeout=PATIENCE, polling=20)
        took.append(time.perf_counter() - begun)
    used = [(now - then) / count for now, then in zip(meter.spent(), before, strict=True)]
    meter.note(f"{count} browsers at once on the server's own machine, the first answer of each", None, "s", [(each, *used) for each in took])
    for page in pages:
        page.context.close()
    time.sleep(2)
    before, took = meter.spent(), []
    visitors = [threading.Thread(target=lambda: took.append(visit_without_drawing(meter.address))) for _ in range(count)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    meter.note(f"{count} visitors at once whose browsers run elsewhere, the first answer of each", 4, "s",
               [(each, (meter.spent()[0] - before[0]) / count, 0.0) for each in took])


def visit_without_drawing(address):
    """Ask for the first page as a browser does and draw nothing; return the seconds until its answer has arrived."""
    from websockets.sync.client import connect

    begun, numbers = time.perf_counter(), [uuid4().hex for _ in range(3)]
    with urllib.request.urlopen(address) as reply:
        cookie, _ = reply.headers["set-cookie"].split(";", 1), reply.read()
    where = f"{address.replace('http', 'ws')}/jupyter/api/kernels/{numbers[0]}/channels?session_id={numbers[1]}"
    with connect(where, additional_headers={"Cookie": cookie[0]}, max_size=None) as socket:
        for kind, content in (("comm_open", {"target_name": "solara.control", "data": {}}),
                              ("comm_msg", {"data": {"method": "run", "args": {"path": "/", "appName": None}}})):
            header = {"msg_id": uuid4().hex, "msg_type": kind, "session": numbers[1], "username": "", "version": "5.3"}
            socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "channel": "shell",
                                    "content": {"comm_id": numbers[2], **content}, "buffers": []}))
        for message in socket:
            if b'"figures": [{' in (message.encode() if isinstance(message, str) else message):
                break
    return time.perf_counter() - begun


def measured(asked, figures):
    """Measure what is asked for, on a server of its own."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        cache, browser = asked.cache or own, playwright.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        if "cold" in asked.only:
            with server(cache) as (address, number):
                meter = Meter(browser, address, number, figures)
                meter.note("first screen usable, nothing computed before", None, "s", [first_screen(meter)])
                answered_to_the_end(meter)
        with server(cache) as (address, number):
            meter = Meter(browser, address, number, figures)
            if "first" in asked.only:
                meter.note("first screen usable, as soon as the server is up", 4, "s", [first_screen(meter)])
                meter.note("first screen usable, later", 4, "s", [first_screen(meter) for _ in range(4)])
            if "sliders" in asked.only:
                sliders(meter)
            if "drawing" in asked.only:
                drawing(meter, 2000, (0.25, 15))
                drawing(meter, 10_000, (None, None))
            if "growth" in asked.only:
                growth(meter)
            if "visitors" in asked.only:
                many_visitors(meter, asked.visitors)
        browser.close()


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", required=True, help="path of a Chromium")
    parser.add_argument("--visitors", type=int, default=12)
    parser.add_argument("--only", nargs="*", default=["cold", "first", "sliders", "drawing", "growth", "visitors"])
    parser.add_argument("--cache", help="folder of kept answers, in place of an empty one")
    parser.add_argument("--write", help="file for the figures as a page")
    parser.add_argument("--note", default="Nothing else was asked of them.", help="a sentence on what else the machine did")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # or the server and the browser would stay
    asked, figures = parser.parse_args(), []
    measured(asked, figures)
    if asked.write:
        Path(asked.write).write_text(document(figures, asked.note), encoding="utf-8")


if __name__ == "__main__":
    main()
