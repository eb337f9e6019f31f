"""The lesson in a browser: the teacher's page, opened by keyboard and printed."""

import os
import re
import subprocess
import sys

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from test_dashboard_browser import LOCKDOWN, page_of

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
