"""What a visitor takes along from a page in a browser: the digits of a chart's table are those of its CSV, and the picture is one."""

import csv
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from test_dashboard_browser import address, page_of  # noqa: E402, F401

pytestmark = pytest.mark.browser


def _saved(page, button):
    """Press a button that saves a file; return the file's name and what is in it."""
    with page.expect_download() as saved:
        button.click()
    return saved.value.suggested_filename, Path(saved.value.path()).read_bytes()


def test_the_table_of_a_chart_has_the_digits_of_its_csv_and_the_picture_is_saved_too(address, browser_path):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.goto(f"{address}/?lang=nl&pairs=8")
        page.locator("[data-phase=done]").wait_for()
        chart = page.locator(".noaber-area-chart")
        chart.get_by_role("button", name="Toon als tabel").click()
        rows = chart.locator(".sheet tbody tr")
        rows.first.wait_for()
        shown = [row.locator("td").first.inner_text().split(" (")[0] for row in rows.all()]
        name, content = _saved(page, chart.get_by_role("button", name="Opslaan als CSV"))
        lines = content.decode().splitlines()
        front = [line for line in lines if line.startswith("# ")]
        heads, *table = csv.reader(lines[len(front) :])
        assert name == "noaber_explore_stress_short.csv" and heads[:2] == ["datum", "de crisis, niets extra's gedaan"]
        assert any("noaber compare short.toml helped.toml --people 150 --days 24 --replicates 8 --seed 1" in line for line in front)
        assert len(table) == 24 and table[0][0] == "2020-03-02"
        # The last digit may fall either way where the file ends in a five.
        assert all(abs(float(row[1]) - float(text.replace(",", ".").replace("−", "-"))) < 0.00501 for row, text in zip(table, shown, strict=True))
        name, content = _saved(page, chart.get_by_role("button", name="Opslaan als PNG"))
        assert name == "noaber_explore_stress_short.png" and content[:4] == b"\x89PNG"
        name, content = _saved(page, page.locator(".noaber-ranked").get_by_role("button", name="Opslaan als SVG"))
        assert name == "noaber_explore_short_what_helps.svg" and b"The same with a helpline" in content
    assert complaints == []


# As on a page that a classroom's server serves over plain http: browsers give it no clipboard.
PLAIN = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
PASTED = "() => { const field = document.createElement('textarea'); document.querySelector('dialog').append(field); field.focus(); }"
WORDS = """() => { const words = [...document.querySelectorAll('dialog code span')].map((word) => word.getClientRects());
  const block = document.querySelector('dialog .lines');
  return { whole: words.every((each) => each.length === 1), lines: new Set(words.map((each) => each[0].top)).size, inside: block.scrollWidth <= block.clientWidth }; }"""


@pytest.mark.parametrize("plain", [False, True])
def test_the_command_is_read_in_whole_words_and_copied_with_and_without_a_clipboard(address, browser_path, plain):  # noqa: F811
    complaints = []
    with page_of(browser_path, complaints) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        if plain:
            page.add_init_script(PLAIN)
        page.goto(f"{address}/?set.crisis.spring.severity=0.35&set.helped:intervention.helpline.reach=0.25&pairs=4&seed=77")
        page.locator("[data-phase=done]").wait_for()
        page.get_by_role("button", name="Show", exact=True).click()
        sheet = page.get_by_role("dialog", name="The command")
        assert page.evaluate(WORDS) == {"whole": True, "lines": 2, "inside": True}
        copy = sheet.get_by_role("button", name="Copy")
        copy.click()
        sheet.get_by_role("status").get_by_text("Copied.").wait_for()
        page.evaluate(PASTED)
        page.keyboard.press("Control+V")
        assert sheet.locator("textarea").input_value() == sheet.locator("code").text_content().strip()
        assert "severity=0.35" in sheet.locator("code").text_content()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Copy").click()
        page.get_by_role("status").get_by_text("Copied.").wait_for()
    assert complaints == []
