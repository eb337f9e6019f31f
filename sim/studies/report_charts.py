"""The charts of the report, each with what it shows in words and its numbers as a table."""

from datetime import datetime

import numpy as np

from .charts import MUTED, interval_chart, line_chart, timeline_chart
from .curves import differences, levels
from .differences import FAMILY, NO_CRISIS
from .amounts import plain
from .spoken import months, tr
from .wording import event_name

PER_1000 = "People with high distress, of 1,000"
LEVELS = (("high_distress", PER_1000, 1000.0), ("distress", "Stress, SD", 1.0), ("loneliness", "Loneliness, SD", 1.0),
          ("contacts_in_person", "People met in person a day", 1.0))
DIFFERENCES = (("high_distress", PER_1000, 1000.0), ("loneliness", "Loneliness, SD", 1.0))
DIGITS = {"high_distress": 1, "distress": 3, "loneliness": 3, "contacts_in_person": 2}
SMOOTHED = ("contacts_in_person", "high_distress")  # weekends and single cases make these jump from day to day
MOST_ROWS = 75  # of a table under a chart
CRISIS_COLOUR = "#B08D6A"


class Time:
    """The times of the steps, and the spans of the crisis."""

    def __init__(self, manifest):
        self.by_hour = manifest["step"] == "hour"
        self.smoothing = 24 if self.by_hour else 7
        self.start = np.datetime64(manifest["start"], "h")
        self.n_steps = manifest["days"] * (24 if self.by_hour else 1)
        self.steps = self.start + np.arange(self.n_steps) * np.timedelta64(1 if self.by_hour else 24, "h")
        self.end = self.start + np.timedelta64(24 * manifest["days"], "h")
        bars = {(first, last) for each in manifest["scenarios"] for _, _, role, first, last in each["bars"] if role == "crisis"}
        self.shaded = [(self.day(first), self.day(last)) for first, last in joined(bars)]

    def day(self, number):
        """Return the moment at which a day of the scenario begins, within its time."""
        return min(max(self.start + np.timedelta64(24 * number, "h"), self.start), self.end)

    def in_words(self, step):
        """Return "24 Feb 2020", with the hour where steps are hours."""
        moment = self.steps[step].astype("datetime64[s]").astype(datetime)
        return months(f"{moment.day} {moment:%b %Y}") + (f", {moment:%H:%M}" if self.by_hour else "")


def joined(spans):
    """Return spans of days in order, with those that touch or overlap joined."""
    found = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found


def timeline(manifest, looks, verdict, time):
    """Return the chart of events: each crisis once, then the interventions of each scenario in its colour."""
    rows, seen = [], set()
    for role in ("crisis", "intervention"):
        for each in manifest["scenarios"]:
            for name, kind, its_role, first, last in each["bars"]:
                place = (name, kind, first, last)
                if its_role != role or place in seen:
                    continue
                seen.add(place)
                said = event_name(name)
                colour = CRISIS_COLOUR if role == "crisis" else looks[each["name"]][0]
                rows.append((said[:1].upper() + said[1:], colour, time.day(first), time.day(last)))
    if not rows:
        return None
    words = tr("Calendar of events: ") + "; ".join(tr("{label} from {first} to {last}", label=label, first=_date(first), last=_date(last)) for label, _, first, last in rows) + "."
    return timeline_chart(rows, [time.start, time.end], name="timeline", words=words)


def charts(results, names, looks, time):
    """Return a list of charts: levels of all scenarios, then what the policies change against the first, day by day."""
    found, policies = [], [name for name in names[1:] if name != NO_CRISIS]
    for outcome, title, scale in LEVELS:
        over = time.smoothing if outcome in SMOOTHED else 1
        curves = levels(results.series, names, outcome, time.n_steps, scale, over)
        found.append(_chart(curves, outcome, tr(title), results, looks, time, over))
    for outcome, title, scale in DIFFERENCES if policies else ():
        over = time.smoothing if outcome in SMOOTHED else 1
        curves = differences(results.series, policies, names[0], outcome, time.n_steps, scale, over)
        first = results.verdict["labels"][names[0]]
        found.append(_chart(curves, f"{outcome} difference", tr("{title}: difference from the first", title=tr(title)), results, looks, time, over, first))
    return [each for each in found if each]


def _chart(curves, name, title, results, looks, time, over, first=None):
    curves = [curve for curve in curves if np.isfinite(curve.mean).any()]
    if not curves:
        return None
    short, places = results.verdict["short_labels"], DIGITS[name.split()[0]]
    told = "; ".join(tr("{name} ends at {end}, its highest value is {highest}, its lowest {lowest}", name=short[curve.name],
                        end=plain(curve.mean[np.isfinite(curve.mean)][-1], places), highest=plain(np.nanmax(curve.mean), places),
                        lowest=plain(np.nanmin(curve.mean), places)) for curve in curves)
    svg = line_chart(curves, looks, short, time.steps, time.shaded, title=title, name=name, zero=first is not None,
                     words=tr("Line chart, {title}, over time. {told}. The table below has the numbers.", title=title, told=told))
    every = -(-time.n_steps // MOST_ROWS)
    every = every if every <= 1 else -(-every // 7) * 7 if not time.by_hour else -(-every // 24) * 24 if every > 6 else every
    notes = [tr("mean of the day around each hour" if time.by_hour else "mean of the week around each day")] if over > 1 else []
    notes += [tr("below 0 is fewer or lower than in “{first}”", first=first)] if first else []
    rows = [(time.in_words(step), [_cell(curve, step, places) for curve in curves]) for step in range(0, time.n_steps, every)]
    return {"svg": svg, "title": title, "note": "; ".join(notes), "heads": [short[curve.name] for curve in curves], "rows": [row for row in rows if any(row[1])],
            "thinned": tr("every {count} hours" if time.by_hour else "every {count} days", count=plain(every)) if every > 1 else "", "difference": first is not None}


def _cell(curve, step, places):
    mean, low, high = (plain(each[step], places).replace("-", "−") if np.isfinite(each[step]) else "" for each in (curve.mean, curve.low, curve.high))
    return tr("{said} ({low} to {high})", said=mean, low=low, high=high) if low else mean


def _date(moment):
    return np.datetime_as_string(moment, unit="D")


def intervals(verdict, looks):
    """Return the chart of the policies' effects with their intervals, most helpful first; None without policies."""
    if not verdict["policies"]:
        return None
    titles = {"high_distress": (PER_1000, 1000.0), "distress": ("Stress, SD", 1.0), "loneliness": ("Loneliness, SD", 1.0)}
    panels = []
    for outcome in FAMILY[::-1]:
        title, scale = titles[outcome]
        rows = [(verdict["short_labels"][each["name"]], looks[each["name"]][0],
                 *(None if each["effects"][outcome][key] is None else each["effects"][outcome][key] * scale for key in ("difference", "low", "high")))
                for each in verdict["policies"] if outcome in each["effects"]]
        panels.append((tr(title), verdict["limits"][outcome] * scale, rows or [("", MUTED, 0.0, None, None)]))
    words = tr("Effects of the policies with their 95 % intervals; the ranked list beside this chart has the numbers.")
    return interval_chart(panels, name="intervals", words=words)
