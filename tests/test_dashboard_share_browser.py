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
