"""How much one visitor may ask for, so that the others are not kept waiting; set once when the server starts."""

from __future__ import annotations

from .words import number, say

LEAST = {"people": 10, "days": 1, "pairs": 2, "seed": 0}
_MOST = {"people": 20_000, "days": 3660, "pairs": 500, "seed": 2**31 - 1}
SCENARIOS_COMPARED = 5
# Steps times people times runs of one comparison: about an hour of work for one core.
_MOST_WORK = 4_000_000_000


def limit_of(name: str) -> int:
    """Return the most that may be asked of people, days, pairs or seed."""
    return _MOST[name]


def limit_people(most: int) -> None:
    """Let nobody ask for more people than this."""
    _MOST["people"] = most


def wrong_number(name: str, value, language: str = "en") -> str:
    """Return what to say about a number that cannot be used, or nothing."""
    least, most = LEAST[name], _MOST[name]
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 2**53 and value == int(value)
    if whole and least <= value <= most:
        return ""
    what = say(language, f"explore.{name}")
    return say(language, "explore.wrong_number", what=what, least=number(language, least), most=number(language, most))


def too_much_work(people: int, days: int, steps_a_day: int, runs: int) -> bool:
    """Return whether a comparison would take so long that it is refused."""
    return people * days * steps_a_day * runs > _MOST_WORK
