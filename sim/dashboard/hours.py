"""When events begin and end, by the hour where a scenario has hours: a power cut of a morning is not drawn over two days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from .. import Scenario


def moment(day: date | datetime) -> datetime:
    """Return a date as the midnight that it begins with; a moment is one."""
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def seconds(day: date | datetime) -> int:
    """Return a date or a moment as seconds, as the chart's axis counts them."""
    return int(moment(day).replace(tzinfo=UTC).timestamp())


def over_at(start: datetime, until: datetime, restored) -> datetime:
    """Return when an event is over: at its end, or before, once all that it took away is back."""
    back = [hours for hours, left in restored or () if left == 0]
    return min(until, start + timedelta(hours=back[0])) if back else until


def spans_of(scenario: Scenario) -> list[tuple[str, str, int, int]]:
    """Return a list of (name, "crisis" or "intervention", first second, last second not included) of the enabled events."""
    return [(event.name, event.role, *_span(scenario, event)) for event in scenario.events if event.enabled]


def _span(scenario: Scenario, event) -> tuple[int, int]:
    if scenario.step != "hour":
        first, last = scenario.days_of(event)
        return seconds(scenario.start + timedelta(days=first)), seconds(scenario.start + timedelta(days=last))
    start, until = moment(event.start or scenario.start), moment(event.until or scenario.end)
    return seconds(start), seconds(over_at(start, until, getattr(event, "restored", None)))
