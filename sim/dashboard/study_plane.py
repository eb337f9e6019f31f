"""A quantity over one or two factors of a study: the numbers behind the heat map and the curve, and the pictures of them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date

import numpy as np

from .. import Picture, SweepResults
from .study_names import Naming
from .study_view import View, quantity

INK, MUTED, RULE = "#1B1F24", "#57606A", "#D8DEE4"  # those of the report, which the page gives its own for light and dark
_FULL = 150  # places beyond which a cloud of points is told in cells
_CELLS = 8


@dataclass(frozen=True)
class Plane:
    """Means of a quantity at places: `at` float64 (n_places, n_factors), `values` and `runs` (n_places,)."""

    factors: tuple
    at: np.ndarray
    values: np.ndarray
    runs: np.ndarray

    def shown(self, naming: Naming, place: int, column: int) -> str:
        """Return the value of a factor at a place."""
        return naming.value(back(self.factors[column], self.at[place, column]))


def plane_of(results: SweepResults, view: View) -> Plane | None:
    """Return the Plane of what is looked at, the other factors averaged over; None where the points span none."""
    places = [next(k for k, each in enumerate(results.factors) if each.label == name) for name in (view.across, view.up) if name]
    factors = tuple(results.factors[place] for place in places)
    values = quantity(results, view)
    runs = np.isfinite(values).sum(axis=1)
    used = [k for k, row in enumerate(results.points) if runs[k] and all(row[place] is not None for place in places)]
    if not places or not used:
        return None
    at = np.array([[as_number(results.factors[place], results.points[k][place]) for place in places] for k in used])
    spots, spot = np.unique(at, axis=0, return_inverse=True)
    if any(len(set(column)) < 2 for column in at.T) or len(spots) < 2 * len(places):
        return None
    means = np.nanmean(values[used], axis=1)
    counts = np.bincount(spot.reshape(-1))
    return Plane(factors, spots, np.bincount(spot.reshape(-1), means) / counts, np.bincount(spot.reshape(-1), runs[used]).astype(int))


def as_number(factor, value) -> float:
    """Return a value of a factor as a place on an axis: dates as days, names by their place."""
    if is_named(factor):
        return float((factor.categories or factor.values).index(value))
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def back(factor, number: float):
    """Return the value at a place on an axis."""
    if is_named(factor):
        return (factor.categories or factor.values)[int(round(number))]
    dates = isinstance(factor.low, date) or any(isinstance(value, date) for value in factor.values or ())
    return date.fromordinal(round(number)) if dates else float(number)


def is_named(factor) -> bool:
    """Return whether a factor's values are names, with nothing between them."""
    return bool(factor.categories) or any(isinstance(value, (str, bool)) for value in factor.values or ())


def heat_map(naming: Naming, view: View, plane: Plane, words: str) -> Picture:
    """Return the picture of a plane: shades with contours, or cells where values are names."""
    values = plane.values * naming.scale(view.outcome)

    def draw(figure):
        axes = figure.add_subplot()
        shades = (_cells if any(map(is_named, plane.factors)) else _contours)(axes, naming, plane.at, values)
        bar = figure.colorbar(shades, ax=axes, format=lambda number, _: naming.short(number))
        bar.set_label(f"{naming.outcome(view.outcome)} ({naming.unit(view.outcome)})")
        bar.outline.set_visible(False)
        for axis, column, label in ((axes.xaxis, 0, view.across), (axes.yaxis, 1, view.up)):
            name_axis(axis, naming, plane.factors[column], plane.at[:, column], label)

    return Picture("map", naming.about(view.about), words, 6.4, 4.2, draw)


def _contours(axes, naming, at, values):
    xs, ys, grid = _gridded(at, values)
    from matplotlib.ticker import MaxNLocator
    # Even values still get a picture: one shade.
    levels = MaxNLocator(10).tick_values(values.min(), max(values.max(), values.min() + 1e-9))
    drawn, lines = (axes.contourf, axes.contour) if grid is not None else (axes.tricontourf, axes.tricontour)
    where = (xs, ys, grid) if grid is not None else (*at.T, values)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of levels without a contour
        shades = drawn(*where, levels=levels, cmap="cividis")
        some = levels[1:-1]
        # Light lines on dark shades and dark ones on light shades.
        colours = ["white" if level < (levels[0] + levels[-1]) / 2 else "#101418" for level in some]
        found = lines(*where, levels=some, colors=colours, linewidths=0.8, linestyles="solid")
        # In the middle of the longest line of each level: where matplotlib puts them itself, half are cut off by the edge.
        if middles := [middle for path in found.get_paths() if (middle := _middle_of(path, at)) is not None]:
            axes.clabel(found, fontsize=9, fmt=naming.short, manual=middles)
    if grid is None:
        axes.plot(*at.T, ".", color="white", markeredgecolor="#101418", markeredgewidth=0.4, markersize=4)
    return shades


