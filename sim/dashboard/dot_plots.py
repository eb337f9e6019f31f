"""Differences with their ranges as a picture to take along: a dot, a band and the number for each, drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

_LEFT, _AXIS, _RIGHT, _ROW = 400, 320, 280, 26
_WIDTH = _LEFT + _AXIS + _RIGHT
_DOT, _INK, _SOFT = "#D55E00", "#1c232b", "#4a5563"


@dataclass(frozen=True)
class Dot:
    """One row of a picture: whose difference it is, how large, its range if it has one, the same as text, and its colour."""

    name: str
    middle: float
    low: float | None
    high: float | None
    text: str
    colour: str = _DOT


def dot_plots(title: str, sections: Sequence[tuple[str, Sequence[Dot]]], notes: Sequence[str]) -> str:
    """Return an SVG with a title, sections of dots each on an axis of its own that holds nought, and notes below."""
    parts, top = [_text(16, 28, title, 17, "bold")], 46
    for heading, dots in sections:
        if heading:
            top += 26
            parts.append(_text(16, top - 8, heading, 14, "bold"))
        scale = _scale(dots)
        height = _ROW * len(dots)
        parts.append(f'<line x1="{scale(0):.1f}" x2="{scale(0):.1f}" y1="{top}" y2="{top + height}" stroke="{_SOFT}" stroke-width="1"/>')
        for place, dot in enumerate(dots):
            parts += _row(dot, top + _ROW * place, scale)
        top += height
    top += 14
    for note in notes:
        top += 17
        parts.append(_text(16, top, note, 12, colour=_SOFT))
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top + 16}" viewBox="0 0 {_WIDTH} {top + 16}" role="img" font-family="sans-serif">'
    said = f"<title>{escape(title)}</title><desc>{escape(_described(sections))}</desc>"
    return "\n".join([frame, said, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>", ""])


def _described(sections) -> str:
    """Return the picture in words, for those who do not see it."""
    return " ".join(f"{heading + ': ' if heading else ''}{'; '.join(f'{dot.name} {dot.text}' for dot in dots)}." for heading, dots in sections)


def _scale(dots: Sequence[Dot]):
    """Return a function from a value to its place on the axis."""
    values = [value for dot in dots for value in (dot.middle, dot.low, dot.high) if value is not None] + [0.0]
    low, high = min(values), max(values)
    return lambda value: _LEFT + 10 + (_AXIS - 20) * (value - low) / (high - low or 1.0)


def _row(dot: Dot, top: float, scale) -> list[str]:
    middle = top + _ROW / 2
    # A long name goes on two lines: what tells it from the next is often its end.
    lines = wrap(dot.name, 60, max_lines=2, placeholder=" …")
    at = [middle + 4] if len(lines) == 1 else [middle - 2, middle + 10]
    parts = [_text(_LEFT - 6, y, line, 13 if len(lines) == 1 else 12, anchor="end") for y, line in zip(at, lines, strict=True)]
    if dot.low is not None:
        width = max(1.0, scale(dot.high) - scale(dot.low))
        parts.append(f'<rect x="{scale(dot.low):.1f}" y="{middle - 4}" width="{width:.1f}" height="8" fill="{dot.colour}" opacity="0.4"/>')
    parts.append(f'<rect x="{scale(dot.middle) - 1.5:.1f}" y="{middle - 8}" width="3" height="16" fill="{dot.colour}"/>')
    return [*parts, _text(_LEFT + _AXIS + 8, middle + 4, dot.text, 13)]


def _text(x: float, y: float, text: str, size: int, weight: str = "normal", anchor: str = "start", colour: str = _INK) -> str:
    return f'<text x="{x}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
