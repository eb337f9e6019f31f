"""The names of what happens stand above the lines of a chart, however many there are: none covers a line or another, none is missing."""

import json
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="the dashboard is an extra: pip install noaber[dashboard]")
pytest.importorskip("playwright", reason="browser tests need playwright: pip install noaber[dev]")

from test_dashboard_browser import page_of  # noqa: E402

from sim import load_scenario, load_text  # noqa: E402
from sim.dashboard import widgets  # noqa: E402
from sim.dashboard.pictures import bars_of, frame_of  # noqa: E402
from sim.dashboard.widgets import TimeChart  # noqa: E402

pytestmark = pytest.mark.browser

PAGE = (Path(widgets.__file__).parent / "page.css").read_text(encoding="utf-8")
CRISIS = '[[crisis]]\nkind = "lockdown"\nname = "measures of the week {0}"\nstart = 2020-03-{0:02}\n'
MANY = 'start = 2020-03-02\ndays = 100\n' + "".join(CRISIS.format(day) for day in range(10, 22))
# A chart by itself, without a server; every text that it draws is noted with its place, in pixels of the page.
DRAW = """async ([code, css, picture, width, height]) => {
  document.head.innerHTML = `<style>${css}</style>`;
  document.body.innerHTML = `<div style="width: ${width}px; height: ${height}px; display: flex"><div id="here"></div></div>`;
  const texts = [], write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    texts.push({ text, left: x, right: x + this.measureText(text).width, top: y });
    write.call(this, text, x, y);
  };
  const chart = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const known = { picture, live: new DataView(new ArrayBuffer(0)), words: {}, about: [], title: "t", label: "l" };
  chart.default.render({ model: { get: (key) => known[key], on() {} }, el: document.getElementById("here") });
  await new Promise((drawn) => setTimeout(drawn, 300));
  const over = document.querySelector(".u-over");
  return { texts, plot: over.offsetTop, high: over.clientHeight, key: [...document.querySelectorAll("li.event")].map((one) => one.textContent) }; }"""


@pytest.mark.parametrize("names, days, size, numbered", [
    (("netherlands_2020", "netherlands_2020_helpline"), 120, (608, 170), False),
    (("netherlands_2020", "netherlands_2020_helpline"), 493, (608, 230), False),
    ((), 100, (608, 200), True)])  # fmt: skip
def test_every_event_is_named_above_the_lines_and_no_name_covers_another(browser_path, names, days, size, numbered):
    scenarios = [load_scenario(name) for name in names] or [load_text(MANY)]
    picture = frame_of(scenarios[0], days, [{"name": "a", "colour": "#000000", "width": 1, "dash": None, "mean": [0.0, 0.3]}], bars_of(scenarios, "en"))
    events = [bar["name"] for bar in picture["bars"] if bar["start"] < picture["until"]]
    with page_of(browser_path, []) as page:
        seen = page.evaluate(DRAW, [TimeChart._esm, TimeChart._css + PAGE, json.loads(json.dumps(picture)), *size])
    wanted = [str(place + 1) for place in range(len(events))] if numbered else events
    drawn = {each["text"]: each for each in seen["texts"] if each["text"] in wanted and each["top"] < seen["plot"]}
    assert sorted(drawn) == sorted(wanted) and seen["high"] > 60
    assert all(each["top"] + 10 < seen["plot"] for each in drawn.values())
    assert [text.split(" ", 1)[1] for text in seen["key"]] == (events if numbered else [])
    for row in {each["top"] for each in drawn.values()}:
        across = sorted((each["left"], each["right"]) for each in drawn.values() if each["top"] == row)
        assert all(before[1] <= after[0] for before, after in zip(across, across[1:], strict=False))


def test_the_axis_begins_near_the_lines_and_writes_less_than_nought_with_a_minus(browser_path):
    spring = load_text(MANY)
    for mean, lowest in (([0.02, 0.1], 0.0), ([-0.03, 0.02], -0.05), ([-0.4, 0.3], -0.4)):
        picture = frame_of(spring, 100, [{"name": "a", "colour": "#000000", "width": 1, "dash": None, "mean": mean}], [])
        with page_of(browser_path, []) as page:
            seen = page.evaluate(DRAW, [TimeChart._esm, TimeChart._css + PAGE, json.loads(json.dumps(picture)), 608, 260])
        texts = [each["text"] for each in seen["texts"] if not any(letter.isalpha() for letter in each["text"])]
        levels = [float(text.replace("−", "-")) for text in texts if text]
        assert not any("-" in text for text in texts) and lowest - 0.05 <= min(levels) <= lowest + 0.01 and max(levels) - min(levels) >= 0.15, texts
