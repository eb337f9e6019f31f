"""Pictures of a study: tornado, heat map with contours, ranking with intervals, and bands over time; SVG for pages, PNG for slides."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ...core import catalogue
from ..charts import INK, MUTED, RULE, STYLE, drawn
from ..palette import look_of
from .courses import read_courses
from .factors import number_of
from .quantities import effects, levels
from .told import heading_of

BAR = "#0072B2"
TENTHS = (0.1, 0.9)


@dataclass(frozen=True)
class Picture:
    """One picture: `draw(figure)` draws it, `words` say what it shows to those who do not see it."""

    name: str
    title: str
    words: str
    width: float
    height: float
    draw: object

    def svg(self):
        """Return it as an <svg> element."""
        return drawn(self.width, self.height, self.draw, self.name, self.words)

    def write_png(self, file):
        """Write it as a PNG of 150 dots an inch."""
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        with matplotlib.rc_context(STYLE):
            figure = Figure(figsize=(self.width, self.height), layout="constrained")
            FigureCanvasAgg(figure)
            self.draw(figure)
            figure.savefig(file, dpi=150, metadata={"Software": None})


def tornado(found, quantity):
    """Return the Picture of what matters to a quantity of a Sensitivity, None where nothing is known."""
    measure = next((each for each in ("ST", "mu_star", "change", "rank_correlation") if any(i.measure == each for i in found.indices)), None)
    rows = sorted((each for each in found.indices if (each.quantity, each.measure) == (quantity, measure)), key=lambda each: abs(each.value))[-15:]
    if not rows:
        return None

    def draw(figure):
        axes = figure.add_subplot()
        for place, each in enumerate(rows):
            if measure == "change":
                axes.barh(place, each.high - each.low, left=each.low, color=BAR, height=0.6)
            else:
                axes.barh(place, each.value, color=BAR, height=0.6)
                if np.isfinite(each.low):
                    axes.plot([each.low, each.high], [place, place], color=INK, linewidth=1.4)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.set_yticks(range(len(rows)), [each.factor for each in rows])
        axes.set_title(quantity, loc="left", fontsize=11, color=INK)
        axes.set_xlabel(heading_of(measure))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
    listed = ", ".join(f"{each.factor} {each.value:.3g}" for each in reversed(rows))
    return Picture(f"tornado-{quantity}", f"What matters to {quantity}", f"{heading_of(measure)}: {listed}", 7.2, 1.2 + 0.34 * len(rows), draw)


def ranking(found):
    """Return the Picture of the benefits of policies across worlds: mean, and all but the extreme tenths."""
    rows = list(reversed(found.policies))

    def draw(figure):
        axes = figure.add_subplot()
        for place, each in enumerate(rows):
            mean, low, high = each.benefit
            axes.plot([low, high], [place, place], color=BAR, linewidth=3, solid_capstyle="round")
            axes.plot(mean, place, "o", color=INK, markersize=6)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        axes.set_yticks(range(len(rows)), [f"{each.name}\nbest in {each.best:.0%}" for each in rows])
        axes.locator_params(axis="x", nbins=6)
        axes.set_xlabel(f"benefit in {found.outcome} ({found.unit}), mean and middle 80 % of worlds")
        axes.grid(axis="x", color=RULE, linewidth=0.6)
    listed = "; ".join(f"{each.name} {each.benefit[0]:.3g} ({each.benefit[1]:.3g} to {each.benefit[2]:.3g})" for each in found.policies)
    return Picture("ranking", "Policies across worlds", listed, 7.2, 1.4 + 0.6 * len(rows), draw)


def heat_map(results, quantity, across, up):
    """Return the Picture of a quantity over two factors, the others averaged over; None where they do not span a plane."""
    places = [next(k for k, each in enumerate(results.factors) if each.label == name) for name in (across, up)]
    factors = [results.factors[place] for place in places]
    at = np.array([[number_of(results.factors[k], row[k]) for k in places] for row in results.points if all(row[k] is not None for k in places)])
    values = np.array([value for value, row in zip(quantity.means, results.points, strict=True) if all(row[k] is not None for k in places)])
    known = np.isfinite(values)
    at, place = np.unique(at[known], axis=0, return_inverse=True) if known.any() else (np.empty((0, 2)), np.empty(0, int))
    if len(at) < 4 or any(len(set(column)) < 2 for column in at.T) or np.ptp(values[known]) == 0:
        return None
    means = np.bincount(place.reshape(-1), values[known]) / np.bincount(place.reshape(-1))

    def draw(figure):
        axes = figure.add_subplot()
        shades = axes.tricontourf(*at.T, means, levels=12, cmap="cividis")
        lines = axes.tricontour(*at.T, means, levels=6, colors="white", linewidths=0.8, linestyles="solid")
        for label in axes.clabel(lines, fontsize=8.5, fmt="%.3g"):
            label.set_clip_on(False)  # whole also at the edge
        figure.colorbar(shades, ax=axes, label=quantity.name)
        axes.set(xlabel=across, ylabel=up)
        for axis, factor in zip((axes.xaxis, axes.yaxis), factors, strict=True):
            _name_ticks(axis, factor)
    low, high = at[means.argmin()], at[means.argmax()]
    words = f"lowest, {means.min():.3g}, at {_shown(low, factors)}; highest, {means.max():.3g}, at {_shown(high, factors)}"
    return Picture(f"map-{quantity.name}", f"{quantity.name} over {across} and {up}", words, 7.2, 4.6, draw)


def bands(results, folder, outcome):
    """Return the Picture of an outcome over time in each scenario, the middle 80 % of its runs; None where no series were kept."""
    found = read_courses(results, folder, outcome)
    if set(found) != set(results.cases):
        return None
    courses = {name: each.values for name, each in found.items()}
    looks = look_of(list(results.cases))

    def draw(figure):
        axes = figure.add_subplot()
        for name, course in courses.items():
            colour, dash = looks[name]
            low, high = np.nanquantile(course, TENTHS, axis=0)
            axes.fill_between(range(course.shape[1]), low, high, color=colour, alpha=0.13, linewidth=0)
            axes.plot(course.mean(axis=0), color=colour, dashes=dash or (None, None), label=name)
        axes.set_xlabel("days" if course.shape[1] < 24 * 20 else "steps")
        axes.set_title(f"{outcome} ({catalogue.find('outcome', outcome).unit})", loc="left", fontsize=11, color=INK)
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        axes.legend(frameon=False, fontsize=9)
    words = "; ".join(f"{name}: highest mean {course.mean(axis=0).max():.3g}" for name, course in courses.items())
    return Picture(f"band-{outcome}", f"{outcome} over time", words, 8.6, 3.8, draw)


def pictures_of(results, folder, outcome, found=None, choice=None):
    """Return the Pictures that a study has something to show in."""
    shown = []
    if found is not None:
        shown += [tornado(found, name) for name in dict.fromkeys(each.quantity for each in found.indices)]
        asked = effects(results, outcome) or levels(results, outcome)
        factors = [each.label for each in results.factors if not each.categories][:2]
        if len(factors) == 2 and results.study.design.kind != "one_at_a_time":
            shown += [heat_map(results, each, *factors) for each in asked]
    if choice is not None:
        shown.append(ranking(choice))
    shown.append(bands(results, folder, outcome))
    return [each for each in shown if each is not None]


def _shown(numbers, factors):
    return " and ".join(f"{factor.label} {date.fromordinal(round(number)) if _has_dates(factor) else f'{number:.4g}'}"
                        for factor, number in zip(factors, numbers, strict=True))


def _has_dates(factor):
    return isinstance(factor.low, date) or any(isinstance(value, date) for value in factor.values or ())


def _name_ticks(axis, factor):
    """Write dates as dates."""
    if _has_dates(factor):
        axis.set_major_formatter(lambda number, _: date.fromordinal(round(number)).isoformat() if number >= 1 else "")
        axis.set_tick_params(rotation=20 if axis.axis_name == "x" else 0)
