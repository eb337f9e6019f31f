"""Tries an event out on a few days before a run begins, so that values that do not go together are told on loading."""

from datetime import datetime, time, timedelta
from functools import lru_cache

from .clock import HOURS, Clock
from .errors import moment_in_words
from .events import as_date

DAYS_TRIED = 10


def strength(event, clock):
    """Return how strong an event is at a step, 0 to 1: the level of a crisis, the ramp of an intervention."""
    return event.level(clock) if event.role == "crisis" else event.ramp(clock)


def what_fails(event, start):
    """Return what goes wrong in the first days of an event, in words, or an empty text.

    An event may come from a file of the user's, and nobody can foresee how its code fails.
    """
    for clock in _moments_tried(start, (as_date(event.start or start) - start).days):
        try:
            level = strength(event, clock)
        except Exception as error:
            return f"these values do not go together: {type(error).__name__}: {error}"
        if not -1e-9 <= level <= 1 + 1e-9:
            return f"these values give a strength of {level:g} on {clock.date}; it must be from 0 to 1"
    return ""


@lru_cache(maxsize=64)
def _moments_tried(start, first):
    """Return Clocks of the hours of an event's first day and of its first days; scenarios that are loaded together share most."""
    return (*(Clock(start, first * HOURS + hour, by_hour=True) for hour in range(HOURS)), *(Clock(start, first + day) for day in range(DAYS_TRIED)))


def times_of_no_meaning(event, start):
    """Return a notice if an event has times of day although its kind only changes at midnight, else an empty text."""
    for key in ("start", "until"):
        moment = getattr(event, key)
        if isinstance(moment, datetime) and moment.time() != time() and not _changes_within(event, start, moment):
            last = as_date(event.until) if event.until else None
            held = f"it holds from {as_date(event.start or start)}" + (f" to before {last}" if last else "")
            return f'"{event.name}" changes at midnight, so the time in {key} = {moment_in_words(moment)} makes no difference; {held}'
    return ""


def keys_of_no_meaning(event, given):
    """Return a notice for each key of `given` that changes nothing because another key of the event is not set, or 0."""
    idle = [(key, other) for key, other in event.only_with.items() if key in given and getattr(event, key) and not getattr(event, other)]
    return [f'"{event.name}" has {"no" if getattr(event, other) is None else "0 as"} {other}, so {key} makes no difference' for key, other in idle]


def never_holds(event, start):
    """Return whether an event of times within one day has no hour at which it holds."""
    first, last = as_date(event.start or start), as_date(event.until) if event.until else None
    return first == last and not any(strength(event, Clock(start, step, by_hour=True)) for step in _hours_of(first, start))


def _changes_within(event, start, moment):
    return len({strength(event, Clock(start, step, by_hour=True)) for step in _hours_of(as_date(moment), start)}) > 1


def _hours_of(day, start):
    first = (day - start) // timedelta(days=1) * HOURS
    return range(first, first + HOURS)
