"""Where a step lies in time: its number, day, hour, date and weekday."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

HOURS = 24


@dataclass(frozen=True)
class Clock:
    """One step of a run that begins on `start`; `hour` is None when a step is a whole day."""

    start: date
    step: int
    by_hour: bool = False

    @property
    def day(self):
        """Whole days since the start."""
        return self.step // HOURS if self.by_hour else self.step

    @property
    def hour(self):
        """Hour of the day, 0 to 23, or None when a step is a day."""
        return self.step % HOURS if self.by_hour else None

    @property
    def length(self):
        """Length of the step in days."""
        return 1.0 / HOURS if self.by_hour else 1.0

    @cached_property
    def date(self):
        """Calendar date."""
        return self.start + timedelta(days=self.day)

    @property
    def time(self):
        """Moment at which the step begins, a datetime."""
        return datetime.combine(self.date, datetime.min.time()) + timedelta(hours=self.hour or 0)

    @property
    def is_weekend(self):
        """Whether it is Saturday or Sunday."""
        return self.date.weekday() >= 5

    @property
    def opens_day(self):
        """Whether things that happen once a day at its beginning happen in this step."""
        return self.hour in (None, 0)

    @property
    def serves(self):
        """Whether help that is given once a day is given in this step: every day step, or the hour from 10."""
        return self.hour in (None, 10)
