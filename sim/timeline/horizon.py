"""From when to when a scenario runs: what extended files let happen after its end is cut off, any other date outside is a mistake."""

from datetime import datetime, timedelta

from .errors import in_words, moment_in_words
from .events import as_date
from .scenario import LONGEST


class Horizon:
    """The dates of one scenario, and which inherited events lie beyond its end."""

    def __init__(self, layers, head):
        self.layers = layers
        self.start, self.days = head["start"], head["days"]
        self.end = self.start + timedelta(days=self.days)
        self._left_out, self._shortened = [], []

    def within(self, event, path):
        """Return an event as far as it lies in the scenario, None if it begins after it; ScenarioError for a date that is a mistake."""
        for key in ("start", "until"):
            moment = getattr(event, key)
            if moment is None or not self._is_outside(moment, begins=key == "start"):
                continue
            if as_date(moment) < self.start or not self._is_set_above((*path, key), ("start", "days")):
                raise self._mistake((*path, key), moment)
            if key == "start":
                self._left_out.append(path[1])
                return None
            self._shortened.append(path[1])
            event = event.model_copy(update={"until": None})
        return event

    def notices(self):
        """Return the notice on what was cut off, if anything was."""
        return what_ends(self.end, self.days, self._left_out, self._shortened)

    def _is_outside(self, moment, begins):
        """Return whether a moment lies outside; an event may end with the scenario, and must begin before that."""
        day = as_date(moment)
        if day < self.start or (begins and day >= self.end):
            return True
        return day > self.end or (day == self.end and isinstance(moment, datetime) and moment.time() > datetime.min.time())

    def _is_set_above(self, path, keys):
        """Return whether one of these keys of the top comes from a file that extends the one which gave the value at a path."""
        return any(self.layers.lies_below(self.layers.origin_of(path), self.layers.origin_of((key,))) for key in keys)

    def _mistake(self, path, moment):
        """Return the error for a date outside: at the event where one file says both, else at what the files that extend it have to say."""
        layers, runs = self.layers, f"which runs from {self.start} to before {self.end}"
        given, (start, days) = layers.origin_of(path), (layers.origin_of((key,)) for key in ("start", "days"))
        event = f"{in_words(path[1])} of {given} {'begins' if path[-1] == 'start' else 'ends'} on {moment_in_words(moment)}"
        own = f'or give it dates of its own here ([[{path[0]}]] with name = {in_words(path[1])}, start and until)'
        if self._is_set_above(path, ("start",)):
            return layers.error(("start",), f"{event}, before the scenario, {runs}: set an earlier start, {own}")
        beside = {given, start, days} <= layers.spans.keys() and given not in (layers.file, start, days)
        if beside and not layers.lies_below(start, given):
            return layers.error(("extends",), f"{event}, outside the scenario, {runs} as in {start}: {self._holding_all()}{own}")
        hint = "; --days cuts later events off" if days.startswith("--set") else ""
        return layers.error(path, f"{moment_in_words(moment)} is outside the scenario, {runs}{hint}")

    def _holding_all(self):
        """Return which start and days to set so that all the extended files find their dates in the scenario."""
        spans = [span for span in self.layers.spans.values() if span]
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        return f"set start = {first} and days = {(last - first).days} here, which holds all it extends, " if (last - first).days <= LONGEST else "set start and days here, "


def what_ends(end, days, left_out, shortened):
    """Return a tuple of the notice on events that are left out or cut off at the end of a scenario; empty where there are none."""
    said = [f"left out: {', '.join(left_out)}"] if left_out else []
    said += [f"cut off: {', '.join(shortened)}"] if shortened else []
    return (f"the scenario ends on {end} after {days} days; {'; '.join(said)}",) if said else ()
