"""Whether a difference counts and with how many digits it is told: as the verdict has it and the command prints it."""

from __future__ import annotations

from collections.abc import Iterable

from .. import decimals
from .question import ENOUGH_PAIRS
from .words import number, say, signed

# Unit: fewest and most decimals, those of the command's sentences; people are told per 1,000.
PLACES = {"SD": (2, 3), "people": (0, 2)}


def places_of(effect: dict, unit: str, scale: float = 1.0) -> int:
    """Return with how many decimals an effect is told: enough to keep the ends of its interval apart."""
    least, most = PLACES[unit]
    value, low, high = (None if effect[key] is None else effect[key] * scale for key in ("difference", "low", "high"))
    places = max(least, decimals(value, low, high, most))
    # Of an effect too small to matter the command tells no number; here one digit more may keep its ends apart.
    return places + (low is not None and low < high and round(low, places) == round(high, places))


def told_change(language: str, value: float, digits: int, write=signed) -> str:
    """Return a difference; one that rounds to nothing though it is there is "about 0"."""
    if value and round(value, digits) == 0:
        return say(language, "explore.about_nought")
    return write(language, value, digits)


def doubt_of(effect: dict, limit: float | None) -> str:
    """Return what speaks against an effect: "chance", "small", "perhaps" (too small) or "none" (to speak of); "" where nothing does."""
    low, high = effect["low"], effect["high"]
    if effect["n_pairs"] < ENOUGH_PAIRS or low is None or effect["lower_in"] == effect["higher_in"] == 0:
        return ""
    within = limit is not None and max(abs(low), abs(high)) <= limit
    if not effect["larger_than_chance"]:
        return "none" if within else "chance"
    if limit is None or effect["matters"]:
        return ""
    return "small" if within else "perhaps"


def doubt_told(language: str, doubt: str) -> str:
    """Return a doubt in words, nothing where there is none."""
    return say(language, f"explore.doubt_{doubt}") if doubt else ""


def threshold_told(language: str, limits: dict) -> str:
    """Return from which size a difference matters, from the limits of a verdict."""
    return say(language, "explore.threshold", cases=number(language, 1000 * limits["high_distress"], _digits(1000 * limits["high_distress"])),
               sd=number(language, limits["distress"], max(2, _digits(limits["distress"]))))  # fmt: skip


def chance_told(language: str, weighed: Iterable[tuple[str, tuple[float, float] | None]]) -> str:
    """Return why a range that leaves 0 out may be chance, where one of those (doubt, range) does; else nothing."""
    apart = any(doubt == "chance" and band and (band[0] > 0 or band[1] < 0) for doubt, band in weighed)
    return say(language, "explore.chance_apart") if apart else ""


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 3 if round(value, 2) != value else 2
