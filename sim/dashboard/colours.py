"""Colours that people who see colours otherwise can tell apart: viridis for a level, Okabe and Ito's set for scenarios."""

from __future__ import annotations

import numpy as np

# Okabe & Ito (2008): blue and vermillion differ for every kind of colour vision, and so does their grey value.
FIRST, SECOND, LIVE, NO_CRISIS = "#0072B2", "#D55E00", "#000000", "#6B7683"
# Up to five scenarios: after those two a green, a purple and an ochre of other grey values; the chart has lighter ones on dark.
SCENARIOS = (FIRST, SECOND, "#009E73", "#A4588A", "#7A6200")

# Seventeen anchors of matplotlib's viridis (CC0), from dark purple to yellow; the shades between are linear.
_VIRIDIS = (
    "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 5ec962 84d44b addc30 d8e219 fde725"
).split()

# Four of Okabe & Ito's colours for groups of people; next to each other they differ in grey too.
_GROUPS = ("E69F00", "0072B2", "009E73", "CC79A7")

# The last shade is kept for people whose feelings are not scored (children under 12).
NOT_SCORED = 255
_GREY = (186, 190, 196)


def palette() -> bytes:
    """Return 256 colours as red, green, blue bytes: light yellow for calm to dark purple for much stress, grey at the end."""
    anchors = np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in reversed(_VIRIDIS)], dtype=float)
    place = np.linspace(0, len(anchors) - 1, NOT_SCORED)
    shades = [np.interp(place, np.arange(len(anchors)), anchors[:, channel]) for channel in range(3)]
    table = np.vstack([np.stack(shades, axis=1), _GREY])
    return np.rint(table).astype(np.uint8).tobytes()


def group_colours() -> tuple[str, ...]:
    """Return the colours of groups, the first group first, as a page's style writes them."""
    return tuple(f"#{code}" for code in _GROUPS)


def group_palette() -> bytes:
    """Return 256 colours like `palette`, of which the first few are those of groups and the last is grey."""
    table = np.tile(np.array(_GREY, dtype=np.uint8), (NOT_SCORED + 1, 1))
    table[: len(_GROUPS)] = [[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in _GROUPS]
    return table.tobytes()


def shades(values: np.ndarray, low: float = -2.0, high: float = 3.0) -> bytes:
    """Return one byte per person: 0 at `low` or below, 254 at `high` or above, 255 where the value is missing."""
    share = np.clip((values - low) / (high - low), 0, 1)
    scored = np.isfinite(values)
    return np.where(scored, np.rint(np.where(scored, share, 0) * (NOT_SCORED - 1)), NOT_SCORED).astype(np.uint8).tobytes()