def _middle_of(path, at):
    """Return the middle of the longest line of a path, None where it lies too close to the edge of the places for a label."""
    low, span = at.min(axis=0), np.ptp(at, axis=0)
    found, longest = None, 0.0
    for line in path.to_polygons(closed_only=False):
        shares = (line - low) / span
        gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(shares, axis=0).T))])
        if gone[-1] > max(longest, 0.2):
            found, longest = np.array([np.interp(gone[-1] / 2, gone, column) for column in shares.T]), gone[-1]
    return None if found is None or not ((0.07 < found) & (found < 0.93)).all() else low + found * span


def _gridded(at, values):
    """Return (xs, ys, float64 (n_ys, n_xs)) where the places are a grid, or too many to draw one by one; else a grid of None."""
    xs, ys = (np.unique(column) for column in at.T)
    if len(xs) * len(ys) == len(at):
        return xs, ys, values.reshape(len(xs), len(ys)).T  # places are sorted by the first factor
    if len(at) <= _FULL:
        return xs, ys, None
    edges = [np.linspace(column.min(), column.max(), _CELLS + 1) for column in at.T]
    count, *_ = np.histogram2d(*at.T, bins=edges)
    total, *_ = np.histogram2d(*at.T, bins=edges, weights=values)
    middles = [(edge[1:] + edge[:-1]) / 2 for edge in edges]
    with np.errstate(invalid="ignore"):
        return *middles, np.ma.masked_invalid((total / np.where(count, count, np.nan)).T)


def _cells(axes, naming, at, values):
    xs, ys = (np.unique(column) for column in at.T)
    grid = np.full((len(ys), len(xs)), np.nan)
    grid[np.searchsorted(ys, at[:, 1]), np.searchsorted(xs, at[:, 0])] = values
    shades = axes.pcolormesh(_edges(xs), _edges(ys), np.ma.masked_invalid(grid), cmap="cividis", edgecolors="white", linewidth=0.6)
    if grid.size <= 60:
        middle = (values.min() + values.max()) / 2
        for (x, y), value in zip(at, values, strict=True):
            axes.text(x, y, naming.plain(value, 3), ha="center", va="center", fontsize=9, color="white" if value < middle else "#101418")
    return shades


def _edges(places):
    half = np.diff(places) / 2
    return np.concatenate([[places[0] - half[0]], places[:-1] + half, [places[-1] + half[-1]]])


def curve(naming: Naming, view: View, plane: Plane, words: str) -> Picture:
    """Return the picture of a quantity over one factor."""
    def draw(figure):
        axes = figure.add_subplot()
        axes.plot(plane.at[:, 0], plane.values * naming.scale(view.outcome), "o" if is_named(plane.factors[0]) else "o-", color="#0072B2", linewidth=1.6, markersize=5)
        name_axis(axes.xaxis, naming, plane.factors[0], plane.at[:, 0], view.across)
        axes.yaxis.set_major_formatter(lambda number, _: naming.short(number))
        axes.set_ylabel(f"{naming.outcome(view.outcome)} ({naming.unit(view.outcome)})")
        axes.grid(axis="y", color=RULE, linewidth=0.6)

    return Picture("map", naming.about(view.about), words, 6.4, 3.6, draw)


def name_axis(axis, naming: Naming, factor, places: np.ndarray, label: str) -> None:
    """Label an axis with a factor's name and its values as the visitor's language writes them."""
    axis.set_label_text(naming.factor(label))
    levels = np.unique(places)
    if is_named(factor) or len(levels) <= 6:
        axis.set_ticks(levels)
    dates = isinstance(back(factor, levels[0]), date)
    axis.set_major_formatter(lambda number, _: _tick(naming, factor, number, dates))


def _tick(naming, factor, number, dates):
    if dates:
        return naming.day(date.fromordinal(round(number))) if number >= 1 else ""
    return naming.value(back(factor, number)) if is_named(factor) else naming.short(number)
