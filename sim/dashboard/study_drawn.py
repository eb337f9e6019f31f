"""Pictures of a study for the page: what matters, policies across worlds, who beats whom, regret, worlds in a box, and courses over time."""

from __future__ import annotations

import textwrap

import numpy as np

from .. import Picture
from .study_names import Naming
from .study_plane import INK, MUTED, RULE, as_number, is_named, name_axis

BAR, OTHER, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6B6B6B"
_LOOKS = ((OTHER, ()), (BAR, (6, 2)), (GREEN, (1.5, 1.5)), ("#A4588A", (6, 2, 1.5, 2)), ("#7A6200", (9, 3)))


def matters(naming: Naming, title: str, rows: list, unit: str, scale: float, luck: float, words: str) -> Picture:
    """Return the picture of factors by how much they matter, the most at the top, and under it the part of luck.

    `rows` are Index of one quantity and measure, the least first.
    """
    known = np.isfinite(luck)

    def draw(figure):
        upper, *lower = figure.subplots(1 + known, 1, height_ratios=[max(2, len(rows)), 0.9][: 1 + known], squeeze=False)[:, 0]
        for place, each in enumerate(rows):
            if each.measure == "change":
                upper.barh(place, scale * (each.high - each.low), left=scale * each.low, color=BAR, height=0.55)
                continue
            upper.barh(place, scale * each.value, color=BAR, height=0.55)
            if np.isfinite(each.low):
                upper.plot([scale * each.low, scale * each.high], [place, place], color=INK, linewidth=1.6, solid_capstyle="butt")
        upper.axvline(0, color=MUTED, linewidth=0.8)
        _name_rows(upper, [naming.factor(each.factor) for each in rows])
        _numbers_across(upper, naming)
        upper.set_xlabel(unit)
        for axes in lower:
            axes.barh(0, luck, color=OTHER, height=0.55)
            axes.barh(0, 1 - luck, left=luck, color=RULE, height=0.55)
            axes.set_xlim(0, 1)
            _name_rows(axes, [naming.say("luck")])
            axes.xaxis.set_major_formatter(lambda number, _: naming.percent(number))
            axes.set_xlabel(naming.say("luck_axis"))

    return Picture("matters", title, words, 6.4, 1.0 + 0.42 * max(2, len(rows)) + 1.0 * known, draw)


def policies(naming: Naming, found, words: str) -> Picture:
    """Return the picture of what each policy gives across worlds: the mean, and all but the extreme tenths."""
    rows, scale = list(reversed(found.policies)), naming.scale(found.outcome)

    def draw(figure):
        axes = figure.add_subplot()
        for place, each in enumerate(rows):
            mean, low, high = (scale * part for part in each.benefit)
            axes.plot([low, high], [place, place], color=BAR, linewidth=3.5, solid_capstyle="round")
            axes.plot(mean, place, "o", color=INK, markersize=6)
        axes.axvline(0, color=MUTED, linewidth=0.8)
        # Where none is recommended, none is called the best either.
        best = ["" if found.doubt else f"\n{naming.say('best_in', share=naming.percent(each.best))}" for each in rows]
        _name_rows(axes, [f"{naming.case(each.name)}{line}" for each, line in zip(rows, best, strict=True)])
        axes.set_ylim(-0.6, len(rows) - 0.4)
        _numbers_across(axes, naming)
        axes.set_xlabel(naming.say("benefit_axis", outcome=naming.outcome(found.outcome), unit=naming.unit(found.outcome)))

    return Picture("policies", naming.say("policies"), words, 6.4, 1.1 + 0.68 * len(rows), draw)


def duels(naming: Naming, names: list[str], shares: np.ndarray, words: str) -> Picture:
    """Return the picture of how often the policy of a row beats that of a column; `shares` (n, n + 1), the first column nothing."""
    def draw(figure):
        axes = figure.add_subplot()
        axes.imshow(np.ma.masked_invalid(shares), cmap="cividis", vmin=0, vmax=1, aspect="auto")
        for (row, column), share in np.ndenumerate(shares):
            if np.isfinite(share):
                axes.text(column, row, naming.percent(share), ha="center", va="center", color="white" if share < 0.55 else "#101418")
        _name_rows(axes, [naming.case(name) for name in names])
        _name_columns(axes, [naming.say("nothing"), *(naming.case(name) for name in names)])
        axes.tick_params(axis="both", length=0)
        axes.set_xticks(np.arange(len(names)) + 0.5, minor=True)
        axes.set_yticks(np.arange(len(names) - 1) + 0.5, minor=True)
        axes.grid(which="minor", color="white", linewidth=2)
        axes.tick_params(which="minor", length=0)

    return Picture("duels", naming.say("duels"), words, 6.4, 1.2 + 0.6 * len(names), draw)


