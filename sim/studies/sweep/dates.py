"""Windows of a study as dates: its file's own, or the union over its scenarios before anything varies."""

from datetime import datetime, timedelta

import numpy as np

from ...timeline.errors import ScenarioError
from ..windows import windows_of

ALL = "all"


def windows_as_dates(read, bases):
    """Return {window: [[start, until], ...]} as ISO texts; each moment from start to before until belongs to it."""
    first = bases[0]
    if not read.study.windows:
        hours = first.step == "hour"
        return {name: _spans(steps, first.start, hours) for name, steps in windows_of(bases).items()}
    found = {}
    for name, window in read.study.windows.items():
        if window.start < first.start or window.until > first.end:
            raise ScenarioError(read.label, f"[windows.{name}]", "until" if window.start >= first.start else "start",
                                f"expected dates from {first.start} to {first.end}, within the scenarios")
        found[name] = [[_moment(window.start), _moment(window.until)]]
    return {ALL: [[_moment(first.start), _moment(first.end)]], **found}


def masks_of(windows, times):
    """Return {window: bool array (n_steps,)} for the times of steps."""
    moments = np.array([each.isoformat() for each in times], "datetime64[s]")
    return {name: np.any([(moments >= np.datetime64(start)) & (moments < np.datetime64(until)) for start, until in spans], axis=0)
            for name, spans in windows.items()}


def _spans(steps, start, hours):
    midnight, edges = datetime.combine(start, datetime.min.time()), np.flatnonzero(np.diff(np.concatenate([[0], steps.astype(int), [0]])))
    length = timedelta(hours=1) if hours else timedelta(days=1)
    return [[(midnight + int(edge) * length).isoformat() for edge in pair] for pair in edges.reshape(-1, 2)]


def _moment(day):
    return datetime.combine(day, datetime.min.time()).isoformat()
