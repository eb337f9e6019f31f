"""The timeline as the page draws it: bars over days, marks of the months, and what is wrong; plain values, made from a draft."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ..hours import moment, over_at
from ..titles import event_in
from ..words import calendar_day, say, texts_of
from .drafts import Draft, EventDraft
from .editing import Editing
from .fields import declared
from .mistakes import in_language

_MOST_MARKS = 9
_SHORT = {"maart": "mrt"}


def timeline_view(draft: Draft, language: str) -> dict:
    """Return the bars and the marks of a draft."""
    base = draft.base
    wrong = {mistake.event for mistake in draft.mistakes}
    return {
        "days": base.days,
        "start": base.start.isoformat(),
        "marks": _marks(base.start, base.days, language),
        "bars": [_bar(draft, event, event.id in wrong, language) for event in in_order(draft)],
    }


def answered_view(draft: Draft, days: int | None, language: str) -> dict:
    """Return after how many days the page's answer ends, and that in a sentence; where it covers all days there is nothing to say."""
    base = draft.base
    if days is None or days >= base.days:
        return {"answered": base.days, "unanswered": ""}
    last = calendar_day(language, base.start + timedelta(days - 1))
    return {"answered": days, "unanswered": say(language, "timeline.answered", last=last, days=days, all=base.days)}


def in_order(draft: Draft) -> list[EventDraft]:
    """Return the events as bars and rows have them: first what is done, so that no long crisis pushes it out of sight."""
    return sorted(draft.events, key=lambda event: event.role == "crisis")


def _bar(draft: Draft, event: EventDraft, wrong: bool, language: str) -> dict:
    first, last = days_of(draft, event)
    values = event.values
    return {
        "id": event.id,
        "role": event.role,
        "name": name_of(event, language),
        "kind": kind_name(event.role, event.kind, language),
        "first": first,
        "last": last,
        **_hours(draft.base, event, first, last),
        "open": "until" not in values,
        "level": level_of(event),
        "rise": _days(values, "ramp_days"),
        "fall": _days(values, "ramp_out_days" if event.role == "crisis" else "fade_days"),
        "on": values.get("enabled") is not False,
        "wrong": wrong,
    }


def _hours(base, event: EventDraft, first: int, last: int) -> dict:
    """Return which part of the first day is before an event, which days at the end are after it, and both moments; nothing by the day."""
    if base.step != "hour":
        return {"early": 0, "late": 0, "begins": "", "over": ""}
    values = event.values
    start, until = (moment(at) if isinstance(at := values.get(key), date) else usual for key, usual in (("start", moment(base.start)), ("until", moment(base.end))))
    over = over_at(start, until, values.get("restored"))
    begins, ends = (min(max((at - moment(base.start)) / timedelta(days=1), 0), base.days) for at in (start, over))
    return {
        "early": min(max(begins - first, 0), 1),
        "late": min(max(last - ends, 0), last - first),
        "begins": f"{start:%H:%M}",
        "over": f"{over:%H:%M}",
    }


def days_of(draft: Draft, event: EventDraft) -> tuple[int, int]:
    """Return the first day of an event and the day after its last, within the scenario even where the dates are not."""
    base = draft.base
    start, until = (event.values.get(key) for key in ("start", "until"))
    first = (_date(start, base.start) - base.start).days
    last = (_date(until, base.end) - base.start).days
    last += isinstance(until, datetime) and until.time() != datetime.min.time()
    first = min(max(first, 0), base.days - 1)
    return first, min(max(last, first + 1), base.days)


def level_of(event: EventDraft) -> float:
    """Return how strong an event is, 0 to 1: the severity of a crisis or the reach of an intervention."""
    key = "severity" if event.role == "crisis" else "reach"
    level = event.values.get(key, declared()[event.role, event.kind]["properties"][key].get("default", 1.0))
    if isinstance(level, dict):
        level = max(level.get("daily", (1.0,)))
    return min(max(float(level), 0.0), 1.0) if isinstance(level, (int, float)) else 1.0


def kind_name(role: str, kind: str, language: str) -> str:
    """Return what a kind is called; a kind from a file of one's own by its key."""
    texts = texts_of("timeline_kinds")
    return texts[kind][language] if kind in texts else kind.replace("_", " ").capitalize()


def kind_does(role: str, kind: str, language: str) -> str:
    """Return in a plain sentence what a kind does; of a kind from a file of one's own, what it says itself."""
    texts = texts_of("timeline_kinds")
    key = f"does_{kind}"
    return texts[key][language] if key in texts else declared()[role, kind].get("description", "")


def name_of(event: EventDraft, language: str) -> str:
    """Return what an event is called on the page: by its kind, where its name is only the key of that."""
    numbered = re.fullmatch(rf"{re.escape(event.kind)}(?:-(\d+))?", event.name)
    if not numbered:
        return event_in(language, event.name)
    return kind_name(event.role, event.kind, language) + (f" {numbered[1]}" if (numbered[1] or "1") != "1" else "")


def kinds_view(language: str) -> list[dict]:
    """Return every registered kind with its name and what it does, crises first, as a list to choose from."""
    return [
        {"role": role, "kind": kind, "name": kind_name(role, kind, language), "does": kind_does(role, kind, language)}
        for role, kind in declared()
    ]


def step_in_words(step: tuple[str, str] | None, language: str) -> str:
    """Return what undo or redo is about, such as "move spring"; empty where there is nothing."""
    return say(language, f"timeline.did_{step[0]}", name=step[1]) if step else ""


def mistakes_in_words(editing: Editing, language: str) -> list[str]:
    """Return what is wrong as sentences that name the event; empty where all is well."""
    draft, said = editing.draft, []
    for mistake in draft.mistakes:
        event = mistake.event is not None and draft.event(mistake.event)
        what = name_of(event, language) if event else mistake.key
        message = in_language(mistake.message, language)
        said.append(say(language, "timeline.mistake_in", what=what, message=message) if what else message)
    return said


def _marks(start: date, days: int, language: str) -> list[dict]:
    """Return where the months begin, or the weeks of a short scenario, with their names; not more than fit beside each other."""
    by_month = days > 60
    found = [day for day in range(days) if (start + timedelta(day)).day == 1] if by_month else list(range(0, days, 7))
    apart = -(-len(found) // _MOST_MARKS) or 1
    return [{"day": day, "label": _mark(start + timedelta(day), by_month, language)} for day in found[::apart]]


def _mark(day: date, by_month: bool, language: str) -> str:
    month = calendar_day(language, day).split()[1]
    month = _SHORT.get(month, month[:3])
    if not by_month:
        return f"{day.day} {month}"
    return f"{month} {day.year}" if day.month == 1 else month


def _date(moment, usual: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment if isinstance(moment, date) else usual


def _days(values: dict, key: str) -> int:
    days = values.get(key, 0)
    return days if isinstance(days, int) and 0 <= days <= 3660 else 0