def regrets(naming: Naming, found, words: str) -> Picture:
    """Return the picture of what choosing each policy gives up, on average and in the worst world."""
    rows, scale = list(reversed(found.policies)), naming.scale(found.outcome)

    def draw(figure):
        axes = figure.add_subplot()
        for place, each in enumerate(rows):
            mean, worst = scale * each.mean_regret, scale * each.worst_regret
            axes.plot([mean, worst], [place, place], color=RULE, linewidth=3, zorder=1)
            axes.plot(mean, place, "o", color=BAR, markersize=8, clip_on=False, label=naming.say("on_average") if not place else None)
            axes.plot(worst, place, "D", color=OTHER, markersize=6, clip_on=False, label=naming.say("at_worst") if not place else None)
        _name_rows(axes, [naming.case(each.name) for each in rows])
        axes.set_ylim(-0.6, len(rows) - 0.4)
        axes.set_xlim(left=0)
        _numbers_across(axes, naming)
        axes.set_xlabel(naming.say("regret_axis", outcome=naming.outcome(found.outcome), unit=naming.unit(found.outcome)))
        figure.legend(loc="outside upper right", ncols=2, frameon=False, fontsize=9.5)

    return Picture("regret", naming.say("regret"), words, 6.4, 1.3 + 0.5 * len(rows), draw)


def worlds(naming: Naming, factors: tuple, points: list, loses: np.ndarray, limits: dict, policy: str, words: str) -> Picture:
    """Return the picture of worlds over two factors: where a policy is the best and where not, with the box of the latter."""
    at = np.array([[as_number(factor, value) for factor, value in zip(factors, row, strict=True)] for row in points])

    def draw(figure):
        from matplotlib.patches import Rectangle
        axes = figure.add_subplot()
        if limits and all(not is_named(each) for each in factors):
            ends = [limits.get(each.label) for each in factors]
            spans = [[as_number(each, value) for value in own] if own else [column.min(), column.max()] for each, own, column in zip(factors, ends, at.T, strict=True)]
            (left, right), (low, high) = spans
            axes.add_patch(Rectangle((left, low), right - left, high - low, facecolor=OTHER, alpha=0.14, edgecolor=OTHER, linewidth=1.2))
        for chosen, colour, mark, label in ((~loses, BAR, "o", "is_best"), (loses, OTHER, "X", "not_best")):
            axes.plot(*at[chosen].T, mark, color=colour, markeredgecolor="white", markeredgewidth=0.6, markersize=8, label=naming.say(label, name=naming.case(policy)))
        for axis, factor, column in ((axes.xaxis, factors[0], at[:, 0]), (axes.yaxis, factors[1], at[:, 1])):
            name_axis(axis, naming, factor, column, factor.label)
        figure.legend(loc="outside upper left", ncols=1, frameon=False, fontsize=9.5)

    return Picture("box", naming.say("box"), words, 6.4, 4.3, draw)


def courses(naming: Naming, outcome: str, found: dict, words: str) -> Picture:
    """Return the picture of an outcome over time in each scenario: the mean, and the middle 80 % of its runs."""
    scale, looks = naming.scale(outcome), looks_of(naming, list(found))

    def draw(figure):
        axes = figure.add_subplot()
        for name, course in found.items():
            colour, dash = looks[name]
            low, high = np.nanquantile(scale * course.values, (0.1, 0.9), axis=0)
            axes.fill_between(course.times, low, high, color=colour, alpha=0.13, linewidth=0)
            axes.plot(course.times, scale * course.values.mean(axis=0), color=colour, dashes=dash or (None, None), linewidth=1.8, label=naming.case(name))
        axes.margins(x=0)
        axes.xaxis.set_major_formatter(lambda number, _: naming.day(_day_of(number)))
        axes.yaxis.set_major_formatter(lambda number, _: naming.short(number))
        axes.set_ylabel(f"{naming.outcome(outcome)} ({naming.unit(outcome)})")
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        figure.legend(loc="outside upper left", ncols=2 if len(found) < 5 else 1, frameon=False, fontsize=9.5)

    return Picture("course", naming.say("course"), words, 10.2, 3.4 + 0.1 * len(found), draw)


def looks_of(naming: Naming, names: list[str]) -> dict:
    """Return {scenario: (colour, dash)}; the first is vermillion, no crisis grey."""
    found = {name: _LOOKS[k % len(_LOOKS)] for k, name in enumerate(each for each in names if each != "no_crisis")}
    return {**found, "no_crisis": (GREY, (2, 2))}


def _day_of(number: float):
    from matplotlib.dates import num2date
    return num2date(number)


def _numbers_across(axes, naming: Naming) -> None:
    axes.xaxis.set_major_formatter(lambda number, _: naming.short(number))
    axes.locator_params(axis="x", nbins=6)
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def _name_rows(axes, labels: list[str], width: int = 26) -> None:
    """Write the names of rows beside an axis; line by line, as one text of several lines would be set by the widths of another font."""
    axes.set_yticks(range(len(labels)), [""] * len(labels))
    for place, label in enumerate(labels):
        lines = _lines(label, width)
        for k, line in enumerate(lines):
            axes.annotate(line, (0, place), xycoords=("axes fraction", "data"), xytext=(-6, 12.5 * ((len(lines) - 1) / 2 - k)), textcoords="offset points",
                          ha="right", va="center", color=MUTED, annotation_clip=False)


def _name_columns(axes, labels: list[str], width: int = 15) -> None:
    axes.set_xticks(range(len(labels)), [""] * len(labels))
    for place, label in enumerate(labels):
        for k, line in enumerate(_lines(label, width)):
            axes.annotate(line, (place, 0), xycoords=("data", "axes fraction"), xytext=(0, -5 - 12.5 * k), textcoords="offset points",
                          ha="center", va="top", color=MUTED, annotation_clip=False)


def _lines(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in textwrap.wrap(part, width) or [part]]
