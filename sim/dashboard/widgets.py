"""The two pictures of the page, each a small canvas in the browser: the network and the chart over time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent
_UPLOT = _HERE / "assets" / "uplot"


class NetworkCanvas(anywidget.AnyWidget):
    """People as coloured dots; a `frame` is a number and a byte per person, and one of a lower number than the last is not drawn.

    `clicked` is the row of the person last clicked and how often anybody was; leave it to the browser.
    """

    _esm = (_HERE / "network.js").read_text(encoding="utf-8")

    positions = traitlets.Bytes(b"", help="float32 pairs, 0 to 1").tag(sync=True)
    ties = traitlets.Bytes(b"", help="uint32 pairs of rows").tag(sync=True)
    palette = traitlets.Bytes(b"", help="256 times red, green, blue").tag(sync=True)
    grouped = traitlets.Bool(False, help="whether colours name groups, which no theme turns round").tag(sync=True)
    picked = traitlets.Int(-1, help="the row of the person with a ring").tag(sync=True)
    near = traitlets.Bytes(b"", help="uint32 rows of those tied to the picked person").tag(sync=True)
    clicked = traitlets.List([]).tag(sync=True)
    frame = traitlets.Bytes(b"").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)

    def draw(self, frame: bytes) -> None:
        """Send a frame past the state, which would be compared, echoed and kept for every one of them."""
        self.send({}, [frame])

    def tell(self, shown: Callable[[int], None]) -> Callable[[], None]:
        """Tell the number of each frame when it was drawn; return a function that ends this."""

        def told(_widget, message, _buffers):
            number = message.get("shown") if isinstance(message, dict) else None
            if isinstance(number, int):
                shown(number)

        self.on_msg(told)
        return lambda: self.on_msg(told, remove=True)


class TimeChart(anywidget.AnyWidget):
    """Lines with bands and shaded crises; `live` is the line of the running model, float32 per step."""

    # uPlot's own file defines one global name; in front of our modules that name stays private to it.
    _esm = "\n".join(path.read_text(encoding="utf-8") for path in (_UPLOT / "uPlot.iife.min.js", *(_HERE / name for name in ("takeaway.js", "chart_events.js", "chart.js"))))
    _css = (_UPLOT / "uPlot.min.css").read_text(encoding="utf-8")

    picture = traitlets.Dict({}).tag(sync=True)
    save = traitlets.Unicode("", help="words of the button that saves the chart as PNG; no button without").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    words = traitlets.Dict({}, help="words of the table and the CSV; no buttons for these without").tag(sync=True)
    about = traitlets.List([], help="what stands in front of the CSV: scenarios, people, seed, command").tag(sync=True)
    file = traitlets.Unicode("", help="name of the files without its ending; that of the title without").tag(sync=True)
    live = traitlets.Bytes(b"").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
