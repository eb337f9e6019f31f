"""Charts as SVG text that stands in a page: no fonts, dates or ids that differ from run to run."""

import io
import re

import numpy as np

from .palette import dark
from .spoken import digits, language, months

INK, MUTED, RULE, SHADE = "#1B1F24", "#57606A", "#D8DEE4", "#F1E7DC"
STYLE = {"svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 10.5, "axes.edgecolor": RULE, "axes.labelcolor": MUTED,
         "xtick.color": MUTED, "ytick.color": MUTED, "text.color": INK, "axes.spines.top": False, "axes.spines.right": False,
         "axes.spines.left": False, "xtick.major.size": 3, "ytick.major.size": 0, "path.simplify": True}
IDS = re.compile(r' id="(?:figure|axes|patch|line2d|text|matplotlib\.axis|xtick|ytick|FillBetweenPolyCollection|PolyCollection|LineCollection)_\d+"')
PAGE_FONT = "font-family: system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def drawn(width, height, draw, name, words):
    """Return the SVG of what `draw(figure)` draws; `words` is what people hear who do not see it."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context({**STYLE, "svg.hashsalt": name}):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure)
        out = io.StringIO()
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _for_a_page(out.getvalue(), words)


def _for_a_page(svg, words):
    """Return the bare <svg> element: it takes the width it is given, says what it shows, and uses the fonts of the page."""
    svg = svg[svg.index("<svg"):]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = IDS.sub("", svg)
    svg = re.sub(r"font: ([^;\"]*?px) [^;\"]*", r"font-size: \1; " + PAGE_FONT, svg)
    box = re.search(r'viewBox="[^"]*"', svg)[0]
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<svg role="img" aria-label="{words}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" {box}>' + svg[svg.index(">") + 1:]


def line_chart(curves, looks, labels, times, shaded, *, title, name, words, zero=False):
    """Return the SVG of lines with bands over time; labels stand at the ends of the lines, spans of the crisis are shaded."""

    def draw(figure):
        axes = figure.add_subplot()
        for first, last in shaded:
            axes.axvspan(first, last, color=SHADE, linewidth=0, zorder=0)
        if zero:
            axes.axhline(0, color=MUTED, linewidth=0.8, zorder=1)
        for curve in curves:
            colour, dash = looks[curve.name]
            axes.fill_between(times, curve.low, curve.high, color=colour, alpha=0.13, linewidth=0, zorder=2)
            axes.plot(times, curve.mean, color=colour, linewidth=1.9, dashes=dash or (None, None), zorder=3, solid_capstyle="round")
        axes.set_title(title, loc="left", fontsize=11, color=INK, pad=8)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.margins(x=0)
        _number_axis(axes.yaxis)
        calendar_axis(axes, times)
        _label_ends(axes, curves, looks, labels, times)

    return drawn(5.9, 3.4, draw, name, words)


def calendar_axis(axes, times):
    """Put dates under an axis as people write them: "1 Mar", or hours where little time passes."""
    from matplotlib import dates

    long = (times[-1] - times[0]) / np.timedelta64(1, "D") > 10
    class Formatter(dates.ConciseDateFormatter):
        def format_ticks(self, values):
            return [months(text) for text in super().format_ticks(values)]

        def get_offset(self):
            return months(super().get_offset())

    locator = dates.AutoDateLocator(minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(Formatter(locator, show_offset=not long, formats=["%Y", "%b", "%-d %b", "%H:%M", "%H:%M", "%S"],
                                                              zero_formats=["", "%b %Y", "%b", "%-d %b", "%H:%M", "%H:%M"]))


def _number_axis(axis):
    """Write the numbers of an axis as the language that is spoken does."""
    if language() == "en":
        return
    from matplotlib.ticker import ScalarFormatter

    class Formatter(ScalarFormatter):
        def __call__(self, value, place=None):
            return digits(super().__call__(value, place))

    axis.set_major_formatter(Formatter())


def _label_ends(axes, curves, looks, labels, times):
    """Write the name of each line beside its end, moved apart where ends lie close."""
    ends = [(float(curve.mean[np.isfinite(curve.mean)][-1]), curve.name) for curve in curves if np.isfinite(curve.mean).any()]
    if not ends:
        return
    low, high = axes.get_ylim()
    heights = spread_apart([end for end, _ in ends], (high - low) * 0.085, low, high)
    for (end, name), height in zip(ends, heights, strict=True):
        axes.plot([1.0, 1.035], [end, height], transform=axes.get_yaxis_transform(), color=looks[name][0], linewidth=0.8, clip_on=False)
        axes.annotate(labels[name], (1.035, height), xycoords=("axes fraction", "data"), xytext=(3, 0), textcoords="offset points",
                      va="center", color=dark(looks[name][0]), fontsize=10, annotation_clip=False)


def spread_apart(values, gap, low, high):
    """Return the values moved as little as needed for neighbours to be `gap` apart, in the order they came in."""
    order = np.argsort(values, kind="stable")
    placed = [values[k] for k in order]
    for _ in range(200):
        moved = False
        for k in range(len(placed) - 1):
            lack = gap - (placed[k + 1] - placed[k])
            if lack > 1e-9 * gap:
                placed[k], placed[k + 1], moved = placed[k] - lack / 2, placed[k + 1] + lack / 2, True
        if not moved:
            break
    shift = max(0.0, low - placed[0]) - max(0.0, placed[-1] - high)
    found = [0.0] * len(values)
    for place, k in enumerate(order):
        found[k] = placed[place] + shift
    return found


def timeline_chart(rows, times, *, name, words):
    """Return the SVG of a calendar of events; a row is (label, colour, first, last) with moments of time."""

    def draw(figure):
        axes = figure.add_subplot()
        for place, (label, colour, first, last) in enumerate(reversed(rows)):
            axes.barh(place, last - first, left=first, height=0.56, color=colour, alpha=0.85, linewidth=0)
        axes.set_yticks(range(len(rows)), [label for label, *_ in reversed(rows)])
        axes.tick_params(axis="y", labelsize=10, labelcolor=INK)
        axes.set_xlim(times[0], times[-1])
        axes.set_ylim(-0.6, len(rows) - 0.4)
        calendar_axis(axes, times)
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)

    return drawn(9.6, 0.75 + 0.36 * len(rows), draw, name, words)


def interval_chart(panels, *, name, words):
    """Return the SVG of differences with their intervals, side by side.

    A panel is (title, limit, rows) and a row (label, colour, difference, low, high); between -limit and limit nothing matters.
    """
    def draw(figure):
        grid = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (title, limit, rows) in zip(grid, panels, strict=True):
            if limit:
                axes.axvspan(-limit, limit, color="#ECEFF2", linewidth=0, zorder=0)
            axes.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
            for place, (_, colour, value, low, high) in enumerate(reversed(rows)):
                if low is not None and high is not None:
                    axes.plot([low, high], [place, place], color=colour, linewidth=3, solid_capstyle="round", zorder=2)
                axes.plot([value], [place], "o", color=colour, markeredgecolor="white", markersize=8, zorder=3)
            axes.set_title(title, loc="left", fontsize=10, color=INK)
            axes.set_yticks(range(len(rows)), [label for label, *_ in reversed(rows)])
            axes.tick_params(axis="y", labelsize=10, labelcolor=INK)
            axes.set_ylim(-0.6, len(rows) - 0.4)
            axes.margins(x=0.12)
            axes.locator_params(axis="x", nbins=4)
            _number_axis(axes.xaxis)

    return drawn(9.6, 0.9 + 0.42 * len(panels[0][2]), draw, name, words)
